# SPDX-License-Identifier: EUPL-1.2
"""Solving a portfolio from its written assumptions, and recomputing what was kept. No database, no clock.

Assumptions are JSON with names beside identifiers, so that a run can be read and checked without the rows it came
from: `scenarios` (id, title, needs by field), `candidates` (id of the effort, title, area, cover by scenario and
field, asked by partner, cost, ...), `partners` (id, name, room), `areas`, `alpha`, `budget`, `floors`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import inf
from typing import Any

import numpy as np

from vijfveld.methods.portfolio import (
    BadPortfolio,
    Infeasible,
    Problem,
    Progress,
    Solution,
    broken_limits,
    exact_tail_loss,
    near_best,
)
from vijfveld.steering.portfolio_words import CoverStep, Stage

Json = dict[str, Any]
SECONDS, GAP, WITHIN, MIXES = 60.0, 0.001, 0.01, 5
CLOSE = 1e-9
"""How far a kept loss may lie from the one that is recomputed in fractions: what a float leaves out."""


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


@dataclass(frozen=True)
class Posed:
    """Assumptions as a problem of the method. Threats are the pairs of scenario and field, in order."""

    given: Json

    @cached_property
    def efforts(self) -> list[str]:
        """The candidates, by the identifier of their effort."""
        return [one["id"] for one in self.given["candidates"]]

    @cached_property
    def scenarios(self) -> list[str]:
        """The scenarios by their identifier."""
        return [one["id"] for one in self.given["scenarios"]]

    @cached_property
    def needs(self) -> np.ndarray[Any, Any]:
        """How much each scenario asks of each threat, (scenarios, scenarios x fields): only its own are above 0."""
        width = len(self.given["areas"])
        needs = np.zeros((len(self.scenarios), len(self.scenarios) * width))
        for place, one in enumerate(self.given["scenarios"]):
            needs[place, place * width : (place + 1) * width] = [one["needs"][area] for area in self.given["areas"]]
        return needs

    @cached_property
    def effects(self) -> np.ndarray[Any, Any]:
        """What each candidate covers of each threat, (candidates, scenarios x fields), 0 to 1."""
        return np.array(
            [
                [
                    CoverStep(one["cover"].get(scenario, {}).get(area, 0)).share
                    for scenario in self.scenarios for area in self.given["areas"]
                ]
                for one in self.given["candidates"]
            ]
        )  # fmt: skip

    @cached_property
    def barred(self) -> dict[int, str]:
        """The candidates that the law excludes, with the reason."""
        return {place: one["bar"] for place, one in enumerate(self.given["candidates"]) if one["bar"]}

    @cached_property
    def bounded(self) -> list[Json]:
        """The partners of which it is said how much they can give."""
        return [one for one in self.given["partners"] if one["room"] is not None]

    @cached_property
    def pairs(self) -> list[tuple[int, int]]:
        """Pairs (candidate, the one that goes first): prerequisites, and milder ones that people named."""
        found = []
        for place, one in enumerate(self.given["candidates"]):
            known = [self.efforts.index(first) for first in one["needs_first"] if first in self.efforts]
            milder = [self.efforts.index(other) for other in one["milder"] if other in self.efforts]
            found += [(place, first) for first in known]
            found += [(place, other) for other in milder if other not in self.barred and other not in known]
        return found

    def problem(self, *, only: int | None = None) -> Problem:
        """The problem over all scenarios, or over one alone. Raises BadPortfolio."""
        candidates = self.given["candidates"]
        use = [[float(one["asked"].get(partner["id"], 0)) for one in candidates] for partner in self.bounded]
        rows = slice(None) if only is None else slice(only, only + 1)
        return Problem(
            effects=self.effects, needs=self.needs[rows], costs=[float(one["cost"]) for one in candidates],
            budget=inf if self.given["budget"] is None else float(self.given["budget"]),
            use=use or None, capacity=[float(one["room"]) for one in self.bounded] or None,
            area=[one["area"] for one in candidates],
            floors={area: float(floor) for area, floor in self.given["floors"].items()},
            intrusive=[float(one["intrusive"]) for one in candidates], needs_first=self.pairs, barred=self.barred,
        )  # fmt: skip

    def asked(self, chosen: list[int]) -> dict[str, str]:
        """What a mix asks of each partner, in fte as written; partners that are asked nothing are left out."""
        found: dict[str, Decimal] = {}
        for place in chosen:
            for partner, fte in self.given["candidates"][place]["asked"].items():
                found[partner] = found.get(partner, Decimal(0)) + Decimal(fte)
        return {partner: str(fte) for partner, fte in sorted(found.items()) if fte}

    def cost(self, chosen: list[int]) -> Decimal:
        """What a mix costs, × € 1.000 a year."""
        return sum((Decimal(self.given["candidates"][place]["cost"]) for place in chosen), Decimal(0))


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
    steering.stage(Stage.OTHERS)
    mixes = _mixes(posed, problem, best, seconds)
    steering.stage(Stage.CHECKS)
    outcome = {
        "alone": dict(zip(posed.scenarios, alone, strict=True)), "alpha": alpha,
        "bound": best.bound, "gap": best.gap, "mixes": [_told(posed, problem, mix, alone, alpha) for mix in mixes],
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


def _alone(posed: Posed, place: int, seconds: float, steering: Steering) -> float:
    """The least loss that any mix within the limits leaves in one scenario, were it certain to come."""
    solution = posed.problem(only=place).solve(alpha=0.0, gap=0.0, seconds=seconds, watch=steering.watch)
    return solution.objective


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

    The most intrusive goes first, then the dearest.
    """
    losses, kept = problem.losses(mix), list(mix)
    deep = [int(one["intrusive"]) for one in posed.given["candidates"]]
    for place in sorted(mix, key=lambda one: (-deep[one], -posed.cost([one]), -one)):
        fewer = [one for one in kept if one != place]
        if np.allclose(problem.losses(fewer), losses, atol=1e-12) and not broken_limits(problem, fewer):
            kept = fewer
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


def faults_in(given: Json, outcome: Json) -> list[str]:
    """What a kept outcome says wrongly, recomputed from its assumptions in fractions and without the solver."""
    posed = Posed(given)
    problem = posed.problem()
    found = []
    for mix in outcome["mixes"]:
        chosen = [posed.efforts.index(effort) for effort in mix["chosen"]]
        found += broken_limits(problem, chosen)
        exact = float(exact_tail_loss(problem, chosen, outcome["alpha"]))
        if abs(exact - mix["loss"]) > CLOSE * max(exact, 1.0):
            found.append(f"A mix was said to leave {mix['loss']:g} where it leaves {exact:g}.")
        if posed.asked(chosen) != mix["asked"] or str(posed.cost(chosen)) != mix["cost"]:
            found.append("A mix was said to ask or cost other than it does.")
    return found
