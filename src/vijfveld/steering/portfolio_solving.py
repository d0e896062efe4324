# SPDX-License-Identifier: EUPL-1.2
"""Solving a portfolio from its written assumptions, stage by stage, until somebody calls it off. No database."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from vijfveld.methods.portfolio import (
    BadPortfolio,
    Infeasible,
    Problem,
    Progress,
    Solution,
    broken_limits,
    near_best,
)
from vijfveld.steering.portfolio_checking import PROVEN, faults_in
from vijfveld.steering.portfolio_posed import Json, Posed
from vijfveld.steering.portfolio_words import Stage

SECONDS, GAP, WITHIN, MIXES = 60.0, 0.001, 0.01, 5


class Called(Exception):
    """Someone called the calculation off."""


@dataclass(frozen=True)
class Steering:
    """How a calculation tells how far it is, and hears whether it may go on."""

    tell: Callable[[Stage], None] = lambda stage: None
    goes_on: Callable[[], bool] = lambda: True

    def stage(self, stage: Stage) -> None:
        """Tell the next stage, unless the calculation was called off."""
        if not self.goes_on():
            raise Called
        self.tell(stage)

    def watch(self, progress: Progress) -> bool:
        """What the solver asks while it searches."""
        return self.goes_on()


def solved(given: Json, steering: Steering | None = None, *, seconds: float = SECONDS) -> Json:
    """Everything that is kept of a calculation. Raises Infeasible, NoAnswer, BadPortfolio and Called."""
    steering = steering or Steering()
    posed = Posed(given)
    _require_floors_can_be(posed)
    problem, alpha = posed.problem(), given["alpha"]
    steering.stage(Stage.SEARCHES)
    best = problem.solve(alpha=alpha, gap=GAP, seconds=seconds, watch=steering.watch)
    steering.stage(Stage.ALONE)
    alone = [_alone(posed, place, seconds, steering) for place in range(len(posed.scenarios))]
    least = [one.objective for one in alone]
    steering.stage(Stage.OTHERS)
    mixes = _mixes(posed, problem, best, seconds)
    steering.stage(Stage.CHECKS)
    outcome = {
        "alone": dict(zip(posed.scenarios, least, strict=True)), "alpha": alpha,
        "alone_proven": {scenario: one.gap <= PROVEN for scenario, one in zip(posed.scenarios, alone, strict=True)},
        "bound": best.bound, "gap": best.gap, "mixes": [_told(posed, problem, mix, least, alpha) for mix in mixes],
        "swaps": _swaps(posed, problem, mixes[0]),
    }  # fmt: skip
    wrong = faults_in(given, outcome)
    if wrong:
        raise BadPortfolio(*wrong)
    return outcome


def _require_floors_can_be(posed: Posed) -> None:
    """A field without any candidate cannot reach its floor."""
    there = {one["area"] for one in posed.given["candidates"]}
    lacking = tuple(f"the floor of {floor} for {area}" for area, floor in posed.given["floors"].items()
                    if area not in there)  # fmt: skip
    if lacking:
        raise Infeasible("No measure lies in a field that has a floor.", clash=lacking)


def _alone(posed: Posed, place: int, seconds: float, steering: Steering) -> Solution:
    """The mix within the limits that leaves least in one scenario, were it certain to come; proven if time allows."""
    return posed.problem(only=place).solve(alpha=0.0, gap=0.0, seconds=seconds, watch=steering.watch)


def _mixes(posed: Posed, problem: Problem, best: Solution, seconds: float) -> list[list[int]]:
    """The near-best mixes without what adds nothing: least loss in the tail first, then mean loss, then cost."""
    near = near_best(problem, best, within=WITHIN, count=MIXES, seconds=seconds)
    trimmed = {tuple(trim(posed, problem, mix.tolist())) for mix in near.mixes}

    def rank(mix: tuple[int, ...]) -> tuple[float, float, Decimal, tuple[int, ...]]:
        tail = problem.tail_loss(list(mix), best.alpha)
        return round(tail, 9), round(float(problem.losses(list(mix)).mean()), 9), posed.cost(list(mix)), mix

    return [list(mix) for mix in sorted(trimmed, key=rank)]


def trim(posed: Posed, problem: Problem, mix: list[int]) -> list[int]:
    """A mix without the efforts that close no gap in any scenario, as far as the limits let them go.

    The most intrusive goes first, then the dearest; once one is gone, what only it needed first may go too.
    """
    losses, kept = problem.losses(mix), list(mix)
    deep = [int(one["intrusive"]) for one in posed.given["candidates"]]
    order = sorted(mix, key=lambda one: (-deep[one], -posed.cost([one]), -one))

    def idle(place: int) -> bool:
        fewer = [one for one in kept if one != place]
        return np.allclose(problem.losses(fewer), losses, atol=1e-12) and not broken_limits(problem, fewer)

    while (gone := next((place for place in order if place in kept and idle(place)), None)) is not None:
        kept.remove(gone)
    return sorted(kept)


def _told(posed: Posed, problem: Problem, mix: list[int], alone: list[float], alpha: float) -> Json:
    losses = problem.losses(mix)
    width = len(posed.given["areas"])
    cover = posed.effects[mix].sum(axis=0)
    gaps = np.maximum(posed.needs - cover, 0.0)
    return {
        "chosen": [posed.efforts[place] for place in mix], "loss": problem.tail_loss(mix, alpha),
        "mean": float(losses.mean()), "cost": str(posed.cost(mix)), "asked": posed.asked(mix),
        "scenarios": {
            scenario: {
                "loss": float(losses[place]), "regret": max(float(losses[place] - alone[place]), 0.0),
                "gaps": dict(zip(posed.given["areas"], gaps[place, place * width : (place + 1) * width].tolist(),
                                 strict=True)),
            }
            for place, scenario in enumerate(posed.scenarios)
        },
    }  # fmt: skip


def _swaps(posed: Posed, problem: Problem, mix: list[int]) -> list[Json]:
    """Where a milder effort went before a deeper one that may be chosen: computed, or named by people."""
    named = {
        (place, posed.efforts.index(other))
        for place, one in enumerate(posed.given["candidates"])
        for other in one["milder"] if other in posed.efforts
    }  # fmt: skip
    computed = set(problem.subsidiarity)
    return [
        {"deeper": posed.efforts[deeper], "milder": posed.efforts[milder], "both": deeper in mix,
         "named": (deeper, milder) in named}
        for deeper, milder in sorted(named | computed) if milder in mix and deeper not in posed.barred
    ]  # fmt: skip
