# SPDX-License-Identifier: EUPL-1.2
"""Why no choice is possible: the smallest set of limits that cannot be kept together.

Smallest sets that hit every way out found so far are tried until one is itself a clash (implicit hitting sets: smallest
MUS extraction of Ignatiev, Previti, Liffiton and Marques-Silva 2015). Legal bars hold throughout: they are no choice.
"""

from collections.abc import Iterable

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from vijfveld.methods.figures import Floats
from vijfveld.methods.portfolio.limits import Limits
from vijfveld.methods.portfolio.problem import Problem

MOST_TRIES = 200


def smallest_clash(problem: Problem, limits: Limits) -> tuple[str, ...]:
    """The names of the fewest limits that cannot be kept together; when they are many, of a set of which none can be
    left out. Empty when all can be kept."""
    everything = frozenset(range(len(limits.names)))
    if _possible(problem, limits, everything):
        return ()
    ways_out: list[frozenset[int]] = []
    for _ in range(MOST_TRIES):
        tried = _fewest_that_hit(ways_out, len(everything))
        if not _possible(problem, limits, tried):
            return _named(limits, tried)
        ways_out.append(everything - _grown(problem, limits, tried))
    return _named(limits, _shrunk(problem, limits, everything))


def _named(limits: Limits, rows: Iterable[int]) -> tuple[str, ...]:
    return tuple(limits.names[row] for row in sorted(rows))


def _possible(problem: Problem, limits: Limits, kept: frozenset[int]) -> bool:
    """Whether a choice keeps these limits."""
    return _choice(problem, limits, sorted(kept)) is not None


def _choice(problem: Problem, limits: Limits, rows: list[int]) -> Floats | None:
    bounds = Bounds(np.zeros(problem.measures), problem.open.astype(np.float64))
    kept = [LinearConstraint(limits.rows[rows], limits.low[rows], limits.high[rows])] if rows else []
    found = milp(np.zeros(problem.measures), integrality=np.ones(problem.measures), bounds=bounds, constraints=kept)
    values: Floats | None = None if found.x is None else np.round(found.x)
    return values


def _grown(problem: Problem, limits: Limits, kept: frozenset[int]) -> frozenset[int]:
    """A largest set of limits around these that a choice can keep: all that it keeps anyway, then one by one."""
    held = set(kept)
    for row in range(len(limits.names)):
        choice = _choice(problem, limits, sorted(held))
        assert choice is not None
        held |= _kept_by(limits, choice)
        if row not in held and _possible(problem, limits, frozenset(held | {row})):
            held.add(row)
    return frozenset(held)


def _kept_by(limits: Limits, choice: Floats) -> set[int]:
    at = limits.rows @ choice
    return set(np.flatnonzero((at >= limits.low - 1e-9) & (at <= limits.high + 1e-9)).tolist())


def _fewest_that_hit(ways_out: list[frozenset[int]], count: int) -> frozenset[int]:
    """The fewest limits of which every way out lets at least one go."""
    if not ways_out:
        return frozenset()
    rows = np.zeros((len(ways_out), count))
    for place, way in enumerate(ways_out):
        rows[place, sorted(way)] = 1.0
    hit = milp(np.ones(count), integrality=np.ones(count), bounds=Bounds(0, 1),
               constraints=[LinearConstraint(rows, 1, np.inf)])  # fmt: skip
    return frozenset(np.flatnonzero(hit.x > 0.5).tolist())


def _shrunk(problem: Problem, limits: Limits, clash: frozenset[int]) -> frozenset[int]:
    """A clash from which every limit was tried to be left out."""
    for row in sorted(clash):
        if not _possible(problem, limits, clash - {row}):
            clash -= {row}
    return clash
