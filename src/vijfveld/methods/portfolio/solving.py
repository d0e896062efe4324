# SPDX-License-Identifier: EUPL-1.2
"""The mix with the least loss in the tail: only the scenarios of the tail are in the model that is searched.

The relaxed choice tells which scenarios are worst. The search runs on those alone; leaving out scenarios whose losses
are at least 0 makes its bound a bound of the whole. Its choice is then held against all scenarios: one that enters
the tail is added, and the search goes on. Source of the tail as a linear model: Rockafellar and Uryasev (2000).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil, inf

import numpy as np
from scipy.sparse import block_array, coo_array, csc_array, csr_array, eye_array, kron

from vijfveld.methods.figures import Floats, Ints, Reading, Truths
from vijfveld.methods.portfolio.checking import broken_limits, exact_tail_loss
from vijfveld.methods.portfolio.engine import Answer, Model, run
from vijfveld.methods.portfolio.limits import Limits, limits_of
from vijfveld.methods.portfolio.problem import Problem
from vijfveld.methods.portfolio.risk import BadPortfolio

TAILS = 3.0
"""How many times the tail is taken into the first search."""
FEWEST = 30
MOST_ROUNDS = 20
CLOSE = 1e-6
"""How far, relative, the solver's objective may lie from the exact one."""


class Infeasible(BadPortfolio):
    """No choice keeps all limits; `clash` names the smallest set of limits that cannot be kept together."""

    def __init__(self, *problems: str, clash: tuple[str, ...] = ()) -> None:
        """Keep the clash beside the sentences."""
        super().__init__(*problems)
        self.clash = clash


class NoAnswer(BadPortfolio):
    """The solver gave no choice that holds: too little time, ended by hand, or a fault of its own."""


@dataclass(frozen=True)
class Progress:
    """How far a search is: seconds so far, the best loss found and the bound beneath it."""

    seconds: float
    objective: float
    bound: float


@dataclass(frozen=True)
class Solution:
    """A choice, checked apart from the solver.

    chosen: the measures, in order; objective: their loss in the tail; bound: no choice can do better than this.
    """

    chosen: Ints
    objective: float
    bound: float
    alpha: float
    seconds: float = field(compare=False)
    rounds: int = field(compare=False, default=1)

    @property
    def gap(self) -> float:
        """How far, relative to the objective, a better choice could at most lie below it; 0 is proven best."""
        return max(self.objective - self.bound, 0.0) / self.objective if self.objective > 0 else 0.0


def solve(
    problem: Problem, *, alpha: float, gap: float, seconds: float, watch: Callable[[Progress], bool] | None = None
) -> Solution:
    """See Problem.solve."""
    with Reading(BadPortfolio) as reading:
        level = reading.number("alpha", alpha, low=0, high=1)
        reading.agree(level < 1, "alpha must be below 1.")
        reading.number("gap", gap, low=0)
        reading.require(0 < seconds < inf, "seconds must be above 0 and finite.")
    return Search(problem, level, gap, seconds, watch).go()


class Search:
    """One search: the scenarios in the model, the best choice so far, and the time that is left."""

    def __init__(
        self, problem: Problem, alpha: float, gap: float, seconds: float, watch: Callable[[Progress], bool] | None
    ) -> None:
        """Nothing was looked for yet."""
        self.problem, self.alpha, self.gap, self.seconds, self.watch = problem, alpha, gap, seconds, watch
        self.limits = limits_of(problem)
        self.scenarios = len(problem.needs)  # type: ignore[arg-type]
        self.used = 0.0
        self.best: Ints | None = None
        self.objective, self.bound = inf, 0.0
        self.stopped = False

    def go(self) -> Solution:
        """Relax, search the tail, and widen it until the choice holds against all scenarios."""
        relaxed = self._run(self._model(np.arange(self.scenarios), whole=False), 0.0)
        if relaxed.empty:
            raise self._infeasible()
        chances = np.asarray(self.problem.chances)
        if relaxed.values is None:
            inside = np.arange(self.scenarios)
        else:
            self.bound = max(self.bound, relaxed.bound)
            inside = _worst(self._relaxed_losses(relaxed.values), chances, TAILS * (1 - self.alpha))
        for round in range(1, MOST_ROUNDS + 1):
            found = self._search(inside)
            wider = self._widened(inside, found)
            if self._proven or len(wider) == len(inside) or self.used >= self.seconds or self.stopped:
                return self._finish(round)
            inside = wider
        return self._finish(MOST_ROUNDS)

    @property
    def _proven(self) -> bool:
        return self.objective - self.bound <= max(self.gap, 1e-9) * max(self.objective, 1e-12)

    def _search(self, inside: Ints) -> Ints | None:
        """Search with these scenarios; keeps the best choice and the best bound."""
        model = self._model(inside, whole=True)
        answer = self._run(model, self.gap * 0.9, start=self._start(model, inside))
        if answer.empty:
            raise self._infeasible()
        self.bound = max(self.bound, answer.bound)
        if answer.values is None:
            return None
        found = np.flatnonzero(answer.values[: self.problem.measures] > 0.5)
        loss = self.problem.tail_loss(found, self.alpha)
        if loss < self.objective:
            self.best, self.objective = found, loss
        return found

    def _widened(self, inside: Ints, found: Ints | None) -> Ints:
        """The scenarios with those added that lie in the tail of what was found."""
        if found is None:
            return inside
        tail = _worst(self.problem.losses(found), np.asarray(self.problem.chances), 1 - self.alpha, fewest=1)
        return np.union1d(inside, tail)

    def _finish(self, rounds: int) -> Solution:
        if self.best is None:
            raise NoAnswer("No choice was found in time. Allow more seconds, or loosen the limits.")
        wrong = broken_limits(self.problem, self.best.tolist())
        if wrong:
            raise NoAnswer("The solver gave a choice that breaks its limits.", *wrong)
        exact = float(exact_tail_loss(self.problem, self.best.tolist(), self.alpha))
        if abs(exact - self.objective) > CLOSE * max(exact, 1.0):
            raise NoAnswer(f"The solver said {self.objective:g} where the loss is {exact:g}.")
        return Solution(self.best, exact, min(self.bound, exact), self.alpha, self.used, rounds)

    def _run(self, model: Model, gap: float, start: Floats | None = None) -> Answer:
        before, left = self.used, max(self.seconds - self.used, 0.05)

        def hear(seconds: float, objective: float, bound: float) -> bool:
            assert self.watch
            best = min(self.objective, objective)
            self.stopped = not self.watch(Progress(before + seconds, best, max(self.bound, bound)))
            return not self.stopped

        answer = run(model, gap=gap, seconds=left, start=start, watch=hear if self.watch else None)
        self.used += answer.seconds
        return answer

    def _relaxed_losses(self, values: Floats) -> Floats:
        cover = values[: self.problem.measures] @ np.asarray(self.problem.effects)
        losses: Floats = np.maximum(np.asarray(self.problem.needs) - cover, 0.0) @ np.asarray(self.problem.weights)
        return losses

    def _model(self, inside: Ints, *, whole: bool) -> Model:
        return tail_model(self.problem, self.limits, inside, self.alpha, whole=whole)

    def _start(self, model: Model, inside: Ints) -> Floats | None:
        """The best choice so far as a full assignment of the model."""
        if self.best is None:
            return None
        return assignment(self.problem, self.best, inside, self.alpha, size=len(model.cost))

    def _infeasible(self) -> Infeasible:
        from vijfveld.methods.portfolio.clashes import smallest_clash

        clash = smallest_clash(self.problem, self.limits)
        told = "; ".join(clash) or "the limits together"
        return Infeasible(f"No choice keeps all limits. These cannot be kept together: {told}.", clash=clash)


