# SPDX-License-Identifier: EUPL-1.2
"""Several people's probabilities made one, pushed outward only when many resolved questions say so."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import minimize_scalar
from scipy.special import expit, logit

from vijfveld.methods.figures import Floats, Reading
from vijfveld.methods.judgement.scores import CLIP, BadForecasts, log_score

ENOUGH_RESOLVED = 50
MOST_EXTREME = 5.0
FOLDS = 5


def pool(p: ArrayLike, a: float = 1.0, weights: ArrayLike | None = None) -> float | Floats:
    """One probability from several: logistic(a · Σ w logit p), the geometric mean of odds raised to a.

    p: probabilities in 0..1, (forecasters,) for one question or (questions, forecasters); gives a float or
    (questions,). Values nearer to 0 or 1 than 1e-6 count as that. a: 1 as given, above 1 pushed outward; keep 1
    until 50 questions are resolved, since people who read the same reports are not independent. weights: at
    least 0, (forecasters,), scaled to sum 1. Source: Satopaa et al. (2014). Raises BadForecasts.
    """
    with Reading(BadForecasts) as reading:
        forecasts = reading.array("p", p, axes=2 if np.ndim(p) == 2 else 1, low=0, high=1)
        reading.number("a", a, low=0)
        given = np.ones(forecasts.shape[-1]) if weights is None else reading.vector("weights", weights, low=0)
        reading.agree(len(given) == forecasts.shape[-1], "There must be one weight for each forecaster.")
        reading.agree(given.sum() > 0, "At least one weight must be above 0.")
    odds = logit(np.clip(forecasts, CLIP, 1 - CLIP)) @ (given / given.sum())
    pooled: Floats = expit(a * odds)
    return float(pooled) if pooled.ndim == 0 else pooled


class Spread(NamedTuple):
    """What to show beside a pooled probability: the median and how far people lie apart."""

    median: float
    lowest: float
    highest: float
    deviation: float


def spread(p: ArrayLike) -> Spread:
    """The median, extremes and standard deviation (of the sample; 0 for one) of probabilities (forecasters,).

    Raises BadForecasts.
    """
    with Reading(BadForecasts) as reading:
        given = reading.vector("p", p, low=0, high=1)
    deviation = float(given.std(ddof=1)) if len(given) > 1 else 0.0
    return Spread(float(np.median(given)), float(given.min()), float(given.max()), deviation)


class Extremising(NamedTuple):
    """The exponent to pool with, and the mean log scores on held-out questions with and without it."""

    a: float
    fitted_score: float
    plain_score: float


def fit_extremising(p: ArrayLike, o: ArrayLike) -> Extremising:
    """The exponent a that best fits resolved questions, or 1 when they are few or it does not help.

    p: probabilities (questions, forecasters) in 0..1; o: outcomes (questions,), 0 or 1. a is of greatest
    likelihood in 0..5, checked on five parts left out in turn (every fifth question); it stays 1 under 50
    questions or when the score on the left-out parts is no better. Raises BadForecasts.
    """
    with Reading(BadForecasts) as reading:
        forecasts = reading.matrix("p", p, low=0, high=1)
        outcomes = reading.vector("o", o, low=0, high=1)
        reading.agree(len(forecasts) == len(outcomes), "There must be one outcome for each question.")
    odds = logit(np.clip(forecasts, CLIP, 1 - CLIP)).mean(axis=1)
    plain = log_score(expit(odds), outcomes)
    if len(outcomes) < ENOUGH_RESOLVED:
        return Extremising(1.0, plain, plain)
    fold = np.arange(len(outcomes)) % FOLDS
    exponents = np.array([_likeliest(odds[fold != one], outcomes[fold != one]) for one in range(FOLDS)])
    fitted = log_score(expit(exponents[fold] * odds), outcomes)
    return Extremising(_likeliest(odds, outcomes) if fitted < plain else 1.0, fitted, plain)


def coherence_gap(p: ArrayLike) -> float:
    """How far the probabilities (k,) of hypotheses that exclude each other and cover all miss the sum of 1.

    Above 0 they are too high together, below 0 too low. Raises BadForecasts.
    """
    with Reading(BadForecasts) as reading:
        given = reading.vector("p", p, low=0, high=1)
    return float(given.sum() - 1)


def is_coherent(p: ArrayLike, *, tolerance: float = 0.01) -> bool:
    """Whether such probabilities (k,) sum to 1 within the tolerance. Raises BadForecasts."""
    return abs(coherence_gap(p)) <= tolerance + 1e-12


def _likeliest(odds: Floats, outcomes: Floats) -> float:
    found = minimize_scalar(lambda a: log_score(expit(a * odds), outcomes), bounds=(0, MOST_EXTREME), method="bounded")
    return float(found.x)
