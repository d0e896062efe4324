# SPDX-License-Identifier: EUPL-1.2
"""A series by month beside what is usual: a line over a band, with a ring around every month that lies outside it.

A band without an end runs to the edge of the drawing. A month of which nothing is known leaves a gap in the line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

from django.utils.dateformat import format as write
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vijfveld.face import dates
from vijfveld.face.drawings import svg
from vijfveld.face.drawings.lines import Axis, Pen, box, line, shortened, words
from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.palette import ALARM, EDGE, INK, MUTED, SHEET, tint


@dataclass(frozen=True)
class Month:
    """A month by its first day: its value, the band from low to high (None is open), and what stands beside it."""

    on: date
    value: float | None
    low: float | None = None
    high: float | None = None
    judged: bool = True
    outside: bool = False
    words: str = ""


@dataclass(frozen=True)
class Band:
    """The title, what is measured and in how many decimals, the months in order, and a day with its name."""

    title: str
    unit: str
    months: tuple[Month, ...]
    places: int = 1
    marked: date | None = None
    mark: str = ""
    least: float | None = None


@dataclass(frozen=True)
class _Frame:
    width: float
    top: float
    foot: float
    axis: Axis
    low: float
    high: float
    step: float
    size: float

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.foot - (self.foot - self.top) * min(max(share, 0), 1)


def band(facts: Band, *, narrow: bool = False, name: str = "band") -> SafeString:
    """The line over its band."""
    if not facts.months:
        return _nothing(facts, name=f"{name}-{'narrow' if narrow else 'wide'}")
    frame = _frame(facts, narrow=narrow)
    return svg.drawing(
        (0.0, 0.0, frame.width, frame.foot + 30), _scale(facts, frame), *_bands(facts, frame), _ticks(frame),
        _marked(facts, frame), *_lines(facts, frame), *(_dot(one, facts, frame) for one in facts.months),
        _last(facts, frame), _key(frame), name=f"{name}-{'narrow' if narrow else 'wide'}", title=facts.title,
        desc=_description(facts),
    )  # fmt: skip


def _nothing(facts: Band, *, name: str) -> SafeString:
    said = words(_("Er is nog niets te tekenen."), (0, 20), Pen(fill=MUTED))
    return svg.drawing(
        (0.0, 0.0, 350.0, 30.0), said, name=name, title=facts.title, desc=_("Er is nog niets te tekenen.")
    )


def _frame(facts: Band, *, narrow: bool) -> _Frame:
    width, left, right, size = (350.0, 46.0, 332.0, 13.0) if narrow else (880.0, 60.0, 846.0, 14.0)
    days = [one.on for one in facts.months]
    return _Frame(width, 34.0, 214.0, Axis(min(days), max(days), left, right), *_range(facts), size)


def _range(facts: Band) -> tuple[float, float, float]:
    """From under the lowest to above the highest of what is drawn, in whole steps, and the step."""
    found = [
        value for one in facts.months for value in (one.value, *((one.low, one.high) if one.judged else ()))
        if value is not None
    ]  # fmt: skip
    low, high = min(found, default=0.0), max(found, default=1.0)
    room = max((high - low) * 0.15, abs(high) * 0.04, 10.0**-facts.places)
    low = low - room if facts.least is None else max(low - room, facts.least)
    step = _step(high + room - low)
    return floor(low / step) * step, ceil((high + room) / step - 1e-9) * step, step


def _step(span: float) -> float:
    """A round step that divides a span in three to six."""
    size = 10.0 ** floor(log10(span / 3))
    return next(size * part for part in (5, 2, 1) if span / (size * part) >= 3 or part == 1)


def _scale(facts: Band, frame: _Frame) -> SafeString:
    places = max(0, -floor(log10(frame.step) + 1e-9))
    parts = [words(_unit(facts, frame, places), (0, 14), Pen(size=frame.size, fill=MUTED))]
    for number in range(round((frame.high - frame.low) / frame.step) + 1):
        value = frame.low + number * frame.step
        y = frame.y(value)
        parts.append(line((frame.axis.left, y), (frame.axis.right, y)))
        said = _number(value, places)
        parts.append(words(said, (frame.axis.left - 8, y + 4.5), Pen(size=frame.size - 1, fill=MUTED, anchor="end")))
    return svg.join(*parts)


def _unit(facts: Band, frame: _Frame, places: int) -> str:
    """What is measured, and where the scale begins when that is not at nought: a fall looks deeper then."""
    if frame.low <= 0:
        return facts.unit
    return _("%(unit)s; de schaal begint bij %(low)s") % {"unit": facts.unit, "low": _number(frame.low, places)}


def _bands(facts: Band, frame: _Frame) -> list[SafeString]:
    """The band, a piece for each run of judged months; a single month is a stroke of some width."""
    return [_piece(run, frame) for run in _runs([one if one.judged else None for one in facts.months])]


def _piece(run: list[Month], frame: _Frame) -> SafeString:
    above = [(frame.axis.x(one.on), frame.y(frame.high if one.high is None else one.high)) for one in run]
    below = [(frame.axis.x(one.on), frame.y(frame.low if one.low is None else one.low)) for one in run]
    if len(run) == 1:
        above, below = ([(at[0][0] - 6, at[0][1]), (at[0][0] + 6, at[0][1])] for at in (above, below))
    fill = svg.tag("path", d=f"{_path(above)}L{_path(below[::-1])[1:]}Z", fill=tint(INK, 0.1))
    edges = [
        svg.tag("path", d=_path(side), fill="none", stroke=EDGE, stroke_width=1.4, stroke_dasharray="5 3")
        for side, end in ((above, run[0].high), (below, run[0].low)) if end is not None
    ]  # fmt: skip
    return svg.join(fill, *edges)


def _path(spots: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{svg.number(x)} {svg.number(y)}" for x, y in spots)


def _runs(months: list[Month | None]) -> list[list[Month]]:
    runs: list[list[Month]] = [[]]
    for one in months:
        if one is None:
            runs.append([])
        else:
            runs[-1].append(one)
    return [run for run in runs if run]


def _lines(facts: Band, frame: _Frame) -> list[SafeString]:
    known = _runs([one if one.value is not None else None for one in facts.months])
    paths = [_path([(frame.axis.x(one.on), frame.y(one.value or 0.0)) for one in run]) for run in known]
    return [svg.tag("path", d=path, fill="none", stroke=INK, stroke_width=2.2) for path in paths]


def _dot(one: Month, facts: Band, frame: _Frame) -> SafeString:
    if one.value is None:
        return svg.join()
    x, y = frame.axis.x(one.on), frame.y(one.value)
    shapes = [svg.tag("circle", cx=x, cy=y, r=3.0, fill=INK, stroke=SHEET, stroke_width=1.0)]
    if one.outside:
        shapes.append(svg.tag("circle", cx=x, cy=y, r=7.0, fill="none", stroke=ALARM, stroke_width=2.2))
    return svg.link("", _said(one, facts), *shapes)


def _last(facts: Band, frame: _Frame) -> SafeString:
    known = [one for one in facts.months if one.value is not None]
    if not known:
        return svg.join()
    one = known[-1]
    x, y = frame.axis.x(one.on), frame.y(one.value or 0.0)
    above = y - 14 if y > frame.top + 26 else y + 24
    pen = Pen(size=frame.size + 1, anchor="end", bold=True, rim=True)
    return words(_number(one.value or 0.0, facts.places), (min(x + 10, frame.width - 2), above), pen)


def _marked(facts: Band, frame: _Frame) -> SafeString:
    if facts.marked is None or not facts.mark:
        return svg.join()
    x = frame.axis.x(facts.marked)
    left = x > (frame.axis.left + frame.axis.right) / 2
    said = shortened(facts.mark, room=frame.width / 2, size=frame.size)
    pen = Pen(size=frame.size, anchor="end" if left else "start", rim=True, bold=True)
    stroke = line((x, frame.top), (x, frame.foot), colour=ALARM, width=1.6, dash="2 3")
    return svg.join(stroke, words(said, (x - 6 if left else x + 6, frame.top + 14), pen))


def _ticks(frame: _Frame) -> SafeString:
    narrow = frame.width < 500
    parts = []
    for x, said in frame.axis.ticks(apart=70 if narrow else 78):
        anchor = "end" if x > frame.axis.right - 20 else "middle"
        parts.append(line((x, frame.foot), (x, frame.foot + 5), colour=EDGE))
        parts.append(words(said, (x, frame.foot + 22), Pen(size=frame.size - 1, fill=MUTED, anchor=anchor)))
    return svg.join(*parts)


def _key(frame: _Frame) -> SafeString:
    """What the tinted part means."""
    said = _("gewoonlijk")
    wide = len(said) * frame.size * 0.52 + 20
    x = frame.axis.right - wide
    swatch = box((x, 4, 13, 12), fill=tint(INK, 0.1), stroke=EDGE, dash="3 2")
    return svg.join(swatch, words(said, (x + 19, 14), Pen(size=frame.size, fill=MUTED)))


def _number(value: float, places: int) -> str:
    rounded = round(value, places) + 0.0
    return str(number_format(rounded, decimal_pos=places, use_l10n=True, force_grouping=True))


def usual(one: Month, places: int) -> str:
    """What is usual in a month, in words."""
    low, high = (None if each is None else _number(each, places) for each in (one.low, one.high))
    if not one.judged:
        return _("nog niet te zeggen")
    if low and high:
        return _("%(low)s tot %(high)s") % {"low": low, "high": high}
    return _("ten minste %(low)s") % {"low": low} if low else _("hoogstens %(high)s") % {"high": high}


def _said(one: Month, facts: Band) -> str:
    value = _("niet bekend") if one.value is None else _number(one.value, facts.places)
    told = {"month": write(one.on, "F Y"), "value": value, "usual": usual(one, facts.places)}
    return _("%(month)s: %(value)s, gewoonlijk %(usual)s") % told + (f" · {one.words}" if one.words else "")


def _description(facts: Band) -> str:
    marked = [f"{facts.mark}: {dates.exactly(facts.marked)}."] if facts.marked and facts.mark else []
    return " ".join([*(f"{_said(one, facts)}." for one in facts.months[-3:]), *marked])


def table(facts: Band) -> Table:
    """The same as a table, the newest month first."""
    headers = (_("Maand"), facts.unit, _("Gewoonlijk"), _("Stand"))
    rows = tuple(
        (
            Cell(write(one.on, "F Y")),
            Cell(_("niet bekend") if one.value is None else _number(one.value, facts.places)),
            Cell(usual(one, facts.places)), Cell(one.words or "–"),
        )
        for one in reversed(facts.months)
    )  # fmt: skip
    return Table(facts.title, headers, rows, frozenset({1}))
