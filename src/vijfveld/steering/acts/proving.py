# SPDX-License-Identifier: EUPL-1.2
"""Closing and reopening a lesson, each by what a later system test or exercise shows."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.clocks import close_deadlines
from vijfveld.law.acts.tasks import open_task
from vijfveld.law.door import Door
from vijfveld.law.models import DeadlineState
from vijfveld.law.purposes import Purpose
from vijfveld.node.roles import Role
from vijfveld.steering import questions, topics
from vijfveld.steering.acts.expertise import LONGEST
from vijfveld.steering.acts.lessons import BRINGERS, REOPENED
from vijfveld.steering.models import Exercise, Finding, Lesson, LessonProof, Round
from vijfveld.steering.nameless import Names
from vijfveld.steering.snapshots import read_questionnaire
from vijfveld.steering.words import RoundState
from vijfveld.steering.words_broker import LessonState, Shows
from vijfveld.strategy.acts.faults import Faults

NO_PROOF = _("Kies een oefening, of een vraag of bevinding uit een vastgestelde toets.")
NOT_TAKEN = _("Een les wordt eerst opgepakt. Pas daarna kan een toets of oefening tonen dat zij is geleerd.")
NO_WHY = _("Deze oefening ging over een ander onderwerp. Schrijf in een zin waarom zij toch iets over deze les zegt.")
TOO_EARLY = _("Dit was niet later dan de dag waarop de les werd gedeeld. Alleen wat later kwam, kan haar tonen.")
NOT_LATER = _("Dit was niet later dan wat de les sloot. Alleen wat later kwam, kan het tegendeel tonen.")
NOT_AFTER_REOPENING = _("Dit was niet later dan wat de les weer opende. Alleen wat later kwam, kan haar sluiten.")
NOT_CLOSED = _("Deze les is niet gesloten.")
NOT_YOURS = _("Alleen wie de les oppakte, of een coördinator, kan haar sluiten.")


@dataclass(frozen=True)
class Proof:
    """What shows it: an exercise, or a finding, or a question of a frozen round; and in words what it shows.

    An exercise about another subject than the lesson also says why it counts.
    """

    exercise: UUID | None = None
    round: UUID | None = None
    item: str = ""
    finding: UUID | None = None
    words: str = ""
    why: str = ""


@dataclass(frozen=True)
class Found:
    """A proof that exists, with the day on which what it shows took place."""

    fields: dict[str, Any]
    by: str
    urn: str
    shown_on: date


def day_of(round: Round) -> date:
    """From which day the answers of a round are."""
    assert round.opened_at is not None
    return timezone.localdate(round.opened_at)


def find_proof(door: Door, proof: Proof) -> Found | None:
    """The exercise, or the question or finding of a frozen round, that is meant; nothing when it is not there."""
    if proof.exercise:
        held = door.visible(Exercise).filter(pk=proof.exercise).first()
        return Found({"exercise": held}, "exercise", held.urn, held.held_on) if held else None
    if proof.finding:
        finding = door.visible(Finding).filter(pk=proof.finding).first()
        of = _frozen(door, finding.round_id) if finding else None
        if finding is None or of is None:
            return None
        return Found({"finding": finding, "round": of}, "round", finding.urn, day_of(of))
    round = _frozen(door, proof.round) if proof.round and proof.item else None
    if round is None or proof.item not in questions.read(bytes(read_questionnaire(door.all, round).stored)).items:
        return None
    return Found({"round": round, "item": proof.item}, "round", round.urn, day_of(round))


def _frozen(door: Door, round: UUID) -> Round | None:
    return door.visible(Round).filter(pk=round, state=RoundState.FROZEN).first()


def _check(faults: Faults, names: Names, lesson: Lesson, proof: Proof, found: Found | None) -> None:
    faults.add("proof", NO_PROOF, when=found is None)
    faults.add("words", _("Schrijf wat de toets of oefening over deze les laat zien."), when=not proof.words.strip())
    faults.add("words", _("Houd dit onder de 4.000 tekens."), when=len(proof.words) > LONGEST)
    faults.add("why", NO_WHY, when=_of_another_subject(lesson, found) and not proof.why.strip())
    faults.add("why", _("Houd dit onder de 4.000 tekens."), when=len(proof.why) > LONGEST)
    names.check(faults, words=proof.words, why=proof.why)


def _of_another_subject(lesson: Lesson, found: Found | None) -> bool:
    held = found.fields.get("exercise") if found else None
    return held is not None and not topics.same((held.subject, held.library), (lesson.subject, lesson.library))


@act("lesson.close", roles=BRINGERS, purpose=Purpose.COORDINATION, says=_("sloot een les"))
def close_lesson(door: Door, lesson: UUID, version: int, proof: Proof) -> Lesson:
    """Close a lesson that was taken up, by what a later test or exercise shows; nothing else closes it.

    Later than the sharing of the lesson, and than what opened it again if something did.
    """
    told = door.lock(Lesson, lesson, version)
    door.require(told.state == LessonState.TAKEN_UP, "lesson.not_taken_up", NOT_TAKEN)
    mine = told.taken_by_id == door.organisation or door.holds(Role.COORDINATOR)
    door.require(mine, "lesson.not_yours", NOT_YOURS)
    before = _last(door, told, Shows.CONTRARY)
    found = find_proof(door, proof)
    with Faults() as faults:
        _check(faults, Names(door.viewer), told, proof, found)
        faults.add("proof", TOO_EARLY, when=bool(found and told.shared_on and found.shown_on <= told.shared_on))
        late = before is None or found is None or found.shown_on > before.shown_on
        faults.add("proof", NOT_AFTER_REOPENING, when=not late)
    assert found is not None
    told.state, told.closed_on = LessonState.CLOSED, door.today
    door.save(told, state=told.state, area=told.area, by=found.by, proof=found.urn)
    _keep(door, told, Shows.LEARNT, proof, found)
    close_deadlines(door, told.urn)
    return told


@act("lesson.reopen", roles=BRINGERS, purpose=Purpose.COORDINATION, says=_("opende een les opnieuw"))
def reopen_lesson(door: Door, lesson: UUID, version: int, proof: Proof) -> Lesson:
    """Open a closed lesson again, by a test or exercise later than what closed it that shows the contrary.

    What was tried stays to be read beside that proof, and whoever tried it is told.
    """
    told = door.lock(Lesson, lesson, version)
    door.require(told.state == LessonState.CLOSED, "lesson.not_closed", NOT_CLOSED)
    before = _last(door, told, Shows.LEARNT)
    found = find_proof(door, proof)
    with Faults() as faults:
        _check(faults, Names(door.viewer), told, proof, found)
        faults.add("proof", NOT_LATER, when=bool(found and before and found.shown_on <= before.shown_on))
    assert found is not None
    taker, tried = told.taken_by, {"taken_by": told.taken_by, "taken_on": told.taken_on, "plan": told.plan}
    told.state, told.closed_on = LessonState.OPEN, None
    told.taken_by, told.taken_on, told.plan, told.show_by = None, None, "", None
    door.save(told, state=told.state, area=told.area, by=found.by, proof=found.urn)
    _keep(door, told, Shows.CONTRARY, proof, found, **tried)
    close_deadlines(door, told.urn, state=DeadlineState.WITHDRAWN)
    if taker is not None and taker.left_on is None:
        open_task(door, REOPENED, about=told, organisation=taker.pk)
    return told


def _last(door: Door, lesson: Lesson, shows: Shows) -> LessonProof | None:
    return door.all(LessonProof).filter(lesson=lesson, shows=shows).order_by("-id").first()


def _keep(door: Door, lesson: Lesson, shows: Shows, proof: Proof, found: Found, **tried: Any) -> LessonProof:
    words = "\n\n".join(filter(None, [proof.words.strip(), proof.why.strip()]))
    return door.new(
        LessonProof, lesson=lesson, shows=shows, words=words, shown_on=found.shown_on,
        organisation_id=door.organisation, noted_on=door.today, facts={"shows": shows.value, "proof": found.urn},
        **found.fields, **tried,
    )  # fmt: skip
