# SPDX-License-Identifier: EUPL-1.2
"""Server-drawn SVG: facts in, a drawing and its text equivalent out."""

from __future__ import annotations

from django.utils.safestring import SafeString

from vijfveld.face.drawings import capacity, course, levels, spread, tilemap, timeline, wheel
from vijfveld.face.drawings.tables import Table

Facts = (
    wheel.Wheel
    | levels.Levels
    | timeline.Timeline
    | capacity.Capacity
    | tilemap.TileMap
    | spread.Spreads
    | course.Course
)


def draw(facts: Facts, *, narrow: bool, name: str) -> SafeString:
    """The drawing of these facts for a wide or a narrow screen; `name` keeps its ids apart on the page."""
    match facts:
        case wheel.Wheel():
            return wheel.wheel(facts, narrow=narrow, name=name)
        case levels.Levels():
            return levels.levels(facts, narrow=narrow, name=name)
        case timeline.Timeline():
            return timeline.timeline(facts, narrow=narrow, name=name)
        case capacity.Capacity():
            return capacity.capacity(facts, narrow=narrow, name=name)
        case tilemap.TileMap():
            return tilemap.tilemap(facts, narrow=narrow, name=name)
        case spread.Spreads():
            return spread.spreads(facts, narrow=narrow, name=name)
        case course.Course():
            return course.course(facts, narrow=narrow, name=name)


def tabulate(facts: Facts) -> Table:
    """The same facts as a table."""
    match facts:
        case wheel.Wheel():
            return wheel.table(facts)
        case levels.Levels():
            return levels.table(facts)
        case timeline.Timeline():
            return timeline.table(facts)
        case capacity.Capacity():
            return capacity.table(facts)
        case tilemap.TileMap():
            return tilemap.table(facts)
        case spread.Spreads():
            return spread.table(facts)
        case course.Course():
            return course.table(facts)
