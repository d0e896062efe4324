# SPDX-License-Identifier: EUPL-1.2
"""Pathways as the map of a metro: a line for every step, stations where one may change, the line of today.

A line ends in a bar on the day on which its step no longer carries. A ring on it is the day to begin with a
successor; from its end a change leads to the successor's line. What works now is thick, what could work is thin.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vijfveld.face import dates
from vijfveld.face.drawings import svg
from vijfveld.face.drawings.lines import Axis, Pen, Spot, hit, line, shortened, words
from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.palette import ALARM, EDGE, INK, LINE, MUTED, SHEET, Area


@dataclass(frozen=True)
class Crossing:
    """A change to another line (by its number): the day of the change, the day to begin with it (None when that line
    works already), and how that day stands now, in words."""

    to: int
    on: date
    begin: date | None
    standing: str
    late: bool


@dataclass(frozen=True)
class Line:
    """A step: from when it works, until when it carries (None: throughout), and the changes from it."""

    label: str
    kind: str
    start: date
    end: date | None
    runs: bool
    standing: str
    href: str = ""
    changes: tuple[Crossing, ...] = ()


@dataclass(frozen=True)
class Pathways:
    """The lines of a study in one scenario, between two days."""

    title: str
    first: date
    last: date
    today: date
    area: Area
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class _Frame:
    axis: Axis
    width: float
    top: float
    row: float
    narrow: bool

    def y(self, number: int) -> float:
        """Where the line of a step runs."""
        return self.top + number * self.row + (46 if self.narrow else 24)

    def foot(self, count: int) -> float:
        return self.top + max(count, 1) * self.row + 6


THICK: Final = 6.0
THIN: Final = 2.5
ASIDE: Final = 9.0
"""A change that is too late stands beside the others on the same day."""


def pathways(facts: Pathways, *, narrow: bool = False, name: str = "pathways") -> SafeString:
    """The map: a row for each step, changes over them, and the key underneath."""
    frame = _frame(facts, narrow=narrow)
    foot = frame.foot(len(facts.lines))
    changes = [
        _change(one, number, change, frame, facts)
        for number, one in enumerate(facts.lines)
        for change in one.changes
    ]  # fmt: skip
    rows = [_line(one, number, facts, frame) for number, one in enumerate(facts.lines)]
    body = [*changes, *rows] if facts.lines else [_nothing(frame)]
    key, tall = _key(facts, frame, foot)
    return svg.drawing(
        (0, 0, frame.width, tall), _ticks(frame, facts, foot), *body, key,
        name=f"{name}-{'narrow' if narrow else 'wide'}", title=facts.title, desc=_description(facts),
    )  # fmt: skip


def _frame(facts: Pathways, *, narrow: bool) -> _Frame:
    if narrow:
        return _Frame(Axis(facts.first, facts.last, 8, 340), 350, 34, 76, narrow=True)
    return _Frame(Axis(facts.first, facts.last, 250, 862), 880, 38, 58, narrow=False)


def _nothing(frame: _Frame) -> SafeString:
    return words(_("Er zijn nog geen stappen om te tekenen."), (0, frame.top + 30), Pen(fill=MUTED))


def _ticks(frame: _Frame, facts: Pathways, foot: float) -> SafeString:
    parts = []
    today = frame.axis.x(facts.today)
    for x, label in frame.axis.ticks(apart=84):
        parts.append(line((x, 24), (x, foot)))
        if abs(x - today) < 66:
            continue
        anchor = "end" if x > frame.width - 40 else "start" if x < 40 else "middle"
        parts.append(words(label, (x, 15), Pen(size=12.5, fill=MUTED, anchor=anchor)))
    middle = min(max(today, 28), frame.width - 28)
    flag = svg.tag("rect", x=middle - 28, y=0.0, width=56.0, height=20.0, fill=INK)
    said = words(_("vandaag"), (middle, 14), Pen(size=12.5, fill=SHEET, anchor="middle", bold=True))
    return svg.join(*parts, line((today, 20), (today, foot), colour=INK, width=1.5, dash="3 3"), flag, said)


def _line(one: Line, number: int, facts: Pathways, frame: _Frame) -> SafeString:
    y, colour = frame.y(number), facts.area.colour
    start, end = frame.axis.x(one.start), frame.axis.x(one.end or facts.last)
    parts = [_label(one, y, frame)]
    if one.end is None or one.start < one.end:
        dash = None if one.runs else "7 4"
        parts.append(line((start, y), (end, y), colour=colour, width=THICK if one.runs else THIN, dash=dash))
    if one.end is None:
        parts.append(svg.tag("path", d=_arrow(end, y), fill=colour))
    else:
        parts.append(line((end, y), (frame.axis.right, y), colour=LINE, width=1.5))
        parts.append(line((end, y - 9), (end, y + 9), colour=INK, width=3))
    parts += [_begin(change, change.begin, (start, y), frame) for change in one.changes if change.begin]
    box = (0.0, y - (40 if frame.narrow else 22), frame.width, frame.row - 4)
    return svg.link(one.href, _said(one), *parts, hit(box))


def _label(one: Line, y: float, frame: _Frame) -> SafeString:
    kind = f"{one.kind} · {one.standing}"
    if frame.narrow:
        name = shortened(one.label, room=340, size=14.5)
        return svg.join(
            words(name, (8, y - 28), Pen(size=14.5, bold=True, rim=True)),
            words(shortened(kind, room=340, size=12.5), (8, y - 12), Pen(size=12.5, fill=MUTED, rim=True)),
        )
    room = frame.axis.left - 16
    return svg.join(
        words(shortened(one.label, room=room, size=14.5), (0, y - 2), Pen(size=14.5, bold=True)),
        words(shortened(kind, room=room, size=12.5), (0, y + 15), Pen(size=12.5, fill=MUTED)),
    )


def _arrow(x: float, y: float) -> str:
    """The head of a line that goes on."""
    left, right = svg.number(x - 6), svg.number(x + 4)
    return f"M{left} {svg.number(y - 8)}L{right} {svg.number(y)}L{left} {svg.number(y + 8)}Z"


def _begin(change: Crossing, day: date, start: Spot, frame: _Frame) -> SafeString:
    """The day to begin, as a ring on the line; dotted up to the line when it lies before."""
    if not frame.axis.holds(day):
        return svg.join()
    x, y = frame.axis.x(day), start[1]
    before = [line((x, y), start, colour=EDGE, dash="1 4")] if x < start[0] else []
    ring = svg.tag("circle", cx=x, cy=y, r=6.0, fill=SHEET, stroke=ALARM if change.late else INK, stroke_width=2.5)
    return svg.join(*before, ring)


def _change(one: Line, number: int, change: Crossing, frame: _Frame, facts: Pathways) -> SafeString:
    """From the end of a line to the line of the successor, with a station there."""
    end, above, below = frame.axis.x(change.on), frame.y(number), frame.y(change.to)
    x, colour, dash = (end + ASIDE, ALARM, "3 4") if change.late else (end, EDGE, None)
    told = _of_change(one, change, facts)
    return svg.link(
        "", told,
        line((end, above), (x, above), colour=colour, width=2),
        line((x, above), (x, below), colour=colour, width=2, dash=dash),
        svg.tag("circle", cx=x, cy=below, r=5.0, fill=colour, stroke=SHEET, stroke_width=1.5),
    )  # fmt: skip


def _key(facts: Pathways, frame: _Frame, foot: float) -> tuple[SafeString, float]:
    """What the shapes mean; on a narrow screen under one another."""
    colour, across = facts.area.colour, 2 if frame.narrow else 6
    said = [_("werkt nu"), _("kan gaan werken"), _("houdt tot hier"), _("dan beginnen"), _("overstap"), _("te laat")]
    parts = []
    for number, label in enumerate(said):
        x, y = number % across * (172.0 if frame.narrow else 145.0) + 4, foot + 20 + number // across * 26
        parts.append(svg.join(_shape(number, (x, y), colour), words(label, (x + 32, y + 5), Pen(size=13, fill=MUTED))))
    return svg.join(*parts), foot + 20 + (len(said) - 1) // across * 26 + 16


def _shape(number: int, at: Spot, colour: str) -> SafeString:
    """The shapes of the key, in its order."""
    x, y = at
    if number == 0:
        return line((x, y), (x + 22, y), colour=colour, width=THICK)
    if number == 1:
        return line((x, y), (x + 22, y), colour=colour, width=THIN, dash="7 4")
    if number == 2:
        return line((x + 11, y - 9), (x + 11, y + 9), colour=INK, width=3)
    if number == 3:
        return svg.tag("circle", cx=x + 11, cy=y, r=6.0, fill=SHEET, stroke=INK, stroke_width=2.5)
    if number == 4:
        return svg.tag("circle", cx=x + 11, cy=y, r=5.0, fill=EDGE)
    return line((x + 11, y - 10), (x + 11, y + 10), colour=ALARM, width=2, dash="3 4")


def _said(one: Line) -> str:
    until = _("houdt tot %(day)s") % {"day": dates.exactly(one.end)} if one.end else _("houdt de hele periode")
    works = _("werkt nu") if one.runs else _("kan gaan werken vanaf %(day)s") % {"day": dates.exactly(one.start)}
    return f"{one.label}, {one.kind} · {one.standing}, {works}, {until}"


def _of_change(one: Line, change: Crossing, facts: Pathways) -> str:
    told = {"one": one.label, "other": facts.lines[change.to].label, "day": dates.exactly(change.on)}
    said = _("Van «%(one)s» naar «%(other)s» op %(day)s") % told
    if change.begin is None:
        return f"{said}: {change.standing}"
    begin = _("begin uiterlijk %(day)s") % {"day": dates.exactly(change.begin)}
    return f"{said}: {begin}, {change.standing}"


def _description(facts: Pathways) -> str:
    changes = [f"{_of_change(one, change, facts)}." for one in facts.lines for change in one.changes]
    return " ".join([*(f"{_said(one)}." for one in facts.lines), *changes])


def table(facts: Pathways) -> Table:
    """One row per step and change, in the order of the drawing."""
    headers = (_("Stap"), _("Soort"), _("Werkt vanaf"), _("Houdt tot"), _("Opvolger"), _("Begin uiterlijk"), _("Stand"))
    rows = [row for one in facts.lines for row in _rows(one, facts)]
    return Table(facts.title, headers, tuple(rows))


def _rows(one: Line, facts: Pathways) -> list[tuple[Cell, ...]]:
    end = dates.exactly(one.end) if one.end else _("de hele periode")
    head = (Cell(one.label, one.href), Cell(one.kind), Cell(dates.exactly(one.start)), Cell(end))
    if not one.changes:
        return [(*head, Cell("–"), Cell("–"), Cell(one.standing))]
    return [
        (*head, Cell(facts.lines[change.to].label), Cell(_begins(change)), Cell(change.standing))
        for change in one.changes
    ]


def _begins(change: Crossing) -> str:
    return dates.exactly(change.begin) if change.begin else "–"
