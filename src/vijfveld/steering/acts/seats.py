# SPDX-License-Identifier: EUPL-1.2
"""Who sits for a member: named by the member itself, for as long as the mandate lasts, with a replacement."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.clocks import at_deadline, close_deadlines, set_deadline
from vijfveld.law.acts.tasks import open_task
from vijfveld.law.callers import Caller
from vijfveld.law.door import Door
from vijfveld.law.models import Deadline
from vijfveld.law.purposes import Purpose
from vijfveld.node.ids import Urn
from vijfveld.node.models import Mandate, Person, in_force
from vijfveld.steering.models import Body, BodyMembership, BodySeat, Meeting, MeetingPaper
from vijfveld.steering.words_bodies import AHEAD, WORKERS, MeetingState, Membership, SeatEnd
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.acts.levels import end_of


@dataclass(frozen=True)
class Seating:
    """Who sits, who takes their place when they cannot, and until which day."""

    person: UUID | None
    replacement: UUID | None = None
    until_on: date | None = None


def check_seating(door: Door, seating: Seating, faults: Faults) -> None:
    """Note what is wrong with who would sit for the actor's own organisation."""
    colleague = _("Kies een collega van uw eigen organisatie met een mandaat.")
    faults.add("person", colleague, when=not mandates(door, seating.person))
    other = seating.replacement
    faults.add("replacement", colleague, when=other is not None and not mandates(door, other))
    faults.add("replacement", _("Niemand vervangt zichzelf."), when=other is not None and other == seating.person)
    faults.add(
        "until_on", _("Kies een dag na vandaag, of laat dit leeg."),
        when=seating.until_on is not None and seating.until_on <= door.today,
    )  # fmt: skip


def mandates(door: Door, person: UUID | None) -> list[Mandate]:
    """The mandates with which someone can sit for the actor's organisation now."""
    if person is None or not door.visible(Person).filter(pk=person, left_at__isnull=True).exists():
        return []
    return _held(door, person, door.organisation)


def _held(door: Door, person: UUID, organisation: UUID) -> list[Mandate]:
    rows = door.all(Mandate).filter(in_force(door.now), person_id=person, organisation_id=organisation)
    return list(rows.filter(role__in=WORKERS))


def name_of_self(door: Door) -> str:
    """The name of whoever acts."""
    return str(door.all(Person).get(pk=door.person).name)


def give_seat(door: Door, membership: BodyMembership, seating: Seating) -> BodySeat:
    """Give someone the seat of a member until the day that was named, or until the mandate ends if that is sooner."""
    assert seating.person
    person = door.visible(Person).get(pk=seating.person)
    other = door.visible(Person).filter(pk=seating.replacement).first() if seating.replacement else None
    seat = door.new(
        BodySeat, body=membership.body, membership=membership, organisation_id=membership.organisation_id,
        person=person, name=person.name, replacement=other, replacement_name=other.name if other else "",
        from_on=door.today, until_on=seating.until_on,
    )  # fmt: skip
    ends = [end_of(seating.until_on)] if seating.until_on else []
    until = _until(mandates(door, seating.person))
    ends += [until] if until else []
    if ends:
        seat.until_on = timezone.localdate(min(ends))
        door.save(seat)
        set_deadline(door, "body_seat.end", about=seat, due_at=min(ends), organisation=seat.organisation_id)
    return seat


def _until(held: list[Mandate]) -> datetime | None:
    moments = [one.valid_until for one in held]
    known = [one for one in moments if one is not None]
    return max(known) if len(known) == len(moments) and known else None


def end_seat(door: Door, membership: BodyMembership, why: SeatEnd) -> BodySeat | None:
    """Let whoever sits for a member stand up."""
    seat = door.all(BodySeat).filter(membership=membership, ended_at__isnull=True).first()
    if seat:
        seat.ended_at, seat.ended_by = door.now, why
        seat.until_on = door.today
        door.save(seat, why=why)
        close_deadlines(door, seat.urn)
    return seat


