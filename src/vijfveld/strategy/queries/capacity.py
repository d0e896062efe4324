# SPDX-License-Identifier: EUPL-1.2
"""Capacity asked against capacity granted, per partner and per field; and whether the base level holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Least

from vijfveld.face import palette
from vijfveld.face.drawings.capacity import Asked, Reply
from vijfveld.node.slots import Slot
from vijfveld.node.viewer import Viewer
from vijfveld.strategy.models import BELOW_FLOOR, Ask, Effort
from vijfveld.strategy.sayings import named
from vijfveld.strategy.words import ALIVE, OPEN_ASKS, Area, AskState, Nature

MOST_NAMED = 12
PAGE = 20


@dataclass(frozen=True)
class LastTest:
    """When the last test of a field was decided, and whether it judged the field."""

    on: date
    judged: bool


last_test: Slot[Callable[[Viewer], Mapping[str, LastTest]]] = Slot("last system test of each field")
"""The floor that runs system tests says here what the last test of a field was."""

COUNTS: dict[str, Any] = {
    "asked": Sum("capacity"),
    "given": Sum("granted"),
    "asks": Count("id"),
    "unanswered": Count("id", filter=Q(state=AskState.OPEN)),
    "countered": Count("id", filter=Q(state=AskState.COUNTERED)),
    "partners": Count("partner_id", distinct=True),
}


@dataclass(frozen=True)
class Weighed:
    """What was asked in a field, of one partner or of all, and what they granted."""

    area: Area
    asked: Decimal
    granted: Decimal
    reply: Reply
    partner: UUID | None = None
    name: str = ""
    partners: int = 0
    unanswered: int = 0

    @property
    def short(self) -> Decimal:
        """How much was asked and not granted."""
        return max(self.asked - self.granted, Decimal(0))

    def drawn(self, name: str, href: str = "") -> Asked:
        """The same for the drawing."""
        return Asked(name, palette.Area(self.area), float(self.asked), float(self.granted), self.reply, href)


def capacity_per_field(viewer: Viewer) -> list[Weighed]:
    """Asked and granted per field; everyone who sees efforts may count. Fields without asks are left out."""
    found = []
    for area in Area:
        counted = Ask.objects.countable_by(viewer).filter(effort__in=_alive(viewer, area), state__in=OPEN_ASKS)
        row = counted.aggregate(**COUNTS)
        if row["asks"]:
            found.append(_weighed(area, row))
    return found


def capacity_per_partner(viewer: Viewer, *, area: str = "") -> list[Weighed]:
    """Asked and granted per partner and field, of the asks a viewer may see; the largest shortage first."""
    found = []
    for field in [Area(area)] if area else list(Area):
        seen = Ask.objects.visible_to(viewer).filter(effort__in=_alive(viewer, field), state__in=OPEN_ASKS)
        rows = seen.order_by().values("partner_id", "partner__name", "partner__name_en").annotate(**COUNTS)
        found += [_weighed(field, row, name=named(row["partner__name"], row["partner__name_en"])) for row in rows]
    return sorted(found, key=lambda weighed: (-weighed.short, weighed.name, weighed.area))


@dataclass(frozen=True)
class Part:
    """The rows of some of the partners: which of all of them, and the largest amount in any row, shown or not."""

    rows: list[Weighed]
    first: int
    last: int
    count: int
    page: int
    pages: int
    most: float


def partners_on(rows: list[Weighed], *, page: int) -> Part:
    """One page of partners, each with its rows in all fields; whoever misses most stands first."""
    by_partner: dict[UUID | None, list[Weighed]] = {}
    for row in rows:
        by_partner.setdefault(row.partner, []).append(row)
    each = sorted(by_partner.values(), key=lambda own: (-sum(row.short for row in own), own[0].name))
    pages = max(-(-len(each) // PAGE), 1)
    page = min(max(page, 1), pages)
    first = (page - 1) * PAGE
    shown = each[first : first + PAGE]
    most = max((float(max(row.asked, row.granted)) for row in rows), default=0.0)
    return Part([row for own in shown for row in own], first + 1, first + len(shown), len(each), page, pages, most)


def _alive(viewer: Viewer, area: str) -> "QuerySet[Effort, Any]":
    seen: QuerySet[Effort, Any] = Effort.objects.visible_to(viewer).filter(area=area, state__in=ALIVE).values("pk")
    return seen


def _weighed(area: Area, row: dict[str, Any], name: str = "") -> Weighed:
    return Weighed(
        area, row["asked"], row["given"], _reply(row), partner=row.get("partner_id"), name=name,
        partners=row["partners"], unanswered=row["unanswered"],
    )  # fmt: skip


def _reply(row: dict[str, Any]) -> Reply:
    """One word for several asks: the best that can be said of all of them together."""
    if row["given"] >= row["asked"]:
        return Reply.ACCEPTED
    if row["given"] > 0:
        return Reply.PARTLY
    if row["unanswered"]:
        return Reply.NONE
    return Reply.COUNTERED if row["countered"] else Reply.DECLINED


@dataclass(frozen=True)
class BaseLevel:
    """Whether the fixed efforts of a field have what they need at least: their floors, and who stands below.

    `gaps` counts every ask below its floor; `named` holds those the viewer may see by name, the largest first.
    """

    area: Area
    fixed: int = 0
    floor_asked: Decimal = Decimal(0)
    floor_granted: Decimal = Decimal(0)
    gaps: int = 0
    named: tuple[Ask, ...] = ()
    tested: LastTest | None = None

    @property
    def in_order(self) -> bool:
        """Whether every partner grants its floor."""
        return self.gaps == 0


def base_levels(viewer: Viewer) -> dict[Area, BaseLevel]:
    """The base level of every field, without names."""
    fixed = dict(_fixed(viewer).order_by().values_list("area").annotate(Count("pk")))
    tested = _tested(viewer)
    floors = _floors(viewer)
    return {area: _base(area, floors.get(area, {}), fixed.get(area, 0), tested.get(area)) for area in Area}


def _tested(viewer: Viewer) -> Mapping[str, LastTest]:
    """The last test of each field; fields that never were tested are not in it."""
    tests: dict[str, LastTest] = {}
    for told in last_test:
        tests.update(told(viewer))
    return tests


def base_level(viewer: Viewer, area: Area | str) -> BaseLevel:
    """The base level of one field, with the partners below their floor that the viewer may see by name."""
    area = Area(area)
    level = _base(area, _floors(viewer).get(area, {}), _fixed(viewer, area).count(), _tested(viewer).get(area))
    seen = Ask.objects.visible_to(viewer).filter(BELOW_FLOOR, effort__in=_fixed(viewer, area).values("pk"))
    worst = seen.select_related("partner").order_by(F("granted") - F("floor"), "id")[:MOST_NAMED]
    return BaseLevel(**{**level.__dict__, "named": tuple(worst)})


def _floors(viewer: Viewer) -> dict[str, dict[str, Any]]:
    """What is asked and granted of the floors in each field, in one query."""
    field = _fixed(viewer).filter(pk=OuterRef("effort")).order_by().values("area")[:1]
    asks = Ask.objects.countable_by(viewer).filter(floor__isnull=False, state__in=OPEN_ASKS)
    told = asks.annotate(field=Subquery(field)).filter(field__isnull=False).order_by().values("field")
    sums = told.annotate(
        asked=Sum("floor"), secured=Sum(Least("granted", "floor")), gaps=Count("id", filter=BELOW_FLOOR)
    )
    return {row["field"]: row for row in sums}


def _base(area: Area, told: dict[str, Any], fixed: int, tested: LastTest | None) -> BaseLevel:
    asked, secured = told.get("asked") or Decimal(0), told.get("secured") or Decimal(0)
    return BaseLevel(area, fixed, asked, secured, told.get("gaps", 0), tested=tested)


def _fixed(viewer: Viewer, area: Area | None = None) -> "QuerySet[Effort]":
    rows: QuerySet[Effort] = Effort.objects.visible_to(viewer).filter(nature=Nature.FIXED, state__in=ALIVE)
    return rows.filter(area=area) if area else rows
