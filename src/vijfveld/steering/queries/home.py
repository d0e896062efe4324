# SPDX-License-Identifier: EUPL-1.2
"""What the coordinator, or any partner, sees first: the wheel, and three questions of at most five lines each."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from vijfveld.face.dates import on
from vijfveld.face.drawings.wheel import Field, Hub, Running, Steps, Wheel
from vijfveld.face.items import Due
from vijfveld.face.palette import Area as Colour
from vijfveld.law.acts.clocks import STANDING
from vijfveld.law.changes import Change, changes
from vijfveld.law.models import Deadline, Task
from vijfveld.law.queries import is_for
from vijfveld.node.viewer import Viewer
from vijfveld.steering.queries import home_lines
from vijfveld.steering.steps import steps_by_area
from vijfveld.strategy.queries.capacity import base_levels
from vijfveld.strategy.queries.efforts import Running as Effort
from vijfveld.strategy.queries.efforts import running_flexible
from vijfveld.strategy.queries.levels import CurrentLevel, level_in_force, named
from vijfveld.strategy.shelf import provinces
from vijfveld.strategy.words import Area

LINES, STEPS = 5, 8
"""Lines of each list; and how many steps per line are read to find subjects apart."""
STOPS_SOON, DUE_SOON = timedelta(days=14), timedelta(days=3)
"""When a line turns red: what stops by itself leaves time to decide; other deadlines only when they are near."""


@dataclass(frozen=True)
class Home:
    """Everything the home page shows."""

    wheel: Wheel
    sees_effort: bool
    in_network: bool
    holding: int
    stops_next: tuple[str, int] | None
    country: str
    """The level of the country, when a province has a level that is not higher."""
    provinces: list[tuple[str, str]]
    runs_out: list[Due]
    running_out: int
    asked: list[Due]
    asks: int
    changed: list[Due]
    wearing: home_lines.Wearing


def home(viewer: Viewer, now: datetime) -> Home:
    """The home page for a viewer at a moment."""
    today = timezone.localdate(now)
    flexible = running_flexible(viewer)
    deadlines, running_out = _deadlines(viewer)
    tasks, asks = _tasks(viewer)
    recent = _recent(viewer)
    known = home_lines.known(viewer, _abouts(deadlines, tasks, recent))
    base = base_levels(viewer).values()
    every = [effort for efforts in flexible.values() for effort in efforts]
    soonest = min(every, key=lambda effort: effort.ends_on, default=None)
    level = level_in_force(viewer)
    return Home(
        wheel=_wheel(viewer, flexible, level),
        country=level.named if level and not level.is_lowest else "",
        provinces=[(provinces()[row.region], named(row)) for row in level.differing] if level else [],
        in_network=viewer.in_network,
        sees_effort=bool(every) or any(level.fixed for level in base),
        holding=sum(level.in_order and level.fixed > 0 for level in base),
        stops_next=(soonest.title, (soonest.ends_on - today).days) if soonest else None,
        runs_out=[home_lines.running_out(deadline, known, soon=now + _soon(deadline)) for deadline in deadlines],
        running_out=running_out,
        asked=[home_lines.asked(task, known, today=today) for task in tasks],
        asks=asks,
        changed=[home_lines.changed(change, known) for change in recent],
        wearing=home_lines.wearing(viewer, today),
    )


def _recent(viewer: Viewer) -> list[Change]:
    """What changed lately: of each subject the last step, so that a busy hour of one does not hide the others."""
    last: dict[str, Change] = {}
    for change in changes(viewer, limit=LINES * STEPS):
        last.setdefault(change.about, change)
    return list(last.values())[:LINES]


def _wheel(viewer: Viewer, flexible: dict[Area, list[Effort]], level: CurrentLevel | None) -> Wheel:
    hub = Hub(level.name, level.number, reverse("strategy:levels")) if level else Hub()
    steps = steps_by_area(viewer)
    fields = tuple(
        Field(
            Colour(area), steps.get(area, Steps()), tuple(_cell(effort) for effort in flexible[area]),
            reverse("strategy:field", args=[area.value]) if viewer.in_network else "",
            hidden=not viewer.in_network,
        )
        for area in Area
    )  # fmt: skip
    return Wheel(hub, fields)


def _cell(effort: Effort) -> Running:
    return Running(
        effort.title, effort.time_left, href=effort.url, until=on(effort.ends_on, None), stops_soon=effort.stops_soon
    )


def _deadlines(viewer: Viewer) -> tuple[list[Deadline], int]:
    rows = Deadline.objects.visible_to(viewer).filter(state__in=STANDING)
    return list(rows.order_by("due_at", "id")[:LINES]), rows.count()


def _tasks(viewer: Viewer) -> tuple[list[Task], int]:
    rows = Task.objects.visible_to(viewer).filter(organisation=viewer.organisation, done_at__isnull=True)
    mine = [task for task in rows.order_by("due_on", "opened_at", "id") if is_for(task, viewer)]
    mine.sort(key=lambda task: (task.due_on is None, task.due_on or date.max))
    return mine[:LINES], len(mine)


def _soon(deadline: Deadline) -> timedelta:
    return STOPS_SOON if deadline.what == "effort.end" else DUE_SOON


def _abouts(deadlines: list[Deadline], tasks: list[Task], recent: list[Change]) -> list[str]:
    return [*(row.about for row in deadlines), *(row.about for row in tasks), *(row.about for row in recent)]
