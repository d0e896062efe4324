# SPDX-License-Identifier: EUPL-1.2
"""Answering a system test: anyone to whom an item was given drafts, only the liaison submits for its own partner."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.tasks import finish_tasks_about, open_task
from vijfveld.law.door import Door
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import NotThere, Stale
from vijfveld.node.models import Person
from vijfveld.node.roles import Role
from vijfveld.steering import questions
from vijfveld.steering.acts.rounds import MOST as MOST
from vijfveld.steering.acts.rounds import TOO_LONG as TOO_LONG
from vijfveld.steering.acts.rounds import round_or_nothing
from vijfveld.steering.models import AnswerEdition, Invitation, Round, TestAnswer
from vijfveld.steering.testlibrary import Item
from vijfveld.steering.words import DONE, Sureness, Work
from vijfveld.strategy.acts.faults import Faults

WRITERS = frozenset(Role) - {Role.NODE_KEEPER, Role.OVERSIGHT}


@dataclass(frozen=True)
class Told:
    """What a partner says to an item. Level and sureness stand apart; `aloud` lets the words stand in the report."""

    applies: bool = True
    level: int | None = None
    sureness: str = ""
    explanation: str = ""
    reason: str = ""
    aloud: bool = False


@dataclass(frozen=True)
class Place:
    """Where one partner answers one item in one round."""

    round: Round
    invitation: Invitation
    item: Item
    answer: TestAnswer | None

    @property
    def steps(self) -> int:
        """How many levels the item has."""
        library = questions.read(bytes(self.round.questions.stored))
        return len(library.scales[self.item.scale].steps)


def place(door: Door, round: UUID, item: str, version: int | None) -> Place:
    """Where the actor's organisation answers an item; Stale when someone else changed the answer meanwhile."""
    found = round_or_nothing(door, round)
    invitation = door.visible(Invitation).filter(round=found, partner_id=door.organisation).first()
    if invitation is None or item not in invitation.items:
        raise NotThere
    left = invitation.left_on is not None or invitation.partner.left_on is not None
    door.require(
        not left, "round.partner_left", _("Uw organisatie doet niet meer mee. Wat was ingediend, blijft staan.")
    )
    answer = door.all(TestAnswer).filter(invitation=invitation, item=item).first()
    if version is not None and (answer.version if answer else 0) != version:
        raise Stale
    asked = questions.read(bytes(found.questions.stored)).items[item]
    return Place(found, invitation, asked, answer)


def answer_at(door: Door, here: Place) -> TestAnswer:
    """The answer at a place, made when it was not touched before."""
    return here.answer or door.new(
        TestAnswer, round=here.round, invitation=here.invitation, partner_id=here.invitation.partner_id,
        item=here.item.code, area=here.item.area or "", axis=here.item.axis or "",
    )  # fmt: skip


def may_write(door: Door, here: Place) -> None:
    """Refuse whoever is neither liaison nor the person to whom this item was given."""
    given = here.answer is not None and here.answer.drafter_id == door.person
    door.require(
        door.holds(Role.LIAISON) or given, "answer.not_given",
        _("Dit onderdeel is niet aan u gegeven. Vraag het aan de liaison van uw organisatie."),
    )  # fmt: skip


@act("test_answer.delegate", roles={Role.LIAISON}, purpose=Purpose.COORDINATION,
     says=_("gaf een vraag van een systeemtoets aan een collega"))  # fmt: skip
def delegate_item(door: Door, round: UUID, item: str, version: int, *, to: UUID | None) -> TestAnswer:
    """Give an item to a colleague, who may draft it; nobody takes it back to the liaison."""
    here = place(door, round, item, version)
    people = door.visible(Person).filter(left_at__isnull=True, organisation_id=door.organisation)
    colleague = people.filter(pk=to).first() if to else None
    with Faults() as faults:
        faults.add("to", _("Kies een collega van uw eigen organisatie."), when=to is not None and colleague is None)
    answer = answer_at(door, here)
    answer.drafter = colleague
    door.save(answer, delegated=colleague is not None)
    return answer


@act("test_answer.draft", roles=WRITERS, purpose=Purpose.COORDINATION,
     says=_("schreef aan een antwoord op een systeemtoets"))  # fmt: skip
def draft_answer(door: Door, round: UUID, item: str, version: int, told: Told) -> TestAnswer:
    """Keep a draft; it need not be whole. A submitted answer that is drafted again must be submitted again."""
    here = place(door, round, item, version)
    may_write(door, here)
    with Faults() as faults:
        check_told(told, faults, steps=here.steps, whole=False)
    answer = _fill(answer_at(door, here), told)
    answer.work = Work.DRAFTED
    door.save(answer, work=answer.work)
    return answer


