# SPDX-License-Identifier: EUPL-1.2
"""How good forecasts were: Brier and log score, also weighted by time, beside the base-rate forecast."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from vijfveld.methods.figures import BadFigures, Floats, Reading

CLIP = 1e-6


class BadForecasts(BadFigures):
    """Forecasts or outcomes that cannot be scored."""


def read_forecasts(p: ArrayLike, o: ArrayLike) -> tuple[Floats, Floats]:
    """Probabilities (n,) in 0..1 and outcomes (n,), each 0 or 1. Raises BadForecasts."""
    with Reading(BadForecasts) as reading:
        read = _forecasts(reading, p, o)
    return read


def _forecasts(reading: Reading, p: ArrayLike, o: ArrayLike) -> tuple[Floats, Floats]:
    forecasts, outcomes = reading.vector("p", p, low=0, high=1), _outcomes(reading, o)
    reading.agree(len(forecasts) == len(outcomes), _unequal(len(forecasts), len(outcomes)))
    return forecasts, outcomes


def _outcomes(reading: Reading, o: ArrayLike) -> Floats:
    """Outcomes, each 0 or 1; of truths that is known by their kind, so that nobody needs to look."""
    truths = isinstance(o, np.ndarray) and o.dtype == np.bool_
    return reading.vector("o", o, low=0, high=1, whole=not truths)


def brier(p: ArrayLike, o: ArrayLike) -> float:
    """The Brier score: the mean of (p - o)².

    p: probabilities (n,) in 0..1; o: outcomes (n,), 0 or 1. Gives 0 (perfect) to 1. The original score of
    Brier (1950) and that of forecasting tournaments sum both categories and are twice this one.
    Raises BadForecasts.
    """
    forecasts, outcomes = read_forecasts(p, o)
    difference = forecasts - outcomes
    return float(np.einsum("i,i", difference, difference)) / len(difference)  # a dot product would wait for threads


def log_score(p: ArrayLike, o: ArrayLike, *, clip: float = CLIP) -> float:
    """The logarithmic score: the mean of -ln of the probability given to what happened.

    p: probabilities (n,) in 0..1; o: outcomes (n,), 0 or 1. Probabilities nearer to 0 or 1 than `clip` count as
    clip, so the score runs from about 0 (perfect) to -ln(clip). Say the clip wherever the score is shown.
    Source: Good (1952). Raises BadForecasts.
    """
    with Reading(BadForecasts) as reading:
        forecasts, outcomes = _forecasts(reading, p, o)
        reading.number("clip", clip, low=1e-300, high=0.5)
    given = np.clip(np.where(outcomes == 1, forecasts, 1 - forecasts), clip, 1 - clip)
    return float(-np.log(given).mean())


def base_rate_brier(o: ArrayLike) -> float:
    """The Brier score of always giving the share of events in o (n,): what any forecast should beat."""
    with Reading(BadForecasts) as reading:
        outcomes = _outcomes(reading, o)
    rate = outcomes.mean()
    return float(rate * (1 - rate))


class Standing(NamedTuple):
    """A forecast that stood from `start` to `end` (days from the opening of the question, end excluded)."""

    p: float
    start: float
    end: float


def time_weighted_brier(standing: list[Standing], outcome: int) -> float:
    """The Brier score of one question, each standing forecast weighted by the days it stood.

    standing: forecasts that do not overlap; days on which none stood do not count. outcome: 0 or 1. Gives 0..1.
    Source: the scoring of the Good Judgment tournaments (on the scale 0..1). Raises BadForecasts.
    """
    with Reading(BadForecasts) as reading:
        forecasts = reading.vector("p", [one.p for one in standing], low=0, high=1)
        starts = reading.vector("start", [one.start for one in standing])
        ends = reading.vector("end", [one.end for one in standing])
        reading.require(outcome in (0, 1), f"The outcome must be 0 or 1, not {outcome}.")
        reading.agree(bool((ends > starts).all()), "A forecast must end after it starts.")
        reading.agree(not _overlap(starts, ends), "Two forecasts stand at the same time.")
    days = ends - starts
    return float((forecasts - outcome) ** 2 @ days / days.sum())


def _overlap(starts: Floats, ends: Floats) -> bool:
    order = np.argsort(starts)
    return bool((starts[order][1:] < ends[order][:-1]).any())


def _unequal(forecasts: int, outcomes: int) -> str:
    return f"There must be one outcome for each forecast, but there are {forecasts} forecasts and {outcomes} outcomes."
