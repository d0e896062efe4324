# SPDX-License-Identifier: EUPL-1.2
"""Capacity over the months: what was lost since the peak, how it moves with the threat, how soon it comes back."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from vijfveld.methods.figures import BadFigures, Floats, Reading, Truths


class BadSeries(BadFigures):
    """A history that misses months or cannot carry the measure."""


def drawdown(series: ArrayLike) -> Floats:
    """What is lost of the highest capacity so far, 1 - c/peak, at each month, (months,): 0 (none) to 1 (all).

    series: capacity of at least 0 (months,), in any unit. Months before the first capacity count as no loss.
    Raises BadSeries, also when there never was any capacity.
    """
    capacity = _capacity(series)
    peak = np.maximum.accumulate(capacity)
    lost: Floats = 1 - np.divide(capacity, peak, out=np.ones_like(peak), where=peak > 0)
    return lost


def volatility(series: ArrayLike) -> float:
    """The sample deviation of the monthly change of ln capacity, from 0.

    series: capacity above 0 (months,), at least three months. Raises BadSeries.
    """
    with Reading(BadSeries) as reading:
        capacity = reading.vector("series", series, low=0)
        reading.agree(bool((capacity > 0).all()), "A month without capacity has no relative change.")
        reading.agree(len(capacity) > 2, "There must be at least three months.")
    return float(np.diff(np.log(capacity)).std(ddof=1))


def below_base(series: ArrayLike, base: float) -> Truths:
    """In which months the capacity (months,) lies under its fixed level. Raises BadSeries."""
    with Reading(BadSeries) as reading:
        capacity = reading.vector("series", series, low=0)
        level = reading.number("base", base, low=0)
    return capacity < level


class Ratchet(NamedTuple):
    """How many per cent capacity moves for one per cent of threat, when threat rises and when it falls.

    Sound is rising near 1 and falling near 0: what was built stays. NaN where the threat never moved that way.
    """

    rising: float
    falling: float


def ratchet(capacity: ArrayLike, threat: ArrayLike, *, lag: int = 0) -> Ratchet:
    """The elasticity of capacity to threat, apart for rising and falling threat.

    capacity, threat: above 0 (months,); lag: months by which capacity follows. Least squares of the change of
    ln capacity on the rises and on the falls of ln threat. Source: Wolffram (1971), irreversible supply.
    Raises BadSeries.
    """
    with Reading(BadSeries) as reading:
        held = reading.vector("capacity", capacity, low=0)
        faced = reading.vector("threat", threat, low=0)
        reading.agree(len(held) == len(faced), "Capacity and threat must have the same months.")
        reading.agree(bool((held > 0).all() and (faced > 0).all()), "Capacity and threat must be above 0 each month.")
        reading.agree(0 <= lag < len(held) - 1, "The lag must leave at least two months.")
    change, moves = np.diff(np.log(held))[lag:], np.diff(np.log(faced))[: len(held) - 1 - lag]
    return Ratchet(_slope(change, moves, moves > 0), _slope(change, moves, moves < 0))


def half_life(share_left: float, *, months: float = 12) -> float:
    """Months after which half the expertise is gone, when `share_left` (0..1) is left after `months`.

    Assumes that expertise leaves at a steady rate. Infinite when all is left, 0 when none is. Raises BadSeries.
    """
    with Reading(BadSeries) as reading:
        left = reading.number("share_left", share_left, low=0, high=1)
        reading.require(months > 0, "The months must be above 0.")
    if left in (0, 1):
        return float("inf") if left else 0.0
    return float(months * np.log(2) / -np.log(left))


def rebuild_time(series: ArrayLike, *, trigger: int, need: float, share: float = 0.9) -> float:
    """Months from the trigger (a month number) until capacity is `share` of the need; infinite when never.

    series: capacity of at least 0 (months,). Raises BadSeries.
    """
    with Reading(BadSeries) as reading:
        capacity = reading.vector("series", series, low=0)
        reading.number("need", need, low=0)
        reading.agree(0 <= trigger < len(capacity), "The trigger must be one of the months.")
    enough = np.flatnonzero(capacity[trigger:] >= share * need - 1e-12)
    return float(enough[0]) if len(enough) else float("inf")


def surge_reserve(mobilised: float, needs: ArrayLike) -> float:
    """What is left in the worst scenario of the capacity that can be mobilised in time; below 0 is a shortfall.

    needs: one for each scenario, at least 0 (scenarios,). Raises BadSeries.
    """
    with Reading(BadSeries) as reading:
        ready = reading.number("mobilised", mobilised, low=0)
        needed = reading.vector("needs", needs, low=0)
    return ready - float(needed.max())


def redundancy(qualified: ArrayLike, *, least: int = 2) -> float:
    """The share of critical tasks that at least `least` organisations are qualified for, 0..1.

    qualified: 0 or 1, (tasks, organisations). Raises BadSeries.
    """
    with Reading(BadSeries) as reading:
        able = reading.matrix("qualified", qualified, low=0, high=1)
    return float(np.mean((able > 0).sum(axis=1) >= least))


def suppressed(values: ArrayLike, counts: ArrayLike, *, least: int = 5) -> Floats:
    """The values (k,) with NaN wherever fewer than `least` underlie them, so that no one can be known from them.

    Raises BadSeries.
    """
    with Reading(BadSeries) as reading:
        given = reading.vector("values", values)
        beneath = reading.vector("counts", counts, low=0)
        reading.agree(len(given) == len(beneath), "There must be one count for each value.")
    return np.where(beneath < least, np.nan, given)


def standing(breaches: ArrayLike, *, months: int = 2) -> Truths:
    """In which months a breach has stood for at least `months` in a row, (months,). breaches: 0 or 1 (months,).

    Raises BadSeries.
    """
    with Reading(BadSeries) as reading:
        breached = reading.vector("breaches", breaches, low=0, high=1) > 0
        reading.require(months >= 1, "The months must be at least 1.")
    counts = np.cumsum(breached)
    last_clear = np.maximum.accumulate(np.where(breached, 0, counts))
    return breached & (counts - last_clear >= months)


def _slope(change: Floats, moves: Floats, where: Truths) -> float:
    if not where.any():
        return float("nan")
    return float(change[where] @ moves[where] / (moves[where] @ moves[where]))


def _capacity(series: ArrayLike) -> Floats:
    with Reading(BadSeries) as reading:
        capacity = reading.vector("series", series, low=0)
        reading.agree(capacity.max() > 0, "There never was any capacity, so nothing can be lost.")
    return capacity
