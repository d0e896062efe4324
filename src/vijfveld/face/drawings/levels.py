# SPDX-License-Identifier: EUPL-1.2
"""The threat level since 2005 on its two scales, one above the other on one time axis, never converted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vijfveld.face import dates
from vijfveld.face.drawings import svg
from vijfveld.face.drawings.lines import Axis, Pen, line, words
from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.palette import ALARM, INK, LINE, MUTED, SHEET


@dataclass(frozen=True)
class Scale:
    """A scale of named levels, the lowest first."""

    name: object
    levels: tuple[object, ...]

    def words(self, level: int) -> str:
        """A level of this scale as words."""
        return str(self.levels[level - 1])


OLD: Final = Scale(
    gettext_lazy("Oude schaal: vier namen"),
    (
        gettext_lazy("minimaal"),
        gettext_lazy("beperkt"),
        gettext_lazy("substantieel"),
        gettext_lazy("kritiek"),
    ),
)
NEW: Final = Scale(
    gettext_lazy("Nieuwe schaal: vijf niveaus"),
    (
        gettext_lazy("1 minimaal"),
        gettext_lazy("2 beperkt"),
        gettext_lazy("3 aanzienlijk"),
        gettext_lazy("4 substantieel"),
        gettext_lazy("5 kritiek"),
    ),
)


@dataclass(frozen=True)
class Period:
    """A level in force: `exact` unless only the month of its start is known, no `until` is still."""

    scale: Scale
    level: int
    since: date
    until: date | None = None
    exact: bool = True
    source: str = ""
    href: str = ""


@dataclass(frozen=True)
class Edition:
    """An edition of the threat picture whose date is known."""

    name: str
    scale: Scale
    level: int
    on: date
    href: str = ""


@dataclass(frozen=True)
class Regional:
    """A level for a part of the country, for a short time."""

    place: str
    scale: Scale
    level: int
    on: date
    href: str = ""


@dataclass(frozen=True)
class Levels:
    """The periods in order, the dated editions, the regional levels, and today."""

    today: date
    periods: tuple[Period, ...] = ()
    editions: tuple[Edition, ...] = ()
    regional: tuple[Regional, ...] = ()


@dataclass(frozen=True)
class _Frame:
    """Where the two panels stand."""

    width: float
    axis: Axis
    tops: dict[int, float]
    step: float
    size: float

    def y(self, scale: Scale, level: int) -> float:
        return self.tops[id(scale)] + (len(scale.levels) - level + 0.5) * self.step

    def span(self, scale: Scale, facts: Levels) -> tuple[float, float]:
        """From where to where a scale was used; the whole axis when it has no periods."""
        own = [period for period in facts.periods if period.scale is scale]
        if not own:
            return self.axis.left, self.axis.right
        return self.axis.x(own[0].since), self.axis.x(own[-1].until or facts.today)

    @property
    def foot(self) -> float:
        return self.tops[id(NEW)] + len(NEW.levels) * self.step


def levels(facts: Levels, *, narrow: bool = False, name: str = "levels") -> SafeString:
    """Two panels on one time axis."""
    frame = _frame(facts, narrow=narrow)
    prefix = f"{name}-{'narrow' if narrow else 'wide'}"
    return svg.drawing(
        (0, 0, frame.width, frame.foot + 30),
        _panel(OLD, facts, frame),
        _panel(NEW, facts, frame),
        _ticks(facts, frame, narrow=narrow),
        *(_connection(before, after, frame) for before, after in _neighbours(facts)),
        *(_period(period, facts.today, frame) for period in facts.periods),
        *(_edition(edition, frame) for edition in facts.editions),
        *(_regional(regional, frame) for regional in facts.regional),
        name=prefix,
        title=_("Het dreigingsniveau door de jaren"),
        desc=_description(facts),
    )


def _frame(facts: Levels, *, narrow: bool) -> _Frame:
    width, left, right = (350.0, 94.0, 340.0) if narrow else (880.0, 132.0, 866.0)
    first = min((period.since for period in facts.periods), default=facts.today.replace(month=1, day=1))
    step = 25.0 if narrow else 27.0
    tops = {id(OLD): 26.0, id(NEW): 26.0 + len(OLD.levels) * step + 42}
    axis = Axis(first.replace(month=1, day=1), facts.today, left, right)
    return _Frame(width, axis, tops, step, 13 if narrow else 14)


def _panel(scale: Scale, facts: Levels, frame: _Frame) -> SafeString:
    top, (start, end) = frame.tops[id(scale)], frame.span(scale, facts)
    parts = [words(scale.name, (0, top - 9), Pen(size=frame.size, bold=True))]
    for level in range(1, len(scale.levels) + 1):
        y = frame.y(scale, level)
        parts.append(words(scale.words(level), (0, y + 4.5), Pen(size=frame.size, fill=MUTED)))
        parts.append(line((start, y), (end, y)))
    return svg.join(*parts)


def _ticks(facts: Levels, frame: _Frame, *, narrow: bool) -> SafeString:
    parts = []
    for x, label in frame.axis.ticks(apart=46 if narrow else 62):
        for scale in (OLD, NEW):
            top, (start, end) = frame.tops[id(scale)], frame.span(scale, facts)
            if start - 1 <= x <= end + 1:
                parts.append(line((x, top), (x, top + len(scale.levels) * frame.step), colour=LINE))
        parts.append(words(label, (x, frame.foot + 20), Pen(size=frame.size, fill=MUTED, anchor="middle")))
    return svg.join(*parts)


def _neighbours(facts: Levels) -> list[tuple[Period, Period]]:
    pairs = zip(facts.periods, facts.periods[1:], strict=False)
    return [(before, after) for before, after in pairs if before.scale is after.scale]


def _connection(before: Period, after: Period, frame: _Frame) -> SafeString:
    x = frame.axis.x(after.since)
    start, end = frame.y(before.scale, before.level), frame.y(after.scale, after.level)
    return line((x, start), (x, end), colour=INK, width=1.5, dash=None if after.exact else "3 3")


def _period(period: Period, today: date, frame: _Frame) -> SafeString:
    y = frame.y(period.scale, period.level)
    start, end = frame.axis.x(period.since), frame.axis.x(period.until or today)
    now = period.until is None
    shapes = [line((start, y), (end, y), colour=INK, width=7 if now else 3)]
    if not period.exact:
        shapes.append(svg.tag("circle", cx=start, cy=y, r=4.2, fill=SHEET, stroke=INK, stroke_width=1.6))
    if now:
        shapes.append(
            words(
                _("nu %(level)s") % {"level": period.scale.words(period.level)},
                (end, y - 9),
                Pen(size=frame.size, anchor="end", bold=True, rim=True),
            )
        )
    target = svg.tag(
        "rect",
        x=start,
        y=y - 12,
        width=max(end - start, 1.0),
        height=24,
        fill="none",
        pointer_events="all",
        class_="hit",
    )
    return svg.link(period.href, _of_period(period), *shapes, target)


def _edition(edition: Edition, frame: _Frame) -> SafeString:
    x, y = frame.axis.x(edition.on), frame.y(edition.scale, edition.level)
    dot = svg.tag("circle", cx=x, cy=y, r=3.6, fill=INK, stroke=SHEET, stroke_width=1.4)
    return svg.link(edition.href, _of_edition(edition), dot, _round_hit(x, y))


def _regional(regional: Regional, frame: _Frame) -> SafeString:
    x, y = frame.axis.x(regional.on), frame.y(regional.scale, regional.level)
    path = f"M{svg.number(x)} {svg.number(y - 6)}l6 6l-6 6l-6 -6Z"
    mark = svg.tag("path", d=path, fill=SHEET, stroke=ALARM, stroke_width=2)
    left = x > (frame.axis.left + frame.axis.right) / 2
    label = words(
        regional.place,
        (x - 11 if left else x + 11, y + 4.5),
        Pen(size=frame.size, anchor="end" if left else "start", rim=True),
    )
    return svg.link(regional.href, _of_regional(regional), mark, label, _round_hit(x, y))


def _round_hit(x: float, y: float) -> SafeString:
    return svg.tag("circle", cx=x, cy=y, r=8, fill="none", pointer_events="all", class_="hit")


def _since(period: Period) -> str:
    full = dates.exactly(period.since)
    return full if period.exact else full.split(" ", 1)[1]


def _of_period(period: Period) -> str:
    until = dates.exactly(period.until) if period.until else ""
    told = {"level": period.scale.words(period.level), "since": _since(period), "until": until}
    ended, now = _("%(level)s, van %(since)s tot %(until)s"), _("nu %(level)s, vanaf %(since)s")
    sentence = (ended if until else now) % told
    return f"{sentence} ({period.source})" if period.source else sentence


def _of_edition(edition: Edition) -> str:
    return f"{edition.name}, {dates.exactly(edition.on)}: {edition.scale.words(edition.level)}"


def _of_regional(regional: Regional) -> str:
    told = {
        "level": regional.scale.words(regional.level),
        "place": regional.place,
        "day": dates.exactly(regional.on),
    }
    return _("%(level)s, alleen voor %(place)s, op %(day)s") % told


def _description(facts: Levels) -> str:
    told = [_of_period(period) for period in facts.periods] + [_of_regional(one) for one in facts.regional]
    apart = _("De twee schalen zijn niet in elkaar om te rekenen.")
    return " ".join([*(f"{sentence}." for sentence in told), apart])


def table(facts: Levels) -> Table:
    """The periods, then the regional levels, then the dated editions."""
    periods = [
        _row(one, _since(one), dates.exactly(one.until) if one.until else _("nu"), one.source) for one in facts.periods
    ]
    regional = [_row(one, dates.exactly(one.on), "–", one.place) for one in facts.regional]
    editions = [_row(one, dates.exactly(one.on), "–", one.name) for one in facts.editions]
    headers = (_("Niveau"), _("Schaal"), _("Vanaf"), _("Tot"), _("Bron"))
    return Table(_("Het dreigingsniveau door de jaren"), headers, tuple(periods + regional + editions))


def _row(one: Period | Regional | Edition, since: str, until: str, source: str) -> tuple[Cell, ...]:
    level = Cell(one.scale.words(one.level), one.href)
    return level, Cell(str(one.scale.name)), Cell(since), Cell(until), Cell(source or "–")
