# SPDX-License-Identifier: EUPL-1.2
"""Where everything on the wheel stands, for a wide and for a narrow screen."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Final

from vijfveld.face.palette import Area

QUADRANTS: Final[dict[Area, float]] = {
    Area.PREVENT: 0.0,
    Area.PROTECT: 90.0,
    Area.PREPARE: 180.0,
    Area.PURSUE: 270.0,
}


@dataclass(frozen=True)
class Band:
    """Three arcs one around another: where they begin, how thick they are, and the space between."""

    start: float
    thick: float
    space: float

    def arc(self, index: int) -> tuple[float, float]:
        """The two radii of an arc, counted from inside."""
        inner = self.start + index * (self.thick + self.space)
        return inner, inner + self.thick


@dataclass(frozen=True)
class Layout:
    """The measures of one variant of the wheel, in units of its own view box."""

    name: str
    hub: float
    basis: Band
    basis_label: float
    basis_cells: tuple[float, float]
    basis_per_side: int
    quadrant: Band
    cells: float
    depth: float
    between_rows: float
    per_row: int
    gap: float
    dot: float
    text: float
    curved: bool

    def room(self, area: Area) -> int:
        """How many cells a field has room for."""
        return 2 * (self.basis_per_side if area is Area.PROCURE else self.per_row)

    def rows(self, efforts: int) -> int:
        """The rows of cells that this many efforts take: none, one or two."""
        return min(2, ceil(efforts / self.per_row))

    def row(self, index: int) -> tuple[float, float]:
        """The two radii of a row of cells."""
        inner = self.cells + index * (self.depth + self.between_rows)
        return inner, inner + self.depth

    def rim(self, rows: int) -> float:
        """The radius within which all cells and their dots fall."""
        return self.row(max(rows, 1) - 1)[1] + 2.6 * self.dot


WIDE: Final = Layout(
    name="wide",
    hub=72,
    basis=Band(83, 9.5, 3.2),
    basis_label=137,
    basis_cells=(122.5, 142),
    basis_per_side=6,
    quadrant=Band(148, 14, 4),
    cells=218,
    depth=26,
    between_rows=15,
    per_row=9,
    gap=18,
    dot=4.5,
    text=19,
    curved=True,
)
NARROW: Final = Layout(
    name="narrow",
    hub=45,
    basis=Band(51, 6.4, 2),
    basis_label=90,
    basis_cells=(77, 92.5),
    basis_per_side=4,
    quadrant=Band(96, 8.4, 2.2),
    cells=132,
    depth=21,
    between_rows=9,
    per_row=4,
    gap=10,
    dot=3.4,
    text=16,
    curved=False,
)
