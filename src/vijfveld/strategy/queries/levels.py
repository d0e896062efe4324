# SPDX-License-Identifier: EUPL-1.2
"""The reads of the threat level: what is in force, and everything known since 2005 on the two scales."""

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from vijfveld.face.drawings.levels import NEW, OLD, Edition, Levels, Period, Regional
from vijfveld.law.models import Decision
from vijfveld.node import clock
from vijfveld.node.models import Person
from vijfveld.node.seendates import first_day
from vijfveld.node.viewer import Viewer
from vijfveld.strategy.models import Effort, ThreatLevel
from vijfveld.strategy.scales import Level
from vijfveld.strategy.shelf import level_text, level_title, provinces, threat_levels

SCALES = {"schaal-2005": OLD, "schaal-2016": NEW}
A_DAY = len("2016-07-11")


@dataclass(frozen=True)
class Known:
    """A level of the public series: since when, as far as was seen, and which source says so."""

    scale: str
    level: str
    seen: str
    source: str

    @property
    def since(self) -> date:
        """The first day it can have been in force."""
        return first_day(self.seen)

    @property
    def exact(self) -> bool:
        """Whether the day was seen, and not only the month."""
        return len(self.seen) == A_DAY


@dataclass(frozen=True)
class CurrentLevel:
    """The level in force for the country: decided on this node, or else the last one of the public series."""

    scale: str
    code: str
    since: datetime | date
    edition: str
    exact: bool = True
    decided: ThreatLevel | None = None
    regional: list[ThreatLevel] = field(default_factory=list)

    @property
    def level(self) -> Level:
        """The level on its scale, with its number and its words."""
        return threat_levels().scales[self.scale].level(self.code)

    @property
    def name(self) -> str:
        """The name of the level in the language of the reader."""
        return level_title(self.level)

    @property
    def named(self) -> str:
        """The number and the name of the level, in the language of the reader."""
        return _number_and_name(self.level)

    @property
    def differing(self) -> list[ThreatLevel]:
        """The levels of provinces that are other than that of the country."""
        return [own for own in self.regional if (own.scale, own.level) != (self.scale, self.code)]

    @property
    def is_lowest(self) -> bool:
        """Whether every level of a province is higher than that of the country."""
        own = step_of(self.scale, self.code)
        return all(one.scale == self.scale and step_of(one.scale, one.level) > own for one in self.regional)

    @property
    def text(self) -> str:
        """What the level means, in the language of the reader."""
        return level_text(self.level)

    @property
    def number(self) -> int | None:
        """The number, when the scale has numbers."""
        return self.level.number

    @property
    def from_public_series(self) -> bool:
        """Whether this node has decided none, so that this is what is publicly known."""
        return self.decided is None


def level_in_force(viewer: Viewer) -> CurrentLevel | None:
    """The level that holds now, with the provinces that have their own; nothing before the first known edition."""
    now = viewer.now or clock.now()
    rows = ThreatLevel.objects.visible_to(viewer).filter(in_force_from__lte=now)
    running = list(rows.filter(Q(in_force_until__isnull=True) | Q(in_force_until__gt=now)).order_by("-in_force_from"))
    country = next((level for level in running if not level.region), None)
    regional = sorted((level for level in running if level.region), key=lambda level: provinces()[level.region])
    if country is None:
        return _last_known(timezone.localdate(now), regional)
    return CurrentLevel(
        scale=country.scale, code=country.level, since=country.in_force_from, edition=country.edition,
        decided=country, regional=regional,
    )  # fmt: skip


def _last_known(today: date, regional: list[ThreatLevel]) -> CurrentLevel | None:
    known = [row for row in public_series() if row.since <= today]
    if not known:
        return None
    last = known[-1]
    named = [row.edition for row in threat_levels().editions if row.date is None or first_day(row.date) <= today]
    return CurrentLevel(
        scale=last.scale, code=last.level, since=last.since, exact=last.exact, edition=named[-1], regional=regional
    )


def public_series() -> list[Known]:
    """The levels of the public series in order: the official ranges, then the changes of editions without number."""
    shelf = threat_levels()
    dates = {row.edition: row.date for row in shelf.editions if row.date}
    ranges = [
        Known(row.scale, row.level, _day_of_first(dates.get(str(row.first)), row.in_force_from), row.source)
        for row in shelf.ranges
    ]
    changes = [
        Known(row.scale, row.level, row.date, row.source or "")
        for row in shelf.editions
        if row.changed and row.date and not row.edition.isdigit()
    ]
    return [*ranges, *changes]


