# SPDX-License-Identifier: EUPL-1.2
"""Making tasks in which roles must be clear, asking organisations to take a role, and their own answer (§8.1, 8.2).

Nobody has a role without its own consent: what an owner proposes is shown as proposed until that organisation agrees.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.clocks import at_deadline, close_deadlines, set_deadline
from vijfveld.law.acts.tasks import finish_tasks_about, open_task
from vijfveld.law.callers import Caller
from vijfveld.law.door import Door
from vijfveld.law.models import Deadline, DeadlineState
from vijfveld.law.purposes import Purpose
from vijfveld.law.search import make_findable
from vijfveld.node.ids import Urn
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Role
from vijfveld.steering import questions
from vijfveld.steering.acts.answers import MOST, TOO_LONG
from vijfveld.steering.acts.conflicts import look_at
from vijfveld.steering.models import Duty, RoleTask
from vijfveld.steering.words_roles import ANSWER_TERM, FARTHEST, STANDING, DutyRole, DutyState
from vijfveld.strategy.acts.efforts import PROPOSERS
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.acts.levels import end_of
from vijfveld.strategy.models import Effort

NOT_OWNER = _("Alleen de eigenaar van deze inzet of toets verdeelt de rollen.")
OWN_ANSWER = _("Alleen de gevraagde organisatie zegt of zij deze rol neemt. Niemand antwoordt voor een ander.")


@dataclass(frozen=True)
class Place:
    """What a task belongs to: an effort, or one question of a library of the system test."""

    effort: UUID | None = None
    library: str = ""
    item: str = ""


@dataclass(frozen=True)
class Chore:
    """A task: what it is, from when its roles must be clear, and what makes rules hold for it."""

    title: str
    starts_on: date
    municipal: bool = False
    individual: bool = False
    intrusive: bool = False


def check_chore(chore: Chore, faults: Faults, *, today: date) -> None:
    """Note what is wrong with a task."""
    faults.add("title", _("Noem de taak in een paar woorden."), when=not chore.title.strip())
    faults.add("title", _("Houd de taak onder de 200 tekens."), when=len(chore.title.strip()) > 200)
    reach = today - FARTHEST <= chore.starts_on <= today + FARTHEST
    faults.add("starts_on", _("Kies een dag binnen vijf jaar van vandaag."), when=not reach)


@act("role_task.add", roles=PROPOSERS, purpose=Purpose.COORDINATION, says=_("noemde een taak waarin rollen nodig zijn"))
def add_role_task(door: Door, place: Place, chore: Chore) -> RoleTask:
    """Name a task of an effort of one's own organisation, or of a question of the system test."""
    effort = _own_effort(door, place.effort) if place.effort else None
    with Faults() as faults:
        check_chore(chore, faults, today=door.today)
        if effort is None:
            _check_item(door, place, faults)
    made = door.new(
        RoleTask, title=chore.title.strip(), effort=effort, library="" if effort else place.library,
        item="" if effort else place.item, municipal=chore.municipal, individual=chore.individual,
        intrusive=chore.intrusive, owner_id=door.organisation, starts_on=chore.starts_on,
        facts={"municipal": chore.municipal, "individual": chore.individual, "intrusive": chore.intrusive},
    )  # fmt: skip
    make_findable(door, made, title=made.title)
    set_deadline(door, "role_task.clear", about=made, due_at=end_of(made.starts_on), organisation=made.owner_id)
    return made


def _own_effort(door: Door, effort: UUID) -> Effort:
    found = door.lock(Effort, effort)
    door.require(found.owner_id == door.organisation, "roles.not_owner", NOT_OWNER)
    door.require(found.is_alive, "effort.over", _("Deze inzet loopt niet meer."))
    return found


def _check_item(door: Door, place: Place, faults: Faults) -> None:
    door.require(door.holds(Role.COORDINATOR), "roles.not_coordinator", _("Alleen een coördinator kan dit."))
    shelf = next((one for one in questions.shipped().values() if one.code == place.library), None)
    faults.add("item", _("Kies een vraag uit de lijst."), when=shelf is None or place.item not in shelf.items)
    taken = door.all(RoleTask).filter(library=place.library, item=place.item, mode=door.mode).exists()
    faults.add("item", _("Voor deze vraag zijn de rollen al benoemd."), when=taken)


