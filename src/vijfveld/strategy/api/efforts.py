# SPDX-License-Identifier: EUPL-1.2
"""Efforts and what drives them."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from vijfveld.law.callers import Caller
from vijfveld.law.rest.listing import Wish
from vijfveld.law.rest.resource import Resource
from vijfveld.law.rest.values import Code, Day, In, Line, Out, Text
from vijfveld.node.viewer import Viewer
from vijfveld.strategy.acts import drivers as driver_acts
from vijfveld.strategy.acts import exits
from vijfveld.strategy.acts.efforts import Plan, propose_fixed, propose_flexible
from vijfveld.strategy.api.words import AREAS, DRIVER_KINDS, EFFORT_STATES, NATURES, REACHES, WORK, ReasoningIn
from vijfveld.strategy.models import Driver, Effort
from vijfveld.strategy.queries import drivers as driver_reads
from vijfveld.strategy.queries import efforts as reads
from vijfveld.strategy.words import Nature

efforts = Resource("inspanningen", "Inspanningen")
drivers = Resource("aanleidingen", "Aanleidingen")
NOBODY = UUID(int=0)
"""No driver at all: the act tells what is missing together with everything else that is wrong."""


class EffortOut(Out, title="Inspanning"):
    """Work that partners take on together."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    nature: Annotated[str, NATURES.told] = Field(serialization_alias="soort")
    title: str = Field(serialization_alias="titel")
    purpose: str = Field(serialization_alias="bedoeling")
    area: Annotated[str, AREAS.told] = Field(serialization_alias="veld")
    objective: str = Field(serialization_alias="doelstelling")
    library: str = Field(serialization_alias="strategie")
    work: Annotated[str, WORK.told] = Field(serialization_alias="werk")
    reach: Annotated[str, REACHES.told] = Field(serialization_alias="bereik")
    owner_id: UUID = Field(serialization_alias="eigenaar")
    state: Annotated[str, EFFORT_STATES.told] = Field(serialization_alias="staat")
    driver_id: UUID | None = Field(serialization_alias="aanleiding")
    rests_on: str = Field(serialization_alias="rustOp")
    legal_basis: str = Field(serialization_alias="grondslag")
    starts_on: date = Field(serialization_alias="eersteDag")
    ends_on: date | None = Field(serialization_alias="laatsteDag")
    stopped_on: date | None = Field(serialization_alias="gestoptOp")
    prolongations: int = Field(serialization_alias="verlengingen")
    taken_up_in_id: UUID | None = Field(serialization_alias="opgegaanIn")
    decision_id: UUID | None = Field(serialization_alias="besluit")


class EffortWish(Wish):
    """Which efforts to list."""

    nature: Annotated[str | None, NATURES.heard] = Field(None, alias="soort")
    area: Annotated[str | None, AREAS.heard] = Field(None, alias="veld")
    state: Annotated[str | None, EFFORT_STATES.heard] = Field(None, alias="staat")
    reach: Annotated[str | None, REACHES.heard] = Field(None, alias="bereik")
    owner: UUID | None = Field(None, alias="eigenaar")
    driver: UUID | None = Field(None, alias="aanleiding")
    objective: Code | None = Field(None, alias="doelstelling")


class EffortIn(In, title="InspanningIn"):
    """An effort to be proposed. Flexible effort names what drives it and its last day; fixed effort names what it
    rests on, a certainty of the strategy or a finding."""

    nature: Annotated[str, NATURES.heard] = Field(alias="soort")
    title: Line = Field(alias="titel")
    purpose: Text = Field(alias="bedoeling")
    objective: Code = Field(alias="doelstelling")
    work: Annotated[str, WORK.heard] = Field(alias="werk")
    reach: Annotated[str, REACHES.heard] = Field(alias="bereik")
    legal_basis: Code = Field("coordinatie-ct", alias="grondslag")
    starts_on: Day = Field(alias="eersteDag")
    ends_on: Day | None = Field(None, alias="laatsteDag", description="Verplicht bij flexibele inzet.")
    driver: UUID | None = Field(None, alias="aanleiding", description="Verplicht bij flexibele inzet.")
    acknowledged: Text = Field(
        "", alias="tochNodigOmdat", description="Als in dit veld de vaste inzet niet op orde is."
    )
    rests_on: Code | None = Field(None, alias="rustOp", description="Bij vaste inzet: de relatieve zekerheid.")
    finding: UUID | None = Field(None, alias="bevinding", description="Bij vaste inzet, in plaats van rustOp.")

    @property
    def plan(self) -> Plan:
        """What every effort needs."""
        return Plan(self.title, self.purpose, self.objective, self.work, self.reach, self.legal_basis, self.starts_on)


@efforts.lists("", EffortOut, says="De inspanningen die u mag zien")
def list_efforts(viewer: Viewer, wish: EffortWish) -> Any:
    return Effort.objects.filter(**wish.filters)


