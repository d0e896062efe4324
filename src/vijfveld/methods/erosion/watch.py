# SPDX-License-Identifier: EUPL-1.2
"""The watch over the five patterns: each series beside what is usual, and the months that ask to look or alarm.

A month outside its band asks to look; two in a row alarm (methods.md §5). Role conflicts alarm by a cumulative sum with
a stated rate of false alarms. In the months in which `tight` holds, because the threat level fell, the bands are
narrower. What is usual is read from the first months of the series, so that a slow change cannot hide in it.
"""

from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from vijfveld.methods.erosion.alarms import count_cusum, poisson_limit, poisson_reference
from vijfveld.methods.erosion.attention import jensen_shannon
from vijfveld.methods.erosion.capacity import standing
from vijfveld.methods.erosion.drift import mixing_by_month
from vijfveld.methods.figures import BadFigures, Floats, Reading, Truths

FEWEST_USUAL: Final = 6
MOST_USUAL: Final = 12
"""From how many months, at least and at most, what is usual is read."""
MOST_APART: Final = {False: 0.03, True: 0.02}
"""How far, in bits of Jensen-Shannon, the shares of effort may lie from what was agreed; after a fall less."""
FLOOR: Final = 0.25
"""What part of its agreed share each field keeps at least."""
MOST_DRIFT: Final = {False: 0.15, True: 0.10}
"""How far the assortativity may rise above what is usual."""
SPREADS: Final = {False: 3.0, True: 2.5}
"""The same in robust deviations of the usual months, when that is more."""
TOGETHER: Final = 3
"""Over how many months contacts are taken together."""
MOST_LOST: Final = {False: 0.10, True: 0.06}
"""What part of its peak capacity may lose."""
FEWEST_FOUND: Final = 0.25
"""The lowest mean of conflicts a month that is taken as usual."""
RAISED: Final = 2.5
"""How many times the usual is told from it soonest."""
YEARS_BETWEEN: Final = {False: 20.0, True: 10.0}
"""How many years lie between two false alarms about role conflicts, by design."""


class BadWatch(BadFigures):
    """Series that cannot be watched together."""


class Watched(NamedTuple):
    """A series with its band, and in which months it asks to look or alarms; all (months,), NaN where unknown."""

    values: Floats
    low: Floats
    high: Floats
    look: Truths
    alarm: Truths


def watch_attention(
    efforts: ArrayLike, tight: ArrayLike, *, agreed: ArrayLike | None = None, merged: ArrayLike | None = None
) -> Watched:
    """How far effort lies from its agreed shares: Jensen-Shannon in bits, 0..1, and shares under their floor.

    efforts: at least 0 (months, fields), NaN nowhere; agreed: shares (fields,), else those of the first months; merged:
    which fields of a month are taken together because each is too small to show, 0 or 1 (months, fields). A month
    without effort is unknown. Source: methods.md §5.1; Lin (1991). Raises BadWatch.
    """
    with Reading(BadWatch) as reading:
        given = reading.matrix("efforts", efforts, low=0)
        narrow = _months(reading, tight, len(given))
        join = np.zeros(given.shape) if merged is None else reading.matrix("merged", merged, low=0, high=1)
        reading.agree(join.shape == given.shape, "There must be one mark for each field of each month.")
    some = given.sum(axis=1) > 0
    shares = np.divide(given, given.sum(axis=1, keepdims=True), out=np.zeros_like(given), where=some[:, None])
    usual_in = _usual_months(np.where(some, 0.0, np.nan))
    if agreed is None:
        usual, known = shares[usual_in].mean(axis=0) if usual_in.any() else None, ~usual_in & (usual_in.sum() > 0)
    else:
        usual, known = np.asarray(agreed, dtype=np.float64) / np.sum(agreed), np.ones(len(given), dtype=bool)
    values, short = np.full(len(given), np.nan), np.zeros(len(given), dtype=bool)
    if usual is not None:
        for month in np.flatnonzero(some):
            own, whole = (_merge(row, join[month] > 0) for row in (shares[month], usual))
            values[month] = jensen_shannon(own, whole)
            short[month] = bool((own < FLOOR * whole - 1e-12).any())
    known = known & some
    high = np.where(narrow, MOST_APART[True], MOST_APART[False])
    outside = known & (short | (np.nan_to_num(values) > high))
    return _watched(values, np.zeros(len(given)), high, outside, known)


