# SPDX-License-Identifier: EUPL-1.2
"""Competing hypotheses: what speaks against each, which evidence tells them apart, and what all hangs on.

A device to ask what would refute a hypothesis; it gives no probabilities. Ratings run from 1 (very inconsistent)
over 3 (neutral) to 5 (very consistent), NaN for not applicable; hypotheses lie in rows, evidence in columns.
"""

import warnings
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from vijfveld.methods.figures import BadFigures, Floats, Reading

NEUTRAL = 3.0


class BadRatings(BadFigures):
    """Ratings that are not of hypotheses against evidence, from 1 to 5."""


def cells(ratings: ArrayLike) -> Floats:
    """The mean rating (hypotheses, evidence) over raters, not applicable counted as neutral.

    ratings: (hypotheses, evidence) or (raters, hypotheses, evidence), 1..5 or NaN. Raises BadRatings.
    """
    given = _read(ratings)
    means: Floats = np.where(np.isnan(given), NEUTRAL, given).mean(axis=0)
    return means


def inconsistency(ratings: ArrayLike) -> Floats:
    """What speaks against each hypothesis: Σ (3 - r)² over evidence with r below 3, (hypotheses,), from 0.

    See cells for the ratings. Only inconsistency counts: evidence can fit many hypotheses. Raises BadRatings.
    """
    totals: Floats = _against(cells(ratings)).sum(axis=1)
    return totals


def diagnosticity(ratings: ArrayLike) -> Floats:
    """How far evidence tells hypotheses apart: the population deviation of its ratings, (evidence,), 0..2.

    See cells for the ratings. Raises BadRatings.
    """
    deviations: Floats = cells(ratings).std(axis=0)
    return deviations


def disagreement(ratings: ArrayLike) -> Floats:
    """How far raters differ on a cell, (hypotheses, evidence): 0 with one rater.

    The larger of the sample deviation of the ratings given and that of having rated at all (1) or not (0).
    See cells for the ratings. Raises BadRatings.
    """
    given = _read(ratings)
    if len(given) < 2:
        return np.zeros(given.shape[1:])
    rated = ~np.isnan(given)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        of_ratings = np.nan_to_num(np.nanstd(given, axis=0, ddof=1))
    apart: Floats = np.maximum(of_ratings, rated.astype(np.float64).std(axis=0, ddof=1))
    return apart


class Hinge(NamedTuple):
    """Evidence (column numbers) without which other hypotheses (row numbers) are least inconsistent."""

    evidence: tuple[int, ...]
    before: tuple[int, ...]
    after: tuple[int, ...]


def hinges(ratings: ArrayLike) -> list[Hinge]:
    """The smallest sets of evidence, of one or two pieces, whose removal changes which hypotheses stand best.

    All single pieces that do so; if there are none, all pairs; empty when not even two matter. See cells for
    the ratings. Raises BadRatings.
    """
    against = _against(cells(ratings))
    before = _least(against.sum(axis=1))
    for size in (1, 2):
        found = [
            Hinge(removed, before, after)
            for removed in combinations(range(against.shape[1]), size)
            if (after := _least(against.sum(axis=1) - against[:, removed].sum(axis=1))) != before
        ]
        if found:
            return found
    return []


def _against(means: Floats) -> Floats:
    return np.where(means < NEUTRAL, (NEUTRAL - means) ** 2, 0.0)


def _least(totals: Floats) -> tuple[int, ...]:
    return tuple(np.flatnonzero(totals <= totals.min() + 1e-9).tolist())


def _read(ratings: ArrayLike) -> Floats:
    given = np.asarray(ratings, dtype=np.float64)
    given = given[None] if given.ndim == 2 else given
    with Reading(BadRatings) as reading:
        reading.require(given.ndim == 3, "Ratings must be of hypotheses against evidence, by one or more raters.")
        reading.agree(given.size > 0, "There are no ratings.")
        rated = given[~np.isnan(given)]
        reading.require(bool(((rated >= 1) & (rated <= 5)).all()), "A rating must be from 1 to 5, or NaN.")
    return given
