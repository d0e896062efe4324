# SPDX-License-Identifier: EUPL-1.2
"""Findings of the system test, and the effort that closes them."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from vijfveld.law.callers import Caller
from vijfveld.law.rest.listing import Wish
from vijfveld.law.rest.resource import Resource
from vijfveld.law.rest.values import In, Out
from vijfveld.node.viewer import Viewer
from vijfveld.steering.acts import outcomes
from vijfveld.steering.models import Finding
from vijfveld.steering.queries import rounds as reads
from vijfveld.strategy.api.words import AREAS

findings = Resource("bevindingen", "Bevindingen")


class FindingOut(Out, title="Bevinding"):
    """What is missing in a field according to a round."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    round_id: UUID = Field(serialization_alias="systeemtoets")
    area: Annotated[str, AREAS.told] = Field(serialization_alias="veld")
    title: str = Field(serialization_alias="titel")
    missing: str = Field(serialization_alias="ontbreekt")
    proposal: str = Field(serialization_alias="voorstel")
    items: list[str] = Field(serialization_alias="toetsvragen")
    driver_id: UUID = Field(serialization_alias="aanleiding")
    effort_id: UUID | None = Field(serialization_alias="inspanning")
    noted_at: datetime = Field(serialization_alias="vastgelegdOp")
    closed_at: datetime | None = Field(serialization_alias="opgepaktOp")


class FindingWish(Wish):
    """Which findings to list."""

    round: UUID | None = Field(None, alias="systeemtoets")
    area: Annotated[str | None, AREAS.heard] = Field(None, alias="veld")


class LinkIn(In, title="KoppelingIn"):
    """The fixed effort that rests on a finding, or was enlarged for it."""

    effort: UUID = Field(alias="inspanning")


@findings.lists("", FindingOut, says="De bevindingen die u mag zien")
def list_findings(viewer: Viewer, wish: FindingWish) -> Any:
    return Finding.objects.filter(**wish.filters)


@findings.shows("/{uuid:id}", FindingOut, says="Een bevinding")
def one_finding(viewer: Viewer, id: UUID) -> Finding | None:
    found: Finding | None = reads.record(viewer, Finding, id)
    return found


@findings.does("/{uuid:id}/_koppelen", FindingOut, says="Koppel vaste inzet aan een bevinding", scope="voorstellen",
               edits=True)  # fmt: skip
def link(caller: Caller, id: UUID, version: int, body: LinkIn) -> Finding:
    return outcomes.link_finding(caller, id, version, effort=body.effort)
