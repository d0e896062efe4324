# SPDX-License-Identifier: EUPL-1.2
"""The mix with the least loss in the tail, searched with planes beneath that loss and cuts that capacities imply.

The loss in the tail depends on what is covered alone, and is convex in it: a plane that touches it at one cover lies
beneath it everywhere. So the model that is searched holds the choice, the cover and a handful of planes, however many
scenarios there are, and its bound is a bound of the whole. Each choice that is found is held against all scenarios; a
plane that touches there is added, until the planes say what the scenarios say. See `tail` and `hulls` for sources.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product
from math import inf

import numpy as np
from scipy.sparse import csr_array

from vijfveld.methods.figures import Floats, Ints, Reading
from vijfveld.methods.portfolio.checking import broken_limits, exact_tail_loss
from vijfveld.methods.portfolio.clashes import in_words, smallest_clash
from vijfveld.methods.portfolio.engine import Answer, Model, run
from vijfveld.methods.portfolio.hulls import Hull, hulls_of, may_be_chosen
from vijfveld.methods.portfolio.limits import limits_of
from vijfveld.methods.portfolio.problem import Problem
from vijfveld.methods.portfolio.risk import BadPortfolio
from vijfveld.methods.portfolio.tail import Plane, plane, planes_model

CLOSE = 1e-6
"""How far, relative, the solver's objective may lie from the exact one."""
NEAR = 1e-4
"""How near, relative, planes come to the loss of a relaxed choice before cuts are looked for."""
LITTLE = 2e-4
"""Cuts that raise the bound by less than this share are the last ones."""
AROUND = 0.01
"""How far, relative, from the relaxed cover of each threat planes are laid: whole choices come to lie around it."""
LEAST = 1e-4
"""What a run counts for at the least, in seconds, so that no search goes on for ever."""
SHARE = 0.8
"""The part of the gap that is left to the solver; the planes have the rest."""


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
    """One search: the planes and cuts so far, the best choice so far, and the time that is left."""

    def __init__(
        self, problem: Problem, alpha: float, gap: float, seconds: float, watch: Callable[[Progress], bool] | None
    ) -> None:
        """Nothing was looked for yet."""
        self.problem, self.alpha, self.gap, self.watch = problem, alpha, gap, watch
        self.limits, self.there = limits_of(problem), may_be_chosen(problem)
        self.planes: list[Plane] = []
        self.cuts = csr_array((0, problem.measures))
        self.seconds, self.used = seconds, 0.0
        self.best: Ints | None = None
        self.objective, self.bound = inf, 0.0
        self.stopped = False

    def go(self) -> Solution:
        """Relax, then search, and touch the loss of what is found until nothing better can lie beneath the planes."""
        self.relax()
        rounds = 0
        while rounds == 0 or not (self._proven or self._over):
            rounds += 1
            if not self._search():
                break
        return self._finish(rounds)

    def relax(self) -> None:
        """Gather planes and cuts where choices need not be whole, until they raise the bound by little."""
        hulls, choice, before = None, self._touched(), -inf
        while choice is not None and self.bound > before + LITTLE * self.bound and not self._over:
            hulls, before = hulls if hulls is not None else hulls_of(self.problem, self.there), self.bound
            found = self._cuts(hulls, choice)
            if not found:
                break
            self._add_cuts(found)
            choice = self._touched()
        if choice is not None:
            self._lay_around(choice @ np.asarray(self.problem.effects))

    def _lay_around(self, cover: Floats) -> None:
        for threat, side in product(np.flatnonzero(cover), (1 - AROUND, 1 + AROUND)):
            beside = cover.copy()
            beside[threat] *= side
            self.touch(beside)

    def _cuts(self, hulls: list[Hull], choice: Floats) -> list[tuple[Ints, Floats]]:
        found = []
        for hull in hulls:
            factors, seconds = hull.cut(choice)
            self.used += seconds
            if factors is not None:
                found.append((hull.asked, factors))
        return found

    def _touched(self) -> Floats | None:
        """The relaxed choice once planes touch the loss near it; None when time ran out before."""
        while True:
            answer = self._run(self.model(whole=False), 0.0)
            if answer.empty:
                raise self._infeasible()
            if answer.values is None:
                return None
            self.bound = max(self.bound, answer.bound)
            if self.touch(self.cover(answer.values)) - answer.objective <= NEAR * answer.objective or self._over:
                choice: Floats = answer.values[: self.problem.measures]
                return choice

    def touch(self, cover: Floats) -> float:
        """Add the plane that touches the loss at a cover; gives that loss."""
        self.planes.append(plane(self.problem, cover, self.alpha))
        return self.planes[-1].at(cover)

    def cover(self, values: Floats) -> Floats:
        """The part of a model's answer that tells what is covered."""
        covered: Floats = values[self.problem.measures : -1]
        return covered

    def model(self, *, whole: bool) -> Model:
        """The model with the planes and cuts so far."""
        return planes_model(self.problem, self.limits, self.there, self.planes, self.cuts, whole=whole)

    def values_of(self, chosen: Ints) -> Floats:
        """A choice as a value for each column of the model."""
        taken = np.zeros(self.problem.measures)
        taken[chosen] = 1.0
        return np.concatenate([taken, taken @ np.asarray(self.problem.effects), [self._loss(chosen)]])

    def _add_cuts(self, found: list[tuple[Ints, Floats]]) -> None:
        ends = np.cumsum([0, *(len(asked) for asked, _ in found)])
        asked, factors = (np.concatenate([one[place] for one in found]) for place in (0, 1))
        old = self.cuts
        self.cuts = csr_array(
            (np.append(old.data, factors), np.append(old.indices, asked), np.append(old.indptr, old.nnz + ends[1:])),
            shape=(old.shape[0] + len(found), self.problem.measures),
        )

    @property
    def _proven(self) -> bool:
        return self.objective - self.bound <= max(self.gap, 1e-9) * max(self.objective, 1e-12)

    @property
    def _over(self) -> bool:
        return self.stopped or self.left <= 0

    @property
    def left(self) -> float:
        """The seconds that are left."""
        return self.seconds - self.used

    def _loss(self, chosen: Ints) -> float:
        return self.problem.tail_loss(chosen, self.alpha)

    def _search(self) -> bool:
        """Search among whole choices; keeps the best choice and bound. False when more searching cannot help."""
        start = None if self.best is None else self.values_of(self.best)
        answer = self._run(self.model(whole=True), self.gap * SHARE, start=start)
        if answer.empty:
            raise self._infeasible()
        self.bound = max(self.bound, answer.bound)
        if answer.values is None:
            return False
        found = np.flatnonzero(answer.values[: self.problem.measures] > 0.5)
        loss = self._loss(found)
        if loss < self.objective:
            self.best, self.objective = found, loss
        for passed in answer.passed:
            self.touch(self.cover(passed))
        touched = self.touch(self.cover(self.values_of(found)))
        return touched - answer.objective > CLOSE * max(touched, 1.0)

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
        before = self.used

        def hear(seconds: float, objective: float, bound: float) -> bool:
            assert self.watch
            best = min(self.objective, objective)
            self.stopped = not self.watch(Progress(before + seconds, best, max(self.bound, bound)))
            return not self.stopped

        answer = run(model, gap=gap, seconds=max(self.left, 0.05), start=start, watch=hear if self.watch else None)
        self.used += max(answer.seconds, LEAST)
        return answer

    def _infeasible(self) -> Infeasible:
        clash = smallest_clash(self.problem, self.limits)
        return Infeasible(in_words(clash), clash=clash)
