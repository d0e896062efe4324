# SPDX-License-Identifier: EUPL-1.2
"""Efforts in time: flexible ones as open bars that end, fixed ones as solid bars that go on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vijfveld.face import dates
from vijfveld.face.drawings import svg
from vijfveld.face.drawings.lines import Axis, Pen, box, hit, line, shortened, words
from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.palette import ALARM, INK, LINE, MUTED, SHEET, Area, tint


@dataclass(frozen=True)
class Bar:
    """One effort; `prolonged` holds the days on which it was prolonged. Without `end` it is fixed; with one it is fixed
    only when `fixed` says so: fixed effort that is wound down."""

    name: str
    area: Area
    start: date
    end: date | None = None
    prolonged: tuple[date, ...] = ()
    stops_soon: bool = False
    href: str = ""
    fixed: bool = False

    @property
    def is_fixed(self) -> bool:
        """Whether this is fixed effort."""
        return self.fixed or self.end is None


@dataclass(frozen=True)
class Timeline:
    """Efforts between two days, drawn per field in the order of the strategy."""

    bars: tuple[Bar, ...]
    today: date
    first: date
    last: date

    @property
    def by_area(self) -> list[tuple[Area, list[Bar]]]:
        """The bars per field, fields without bars left out."""
        order = list(Area)
        bars = sorted(self.bars, key=lambda bar: order.index(bar.area))
        return [(area, list(group)) for area, group in groupby(bars, key=lambda bar: bar.area)]


@dataclass(frozen=True)
class _Frame:
    axis: Axis
    width: float
    row: float
    head: float
    size: float
    today: float | None
    narrow: bool

    def height(self, facts: Timeline) -> float:
        return 34 + sum(self.head + len(bars) * self.row for _area, bars in facts.by_area)


def timeline(facts: Timeline, *, narrow: bool = False, name: str = "timeline") -> SafeString:
    """Bars under the name of their field, the line of today through all of them."""
    frame = _frame(facts, narrow=narrow)
    foot = max(frame.height(facts), 90)
    body = _groups(facts, frame) if facts.bars else [_nothing(frame)]
    return svg.drawing(
        (0, 0, frame.width, foot),
        _ticks(frame, foot),
        _today(frame, foot),
        *body,
        name=f"{name}-{'narrow' if narrow else 'wide'}",
        title=_("De inzet in de tijd"),
        desc=_description(facts),
    )


def _frame(facts: Timeline, *, narrow: bool) -> _Frame:
    axis = Axis(facts.first, facts.last, *((4, 336) if narrow else (288, 862)))
    today = axis.x(facts.today) if axis.holds(facts.today) else None
    if narrow:
        return _Frame(axis, 350, 46, 34, 14, today, narrow=True)
    return _Frame(axis, 880, 27, 34, 15, today, narrow=False)


def _nothing(frame: _Frame) -> SafeString:
    return words(_("Er is geen inzet in deze periode."), (0, 66), Pen(size=frame.size, fill=MUTED))


def _ticks(frame: _Frame, foot: float) -> SafeString:
    parts = []
    for x, label in frame.axis.ticks(apart=84):
        parts.append(line((x, 22), (x, foot), colour=LINE))
        if frame.today is not None and abs(x - frame.today) < 62:
            continue
        anchor = "end" if x > frame.width - 40 else "start" if x < 40 else "middle"
        parts.append(words(label, (x, 14), Pen(size=12.5, fill=MUTED, anchor=anchor)))
    return svg.join(*parts)


def _today(frame: _Frame, foot: float) -> SafeString:
    if frame.today is None:
        return svg.join()
    half = 28
    middle = min(max(frame.today, half), frame.width - half)
    flag = box((middle - half, 0, 2 * half, 20), fill=INK)
    label = words(_("vandaag"), (middle, 14), Pen(size=12.5, fill=SHEET, anchor="middle", bold=True))
    return svg.join(line((frame.today, 20), (frame.today, foot), colour=INK, width=1.5), flag, label)


def _groups(facts: Timeline, frame: _Frame) -> list[SafeString]:
    parts, y = [], 34.0
    for area, bars in facts.by_area:
        parts.append(box((0, y + 8, 4, 17), fill=area.colour))
        parts.append(words(area.label, (11, y + 21.5), Pen(size=frame.size + 0.5, fill=area.colour, bold=True)))
        y += frame.head
        for bar in bars:
            parts.append(_row(bar, y, frame))
            y += frame.row
    return parts


def _row(bar: Bar, y: float, frame: _Frame) -> SafeString:
    room = frame.width if frame.narrow else frame.axis.left - 24
    label = words(shortened(bar.name, room=room, size=frame.size), (11, y + 18), Pen(size=frame.size, rim=True))
    top = y + (26 if frame.narrow else 7.5)
    shapes = _fixed(bar, top, frame) if bar.is_fixed else _flexible(bar, top, frame)
    if frame.today is not None:
        shapes.append(line((frame.today, top - 1), (frame.today, top + 13), colour=INK, width=1.5))
    return svg.link(bar.href, _of_bar(bar), label, *shapes, hit((0, y, frame.width, frame.row)))


def _flexible(bar: Bar, top: float, frame: _Frame) -> list[SafeString]:
    end = bar.end or bar.start
    left, colour = frame.axis.x(bar.start), bar.area.colour
    right = max(frame.axis.x(end), left + 3)
    shapes = [box((left, top, right - left, 12), fill=tint(colour, 0.42)), _edges(bar, (left, right), top, frame.axis)]
    for day in bar.prolonged:
        if frame.axis.holds(day):
            x = frame.axis.x(day)
            shapes.append(line((x, top - 4), (x, top + 16), colour=colour, width=2.2))
    return [*shapes, *_soon(bar, right, top)]


def _soon(bar: Bar, right: float, top: float) -> list[SafeString]:
    return [svg.tag("circle", cx=right + 8, cy=top + 6, r=4.5, fill=ALARM)] if bar.stops_soon else []


def _edges(bar: Bar, ends: tuple[float, float], top: float, axis: Axis) -> SafeString:
    """The outline of a bar, open where it goes on beyond the axis."""
    left, right = map(svg.number, ends)
    high, low = svg.number(top), svg.number(top + 12)
    path = f"M{left} {high}H{right}M{left} {low}H{right}"
    path += f"M{left} {high}V{low}" if bar.start >= axis.first else ""
    path += f"M{right} {high}V{low}" if (bar.end or axis.last) <= axis.last else ""
    return svg.tag("path", d=path, stroke=bar.area.colour, stroke_width=1.2, stroke_linecap="square")


def _fixed(bar: Bar, top: float, frame: _Frame) -> list[SafeString]:
    """A full bar: with an arrow while it goes on, cut off where it is wound down."""
    start = frame.axis.x(bar.start)
    if bar.end and bar.end <= frame.axis.last:
        right = max(frame.axis.x(bar.end), start + 3)
        return [box((start, top, right - start, 12), fill=bar.area.colour), *_soon(bar, right, top)]
    left, right_most = svg.number(start), svg.number(frame.axis.right)
    low, high = svg.number(top + 12), svg.number(top)
    return [svg.tag("path", d=f"M{left} {low}V{high}H{right_most}v-2l11 8l-11 8v-2Z", fill=bar.area.colour)]


def _of_bar(bar: Bar) -> str:
    parts = [bar.name, _kind(bar), _("vanaf %(day)s") % {"day": dates.exactly(bar.start)}]
    if bar.end:
        parts.append(_("tot %(date)s") % {"date": dates.exactly(bar.end)})
    if bar.prolonged:
        parts.append(_times(bar))
    if bar.stops_soon:
        parts.append(_("stopt binnenkort"))
    return ", ".join(parts)


def _kind(bar: Bar) -> str:
    return _("vaste inzet") if bar.is_fixed else _("flexibele inzet")


def _times(bar: Bar) -> str:
    count = len(bar.prolonged)
    return ngettext("%(count)s keer verlengd", "%(count)s keer verlengd", count) % {"count": count}


def _description(facts: Timeline) -> str:
    fixed = sum(bar.is_fixed for bar in facts.bars)
    told = {
        "flexible": len(facts.bars) - fixed,
        "fixed": fixed,
        "soon": sum(bar.stops_soon for bar in facts.bars),
    }
    return _("Flexibele inzet: %(flexible)s. Vaste inzet: %(fixed)s. Stopt binnenkort: %(soon)s.") % told


def table(facts: Timeline) -> Table:
    """One row per effort, in the order of the drawing."""
    headers = (_("Inzet"), _("Veld"), _("Soort"), _("Vanaf"), _("Tot"), _("Verlengd"), _("Let op"))
    rows = tuple(_table_row(bar) for _area, bars in facts.by_area for bar in bars)
    return Table(_("De inzet in de tijd"), headers, rows)


def _table_row(bar: Bar) -> tuple[Cell, ...]:
    return (
        Cell(bar.name, bar.href),
        Cell(str(bar.area.label)),
        Cell(_kind(bar)),
        Cell(dates.exactly(bar.start)),
        Cell(dates.exactly(bar.end) if bar.end else _("geen einde")),
        Cell(_times(bar) if bar.prolonged else "–"),
        Cell(_("stopt binnenkort") if bar.stops_soon else "–"),
    )
