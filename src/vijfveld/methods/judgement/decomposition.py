# SPDX-License-Identifier: EUPL-1.2
"""The Brier score taken apart: reliability, resolution and uncertainty, plain, binned and corrected for bias."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from vijfveld.methods.figures import Floats, Reading
from vijfveld.methods.judgement.scores import BadForecasts, read_forecasts


class Murphy(NamedTuple):
    """Brier = reliability - resolution + uncertainty; each in 0..1, uncertainty at most 1/4."""

    reliability: float
    resolution: float
    uncertainty: float


class BinnedMurphy(NamedTuple):
    """Brier = reliability - resolution + uncertainty + within_variance - within_covariance."""

    reliability: float
    resolution: float
    uncertainty: float
    within_variance: float
    within_covariance: float


class Bins(NamedTuple):
    """Forecasts summed by bin: how many, the sum of p, the sum of o; arrays (k,) without empty bins."""

    sizes: Floats
    forecasts: Floats
    events: Floats


def murphy(p: ArrayLike, o: ArrayLike) -> Murphy:
    """Take the Brier score apart, one bin for each distinct forecast, so that the three terms sum exactly.

    p: probabilities (n,) in 0..1; o: outcomes (n,), 0 or 1. Low reliability and high resolution are good. With
    rare events the uncertainty is near 0 and the resolution says little. Source: Murphy (1973).
    Raises BadForecasts.
    """
    forecasts, outcomes = read_forecasts(p, o)
    return _terms(_by_value(forecasts, outcomes))


def murphy_corrected(p: ArrayLike, o: ArrayLike) -> Murphy:
    """As murphy, with less bias in small samples; the terms still sum to the Brier score.

    A distinct forecast made once cannot be corrected and counts as it is. Source: Ferro and Fricker (2012).
    Raises BadForecasts.
    """
    forecasts, outcomes = read_forecasts(p, o)
    bins = _by_value(forecasts, outcomes)
    plain, total, events = _terms(bins), len(outcomes), outcomes.sum()
    repeated = bins.sizes > 1
    sizes, hits = bins.sizes[repeated], bins.events[repeated]
    noise = float((hits * (sizes - hits) / (sizes * (sizes - 1))).sum() / total)
    spread = float(events * (total - events) / (total**2 * (total - 1))) if total > 1 else 0.0
    share = _share(plain, noise, spread)
    return Murphy(
        plain.reliability - share * noise,
        plain.resolution - share * (noise - spread),
        plain.uncertainty + share * spread,
    )


def murphy_binned(p: ArrayLike, o: ArrayLike, *, edges: ArrayLike) -> BinnedMurphy:
    """As murphy in bins [edge, next edge), the last one closed, with the two terms that binning adds.

    edges: rising (k + 1,), from 0 to 1. Source: Stephenson, Coelho and Jolliffe (2008). Raises BadForecasts.
    """
    forecasts, outcomes = read_forecasts(p, o)
    with Reading(BadForecasts) as reading:
        bounds = reading.vector("edges", edges, low=0, high=1)
        reading.agree(bool((np.diff(bounds) > 0).all()), "The edges must rise.")
        reading.agree(bounds[0] == 0 and bounds[-1] == 1, "The edges must run from 0 to 1.")
    place = np.minimum(np.searchsorted(bounds, forecasts, side="right") - 1, len(bounds) - 2)
    bins = _summed(place, forecasts, outcomes, len(bounds) - 1)
    sizes = np.bincount(place, minlength=len(bounds) - 1)
    average = np.bincount(place, weights=forecasts, minlength=len(sizes)) / np.maximum(sizes, 1)
    apart = forecasts - average[place]
    rate = np.bincount(place, weights=outcomes, minlength=len(sizes)) / np.maximum(sizes, 1)
    variance = float(np.mean(apart**2))
    covariance = float(2 * np.mean(apart * (outcomes - rate[place])))
    return BinnedMurphy(*_terms(bins), variance, covariance)


def _by_value(forecasts: Floats, outcomes: Floats) -> Bins:
    """Sorting all forecasts, and those that came true, is ten times as fast as finding the place of each."""
    ordered, came_true = np.sort(forecasts), np.sort(forecasts[outcomes == 1])
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    values, sizes = ordered[starts], np.diff(starts, append=len(ordered)).astype(np.float64)
    events = np.diff(np.searchsorted(came_true, values), append=len(came_true)).astype(np.float64)
    return Bins(sizes, values * sizes, events)


def _summed(place: NDArray[np.intp], p: Floats, o: Floats, number: int) -> Bins:
    sizes = np.bincount(place, minlength=number).astype(np.float64)
    used = sizes > 0
    forecasts = np.bincount(place, weights=p, minlength=number).astype(np.float64, copy=False)
    events = np.bincount(place, weights=o, minlength=number).astype(np.float64, copy=False)
    return Bins(sizes[used], forecasts[used], events[used])


def _terms(bins: Bins) -> Murphy:
    total = bins.sizes.sum()
    rate, rates = bins.events.sum() / total, bins.events / bins.sizes
    reliability = float(bins.sizes @ (bins.forecasts / bins.sizes - rates) ** 2 / total)
    resolution = float(bins.sizes @ (rates - rate) ** 2 / total)
    return Murphy(reliability, resolution, float(rate * (1 - rate)))


def _share(plain: Murphy, noise: float, spread: float) -> float:
    """How much of the correction fits: no term may leave its range."""
    limits = [1.0]
    if noise > 0:
        limits.append(plain.reliability / noise)
    if noise > spread:
        limits.append(plain.resolution / (noise - spread))
    if noise < spread:
        limits.append((1 - plain.resolution) / (spread - noise))
    if spread > 0:
        limits.append((0.25 - plain.uncertainty) / spread)
    return max(0.0, min(limits))
