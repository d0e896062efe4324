# SPDX-License-Identifier: EUPL-1.2
"""Cumulative sums that raise an alarm, and how often they would do so when nothing has changed."""

from collections.abc import Callable
from math import ceil, exp, inf, lgamma, log
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from vijfveld.methods.figures import BadFigures, Floats, Ints, Reading

NODES = 60
MOST_STATES = 2_000
LONGEST = 1e12


class BadChart(BadFigures):
    """A chart or a design that cannot be made."""


class Cusum(NamedTuple):
    """The two sums at each month, (months,), and the months (numbers) at which one reaches the limit."""

    high: Floats
    low: Floats
    alarms: Ints


def cusum(series: ArrayLike, *, target: float, slack: float, limit: float) -> Cusum:
    """The tabular sums: high = max(0, high + x - target - slack), low = max(0, low + target - slack - x).

    series: (months,); slack (k, at least 0) and limit (h, above 0) in the unit of the series. An alarm is a month
    at which a sum is at least the limit; the sums run on. Source: Page (1954); Montgomery (2009), 9.1.2.
    Raises BadChart.
    """
    with Reading(BadChart) as reading:
        given = reading.vector("series", series)
        reading.number("target", target)
        reading.number("slack", slack, low=0)
        reading.require(limit > 0, "The limit must be above 0.")
    high = _running(given - target - slack)
    low = _running(target - slack - given)
    return Cusum(high, low, np.flatnonzero((high >= limit) | (low >= limit)))


def count_cusum(counts: ArrayLike, *, reference: float, limit: float) -> Cusum:
    """The sum for counts that may rise: high = max(0, high + x - reference); low stays 0.

    counts: whole numbers (months,); reference from poisson_reference, limit from poisson_limit.
    Source: Lucas (1985). Raises BadChart.
    """
    with Reading(BadChart) as reading:
        given = reading.vector("counts", counts, low=0)
        reading.agree(bool((given == np.round(given)).all()), "Counts must be whole numbers.")
        reading.require(reference > 0, "The reference must be above 0.")
        reading.require(limit > 0, "The limit must be above 0.")
    high = _running(given - reference)
    return Cusum(high, np.zeros_like(high), np.flatnonzero(high >= limit))


def poisson_reference(usual: float, raised: float) -> float:
    """The reference value to tell a raised mean count from the usual one soonest: (m1 - m0) / (ln m1 - ln m0).

    Source: Lucas (1985). Raises BadChart.
    """
    with Reading(BadChart) as reading:
        reading.require(0 < usual < raised < inf, "The raised mean must be above the usual one, and both above 0.")
    return (raised - usual) / (log(raised) - log(usual))


def run_length(*, slack: float, limit: float, shift: float = 0.0) -> float:
    """The average number of months until one sum of standard normal figures reaches the limit.

    slack, limit and shift (of the mean) in standard deviations. Solves the integral equation of Page (1954) on
    Gauss-Legendre nodes. Raises BadChart.
    """
    with Reading(BadChart) as reading:
        reading.number("slack", slack, low=0)
        reading.number("shift", shift)
        reading.require(0 < limit < inf, "The limit must be above 0.")
    points, weights = np.polynomial.legendre.leggauss(NODES)
    nodes, weights = (points + 1) * limit / 2, weights * limit / 2
    drift = shift - slack
    # The sum restarts at 0 with a lump of probability, so 0 is a state beside the nodes.
    states = np.append(0.0, nodes)
    moves = np.column_stack([ndtr(-states - drift), weights * _density(nodes - states[:, None] - drift)])
    return _length(moves)


def two_sided_run_length(*, slack: float, limit: float, shift: float = 0.0) -> float:
    """As run_length, until either of the two sums reaches the limit. Source: van Dobben de Bruyn (1968)."""
    up = run_length(slack=slack, limit=limit, shift=shift)
    down = run_length(slack=slack, limit=limit, shift=-shift)
    return 1 / (1 / up + 1 / down)


def poisson_run_length(*, mean: float, reference: float, limit: float, steps: int = 1) -> float:
    """The average number of months until count_cusum reaches the limit, for counts with a Poisson mean.

    reference and limit must be whole multiples of 1/steps. Exact, as a Markov chain. Source: Lucas (1985).
    Raises BadChart.
    """
    states = _states(mean, reference, limit, steps)
    moves = np.zeros((states, states))
    drop = round(reference * steps)
    for state in range(states):
        for count in range((states - 1 - state + drop) // steps + 1):
            moves[state, max(0, state + count * steps - drop)] += _poisson(count, mean)
    return _length(moves)


def limit_for(years: float, *, slack: float, two_sided: bool = True) -> float:
    """The lowest limit, in hundredths of a standard deviation, with at most one false alarm in so many years.

    For monthly figures, standard normal when nothing has changed. Raises BadChart.
    """
    length = two_sided_run_length if two_sided else run_length
    _ask_years(years)
    return _lowest(lambda at: length(slack=slack, limit=at / 100) >= 12 * years, 5_000) / 100


def poisson_limit(years: float, *, mean: float, reference: float, steps: int = 1) -> float:
    """The lowest limit for count_cusum, in 1/steps, with at most one false alarm in so many years of months.

    Raises BadChart.
    """
    _ask_years(years)

    def rare(at: int) -> bool:
        return poisson_run_length(mean=mean, reference=reference, limit=at / steps, steps=steps) >= 12 * years

    return _lowest(rare, MOST_STATES) / steps


def false_alarms_a_year(months_between: float) -> float:
    """How often a year a chart with that average run length, in months, raises an alarm for nothing."""
    return 12 / months_between


def _length(moves: Floats) -> float:
    """The average number of moves from the first state until the chain is left; infinite when beyond reckoning."""
    try:
        length = float(np.linalg.solve(np.eye(len(moves)) - moves, np.ones(len(moves)))[0])
    except np.linalg.LinAlgError:
        return inf
    # A chain that hardly ever ends loses its length to rounding, and can even come out negative.
    return length if 0 < length < LONGEST else inf


def _running(steps: Floats) -> Floats:
    """max(0, sum so far + step): the cumulative sum above its lowest point so far."""
    total = np.cumsum(steps)
    running: Floats = total - np.minimum(np.minimum.accumulate(total), 0)
    return running


def _states(mean: float, reference: float, limit: float, steps: int) -> int:
    with Reading(BadChart) as reading:
        reading.require(0 < mean < inf, "The mean must be above 0.")
        reading.require(steps >= 1, "The steps must be at least 1.")
        for name, value in (("reference", reference), ("limit", limit)):
            scaled = value * steps
            reading.require(0 < value < inf, f"The {name} must be above 0.")
            reading.agree(abs(scaled - round(scaled)) < 1e-9, f"The {name} must be a multiple of 1/{steps}.")
        reading.agree(limit * steps <= MOST_STATES, f"The limit may have at most {MOST_STATES:,} steps.")
    return ceil(limit * steps - 1e-9)


def _poisson(count: int, mean: float) -> float:
    return exp(count * log(mean) - mean - lgamma(count + 1))


def _density(x: Floats) -> Floats:
    values: Floats = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
    return values


def _ask_years(years: float) -> None:
    with Reading(BadChart) as reading:
        reading.require(0 < years < inf, "The years between false alarms must be above 0.")


def _lowest(holds: Callable[[int], bool], most: int) -> int:
    """The lowest whole number from 1 for which it holds, given that it then holds for all above."""
    low, high = 0, 1
    while not holds(high):
        low, high = high, high * 2
        if high > most:
            raise BadChart("No limit makes false alarms that rare: allow more slack or more alarms.")
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
