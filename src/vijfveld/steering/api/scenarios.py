# SPDX-License-Identifier: EUPL-1.2
"""Scenarios for programs to read: the fields and what survives in them, the futures chosen, and the signposts."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, field_validator

from vijfveld.law.rest.listing import Wish
from vijfveld.law.rest.resource import Resource
from vijfveld.law.rest.values import Given, Out
from vijfveld.node.viewer import Viewer
from vijfveld.steering.api.words import SIGNPOST_STATES
from vijfveld.steering.models import Mover, Scenario, Signpost, UncertaintyField
from vijfveld.steering.queries import scenarios as reads

FEW = 4
"""How many futures that lie far apart a program is given."""
fields = Resource("scenariovelden", "Scenariovelden")
scenarios = Resource("scenarios", "Scenario's")
signposts = Resource("bakens", "Bakens")


class ValueOut(Out, title="Waarde"):
    """One way an uncertainty can go."""

    code: str
    nl: str = Field(serialization_alias="naam")


class UncertaintyOut(Out, title="Onzekerheid"):
    """An uncertainty and the ways it can go."""

    code: str
    nl: str = Field(serialization_alias="naam")
    values: list[ValueOut] = Field(serialization_alias="waarden")


class FieldOut(Out, title="Scenarioveld"):
    """A field of uncertainties."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    title: str = Field(serialization_alias="titel")
    purpose: str = Field(serialization_alias="doel")
    parameters: list[UncertaintyOut] = Field(serialization_alias="onzekerheden")
    organisation_id: UUID = Field(serialization_alias="organisatie")
    closed_on: date | None = Field(serialization_alias="afgeslotenOp")


class TakenOut(Out, title="Keuze"):
    """The value that an uncertainty takes."""

    parameter: str = Field(serialization_alias="onzekerheid")
    value: str = Field(serialization_alias="waarde")


def taken(values: Any) -> Any:
    """The values of a future, one by one."""
    return [{"parameter": key, "value": one} for key, one in values.items()] if isinstance(values, dict) else values


class FutureOut(Out, title="Toekomst"):
    """One future that survives the exclusions."""

    values: list[TakenOut] = Field(serialization_alias="waarden")
    _spread = field_validator("values", mode="before")(taken)


class FuturesOut(Out, title="Toekomsten"):
    """How many futures a field holds, and a few that lie far apart. It says nothing about how likely one is."""

    size: int = Field(serialization_alias="denkbaar")
    left: int = Field(serialization_alias="over")
    hidden: int = Field(serialization_alias="alleenNormatiefUitgesloten")
    diverse: list[FutureOut] = Field(serialization_alias="uiteenlopend")


class ScenarioOut(Out, title="Scenario"):
    """A future that was chosen and named."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    field_id: UUID = Field(serialization_alias="scenarioveld")
    title: str = Field(serialization_alias="titel")
    story: str = Field(serialization_alias="verhaal")
    values: list[TakenOut] = Field(serialization_alias="waarden")
    organisation_id: UUID = Field(serialization_alias="organisatie")
    chosen_on: date = Field(serialization_alias="gekozenOp")
    handed_on: date | None = Field(serialization_alias="doorgegevenOp")
    retired_on: date | None = Field(serialization_alias="ingetrokkenOp")
    _spread = field_validator("values", mode="before")(taken)


class ScenarioWish(Wish):
    """Which scenarios to list."""

    field: UUID | None = Field(None, alias="scenarioveld")


class MoverOut(Out, title="AanZet"):
    """Who must move, and with what. It is a reading, not an order."""

    id: UUID
    organisation_id: UUID = Field(serialization_alias="organisatie")
    must: str = Field(serialization_alias="wat")
    rank: int = Field(serialization_alias="volgorde")


class MoversOut(Out, title="WieAanZetIs"):
    """Everyone who must move in a scenario, in order."""

    movers: list[MoverOut] = Field(serialization_alias="aanZet")


class SignpostOut(Out, title="Baken"):
    """What shows that a scenario comes."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    scenario_id: UUID = Field(serialization_alias="scenario")
    title: str = Field(serialization_alias="titel")
    trigger: str = Field(serialization_alias="signaal")
    source: str = Field(serialization_alias="bron")
    lead_months: Given = Field(serialization_alias="maandenVooraf")
    false_alarms: Given = Field(serialization_alias="valseSignalenPerJaar")
    state: Annotated[str, SIGNPOST_STATES.told] = Field(serialization_alias="staat")
    seen: str = Field(serialization_alias="gezien")
    changed_on: date = Field(serialization_alias="gewijzigdOp")
    driver_id: UUID | None = Field(serialization_alias="aanleiding")


class SignpostWish(Wish):
    """Which signposts to list."""

    scenario: UUID | None = Field(None, alias="scenario")
    state: Annotated[str | None, SIGNPOST_STATES.heard] = Field(None, alias="staat")


@dataclass(frozen=True)
class Futures:
    """What survives of a field, as a program reads it."""

    size: int
    left: int
    hidden: int
    diverse: list[dict[str, Any]]


@dataclass(frozen=True)
class Movers:
    """Everyone who must move in a scenario."""

    movers: list[Mover]


@fields.lists("", FieldOut, says="De scenariovelden")
def list_fields(viewer: Viewer, wish: Wish) -> Any:
    return UncertaintyField.objects.filter(**wish.filters)


@fields.shows("/{uuid:id}", FieldOut, says="Een scenarioveld")
def one_field(viewer: Viewer, id: UUID) -> UncertaintyField | None:
    return reads.record(viewer, UncertaintyField, id)


@fields.shows("/{uuid:id}/toekomsten", FuturesOut, says="Wat er van een veld overblijft, en een paar toekomsten")
def futures(viewer: Viewer, id: UUID) -> Futures | None:
    found = reads.record(viewer, UncertaintyField, id)
    if found is None:
        return None
    left = reads.Surviving(found, tuple(reads.exclusions(viewer, found)))
    diverse = [{"values": one} for one in left.diverse(FEW)]
    return Futures(left.method.size, left.method.count(), left.hidden, diverse)


@scenarios.lists("", ScenarioOut, says="De gekozen scenario's")
def list_scenarios(viewer: Viewer, wish: ScenarioWish) -> Any:
    return Scenario.objects.filter(**wish.filters)


@scenarios.shows("/{uuid:id}", ScenarioOut, says="Een scenario")
def one_scenario(viewer: Viewer, id: UUID) -> Scenario | None:
    return reads.record(viewer, Scenario, id)


@scenarios.shows("/{uuid:id}/aan-zet", MoversOut, says="Wie in een scenario aan zet is")
def movers(viewer: Viewer, id: UUID) -> Movers | None:
    found = reads.record(viewer, Scenario, id)
    return Movers(reads.movers(viewer, found)) if found else None


@signposts.lists("", SignpostOut, says="De bakens")
def list_signposts(viewer: Viewer, wish: SignpostWish) -> Any:
    return Signpost.objects.filter(**wish.filters)


@signposts.shows("/{uuid:id}", SignpostOut, says="Een baken")
def one_signpost(viewer: Viewer, id: UUID) -> Signpost | None:
    return reads.record(viewer, Signpost, id)


RESOURCES = (fields, scenarios, signposts)
