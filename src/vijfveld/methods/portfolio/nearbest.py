# SPDX-License-Identifier: EUPL-1.2
"""More than one answer: mixes about as good as the best, as unlike one another as can be, and what all of them hold."""

from collections import Counter
from dataclasses import dataclass
from math import inf

import numpy as np
from scipy.sparse import csc_array, vstack

from vijfveld.methods.figures import Floats, Ints, Reading
from vijfveld.methods.portfolio.checking import broken_limits
from vijfveld.methods.portfolio.engine import Model, run
from vijfveld.methods.portfolio.limits import limits_of
from vijfveld.methods.portfolio.problem import Problem
from vijfveld.methods.portfolio.risk import BadPortfolio
from vijfveld.methods.portfolio.solving import Solution, assignment, tail_model


@dataclass(frozen=True)
class NearBest:
    """Mixes whose loss lies within a share of the best. They are the ones that were found; there may be more."""

    mixes: tuple[Ints, ...]
    losses: tuple[float, ...]

    @property
    def in_all(self) -> Ints:
        """The measures in every mix that was found."""
        return np.array(sorted(set.intersection(*(set(mix.tolist()) for mix in self.mixes))), dtype=np.int64)

    @property
    def times_chosen(self) -> dict[int, int]:
        """In how many mixes each measure is, of those in at least one."""
        return dict(sorted(Counter(one for mix in self.mixes for one in mix.tolist()).items()))


def near_best(
    problem: Problem, best: Solution, *, within: float = 0.01, count: int = 5, seconds: float = 60.0
) -> NearBest:
    """The best mix and up to `count` - 1 others within a share of its loss, each as far as can be from those before.

    Ends sooner when no other mix is left or time is up. Raises BadPortfolio.
    """
    with Reading(BadPortfolio) as reading:
        share = reading.number("within", within, low=0)
        reading.require(count >= 1, f"count must be at least 1, not {count!r}.")
        reading.require(0 < seconds < inf, "seconds must be above 0 and finite.")
    most = best.objective * (1 + share)
    inside = np.arange(len(problem.needs))  # type: ignore[arg-type]
    base = tail_model(problem, limits_of(problem), inside, best.alpha, whole=True)
    mixes, left = [best.chosen], seconds
    while len(mixes) < count and left > 0:
        start = assignment(problem, best.chosen, inside, best.alpha, size=len(base.cost))
        answer = run(_unlike(base, mixes, problem.measures, most), gap=0.05, seconds=left, start=_counted(start, mixes))
        left -= max(answer.seconds, 0.01)
        if answer.values is None:
            break
        found = np.flatnonzero(answer.values[: problem.measures] > 0.5)
        if any(np.array_equal(found, mix) for mix in mixes) or broken_limits(problem, found.tolist()):
            break
        if problem.tail_loss(found, best.alpha) > most * (1 + 1e-6) + 1e-9:
            break
        mixes.append(found)
    return NearBest(tuple(mixes), tuple(problem.tail_loss(mix, best.alpha) for mix in mixes))


def _unlike(base: Model, mixes: list[Ints], measures: int, most: float) -> Model:
    """Keep the loss within `most`, and maximise the least number of measures in which the mix differs from each."""
    columns = len(base.cost)
    loss = np.concatenate([base.cost, [0.0]])
    rows, low = [loss], [-inf]
    for mix in mixes:
        taken = np.zeros(measures)
        taken[mix] = 1.0
        rows.append(np.concatenate([1 - 2 * taken, np.zeros(columns - measures), [-1.0]]))
        low.append(-float(len(mix)))
    widened = csc_array((np.concatenate([base.rows.data]), base.rows.indices, np.append(base.rows.indptr,
                        base.rows.indptr[-1])), shape=(base.rows.shape[0], columns + 1))  # fmt: skip
    cost = np.zeros(columns + 1)
    cost[-1] = -1.0
    return Model(
        cost=cost, least=np.append(base.least, 0.0), most=np.append(base.most, float(measures)),
        rows=csc_array(vstack([widened, csc_array(np.array(rows))])), low=np.concatenate([base.low, low]),
        high=np.concatenate([base.high, [most], np.full(len(mixes), inf)]), whole=np.append(base.whole, False),
    )  # fmt: skip


def _counted(start: Floats, mixes: list[Ints]) -> Floats | None:
    """The best mix as a start: it differs from itself in nothing."""
    return np.append(start, 0.0) if mixes else None
