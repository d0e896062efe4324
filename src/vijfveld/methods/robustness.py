# SPDX-License-Identifier: EUPL-1.2
"""Which option holds up across scenarios, by several measures at once: the choice of measure is a choice of values.

Payoffs f(x, s) lie in a table (options, scenarios), higher is better; turn losses into payoffs with a minus sign.
"""

from collections.abc import Mapping
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import kendalltau, rankdata

from vijfveld.methods.figures import BadFigures, Floats, Reading

FEWEST_MEASURES = 3


class BadPayoffs(BadFigures):
    """Payoffs, thresholds or measures that cannot be compared."""


def maximin(payoffs: ArrayLike) -> Floats:
    """The worst payoff of each option, (options,), higher is better. Source: Wald (1950). Raises BadPayoffs."""
    worst: Floats = _payoffs(payoffs).min(axis=1)
    return worst


def hurwicz(payoffs: ArrayLike, alpha: float) -> Floats:
    """alpha times the best plus 1 - alpha times the worst payoff, (options,), higher is better.

    alpha: optimism, 0 (as maximin) to 1. Source: Hurwicz (1951). Raises BadPayoffs.
    """
    table = _payoffs(payoffs)
    with Reading(BadPayoffs) as reading:
        optimism = reading.number("alpha", alpha, low=0, high=1)
    mixed: Floats = optimism * table.max(axis=1) + (1 - optimism) * table.min(axis=1)
    return mixed


def laplace(payoffs: ArrayLike) -> Floats:
    """The mean payoff, all scenarios equally likely, (options,), higher is better. Raises BadPayoffs."""
    mean: Floats = _payoffs(payoffs).mean(axis=1)
    return mean


def regrets(payoffs: ArrayLike) -> Floats:
    """What each option falls short of the best in each scenario, (options, scenarios), from 0. Raises BadPayoffs."""
    table = _payoffs(payoffs)
    short: Floats = table.max(axis=0) - table
    return short


def savage(payoffs: ArrayLike) -> Floats:
    """The greatest regret of each option, (options,), lower is better. Source: Savage (1951). Raises BadPayoffs."""
    greatest: Floats = regrets(payoffs).max(axis=1)
    return greatest


def regret_percentile(payoffs: ArrayLike, *, percentile: float = 90) -> Floats:
    """That percentile of each option's regret, (options,), lower is better. Raises BadPayoffs."""
    with Reading(BadPayoffs) as reading:
        reading.number("percentile", percentile, low=0, high=100)
    found: Floats = np.percentile(regrets(payoffs), percentile, axis=1)
    return found


def starr(outcomes: ArrayLike, thresholds: ArrayLike) -> Floats:
    """The share of scenarios in which an option meets all thresholds, (options,), 0..1, higher is better.

    outcomes: (options, scenarios) or (options, scenarios, outcomes), higher is better; thresholds: one for each
    outcome. Source: the domain criterion of Starr (1962). Raises BadPayoffs.
    """
    with Reading(BadPayoffs) as reading:
        table = reading.array("outcomes", outcomes, axes=3 if np.ndim(outcomes) == 3 else 2)
        least = reading.vector("thresholds", np.atleast_1d(np.asarray(thresholds, dtype=np.float64)))
        table = table[..., None] if table.ndim == 2 else table
        reading.agree(table.shape[2] == len(least), "There must be one threshold for each outcome.")
    share: Floats = (table >= least).all(axis=2).mean(axis=1)
    return share


def undesirable_deviation(payoffs: ArrayLike) -> Floats:
    """The sum of what scenarios fall short of the option's own median, (options,), lower is better.

    Source: Kwakkel, Eker and Pruyt (2016), as in McPhail et al. (2018). Raises BadPayoffs.
    """
    table = _payoffs(payoffs)
    short: Floats = np.maximum(np.median(table, axis=1, keepdims=True) - table, 0).sum(axis=1)
    return short


