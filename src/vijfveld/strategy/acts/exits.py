# SPDX-License-Identifier: EUPL-1.2
"""The exits of an effort. Flexible: ended (the default), prolonged, taken up. Fixed: wound down, with notice."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.clocks import at_deadline, close_deadlines, set_deadline
from vijfveld.law.acts.decisions import Terms, decide
from vijfveld.law.acts.tasks import finish_tasks_about, open_task
from vijfveld.law.callers import Caller
from vijfveld.law.door import Door
from vijfveld.law.models import Deadline, DeadlineState, Reasoning
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import NotThere, Refused
from vijfveld.node.ids import Urn
from vijfveld.node.roles import Role
from vijfveld.strategy.acts.efforts import PROPOSERS, Plan, check_certainty, propose_fixed
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.acts.levels import end_of
from vijfveld.strategy.checklist import Checked, Point, check
from vijfveld.strategy.models import Ask, Effort
from vijfveld.strategy.words import (
    LONGEST_PROLONGATION,
    NOTICE_TO_WIND_DOWN,
    OPEN_ASKS,
    AskState,
    EffortState,
    Nature,
)

NOT_OWNER = _("Alleen de eigenaar van deze inzet kan dit. De inzet is van een andere organisatie.")
NOT_ALIVE = _("Deze inzet loopt niet meer.")
NOT_RIPE = _("Deze inzet kan nog niet vast worden. Kijk op de lijst welke punten nog niet kloppen.")
NOT_RIPE_SOURCE = "Nationale CT-strategie 2016-2020, §8.3"


@act("effort.end", roles=PROPOSERS, purpose=Purpose.COORDINATION, says=_("stopte een flexibele inzet"))
def end_effort(door: Door, effort: UUID, version: int, *, reasoning: Reasoning) -> Effort:
    """End a flexible effort before its last day, with reasons."""
    found = _own(door, effort, version, nature=Nature.FLEXIBLE)
    found.decision = decide(door, "effort.end", about=found, reasoning=reasoning, outcome="ended")
    return _stop(door, found, EffortState.ENDED)


@act("effort.run_out", purpose=Purpose.COORDINATION, by_clock=True, says=_("liet een flexibele inzet aflopen"))
def run_out(door: Door, effort: UUID) -> Effort:
    """End a flexible effort on its last day: nobody decided otherwise."""
    found = door.all(Effort).filter(pk=effort).first()
    if found is None:
        raise NotThere
    if found.is_alive and found.ends_on and end_of(found.ends_on) <= door.now:
        _stop(door, found, EffortState.ENDED)
    return found


@at_deadline("effort.end")
def when_time_is_up(caller: Caller, deadline: Deadline) -> None:
    """What the clock does on the last day of an effort, flexible or winding down."""
    run_out(caller, Urn.parse(deadline.about).id)


@act("effort.prolong", roles=PROPOSERS, purpose=Purpose.COORDINATION, says=_("verlengde een flexibele inzet"))
def prolong(door: Door, effort: UUID, version: int, *, ends_on: date, reasoning: Reasoning) -> Effort:
    """Prolong a flexible effort, with a reason and a counter. A second time asks why it is not stopped or taken up."""
    found = _own(door, effort, version, nature=Nature.FLEXIBLE)
    with Faults() as faults:
        check_prolongation(found, faults, ends_on=ends_on, reasoning=reasoning, today=door.today)
    terms = Terms(valid_until=ends_on)
    found.decision = decide(door, "effort.prolong", about=found, reasoning=reasoning, outcome="prolonged", terms=terms)
    found.ends_on, found.prolongations = ends_on, found.prolongations + 1
    door.save(found, ends_on=ends_on, prolongations=found.prolongations)
    close_deadlines(door, found.urn, what="effort.end")
    set_deadline(door, "effort.end", about=found, due_at=end_of(ends_on), organisation=found.owner_id)
    return found


def check_prolongation(effort: Effort, faults: Faults, *, ends_on: date, reasoning: Reasoning, today: date) -> None:
    """Note what is wrong with prolonging an effort until a day for these reasons."""
    last = effort.ends_on or today
    faults.add("ends_on", _("De nieuwe laatste dag ligt na de oude."), when=ends_on <= last)
    faults.add("ends_on", _("De laatste dag ligt na vandaag."), when=ends_on <= today)
    faults.add(
        "ends_on",
        _("Verleng met ten hoogste een jaar tegelijk."),
        when=ends_on > max(today, last) + LONGEST_PROLONGATION,
    )
    faults.add("reasons", _("Geef de reden van de verlenging."), when=not reasoning.reasons.strip())
    faults.add(
        "alternatives", _("Dit is niet de eerste verlenging. Schrijf waarom stoppen of vast maken nu niet kan."),
        when=effort.prolongations > 0 and not reasoning.alternatives.strip(),
    )  # fmt: skip


@act("effort.take_up", roles={Role.DECISION_MAKER, Role.COORDINATOR}, purpose=Purpose.COORDINATION,
     says=_("maakte een flexibele inzet vast"))  # fmt: skip
def take_up(door: Door, effort: UUID, version: int, *, rests_on: str, checked: Checked, reasoning: Reasoning) -> Effort:
    """Take a flexible effort up into fixed effort when every point of the checklist holds (§8.3).

    The asks go along with what was granted as the floor. Returns the new fixed effort.
    """
    found = _own(door, effort, version, nature=Nature.FLEXIBLE)
    faults = Faults()
    check_ripe(check(found, _granted(door, found), checked, today=door.today), faults)
    check_certainty(rests_on, faults)
    faults.add("reasons", _("Geef de redenen van dit besluit."), when=not reasoning.reasons.strip())
    if faults.found:
        raise Refused("effort.not_ripe", NOT_RIPE, source=NOT_RIPE_SOURCE, problems=faults.found)
    plan = Plan(found.title, found.purpose, found.objective, found.work, found.reach, found.legal_basis, door.today)
    fixed = propose_fixed(door, plan, rests_on=rests_on)
    decision = decide(door, "effort.take_up", about=found, reasoning=reasoning, outcome="taken-up")
    found.decision, found.taken_up_in = decision, fixed
    _carry_asks_over(door, found, fixed)
    _stop(door, found, EffortState.TAKEN_UP)
    return fixed


def check_ripe(points: list[Point], faults: Faults) -> None:
    """Note every point of the checklist that does not hold."""
    for point in points:
        faults.add(f"checked_{point.code}", point.sentence, when=not point.holds)


def _granted(door: Door, effort: Effort) -> dict[str, object]:
    asks = door.all(Ask).filter(effort=effort, state__in=OPEN_ASKS)
    sums: dict[str, object] = asks.aggregate(asked=Sum("capacity"), granted=Sum("granted"))
    return sums


def _carry_asks_over(door: Door, old: Effort, new: Effort) -> None:
    for ask in door.all(Ask).filter(effort=old, state__in=(AskState.ACCEPTED, AskState.PARTLY)).order_by("id"):
        door.new(
            Ask, effort=new, asker_id=ask.asker_id, partner_id=ask.partner_id, what=ask.what, capacity=ask.granted,
            floor=ask.granted, asked_at=door.now, reply_by=ask.reply_by, state=AskState.ACCEPTED, granted=ask.granted,
            facts={"capacity": ask.granted, "floor": ask.granted, "effort": new.urn, "partner": ask.partner_id},
        )  # fmt: skip


@dataclass(frozen=True)
class ReverseTest:
    """What must be said before a fixed effort stops: does the base level still hold without it, in every scenario?"""

    holds_without: bool
    why: str


@act(
    "effort.wind_down",
    roles={Role.DECISION_MAKER},
    purpose=Purpose.COORDINATION,
    says=_("besloot een vaste inzet af te bouwen"),
)
def wind_down(
    door: Door, effort: UUID, version: int, *, ends_on: date, test: ReverseTest, reasoning: Reasoning
) -> Effort:
    """Wind down a fixed effort: only when the base level holds without it, and with three months' notice."""
    found = _own(door, effort, version, nature=Nature.FIXED)
    door.require(found.state == EffortState.RUNNING, "effort.winds_down", _("Deze inzet wordt al afgebouwd."))
    with Faults() as faults:
        check_winding_down(test, faults, ends_on=ends_on, today=door.today)
        faults.add("reasons", _("Geef de redenen van dit besluit."), when=not reasoning.reasons.strip())
    words = Reasoning(**{**reasoning.__dict__, "alternatives": f"{reasoning.alternatives}\n{test.why}".strip()})
    terms = Terms(valid_until=ends_on)
    found.decision = decide(door, "effort.wind_down", about=found, reasoning=words, outcome="winding-down", terms=terms)
    found.state, found.ends_on = EffortState.WINDING_DOWN, ends_on
    door.save(found, ends_on=ends_on)
    set_deadline(door, "effort.end", about=found, due_at=end_of(ends_on), organisation=found.owner_id)
    for ask in door.all(Ask).filter(effort=found, state__in=OPEN_ASKS).order_by("id"):
        open_task(door, "effort.winds_down", about=found, organisation=ask.partner_id, due_on=ends_on)
    return found


