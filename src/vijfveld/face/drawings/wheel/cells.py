# SPDX-License-Identifier: EUPL-1.2
"""The outer cells of the wheel: flexible efforts, filled to the time that remains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString

from vijfveld.face.drawings import svg
from vijfveld.face.drawings.polar import point, rim, sector
from vijfveld.face.drawings.wheel import words
from vijfveld.face.drawings.wheel.facts import Field, Running
from vijfveld.face.drawings.wheel.layout import QUADRANTS, Layout
from vijfveld.face.palette import ALARM, SHEET, Area, tint

WIDEST: Final = 14.5
APART: Final = (3, 3)
SIDE: Final = 144.0
"""Degrees on either side of the top that the cells of the basis may take; its name stands in the rest."""


@dataclass(frozen=True)
class Place:
    """Where one cell stands: its two radii and its two angles."""

    radii: tuple[float, float]
    angles: tuple[float, float]

    @property
    def middle(self) -> float:
        """The angle halfway."""
        return sum(self.angles) / 2


def outer(field: Field, layout: Layout) -> SafeString:
    """All cells of one field; what does not fit becomes one cell that says how many more there are."""
    room = layout.room(field.area)
    fits = len(field.efforts) <= room
    shown = field.efforts if fits else field.efforts[: room - 1]
    count = len(shown) + (not fits)
    places = _around(count, layout) if field.area is Area.PROCURE else _places(field, count, layout)
    cells = [_cell(field, effort, place, layout) for effort, place in zip(shown, places, strict=False)]
    if not fits:
        cells.append(_rest(field, field.efforts[len(shown) :], places[-1], layout))
    return svg.join(*cells)


def _places(field: Field, count: int, layout: Layout) -> list[Place]:
    edge = 3.4
    start, room = QUADRANTS[field.area] + edge, 90 - 2 * edge
    per_row = count if count <= layout.per_row else layout.per_row
    width = min(WIDEST * (1 if layout.curved else 1.42), room / max(per_row, 1))
    return [
        Place(layout.row(index // layout.per_row), (start + at * width, start + (at + 1) * width))
        for index in range(count)
        for at in (index % layout.per_row,)
    ]


def _around(count: int, layout: Layout) -> list[Place]:
    """Between the basis and the quadrants: clockwise from the top, then from the name up to the top again."""
    width, side = SIDE / layout.basis_per_side, layout.basis_per_side
    starts = [index * width if index < side else 360 - (2 * side - index) * width for index in range(count)]
    return [Place(layout.basis_cells, (start, start + width)) for start in starts]


def _cell(field: Field, effort: Running, place: Place, layout: Layout) -> SafeString:
    (inner, outer_), colour = place.radii, field.area.colour
    level = inner + (outer_ - inner) * effort.remaining
    shapes = [_frame(place, colour, SHEET)]
    if effort.remaining > 0:
        shapes.append(svg.tag("path", d=sector((inner, level), place.angles, gaps=APART), fill=tint(colour, 0.42)))
        shapes.append(
            svg.tag("path", d=rim(level, place.angles, gaps=APART), fill="none", stroke=colour, stroke_width=1.6)
        )
    shapes.append(_frame(place, colour, "none"))
    if effort.stops_soon:
        shapes.append(_dot(field, place, layout))
    return svg.link(effort.href, words.of_effort(effort), *shapes, _hit(place))


def _frame(place: Place, colour: str, fill: str) -> SafeString:
    return svg.tag("path", d=sector(place.radii, place.angles, gaps=APART), fill=fill, stroke=colour, stroke_width=1.2)


def _hit(place: Place) -> SafeString:
    path = sector(place.radii, place.angles, gaps=APART)
    return svg.tag("path", d=path, fill="none", pointer_events="all", class_="hit")


def _dot(field: Field, place: Place, layout: Layout) -> SafeString:
    """Outside the cell, or inside it where the quadrants leave no room."""
    inside = field.area is Area.PROCURE
    x, y = point(place.radii[1] + layout.dot * (-1.75 if inside else 1.75), place.middle)
    return svg.tag("circle", cx=x, cy=y, r=layout.dot, fill=ALARM)


def _rest(field: Field, rest: tuple[Running, ...], place: Place, layout: Layout) -> SafeString:
    x, y = point(sum(place.radii) / 2, place.middle)
    count = svg.tag(
        "text",
        f"+{len(rest)}",
        x=x,
        y=y + 4.5,
        text_anchor="middle",
        font_size=13,
        font_weight=600,
        fill=field.area.colour,
    )
    shapes = [_frame(place, field.area.colour, SHEET), count]
    if any(effort.stops_soon for effort in rest):
        shapes.append(_dot(field, place, layout))
    return svg.link(field.href, words.of_rest(field, rest), *shapes, _hit(place))
