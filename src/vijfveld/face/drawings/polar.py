# SPDX-License-Identifier: EUPL-1.2
"""Round geometry: points, sectors with parallel gaps, arcs to write on; degrees clockwise from the top."""

from __future__ import annotations

from math import cos, degrees, pi, radians, sin

from vijfveld.face.drawings.svg import number

Pair = tuple[float, float]


def point(radius: float, angle: float) -> tuple[float, float]:
    """The place at `radius` from the centre (0, 0)."""
    return radius * sin(radians(angle)), -radius * cos(radians(angle))


def _at(radius: float, angle: float) -> str:
    x, y = point(radius, angle)
    return f"{number(x)} {number(y)}"


def _inset(radius: float, gap: float) -> float:
    """Half the gap as an angle: it grows toward the centre, so that the sides stay parallel."""
    return degrees(gap / 2 / radius)


def sector(radii: Pair, angles: Pair, *, gaps: Pair = (0, 0)) -> str:
    """The path of a piece of ring; `gaps` is how far its start and its end stand clear of what is next."""
    (inner, outer), (start, end), (before, after) = radii, angles, gaps
    a, b = start + _inset(outer, before), end - _inset(outer, after)
    c, d = end - _inset(inner, after), start + _inset(inner, before)
    wide = int(end - start > 180)
    return (
        f"M{_at(outer, a)}A{number(outer)} {number(outer)} 0 {wide} 1 {_at(outer, b)}"
        f"L{_at(inner, c)}A{number(inner)} {number(inner)} 0 {wide} 0 {_at(inner, d)}Z"
    )


def rim(radius: float, angles: Pair, *, gaps: Pair = (0, 0)) -> str:
    """An arc at one radius, as clear of its neighbours as a sector."""
    start, end = angles[0] + _inset(radius, gaps[0]), angles[1] - _inset(radius, gaps[1])
    wide = int(end - start > 180)
    return f"M{_at(radius, start)}A{number(radius)} {number(radius)} 0 {wide} 1 {_at(radius, end)}"


def hatching(radii: Pair, angles: Pair, *, gaps: Pair = (0, 0), every: float = 5.5) -> str:
    """Slanted strokes across a piece of ring, about `every` apart: what is not known yet."""
    (inner, outer), middle = radii, sum(radii) / 2
    start, end = angles[0] + _inset(middle, gaps[0]), angles[1] - _inset(middle, gaps[1])
    count = max(2, round(radians(end - start) * middle / every))
    step, slant = (end - start) / count, degrees((outer - inner) * 0.35 / middle)
    turns = (start + (index + 0.5) * step for index in range(count))
    return "".join(f"M{_at(inner, turn - slant)}L{_at(outer, turn + slant)}" for turn in turns)


def baseline(radius: float, middle: float, *, reach: float) -> str:
    """An arc to write on around `middle`, turned so that words in the lower half stand upright."""
    half = degrees(reach / 2 / radius)
    lower = cos(radians(middle)) < -1e-9
    start, end = (middle + half, middle - half) if lower else (middle - half, middle + half)
    big = int(reach > pi * radius)
    return f"M{_at(radius, start)}A{number(radius)} {number(radius)} 0 {big} {int(not lower)} {_at(radius, end)}"
