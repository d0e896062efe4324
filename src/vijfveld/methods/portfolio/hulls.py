# SPDX-License-Identifier: EUPL-1.2
"""Cuts that a partner's capacity implies: choices are whole, and few of them fit in it.

The sets of measures that fit a capacity are listed. Where a relaxed choice lies outside everything that a mix of such
sets can be, the plane that parts the two most clearly is a limit that every whole choice keeps. Source: Boyd (1994),
Fenchel cutting planes for integer programs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

import numpy as np
from scipy.sparse import csc_array, csr_array

from vijfveld.methods.figures import Floats, Ints, Truths
from vijfveld.methods.portfolio.checking import SLACK
from vijfveld.methods.portfolio.engine import Model, run
from vijfveld.methods.portfolio.problem import Problem

MOST_ASKED = 14
"""A capacity that more measures ask for has too many sets to list; it is left to the solver."""
WHOLE, OUTSIDE = 1e-6, 1e-3
"""How near to 0 or 1 a choice is whole; how far outside a choice must lie for a cut to be worth its row."""


def may_be_chosen(problem: Problem) -> Truths:
    """The open measures that fit every capacity by themselves, as do those that must go before them, (measures,)."""
    most = _most(problem)
    there: Truths = problem.open & ~(problem.use.toarray() > most[:, None]).any(axis=0)  # type: ignore[union-attr]
    before = -1
    while before != (before := int(there.sum())):
        for measure, first in (*problem.needs_first, *problem.subsidiarity):
            there[measure] &= there[first]
    return there


@dataclass(frozen=True)
class Hull:
    """The measures that ask one capacity, and the largest sets of them that fit in it, (sets, measures asked)."""

    asked: Ints
    sets: Floats

    def cut(self, choice: Floats) -> tuple[Floats | None, float]:
        """Factors with factors @ choice[asked] <= 1 for every whole choice and not for this one, None without any; and
        the seconds that it took."""
        here = choice[self.asked]
        if np.all((here < WHOLE) | (here > 1 - WHOLE)):
            return None, 0.0
        found = run(self._parting(here))
        if found.values is None or -found.objective <= 1 + OUTSIDE:
            return None, found.seconds
        factors: Floats = found.values / max(float((self.sets @ found.values).max()), 1.0)
        return factors, found.seconds

    def _parting(self, here: Floats) -> Model:
        """Factors from 0 that come as high as can be here, and to 1 at most on every set."""
        (sets, asked), unbounded = self.sets.shape, np.full(len(here), inf)
        return Model(-here, np.zeros(asked), unbounded, csc_array(self.sets), np.full(sets, -inf), np.ones(sets),
                     np.zeros(asked, dtype=np.bool_))  # fmt: skip


def hulls_of(problem: Problem, there: Truths) -> list[Hull]:
    """A hull for each capacity that a few measures ask more of than there is; `there`: which may be chosen."""
    return list(_hulls(problem, there))


def _hulls(problem: Problem, there: Truths) -> Iterator[Hull]:
    use = csr_array(problem.use)
    for partner, most in enumerate(_most(problem)):
        row = slice(use.indptr[partner], use.indptr[partner + 1])
        counted = there[use.indices[row]] & (use.data[row] > 0)
        asked, asks = use.indices[row][counted].astype(np.int64), use.data[row][counted]
        if len(asked) <= MOST_ASKED and asks.sum() > most:
            yield Hull(asked, _largest_that_fit(asks, float(most)))


def _largest_that_fit(asks: Floats, most: float) -> Floats:
    """The sets that fit and to which nothing can be added, a row each."""
    inside = (np.arange(2 ** len(asks))[:, None] >> np.arange(len(asks)) & 1).astype(np.bool_)
    asked = inside @ asks
    least_left_out = np.where(inside, np.inf, asks).min(axis=1)
    sets: Floats = inside[(asked <= most) & (asked + least_left_out > most)].astype(np.float64)
    return sets


def _most(problem: Problem) -> Floats:
    """What each partner can be asked, with what a solver may overshoot it."""
    capacity = np.asarray(problem.capacity)
    most: Floats = capacity + float(SLACK) * np.maximum(capacity, 1.0)
    return most
