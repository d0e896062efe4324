# SPDX-License-Identifier: EUPL-1.2
"""Portfolio: which mix of measures holds up across scenarios, within law, capacity and budget."""

from vijfveld.methods.portfolio.checking import broken_limits, exact_tail_loss
from vijfveld.methods.portfolio.nearbest import NearBest, near_best
from vijfveld.methods.portfolio.problem import Problem
from vijfveld.methods.portfolio.risk import BadPortfolio, cvar, minimax_regret
from vijfveld.methods.portfolio.solving import Infeasible, NoAnswer, Progress, Solution

__all__ = [
    "BadPortfolio", "Infeasible", "NearBest", "NoAnswer", "Problem", "Progress", "Solution", "broken_limits", "cvar",
    "exact_tail_loss", "minimax_regret", "near_best",
]  # fmt: skip
