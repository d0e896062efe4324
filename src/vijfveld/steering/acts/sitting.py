# SPDX-License-Identifier: EUPL-1.2
"""What happens at the table: who is there, what is decided, who takes what on, and the end of the meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.clocks import close_deadlines, set_deadline
from vijfveld.law.acts.decisions import Terms, decide
from vijfveld.law.acts.tasks import finish_tasks_about, open_task
from vijfveld.law.door import Door
from vijfveld.law.models import Reasoning
from vijfveld.law.purposes import Purpose
from vijfveld.law.search import make_findable
from vijfveld.steering.acts.answers import MOST, TOO_LONG
from vijfveld.steering.acts.meetings import own_meeting
from vijfveld.steering.models import AgendaItem, BodySeat, Commitment, FollowUp, Meeting, MeetingDecision
from vijfveld.steering.words_bodies import AHEAD, WORKERS, MeetingState, Presence
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.acts.levels import end_of
from vijfveld.strategy.words import Area

NOT_SITTING = _("Dit overleg is niet bezig.")


@act("meeting.open", roles=WORKERS, purpose=Purpose.COORDINATION, says=_("opende een overleg"))
def open_meeting(door: Door, meeting: UUID, version: int, *, present: Mapping[str, str]) -> Meeting:
    """Open a meeting and note who is there for which member; who is not named is absent."""
    found = own_meeting(door, meeting, version)
    door.require(found.state in AHEAD, "meeting.past", _("Dit overleg is al begonnen of gaat niet door."))
    busy = door.all(Meeting).filter(body=found.body_id, state=MeetingState.SITTING).exists()
    door.require(not busy, "meeting.busy", _("Een eerder overleg is nog bezig. Sluit dat eerst."))
    with Faults() as faults:
        check_present(found, present, faults)
    found.present = _noted(door, found, present)
    found.state, found.opened_at = MeetingState.SITTING, door.now
    door.save(found, state=found.state, present=sum(one["as"] != Presence.ABSENT for one in found.present.values()))
    close_deadlines(door, found.urn)
    finish_tasks_about(door, found.urn)
    return found


def check_present(meeting: Meeting, present: Mapping[str, str], faults: Faults) -> None:
    """Note what is wrong with who is said to be there."""
    known = set(present) <= set(meeting.body.members) and set(present.values()) <= set(Presence.values)
    faults.add("present", _("Kies per lid wie er is."), when=not known)
    nobody = not any(how != Presence.ABSENT for how in present.values())
    faults.add("present", _("Er is niemand. Verzet het overleg of laat het niet doorgaan."), when=nobody)


def _noted(door: Door, meeting: Meeting, present: Mapping[str, str]) -> dict[str, dict[str, str]]:
    standing = door.all(BodySeat).filter(body=meeting.body_id, ended_at__isnull=True)
    seats = {str(one.organisation_id): one for one in standing}
    noted = {}
    for member in meeting.body.members:
        how, seat = present.get(member, Presence.ABSENT), seats.get(member)
        names = {Presence.MEMBER: seat.name, Presence.REPLACEMENT: seat.replacement_name} if seat else {}
        noted[member] = {"as": str(how), "name": names.get(Presence(how), "")}
    return noted


def sitting_now(door: Door, meeting: UUID) -> Meeting:
    """A meeting that sits now, of which the actor is the secretary."""
    found = own_meeting(door, meeting)
    door.require(found.state == MeetingState.SITTING, "meeting.not_sitting", NOT_SITTING)
    return found


@dataclass(frozen=True)
class Taken:
    """What was decided at the table."""

    words: str
    reasons: str
    basis: str
    dissent: str = ""
    area: str = ""
    item: UUID | None = None
    review_on: date | None = None


def check_taken(taken: Taken, faults: Faults, *, today: date) -> None:
    """Note what is wrong with a decision. What members saw otherwise may be empty, the basis may not."""
    faults.add("words", _("Schrijf wat is besloten."), when=not taken.words.strip())
    faults.add("words", _("Houd het besluit onder de 600 tekens."), when=len(taken.words.strip()) > 600)
    faults.add("reasons", _("Geef de redenen van dit besluit."), when=not taken.reasons.strip())
    faults.add("reasons", TOO_LONG, when=len(taken.reasons) > MOST)
    faults.add("basis", _("Noem waarop dit besluit rust, zoals §8.3."), when=not taken.basis.strip())
    faults.add("basis", _("Houd dit onder de 140 tekens."), when=len(taken.basis.strip()) > 140)
    faults.add("dissent", TOO_LONG, when=len(taken.dissent) > MOST)
    faults.add("area", _("Kies een veld uit de lijst."), when=bool(taken.area) and taken.area not in Area.values)
    faults.add(
        "review_on", _("Kies een dag na vandaag, of laat dit leeg."),
        when=taken.review_on is not None and taken.review_on <= today,
    )  # fmt: skip


@act("meeting.decide", roles=WORKERS, purpose=Purpose.COORDINATION, says=_("legde een besluit van een overleg vast"))
def take_decision(door: Door, meeting: UUID, taken: Taken) -> MeetingDecision:
    """Note what the table decided. Every member is then asked what it says to it itself; nobody is bound before."""
    found = sitting_now(door, meeting)
    item = door.visible(AgendaItem).filter(meeting=found, pk=taken.item).first() if taken.item else None
    with Faults() as faults:
        check_taken(taken, faults, today=door.today)
        faults.add("item", _("Kies een punt van deze agenda."), when=taken.item is not None and item is None)
    made = _write(door, found, item, taken)
    for member in found.body.members:
        said = door.new(Commitment, body=found.body, meeting=found, taken=made, organisation_id=UUID(member))
        open_task(door, "commitment.say", about=said, organisation=UUID(member))
    make_findable(door, made, title=made.words, text=f"{made.reasons} {made.basis} {made.dissent}")
    return made


def _write(door: Door, meeting: Meeting, item: AgendaItem | None, taken: Taken) -> MeetingDecision:
    last = door.all(MeetingDecision).filter(meeting=meeting).aggregate(last=Max("number"))["last"] or 0
    blank = door.new_id(MeetingDecision)
    blank.body, blank.meeting = meeting.body, meeting
    decision = decide(
        door, "meeting.decide", about=blank, terms=Terms(review_on=taken.review_on),
        reasoning=Reasoning(taken.reasons.strip(), dissent=taken.dissent.strip()),
    )  # fmt: skip
    made = door.new(
        MeetingDecision, id=blank.id, body=meeting.body, meeting=meeting, item=item, number=last + 1,
        words=taken.words.strip(), reasons=taken.reasons.strip(), basis=taken.basis.strip(),
        dissent=taken.dissent.strip(), area=taken.area, decided_at=door.now, review_on=taken.review_on,
        decision=decision, facts={"number": last + 1, "area": taken.area},
    )  # fmt: skip
    if taken.review_on:
        set_deadline(door, "meeting.review", about=made, due_at=end_of(taken.review_on))
    return made


@dataclass(frozen=True)
class Action:
    """What someone takes on: what, which member, and by which day."""

    what: str
    owner: UUID | None
    due_on: date
    taken: UUID | None = None


def check_action(action: Action, members: list[str], faults: Faults, *, today: date) -> None:
    """Note what is wrong with a follow-up; only a member can own one."""
    faults.add("what", _("Schrijf wat er wordt gedaan."), when=not action.what.strip())
    faults.add("what", _("Houd de actie onder de 300 tekens."), when=len(action.what.strip()) > 300)
    faults.add("owner", _("Kies welk lid dit oppakt."), when=str(action.owner) not in members)
    faults.add("due_on", _("Kies een dag na vandaag."), when=action.due_on <= today)


@act("meeting.follow_up", roles=WORKERS, purpose=Purpose.COORDINATION, says=_("sprak een actie af in een overleg"))
def note_follow_up(door: Door, meeting: UUID, action: Action) -> FollowUp:
    """Note who takes what on; it comes to its owner as a task with a last day."""
    found = sitting_now(door, meeting)
    taken = door.visible(MeetingDecision).filter(meeting=found, pk=action.taken).first() if action.taken else None
    with Faults() as faults:
        check_action(action, found.body.members, faults, today=door.today)
        faults.add("taken", _("Kies een besluit van dit overleg."), when=action.taken is not None and taken is None)
    assert action.owner
    made = door.new(
        FollowUp, body=found.body, meeting=found, taken=taken, what=action.what.strip(), owner_id=action.owner,
        due_on=action.due_on, facts={"owner": action.owner, "due_on": action.due_on},
    )  # fmt: skip
    open_task(door, "follow_up.do", about=made, organisation=action.owner, due_on=action.due_on)
    set_deadline(door, "follow_up.due", about=made, due_at=end_of(action.due_on), organisation=action.owner)
    make_findable(door, made, title=made.what)
    return made


@act("meeting.close", roles=WORKERS, purpose=Purpose.COORDINATION, says=_("sloot een overleg"))
def close_meeting(door: Door, meeting: UUID, version: int) -> Meeting:
    """End a meeting. Its list of decisions waits until those at the next table approve it."""
    found = own_meeting(door, meeting, version)
    door.require(found.state == MeetingState.SITTING, "meeting.not_sitting", NOT_SITTING)
    found.state, found.closed_at = MeetingState.HELD, door.now
    door.save(found, state=found.state)
    return found