def retell(door: Door, body: Body) -> None:
    """Write down who sits now, and let what lies ahead and the papers be read by exactly those who may."""
    standing = door.all(BodySeat).filter(body=body, ended_at__isnull=True)
    people = {str(id) for row in standing.values_list("person_id", "replacement_id") for id in row if id}
    if _held(door, body.secretary_person_id, body.secretary_id):
        people.add(str(body.secretary_person_id))
    body.seated = sorted(people)
    door.save(body, members=len(body.members), seated=len(body.seated))
    _retell_members(door, body)
    ahead = (*AHEAD, MeetingState.SITTING)
    for meeting in door.all(Meeting).filter(body=body, state__in=ahead).order_by("id"):
        meeting.body = body
        door.save(meeting)
        _retell_parts(door, meeting)
    for paper in door.all(MeetingPaper).filter(body=body).order_by("id"):
        paper.body = body
        door.save(paper)


def _retell_members(door: Door, body: Body) -> None:
    agreed = door.all(BodyMembership).filter(body=body, state=Membership.AGREED).order_by("id")
    standing = door.all(BodySeat).filter(body=body, ended_at__isnull=True).order_by("id")
    for membership in agreed:
        membership.body = body
        door.save(membership)
    for seat in standing:
        seat.body = body
        door.save(seat)


def _retell_parts(door: Door, meeting: Meeting) -> None:
    for item in door.all(meeting.agendaitems.model).filter(meeting=meeting).order_by("id"):
        item.body = meeting.body
        door.save(item)
    for deadline in door.all(Deadline).filter(about=meeting.urn).order_by("id"):
        deadline.about_audience = sorted(meeting.readers())
        door.save(deadline)


@act("body_seat.end", purpose=Purpose.COORDINATION, by_clock=True, says=_("beëindigde een plaats in een overleg"))
def stand_up(door: Door, seat: UUID, *, why: str) -> BodySeat:
    """End a seat because its term or the mandate ended; the member is asked who sits there now."""
    found = door.lock(BodySeat, seat)
    if found.ended_at is None:
        membership = door.lock(BodyMembership, found.membership_id)
        end_seat(door, membership, SeatEnd(why))
        retell(door, door.lock(Body, found.body_id))
        open_task(door, "body.seat", about=membership, organisation=found.organisation_id)
    return found


@at_deadline("body_seat.end")
def end_of_seat(caller: Caller, deadline: Deadline) -> None:
    """At the end of a term, or of the mandate on which the seat rested, whoever sat there stands up."""
    stand_up(caller, Urn.parse(deadline.about).id, why=SeatEnd.TERM)


@act("body_seat.check", purpose=Purpose.COORDINATION, by_clock=True, says=_("keek wie nog in een overleg zit"))
def check_seats(door: Door, about: str) -> int:
    """After a mandate ended, or someone left: whoever has none for the member they sit for, stands up."""
    subject = Urn.parse(about)
    mandate = door.all(Mandate).filter(pk=subject.id).first()
    person = mandate.person_id if mandate else subject.id
    ended = _check_secretary(door, person)
    for seat in door.all(BodySeat).filter(ended_at__isnull=True, person_id=person, mode=door.mode).order_by("id"):
        if not _held(door, person, seat.organisation_id):
            stand_up(door, seat.id, why=SeatEnd.MANDATE)
            ended += 1
    for seat in door.all(BodySeat).filter(ended_at__isnull=True, replacement_id=person, mode=door.mode).order_by("id"):
        if not _held(door, person, seat.organisation_id):
            seat.replacement, seat.replacement_name = None, ""
            door.save(seat)
            retell(door, door.lock(Body, seat.body_id))
            ended += 1
    return ended


def _check_secretary(door: Door, person: UUID) -> int:
    """A secretary without a mandate keeps nothing any more; a colleague is asked to take over."""
    kept = [one for one in door.all(Body).filter(secretary_person_id=person, mode=door.mode).order_by("id")
            if not _held(door, person, one.secretary_id) and str(person) in one.seated]  # fmt: skip
    for body in kept:
        retell(door, body)
        open_task(door, "body.keep", about=body, organisation=body.secretary_id)
    return len(kept)
