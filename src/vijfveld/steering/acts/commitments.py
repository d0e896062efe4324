# SPDX-License-Identifier: EUPL-1.2
"""What members themselves say afterwards: whether a decision binds them, what came of a follow-up, and whether the
list of decisions tells what happened. Partners are equals: nobody says this for another."""

from uuid import UUID

import rfc8785
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.clocks import close_deadlines
from vijfveld.law.acts.tasks import finish_tasks_about
from vijfveld.law.door import Door
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import NotThere
from vijfveld.steering.acts.answers import MOST, TOO_LONG
from vijfveld.steering.acts.meetings import NOT_SEATED, sits
from vijfveld.steering.minutes import Rows, digest, list_of
from vijfveld.steering.models import AgendaItem, Commitment, FollowUp, Meeting, MeetingDecision
from vijfveld.steering.words_bodies import CONSENTING, WORKERS, MeetingState, Outcome, Presence, Stand
from vijfveld.strategy.acts.faults import Faults

KEPT = _("Deze besluitenlijst is goedgekeurd. Wat uw organisatie hier zei, staat vast.")


def check_stand(stand: str, words: str, faults: Faults) -> None:
    """Note what is wrong with what an organisation says to a decision."""
    chosen = stand in (Stand.AGREES, Stand.RESERVES, Stand.DECLINES)
    faults.add("stand", _("Kies wat uw organisatie zegt."), when=not chosen)
    needed = stand in (Stand.RESERVES, Stand.DECLINES) and not words.strip()
    faults.add("words", _("Schrijf uw voorbehoud of uw reden in eigen woorden."), when=needed)
    faults.add("words", TOO_LONG, when=len(words) > MOST)


@act("commitment.say", roles=WORKERS, purpose=Purpose.COORDINATION, says=_("zei of een besluit de organisatie bindt"))
def say_stand(door: Door, commitment: UUID, version: int, *, stand: str, words: str = "") -> Commitment:
    """Say for one's own organisation whether it commits to a decision: whoever sits for it, or who may consent."""
    found = door.lock(Commitment, commitment, version)
    if found.organisation_id != door.organisation:
        raise NotThere
    meeting = door.lock(Meeting, found.meeting_id)
    allowed = sits(door, meeting.body) or door.holds(*CONSENTING)
    door.require(allowed, "body.not_seated", NOT_SEATED)
    standing = meeting.state == MeetingState.APPROVED and found.stand != Stand.ASKED
    door.require(not standing, "minutes.approved", KEPT)
    with Faults() as faults:
        check_stand(stand, words, faults)
    found.stand, found.words, found.said_at = stand, words.strip(), door.now
    door.save(found, stand=stand)
    finish_tasks_about(door, found.urn)
    return found


@act("follow_up.answer", roles=WORKERS, purpose=Purpose.COORDINATION, says=_("zei wat van een actie is gekomen"))
def answer_follow_up(door: Door, follow_up: UUID, version: int, *, outcome: str, words: str = "") -> FollowUp:
    """Say as the owner that a follow-up is done, or that it is not taken on and why."""
    found = door.lock(FollowUp, follow_up, version)
    door.require(
        found.owner_id == door.organisation, "follow_up.not_yours", _("Deze actie is van een andere organisatie.")
    )
    with Faults() as faults:
        chosen = outcome in (Outcome.DONE, Outcome.DECLINED)
        faults.add("outcome", _("Kies wat van de actie is gekomen."), when=not chosen)
        silent = outcome == Outcome.DECLINED and not words.strip()
        faults.add("words", _("Schrijf waarom uw organisatie dit niet oppakt."), when=silent)
        faults.add("words", TOO_LONG, when=len(words) > MOST)
        faults.add("outcome", _("Deze actie is al afgerond."), when=found.outcome != Outcome.OPEN)
    found.outcome, found.words, found.answered_at = outcome, words.strip(), door.now
    door.save(found, outcome=outcome)
    finish_tasks_about(door, found.urn, result="done" if outcome == Outcome.DONE else "not_needed")
    close_deadlines(door, found.urn)
    return found


@act("minutes.approve", roles=WORKERS, purpose=Purpose.COORDINATION, says=_("keurde een besluitenlijst goed"))
def approve_minutes(door: Door, meeting: UUID, version: int, *, remark: str = "") -> Meeting:
    """Approve the list of an earlier meeting at the table of a later one, with a remark if one has it. When everyone
    who is there approved, the list is frozen; a remark stands in it word for word."""
    found = door.lock(Meeting, meeting, version)
    door.require(
        found.state == MeetingState.HELD, "minutes.not_open", _("Deze besluitenlijst wacht niet op goedkeuring.")
    )
    door.require(sits(door, found.body), "body.not_seated", NOT_SEATED)
    later = door.all(Meeting).filter(body=found.body_id, number__gt=found.number, state=MeetingState.SITTING).first()
    if later is None or later.present.get(str(door.organisation), {}).get("as") in (None, Presence.ABSENT):
        door.require(False, "minutes.no_table", _("Keur de lijst goed aan tafel, in een volgend overleg."))
    assert later
    with Faults() as faults:
        faults.add("remark", TOO_LONG, when=len(remark) > MOST)
        faults.add(
            "remark", _("Uw organisatie keurde deze lijst al goed."), when=str(door.organisation) in found.approvals
        )
    found.approvals = {
        **found.approvals, str(door.organisation): {"at": door.now.isoformat(), "remark": remark.strip()}
    }  # fmt: skip
    there = {one for one, noted in later.present.items() if noted["as"] != Presence.ABSENT}
    if there <= set(found.approvals):
        _freeze(door, found, later)
    door.save(found, state=found.state, approvals=len(found.approvals), sha256=found.sha256)
    return found


def _freeze(door: Door, meeting: Meeting, later: Meeting) -> None:
    meeting.state, meeting.approved_at, meeting.approved_in = MeetingState.APPROVED, door.now, later
    rows = Rows(
        decisions=list(door.all(MeetingDecision).filter(meeting=meeting).order_by("number")),
        commitments=list(door.all(Commitment).filter(meeting=meeting).order_by("id")),
        follow_ups=list(door.all(FollowUp).filter(meeting=meeting).order_by("id")),
        items=list(door.all(AgendaItem).filter(meeting=meeting).order_by("number")),
    )
    meeting.sha256 = digest(rfc8785.dumps(list_of(meeting, rows)))
