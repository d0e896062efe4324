# SPDX-License-Identifier: EUPL-1.2
"""Proposing pairs, consenting or declining by each side itself, and saying what came of it."""

from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.clocks import close_deadlines, set_deadline
from vijfveld.law.acts.tasks import finish_tasks_about, open_task
from vijfveld.law.door import Door
from vijfveld.law.models import DeadlineState, Task
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import Stale
from vijfveld.node.roles import Role
from vijfveld.steering.acts.expertise import LONGEST, OWN
from vijfveld.steering.matching import Pair, Proposal, gather, in_force, propose
from vijfveld.steering.models import Help, Pairing, Unmatched
from vijfveld.steering.nameless import Names
from vijfveld.steering.words_broker import PairingState, Say
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.acts.levels import end_of
from vijfveld.strategy.words import LATEST_LOOK

BROKERS = {Role.COORDINATOR}
NOT_A_SIDE = _("Alleen de liaison van een van beide kanten kan dit.")
OVER = _("Over deze koppeling is al beslist.")
NONE = _("Er is nu niets voor te stellen. Bij elke vraag staat waarom.")
TOO_LATE = _("De vraag of het aanbod is voorbij. Instemmen kan niet meer; wel opnieuw vragen of aanbieden.")
NOT_ON = _("Deze koppeling is afgerond en kijkt niet weer terug. Laat de dag leeg; uw woorden komen erbij te staan.")
OTHER_STOPS = _("De andere kant wil afronden. Laat de dag leeg; met uw woorden is de koppeling afgerond.")
NOT_AGREED = _("Deze koppeling loopt niet.")
SAY, TELL, LOOK_BACK = "pairing.say", "pairing.tell", "pairing.look_back"
TO_ANSWER = timedelta(days=21)
"""By when each side is asked to say yes or no; nothing happens by itself when it does not."""


@act("pairing.propose", roles=BROKERS, purpose=Purpose.COORDINATION, says=_("stelde koppelingen voor"))
def propose_pairings(door: Door, *, mark: str, follow_up_on: date) -> list[Pairing]:
    """Lay the proposal that was read before both sides of every pair; refused as stale when it would be another now.

    Nothing is agreed by it. Each side consents or declines itself.
    """
    proposal = propose(gather(door.all, door.today))
    if proposal.mark != mark:
        raise Stale
    with Faults() as faults:
        ahead = door.today < follow_up_on <= door.today + LATEST_LOOK
        faults.add("follow_up_on", _("Kies een dag na vandaag, binnen twee jaar."), when=not ahead)
    door.require(bool(proposal.pairs or proposal.unmatched), "pairing.nothing", NONE)
    _note_unmatched(door, proposal)
    return [_lay(door, one, follow_up_on) for one in proposal.pairs]


def _lay(door: Door, pair: Pair, follow_up_on: date) -> Pairing:
    made = door.new(
        Pairing, question=pair.question, offer=pair.offer, asker_id=pair.question.organisation_id,
        giver_id=pair.offer.organisation_id, reasons=list(pair.reasons), proposed_by_id=door.organisation,
        proposed_on=door.today, follow_up_on=follow_up_on,
        facts={"question": pair.question.urn, "offer": pair.offer.urn},
    )  # fmt: skip
    for side in (made.asker_id, made.giver_id):
        due_on = min(door.today + TO_ANSWER, follow_up_on)
        open_task(door, SAY, about=made, organisation=side, role=Role.LIAISON, due_on=due_on)
    return made


def _note_unmatched(door: Door, proposal: Proposal) -> None:
    """Write down why a question found no offer; one that found one is no longer without."""
    before = {one.question_id: one for one in door.all(Unmatched)}
    for pair in proposal.pairs:
        known = before.get(pair.question.pk)
        if known is not None and known.solved_on is None:
            known.solved_on = door.today
            door.save(known)
    for question, why in proposal.unmatched:
        known = before.get(question.pk)
        if known is None:
            door.new(Unmatched, question=question, why=why.value, looked_on=door.today, facts={"why": why.value})
        else:
            known.why, known.looked_on, known.solved_on = why.value, door.today, None
            door.save(known, why=why.value)


@act("pairing.say", roles=OWN, purpose=Purpose.COORDINATION, says=_("zei of men instemt met een koppeling"))
def say_to_pairing(door: Door, pairing: UUID, version: int, *, agrees: bool, reason: str = "") -> Pairing:
    """Consent or decline for one's own side. With the consent of both it is a pairing, with a day to look back.

    Consent is refused once the question or the offer is over. The day to look back lies as long after the consent of
    both as the proposal meant.
    """
    found = door.lock(Pairing, pairing, version)
    asks = _side(door, found)
    door.require(found.state == PairingState.PROPOSED, "pairing.over", OVER)
    with Faults() as faults:
        faults.add(
            "reason", _("Schrijf waarom niet. De andere kant leest dit."), when=not agrees and not reason.strip()
        )
        faults.add("reason", _("Houd dit onder de 4.000 tekens."), when=len(reason) > LONGEST)
        faults.add("agrees", TOO_LATE, when=agrees and not _both_stand(door, found))
        Names(door.viewer).check(faults, reason=reason)
    say = Say.YES if agrees else Say.NO
    if asks:
        found.asker_says, found.asker_words = say, reason.strip()
    else:
        found.giver_says, found.giver_words = say, reason.strip()
    _settle(door, found)
    _finish_own(door, found, SAY)
    return found


