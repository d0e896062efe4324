# SPDX-License-Identifier: EUPL-1.2
"""The reads of the five fields: what each asks, which efforts serve it, what was asked and granted, what runs out."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Sum, When
from django.utils import timezone

from vijfveld.node import clock
from vijfveld.node.access import GuardedQuerySet
from vijfveld.node.slots import subject_url
from vijfveld.node.viewer import Viewer
from vijfveld.strategy.contents import Kind
from vijfveld.strategy.models import BELOW_FLOOR, Answer, Ask, Effort
from vijfveld.strategy.queries.library import Branch, branch, leads_to
from vijfveld.strategy.sayings import fte
from vijfveld.strategy.words import ALIVE, OPEN_ASKS, Area, AskState, Nature

SOON = timedelta(days=60)
FEW = 8
SAID = (
    "home", "area", "title", "nature", "state", "objective", "library", "starts_on", "ends_on", "stopped_on",
    "prolongations",
)  # fmt: skip
LOOKS: dict[str, str] = {
    AskState.OPEN: "open", AskState.ACCEPTED: "done", AskState.PARTLY: "busy", AskState.COUNTERED: "busy",
    AskState.DECLINED: "alarm",
}  # fmt: skip


@dataclass(frozen=True)
class Sums:
    """What was asked for and what was granted, in full-time jobs, and the floors that partners must keep."""

    asked: Decimal = Decimal(0)
    granted: Decimal = Decimal(0)
    floor: Decimal = Decimal(0)
    gaps: int = 0
    """How many partners stand below their own floor; what one grants beyond it does not make up for another."""

    def __add__(self, other: "Sums") -> "Sums":
        floor, gaps = self.floor + other.floor, self.gaps + other.gaps
        return Sums(self.asked + other.asked, self.granted + other.granted, floor, gaps)

    @property
    def missing(self) -> Decimal:
        """What was asked and not granted."""
        return max(self.asked - self.granted, Decimal(0))

    @property
    def below_floor(self) -> bool:
        """Whether a partner grants less than may ever be."""
        return self.gaps > 0


@dataclass(frozen=True)
class Shown:
    """An effort on the page of a field, with its sums."""

    effort: Effort
    sums: Sums = Sums()

    @property
    def url(self) -> str:
        """The page of the effort."""
        return subject_url(self.effort.urn)

    @property
    def asked(self) -> str:
        """What was asked, as people write it."""
        return fte(self.sums.asked)

    @property
    def granted(self) -> str:
        """What was granted, as people write it."""
        return fte(self.sums.granted)


@dataclass(frozen=True)
class Field:
    """One field at a glance."""

    area: Area
    branch: Branch
    shown: list[Shown]
    today: date

    @property
    def fixed(self) -> list[Shown]:
        """The fixed efforts."""
        return [one for one in self.shown if not one.effort.is_flexible]

    @property
    def flexible(self) -> list[Shown]:
        """The flexible efforts, the first to stop first."""
        return sorted((one for one in self.shown if one.effort.is_flexible), key=lambda one: _end(one.effort))

    @property
    def sums(self) -> Sums:
        """What was asked and granted in the whole field."""
        return sum((one.sums for one in self.shown), Sums())

    @property
    def base(self) -> Sums:
        """What was asked and granted for the fixed effort: what the base level stands on."""
        return sum((one.sums for one in self.fixed), Sums())

    @property
    def below_floor(self) -> list[Shown]:
        """The fixed efforts for which partners granted less than may ever be."""
        return [one for one in self.fixed if one.sums.below_floor]

    @property
    def ending(self) -> list[Shown]:
        """The efforts that stop within two months, the first to stop first."""
        until = self.today + SOON
        return sorted((one for one in self.shown if _end(one.effort) <= until), key=lambda one: _end(one.effort))

    @property
    def lines(self) -> list[Branch]:
        """The measure lines of the field."""
        return [found for found in self.branch.below if found.node.kind is Kind.MEASURE_LINE]

    @property
    def bare(self) -> list[Branch]:
        """The measure lines that no effort serves, itself or below."""
        return self.branch.bare


@dataclass(frozen=True)
class Glance:
    """One field among the five: how much runs, what stops soon, which measures nobody serves."""

    area: Area
    branch: Branch
    fixed: int
    flexible: int
    ending: list[Effort]

    @property
    def lines(self) -> list[Branch]:
        """The measure lines of the field."""
        return [found for found in self.branch.below if found.node.kind is Kind.MEASURE_LINE]


def glances(viewer: Viewer) -> list[Glance]:
    """The five fields in the order of the strategy, counted where they are stored."""
    alive = _alive(viewer, list(Area))
    counted = list(alive.order_by().values_list("area", "nature", "objective", "library").annotate(count=Count("pk")))
    until = timezone.localdate(viewer.now or clock.now()) + SOON
    ending = list(_read(alive.filter(ends_on__lte=until)).order_by("ends_on", "title"))
    return [
        _glance(area, [row[1:] for row in counted if row[0] == area], [one for one in ending if one.area == area])
        for area in Area
    ]


def _glance(area: Area, counted: list[tuple[str, str, str, int]], ending: list[Effort]) -> Glance:
    served = {
        node.code
        for nodes in leads_to((objective, edition) for _nature, objective, edition, _count in counted).values()
        for node in nodes
    }
    count = {nature: sum(row[3] for row in counted if row[0] == nature) for nature in Nature}
    found = branch(area, lambda code: [code] if code in served else [])
    return Glance(area, found, count[Nature.FIXED], count[Nature.FLEXIBLE], ending)


def one_field(viewer: Viewer, area: Area) -> Field:
    """One field."""
    return _field(area, _shown(viewer, area), timezone.localdate(viewer.now or clock.now()))


def _shown(viewer: Viewer, area: Area) -> list[Shown]:
    sums = _sums(viewer, [area])
    efforts = _read(_alive(viewer, [area])).order_by("nature", "ends_on", "title")
    return [Shown(effort, sums.get(effort.id, Sums())) for effort in efforts]


def _read(efforts: "GuardedQuerySet[Effort]") -> "GuardedQuerySet[Effort]":
    """Efforts with as much as a field says of them; the page of an effort says the rest."""
    return efforts.select_related("owner").only(*SAID, "owner__name", "owner__name_en")


def _alive(viewer: Viewer, areas: list[Area]) -> "GuardedQuerySet[Effort]":
    rows: GuardedQuerySet[Effort] = Effort.objects.visible_to(viewer).filter(area__in=areas, state__in=ALIVE)
    return rows


def _sums(viewer: Viewer, areas: list[Area]) -> dict[UUID, Sums]:
    alive = _alive(viewer, areas).values("pk")
    asks = Ask.objects.countable_by(viewer).filter(effort__in=alive, state__in=OPEN_ASKS)
    totals = (
        asks.order_by()
        .values("effort")
        .annotate(a=Sum("capacity"), g=Sum("granted"), f=Sum("floor"), gaps=Count("pk", filter=BELOW_FLOOR))
    )
    zero = Decimal(0)
    return {row["effort"]: Sums(row["a"] or zero, row["g"] or zero, row["f"] or zero, row["gaps"]) for row in totals}


def _field(area: Area, shown: list[Shown], today: date) -> Field:
    """A field with every effort under the points it serves now; one that served a split point stands under both."""
    serving: dict[str, list[Shown]] = {}
    points = leads_to((one.effort.objective, one.effort.library) for one in shown)
    for one in shown:
        for node in points[one.effort.objective, one.effort.library]:
            serving.setdefault(node.code, []).append(one)
    return Field(area, branch(area, lambda code: serving.get(code, [])), shown, today)


def _end(effort: Effort) -> date:
    return effort.ends_on or date.max


@dataclass(frozen=True)
class Asked:
    """An ask in a field with the partner's latest answer, for those who may see both."""

    ask: Ask
    effort: Effort
    answer: Answer | None = None

    @property
    def url(self) -> str:
        """The page of the ask."""
        return subject_url(self.ask.urn)

    @property
    def asked(self) -> str:
        """What was asked, as people write it."""
        return fte(self.ask.capacity)

    @property
    def granted(self) -> str:
        """What was granted, as people write it."""
        return fte(self.ask.granted)

    @property
    def look(self) -> str:
        """The shape that goes with the word for its state."""
        return LOOKS.get(self.ask.state, "plain")


