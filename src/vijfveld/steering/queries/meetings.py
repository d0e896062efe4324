# SPDX-License-Identifier: EUPL-1.2
"""The reads of meetings: agenda, papers, decisions with who commits to them, follow-up, and the list of decisions."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from vijfveld.law.search import CAP, search
from vijfveld.node.ids import Urn
from vijfveld.node.viewer import Viewer
from vijfveld.steering.models import (
    AgendaItem,
    Body,
    Commitment,
    FollowUp,
    Meeting,
    MeetingDecision,
    MeetingPaper,
)
from vijfveld.steering.words_bodies import BOUND, MeetingState, Outcome, Stand

PAGE = 25


def meeting(viewer: Viewer, id: UUID) -> Meeting | None:
    """One meeting, or nothing."""
    found: Meeting | None = Meeting.objects.visible_to(viewer).filter(pk=id).first()
    return found


def meetings_of(viewer: Viewer, body: Body) -> list[Meeting]:
    """The meetings of a body, the latest first."""
    return list(Meeting.objects.visible_to(viewer).filter(body=body).order_by("-number")[:100])


def items(viewer: Viewer, meeting: Meeting) -> list[AgendaItem]:
    """The agenda, in order, without what was taken off."""
    rows = AgendaItem.objects.visible_to(viewer).filter(meeting=meeting, dropped_at__isnull=True)
    return list(rows.select_related("put_by").order_by("number"))


def papers(viewer: Viewer, meeting: Meeting) -> list[MeetingPaper]:
    """The papers of a meeting, for those who sit; to others there are none."""
    rows = MeetingPaper.objects.visible_to(viewer).filter(meeting=meeting)
    return list(rows.select_related("added_by").order_by("id"))


@dataclass
class Told:
    """A decision with what every member says to it, and what follows from it."""

    taken: MeetingDecision
    stands: list[Commitment] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)

    @property
    def bound(self) -> list[Commitment]:
        """Whom it binds: those who said so themselves."""
        return [one for one in self.stands if one.stand in BOUND]

    @property
    def declined(self) -> list[Commitment]:
        """Who does not take part in it."""
        return [one for one in self.stands if one.stand == Stand.DECLINES]

    @property
    def silent(self) -> list[Commitment]:
        """Who said nothing yet, and so is not bound."""
        return [one for one in self.stands if one.stand == Stand.ASKED]


def decisions_of(viewer: Viewer, meeting: Meeting) -> list[Told]:
    """What a meeting decided, in order."""
    rows = MeetingDecision.objects.visible_to(viewer).filter(meeting=meeting)
    return told(viewer, list(rows.order_by("number")))


def decision(viewer: Viewer, id: UUID) -> Told | None:
    """One decision of a meeting, or nothing."""
    rows = list(MeetingDecision.objects.visible_to(viewer).filter(pk=id))
    return told(viewer, rows)[0] if rows else None


def told(viewer: Viewer, rows: list[MeetingDecision]) -> list[Told]:
    """Decisions with what was said to them and what follows, in three reads."""
    found = {one.pk: Told(one) for one in rows}
    said = Commitment.objects.visible_to(viewer).filter(taken__in=list(found)).select_related("organisation")
    for one in said.order_by("organisation__name", "id"):
        found[one.taken_id].stands.append(one)
    actions = FollowUp.objects.visible_to(viewer).filter(taken__in=list(found)).select_related("owner")
    for action in actions.order_by("due_on", "id"):
        found[action.taken_id].follow_ups.append(action)
    return list(found.values())


def follow_ups(viewer: Viewer, *, body: UUID | None = None, meeting: UUID | None = None) -> list[FollowUp]:
    """What was taken on: of one meeting everything, of a body what is still open."""
    rows = FollowUp.objects.visible_to(viewer).select_related("owner")
    rows = rows.filter(meeting=meeting) if meeting else rows.filter(outcome=Outcome.OPEN)
    rows = rows.filter(body=body) if body else rows
    return list(rows.order_by("due_on", "id")[:200])


def waiting_lists(viewer: Viewer, meeting: Meeting) -> list[Meeting]:
    """The earlier lists of a body that wait to be approved at this table."""
    rows = Meeting.objects.visible_to(viewer).filter(body=meeting.body_id, state=MeetingState.HELD)
    return list(rows.filter(number__lt=meeting.number).order_by("number"))


@dataclass(frozen=True)
class Wish:
    """What one looks for in the list of decisions; an empty part asks nothing."""

    words: str = ""
    body: UUID | None = None
    area: str = ""
    since: date | None = None
    until: date | None = None
    open_only: bool = False


@dataclass(frozen=True)
class Listed:
    """A page of the list of decisions."""

    rows: list[Told]
    total: int
    page: int
    numbers: dict[UUID, tuple[str, int]]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(-(-self.total // PAGE), 1)


def decision_list(viewer: Viewer, wish: Wish, *, page: int = 1) -> Listed:
    """The decisions of every body whose papers a viewer may read, newest first."""
    rows = MeetingDecision.objects.visible_to(viewer)
    if wish.words.strip():
        hits = search(viewer, wish.words, limit=CAP, kind=MeetingDecision.kind)
        rows = rows.filter(pk__in=[Urn.parse(one.about).id for one in hits])
    rows = rows.filter(body=wish.body) if wish.body else rows
    rows = rows.filter(area=wish.area) if wish.area else rows
    rows = rows.filter(decided_at__date__gte=wish.since) if wish.since else rows
    rows = rows.filter(decided_at__date__lte=wish.until) if wish.until else rows
    if wish.open_only:
        still = FollowUp.objects.visible_to(viewer).filter(outcome=Outcome.OPEN, taken__isnull=False)
        rows = rows.filter(pk__in=list(still.values_list("taken_id", flat=True)[:CAP]))
    total = rows.order_by().count()
    page = min(max(page, 1), max(-(-total // PAGE), 1))
    shown = list(rows.order_by("-decided_at", "-id")[(page - 1) * PAGE : page * PAGE])
    return Listed(told(viewer, shown), total, page, _numbers(viewer, shown))


def _numbers(viewer: Viewer, rows: list[MeetingDecision]) -> dict[UUID, tuple[str, int]]:
    """The name of the body and the number of the meeting, per meeting."""
    meetings = Meeting.objects.visible_to(viewer).filter(pk__in={one.meeting_id for one in rows})
    known = dict(meetings.values_list("id", "number"))
    bodies = dict(
        Body.objects.visible_to(viewer).filter(pk__in={one.body_id for one in rows}).values_list("id", "name")
    )
    return {one.meeting_id: (bodies.get(one.body_id, ""), known.get(one.meeting_id, 0)) for one in rows}


def by_item(found: list[Told]) -> dict[UUID | None, list[Told]]:
    """Decisions by the item of the agenda at which they were taken."""
    grouped: dict[UUID | None, list[Told]] = defaultdict(list)
    for one in found:
        grouped[one.taken.item_id].append(one)
    return dict(grouped)
