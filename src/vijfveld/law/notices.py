# SPDX-License-Identifier: EUPL-1.2
"""Notices: what changed that concerns a person since they last looked, on a page and at most once a day by mail.

What is urgent is mailed at once; some acts are so urgent that they have a mail of their own, which nobody can put off.

A change concerns someone when its record is for fewer people than the whole network and they are among them, or
when an app called the act noteworthy. What one's own hand did is no news. A mail holds counts and an address.

News is what is sealed, in the order of the seals: an act that commits late comes after the mark of who read before.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.db.models import Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vijfveld.law.acts.noticing import note_mail, note_mail_failed
from vijfveld.law.callers import Caller
from vijfveld.law.changes import QUIET, Change, as_changes
from vijfveld.law.models import Deadline, Entry, NoticeMark
from vijfveld.law.outbound import Mail, send
from vijfveld.law.refusals import Refused
from vijfveld.law.viewers import viewer_of
from vijfveld.law.words import Noteworthy, noteworthy
from vijfveld.node.access import GuardedQuerySet
from vijfveld.node.clock import Moment, now
from vijfveld.node.ids import Urn, first_id_at
from vijfveld.node.models import Person, audience_id, this_node
from vijfveld.node.viewer import NETWORK, Viewer, for_person

log = structlog.get_logger(__name__)
MOST = 200
LATELY = timedelta(days=60)
"""What is older is history, and no news; it bounds what the frame of every page has to look through."""
ONCE_A = timedelta(days=1)
NOWHERE = -1
"""The place before the first, for who never read."""
REMINDER = "deadline.remind"
NO_NEWS = {"person.add", "person.set_preferences"}
"""Acts that stand in the history of an organisation and that nobody needs to be told of."""
SIDE = frozenset({"task", "deadline", "seat"})
"""Records that come along with another; an act is told by its main record."""


@dataclass(frozen=True)
class Notices:
    """What is new for a person, what is urgent first and then newest first, and which deadlines of theirs come near."""

    changes: list[Change]
    near: list[Deadline]
    newest: UUID | None

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.changes) + len(self.near)


def notices(viewer: Viewer) -> Notices:
    """What changed for a viewer since they last said that they had read it."""
    return _since(viewer, mark.read_to if (mark := mark_of(viewer)) else None)


def mark_of(viewer: Viewer) -> NoticeMark | None:
    """How far a viewer has read."""
    found: NoticeMark | None = NoticeMark.objects.visible_to(viewer).filter(person=viewer.person).first()
    return found


def news_count(viewer: Viewer) -> int:
    """How many notices are new to a viewer, for the frame of every page; never more than 100."""
    marks = NoticeMark.objects.visible_to(viewer).filter(person=viewer.person).values("read_to")[:1]
    rows = _rows(viewer, Coalesce(Subquery(marks), NOWHERE)).order_by("-seal__position")
    entries = [entry for entry in rows[:MOST] if not _by(viewer, entry)]
    acts = {entry.act_id for entry in entries if entry.act != REMINDER}
    reminders = {Urn.parse(entry.stream).id for entry in entries if entry.act == REMINDER}
    return min(100, len(acts) + (len(_near(viewer, reminders)) if reminders else 0))


def _since(viewer: Viewer, after: int | None) -> Notices:
    entries = list(_concerning(viewer, after))
    reminders = {Urn.parse(entry.stream).id for entry in entries if entry.act == REMINDER}
    told = as_changes([entry for entry in entries if entry.act != REMINDER])
    return Notices(
        changes=urgent_first(one_per_act(told)), near=_near(viewer, reminders),
        newest=entries[0].pk if entries else None,
    )  # fmt: skip


def _concerning(viewer: Viewer, after: int | None) -> list[Entry]:
    entries = _rows(viewer, NOWHERE if after is None else after).order_by("-seal__position")[:MOST]
    return [entry for entry in entries if not _by(viewer, entry)]


def _rows(viewer: Viewer, after: int | Coalesce) -> GuardedQuerySet[Entry]:
    everyone = audience_id([f"{viewer.mode.value}/{NETWORK}"])
    mine = audience_id([f"{viewer.mode.value}/{for_person(viewer.person)}"]) if viewer.person else 0
    rows: GuardedQuerySet[Entry] = Entry.objects.visible_to(viewer).exclude(act__in=(QUIET | NO_NEWS) - {REMINDER})
    rows = rows.filter(seal__position__gt=after)
    rows = rows.filter(pk__gte=first_id_at((viewer.now or now()) - LATELY))
    concerns = ~Q(audience__in=[everyone, mine]) | Q(act__in=[code for code, _word in noteworthy.items()])
    return rows.filter(concerns | Q(act=REMINDER))


def _by(viewer: Viewer, entry: Entry) -> bool:
    return f'"actor":"person:{viewer.person}"'.encode() in bytes(entry.body)


def _near(viewer: Viewer, ids: set[UUID]) -> list[Deadline]:
    rows = Deadline.objects.visible_to(viewer).filter(pk__in=ids, state="open")
    mine = rows.filter(Q(organisation=viewer.organisation) | Q(organisation__isnull=True))
    return list(mine.order_by("due_at", "id"))


def one_per_act(told: list[Change]) -> list[Change]:
    """One line for each act: the record that leads, else another that it changed, else what came along."""
    main: dict[UUID, Change] = {}
    for change in told:
        known = main.get(change.act_id)
        if known is None or _weight(change) > _weight(known):
            main[change.act_id] = change
    return list(main.values())


def urgent_first(told: list[Change]) -> list[Change]:
    """What is urgent before all else, otherwise in the order that it had."""
    return sorted(told, key=lambda change: not _urgent(change))


def _urgent(change: Change) -> bool:
    word = noteworthy.get(change.act)
    return bool(word and word.urgent)


def _weight(change: Change) -> tuple[bool, bool]:
    return change.kind not in SIDE, change.lead


def send_due_mail(now: datetime, *, moment: Moment | None = None) -> int:
    """Mail everyone who has something new and wants mail: once a day, or now if it is urgent. Returns how many."""
    return sum(_tried(person, moment() if moment else now) for person in _readers_by_mail())


def _readers_by_mail() -> list[Person]:
    people = Person.objects.beyond_access("the worker mails people").filter(left_at__isnull=True)
    return list(people.order_by("id"))


def _tried(person: Person, now: datetime) -> int:
    """Mail one person; what goes wrong with one holds up no other."""
    try:
        return _mail(person, now)
    except Exception:
        log.exception("mail failed", person=str(person.id))
        return 0


def _mail(person: Person, now: datetime) -> int:
    viewer = viewer_of(person, now=now)
    mark = mark_of(viewer)
    fresh = _since(viewer, _later(mark.read_to, mark.mailed_to) if mark else None)
    alarms = _alarms(fresh)
    if fresh.newest is None or not fresh.count or not (alarms or (person.mail_notices and _may_mail(mark, fresh, now))):
        return 0
    caller = Caller.of_clock(this_node().id, now=now, mode=viewer.mode)
    try:
        note_mail(caller.with_key(f"mail:{person.id}:{fresh.newest}"), person=person.id, up_to=fresh.newest)
        send(_digest(person, notices(viewer), alarms), mode=viewer.mode)
    except (Refused, OSError) as fault:
        log.warning("mail not sent", fault=type(fault).__name__)
        note_mail_failed(caller.with_key(f"mail-failed:{person.id}:{now.isoformat()}"), person=person.id)
        return 0
    return 1


def _alarms(fresh: Notices) -> list[Noteworthy]:
    """The acts among the news that have a mail of their own, each sort once."""
    words = {change.act: noteworthy.get(change.act) for change in fresh.changes}
    return [word for word in words.values() if word and word.alarm]


def _may_mail(mark: NoticeMark | None, fresh: Notices, now: datetime) -> bool:
    if mark is None or mark.mailed_at is None or abs(now - mark.mailed_at) >= ONCE_A:
        return True
    return any(_urgent(change) for change in fresh.changes)


def _later(one: int | None, other: int | None) -> int | None:
    return max((place for place in (one, other) if place is not None), default=None)


def _digest(person: Person, unread: Notices, alarms: list[Noteworthy]) -> Mail:
    """The mail: what is urgent, how much there is and where to read it, in the language of the person."""
    with translation.override(person.language):
        lines = [
            ngettext("Er is %(count)s nieuwe wijziging die u aangaat.",
                     "Er zijn %(count)s nieuwe wijzigingen die u aangaan.", len(unread.changes)),
            ngettext("%(count)s termijn komt dichtbij.", "%(count)s termijnen komen dichtbij.", len(unread.near)),
        ]  # fmt: skip
        counts = [len(unread.changes), len(unread.near)]
        told = [line % {"count": count} for line, count in zip(lines, counts, strict=True) if count]
        where = _("Lees ze na het aanmelden op %(address)s") % {"address": f"{settings.ADDRESS}/meldingen"}
        ending = _("Deze mail kunt u niet uitzetten.") if alarms else _("U kunt deze mail uitzetten bij uw voorkeuren.")
        text = "\n".join([*(str(word.alarm) for word in alarms), *told, "", where, ending])
        return Mail(to=person.email, subject=_subject(unread, alarms), text=text)


def _subject(unread: Notices, alarms: list[Noteworthy]) -> str:
    """What the mail is about: the alarm, else how much is new and whether any of it is urgent; nothing of a record."""
    if alarms:
        return str(alarms[0].subject)
    changed, near = len(unread.changes), len(unread.near)
    counts = [
        ngettext("%(count)s wijziging", "%(count)s wijzigingen", changed) % {"count": changed} if changed else "",
        ngettext("%(count)s termijn dichtbij", "%(count)s termijnen dichtbij", near) % {"count": near} if near else "",
    ]
    about = "Vijfveld: " + ", ".join(filter(None, counts))
    return _("Dringend: %(about)s") % {"about": about} if any(map(_urgent, unread.changes)) else about
