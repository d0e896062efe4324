# SPDX-License-Identifier: EUPL-1.2
"""A tile map: one equal square for every province or safety region, darker where there is more."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Final

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vijfveld.face.drawings import svg
from vijfveld.face.drawings.lines import Pen, box, hit, slants, words
from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.palette import EDGE, INK, SHEET, tint

SHADES: Final = (0.08, 0.3, 0.62, 1.0)
GAP: Final = 4.0


@dataclass(frozen=True)
class Tile:
    """One place: its code on the tile, where it stands, its name, its value (None is not known), its page."""

    code: str
    col: int
    row: int
    label: str
    value: float | None = None
    href: str = ""


@dataclass(frozen=True)
class TileMap:
    """All tiles, what they show, and in which unit."""

    title: str
    tiles: tuple[Tile, ...]
    unit: str = ""

    @property
    def most(self) -> float:
        """The largest value."""
        return max((tile.value for tile in self.tiles if tile.value is not None), default=0)


def tilemap(facts: TileMap, *, narrow: bool = False, name: str = "tilemap") -> SafeString:
    """Squares in the rough shape of the country, with a legend of the four shades."""
    columns = max((tile.col for tile in facts.tiles), default=0) + 1
    rows = max((tile.row for tile in facts.tiles), default=0) + 1
    side = (350 + GAP) / max(columns, 5) if narrow else 72.0
    beside = (columns * side + 40, 4.0)
    height = rows * side + len(SHADES) * 28 + 42 if narrow else max(rows, 3) * side
    return svg.drawing(
        (0, 0, 350 if narrow else 880, height),
        *(_tile(tile, facts, side) for tile in facts.tiles),
        _legend(facts, (0.0, rows * side + 14) if narrow else beside),
        name=f"{name}-{'narrow' if narrow else 'wide'}",
        title=facts.title,
        desc=_description(facts),
    )


def _shade(value: float | None, most: float) -> int | None:
    if value is None:
        return None
    return min(int(len(SHADES) * value / most), len(SHADES) - 1) if most > 0 else 0


def _tile(tile: Tile, facts: TileMap, side: float) -> SafeString:
    x, y, wide = tile.col * side, tile.row * side, side - GAP
    shade = _shade(tile.value, facts.most)
    ink = SHEET if shade is not None and SHADES[shade] > 0.5 else INK
    middle = x + wide / 2
    shapes = [
        *_ground((x, y, wide, wide), shade),
        words(tile.code, (middle, y + wide * 0.45), Pen(size=side * 0.22, fill=ink, anchor="middle", bold=True)),
        words(_number(tile.value), (middle, y + wide * 0.78), Pen(size=side * 0.24, fill=ink, anchor="middle")),
    ]
    return svg.link(tile.href, _of_tile(tile, facts), *shapes, hit((x, y, wide, wide)))


def _ground(sides: tuple[float, float, float, float], shade: int | None) -> list[SafeString]:
    if shade is None:
        x, y, wide, high = sides
        band = slants((x + 3, y + high - min(10, high - 4), wide - 6, min(8, high - 8)), colour=EDGE)
        return [box(sides, fill=SHEET, stroke=EDGE), band]
    return [box(sides, fill=tint(INK, SHADES[shade]), stroke=INK if SHADES[shade] < 0.5 else None)]


def _legend(facts: TileMap, corner: tuple[float, float]) -> SafeString:
    x, y = corner
    parts = []
    for at, (shade, meaning) in enumerate([*_ranges(facts), (None, _("onbekend"))]):
        top = y + at * 28
        parts.extend(_ground((x, top, 34, 18), shade))
        parts.append(words(meaning, (x + 46, top + 14), Pen(size=14.5)))
    return svg.join(*parts)


def _ranges(facts: TileMap) -> list[tuple[int | None, str]]:
    """The shades in use with what each stands for; whole numbers have whole bounds."""
    whole = all(float(tile.value).is_integer() for tile in facts.tiles if tile.value is not None)
    bounds = [facts.most * edge / len(SHADES) for edge in range(len(SHADES) + 1)]
    if whole:
        bounds = [float(ceil(bound)) for bound in bounds]
    last = len(SHADES) - 1
    return [
        (shade, _range(low, high, facts.unit, last=shade == last))
        for shade, (low, high) in enumerate(pairwise(bounds))
        if low < high or shade == last
    ]


def _range(low: float, high: float, unit: str, *, last: bool) -> str:
    told = {"low": _number(low), "high": _number(high), "unit": unit}
    if last and low == high:
        return f"{told['high']} {unit}".rstrip()
    meaning = _("%(low)s tot en met %(high)s %(unit)s") if last else _("%(low)s tot %(high)s %(unit)s")
    return (meaning % told).rstrip()


def _number(value: float | None) -> str:
    if value is None:
        return "?"
    return number_format(f"{value:.3g}" if value < 1000 else round(value), use_l10n=True, force_grouping=True)


def _of_tile(tile: Tile, facts: TileMap) -> str:
    unit = _("onbekend") if tile.value is None else facts.unit
    return f"{tile.code} {_number(tile.value)} {unit}".rstrip() + f", {tile.label}"


def _description(facts: TileMap) -> str:
    known = [tile for tile in facts.tiles if tile.value is not None]
    told = {"known": len(known), "all": len(facts.tiles), "most": _number(facts.most)}
    return _("%(known)s van %(all)s gebieden hebben een waarde; de hoogste is %(most)s.") % told


def table(facts: TileMap) -> Table:
    """One row per place, the highest first, the unknown last."""
    tiles = sorted(facts.tiles, key=lambda tile: (tile.value is None, -(tile.value or 0), tile.label))
    value = f"{_('Waarde')} ({facts.unit})" if facts.unit else _("Waarde")
    rows = tuple((Cell(tile.label, tile.href), Cell(_known(tile))) for tile in tiles)
    return Table(facts.title, (_("Gebied"), value), rows, numeric=frozenset({1}))


def _known(tile: Tile) -> str:
    return _("onbekend") if tile.value is None else _number(tile.value)