@act("role_task.close", roles=PROPOSERS, purpose=Purpose.COORDINATION, says=_("sloot een taak af"))
def close_role_task(door: Door, task: UUID, version: int) -> RoleTask:
    """End a task: its roles end with it, and what clashed is over."""
    found = _own_task(door, task, version)
    found.closed_on = door.today
    door.save(found, closed_on=found.closed_on)
    close_deadlines(door, found.urn, state=DeadlineState.WITHDRAWN)
    for duty in door.all(Duty).filter(task=found, state__in=STANDING).order_by("id"):
        _settle(door, duty, DutyState.ENDED if duty.agreed else DutyState.WITHDRAWN, until=door.today)
    look_at(door, found.pk)
    return found


def _own_task(door: Door, task: UUID, version: int | None = None) -> RoleTask:
    found = door.lock(RoleTask, task, version)
    door.require(found.owner_id == door.organisation, "roles.not_owner", NOT_OWNER)
    door.require(found.closed_on is None, "role_task.closed", _("Deze taak is afgesloten."))
    return found


@dataclass(frozen=True)
class Wanted:
    """The role that is asked: of whom, which, from when and until when (nothing is open)."""

    organisation: UUID
    role: str
    from_on: date
    until_on: date | None = None


@act("duty.propose", roles=PROPOSERS, purpose=Purpose.COORDINATION, says=_("stelde een rol voor"))
def propose_duty(door: Door, task: UUID, wanted: Wanted) -> Duty:
    """Ask an organisation to take a role in a task. A role that one takes oneself needs nobody else's word."""
    found = _own_task(door, task)
    door.one_at_a_time(f"duty:{found.pk}")
    with Faults() as faults:
        check_wanted(door, found, wanted, faults)
    own = wanted.organisation == door.organisation
    made = door.new(
        Duty, task=found, organisation_id=wanted.organisation, role=wanted.role, from_on=wanted.from_on,
        until_on=wanted.until_on, state=DutyState.AGREED if own else DutyState.PROPOSED,
        proposed_by_id=door.organisation, proposed_at=door.now, reply_by=timezone.localdate(door.now + ANSWER_TERM),
        settled_at=door.now if own else None, facts={"role": wanted.role, "organisation": wanted.organisation},
    )  # fmt: skip
    if own:
        _begin(door, made)
    else:
        due_at = end_of(made.reply_by)
        set_deadline(door, "duty.answer", about=made, due_at=due_at, organisation=made.organisation_id)
        open_task(door, "duty.answer", about=made, organisation=made.organisation_id, role=Role.LIAISON,
                  due_on=made.reply_by)  # fmt: skip
    return made


def check_wanted(door: Door, task: RoleTask, wanted: Wanted, faults: Faults) -> None:
    """Note what is wrong with a role that is asked. That it would clash is told, not refused."""
    partner = Organisation.objects.filter(pk=wanted.organisation, left_on__isnull=True).exists()
    until = wanted.until_on
    faults.add("organisation", _("Kies een partner die meedoet."), when=not partner)
    faults.add("role", _("Kies een rol uit de lijst."), when=wanted.role not in DutyRole.values)
    check_period(wanted, faults, today=door.today)
    rows = door.all(Duty).filter(task=task, organisation_id=wanted.organisation, role=wanted.role, state__in=STANDING)
    again = any((row.until_on is None or row.until_on >= wanted.from_on) and (until is None or row.from_on <= until)
                for row in rows)  # fmt: skip
    faults.add("role", _("Deze organisatie heeft of krijgt deze rol al in die tijd."), when=again)


def check_period(wanted: Wanted, faults: Faults, *, today: date) -> None:
    """Note what is wrong with the period of a role."""
    until = wanted.until_on
    near = today - FARTHEST <= wanted.from_on <= today + FARTHEST
    faults.add("from_on", _("Kies een dag binnen vijf jaar van vandaag."), when=not near)
    faults.add(
        "until_on", _("De laatste dag ligt niet voor de eerste."), when=until is not None and until < wanted.from_on
    )
    faults.add("until_on", _("Kies een dag na vandaag, of laat dit leeg."), when=until is not None and until < today)
    far = until is not None and until > today + FARTHEST
    faults.add("until_on", _("Kies een dag binnen vijf jaar van vandaag."), when=far)


