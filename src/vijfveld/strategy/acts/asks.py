# SPDX-License-Identifier: EUPL-1.2
"""Asking a partner for capacity, and the partner's own answer. Nobody answers for another organisation (§8.1)."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.clocks import close_deadlines, set_deadline
from vijfveld.law.acts.tasks import finish_tasks_about, open_task
from vijfveld.law.door import Door
from vijfveld.law.models import DeadlineState
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import Refused
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Role
from vijfveld.node.slots import Slot
from vijfveld.strategy.acts.efforts import PROPOSERS
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.acts.levels import end_of
from vijfveld.strategy.models import Answer, Ask, Effort
from vijfveld.strategy.words import LATEST_LOOK, OPEN_ASKS, AskState, EffortState, Reply

NOT_ASKER = _("Alleen de vrager kan dit.")

before_asking: Slot[Callable[[Door, Effort], None]] = Slot("what must be in order before partners are asked")
"""Checks of upper floors; each raises Refused when partners cannot be asked for an effort yet."""


@dataclass(frozen=True)
class Wanted:
    """What is asked: the work in words, how much, by when an answer, and the floor when the effort is fixed."""

    what: str
    capacity: Decimal
    reply_by: date
    floor: Decimal | None = None


@act("ask.put", roles=PROPOSERS, purpose=Purpose.COORDINATION, says=_("vroeg een partner om inzet"))
def put_ask(
    door: Door,
    effort: UUID,
    *,
    partner: UUID,
    what: str,
    capacity: Decimal,
    reply_by: date,
    floor: Decimal | None = None,
) -> Ask:
    """Ask a partner for capacity in an effort of one's own organisation. Fixed effort has a floor per partner."""
    found = _own_effort(door, effort)
    return _put(door, found, partner=partner, wanted=Wanted(what, capacity, reply_by, floor))


@act("ask.put_many", roles=PROPOSERS, purpose=Purpose.COORDINATION, says=_("vroeg partners om inzet"))
def put_asks(door: Door, effort: UUID, *, partners: Collection[UUID], wanted: Wanted) -> Effort:
    """Ask the same of several partners at once: all of them, or none when one cannot be asked."""
    found = _own_effort(door, effort)
    with Faults() as faults:
        faults.add("partners", _("Kies ten minste één partner."), when=not partners)
        check_wanted(found, wanted, faults, today=door.today)
    for partner in sorted(set(partners)):
        _put(door, found, partner=partner, wanted=wanted)
    return found


def _own_effort(door: Door, effort: UUID) -> Effort:
    found = door.lock(Effort, effort)
    door.require(found.owner_id == door.organisation, "effort.not_yours", _("Alleen de eigenaar kan partners vragen."))
    door.require(found.is_alive, "effort.over", _("Deze inzet loopt niet meer."))
    for check in before_asking:
        check(door, found)
    return found


def _put(door: Door, effort: Effort, *, partner: UUID, wanted: Wanted) -> Ask:
    asked = Organisation.objects.filter(pk=partner, left_on__isnull=True).first()
    open_already = door.all(Ask).filter(effort=effort, partner_id=partner, state__in=OPEN_ASKS).exists()
    with Faults() as faults:
        faults.add("partner", _("Kies een partner die meedoet."), when=asked is None)
        faults.add("partner", _("Deze partner is al gevraagd voor deze inzet."), when=open_already)
        check_wanted(effort, wanted, faults, today=door.today)
    ask = door.new(
        Ask, effort=effort, asker_id=door.organisation, partner_id=partner, what=wanted.what.strip(),
        capacity=wanted.capacity, floor=wanted.floor, asked_at=door.now, reply_by=wanted.reply_by,
        facts={"capacity": wanted.capacity, "floor": wanted.floor, "effort": effort.urn, "partner": partner},
    )  # fmt: skip
    due_at = end_of(wanted.reply_by)
    set_deadline(door, "ask.reply", about=ask, due_at=due_at, organisation=partner)
    open_task(door, "ask.reply", about=ask, organisation=partner, role=Role.LIAISON, due_on=wanted.reply_by)
    return ask


def check_wanted(effort: Effort, wanted: Wanted, faults: Faults, *, today: date) -> None:
    """Note what is wrong with what is asked for an effort."""
    floor = wanted.floor
    faults.add("what", _("Schrijf wat u precies vraagt."), when=not wanted.what.strip())
    faults.add("capacity", _("Vraag meer dan nul."), when=wanted.capacity <= 0)
    faults.add("reply_by", _("Kies een dag na vandaag."), when=wanted.reply_by <= today)
    last = min(effort.ends_on or today + LATEST_LOOK, today + LATEST_LOOK)
    faults.add("reply_by", _("Kies een dag voordat de inzet stopt."), when=wanted.reply_by > last)
    faults.add("floor", _("Vaste inzet heeft een ondergrens."), when=not effort.is_flexible and floor is None)
    faults.add("floor", _("Alleen vaste inzet heeft een ondergrens."), when=effort.is_flexible and floor is not None)
    faults.add(
        "floor",
        _("De ondergrens ligt tussen nul en wat u vraagt."),
        when=floor is not None and not 0 <= floor <= wanted.capacity,
    )


