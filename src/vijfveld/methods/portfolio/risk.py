# SPDX-License-Identifier: EUPL-1.2
"""What a bad outcome costs: the tail of losses, and the regret of having chosen otherwise."""

import numpy as np
from numpy.typing import ArrayLike

from vijfveld.methods.figures import BadFigures, Floats, Reading


class BadPortfolio(BadFigures):
    """Measures, scenarios or limits that do not make a portfolio."""


def cvar(losses: ArrayLike, alpha: float, weights: ArrayLike | None = None) -> float:
    """The mean of the worst 1 - alpha of losses: their conditional value at risk; alpha 0 gives the mean.

    losses: (scenarios,), higher is worse; alpha: 0 to below 1; weights: (scenarios,), from 0, by default equal; they
    are scaled to add up to 1. A scenario on the edge of the tail counts for the part that lies in it. Source:
    Rockafellar and Uryasev (2002), conditional value at risk for general loss distributions. Raises BadPortfolio.
    """
    with Reading(BadPortfolio) as reading:
        loss = reading.vector("losses", losses)
        level = reading.number("alpha", alpha, low=0, high=1)
        reading.agree(level < 1, "alpha must be below 1.")
        weight = reading.vector("weights", np.ones(len(loss)) if weights is None else weights, low=0)
        reading.agree(len(weight) == len(loss), "There must be one weight for each loss.")
        reading.agree(weight.sum() > 0, "At least one weight must be above 0.")
    order = np.argsort(-loss, kind="stable")
    share = weight[order] / weight.sum()
    before = np.concatenate([[0.0], np.cumsum(share)[:-1]])
    counted = np.clip(1 - level - before, 0, share)
    return float(counted @ loss[order] / counted.sum())


def minimax_regret(payoffs: ArrayLike) -> tuple[int, Floats]:
    """The option whose greatest regret is least, and the greatest regret of each option, (options,), from 0.

    payoffs: (options, scenarios), higher is better. Of equal options the first is given. Source: Savage (1951).
    Raises BadPortfolio.
    """
    with Reading(BadPortfolio) as reading:
        table = reading.matrix("payoffs", payoffs)
    greatest: Floats = (table.max(axis=0) - table).max(axis=1)
    return int(greatest.argmin()), greatest
