# SPDX-License-Identifier: EUPL-1.2
"""Deciding steps, placing reservations and replying to them, noting findings and closing them by fixed effort."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.clocks import at_deadline, close_deadlines, run_out, set_deadline
from vijfveld.law.acts.decisions import Terms, decide
from vijfveld.law.acts.tasks import finish_tasks_about, open_task
from vijfveld.law.callers import Caller
from vijfveld.law.door import Door
from vijfveld.law.models import Deadline, Reasoning
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import NotThere, Stale
from vijfveld.law.search import make_findable
from vijfveld.node.ids import Urn
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Role
from vijfveld.steering import questions
from vijfveld.steering.acts.answers import MOST, TOO_LONG, must_assess
from vijfveld.steering.models import Finding, Invitation, Reservation, Round, StepDecision
from vijfveld.steering.words import ANSWERED, REPLY_TERM, Axis, RoundState
from vijfveld.strategy.acts.drivers import state_driver
from vijfveld.strategy.acts.efforts import PROPOSERS
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.acts.levels import end_of
from vijfveld.strategy.models import Ask, Effort
from vijfveld.strategy.words import DriverKind, Nature

MOST_STEP = 3
FROZEN = _("Deze ronde is vastgesteld. Er verandert niets meer aan.")


@dataclass(frozen=True)
class Judged:
    """A judgement on one axis of one field: a step, or that it cannot be judged; why; and who saw it otherwise."""

    step: int | None
    reasons: str
    dissent: str = ""
    cannot: bool = False


def check_judged(judged: Judged, faults: Faults) -> None:
    """Note what is wrong with a judgement. Nothing is filled in for the assessor."""
    in_scale = judged.step is None or 0 <= judged.step <= MOST_STEP
    faults.add(
        "step",
        _("Kies een trede, of “niet te beoordelen”."),
        when=(judged.step is None) != judged.cannot or not in_scale,
    )
    faults.add("reasons", _("Geef de redenen van dit oordeel."), when=not judged.reasons.strip())
    faults.add("reasons", TOO_LONG, when=len(judged.reasons) > MOST)
    faults.add("dissent", TOO_LONG, when=len(judged.dissent) > MOST)


def fields_of(round: Round) -> list[tuple[str, str]]:
    """The axes and fields on which a round has questions, and so needs a judgement, in the order of the strategy."""
    items = questions.read(bytes(round.questions.stored)).items.values()
    asked = {(item.area, item.axis) for item in items}
    return [(area, axis) for area in round.areas for axis in Axis.values if (area, axis) in asked]


@act("step.decide", roles={Role.ASSESSOR}, purpose=Purpose.COORDINATION,
     says=_("oordeelde over een veld in een systeemtoets"))  # fmt: skip
def decide_step(door: Door, round: UUID, area: str, axis: str, version: int, judged: Judged) -> StepDecision:
    """Decide the step of one axis of one field; who decides on an older version is told that a colleague was first."""
    found = _to_judge(door, round)
    if (area, axis) not in fields_of(found):
        raise NotThere
    there = door.all(StepDecision).filter(round=found, area=area, axis=axis).first()
    if (there.version if there else 0) != version:
        raise Stale
    with Faults() as faults:
        check_judged(judged, faults)
    if found.state == RoundState.CLOSED:
        found.state = RoundState.DECIDING
        door.save(found, state=found.state)
    return _judge(door, found, there or _blank(door, found, area, axis), judged)


def _to_judge(door: Door, round: UUID) -> Round:
    found = door.lock(Round, round)
    must_assess(door, found)
    door.require(not found.is_frozen, "round.frozen", FROZEN)
    door.require(
        found.state in ANSWERED, "round.not_closed", _("Oordeel pas als de ronde voor antwoorden gesloten is.")
    )
    return found


def _blank(door: Door, round: Round, area: str, axis: str) -> StepDecision:
    made = door.new_id(StepDecision)
    made.round, made.area, made.axis = round, area, axis
    return made


def _judge(door: Door, round: Round, record: StepDecision, judged: Judged) -> StepDecision:
    before = record.decision_id
    decision = decide(
        door, "round.step", about=record,
        reasoning=Reasoning(judged.reasons.strip(), dissent=judged.dissent.strip()),
        outcome="cannot_judge" if judged.step is None else f"step_{judged.step}", terms=Terms(supersedes=before),
    )  # fmt: skip
    values = {
        "step": judged.step, "reasons": judged.reasons.strip(), "dissent": judged.dissent.strip(),
        "assessor_id": door.organisation, "decision": decision, "decided_at": door.now,
    }  # fmt: skip
    facts: dict[str, object] = {"area": record.area, "axis": record.axis, "step": judged.step}
    if before is None:
        return door.new(
            StepDecision, id=record.id, round=round, area=record.area, axis=record.axis, facts=facts, **values
        )
    for name, value in values.items():
        setattr(record, name, value)
    door.save(record, **facts)
    return record


@dataclass(frozen=True)
class About:
    """What a reservation is about: an item, or the step of one axis of one field."""

    item: str = ""
    area: str = ""
    axis: str = ""


@act("reservation.place", roles={Role.LIAISON}, purpose=Purpose.COORDINATION,
     says=_("maakte een voorbehoud bij een systeemtoets"))  # fmt: skip
def place_reservation(door: Door, round: UUID, about: About, *, words: str) -> Reservation:
    """Object to an item or a step, in one's own words; everyone reads them, and a reply is due."""
    found = door.lock(Round, round)
    invitation = door.visible(Invitation).filter(round=found, partner_id=door.organisation).first()
    if invitation is None:
        raise NotThere
    door.require(not found.is_frozen, "round.frozen", FROZEN)
    with Faults() as faults:
        check_about(found, about, faults)
        faults.add("words", _("Schrijf uw voorbehoud. Het staat zo in het rapport."), when=not words.strip())
        faults.add("words", TOO_LONG, when=len(words) > MOST)
    reply_by = timezone.localdate(door.now + REPLY_TERM)
    made = door.new(
        Reservation, round=found, partner_id=door.organisation, name=invitation.name, item=about.item,
        area=about.area, axis=about.axis, words=words.strip(), placed_at=door.now, reply_by=reply_by,
        facts={"reply_by": reply_by},
    )  # fmt: skip
    set_deadline(door, "reservation.reply", about=made, due_at=end_of(reply_by), organisation=UUID(found.assessors[0]))
    for assessor in found.assessors:
        open_task(
            door, "reservation.reply", about=made, organisation=UUID(assessor), role=Role.ASSESSOR, due_on=reply_by
        )
    return made