def _worst(losses: Floats, chances: Floats, share: float, *, fewest: int = FEWEST) -> Ints:
    """The worst scenarios that together hold at least a share of the chance, at least `fewest` of them."""
    order = np.argsort(-losses, kind="stable")
    count = int(np.searchsorted(np.cumsum(chances[order]), min(share, 1.0) - 1e-12) + 1)
    worst: Ints = np.sort(order[: max(count, min(fewest, len(order)))])
    return worst


def tail_model(problem: Problem, limits: Limits, inside: Ints, alpha: float, *, whole: bool) -> Model:
    """The model over some scenarios: columns are choice, cover by threat, gap by scenario and threat, t, and excess.

    cover = effects' choice; gap >= need - cover; excess >= weighted gap - t; minimise t + excess * chance/(1 - alpha).
    """
    effects, needs = np.asarray(problem.effects), np.asarray(problem.needs)[inside]
    (measures, threats), count = effects.shape, len(inside)
    wide = count * threats
    weights, chances = np.asarray(problem.weights), np.asarray(problem.chances)[inside]
    cost = np.concatenate([np.zeros(measures + threats + wide), [1.0], chances / (1 - alpha)])
    least = np.zeros(len(cost))
    most = np.concatenate([problem.open.astype(np.float64), effects.sum(axis=0), np.full(wide + 1 + count, inf)])
    rows = block_array(
        [
            [limits.rows, None, None, None, None],
            [csr_array(-effects.T), eye_array(threats), None, None, None],
            [None, kron(np.ones((count, 1)), eye_array(threats)), eye_array(wide), None, None],
            [None, None, kron(eye_array(count), -weights[None, :]), np.ones((count, 1)), eye_array(count)],
        ]
    )
    low = np.concatenate([limits.low, np.zeros(threats), needs.ravel(), np.zeros(count)])
    high = np.concatenate([limits.high, np.zeros(threats), np.full(wide + count, inf)])
    integers: Truths = np.arange(len(cost)) < (measures if whole else 0)
    return Model(cost, least, most, _by_column(rows), low, high, integers)


def _by_column(rows: coo_array) -> csc_array:
    columns = csc_array(rows)
    columns.sort_indices()
    return columns


def assignment(problem: Problem, chosen: Ints, inside: Ints, alpha: float, *, size: int) -> Floats:
    """A choice as values of every column of its model."""
    effects, needs = np.asarray(problem.effects), np.asarray(problem.needs)[inside]
    taken = np.zeros(problem.measures)
    taken[chosen] = 1.0
    cover = taken @ effects
    gaps = np.maximum(needs - cover, 0.0)
    losses = gaps @ np.asarray(problem.weights)
    order = np.argsort(-losses, kind="stable")
    mass = np.cumsum(np.asarray(problem.chances)[inside][order])
    edge = int(np.searchsorted(mass, 1 - alpha - 1e-12))
    level = float(losses[order[edge]]) if edge < len(order) else 0.0
    values = np.concatenate([taken, cover, gaps.ravel(), [level], np.maximum(losses - level, 0.0)])
    assert len(values) == size
    return values


def tail_count(scenarios: int, alpha: float) -> int:
    """How many of equally likely scenarios lie in the tail."""
    return ceil((1 - alpha) * scenarios - 1e-9)
