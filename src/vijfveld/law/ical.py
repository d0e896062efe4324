# SPDX-License-Identifier: EUPL-1.2
"""The calendar of one person: what runs out, as RFC 5545 text, read without a session under a key of its own.

A calendar program keeps what it reads outside the node. So the feed names no dossier: of a deadline of a dossier it
tells the day and the sort, and nothing else.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from vijfveld.law.models import Deadline, DeadlineState, FeedKey
from vijfveld.law.viewers import viewers_of
from vijfveld.law.words import deadline_words, say
from vijfveld.node.keystore import KeyUse, keystore
from vijfveld.node.models import Person, this_node
from vijfveld.node.slots import subject_title, subject_url
from vijfveld.node.viewer import Viewer

MOST = 500
MOMENT = timedelta(0)
END_OF_DAY = time(23, 59, 59)
"""A deadline at this time is one of a whole day, which a calendar shows above the hours."""


def feed_secret(person: UUID, form_key: str, now: datetime) -> str:
    """The key that a form gives out: the same form sent twice gives the same key, and no stored row gives it away."""
    ring = keystore().ring_key(KeyUse.FEED, now)
    digest = hmac.digest(ring.secret, f"{person}|{form_key}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def digest_of(secret: str) -> str:
    """What the node keeps of a feed key."""
    return hashlib.sha256(secret.encode()).hexdigest()


def owner_of(secret: str) -> Person | None:
    """Whose feed a key opens; nobody's when the key was renewed or the person has left."""
    keys = FeedKey.objects.beyond_access("a calendar reads by its key").filter(digest=digest_of(secret))
    person = keys.values_list("person", flat=True).first()
    people = Person.objects.beyond_access("a calendar reads by its key").filter(pk=person, left_at__isnull=True)
    found: Person | None = people.first() if person else None
    return found


def has_feed(viewer: Viewer) -> bool:
    """Whether a viewer has a calendar feed that works."""
    keys = FeedKey.objects.visible_to(viewer).filter(person=viewer.person)
    return bool(keys.exclude(digest__startswith="stopped:").exists())


def calendar_of(person: Person, *, now: datetime) -> bytes:
    """The calendar of a person, in their language, over every organisation for which they act."""
    with translation.override(person.language):
        calendar = Calendar()
        calendar.add("prodid", "-//Vijfveld//law//NL")
        calendar.add("version", "2.0")
        calendar.add("x-wr-calname", _("Vijfveld: wat loopt af"))
        for event in _events(person, now):
            calendar.add_component(event)
        written: bytes = calendar.to_ical()
        return written


def _events(person: Person, now: datetime) -> list[Event]:
    found: dict[UUID, tuple[Deadline, Viewer]] = {}
    for viewer in viewers_of(person, now=now):
        rows = Deadline.objects.visible_to(viewer).filter(state=DeadlineState.OPEN).order_by("due_at", "id")
        for deadline in rows[:MOST]:
            found.setdefault(deadline.id, (deadline, viewer))
    soonest = sorted(found.values(), key=lambda pair: (pair[0].due_at, pair[0].id))
    return [_event(deadline, viewer) for deadline, viewer in soonest]


def _event(deadline: Deadline, viewer: Viewer) -> Event:
    event = Event()
    event.add("uid", f"{deadline.id}@{this_node().id}")
    event.add("dtstamp", _made_at(deadline.id))
    event.add("sequence", deadline.version)
    due = timezone.localtime(deadline.due_at)
    if due.time() == END_OF_DAY:
        event.add("dtstart", due.date())
    else:
        event.add("dtstart", deadline.due_at)
        event.add("duration", MOMENT)
    event.add("summary", summary(deadline, viewer))
    event.add("url", f"{settings.ADDRESS}{'/loopt-af' if deadline.sealed else subject_url(deadline.about)}")
    event.add("class", "CONFIDENTIAL")
    if deadline.remind_at:
        event.add_component(_alarm(deadline))
    return event


@dataclass(frozen=True)
class Appointment:
    """One appointment for a calendar: what, when, where, and its page; a later `sequence` replaces an earlier one."""

    id: UUID
    sequence: int
    summary: str
    starts_at: datetime
    ends_at: datetime
    place: str
    page: str
    cancelled: bool = False


def invitation(appointment: Appointment) -> bytes:
    """An invitation as a calendar file. It names no more than the appointment: what is said there stays here."""
    event = Event()
    event.add("uid", f"{appointment.id}@{this_node().id}")
    event.add("dtstamp", _made_at(appointment.id))
    event.add("sequence", appointment.sequence)
    event.add("dtstart", appointment.starts_at.astimezone(UTC))
    event.add("dtend", appointment.ends_at.astimezone(UTC))
    event.add("summary", appointment.summary)
    event.add("location", appointment.place)
    event.add("url", f"{settings.ADDRESS}{appointment.page}")
    event.add("class", "CONFIDENTIAL")
    event.add("status", "CANCELLED" if appointment.cancelled else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//Vijfveld//law//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if appointment.cancelled else "PUBLISH")
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _alarm(deadline: Deadline) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", say(deadline_words, deadline.what))
    alarm.add("trigger", deadline.remind_at)
    return alarm


def summary(deadline: Deadline, viewer: Viewer) -> str:
    """What runs out, in words: the sort, and the title of its record unless that belongs to a dossier."""
    words = say(deadline_words, deadline.what)
    title = None if deadline.sealed else subject_title(viewer, deadline.about)
    return f"{words}: {title}" if title else words


def _made_at(id: UUID) -> datetime:
    """The moment in a UUIDv7, so that the same deadline always writes the same bytes."""
    return datetime.fromtimestamp((id.int >> 80) // 1000, tz=UTC)