def check_about(round: Round, about: About, faults: Faults) -> None:
    """Note when a reservation is about nothing in this round."""
    items = questions.read(bytes(round.questions.stored)).items
    known = about.item in items if about.item else (about.area, about.axis) in fields_of(round)
    faults.add("about", _("Kies een vraag of een veld van deze ronde."), when=not known)


@act("reservation.reply", roles={Role.ASSESSOR, Role.COORDINATOR}, purpose=Purpose.COORDINATION,
     says=_("antwoordde op een voorbehoud"))  # fmt: skip
def reply_to_reservation(door: Door, reservation: UUID, version: int, *, reply: str) -> Reservation:
    """Reply to a reservation, once; after the round is frozen too, though the frozen report stays as it was."""
    found = door.lock(Reservation, reservation, version)
    round = door.lock(Round, found.round_id)
    if round.prepared_by_id != door.organisation:
        must_assess(door, round)
    with Faults() as faults:
        faults.add("reply", _("Schrijf een antwoord."), when=not reply.strip())
        faults.add("reply", TOO_LONG, when=len(reply) > MOST)
        faults.add("reply", _("Op dit voorbehoud is al geantwoord."), when=found.replied_at is not None)
    found.reply, found.replied_by_id, found.replied_at = reply.strip(), door.organisation, door.now
    found.in_report = not round.is_frozen
    found.replier = Organisation.objects.get(pk=door.organisation).name
    door.save(found)
    close_deadlines(door, found.urn)
    finish_tasks_about(door, found.urn, result="done")
    return found


@act("reservation.overdue", purpose=Purpose.COORDINATION, by_clock=True,
     says=_("wachtte vergeefs op antwoord op een voorbehoud"))  # fmt: skip
def note_overdue(door: Door, reservation: UUID, deadline: UUID) -> Reservation:
    """The term passed without a reply: it stays in sight as overdue, and whoever prepared the round is asked to act."""
    found = door.lock(Reservation, reservation)
    run_out(door, deadline)
    if found.replied_at is None:
        preparer = door.lock(Round, found.round_id).prepared_by_id
        open_task(door, "reservation.overdue", about=found, organisation=preparer, role=Role.COORDINATOR)
    return found


@at_deadline("reservation.reply")
def when_reply_is_due(caller: Caller, deadline: Deadline) -> None:
    """What the clock does when a reply to a reservation is overdue (§8.2: every partner is heard)."""
    note_overdue(caller, Urn.parse(deadline.about).id, deadline.id)


@dataclass(frozen=True)
class Missing:
    """A finding: what is missing in a field, on which items, and what effort would mend it."""

    area: str
    title: str
    missing: str
    proposal: str
    items: tuple[str, ...] = ()


