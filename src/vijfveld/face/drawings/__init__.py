# SPDX-License-Identifier: EUPL-1.2
"""Server-drawn SVG: facts in, a drawing and its text equivalent out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.utils.safestring import SafeString

from vijfveld.face.drawings import band, capacity, course, levels, mixes, pathways, spread, tilemap, timeline, wheel
from vijfveld.face.drawings.tables import Table

Facts = (
    wheel.Wheel
    | levels.Levels
    | timeline.Timeline
    | capacity.Capacity
    | tilemap.TileMap
    | spread.Spreads
    | course.Course
    | mixes.Mixes
    | pathways.Pathways
    | band.Band
)
_DRAWN: Final[dict[type[Any], tuple[Callable[..., SafeString], Callable[..., Table]]]] = {
    wheel.Wheel: (wheel.wheel, wheel.table),
    levels.Levels: (levels.levels, levels.table),
    timeline.Timeline: (timeline.timeline, timeline.table),
    capacity.Capacity: (capacity.capacity, capacity.table),
    tilemap.TileMap: (tilemap.tilemap, tilemap.table),
    spread.Spreads: (spread.spreads, spread.table),
    course.Course: (course.course, course.table),
    mixes.Mixes: (mixes.mixes, mixes.table),
    pathways.Pathways: (pathways.pathways, pathways.table),
    band.Band: (band.band, band.table),
}
"""How the facts of each sort are drawn, and how they are told as a table."""


def draw(facts: Facts, *, narrow: bool, name: str) -> SafeString:
    """The drawing of these facts for a wide or a narrow screen; `name` keeps its ids apart on the page."""
    return _DRAWN[type(facts)][0](facts, narrow=narrow, name=name)


def tabulate(facts: Facts) -> Table:
    """The same facts as a table."""
    return _DRAWN[type(facts)][1](facts)
