# SPDX-License-Identifier: EUPL-1.2
"""More than one answer: mixes about as good as the best, as unlike one another as can be, and what all of them hold."""

from collections import Counter
from dataclasses import dataclass
from math import inf

import numpy as np
from scipy.sparse import csc_array, vstack

from vijfveld.methods.figures import Ints, Reading
from vijfveld.methods.portfolio.checking import broken_limits
from vijfveld.methods.portfolio.engine import Model, run
from vijfveld.methods.portfolio.problem import Problem
from vijfveld.methods.portfolio.risk import BadPortfolio
from vijfveld.methods.portfolio.solving import LEAST, Search, Solution

FIRST_TRY = 20
"""The first try for a mix has this part of the time; each next try twice as much."""


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
    search = Search(problem, best.alpha, 0.0, seconds, None)
    search.relax()
    mixes = [best.chosen]
    while len(mixes) < count and (found := _another(search, mixes, most)) is not None:
        mixes.append(found)
    return NearBest(tuple(mixes), tuple(problem.tail_loss(mix, best.alpha) for mix in mixes))


def _another(search: Search, mixes: list[Ints], most: float) -> Ints | None:
    """The mix most unlike those so far whose loss lies within `most`, or None when none is left or time is up.

    Of all that the solver meets, the last whose loss holds against every scenario. Without any, the planes that they
    left beneath the loss make the next try, with more time, sharper.
    """
    patience = search.seconds / FIRST_TRY
    while search.left > 0:
        model = _unlike(search.model(whole=True), mixes, search.problem.measures, most)
        start = np.append(search.values_of(mixes[0]), 0.0)
        answer = run(model, gap=0.05, seconds=min(patience, search.left), start=start)
        search.used += max(answer.seconds, LEAST)
        last = [] if answer.values is None else [answer.values]
        met = [np.flatnonzero(values[: search.problem.measures] > 0.5) for values in (*last, *reversed(answer.passed))]
        for mix in met:
            if _holds(search, mix, mixes, most):
                return mix
        if answer.proven and (not last or _known(met[0], mixes)):
            return None
        patience *= 2
    return None


def _known(mix: Ints, mixes: list[Ints]) -> bool:
    return any(np.array_equal(mix, one) for one in mixes)


def _holds(search: Search, mix: Ints, mixes: list[Ints], most: float) -> bool:
    """Whether a mix is new, keeps its limits and loses no more than `most`; else it leaves a plane."""
    loss = search.touch(search.cover(search.values_of(mix)))
    new = not _known(mix, mixes) and not broken_limits(search.problem, mix.tolist())
    return new and loss <= most * (1 + 1e-6) + 1e-9


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
