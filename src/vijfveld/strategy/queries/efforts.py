# SPDX-License-Identifier: EUPL-1.2
"""The reads of efforts: lists, one effort with its decisions, what runs in each field, and efforts in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone

from vijfveld.face import palette
from vijfveld.face.drawings.timeline import Bar, Timeline
from vijfveld.law.models import Decision
from vijfveld.node import clock
from vijfveld.node.models import Organisation
from vijfveld.node.slots import subject_url
from vijfveld.node.viewer import Viewer
from vijfveld.strategy.models import Ask, Driver, Effort
from vijfveld.strategy.words import ALIVE, OPEN_ASKS, Area, AskState, DriverKind, Nature

PAGE = 25
CAP = 1000
SOON = timedelta(days=21)
"""From this long before its last day an effort is shown as one that stops soon."""
NEAR = timedelta(days=60)
"""The filter “stops soon” of the list looks this far."""


def today(viewer: Viewer) -> date:
    """The day on which a viewer looks, where this node stands."""
    return timezone.localdate(viewer.now or clock.now())


def stops_soon(effort: Effort, day: date) -> bool:
    """Whether an effort that runs stops within three weeks."""
    return effort.is_alive and effort.ends_on is not None and effort.ends_on - day <= SOON


@dataclass(frozen=True)
class Wish:
    """Which efforts to list, and in which order: `ending` puts what stops first on top, `newest` what began last."""

    area: str = ""
    nature: str = ""
    state: str = ""
    work: str = ""
    reach: str = ""
    objective: str = ""
    owner: UUID | None = None
    near: bool = False
    order: str = "ending"

    def narrow(self, rows: "QuerySet[Effort]", day: date) -> "QuerySet[Effort]":
        """The efforts that fit; without a wish for a state, those that run."""
        named = ("area", "nature", "work", "reach", "objective", "owner")
        rows = rows.filter(**{name: getattr(self, name) for name in named if getattr(self, name)})
        if self.state not in ("", "all"):
            rows = rows.filter(state=self.state)
        elif not self.state:
            rows = rows.filter(state__in=ALIVE)
        return rows.filter(state__in=ALIVE, ends_on__lte=day + NEAR) if self.near else rows

    @property
    def ordering(self) -> tuple[Any, ...]:
        """What stops first, then what has no end; or the newest first."""
        return ("-starts_on", "-id") if self.order == "newest" else (F("ends_on").asc(nulls_last=True), "-id")


@dataclass(frozen=True)
class Sums:
    """What was asked for an effort and what was granted, by partners who still stand behind it."""

    asked: Decimal = Decimal(0)
    granted: Decimal = Decimal(0)
    partners: int = 0
    unanswered: int = 0


@dataclass(frozen=True)
class Listed:
    """One page of a list of efforts, with the sums of each and how many there are, up to the cap."""

    efforts: list[Effort]
    sums: dict[UUID, Sums]
    count: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(-(-self.count // PAGE), 1)

    @property
    def first(self) -> int:
        """The number of the first one shown."""
        return (self.page - 1) * PAGE + 1


def efforts(viewer: Viewer, wish: Wish | None = None, *, page: int = 1) -> Listed:
    """The efforts that fit a wish, a page at a time."""
    wish = wish or Wish()
    rows = wish.narrow(Effort.objects.visible_to(viewer), today(viewer))
    count = rows.order_by()[:CAP].count()
    page = min(max(page, 1), max(-(-count // PAGE), 1))
    start = (page - 1) * PAGE
    found = list(rows.select_related("owner").order_by(*wish.ordering)[start : start + PAGE])
    return Listed(found, sums_of(viewer, [effort.id for effort in found]), count, page)


def sums_of(viewer: Viewer, ids: Sequence[UUID]) -> dict[UUID, Sums]:
    """What was asked and granted per effort; everyone who sees an effort may count."""
    asks = Ask.objects.countable_by(viewer).filter(effort__in=list(ids), state__in=OPEN_ASKS)
    rows = asks.order_by().values("effort_id").annotate(
        asked=Sum("capacity"), given=Sum("granted"), partners=Count("id"),
        unanswered=Count("id", filter=Q(state=AskState.OPEN)),
    )  # fmt: skip
    return {row["effort_id"]: Sums(row["asked"], row["given"], row["partners"], row["unanswered"]) for row in rows}


def effort(viewer: Viewer, id: UUID) -> Effort | None:
    """One effort with its owner, or nothing."""
    found: Effort | None = Effort.objects.visible_to(viewer).select_related("owner").filter(pk=id).first()
    return found


def titles(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
    """The titles of many efforts."""
    return dict(Effort.objects.visible_to(viewer).filter(pk__in=ids).values_list("id", "title"))


def driver_of(viewer: Viewer, effort: Effort) -> Driver | None:
    """What an effort answers or rests on, when it is a record."""
    found: Driver | None = Driver.objects.visible_to(viewer).filter(pk=effort.driver_id).first()
    return found


def decisions(viewer: Viewer, effort: Effort) -> list[Decision]:
    """The decisions about an effort, newest first."""
    rows = Decision.objects.visible_to(viewer).filter(about=effort.urn).select_related("taken_for")
    return list(rows.order_by("-taken_at", "-id"))


def owners(viewer: Viewer) -> list[Organisation]:
    """The organisations that own an effort the viewer may see."""
    ids = Effort.objects.visible_to(viewer).order_by().values("owner_id").distinct()
    return list(Organisation.objects.filter(pk__in=ids))


def drivers_to_choose(viewer: Viewer, *, sorts: Sequence[str] = tuple(DriverKind.values)) -> list[Driver]:
    """The drivers that still hold, newest first."""
    rows = Driver.objects.visible_to(viewer).filter(retired_on__isnull=True, sort__in=sorts)
    return list(rows.order_by("-stated_on", "-id")[:CAP])


@dataclass(frozen=True)
class Running:
    """A flexible effort that runs, as the wheel draws it."""

    id: UUID
    title: str
    ends_on: date
    time_left: float
    stops_soon: bool
    url: str


def running_flexible(viewer: Viewer) -> dict[Area, list[Running]]:
    """The flexible efforts that run, per field, what stops first on top; fields without any are there too."""
    day = today(viewer)
    rows = Effort.objects.visible_to(viewer).filter(nature=Nature.FLEXIBLE, state__in=ALIVE)
    found: dict[Area, list[Running]] = {area: [] for area in Area}
    for effort in rows.order_by("ends_on", "id"):
        ends_on = effort.ends_on or day
        found[Area(effort.area)].append(
            Running(effort.id, effort.title, ends_on, effort.time_left(day), stops_soon(effort, day), url_of(effort))
        )
    return found


def url_of(effort: Effort) -> str:
    """The page of an effort."""
    return subject_url(effort.urn)


def prolonged(viewer: Viewer, found: Sequence[Effort]) -> dict[str, list[date]]:
    """On which days these efforts were prolonged, by urn."""
    urns = [effort.urn for effort in found if effort.prolongations]
    rows = Decision.objects.visible_to(viewer).filter(about__in=urns, what="effort.prolong").order_by("taken_at")
    days: dict[str, list[date]] = {}
    for about, taken_at in rows.values_list("about", "taken_at") if urns else ():
        days.setdefault(about, []).append(timezone.localdate(taken_at))
    return days


def timeline(viewer: Viewer, found: Sequence[Effort]) -> Timeline:
    """These efforts in time, from at most a year and a half back to at most two years on."""
    day = today(viewer)
    when = prolonged(viewer, found)
    bars = tuple(
        Bar(
            effort.title, palette.Area(effort.area), effort.starts_on, effort.stopped_on or effort.ends_on,
            tuple(when.get(effort.urn, ())), stops_soon(effort, day), url_of(effort), fixed=not effort.is_flexible,
        )
        for effort in found
    )  # fmt: skip
    first = min([day, *(bar.start for bar in bars)])
    last = max([day + timedelta(days=180), *(bar.end for bar in bars if bar.end)])
    return Timeline(bars, day, max(first, day - timedelta(days=548)), min(last, day + timedelta(days=731)))


def grew_from(viewer: Viewer, effort: Effort) -> Effort | None:
    """The flexible effort that was taken up into this fixed one, if there was one."""
    found: Effort | None = Effort.objects.visible_to(viewer).filter(taken_up_in=effort).first()
    return found
