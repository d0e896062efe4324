# SPDX-License-Identifier: EUPL-1.2
"""Intervals around scores, by drawing questions again: forecasts on one question are not independent."""

from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from vijfveld.methods.figures import Floats, Ints, Reading
from vijfveld.methods.judgement.decomposition import Murphy, murphy
from vijfveld.methods.judgement.scores import BadForecasts, read_forecasts

RESAMPLES = 1_000
DRAWN_AT_ONCE = 1 << 21


class Interval(NamedTuple):
    """A figure and the bounds between which it lies in the given share of resamples."""

    low: float
    point: float
    high: float


def resample_questions(questions: int, *, resamples: int = RESAMPLES, rng: Generator) -> Ints:
    """How often each question is drawn in each resample: (resamples, questions), every row sums to questions.

    Raises BadForecasts.
    """
    with Reading(BadForecasts) as reading:
        reading.require(questions >= 1, "There must be a question to draw.")
        reading.require(resamples >= 1, "There must be at least one resample.")
    drawn = np.empty((resamples, questions), dtype=np.int64)
    step = max(1, DRAWN_AT_ONCE // questions)
    for start in range(0, resamples, step):
        rows = drawn[start : start + step]
        picks = rng.integers(0, questions, size=rows.shape)
        picks += np.arange(len(rows))[:, None] * questions
        rows[:] = np.bincount(picks.ravel(), minlength=rows.size).reshape(rows.shape)
    return drawn


def resampled_mean(scores: ArrayLike, questions: ArrayLike, *, drawn: Ints) -> Floats:
    """The mean score in each resample, (resamples,).

    scores: one figure for each forecast (n,), such as (p - o)²; questions: the number of its question (n,), from
    0; drawn: from resample_questions. Raises BadForecasts.
    """
    with Reading(BadForecasts) as reading:
        given = reading.vector("scores", scores)
        place = _places(reading, questions, len(given), drawn)
    sums = np.bincount(place, weights=given, minlength=drawn.shape[1])
    sizes = np.bincount(place, minlength=drawn.shape[1]).astype(np.float64)
    weights = drawn.astype(np.float64)
    return _ratio(weights @ sums, weights @ sizes)


def resampled_brier(p: ArrayLike, o: ArrayLike, questions: ArrayLike, *, drawn: Ints) -> Floats:
    """The Brier score in each resample, (resamples,). See resampled_mean. Raises BadForecasts."""
    forecasts, outcomes = read_forecasts(p, o)
    return resampled_mean((forecasts - outcomes) ** 2, questions, drawn=drawn)


def resampled_murphy(p: ArrayLike, o: ArrayLike, questions: ArrayLike, *, drawn: Ints) -> Floats:
    """Reliability, resolution and uncertainty in each resample, (resamples, 3), by distinct forecast.

    See resampled_mean. Fit for forecasts on a scale of some hundred steps. Raises BadForecasts.
    """
    forecasts, outcomes = read_forecasts(p, o)
    with Reading(BadForecasts) as reading:
        place = _places(reading, questions, len(forecasts), drawn)
    values, bin_of = np.unique(forecasts, return_inverse=True)
    cells = place * len(values) + bin_of
    shape = (drawn.shape[1], len(values))
    weights = drawn.astype(np.float64)
    sizes = weights @ np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape).astype(np.float64)
    events = weights @ np.bincount(cells, weights=outcomes, minlength=shape[0] * shape[1]).reshape(shape)
    return _terms(values, sizes, events)


def interval(draws: ArrayLike, *, point: float, level: float = 0.9) -> Interval:
    """The middle `level` of the draws (resamples,) around the point, by percentiles. Raises BadForecasts."""
    with Reading(BadForecasts) as reading:
        given = reading.vector("draws", draws)
        reading.number("level", level, low=0, high=1)
    low, high = np.quantile(given, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), point, float(high))


def murphy_intervals(
    p: ArrayLike, o: ArrayLike, questions: ArrayLike, *, drawn: Ints, level: float = 0.9
) -> tuple[Interval, Interval, Interval]:
    """Intervals of reliability, resolution and uncertainty. See resampled_murphy. Raises BadForecasts."""
    draws = resampled_murphy(p, o, questions, drawn=drawn)
    points: Murphy = murphy(p, o)
    first, second, third = (interval(draws[:, at], point=point, level=level) for at, point in enumerate(points))
    return first, second, third


def _terms(values: Floats, sizes: Floats, events: Floats) -> Floats:
    totals = sizes.sum(axis=1, keepdims=True)
    rate = events.sum(axis=1, keepdims=True) / totals
    rates = events / np.maximum(sizes, 1)
    reliability = (sizes * (values - rates) ** 2).sum(axis=1) / totals[:, 0]
    resolution = (sizes * (rates - rate) ** 2).sum(axis=1) / totals[:, 0]
    return np.column_stack([reliability, resolution, (rate * (1 - rate))[:, 0]])


def _places(reading: Reading, questions: ArrayLike, forecasts: int, drawn: Ints) -> Ints:
    place = np.asarray(questions)
    whole = place.ndim == 1 and np.issubdtype(place.dtype, np.integer) and place.size > 0
    reading.require(whole, "Each forecast needs the number of its question.")
    if not whole:
        return np.zeros(0, dtype=np.int64)
    reading.agree(len(place) == forecasts, "There must be one question number for each forecast.")
    reading.require(place.min() >= 0 and place.max() < drawn.shape[1], "A question number has no place in the draws.")
    return place.astype(np.int64, copy=False)


def _ratio(sums: Floats, sizes: Floats) -> Floats:
    with Reading(BadForecasts) as reading:
        reading.require(bool((sizes > 0).all()), "A resample holds no forecasts: leave out questions without any.")
    return sums / sizes