def tail_mean(payoffs: ArrayLike, *, alpha: float = 0.9) -> Floats:
    """The mean of the worst 1 - alpha of the scenarios, (options,), higher is better: CVaR for payoffs.

    All scenarios weigh the same; one that lies on the edge of the tail counts for its part in it. alpha: 0 (the
    mean) up to, not including, 1. Source: Rockafellar and Uryasev (2002). Raises BadPayoffs.
    """
    table = np.sort(_payoffs(payoffs), axis=1)
    with Reading(BadPayoffs) as reading:
        reading.require(0 <= alpha < 1, "alpha must be from 0 up to 1.")
    tail = (1 - alpha) * table.shape[1]
    weights = np.clip(tail - np.arange(table.shape[1]), 0, 1)
    mean: Floats = table @ weights / weights.sum()
    return mean


class Panel(NamedTuple):
    """Several measures side by side, each turned so that higher is better, and how far they agree.

    best: the options (numbers) that no other beats, by measure; concordance: Kendall's W, 0..1; pairs: Kendall's
    tau-b of each two measures, -1..1, NaN where a measure sees no difference.
    """

    scores: dict[str, Floats]
    best: dict[str, tuple[int, ...]]
    concordance: float
    pairs: dict[tuple[str, str], float]

    @property
    def unanimous(self) -> bool:
        """Whether one option is among the best by every measure."""
        return bool(set.intersection(*(set(options) for options in self.best.values())))


def compare(payoffs: ArrayLike, *, alpha: float = 0.5, tail: float = 0.9) -> Panel:
    """All measures that need no thresholds, and whether they agree. alpha: of hurwicz; tail: of tail_mean.

    Raises BadPayoffs.
    """
    return agreement(
        {
            "maximin": maximin(payoffs),
            "hurwicz": hurwicz(payoffs, alpha),
            "laplace": laplace(payoffs),
            "savage": -savage(payoffs),
            "regret_percentile": -regret_percentile(payoffs),
            "undesirable_deviation": -undesirable_deviation(payoffs),
            "tail_mean": tail_mean(payoffs, alpha=tail),
        }
    )


def agreement(scores: Mapping[str, ArrayLike]) -> Panel:
    """Whether at least three measures rank the options alike.

    scores: for each measure one figure for each option (options,), higher is better. Raises BadPayoffs.
    """
    with Reading(BadPayoffs) as reading:
        given = {name: reading.vector(name, values) for name, values in scores.items()}
        reading.require(len(given) >= FEWEST_MEASURES, "Compare at least three measures: each alone is a choice.")
        reading.agree(len({len(values) for values in given.values()}) == 1, "All measures must have the same options.")
    best = {name: tuple(np.flatnonzero(values >= values.max() - 1e-12).tolist()) for name, values in given.items()}
    pairs = {
        (one, other): float(kendalltau(given[one], given[other]).statistic) for one, other in combinations(given, 2)
    }
    return Panel(given, best, concordance(np.array([*given.values()])), pairs)


def concordance(scores: ArrayLike) -> float:
    """Kendall's W of rankings (judges, options), with correction for ties: 0 (none) to 1 (all alike).

    NaN for one option or when no judge sees any difference. Source: Kendall and Babington Smith (1939).
    Raises BadPayoffs.
    """
    with Reading(BadPayoffs) as reading:
        given = reading.matrix("scores", scores)
    judges, options = given.shape
    ranks = rankdata(given, axis=1)
    spread = float(((ranks.sum(axis=0) - judges * (options + 1) / 2) ** 2).sum())
    ties = sum(float((sizes**3 - sizes).sum()) for sizes in (np.unique(row, return_counts=True)[1] for row in ranks))
    most = judges**2 * (options**3 - options) - judges * ties
    return 12 * spread / most if most > 0 else float("nan")


def _payoffs(payoffs: ArrayLike) -> Floats:
    with Reading(BadPayoffs) as reading:
        return reading.matrix("payoffs", payoffs)
