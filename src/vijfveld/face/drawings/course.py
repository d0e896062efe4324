# SPDX-License-Identifier: EUPL-1.2
"""Counts over time: a row per field or kind, bars per part of the period, and a strip of what held meanwhile.

All rows share one scale. A count that is not shown, because it is too small, has slanted strokes in its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vijfveld.face.drawings import svg
from vijfveld.face.drawings.lines import Pen, box, line, shortened, slants, words
from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.palette import EDGE, INK, LINE, MUTED, SHEET, Area, tint


@dataclass(frozen=True)
class Row:
    """One row: its name, and for every series the counts per part of the period; None is not shown."""

    label: str
    series: tuple[tuple[int | None, ...], ...]
    area: Area | None = None
    href: str = ""

    @property
    def colour(self) -> str:
        """The colour of its field, or ink."""
        return self.area.colour if self.area else INK


@dataclass(frozen=True)
class Stretch:
    """What held from one share of the period to another, each from 0 to 1."""

    label: str
    start: float
    end: float


@dataclass(frozen=True)
class Course:
    """The series by name, the parts of the period in order, the rows, and what held meanwhile."""

    title: str
    names: tuple[str, ...]
    parts: tuple[str, ...]
    rows: tuple[Row, ...]
    strip_label: str = ""
    strip: tuple[Stretch, ...] = ()

    @property
    def most(self) -> int:
        """The largest count, at least one."""
        return max((count or 0 for row in self.rows for counts in row.series for count in counts), default=1) or 1


@dataclass(frozen=True)
class _Frame:
    width: float
    left: float
    right: float
    top: float
    tall: float
    row: float
    size: float
    narrow: bool

    def start(self, part: int, parts: int) -> float:
        return self.left + (self.right - self.left) * part / max(parts, 1)


LEGEND: Final = 26.0
STRIP: Final = 22.0
FEW_WORDS: Final = 40.0


def course(facts: Course, *, narrow: bool = False, name: str = "course") -> SafeString:
    """Every row under another, on one scale."""
    top = (LEGEND if len(facts.names) > 1 else 0.0) + (STRIP + 12 if facts.strip else 0.0) + 6
    frame = (
        _Frame(350.0, 4.0, 346.0, top, 40.0, 76.0, 13, True)
        if narrow
        else _Frame(880.0, 150.0, 872.0, top, 46.0, 64.0, 14, False)
    )
    rows = [_row(row, facts, frame, top=frame.top + number * frame.row) for number, row in enumerate(facts.rows)]
    foot = frame.top + max(len(facts.rows), 1) * frame.row
    return svg.drawing(
        (0.0, 0.0, frame.width, foot + 24), _legend(facts), _strip(facts, frame), *rows, _ticks(facts, frame, foot),
        name=f"{name}-{'narrow' if narrow else 'wide'}", title=facts.title, desc=_description(facts),
    )  # fmt: skip


def _legend(facts: Course) -> SafeString:
    if len(facts.names) < 2:
        return svg.join()
    parts, x = [], 0.0
    for number, said in enumerate(facts.names):
        fill, stroke = _look(number, INK)
        parts.append(box((x + 1, 4, 12, 12), fill=fill, stroke=stroke))
        parts.append(words(said, (x + 19, 15), Pen(size=13)))
        x += 38 + len(said) * 7.2
    return svg.join(*parts)


def _look(number: int, colour: str) -> tuple[str, str | None]:
    """The first series is open, the second tinted, the third full: apart without colour too."""
    return ((SHEET, colour), (tint(colour, 0.35), colour), (colour, None))[min(number, 2)]


def _strip(facts: Course, frame: _Frame) -> SafeString:
    if not facts.strip:
        return svg.join()
    y, wide = frame.top - STRIP - 12, frame.right - frame.left
    parts = []
    if not frame.narrow:
        parts.append(words(facts.strip_label, (0, y + 15), Pen(size=frame.size, fill=MUTED)))
    for one in facts.strip:
        x, length = frame.left + wide * one.start, wide * (one.end - one.start)
        label = words(shortened(one.label, room=length - 8, size=13), (x + 6, y + 15), Pen(size=13, bold=True))
        shown = [label] if length > FEW_WORDS else []
        told = f"{facts.strip_label}: {one.label}"
        parts.append(svg.link("", told, box((x, y, length - 2, STRIP), fill=tint(INK, 0.1)), *shown))
    return svg.join(*parts)


def _row(row: Row, facts: Course, frame: _Frame, *, top: float) -> SafeString:
    foot = top + frame.row - 10
    at = (frame.left, top + 14) if frame.narrow else (0.0, foot - 4)
    room = frame.right - frame.left if frame.narrow else frame.left - 12
    label = words(shortened(row.label, room=room), at, Pen(size=frame.size, fill=row.colour, bold=True))
    base = line((frame.left, foot), (frame.right, foot), colour=EDGE)
    bars = [_group(row, facts, frame, part, foot) for part in range(len(facts.parts))]
    return svg.link(row.href, _said(row, facts), label, *bars, base, _unseen(row, facts, frame, top))


def _unseen(row: Row, facts: Course, frame: _Frame, top: float) -> SafeString:
    """Which series of a row is not shown at all, in words: strokes in every part would say no more."""
    names = [name.lower() for name, counts in zip(facts.names, row.series, strict=True) if _is_unseen(counts)]
    if not names:
        return svg.join()
    told = _("%(names)s: niet getoond") % {"names": ", ".join(names)}
    return words(told, (frame.right, top + 14), Pen(size=12, fill=MUTED, anchor="end"))


def _is_unseen(counts: tuple[int | None, ...]) -> bool:
    return bool(counts) and all(count is None for count in counts)


def _group(row: Row, facts: Course, frame: _Frame, part: int, foot: float) -> SafeString:
    start, end = (frame.start(at, len(facts.parts)) for at in (part, part + 1))
    most = 22.0 if len(row.series) > 1 else 40.0
    wide = min((end - start) * 0.8 / len(row.series), most)
    shift = (end - start - wide * len(row.series)) / 2
    return svg.join(
        *(
            _bar(
                counts[part],
                number,
                facts.most,
                (start + shift + number % len(row.series) * wide, foot, wide, frame.tall),
                row.colour,
            )
            for number, counts in _looks(row)
            if not _is_unseen(counts)
        )
    )


def _looks(row: Row) -> list[tuple[int, tuple[int | None, ...]]]:
    """Each series with its look; one alone is full."""
    return [(2, row.series[0])] if len(row.series) == 1 else list(enumerate(row.series))


def _bar(
    count: int | None, number: int, most: int, place: tuple[float, float, float, float], colour: str
) -> SafeString:
    x, foot, wide, tall = place
    if count is None:
        return slants((x + 1, foot - 8, wide - 2, 8), colour=EDGE, every=4)
    if count == 0:
        return svg.join()
    high = max((tall - 14) * count / most, 2.0)
    fill, stroke = _look(number, colour)
    bar = box((x + 0.6, foot - high, wide - 1.2, high), fill=fill, stroke=stroke)
    if wide < 6.5 * len(str(count)):
        return bar
    return svg.join(bar, words(count, (x + wide / 2, foot - high - 3), Pen(size=11, fill=MUTED, anchor="middle")))


def _ticks(facts: Course, frame: _Frame, foot: float) -> SafeString:
    longest = max((len(part) for part in facts.parts), default=1) * frame.size * 0.56 + 8
    every = max(1, round(0.5 + longest * len(facts.parts) / (frame.right - frame.left)))
    parts = []
    for number, said in enumerate(facts.parts):
        start, end = (frame.start(at, len(facts.parts)) for at in (number, number + 1))
        parts.append(line((start, foot - 10), (start, foot - 4), colour=LINE))
        if number % every == 0:
            middle = max((start + end) / 2, frame.left + longest / 2 - 6)
            parts.append(words(said, (middle, foot + 12), Pen(size=frame.size - 1, fill=MUTED, anchor="middle")))
    return svg.join(*parts)


def _said(row: Row, facts: Course) -> str:
    told = [f"{name.lower()} {_total(counts)}" for name, counts in zip(facts.names, row.series, strict=True)]
    return f"{row.label}: {', '.join(told)}"


def _total(counts: tuple[int | None, ...]) -> str:
    """The sum, or that something in it is not shown."""
    return _("deels niet getoond") if None in counts else str(sum(count or 0 for count in counts))


def _description(facts: Course) -> str:
    held = [f"{facts.strip_label}: {one.label}." for one in facts.strip]
    return " ".join([*(f"{_said(row, facts)}." for row in facts.rows), *held])


def table(facts: Course) -> Table:
    """The same as a table: a line per row and part, a column per series."""
    rows = tuple(
        (
            Cell(row.label, row.href),
            Cell(part),
            *(Cell(_("te weinig") if counts[number] is None else str(counts[number])) for counts in row.series),
        )
        for row in facts.rows
        for number, part in enumerate(facts.parts)
    )
    headers = (_("Wat"), _("Wanneer"), *facts.names)
    return Table(facts.title, headers, rows, frozenset(range(2, len(headers))))
