# SPDX-License-Identifier: EUPL-1.2
"""The reads of bodies: which there are from local to high-official, who sits for whom, and figures for oversight."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count

from vijfveld.law.models import Task
from vijfveld.node.models import Mandate, Organisation, Person, in_force
from vijfveld.node.roles import Role
from vijfveld.node.viewer import Viewer
from vijfveld.steering.models import Body, BodyMembership, BodySeat, FollowUp, Meeting, MeetingDecision
from vijfveld.steering.words_bodies import AHEAD, CONSENTING, FEWEST_COUNTED, WORKERS, Level, MeetingState, Outcome

MOST = 200


def body(viewer: Viewer, id: UUID) -> Body | None:
    """One body, or nothing."""
    found: Body | None = Body.objects.visible_to(viewer).select_related("chair", "secretary").filter(pk=id).first()
    return found


@dataclass(frozen=True)
class Placed:
    """A body in its place: with the meeting that is on or comes next, and how many of its follow-ups are open.
    `asked`: the viewer's organisation is asked to take part and reads neither of these yet.
    """

    body: Body
    next: Meeting | None
    open: int
    yours: bool
    asked: bool


def bodies_by_level(viewer: Viewer) -> list[tuple[str, list[Placed]]]:
    """Every body a viewer may see, from high-official down to local, the levels without any included."""
    rows = list(Body.objects.visible_to(viewer).select_related("chair").order_by("name", "id")[:MOST])
    ahead = _next_meetings(viewer, rows)
    counted = FollowUp.objects.visible_to(viewer).filter(outcome=Outcome.OPEN).order_by()
    still: dict[UUID, int] = dict(counted.values_list("body_id").annotate(count=Count("*")))
    placed = [
        Placed(
            one, ahead.get(one.pk), still.get(one.pk, 0), str(viewer.person) in one.seated,
            str(viewer.organisation) not in one.members,
        ) for one in rows
    ]  # fmt: skip
    return [(level, [one for one in placed if one.body.level == level]) for level in reversed(Level.values)]


def _next_meetings(viewer: Viewer, rows: list[Body]) -> dict[UUID, Meeting]:
    states = (*AHEAD, MeetingState.SITTING)
    meetings = Meeting.objects.visible_to(viewer).filter(body__in=[one.pk for one in rows], state__in=states)
    return {one.body_id: one for one in meetings.order_by("-starts_at", "-id")}


def is_secretary(viewer: Viewer, body: Body) -> bool:
    """Whether a viewer is the secretary of a body."""
    return body.secretary_person_id == viewer.person and body.secretary_id == viewer.organisation


def sits(viewer: Viewer, body: Body) -> bool:
    """Whether a viewer sits in a body for a member, or is its secretary."""
    return str(viewer.person) in body.seated and str(viewer.organisation) in body.members


def may_keep(viewer: Viewer, body: Body) -> bool:
    """Whether a viewer can become the secretary: a colleague, or one whose organisation was asked or who finds none."""
    if body.secretary_id == viewer.organisation:
        return not is_secretary(viewer, body)
    return sits(viewer, body) and (body.lacks_secretary or _was_asked(viewer, body))


def _was_asked(viewer: Viewer, body: Body) -> bool:
    tasks = Task.objects.visible_to(viewer).filter(about=body.urn, what="body.keep", done_at__isnull=True)
    return bool(tasks.filter(organisation_id=viewer.organisation).exists())


def consents(viewer: Viewer) -> bool:
    """Whether a viewer can speak for an organisation about taking part."""
    return viewer.holds(*CONSENTING)


@dataclass(frozen=True)
class Member:
    """A member or an organisation that is asked, and who sits for it."""

    membership: BodyMembership
    seat: BodySeat | None


def members(viewer: Viewer, body: Body) -> list[Member]:
    """Every organisation that is asked, takes part, declined or left, with who sits for it now."""
    rows = BodyMembership.objects.visible_to(viewer).filter(body=body).select_related("organisation")
    standing = BodySeat.objects.visible_to(viewer).filter(body=body, ended_at__isnull=True)
    seats = {one.membership_id: one for one in standing}
    return [Member(one, seats.get(one.pk)) for one in rows.order_by("state", "organisation__name", "id")]


def seats_before(viewer: Viewer, body: Body) -> list[BodySeat]:
    """Who sat before, newest first."""
    rows = BodySeat.objects.visible_to(viewer).filter(body=body, ended_at__isnull=False)
    return list(rows.select_related("organisation").order_by("-ended_at", "-id")[:50])


def membership_of(viewer: Viewer, body: Body) -> BodyMembership | None:
    """What the viewer's own organisation said, or nothing."""
    rows = BodyMembership.objects.visible_to(viewer).filter(body=body, organisation_id=viewer.organisation)
    found: BodyMembership | None = rows.first()
    return found


def record(viewer: Viewer, model: type[Any], id: UUID) -> Any:
    """One record of a body, or nothing."""
    return model.objects.visible_to(viewer).filter(pk=id).first()


def colleagues(viewer: Viewer, now: datetime) -> list[Person]:
    """The people of the viewer's organisation who can sit for it: those with a mandate in force."""
    held = Mandate.objects.visible_to(viewer).filter(in_force(now), organisation_id=viewer.organisation)
    able = set(held.filter(role__in=WORKERS).values_list("person_id", flat=True))
    rows = Person.objects.visible_to(viewer).filter(pk__in=able, left_at__isnull=True)
    return list(rows.order_by("name", "id")[:MOST])


def named(ids: list[str]) -> list[Organisation]:
    """Organisations by their identifiers, in the order of their names."""
    return list(Organisation.objects.filter(pk__in=ids).order_by("name"))


@dataclass(frozen=True)
class Counted:
    """What oversight sees of one level: figures, or None where there are too few to tell."""

    level: str
    bodies: int | None
    meetings: int | None
    decisions: int | None
    open: int | None


def counts(viewer: Viewer) -> list[Counted]:
    """How much is held per level, for oversight; figures below five are not told."""
    if not viewer.holds(Role.OVERSIGHT):
        return []
    levels = dict(Body.objects.countable_by(viewer).values_list("id", "level"))
    held = _by_level(Meeting.objects.countable_by(viewer).filter(opened_at__isnull=False), levels)
    taken = _by_level(MeetingDecision.objects.countable_by(viewer), levels)
    still = _by_level(FollowUp.objects.countable_by(viewer).filter(outcome=Outcome.OPEN), levels)
    whole = {level: sum(1 for one in levels.values() if one == level) for level in Level.values}
    return [
        Counted(level, *(_told(figures.get(level, 0)) for figures in (whole, held, taken, still)))
        for level in reversed(Level.values)
    ]


def _by_level(rows: Any, levels: dict[UUID, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for body, count in rows.order_by().values_list("body_id").annotate(count=Count("*")):
        found[levels[body]] = found.get(levels[body], 0) + count
    return found


def _told(count: int) -> int | None:
    return count if count >= FEWEST_COUNTED else None