def watch_drift(matrices: ArrayLike, tight: ArrayLike, *, few: ArrayLike | None = None) -> Watched:
    """Whether two sides keep to themselves more than is usual: the assortativity of three months together.

    matrices: mixing matrices of each month (months, 2, 2), each contact in both directions; few: the months in which
    too few organisations are in contact to show it, 0 or 1 (months,). Months that cannot tell are unknown.
    Source: methods.md §5.2; Newman (2003). Raises BadWatch.
    """
    with Reading(BadWatch) as reading:
        given = reading.array("matrices", matrices, axes=3, low=0)
        narrow = _months(reading, tight, len(given))
        hidden = np.zeros(len(given), dtype=bool) if few is None else _months(reading, few, len(given))
        reading.agree(given.shape[1:] == (2, 2), "There must be a matrix of two sides for each month.")
    whole = np.cumsum(given, axis=0)
    whole[TOGETHER:] -= whole[:-TOGETHER].copy()
    values = mixing_by_month(whole)[:, 1]
    # One side alone is no mixing: all rows of the other are empty.
    values = np.where((whole.sum(axis=2) > 0).all(axis=1) & ~hidden, values, np.nan)
    usual_in = _usual_months(values)
    if not usual_in.any():
        return _unknown(values)
    centre = float(np.median(values[usual_in]))
    spread = 1.4826 * float(np.median(np.abs(values[usual_in] - centre)))
    room = {at: max(MOST_DRIFT[at], SPREADS[at] * spread) for at in (False, True)}
    high = centre + np.where(narrow, room[True], room[False])
    known = ~usual_in & ~np.isnan(values)
    outside = known & (np.nan_to_num(values, nan=-1) > high)
    return _watched(values, np.full(len(given), -1.0), high, outside, known)


def watch_capacity(granted: ArrayLike, floors: ArrayLike, tight: ArrayLike) -> Watched:
    """Whether capacity lies under its peak by more than it may, or under the fixed level.

    granted: capacity at the end of each month, at least 0, NaN where unknown (months,); floors: the fixed level of
    those months (months,). Source: methods.md §5.3. Raises BadWatch.
    """
    values = np.asarray(granted, dtype=np.float64)
    with Reading(BadWatch) as reading:
        given = reading.vector("granted", np.nan_to_num(values), low=0)
        least = reading.vector("floors", floors, low=0)
        narrow = _months(reading, tight, len(given))
        reading.agree(len(given) == len(least), "There must be one fixed level for each month.")
    peak = np.maximum.accumulate(given)
    low = np.maximum(peak * (1 - np.where(narrow, MOST_LOST[True], MOST_LOST[False])), least)
    began = np.cumsum(~np.isnan(values)) > 1
    known = began & ~np.isnan(values) & (peak > 0)
    outside = known & (given < low - 1e-9)
    return _watched(values, low, np.full(len(given), np.inf), outside, known)


def watch_conflicts(found: ArrayLike, tight: ArrayLike) -> Watched:
    """Whether more role conflicts are found than is usual: the cumulative sum of Lucas (1985).

    found: whole numbers of at least 0 (months,). The series is the sum; the band its limit. Source: methods.md §5.5.
    Raises BadWatch.
    """
    with Reading(BadWatch) as reading:
        counts = reading.vector("found", found, low=0)
        narrow = _months(reading, tight, len(counts))
    usual_in = _usual_months(counts)
    if not usual_in.any():
        return _unknown(np.full(len(counts), np.nan))
    reference, limits = conflict_design(int(counts[usual_in].sum()), int(usual_in.sum()))
    first = int(usual_in.sum())
    sums = np.zeros(len(counts))
    sums[first:] = count_cusum(counts[first:], reference=reference, limit=limits[False]).high
    high = np.where(narrow, limits[True], limits[False])
    low, band = (np.where(usual_in, np.nan, each) for each in (np.zeros(len(counts)), high))
    return Watched(sums, low, band, sums >= high / 2, sums >= high)


@lru_cache(maxsize=256)
def conflict_design(found: int, months: int) -> tuple[float, dict[bool, float]]:
    """What a month adds before it counts, and the limits of the sum, from the conflicts of the usual months.

    Two conflicts more than were found are taken as usual: a mean from few months is often too low.
    """
    usual = max((found + 2) / months, FEWEST_FOUND)
    reference = max(round(4 * poisson_reference(usual, RAISED * usual)) / 4, 0.25)
    limits = {at: poisson_limit(YEARS_BETWEEN[at], mean=usual, reference=reference, steps=4) for at in (False, True)}
    return reference, limits


def _months(reading: Reading, tight: ArrayLike, number: int) -> Truths:
    given = reading.vector("tight", np.asarray(tight, dtype=np.float64), low=0, high=1)
    reading.agree(len(given) == number, "There must be one mark for each month.")
    marks: Truths = given > 0
    return marks


def _usual_months(values: Floats) -> Truths:
    """The first known months: half of them, at least six and at most twelve; none when nothing would be left."""
    known = np.flatnonzero(~np.isnan(values))
    count = min(max(FEWEST_USUAL, len(known) // 2), MOST_USUAL)
    chosen = np.zeros(len(values), dtype=bool)
    if len(known) > count:
        chosen[known[:count]] = True
    return chosen


def _merge(shares: Floats, together: Truths) -> Floats:
    if not together.any():
        return shares
    merged: Floats = np.append(shares[~together], shares[together].sum())
    return merged


def _watched(values: Floats, low: Floats, high: Floats, outside: Truths, known: Truths) -> Watched:
    # A month that is not known neither breaks a run of months outside nor makes one.
    alarm = np.zeros(len(values), dtype=bool)
    places = np.flatnonzero(known)
    if len(places):
        alarm[places] = standing(outside[places])
    low, high = np.where(known, low, np.nan), np.where(known, high, np.nan)
    return Watched(values, low, high, outside, alarm)


def _unknown(values: Floats) -> Watched:
    never = np.zeros(len(values), dtype=bool)
    blank = np.full(len(values), np.nan)
    return Watched(values, blank, blank, never, never)