def _day_of_first(seen: str | None, month: str) -> str:
    """The date of a range's first edition, where it makes the month of the range more precise."""
    return seen if seen and seen.startswith(month) else month


def history_drawn(viewer: Viewer, *, href: str = "/dreigingsniveau/{}") -> Levels:
    """The level since 2005 as facts for a drawing: the public series, then what was decided on this node."""
    today = timezone.localdate(viewer.now or clock.now())
    decided = list(ThreatLevel.objects.visible_to(viewer).order_by("in_force_from", "id"))
    country = [level for level in decided if not level.region]
    first = timezone.localdate(country[0].in_force_from) if country else None
    public = [row for row in public_series() if row.since < (first or today)]
    ends: list[date | None] = [after.since for _before, after in pairwise(public)]
    periods = [_public_period(row, until) for row, until in zip(public, [*ends, first], strict=True)] if public else []
    return Levels(
        today=today,
        periods=(*periods, *(_decided_period(level, href) for level in country)),
        editions=tuple(_editions(first or today)),
        regional=(*_public_regional(), *(_decided_regional(level, href) for level in decided if level.region)),
    )


def named(level: ThreatLevel) -> str:
    """The number and the name of a decided level, in the language of the reader."""
    return _number_and_name(threat_levels().scales[level.scale].level(level.level))


def _number_and_name(level: Level) -> str:
    return f"{level.number or ''} {level_title(level)}".strip()


def step_of(scale: str, level: str) -> int:
    """The place of a level on its scale, from 1 for the lowest."""
    codes: list[str] = [one.code for one in threat_levels().scales[scale].levels]
    return codes.index(level) + 1


def _public_period(row: Known, until: date | None) -> Period:
    return Period(SCALES[row.scale], step_of(row.scale, row.level), row.since, until, row.exact, row.source)


def _decided_period(level: ThreatLevel, href: str) -> Period:
    until = timezone.localdate(level.in_force_until) if level.in_force_until else None
    since = timezone.localdate(level.in_force_from)
    step = step_of(level.scale, level.level)
    return Period(SCALES[level.scale], step, since, until, source=level.edition, href=href.format(level.id))


def _editions(before: date) -> list[Edition]:
    rows = [row for row in threat_levels().dated() if row.date and len(row.date) == A_DAY]
    return [
        Edition(f"DTN {row.edition}", SCALES[row.scale], step_of(row.scale, row.level), first_day(row.date))
        for row in rows
        if row.date and first_day(row.date) <= before
    ]


def _public_regional() -> list[Regional]:
    return [
        Regional(provinces()[row.region], SCALES[row.scale], step_of(row.scale, row.level), first_day(row.date))
        for row in threat_levels().regional
    ]


def _decided_regional(level: ThreatLevel, href: str) -> Regional:
    on, step = timezone.localdate(level.in_force_from), step_of(level.scale, level.level)
    return Regional(provinces()[level.region], SCALES[level.scale], step, on, href.format(level.id))


def decided_levels(viewer: Viewer) -> list[ThreatLevel]:
    """Every level that was decided on this node, newest first."""
    return list(ThreatLevel.objects.visible_to(viewer).order_by("-in_force_from", "-id"))


def threat_level(viewer: Viewer, id: UUID) -> ThreatLevel | None:
    """One decided level, or nothing."""
    found: ThreatLevel | None = ThreatLevel.objects.visible_to(viewer).filter(pk=id).first()
    return found


@dataclass(frozen=True)
class Grounds:
    """The decision behind a level: its words, who took it, what it replaced, whom it asked to look again."""

    decision: Decision
    taken_by: str
    replaces: ThreatLevel | None
    concerned: list[Effort]


def grounds(viewer: Viewer, level: ThreatLevel) -> Grounds | None:
    """The decision behind a level, as far as the viewer may see it."""
    decision = Decision.objects.visible_to(viewer).select_related("taken_for").filter(pk=level.decision_id).first()
    if decision is None:
        return None
    person = Person.objects.visible_to(viewer).filter(pk=decision.taken_by_id).first()
    before = ThreatLevel.objects.visible_to(viewer).filter(decision=decision.supersedes_id).first()
    efforts = Effort.objects.visible_to(viewer).select_related("owner").filter(pk__in=level.concerns)
    return Grounds(
        decision=decision,
        taken_by=person.name if person else "",
        replaces=before if decision.supersedes_id else None,
        concerned=list(efforts.order_by("area", "ends_on", "title")),
    )