@dataclass(frozen=True)
class Said:
    """What a partner says: yes, partly, a counter-proposal or no; how much; from when; and why."""

    reply: str
    capacity: Decimal | None = None
    reason: str = ""
    from_on: date | None = None


@act("ask.answer", roles={Role.LIAISON}, purpose=Purpose.COORDINATION, says=_("antwoordde op een vraag"))
def answer_ask(door: Door, ask: UUID, version: int, said: Said) -> Answer:
    """Answer an ask for one's own organisation; a later answer replaces the one before it in effect, not on record."""
    found = door.lock(Ask, ask, version)
    door.require(
        found.partner_id == door.organisation, "ask.not_yours",
        _("Alleen de gevraagde organisatie kan antwoorden. Niemand antwoordt voor een ander."),
    )  # fmt: skip
    door.require(found.state in OPEN_ASKS, "ask.over", _("Deze vraag is niet meer open."))
    capacity = _checked_capacity(door, found, said)
    number = door.all(Answer).filter(ask=found).count() + 1
    answer = door.new(
        Answer, ask=found, number=number, partner_id=found.partner_id, asker_id=found.asker_id,
        reply=said.reply, capacity=capacity, reason=said.reason.strip(), from_on=said.from_on, answered_at=door.now,
        facts={"reply": said.reply, "capacity": capacity},
    )  # fmt: skip
    found.granted = _granted_by(found, said, capacity)
    found.state = AskState(said.reply)
    door.save(found, state=found.state, granted=found.granted)
    close_deadlines(door, found.urn, what="ask.reply")
    for moot in ("ask.reply", "ask.answered_otherwise"):
        finish_tasks_about(door, found.urn, what=moot, result=said.reply)
    if said.reply in (Reply.COUNTER, Reply.DECLINE):
        open_task(door, "ask.answered_otherwise", about=found, organisation=found.asker_id)
    return answer


def _granted_by(ask: Ask, said: Said, capacity: Decimal) -> Decimal:
    """What stands granted after an answer. Who was asked for more and says no, keeps to what it granted before."""
    if said.reply in (Reply.ACCEPT, Reply.PARTLY):
        return capacity
    return Decimal(0) if ask.state in (AskState.ACCEPTED, AskState.PARTLY) else ask.granted


def _checked_capacity(door: Door, ask: Ask, said: Said) -> Decimal:
    """The capacity that an answer stands for; raises Invalid with every fault."""
    with Faults() as faults:
        check_said(ask, said, faults)
        check_from(door.all(Effort).get(pk=ask.effort_id), said.from_on, faults, today=door.today)
    if said.reply == Reply.ACCEPT:
        return ask.capacity
    return Decimal(0) if said.reply == Reply.DECLINE or said.capacity is None else said.capacity


def check_said(ask: Ask, said: Said, faults: Faults) -> None:
    """Note what is wrong with an answer to an ask."""
    capacity = said.capacity
    faults.add("reply", _("Kies een antwoord."), when=said.reply not in Reply.values)
    faults.add(
        "reason", _("Geef een reden. Die helpt de vrager verder."),
        when=said.reply != Reply.ACCEPT and not said.reason.strip(),
    )  # fmt: skip
    faults.add(
        "capacity", _("Noem hoeveel wel kan: meer dan nul en minder dan gevraagd."),
        when=said.reply == Reply.PARTLY and not (capacity and 0 < capacity < ask.capacity),
    )  # fmt: skip
    faults.add(
        "capacity",
        _("Noem wat u voorstelt, in voltijdbanen."),
        when=said.reply == Reply.COUNTER and not (capacity and capacity > 0),
    )


def check_from(effort: Effort, from_on: date | None, faults: Faults, *, today: date) -> None:
    """Note when capacity would begin on a day outside what is left of an effort."""
    if from_on is None:
        return
    first, last = max(effort.starts_on, today), effort.ends_on
    faults.add("from_on", _("Kies een dag vanaf vandaag, en niet voordat de inzet begint."), when=from_on < first)
    faults.add("from_on", _("Kies een dag voordat de inzet stopt."), when=last is not None and from_on > last)
    far = last is None and from_on > today + LATEST_LOOK
    faults.add("from_on", _("Kies een dag binnen twee jaar."), when=far)


NO_COUNTER = _("Er is geen tegenvoorstel om over te nemen.")
WHY_FLOORS = "Nationale CT-strategie 2016-2020, §8.3"
BELOW = _("Dit voorstel ligt onder de ondergrens van vaste inzet. Vraag opnieuw, of bouw de inzet af met een besluit.")
HOLDS_THE_BASE = _(
    "Wat voor vaste inzet is toegezegd, draagt het basisniveau. "
    "Trek de vraag niet in, maar bouw de inzet af met een besluit."
)


