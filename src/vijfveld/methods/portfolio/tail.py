# SPDX-License-Identifier: EUPL-1.2
"""The loss in the tail as a function of what is covered, and the planes that hold it up from below.

Source of the tail as a linear model: Rockafellar and Uryasev (2000); of its planes: Künzi-Bay and Mayer (2006).
"""

from dataclasses import dataclass
from math import inf

import numpy as np
from scipy.sparse import block_array, coo_array, csc_array, csr_array, eye_array

from vijfveld.methods.figures import Floats, Truths
from vijfveld.methods.portfolio.engine import Model
from vijfveld.methods.portfolio.limits import Limits
from vijfveld.methods.portfolio.problem import Problem


@dataclass(frozen=True)
class Plane:
    """loss in the tail >= level + slope @ cover for every cover, with equality where it was taken; (threats,)."""

    level: float
    slope: Floats

    def at(self, cover: Floats) -> float:
        """The height of the plane."""
        return self.level + float(self.slope @ cover)


def plane(problem: Problem, cover: Floats, alpha: float) -> Plane:
    """The plane that touches the loss in the tail at a cover, (threats,)."""
    needs, weights, chances = (np.asarray(one) for one in (problem.needs, problem.weights, problem.chances))
    losses = np.maximum(needs - cover, 0.0) @ weights
    order = np.argsort(-losses, kind="stable")
    before = np.concatenate([[0.0], np.cumsum(chances[order])[:-1]])
    counted = np.zeros(len(losses))
    counted[order] = np.clip(1 - alpha - before, 0.0, chances[order])
    counted /= counted.sum()
    slope: Floats = -((needs > cover) * weights).T @ counted
    return Plane(float(counted @ losses) - float(slope @ cover), slope)


def planes_model(
    problem: Problem, limits: Limits, there: Truths, planes: list[Plane], cuts: csr_array, *, whole: bool
) -> Model:
    """Columns are choice, cover by threat, and the loss in the tail; cover = effects' choice; loss >= each plane.

    there: which measures may be chosen; cuts: (cuts, measures), each at most 1.
    """
    effects = np.asarray(problem.effects)
    measures, threats = effects.shape
    slopes = np.array([one.slope for one in planes]).reshape(len(planes), threats)
    rows = block_array(
        [
            [limits.rows, None, None],
            [cuts, None, None],
            [csr_array(-effects.T), eye_array(threats), None],
            [None, csr_array(-slopes), csr_array(np.ones((len(planes), 1)))],
        ]
    )
    low = [limits.low, np.full(cuts.shape[0], -inf), np.zeros(threats), np.array([one.level for one in planes])]
    high = [limits.high, np.ones(cuts.shape[0]), np.zeros(threats), np.full(len(planes), inf)]
    columns = measures + threats + 1
    return Model(
        cost=np.append(np.zeros(columns - 1), 1.0), least=np.zeros(columns),
        most=np.concatenate([there.astype(np.float64), effects.sum(axis=0), [inf]]), rows=_by_column(rows),
        low=np.concatenate(low), high=np.concatenate(high), whole=np.arange(columns) < (measures if whole else 0),
    )  # fmt: skip


def _by_column(rows: coo_array) -> csc_array:
    columns = csc_array(rows)
    columns.sort_indices()
    return columns