@act("test_answer.submit", roles={Role.LIAISON}, purpose=Purpose.COORDINATION,
     says=_("diende een antwoord op een systeemtoets in"))  # fmt: skip
def submit_answer(door: Door, round: UUID, item: str, version: int, told: Told) -> TestAnswer:
    """Submit an answer for one's own organisation. What was submitted before stays on record."""
    here = place(door, round, item, version)
    with Faults() as faults:
        check_told(told, faults, steps=here.steps, whole=True)
    answer = _fill(answer_at(door, here), told)
    answer.work = Work.SUBMITTED if told.applies else Work.NOT_APPLICABLE
    answer.number, answer.submitted_at, answer.returned_because = answer.number + 1, door.now, ""
    door.save(answer, work=answer.work, number=answer.number)
    door.new(
        AnswerEdition, answer=answer, round=here.round, partner_id=answer.partner_id, number=answer.number,
        work=answer.work, level=answer.level, sureness=answer.sureness, explanation=answer.explanation,
        reason=answer.reason, submitted_at=door.now,
    )  # fmt: skip
    _finish_when_ready(door, here.invitation)
    return answer


def _fill(answer: TestAnswer, told: Told) -> TestAnswer:
    answer.level = told.level if told.applies else None
    answer.sureness = told.sureness if told.applies else ""
    answer.explanation = told.explanation.strip() if told.applies else ""
    answer.reason = "" if told.applies else told.reason.strip()
    answer.aloud = told.aloud
    return answer


def check_told(told: Told, faults: Faults, *, steps: int, whole: bool) -> None:
    """Note what is wrong with an answer; a draft need not be whole."""
    in_scale = told.level is None or 0 <= told.level < steps
    faults.add("level", _("Kies een niveau uit de lijst."), when=told.applies and not in_scale)
    faults.add("sureness", _("Kies iets uit de lijst."), when=told.sureness not in ("", *Sureness.values))
    faults.add("explanation", TOO_LONG, when=len(told.explanation) > MOST)
    faults.add("reason", TOO_LONG, when=len(told.reason) > MOST)
    if not whole:
        return
    faults.add("level", _("Kies het niveau dat bij u past."), when=told.applies and told.level is None)
    faults.add("sureness", _("Kies hoe zeker u hiervan bent."), when=told.applies and not told.sureness)
    faults.add(
        "reason", _("Schrijf waarom deze vraag niet van toepassing is."),
        when=not told.applies and not told.reason.strip(),
    )  # fmt: skip
    faults.add(
        "aloud", _("Er zijn geen woorden om in het rapport te zetten. Schrijf een toelichting."),
        when=told.aloud and told.applies and not told.explanation.strip(),
    )  # fmt: skip


def _finish_when_ready(door: Door, invitation: Invitation) -> None:
    done = door.all(TestAnswer).filter(invitation=invitation, work__in=DONE).count()
    if done >= len(invitation.items):
        finish_tasks_about(door, invitation.urn, result="done")


@act("test_answer.return", roles={Role.ASSESSOR}, purpose=Purpose.COORDINATION,
     says=_("vroeg een partner om zijn antwoord aan te vullen"))  # fmt: skip
def return_answer(door: Door, answer: UUID, version: int, *, because: str) -> TestAnswer:
    """Ask a partner to complete an answer while the round is open; what was submitted stays on record."""
    found = door.lock(TestAnswer, answer, version)
    round = round_or_nothing(door, found.round_id)
    must_assess(door, round)
    with Faults() as faults:
        faults.add("because", _("Schrijf wat er nog mist."), when=not because.strip())
        faults.add("because", TOO_LONG, when=len(because) > MOST)
        faults.add("because", _("Dit antwoord is nog niet ingediend."), when=found.work not in DONE)
    found.work, found.returned_because = Work.RETURNED, because.strip()
    door.save(found, work=found.work)
    open_task(
        door, "test_answer.returned", about=found, organisation=found.partner_id, role=Role.LIAISON,
        due_on=round.closes_on,
    )  # fmt: skip
    return found


def must_assess(door: Door, round: Round) -> None:
    """Refuse whoever does not act for an organisation that assesses this round."""
    door.require(
        str(door.organisation) in round.assessors, "round.not_assessor",
        _("Alleen de organisaties die deze ronde toetsen, kunnen dit."),
    )  # fmt: skip