@act("ask.adopt_counter", roles=PROPOSERS, purpose=Purpose.COORDINATION, says=_("nam een tegenvoorstel over"))
def adopt_counter(door: Door, ask: UUID, version: int) -> Ask:
    """Adopt the partner's counter-proposal: the ask becomes what they offered, and is granted. Never below a floor."""
    found = _own_ask(door, ask, version)
    if found.state != AskState.COUNTERED:
        raise Refused("ask.no_counter", NO_COUNTER)
    offered = door.all(Answer).filter(ask=found).order_by("-number").first()
    found.capacity = found.granted = offered.capacity if offered else found.capacity
    below = found.floor is not None and found.capacity < found.floor
    door.require(not below, "ask.below_floor", BELOW, source=WHY_FLOORS)
    found.state = AskState.ACCEPTED
    door.save(found, capacity=found.capacity, state=found.state)
    finish_tasks_about(door, found.urn, result="adopted")
    return found


@act("ask.withdraw", roles=PROPOSERS, purpose=Purpose.COORDINATION, says=_("trok een vraag in"))
def withdraw_ask(door: Door, ask: UUID, version: int) -> Ask:
    """Withdraw an ask; what the partner had granted is free again. What fixed effort was granted stays granted."""
    found = _own_ask(door, ask, version)
    effort = door.all(Effort).get(pk=found.effort_id)
    kept = found.floor is not None and found.granted > 0 and effort.state == EffortState.RUNNING
    door.require(not kept, "ask.holds_the_base", HOLDS_THE_BASE, source=WHY_FLOORS)
    found.state, found.granted = AskState.WITHDRAWN, Decimal(0)
    door.save(found, state=found.state)
    close_deadlines(door, found.urn, state=DeadlineState.WITHDRAWN)
    finish_tasks_about(door, found.urn, result="withdrawn")
    return found


AGAIN = (AskState.PARTLY, AskState.COUNTERED, AskState.DECLINED, AskState.WITHDRAWN)


@act("ask.again", roles=PROPOSERS, purpose=Purpose.COORDINATION, says=_("vroeg een partner opnieuw"))
def ask_again(door: Door, ask: UUID, version: int, *, wanted: Wanted) -> Ask:
    """Ask a partner again, in other words or for less; the earlier ask is closed and keeps its answers."""
    old = door.lock(Ask, ask, version)
    door.require(old.asker_id == door.organisation, "ask.not_yours", NOT_ASKER)
    door.require(old.state in AGAIN, "ask.not_again", _("Deze vraag is nog niet beantwoord, of al toegezegd."))
    effort = _own_effort(door, old.effort_id)
    if old.state in OPEN_ASKS:
        old.state, old.granted = AskState.CLOSED, Decimal(0)
        door.save(old, state=old.state)
        finish_tasks_about(door, old.urn, result="asked_again")
    return _put(door, effort, partner=old.partner_id, wanted=wanted)


@act("ask.resize", roles=PROPOSERS, purpose=Purpose.COORDINATION, says=_("vroeg een partner om meer vaste inzet"))
def resize_ask(door: Door, ask: UUID, version: int, *, wanted: Wanted) -> Ask:
    """Ask more of a partner for fixed effort; until it answers, what it granted before stays granted."""
    found = _own_ask(door, ask, version)
    door.require(may_resize(found), "ask.not_resized", _("Meer vragen kan als vaste inzet helemaal is toegezegd."))
    effort = _own_effort(door, found.effort_id)
    with Faults() as faults:
        check_wanted(effort, wanted, faults, today=door.today)
        faults.add("capacity", _("Vraag meer dan wat al is toegezegd."), when=wanted.capacity <= found.granted)
    found.what, found.capacity, found.floor = wanted.what.strip(), wanted.capacity, wanted.floor
    found.state, found.asked_at, found.reply_by = AskState.OPEN, door.now, wanted.reply_by
    door.save(found, capacity=found.capacity, floor=found.floor)
    due_at = end_of(wanted.reply_by)
    set_deadline(door, "ask.reply", about=found, due_at=due_at, organisation=found.partner_id)
    open_task(door, "ask.reply", about=found, organisation=found.partner_id, role=Role.LIAISON, due_on=wanted.reply_by)
    return found


def may_resize(ask: Ask) -> bool:
    """Whether more can be asked on top of what stands: fixed effort that was granted in full."""
    return ask.floor is not None and ask.state == AskState.ACCEPTED


def _own_ask(door: Door, ask: UUID, version: int) -> Ask:
    found = door.lock(Ask, ask, version)
    door.require(found.asker_id == door.organisation, "ask.not_yours", NOT_ASKER)
    door.require(found.state in OPEN_ASKS, "ask.over", _("Deze vraag is niet meer open."))
    return found