def check_winding_down(test: ReverseTest, faults: Faults, *, ends_on: date, today: date) -> None:
    """Note what is wrong with winding down an effort after this reverse test."""
    faults.add(
        "ends_on", _("Geef partners ten minste drie maanden: kies een latere dag."),
        when=ends_on < today + NOTICE_TO_WIND_DOWN,
    )  # fmt: skip
    faults.add(
        "holds_without", _("Zonder deze inzet houdt het basisniveau niet. Dan kan ze niet worden afgebouwd."),
        when=not test.holds_without,
    )  # fmt: skip
    faults.add(
        "why", _("Schrijf per scenario waarom het basisniveau zonder deze inzet houdt."),
        when=len(test.why.strip()) < 40,
    )  # fmt: skip


@act(
    "effort.keep",
    roles={Role.DECISION_MAKER},
    purpose=Purpose.COORDINATION,
    says=_("hield een vaste inzet toch in stand"),
)
def keep(door: Door, effort: UUID, version: int, *, reasoning: Reasoning) -> Effort:
    """Call off the winding down of a fixed effort."""
    found = _own(door, effort, version, nature=Nature.FIXED)
    if found.state != EffortState.WINDING_DOWN:
        raise Refused("effort.not_winding_down", _("Deze inzet wordt niet afgebouwd."))
    found.decision = decide(door, "effort.keep", about=found, reasoning=reasoning, outcome="kept")
    found.state, found.ends_on = EffortState.RUNNING, None
    door.save(found)
    close_deadlines(door, found.urn, what="effort.end", state=DeadlineState.WITHDRAWN)
    finish_tasks_about(door, found.urn, what="effort.winds_down", result="kept")
    return found


def _own(door: Door, effort: UUID, version: int, *, nature: Nature) -> Effort:
    found = door.lock(Effort, effort, version)
    door.require(found.owner_id == door.organisation, "effort.not_yours", NOT_OWNER)
    door.require(found.is_alive, "effort.over", NOT_ALIVE)
    door.require(found.nature == nature, "effort.other_nature", _("Dit kan niet bij deze soort inzet."))
    return found


def _stop(door: Door, effort: Effort, state: EffortState) -> Effort:
    effort.state, effort.stopped_on = state, door.today
    door.save(effort, state=state.value)
    close_deadlines(door, effort.urn)
    finish_tasks_about(door, effort.urn, result="moot")
    for ask in door.all(Ask).filter(effort=effort, state__in=OPEN_ASKS).order_by("id"):
        ask.state = AskState.CLOSED
        door.save(ask, state=ask.state)
        close_deadlines(door, ask.urn, state=DeadlineState.WITHDRAWN)
        finish_tasks_about(door, ask.urn, result="moot")
    return effort
