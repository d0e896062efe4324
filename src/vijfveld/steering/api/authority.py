# SPDX-License-Identifier: EUPL-1.2
"""The lines that this node adds to the map of authority, and the override of the minister."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from vijfveld.law.callers import Caller
from vijfveld.law.rest.listing import Wish
from vijfveld.law.rest.resource import Resource
from vijfveld.law.rest.values import Code, Day, In, Line, Moment, Out, Text
from vijfveld.node.viewer import Viewer
from vijfveld.steering.acts import authority as line_acts
from vijfveld.steering.acts import overrides as acts
from vijfveld.steering.api.words import OVERRIDE_STATES
from vijfveld.steering.models import AuthorityLine, Override
from vijfveld.steering.queries import authority as reads

lines = Resource("gezagsregels", "Regels van de gezagskaart")
overrides = Resource("aanwijzingen", "Aanwijzingen")


class AuthorityLineOut(Out, title="Gezagsregel"):
    """A line that this node added to the map of authority."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    task: str = Field(serialization_alias="taak")
    phase: str = Field(serialization_alias="fase")
    organisation_id: UUID = Field(serialization_alias="organisatie")
    say: str = Field(serialization_alias="waarover")
    legal_basis: str = Field(serialization_alias="grondslag")
    source: str = Field(serialization_alias="bron")
    from_on: date = Field(serialization_alias="vanaf")
    until_on: date | None = Field(serialization_alias="totEnMet")
    added_by_id: UUID = Field(serialization_alias="toegevoegdDoor")


class AuthorityLineWish(Wish):
    """Which lines to list."""

    task: Code | None = Field(None, alias="taak")
    phase: Code | None = Field(None, alias="fase")
    organisation: UUID | None = Field(None, alias="organisatie")


class AuthorityLineIn(In, title="GezagsregelIn"):
    """A line to be added."""

    task: Code = Field(alias="taak")
    phase: Code = Field(alias="fase")
    organisation: UUID = Field(alias="organisatie")
    say: Text = Field(alias="waarover")
    source: Line = Field(alias="bron")
    basis: Code | None = Field(None, alias="grondslag")
    from_on: Day = Field(alias="vanaf")
    until_on: Day | None = Field(None, alias="totEnMet")


@lines.lists("", AuthorityLineOut, says="De regels die deze node aan de gezagskaart toevoegde")
def list_lines(viewer: Viewer, wish: AuthorityLineWish) -> Any:
    return AuthorityLine.objects.filter(**wish.filters)


@lines.shows("/{uuid:id}", AuthorityLineOut, says="Een regel van de gezagskaart")
def one_line(viewer: Viewer, id: UUID) -> AuthorityLine | None:
    return reads.own_line(viewer, id)


@lines.does("", AuthorityLineOut, says="Voeg een regel toe", scope="voorstellen", makes="gezagsregels")
def add_line(caller: Caller, body: AuthorityLineIn) -> AuthorityLine:
    say = line_acts.Say(
        body.task, body.phase, body.organisation, body.say, body.source, body.from_on, body.until_on, body.basis or ""
    )
    return line_acts.add_authority_line(caller, say)


@lines.does("/{uuid:id}/_beeindigen", AuthorityLineOut, says="Laat een regel vandaag eindigen", scope="voorstellen",
            edits=True)  # fmt: skip
def end_line(caller: Caller, id: UUID, version: int) -> AuthorityLine:
    return line_acts.end_authority_line(caller, id, version)


class OverrideOut(Out, title="Aanwijzing"):
    """A power of another minister, taken over for a short time."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    title: str = Field(serialization_alias="titel")
    issued_for_id: UUID = Field(serialization_alias="genomenDoor")
    addressee_id: UUID = Field(serialization_alias="bevoegdheidVan")
    power: str = Field(serialization_alias="bevoegdheid")
    what: str = Field(serialization_alias="wat")
    reasons: str = Field(serialization_alias="redenen")
    no_time: str = Field(serialization_alias="waaromGeenTijd")
    consulted: list[UUID] = Field(serialization_alias="geraadpleegd")
    consultation: str = Field(serialization_alias="raadpleging")
    told: list[UUID] = Field(serialization_alias="ingelicht")
    legal_basis: str = Field(serialization_alias="grondslag")
    starts_at: datetime = Field(serialization_alias="begin")
    ends_at: datetime = Field(serialization_alias="einde")
    state: Annotated[str, OVERRIDE_STATES.told] = Field(serialization_alias="staat")
    ended_at: datetime | None = Field(serialization_alias="geeindigdOp")
    stopped_because: str = Field(serialization_alias="redenVanStoppen")
    decision_id: UUID | None = Field(serialization_alias="besluit")
    report_by: date | None = Field(serialization_alias="verantwoordenVoor")
    report: str = Field(serialization_alias="verantwoording")
    reported_at: datetime | None = Field(serialization_alias="verantwoordOp")


class OverrideWish(Wish):
    """Which overrides to list."""

    state: Annotated[str | None, OVERRIDE_STATES.heard] = Field(None, alias="staat")
    addressee: UUID | None = Field(None, alias="bevoegdheidVan")


class OverrideIn(In, title="AanwijzingIn"):
    """An override to be issued."""

    title: Line = Field(alias="titel")
    addressee: UUID = Field(alias="bevoegdheidVan")
    power: Text = Field(alias="bevoegdheid")
    what: Text = Field(alias="wat")
    reasons: Text = Field(alias="redenen")
    no_time: Text = Field(alias="waaromGeenTijd")
    consultation: Text = Field(alias="raadpleging")
    consulted: tuple[UUID, ...] = Field((), alias="geraadpleegd", max_length=200)
    told: tuple[UUID, ...] = Field((), alias="ingelicht", max_length=500)
    starts_at: Moment = Field(alias="begin")
    ends_at: Moment = Field(alias="einde")


class OverrideStopIn(In, title="AanwijzingStoppenIn"):
    """Why an override stops before its end."""

    because: Text = Field(alias="reden")


class OverrideReportIn(In, title="VerantwoordingIn"):
    """The account of an override."""

    report: Text = Field(alias="verantwoording")


@overrides.lists("", OverrideOut, says="Hoe vaak en waarvoor een bevoegdheid is overgenomen")
def list_overrides(viewer: Viewer, wish: OverrideWish) -> Any:
    return Override.objects.filter(**wish.filters)


@overrides.shows("/{uuid:id}", OverrideOut, says="Een aanwijzing")
def one_override(viewer: Viewer, id: UUID) -> Override | None:
    return reads.override(viewer, id)


@overrides.does("", OverrideOut, says="Neem een bevoegdheid over, met een einde", scope="besluiten",
                makes="aanwijzingen")  # fmt: skip
def issue(caller: Caller, body: OverrideIn) -> Override:
    return acts.issue_override(caller, acts.Order(**dict(body)))


@overrides.does("/{uuid:id}/_stoppen", OverrideOut, says="Geef een bevoegdheid eerder terug", scope="besluiten",
                edits=True)  # fmt: skip
def stop(caller: Caller, id: UUID, version: int, body: OverrideStopIn) -> Override:
    return acts.stop_override(caller, id, version, because=body.because)


@overrides.does("/{uuid:id}/_verantwoorden", OverrideOut, says="Leg verantwoording af", scope="besluiten", edits=True)
def account(caller: Caller, id: UUID, version: int, body: OverrideReportIn) -> Override:
    return acts.account_override(caller, id, version, report=body.report)
