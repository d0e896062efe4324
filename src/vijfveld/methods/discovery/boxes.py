# SPDX-License-Identifier: EUPL-1.2
"""Boxes in the space of inputs, and how good they are: coverage, density, mass and quasi-p."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import binom

from vijfveld.methods.figures import BadFigures, Floats, Reading, Truths

Side = Literal["low", "high"]


class BadCases(BadFigures):
    """Inputs and cases of interest from which no box can be learnt."""


class Box(NamedTuple):
    """Bounds on inputs and what lies within them.

    low, high: included, infinite where the box is open, (inputs,); coverage: share of the cases of interest within,
    density: share of interest among those within, mass: share of all cases within; each 0..1.
    """

    low: Floats
    high: Floats
    coverage: float
    density: float
    mass: float

    @property
    def restricted(self) -> tuple[int, ...]:
        """The inputs (numbers) that the box bounds."""
        bound = np.isfinite(self.low) | np.isfinite(self.high)
        return tuple(np.flatnonzero(bound).tolist())

    def holds(self, inputs: Floats) -> Truths:
        """Which cases (cases, inputs) lie within, (cases,)."""
        return _within(inputs, self.low, self.high)

    def words(self, names: tuple[str, ...], *, digits: int = 3) -> tuple[str, ...]:
        """One phrase for each bounded input."""
        return tuple(_phrase(names[at], self.low[at], self.high[at], digits) for at in self.restricted)


def read_cases(inputs: ArrayLike, interesting: ArrayLike) -> tuple[Floats, Truths]:
    """Inputs (cases, inputs) and which cases are of interest (cases,), 0 or 1, not all alike. Raises BadCases."""
    with Reading(BadCases) as reading:
        table = reading.matrix("inputs", inputs)
        wanted = reading.vector("interesting", interesting, low=0, high=1)
        reading.agree(len(table) == len(wanted), "There must be one answer for each case.")
        reading.agree(bool(((wanted == 0) | (wanted == 1)).all()), "A case is of interest (1) or not (0).")
        reading.agree(0 < wanted.sum() < len(wanted), "Some cases must be of interest and some not.")
    return table, wanted == 1


def measured(inputs: ArrayLike, interesting: ArrayLike, *, low: ArrayLike, high: ArrayLike) -> Box:
    """The box with these bounds (inputs,), measured on these cases. An empty box has density 0. Raises BadCases."""
    table, wanted = read_cases(inputs, interesting)
    least, most = np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
    with Reading(BadCases) as reading:
        reading.require(least.shape == most.shape == (table.shape[1],), "There must be two bounds for each input.")
    inside = _within(table, least, most)
    hits, cases = int(wanted[inside].sum()), int(inside.sum())
    return Box(least, most, hits / int(wanted.sum()), hits / cases if cases else 0.0, cases / len(table))


def quasi_p(box: Box, inputs: ArrayLike, interesting: ArrayLike) -> dict[tuple[int, Side], float]:
    """For each bound (input, side): the chance of so many hits if that bound did nothing; small is telling.

    P(Bin(cases in the box, density of the box without the bound) ≥ hits). The bounds were sought on the same cases,
    so this is no test. Source: Bryant and Lempert (2010). Raises BadCases.
    """
    table, wanted = read_cases(inputs, interesting)
    inside = box.holds(table)
    cases, hits = int(inside.sum()), int(wanted[inside].sum())
    found: dict[tuple[int, Side], float] = {}
    for at in box.restricted:
        for side, bound in (("low", box.low), ("high", box.high)):
            if np.isfinite(bound[at]):
                wider = _density_without(box, table, wanted, (at, side))
                found[at, "low" if side == "low" else "high"] = float(binom.sf(hits - 1, cases, wider))
    return found


def _density_without(box: Box, table: Floats, wanted: Truths, bound: tuple[int, str]) -> float:
    low, high = box.low.copy(), box.high.copy()
    if bound[1] == "low":
        low[bound[0]] = -np.inf
    else:
        high[bound[0]] = np.inf
    return float(wanted[_within(table, low, high)].mean())


def _within(table: Floats, low: Floats, high: Floats) -> Truths:
    inside = np.ones(len(table), dtype=np.bool_)
    for column, least, most in zip(table.T, low, high, strict=True):
        if least > -np.inf:
            inside &= column >= least
        if most < np.inf:
            inside &= column <= most
    return inside


def _phrase(name: str, low: float, high: float, digits: int) -> str:
    if low == -np.inf:
        return f"{name} ≤ {high:.{digits}g}"
    return f"{name} ≥ {low:.{digits}g}" if high == np.inf else f"{low:.{digits}g} ≤ {name} ≤ {high:.{digits}g}"
