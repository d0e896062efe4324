# SPDX-License-Identifier: EUPL-1.2
"""Tasks with roles, the roles in them, and where they clash."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from vijfveld.law.callers import Caller
from vijfveld.law.models import Reasoning
from vijfveld.law.rest.listing import Wish
from vijfveld.law.rest.resource import Resource
from vijfveld.law.rest.values import Code, Day, Flag, In, Line, Out, Text
from vijfveld.node.viewer import Viewer
from vijfveld.steering.acts import conflicts as conflict_acts
from vijfveld.steering.acts import duties as acts
from vijfveld.steering.api.words import CONFLICT_STATES, DUTY_STATES, ROLES, RULES
from vijfveld.steering.models import Duty, RoleConflict, RoleTask
from vijfveld.steering.queries import conflicts as conflict_reads
from vijfveld.steering.queries import duties as reads

tasks = Resource("roltaken", "Taken met rollen")
duties = Resource("rollen", "Rollen")
conflicts = Resource("rolconflicten", "Rolconflicten")


class RoleTaskOut(Out, title="Roltaak"):
    """A task in which roles must be clear, of an effort or of a question of the system test."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    title: str = Field(serialization_alias="titel")
    effort_id: UUID | None = Field(serialization_alias="inspanning")
    library: str = Field(serialization_alias="vragenlijst")
    item: str = Field(serialization_alias="vraag")
    municipal: bool = Field(serialization_alias="vanGemeente")
    individual: bool = Field(serialization_alias="individueleZaken")
    intrusive: bool = Field(serialization_alias="ingrijpend")
    owner_id: UUID = Field(serialization_alias="eigenaar")
    starts_on: date = Field(serialization_alias="helderVanaf")
    closed_on: date | None = Field(serialization_alias="afgeslotenOp")


class RoleTaskWish(Wish):
    """Which tasks to list."""

    effort: UUID | None = Field(None, alias="inspanning")
    owner: UUID | None = Field(None, alias="eigenaar")
    library: Code | None = Field(None, alias="vragenlijst")


class RoleTaskIn(In, title="RoltaakIn"):
    """A task to be named: of an effort, or of a question of a library."""

    title: Line = Field(alias="titel")
    effort: UUID | None = Field(None, alias="inspanning")
    library: Line = Field("", alias="vragenlijst")
    item: Line = Field("", alias="vraag")
    starts_on: Day = Field(alias="helderVanaf")
    municipal: Flag = Field(False, alias="vanGemeente")
    individual: Flag = Field(False, alias="individueleZaken")
    intrusive: Flag = Field(False, alias="ingrijpend")


@tasks.lists("", RoleTaskOut, says="De taken waarin rollen zijn verdeeld")
def list_tasks(viewer: Viewer, wish: RoleTaskWish) -> Any:
    return RoleTask.objects.filter(**wish.filters)


@tasks.shows("/{uuid:id}", RoleTaskOut, says="Een taak met rollen")
def one_task(viewer: Viewer, id: UUID) -> RoleTask | None:
    return reads.task(viewer, id)


@tasks.does("", RoleTaskOut, says="Noem een taak waarin rollen nodig zijn", scope="voorstellen", makes="roltaken")
def add_task(caller: Caller, body: RoleTaskIn) -> RoleTask:
    chore = acts.Chore(body.title, body.starts_on, body.municipal, body.individual, body.intrusive)
    return acts.add_role_task(caller, acts.Place(body.effort, body.library, body.item), chore)


@tasks.does("/{uuid:id}/_afsluiten", RoleTaskOut, says="Sluit een taak af; haar rollen eindigen", scope="voorstellen",
            edits=True)  # fmt: skip
def close_task(caller: Caller, id: UUID, version: int) -> RoleTask:
    return acts.close_role_task(caller, id, version)


