# SPDX-License-Identifier: EUPL-1.2
"""Straight things: words, lines, boxes, strokes for what is open, and the place of a day on an axis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.dateformat import format as write
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vijfveld.face.drawings import svg
from vijfveld.face.palette import EDGE, INK, LINE, SHEET

Spot = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Pen:
    """How words are written; with a rim in the colour of the sheet where lines would cross them."""

    size: float = 14
    fill: str = INK
    anchor: str = ""
    bold: bool = False
    rim: bool = False

    @property
    def attributes(self) -> dict[str, svg.Value]:
        """The same as attributes of SVG."""
        plain: dict[str, svg.Value] = {"font_size": self.size, "fill": self.fill}
        if self.anchor:
            plain["text_anchor"] = self.anchor
        if self.bold:
            plain["font_weight"] = 600
        if self.rim:
            plain |= {"stroke": SHEET, "stroke_width": 4, "paint_order": "stroke"}
        return plain


PLAIN: Final = Pen()


def words(text: object, at: Spot, pen: Pen = PLAIN) -> SafeString:
    """One line of words on its baseline."""
    return svg.tag("text", str(text), x=float(at[0]), y=float(at[1]), **pen.attributes)


def line(start: Spot, end: Spot, *, colour: str = LINE, width: float = 1, dash: str | None = None) -> SafeString:
    """A straight line."""
    path = "M" + " ".join(map(svg.number, start)) + "L" + " ".join(map(svg.number, end))
    return svg.tag("path", d=path, stroke=colour, stroke_width=width, stroke_dasharray=dash)


def box(sides: Box, *, fill: str = "none", stroke: str | None = None, dash: str | None = None) -> SafeString:
    """A box from x, y, width and height."""
    x, y, width, height = sides
    return svg.tag(
        "rect",
        x=float(x),
        y=float(y),
        width=float(max(width, 0)),
        height=float(height),
        fill=fill,
        stroke=stroke,
        stroke_width=1.2 if stroke else None,
        stroke_dasharray=dash,
    )


def hit(sides: Box) -> SafeString:
    """The unseen box that catches the pointer and shows the focus."""
    x, y, width, height = sides
    return svg.tag(
        "rect",
        x=float(x),
        y=float(y),
        width=float(max(width, 0)),
        height=float(height),
        fill="none",
        pointer_events="all",
        class_="hit",
    )


def slants(sides: Box, *, colour: str = EDGE, every: float = 5) -> SafeString:
    """Slanted strokes across a box: open, or not known."""
    x, y, width, height = sides
    lean = min(height * 0.5, width)
    count = max(1, int((width - lean) / every) + 1)
    low, high = svg.number(y + height), svg.number(y)
    feet = (x + at * every for at in range(count))
    strokes = (f"M{svg.number(foot)} {low}L{svg.number(foot + lean)} {high}" for foot in feet)
    return svg.tag("path", d="".join(strokes), stroke=colour, stroke_width=1.1)


def shortened(text: str, *, room: float, size: float = 14) -> str:
    """The text, cut off with an ellipsis where it would not fit; the whole stands in the title."""
    most = max(1, int(room / (size * 0.5)))
    return text if len(text) <= most else text[: most - 1].rstrip(" ,·-") + "…"


@dataclass(frozen=True)
class Axis:
    """Days from left to right: `first` and `last` stand at the two ends."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day stands; days outside the axis stand at its ends."""
        span = max((self.last - self.first).days, 1)
        share = min(max((day - self.first).days / span, 0), 1)
        return self.left + (self.right - self.left) * share

    def holds(self, day: date) -> bool:
        """Whether the day lies on the axis."""
        return self.first <= day <= self.last

    def ticks(self, *, apart: float) -> list[tuple[float, str]]:
        """Firsts of a month at least `apart` from each other, with their words."""
        months = _months(self.first, self.last)
        room = max(1, int((self.right - self.left) / apart))
        every = next((step for step in (1, 2, 3, 6, 12, 24, 60, 120) if len(months) / step <= room), 240)
        chosen = [day for day in months if (day.year * 12 + day.month - 1) % every == 0]
        return [(self.x(day), write(day, "Y" if every >= 12 else _("b Y"))) for day in chosen]


def _months(first: date, last: date) -> list[date]:
    start = (first - timedelta(days=1)).replace(day=1)
    count = (last.year - start.year) * 12 + last.month - start.month
    firsts = (_month_after(start, at) for at in range(count + 1))
    return [day for day in firsts if first <= day <= last]


def _month_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)
