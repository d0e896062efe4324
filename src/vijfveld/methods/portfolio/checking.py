# SPDX-License-Identifier: EUPL-1.2
"""A choice checked without the solver, in fractions: every limit, and the loss in the tail.

Figures are read as the exact binary fractions that they are, so nothing is rounded on the way.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from vijfveld.methods.portfolio.problem import Problem

SLACK = Fraction(1, 10**6)
"""A solver works to a millionth; what overshoots a limit by less, relative to it, is kept to."""


NOTHING = Fraction()


def exact_tail_loss(problem: Problem, chosen: Sequence[int], alpha: float) -> Fraction:
    """The CVaR of the losses that a choice leaves, exactly."""
    effects = np.asarray(problem.effects)[list(chosen)]
    needs: list[list[float]] = np.asarray(problem.needs).tolist()
    cover = [_sum(column) for column in effects.T]
    weights = _fractions(problem.weights)
    losses = [_loss(row, cover, weights) for row in needs]
    return _worst(losses, _fractions(problem.chances), Fraction(alpha))


def _loss(needs: list[float], cover: list[Fraction], weights: list[Fraction]) -> Fraction:
    """The weighted gap in one scenario."""
    gaps = (max(Fraction(need) - held, NOTHING) for need, held in zip(needs, cover, strict=True))
    return sum((gap * weight for gap, weight in zip(gaps, weights, strict=True)), NOTHING)


def _worst(losses: list[Fraction], chances: list[Fraction], alpha: Fraction) -> Fraction:
    whole = sum(chances, Fraction())
    left = tail = (1 - alpha) * whole
    found = Fraction()
    for loss, chance in sorted(zip(losses, chances, strict=True), reverse=True):
        part = chance if chance < left else left
        found, left = found + part * loss, left - part
    return found / tail


def broken_limits(problem: Problem, chosen: Sequence[int]) -> list[str]:
    """Every limit that a choice breaks, in sentences; an empty list when it keeps them all."""
    taken = set(chosen)
    return [*_broken_sums(problem, sorted(taken)), *_broken_pairs(problem, taken), *_broken_law(problem, taken)]


def _broken_sums(problem: Problem, chosen: list[int]) -> Iterable[str]:
    costs = np.asarray(problem.costs)
    spent = _sum(costs[chosen])
    if not _within(spent, problem.budget):
        yield f"The choice costs {float(spent):g}, above the budget of {problem.budget:g}."
    used: Any = problem.use
    rows = used[:, chosen].toarray() if len(chosen) else np.zeros((used.shape[0], 0))
    for partner, (row, most) in enumerate(zip(rows, np.asarray(problem.capacity).tolist(), strict=True)):
        if not _within(_sum(row), most):
            yield f"Partner {partner} is asked {float(_sum(row)):g} of its {most:g}."
    for name, floor in problem.floors.items():
        inside = _sum(costs[[one for one in chosen if problem.area[one] == name]])  # type: ignore[index]
        if inside < Fraction(floor) * (1 - SLACK):
            yield f"The field {name} gets {float(inside):g}, below its floor of {floor:g}."


def _broken_pairs(problem: Problem, taken: set[int]) -> Iterable[str]:
    for one, other in problem.excludes:
        if {one, other} <= taken:
            yield f"Measures {one} and {other} exclude each other."
    for one, first in problem.needs_first:
        if one in taken and first not in taken:
            yield f"Measure {one} needs measure {first} first."


def _broken_law(problem: Problem, taken: set[int]) -> Iterable[str]:
    for measure, reason in problem.barred.items():
        if measure in taken:
            yield f"Measure {measure} is barred: {reason}"
    for measure, milder in problem.subsidiarity:
        if measure in taken and milder not in taken:
            yield f"Measure {milder} is less intrusive than {measure}, covers as much, and goes first."
    if problem.most_intrusive != float("inf") and taken:
        deep = np.asarray(problem.intrusive)[sorted(taken)]
        if not _within(_sum(deep), Fraction(problem.most_intrusive) * len(taken)):
            yield f"The choice is on average more intrusive than {problem.most_intrusive:g}."


def _fractions(figures: Any) -> list[Fraction]:
    return [Fraction(figure) for figure in np.asarray(figures, dtype=np.float64).tolist()]


def _sum(figures: Any) -> Fraction:
    return sum(_fractions(figures), Fraction())


def _within(found: Fraction, most: float | Fraction) -> bool:
    return most == float("inf") or found <= Fraction(most) + SLACK * max(abs(Fraction(most)), Fraction(1))
