# SPDX-License-Identifier: EUPL-1.2
"""The life of a role conflict: found, accepted for a time with reasons, resolved when the roles no longer clash, and
found again (§8.1, fifth pattern). Looking changes nobody's role."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.clocks import at_deadline, close_deadlines, set_deadline
from vijfveld.law.acts.decisions import Terms, decide
from vijfveld.law.acts.tasks import finish_tasks_about, open_task
from vijfveld.law.callers import Caller
from vijfveld.law.door import Door
from vijfveld.law.models import Deadline, Reasoning
from vijfveld.law.purposes import Purpose
from vijfveld.node.ids import Urn
from vijfveld.node.models import Mandate, Organisation, Record
from vijfveld.node.roles import Discipline, OrganisationKind, Role
from vijfveld.steering.conflicting import Clash, Sides, clashes, mark_of
from vijfveld.steering.models import Duty, RoleConflict, RoleTask
from vijfveld.steering.separations import may_be_accepted, separations
from vijfveld.steering.words_roles import (
    ALIVE,
    ANSWER_TERM,
    COMES_BACK_WITHIN,
    LONGEST_ACCEPTED,
    ConflictState,
    DutyState,
    Rule,
)
from vijfveld.strategy.acts.efforts import PROPOSERS
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.acts.levels import end_of

NO_EXCEPTION = _("Op deze regel is geen uitzondering. Los het conflict op door de rollen te veranderen.")
NOT_YOURSELF = _("Wie zelf in het conflict zit, kan het niet aanvaarden. Vraag de eigenaar of een coördinator.")
IN_CASES = {Role.CHAIR, Role.PROCESS_COORDINATOR}
WATCHES = {Role.FG, Role.OVERSIGHT}
Read = Callable[[type[Record]], Any]
"""How rows are read: all rows of a model, for rules that must know more than one may see."""


def look_at(door: Door, of: UUID) -> None:
    """Compare the roles in a task with the rules: note what clashes, and close what no longer does."""
    task = door.all(RoleTask).get(pk=of)
    living = door.all(RoleConflict).filter(task=task, state__in=ALIVE).order_by("id")
    known = {conflict.mark: conflict for conflict in living}
    for clash in _found_in(door, task):
        mark = clash.mark(task.pk)
        conflict = known.pop(mark, None)
        if conflict is None:
            _note(door, task, clash, mark)
        elif conflict.until_on != clash.until_on:
            conflict.until_on = clash.until_on
            door.save(conflict, until_on=clash.until_on)
            _watch_end(door, conflict)
    for conflict in known.values():
        _resolve(door, conflict)


def _found_in(door: Door, task: RoleTask) -> list[Clash]:
    if task.closed_on is not None or (task.effort is not None and not task.effort.is_alive):
        return []
    duties = door.all(Duty).filter(task=task)
    held, ended = (duties.filter(state=state) for state in (DutyState.AGREED, DutyState.ENDED))
    return clashes(task, held, sides_of(door), today=door.today, ended=ended)


def sides_of(door: Door) -> Sides:
    """Who is a political principal, and who coordinates, now. A municipality has a say over its own tasks."""
    politics = Organisation.objects.filter(Q(discipline=Discipline.POLITICAL) | Q(sort=OrganisationKind.POLITICAL))
    held = door.all(Mandate).filter(role=Role.COORDINATOR).filter(Q(valid_until=None) | Q(valid_until__gt=door.now))
    held = held.exclude(organisation__sort=OrganisationKind.MUNICIPALITY)
    return Sides(
        frozenset(politics.values_list("pk", flat=True)), frozenset(held.values_list("organisation_id", flat=True))
    )


def _note(door: Door, task: RoleTask, clash: Clash, mark: str) -> None:
    values = {"task": task, "owner_id": task.owner_id, "from_on": clash.from_on, "until_on": clash.until_on}
    made = _new(door, clash.rule, mark, holders=sorted(clash.holders), **values)
    _watch_end(door, made)
    due_at = end_of(made.settle_by)
    set_deadline(door, "role_conflict.settle", about=made, due_at=due_at, organisation=made.owner_id)
    for organisation in sorted({made.owner_id, *map(UUID, made.holders)}):
        open_task(door, "role_conflict.settle", about=made, organisation=organisation, due_on=made.settle_by)


def _new(door: Door, rule: Rule, mark: str, **values: object) -> RoleConflict:
    since = door.today - COMES_BACK_WITHIN
    earlier = door.all(RoleConflict).filter(mark=mark, mode=door.mode, closed_on__gte=since).count()
    return door.new(
        RoleConflict, rule=rule, mark=mark, found_on=door.today, times=earlier + 1,
        settle_by=timezone.localdate(door.now + ANSWER_TERM), facts={"rule": rule.value, "times": earlier + 1},
        **values,
    )  # fmt: skip


def _watch_end(door: Door, conflict: RoleConflict) -> None:
    close_deadlines(door, conflict.urn, what="role_conflict.over")
    if conflict.until_on:
        set_deadline(
            door, "role_conflict.over", about=conflict, due_at=end_of(conflict.until_on),
            organisation=conflict.owner_id, remind_before=None,
        )  # fmt: skip


def _resolve(door: Door, conflict: RoleConflict) -> None:
    conflict.state, conflict.closed_on = ConflictState.RESOLVED, door.today
    door.save(conflict, state=conflict.state)
    close_deadlines(door, conflict.urn)
    finish_tasks_about(door, conflict.urn, result="resolved")


@act("role_conflict.accept", roles=PROPOSERS, purpose=Purpose.COORDINATION,
     says=_("aanvaardde een rolconflict voor een tijd"))  # fmt: skip
def accept_conflict(door: Door, conflict: UUID, version: int, *, until: date, reasoning: Reasoning) -> RoleConflict:
    """Accept a conflict until a day, with reasons: a decision of the owner of the task or of a coordinator."""
    found = door.lock(RoleConflict, conflict, version)
    door.require(may_be_accepted(found.rule), "role_conflict.no_exception", NO_EXCEPTION, source=_source(found.rule))
    door.require(str(door.organisation) not in found.holders, "role_conflict.yourself", NOT_YOURSELF)
    allowed = found.owner_id == door.organisation or door.holds(Role.COORDINATOR)
    door.require(allowed, "role_conflict.not_yours", _("Alleen de eigenaar van de taak of een coördinator kan dit."))
    door.require(found.state == ConflictState.OPEN, "role_conflict.not_open", _("Dit conflict is niet meer open."))
    with Faults() as faults:
        check_acceptance(faults, until=until, reasoning=reasoning, today=door.today)
    terms = Terms(valid_until=until, review_on=until)
    found.decision = decide(
        door, "role_conflict.accept", about=found, reasoning=reasoning, outcome="accepted", terms=terms
    )
    found.state, found.accepted_until = ConflictState.ACCEPTED, until
    door.save(found, state=found.state, accepted_until=until)
    close_deadlines(door, found.urn, what="role_conflict.settle")
    finish_tasks_about(door, found.urn, result="accepted")
    set_deadline(door, "role_conflict.accepted", about=found, due_at=end_of(until), organisation=found.owner_id)
    return found


def check_acceptance(faults: Faults, *, until: date, reasoning: Reasoning, today: date) -> None:
    """Note what is wrong with accepting a conflict."""
    faults.add("reasons", _("Geef de redenen van dit besluit."), when=not reasoning.reasons.strip())
    faults.add("until", _("Kies een dag na vandaag."), when=until <= today)
    faults.add("until", _("Aanvaard een conflict voor ten hoogste een jaar."), when=until > today + LONGEST_ACCEPTED)


@act("role_conflict.reopen", purpose=Purpose.COORDINATION, by_clock=True,
     says=_("opende een aanvaard rolconflict opnieuw"))  # fmt: skip
def reopen_conflict(door: Door, conflict: UUID) -> RoleConflict:
    """At the end of the term an accepted conflict is open again, unless the roles no longer clash."""
    found = door.lock(RoleConflict, conflict)
    if found.state != ConflictState.ACCEPTED:
        return found
    found.state, found.settle_by = ConflictState.OPEN, timezone.localdate(door.now + ANSWER_TERM)
    door.save(found, state=found.state)
    close_deadlines(door, found.urn, what="role_conflict.accepted")
    due_at = end_of(found.settle_by)
    set_deadline(door, "role_conflict.settle", about=found, due_at=due_at, organisation=found.owner_id)
    open_task(door, "role_conflict.settle", about=found, organisation=found.owner_id, due_on=found.settle_by)
    if found.task_id is not None:
        look_at(door, found.task_id)
    return found


@at_deadline("role_conflict.accepted")
def when_acceptance_ends(caller: Caller, deadline: Deadline) -> None:
    """What the clock does when the term of an acceptance is over."""
    reopen_conflict(caller, Urn.parse(deadline.about).id)


@act("role_task.look", purpose=Purpose.COORDINATION, by_clock=True, says=_("keek of rollen botsen"))
def look_again(door: Door, task: UUID) -> RoleTask:
    """Look at the roles in a task when time passed or its effort changed."""
    found = door.lock(RoleTask, task)
    close_deadlines(door, found.urn, what="role_task.clear")
    look_at(door, found.pk)
    return found


@at_deadline("role_task.clear")
def when_roles_must_be_clear(caller: Caller, deadline: Deadline) -> None:
    """From this day a task without its roles is a conflict."""
    look_again(caller, Urn.parse(deadline.about).id)


@act("role_conflict.look", purpose=Purpose.COORDINATION, by_clock=True, says=_("keek of een rolconflict voorbij is"))
def look_at_end(door: Door, conflict: UUID) -> RoleConflict:
    """On the last day of a clash: resolve it unless the roles still clash."""
    found = door.lock(RoleConflict, conflict)
    close_deadlines(door, found.urn, what="role_conflict.over")
    if found.is_alive and found.until_on is not None and found.until_on <= door.today:
        _resolve(door, found)
    if found.task_id is not None:
        look_at(door, found.task_id)
    return found


@at_deadline("role_conflict.over")
def when_clash_is_over(caller: Caller, deadline: Deadline) -> None:
    """What the clock does on the last day of a clash."""
    look_at_end(caller, Urn.parse(deadline.about).id)


@act("mandates.look", purpose=Purpose.COORDINATION, by_clock=True, says=_("keek of mandaten botsen"))
def look_at_mandates(door: Door, organisation: UUID) -> None:
    """Note who decides in cases and oversees them too, at one organisation; close what is over. No name is kept."""
    clashing = mandates_that_clash(door.all, organisation, now=door.now)
    known = {conflict.mark: conflict for conflict in _of_mandates(door.all, organisation)}
    for mark in sorted(set(clashing) - set(known)):
        made = _new(
            door, Rule.CASE_AND_OVERSIGHT, mark, holders=[str(organisation)], owner_id=organisation,
            from_on=door.today, until_on=clashing[mark],
        )  # fmt: skip
        _watch_end(door, made)
        _tell_watchers(door, made)
    for mark in sorted(set(known) - set(clashing)):
        _resolve(door, known[mark])


def mandates_that_clash(read: Read, organisation: UUID, *, now: datetime) -> dict[str, date | None]:
    """By mark, the last day on which one person decides in cases and oversees them too; None is open."""
    held: dict[UUID, list[Mandate]] = {}
    rows = read(Mandate).filter(organisation_id=organisation)
    for mandate in rows.filter(Q(valid_until=None) | Q(valid_until__gt=now)):
        held.setdefault(mandate.person_id, []).append(mandate)
    found = {}
    for person, mine in held.items():
        sides = [[one.valid_until for one in mine if one.role in side] for side in (IN_CASES, WATCHES)]
        if all(sides):
            ends = [max(filter(None, side)) for side in sides if None not in side]
            mark = mark_of(Rule.CASE_AND_OVERSIGHT, str(organisation), str(person))
            found[mark] = timezone.localdate(min(ends)) if ends else None
    return found


def mandates_changed(read: Read, organisation: UUID, *, now: datetime) -> bool:
    """Whether what clashes now is other than what was noted: only then there is something to write."""
    return set(mandates_that_clash(read, organisation, now=now)) != {
        conflict.mark for conflict in _of_mandates(read, organisation)
    }


def _of_mandates(read: Read, organisation: UUID) -> list[RoleConflict]:
    return list(read(RoleConflict).filter(task=None, owner_id=organisation, state__in=ALIVE).order_by("id"))


def _tell_watchers(door: Door, conflict: RoleConflict) -> None:
    due_at = end_of(conflict.settle_by)
    set_deadline(door, "role_conflict.settle", about=conflict, due_at=due_at, organisation=conflict.owner_id)
    open_task(door, "role_conflict.settle", about=conflict, organisation=conflict.owner_id, role=Role.FG,
              due_on=conflict.settle_by)  # fmt: skip


def _source(rule: str) -> str:
    pair = separations().get(rule)
    return pair.source if pair else ""