def check_missing(round: Round, found: Missing, faults: Faults) -> None:
    """Note what is wrong with a finding."""
    items = questions.read(bytes(round.questions.stored)).items
    faults.add("area", _("Kies een veld van deze ronde."), when=found.area not in round.areas)
    faults.add("title", _("Geef de bevinding een korte titel."), when=not found.title.strip())
    faults.add("title", _("Houd de titel onder de 140 tekens."), when=len(found.title.strip()) > 140)
    faults.add("missing", _("Schrijf wat er ontbreekt."), when=not found.missing.strip())
    faults.add("missing", TOO_LONG, when=len(found.missing) > MOST)
    faults.add("proposal", _("Schrijf welke inzet dit kan herstellen."), when=not found.proposal.strip())
    faults.add("proposal", TOO_LONG, when=len(found.proposal) > MOST)
    outside = [code for code in found.items if code not in items or items[code].area != found.area]
    faults.add("items", _("Kies vragen uit dit veld."), when=bool(outside))


@act("finding.note", roles={Role.ASSESSOR}, purpose=Purpose.COORDINATION, says=_("legde een bevinding vast"))
def note_finding(door: Door, round: UUID, missing: Missing) -> Finding:
    """Note what is missing. The finding is at once a reason on which fixed effort can rest."""
    found = _to_judge(door, round)
    with Faults() as faults:
        check_missing(found, missing, faults)
    subject = door.new_id(Finding)
    driver = state_driver(
        door, sort=DriverKind.FINDING, title=missing.title, statement=missing.missing,
        source=found.title, stated_on=door.today, areas=(missing.area,), source_urn=subject.urn,
    )  # fmt: skip
    made = door.new(
        Finding, id=subject.id, round=found, area=missing.area, items=sorted(set(missing.items)),
        title=missing.title.strip(), missing=missing.missing.strip(), proposal=missing.proposal.strip(),
        noted_by_id=door.organisation, noted_at=door.now, driver=driver,
        facts={"area": missing.area, "items": len(set(missing.items))},
    )  # fmt: skip
    make_findable(door, made, title=made.title, text=f"{made.missing} {made.proposal}")
    open_task(door, "finding.take_up", about=made, organisation=found.prepared_by_id, role=Role.COORDINATOR)
    return made


@act("finding.link", roles=PROPOSERS, purpose=Purpose.COORDINATION, says=_("koppelde inzet aan een bevinding"))
def link_finding(door: Door, finding: UUID, version: int, *, effort: UUID) -> Finding:
    """Close a finding by a fixed effort of one's own organisation that rests on it, or was resized for it."""
    found = door.lock(Finding, finding, version)
    rest = door.visible(Effort).filter(pk=effort).first()
    with Faults() as faults:
        faults.add("effort", _("Kies een vaste inzet die loopt."), when=not _holds(rest))
        faults.add("effort", _("Deze inzet is in een ander veld."), when=rest is not None and rest.area != found.area)
        faults.add(
            "effort", _("Alleen de eigenaar van de inzet of een coördinator kan dit koppelen."),
            when=rest is not None and rest.owner_id != door.organisation and not door.holds(Role.COORDINATOR),
        )  # fmt: skip
        faults.add("effort", _("Deze bevinding is al gekoppeld."), when=found.effort_id is not None)
        faults.add(
            "effort",
            _("Deze inzet rust niet op de bevinding en is er niet voor vergroot. Vraag eerst een partner om meer."),
            when=rest is not None and not _made_or_resized_for(door, found, rest),
        )  # fmt: skip
    return _closed_by(door, found, rest)


def _made_or_resized_for(door: Door, finding: Finding, effort: Effort) -> bool:
    """Whether an effort rests on a finding, or partners were asked for more since it was noted."""
    if effort.driver_id == finding.driver_id:
        return True
    return door.all(Ask).filter(effort=effort, asked_at__gt=finding.noted_at).exists()


def _closed_by(door: Door, finding: Finding, effort: Effort | None) -> Finding:
    finding.effort, finding.closed_at = effort, door.now
    door.save(finding, effort=effort.urn if effort else "")
    finish_tasks_about(door, finding.urn, result="done")
    return finding


@act("finding.take_up", purpose=Purpose.COORDINATION, by_clock=True, says=_("leidde tot vaste inzet"))
def take_up_finding(door: Door, effort: UUID) -> None:
    """A fixed effort that was proposed on a finding closes that finding."""
    made = door.all(Effort).filter(pk=effort).first()
    if made is None or made.driver_id is None or not _holds(made):
        return
    waiting = door.all(Finding).filter(driver_id=made.driver_id, effort__isnull=True).first()
    if waiting:
        _closed_by(door, waiting, made)


def _holds(effort: Effort | None) -> bool:
    return effort is not None and effort.nature == Nature.FIXED and effort.is_alive