@efforts.shows("/{uuid:id}", EffortOut, says="Een inspanning")
def one_effort(viewer: Viewer, id: UUID) -> Effort | None:
    return reads.effort(viewer, id)


@efforts.does("", EffortOut, says="Stel vaste of flexibele inzet voor", scope="voorstellen", makes="inspanningen")
def propose(caller: Caller, body: EffortIn) -> Effort:
    if body.nature == Nature.FIXED:
        return propose_fixed(caller, body.plan, rests_on=body.rests_on or "", finding=body.finding)
    return propose_flexible(
        caller, body.plan, driver=body.driver or NOBODY, ends_on=body.ends_on or date.min,
        acknowledged=body.acknowledged,
    )  # fmt: skip


class ProlongIn(ReasoningIn, title="VerlengingIn"):
    """Until when an effort goes on, and why."""

    ends_on: Day = Field(alias="laatsteDag")


class WindDownIn(ProlongIn, title="AfbouwIn"):
    """When a fixed effort stops, and why the base level holds without it."""

    holds_without: bool = Field(alias="basisHoudtZonder", strict=True)
    why: Text = Field(alias="waaromHoudtZonder")


@efforts.does("/{uuid:id}/_verlengen", EffortOut, says="Verleng flexibele inzet", scope="besluiten", edits=True)
def prolong(caller: Caller, id: UUID, version: int, body: ProlongIn) -> Effort:
    return exits.prolong(caller, id, version, ends_on=body.ends_on, reasoning=body.reasoning)


@efforts.does("/{uuid:id}/_stoppen", EffortOut, says="Stop flexibele inzet voor het einde", scope="besluiten",
              edits=True)  # fmt: skip
def end(caller: Caller, id: UUID, version: int, body: ReasoningIn) -> Effort:
    return exits.end_effort(caller, id, version, reasoning=body.reasoning)


@efforts.does("/{uuid:id}/_afbouwen", EffortOut, says="Bouw vaste inzet af, met drie maanden tijd", scope="besluiten",
              edits=True)  # fmt: skip
def wind_down(caller: Caller, id: UUID, version: int, body: WindDownIn) -> Effort:
    test = exits.ReverseTest(body.holds_without, body.why)
    return exits.wind_down(caller, id, version, ends_on=body.ends_on, test=test, reasoning=body.reasoning)


class DriverOut(Out, title="Aanleiding"):
    """A reason to act."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    sort: Annotated[str, DRIVER_KINDS.told] = Field(serialization_alias="soort")
    title: str = Field(serialization_alias="titel")
    statement: str = Field(serialization_alias="uitspraak")
    source: str = Field(serialization_alias="bron")
    source_urn: str = Field(serialization_alias="bronUrn")
    areas: list[str] = Field(serialization_alias="velden")
    organisation_id: UUID = Field(serialization_alias="organisatie")
    stated_on: date = Field(serialization_alias="vastgelegdOp")
    retired_on: date | None = Field(serialization_alias="ingetrokkenOp")


class DriverWish(Wish):
    """Which drivers to list."""

    sort: Annotated[str | None, DRIVER_KINDS.heard] = Field(None, alias="soort")
    organisation: UUID | None = Field(None, alias="organisatie")


class DriverIn(In, title="AanleidingIn"):
    """A driver to be stated."""

    sort: Annotated[str, DRIVER_KINDS.heard] = Field(alias="soort")
    title: Line = Field(alias="titel")
    statement: Text = Field(alias="uitspraak")
    source: Line = Field(alias="bron")
    areas: tuple[Annotated[str, AREAS.heard], ...] = Field((), alias="velden")
    stated_on: Day = Field(alias="vastgelegdOp")


@drivers.lists("", DriverOut, says="De aanleidingen die u mag zien")
def list_drivers(viewer: Viewer, wish: DriverWish) -> Any:
    return Driver.objects.filter(**wish.filters)


@drivers.shows("/{uuid:id}", DriverOut, says="Een aanleiding")
def one_driver(viewer: Viewer, id: UUID) -> Driver | None:
    return driver_reads.driver(viewer, id)


@drivers.does("", DriverOut, says="Leg een aanleiding vast", scope="voorstellen", makes="aanleidingen")
def state(caller: Caller, body: DriverIn) -> Driver:
    return driver_acts.state_driver(
        caller, sort=body.sort, title=body.title, statement=body.statement, source=body.source,
        stated_on=body.stated_on, areas=body.areas,
    )  # fmt: skip


@drivers.does("/{uuid:id}/_intrekken", DriverOut, says="Trek een aanleiding in", scope="voorstellen", edits=True)
def retire(caller: Caller, id: UUID, version: int) -> Driver:
    return driver_acts.retire_driver(caller, id, version)