def _both_stand(door: Door, found: Pairing) -> bool:
    helps = door.all(Help).filter(pk__in=[found.question_id, found.offer_id])
    return all(in_force(one, door.today) for one in helps)


def _side(door: Door, found: Pairing) -> bool:
    """Whether the actor stands on the asking side; refuses who stands on neither."""
    door.require(door.organisation in (found.asker_id, found.giver_id), "pairing.not_a_side", NOT_A_SIDE)
    return bool(door.organisation == found.asker_id)


def _settle(door: Door, found: Pairing) -> None:
    if Say.NO in (found.asker_says, found.giver_says):
        found.state = PairingState.DECLINED
        finish_tasks_about(door, found.urn, what=SAY, result="not_needed")
        door.save(found, state=found.state)
        open_task(
            door, "pairing.declined", about=found, organisation=found.proposed_by_id, role=Role.COORDINATOR
        )  # fmt: skip
    elif found.asker_says == found.giver_says == Say.YES:
        found.state, found.agreed_on = PairingState.AGREED, door.today
        found.follow_up_on = door.today + (found.follow_up_on - found.proposed_on)
        door.save(found, state=found.state)
        _set_follow_up(door, found)
    else:
        door.save(found)


def _set_follow_up(door: Door, found: Pairing) -> None:
    set_deadline(door, "pairing.follow_up", about=found, due_at=end_of(found.follow_up_on), organisation=found.asker_id)


def _finish_own(door: Door, found: Pairing, what: str) -> None:
    for task in door.all(Task).filter(
        about=found.urn, what=what, organisation_id=door.organisation, done_at__isnull=True
    ):  # fmt: skip
        task.done_at, task.result = door.now, "done"
        door.save(task, what=task.what, result=task.result)


@act("pairing.follow_up", roles=OWN, purpose=Purpose.COORDINATION, says=_("zei wat er van een koppeling kwam"))
def follow_up_pairing(
    door: Door, pairing: UUID, version: int, *, words: str, next_on: date | None = None
) -> Pairing:  # fmt: skip
    """Say what came of a pairing, and until which next day it goes on. Without one this side wants to round it off.

    It ends once both sides looked back: until then the other is asked to. Once one side wants to round off, the other
    sets no next day. After the end each side can still say what came of it.
    """
    found = door.lock(Pairing, pairing, version)
    _side(door, found)
    ended = found.state == PairingState.ENDED
    door.require(ended or found.state == PairingState.AGREED, "pairing.not_agreed", NOT_AGREED)
    with Faults() as faults:
        faults.add("words", _("Schrijf wat ervan kwam."), when=not words.strip())
        faults.add("words", _("Houd dit onder de 4.000 tekens."), when=len(words) > LONGEST)
        Names(door.viewer).check(faults, words=words)
        faults.add("next_on", NOT_ON, when=ended and next_on is not None)
        stops = found.rounds_off(found.other(door.organisation).pk)
        faults.add("next_on", OTHER_STOPS, when=stops and next_on is not None)
        ahead = next_on is None or door.today < next_on <= door.today + LATEST_LOOK
        faults.add("next_on", _("Kies een dag na vandaag, binnen twee jaar."), when=not ahead)
    told = {"on": door.today.isoformat(), "organisation": str(door.organisation), "words": words.strip()}
    found.outcomes = [*found.outcomes, told if ended or next_on else {**told, "stops": True}]
    if next_on is not None:
        found.follow_up_on = next_on
    elif not ended and _both_looked_back(found):
        found.state, found.ended_on = PairingState.ENDED, door.today
    door.save(found, state=found.state, follow_up_on=found.follow_up_on)
    _finish_own(door, found, TELL)
    _finish_own(door, found, LOOK_BACK)
    if not ended:
        _ask_on(door, found, goes_on=next_on is not None)
    return found


def _both_looked_back(found: Pairing) -> bool:
    """Whether both sides said what came of it; nobody waits for a side that left the network."""
    return all(found.looked_back(one.pk) or one.left_on is not None for one in (found.asker, found.giver))


def _ask_on(door: Door, found: Pairing, *, goes_on: bool) -> None:
    """Who is asked what after one side looked back: a next day, an end, or the other side to look back too."""
    other = found.other(door.organisation)
    if goes_on:
        close_deadlines(door, found.urn, state=DeadlineState.MET)
        finish_tasks_about(door, found.urn, what=LOOK_BACK, result="not_needed")
        _set_follow_up(door, found)
    elif found.state == PairingState.ENDED:
        close_deadlines(door, found.urn, state=DeadlineState.MET)
        if other.left_on is None and not found.rounds_off(other.pk):
            open_task(door, TELL, about=found, organisation=other.pk, role=Role.LIAISON)
    elif not door.all(Task).filter(about=found.urn, what=LOOK_BACK, done_at__isnull=True).exists():
        due_on = max(found.follow_up_on, door.today + TO_ANSWER)
        open_task(door, LOOK_BACK, about=found, organisation=other.pk, role=Role.LIAISON, due_on=due_on)