@act("duty.answer", roles=PROPOSERS, purpose=Purpose.COORDINATION, says=_("antwoordde op een voorgestelde rol"))
def answer_duty(door: Door, duty: UUID, version: int, *, agrees: bool, reason: str = "") -> Duty:
    """Take a role for one's own organisation, or decline it with a reason."""
    found = door.lock(Duty, duty, version)
    door.require(found.organisation_id == door.organisation, "duty.not_yours", OWN_ANSWER)
    door.require(found.state == DutyState.PROPOSED, "duty.answered", _("Op deze rol is al geantwoord."))
    with Faults() as faults:
        check_reason(reason, faults, needed=not agrees)
    if agrees:
        found.state, found.settled_at = DutyState.AGREED, door.now
        door.save(found, state=found.state)
        close_deadlines(door, found.urn, what="duty.answer")
        finish_tasks_about(door, found.urn, what="duty.answer", result="agreed")
        _begin(door, found)
    else:
        found.reason = reason.strip()
        _settle(door, found, DutyState.DECLINED)
        open_task(door, "duty.declined", about=found, organisation=found.proposed_by_id)
    return found


def check_reason(reason: str, faults: Faults, *, needed: bool) -> None:
    """Note what is wrong with a reason."""
    faults.add("reason", _("Geef een reden. Die helpt de vrager verder."), when=needed and not reason.strip())
    faults.add("reason", TOO_LONG, when=len(reason) > MOST)


@act("duty.end", roles=PROPOSERS, purpose=Purpose.COORDINATION, says=_("beëindigde een rol"))
def end_duty(door: Door, duty: UUID, version: int, *, reason: str) -> Duty:
    """End a role today, by who holds it or by who asked for it; what was only proposed is withdrawn."""
    found = door.lock(Duty, duty, version)
    mine = door.organisation == found.task.owner_id or (found.agreed and door.organisation == found.organisation_id)
    door.require(mine, "duty.not_yours", _("Alleen wie de rol heeft of wie erom vroeg, kan haar beëindigen."))
    door.require(found.state in STANDING, "duty.over", _("Deze rol is al voorbij."))
    with Faults() as faults:
        check_reason(reason, faults, needed=True)
    found.reason = reason.strip()
    _settle(door, found, DutyState.ENDED if found.agreed else DutyState.WITHDRAWN, until=door.today)
    look_at(door, found.task_id)
    return found


@act("duty.run_out", purpose=Purpose.COORDINATION, by_clock=True, says=_("liet een rol aflopen"))
def run_out_duty(door: Door, duty: UUID) -> Duty:
    """End a role on its last day: nobody agreed on more."""
    found = door.lock(Duty, duty)
    if found.agreed and found.until_on and found.until_on <= door.today:
        _settle(door, found, DutyState.ENDED)
        look_at(door, found.task_id)
    return found


@act("duty.partner_left", purpose=Purpose.COORDINATION, by_clock=True, says=_("liet rollen los bij vertrek"))
def note_partner_gone(door: Door, partner: UUID) -> None:
    """A partner left the network: its roles are over, and what is missing now shows."""
    for duty in door.all(Duty).filter(organisation_id=partner, state__in=STANDING, mode=door.mode).order_by("id"):
        _settle(door, duty, DutyState.ENDED if duty.agreed else DutyState.WITHDRAWN, until=door.today)
        look_at(door, duty.task_id)


@at_deadline("duty.end")
def when_duty_ends(caller: Caller, deadline: Deadline) -> None:
    """What the clock does on the last day of a role."""
    run_out_duty(caller, Urn.parse(deadline.about).id)


def _begin(door: Door, duty: Duty) -> None:
    if duty.until_on:
        due_at = end_of(duty.until_on)
        set_deadline(door, "duty.end", about=duty, due_at=due_at, organisation=duty.organisation_id)
    look_at(door, duty.task_id)


def _settle(door: Door, duty: Duty, state: DutyState, *, until: date | None = None) -> None:
    """Let a role be over. A role that had not begun ends on its first day, so that its period stays a period."""
    duty.state, duty.settled_at = state, door.now
    if until is not None and state == DutyState.ENDED:
        duty.until_on = max(until, duty.from_on)
    door.save(duty, state=state)
    close_deadlines(door, duty.urn)
    finish_tasks_about(door, duty.urn, result=state.value)
