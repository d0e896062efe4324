# SPDX-License-Identifier: EUPL-1.2
"""What is due at a table: proposed for an agenda from what every member may know, taken up by hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from vijfveld.face.dates import exactly
from vijfveld.law.acts.clocks import STANDING
from vijfveld.law.models import Deadline, Decision
from vijfveld.law.words import deadline_words, decision_words, say
from vijfveld.node.ids import Urn
from vijfveld.node.models import AudienceMember
from vijfveld.node.slots import subject_titles
from vijfveld.node.viewer import EVERYONE, NETWORK, Viewer, for_organisation
from vijfveld.steering.models import AgendaItem, Finding, FollowUp, Meeting, Reservation
from vijfveld.steering.words_bodies import UNTIL_NEXT, ItemSort, Outcome, Rhythm
from vijfveld.strategy.models import Effort
from vijfveld.strategy.sayings import name_of
from vijfveld.strategy.words import ALIVE, Nature

MOST = 40
"""Of one sort no more than this is proposed at once: the soonest first."""
TOLD_OTHERWISE = ("effort", "reservation", "follow_up", "meeting", "meeting_decision", "body_seat", "finding")
"""Records whose deadlines are proposed under a heading of their own, or not at all."""


@dataclass(frozen=True)
class Proposal:
    """Something that is due: its sort, the record it is about, a title, a line of context and its day."""

    sort: ItemSort
    about: str
    title: str
    meta: str = ""
    when: date | None = None

    @property
    def line(self) -> str:
        """Its day and its context, as a line under the title."""
        return " · ".join(filter(None, [exactly(self.when) if self.when else "", self.meta]))


def known_to_all(members: Iterable[str], viewer: Viewer) -> Q:
    """What every member may know, so that an agenda tells nobody at the table what they could not read."""
    everyone = [f"{viewer.mode.value}/{NETWORK}", f"{viewer.mode.value}/{EVERYONE}"]
    shared = Q()
    for member in members:
        tokens = [*everyone, f"{viewer.mode.value}/{for_organisation(UUID(member))}"]
        audiences = AudienceMember.objects.filter(token__in=tokens).values("audience")
        shared &= Q(audience__in=audiences)
    return shared


def proposals(viewer: Viewer, meeting: Meeting, now: datetime) -> list[Proposal]:
    """What is due until about the next meeting, by sort; what stands on the agenda already, or was dropped, is not."""
    last = timezone.localdate(max(meeting.starts_at, now) + UNTIL_NEXT[Rhythm(meeting.body.rhythm)])
    shared = known_to_all(meeting.body.members, viewer)
    found = [
        *_follow_ups(viewer, meeting), *_efforts(viewer, shared, last), *_deadlines(viewer, shared, last),
        *_decisions(viewer, shared, last, now), *_findings(viewer, shared), *_reservations(viewer, shared),
    ]  # fmt: skip
    taken = AgendaItem.objects.visible_to(viewer).filter(meeting=meeting).exclude(about="")
    there = set(taken.values_list("about", flat=True))
    return [one for one in found if one.about not in there]


def _told_already(rows: list[Decision], last: date, viewer: Viewer) -> set[str]:
    """Subjects of which an end that comes near is proposed under another heading."""
    abouts = [one.about for one in rows]
    due = Deadline.objects.visible_to(viewer).filter(about__in=abouts, state__in=STANDING, due_at__date__lte=last)
    return set(due.values_list("about", flat=True)) - {
        one.about for one in rows if Urn.parse(one.about).kind == "meeting_decision"
    }


def _follow_ups(viewer: Viewer, meeting: Meeting) -> list[Proposal]:
    rows = FollowUp.objects.visible_to(viewer).filter(body=meeting.body_id, outcome=Outcome.OPEN)
    return [
        Proposal(ItemSort.FOLLOW_UP, one.urn, one.what, name_of(one.owner), one.due_on)
        for one in rows.select_related("owner").order_by("due_on", "id")[:MOST]
    ]


def _efforts(viewer: Viewer, shared: Q, last: date) -> list[Proposal]:
    rows = Effort.objects.visible_to(viewer).filter(shared, nature=Nature.FLEXIBLE, state__in=ALIVE, ends_on__lte=last)
    return [
        Proposal(ItemSort.EFFORT, one.urn, one.title, name_of(one.owner), one.ends_on)
        for one in rows.select_related("owner").order_by("ends_on", "id")[:MOST]
    ]


def _deadlines(viewer: Viewer, shared: Q, last: date) -> list[Proposal]:
    rows = Deadline.objects.visible_to(viewer).filter(shared, state__in=STANDING, due_at__date__lte=last)
    due = [one for one in rows.order_by("due_at", "id")[:200] if Urn.parse(one.about).kind not in TOLD_OTHERWISE]
    titles = subject_titles(viewer, [one.about for one in due])
    return [
        Proposal(
            ItemSort.DEADLINE, one.urn, say(deadline_words, one.what), titles[one.about],
            timezone.localdate(one.due_at),
        )
        for one in due
        if one.about in titles
    ][:MOST]  # fmt: skip


def _decisions(viewer: Viewer, shared: Q, last: date, now: datetime) -> list[Proposal]:
    today = timezone.localdate(now)
    rows = Decision.objects.visible_to(viewer).filter(shared, dossier__isnull=True)
    ends = Q(review_on__lte=last) | Q(valid_until__range=(today, last))
    due = list(rows.filter(ends).order_by("review_on", "id")[:MOST])
    superseding = Decision.objects.visible_to(viewer).filter(supersedes__in=[one.pk for one in due])
    later = set(superseding.values_list("supersedes", flat=True))
    told = _told_already(due, last, viewer)
    titles = subject_titles(viewer, [one.about for one in due if one.about not in told])
    return [
        Proposal(
            ItemSort.DECISION,
            one.urn,
            titles[one.about],
            say(decision_words, one.what),
            one.review_on or one.valid_until,
        )
        for one in due
        if one.about in titles and one.pk not in later
    ]


def _findings(viewer: Viewer, shared: Q) -> list[Proposal]:
    rows = Finding.objects.visible_to(viewer).filter(shared, closed_at__isnull=True).order_by("id")[:MOST]
    return [Proposal(ItemSort.FINDING, one.urn, one.title, str(one.get_area_display())) for one in rows]


def _reservations(viewer: Viewer, shared: Q) -> list[Proposal]:
    rows = Reservation.objects.visible_to(viewer).filter(shared, replied_at__isnull=True).order_by("reply_by", "id")
    return [
        Proposal(ItemSort.RESERVATION, one.urn, _("Voorbehoud van %(name)s") % {"name": one.name},
                 _("Antwoord uiterlijk op %(day)s") % {"day": exactly(one.reply_by)}, one.reply_by)
        for one in rows[:MOST]
    ]  # fmt: skip