@dataclass(frozen=True)
class AskedInField:
    """The asks of a field that the viewer may see: those without a yes first, the newest first."""

    asks: list[Asked] = field(default_factory=list)
    count: int = 0
    titles: dict[str, str] = field(default_factory=dict)
    """What each of these asks is for, by the urn of the ask."""


def asked_in(viewer: Viewer, found: Field) -> AskedInField:
    """The asks and answers of a field; those that wait or were answered otherwise come first."""
    efforts = {one.effort.id: one.effort for one in found.shown}
    rows = _asks_of(viewer, found)
    urgency = Case(*(When(state=state, then=rank) for rank, state in enumerate(_URGENCY)))
    few = list(rows.select_related("partner").order_by(urgency, "reply_by", "id")[:FEW])
    answers = {row.ask_id: row for row in Answer.objects.visible_to(viewer).filter(ask__in=few).order_by("number")}
    titles = {ask.urn: efforts[ask.effort_id].title for ask in few}
    return AskedInField([Asked(ask, efforts[ask.effort_id], answers.get(ask.id)) for ask in few], rows.count(), titles)


def _asks_of(viewer: Viewer, found: Field) -> "GuardedQuerySet[Ask]":
    alive = _alive(viewer, [found.area]).values("pk")
    rows: GuardedQuerySet[Ask] = Ask.objects.visible_to(viewer).filter(effort__in=alive, state__in=OPEN_ASKS)
    return rows


_URGENCY: list[Any] = [
    AskState.OPEN, AskState.COUNTERED, AskState.DECLINED, AskState.PARTLY, AskState.ACCEPTED,
]  # fmt: skip