class DutyOut(Out, title="Rol"):
    """A role that an organisation is asked to take, or holds because it said yes itself."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    task_id: UUID = Field(serialization_alias="taak")
    organisation_id: UUID = Field(serialization_alias="organisatie")
    role: Annotated[str, ROLES.told] = Field(serialization_alias="rol")
    from_on: date = Field(serialization_alias="eersteDag")
    until_on: date | None = Field(serialization_alias="laatsteDag")
    state: Annotated[str, DUTY_STATES.told] = Field(serialization_alias="staat")
    proposed_by_id: UUID = Field(serialization_alias="voorgesteldDoor")
    proposed_at: datetime = Field(serialization_alias="voorgesteldOp")
    reply_by: date = Field(serialization_alias="antwoordVoor")
    settled_at: datetime | None = Field(serialization_alias="beslistOp")
    reason: str = Field(serialization_alias="reden")


class DutyWish(Wish):
    """Which roles to list."""

    task: UUID | None = Field(None, alias="taak")
    organisation: UUID | None = Field(None, alias="organisatie")
    role: Annotated[str | None, ROLES.heard] = Field(None, alias="rol")
    state: Annotated[str | None, DUTY_STATES.heard] = Field(None, alias="staat")


class DutyIn(In, title="RolIn"):
    """A role to be proposed."""

    task: UUID = Field(alias="taak")
    organisation: UUID = Field(alias="organisatie")
    role: Annotated[str, ROLES.heard] = Field(alias="rol")
    from_on: Day = Field(alias="eersteDag")
    until_on: Day | None = Field(None, alias="laatsteDag")


class WhyIn(In, title="RolRedenIn"):
    """Why a role is not taken, or ends."""

    reason: Text = Field(alias="reden")


@duties.lists("", DutyOut, says="De rollen: voorgesteld, afgesproken en voorbij")
def list_duties(viewer: Viewer, wish: DutyWish) -> Any:
    return Duty.objects.filter(**wish.filters)


@duties.shows("/{uuid:id}", DutyOut, says="Een rol")
def one_duty(viewer: Viewer, id: UUID) -> Duty | None:
    return reads.duty(viewer, id)


@duties.does("", DutyOut, says="Vraag een organisatie om een rol", scope="voorstellen", makes="rollen")
def propose(caller: Caller, body: DutyIn) -> Duty:
    wanted = acts.Wanted(body.organisation, body.role, body.from_on, body.until_on)
    return acts.propose_duty(caller, body.task, wanted)


@duties.does("/{uuid:id}/_aannemen", DutyOut, says="Neem een rol aan voor uw eigen organisatie", scope="antwoorden",
             edits=True)  # fmt: skip
def agree(caller: Caller, id: UUID, version: int) -> Duty:
    return acts.answer_duty(caller, id, version, agrees=True)


@duties.does("/{uuid:id}/_afwijzen", DutyOut, says="Neem een rol niet aan, met een reden", scope="antwoorden",
             edits=True)  # fmt: skip
def decline(caller: Caller, id: UUID, version: int, body: WhyIn) -> Duty:
    return acts.answer_duty(caller, id, version, agrees=False, reason=body.reason)


@duties.does("/{uuid:id}/_beeindigen", DutyOut, says="Beëindig een rol, of trek het voorstel in", scope="antwoorden",
             edits=True)  # fmt: skip
def end(caller: Caller, id: UUID, version: int, body: WhyIn) -> Duty:
    return acts.end_duty(caller, id, version, reason=body.reason)


class ConflictOut(Out, title="Rolconflict"):
    """A rule on roles that does not hold."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    rule: Annotated[str, RULES.told] = Field(serialization_alias="regel")
    task_id: UUID | None = Field(serialization_alias="taak")
    holders: list[UUID] = Field(serialization_alias="organisaties")
    owner_id: UUID = Field(serialization_alias="eigenaar")
    from_on: date = Field(serialization_alias="vanaf")
    until_on: date | None = Field(serialization_alias="totEnMet")
    state: Annotated[str, CONFLICT_STATES.told] = Field(serialization_alias="staat")
    found_on: date = Field(serialization_alias="gevondenOp")
    closed_on: date | None = Field(serialization_alias="opgelostOp")
    settle_by: date = Field(serialization_alias="oplossenVoor")
    decision_id: UUID | None = Field(serialization_alias="besluit")
    accepted_until: date | None = Field(serialization_alias="aanvaardTotEnMet")
    times: int = Field(serialization_alias="keerIn24Maanden")


class ConflictWish(Wish):
    """Which conflicts to list."""

    rule: Annotated[str | None, RULES.heard] = Field(None, alias="regel")
    state: Annotated[str | None, CONFLICT_STATES.heard] = Field(None, alias="staat")
    task: UUID | None = Field(None, alias="taak")
    owner: UUID | None = Field(None, alias="eigenaar")


class AcceptIn(In, title="RolconflictAanvaardenIn"):
    """Until when a conflict is accepted, and why."""

    until: Day = Field(alias="totEnMet")
    reasons: Text = Field(alias="redenen")
    alternatives: Text = Field("", alias="alternatieven")
    dissent: Text = Field("", alias="afwijkendeMening")


@conflicts.lists("", ConflictOut, says="De rolconflicten die u mag zien")
def list_conflicts(viewer: Viewer, wish: ConflictWish) -> Any:
    return RoleConflict.objects.filter(**wish.filters)


@conflicts.shows("/{uuid:id}", ConflictOut, says="Een rolconflict")
def one_conflict(viewer: Viewer, id: UUID) -> RoleConflict | None:
    return conflict_reads.conflict(viewer, id)


@conflicts.does("/{uuid:id}/_aanvaarden", ConflictOut, says="Aanvaard een rolconflict voor een tijd", scope="besluiten",
                edits=True)  # fmt: skip
def accept(caller: Caller, id: UUID, version: int, body: AcceptIn) -> RoleConflict:
    reasoning = Reasoning(body.reasons, alternatives=body.alternatives, dissent=body.dissent)
    return conflict_acts.accept_conflict(caller, id, version, until=body.until, reasoning=reasoning)
