# SPDX-License-Identifier: EUPL-1.2
"""Why no choice is possible: the smallest set of limits that cannot be kept together.

Smallest sets that hit every way out found so far are tried until one is itself a clash (implicit hitting sets: smallest
MUS extraction of Ignatiev, Previti, Liffiton and Marques-Silva 2015). Legal bars hold throughout: they are no choice,
so they are no part of what could be let go; those without which the set could be kept are told after it.
"""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from vijfveld.methods.figures import Floats
from vijfveld.methods.portfolio.limits import Limits
from vijfveld.methods.portfolio.problem import Problem

MOST_TRIES = 200
BAR = "the bar on "


def smallest_clash(problem: Problem, limits: Limits) -> tuple[str, ...]:
    """The names of the fewest limits that cannot be kept together; when they are many, of a set of which none can be
    left out. After them the legal bars, fewest that can be, without which these limits could be kept. Empty when all
    can be kept."""
    everything = frozenset(range(len(limits.names)))
    if _possible(problem, limits, everything):
        return ()
    ways_out: list[frozenset[int]] = []
    for _ in range(MOST_TRIES):
        tried = _fewest_that_hit(ways_out, len(everything))
        if not _possible(problem, limits, tried):
            return _named(problem, limits, tried)
        ways_out.append(everything - _grown(problem, limits, tried))
    return _named(problem, limits, _shrunk(problem, limits, everything))


def in_words(clash: Sequence[str]) -> str:
    """What cannot be kept, and the law behind it, in sentences."""
    kept, law = [one for one in clash if not is_bar(one)], [one for one in clash if is_bar(one)]
    what = "This cannot be kept" if len(kept) == 1 else "These cannot be kept together"
    by_law = f" By law hold: {'; '.join(law)}." if law else ""
    return f"No choice keeps all limits. {what}: {'; '.join(kept) or 'the limits together'}.{by_law}"


def is_bar(name: str) -> bool:
    """Whether a name in a clash is that of a legal bar, which cannot be let go."""
    return name.startswith(BAR)


def _named(problem: Problem, limits: Limits, rows: frozenset[int]) -> tuple[str, ...]:
    why = {measure: reason.strip().rstrip(".") for measure, reason in problem.barred.items()}
    bars = (f"{BAR}{measure} ({why[measure]})" for measure in _bars(problem, limits, rows))
    return (*(limits.names[row] for row in sorted(rows)), *bars)


def _bars(problem: Problem, limits: Limits, rows: frozenset[int]) -> list[int]:
    """The barred measures that make a clash of these limits, none of which can be left out; none when all may be chosen
    and it still is one."""
    touched = np.flatnonzero(abs(limits.rows[sorted(rows)]).sum(axis=0))
    needed = sorted(set(problem.barred) & set(touched.tolist()))
    there = np.ones(problem.measures)
    if not needed or _choice(problem, limits, sorted(rows), there) is None:
        return []
    there[needed] = 0.0
    for measure in list(needed):
        there[measure] = 1.0
        if _choice(problem, limits, sorted(rows), there) is None:
            needed.remove(measure)
        else:
            there[measure] = 0.0
    return needed


def _possible(problem: Problem, limits: Limits, kept: frozenset[int]) -> bool:
    """Whether a choice keeps these limits."""
    return _choice(problem, limits, sorted(kept)) is not None


def _choice(problem: Problem, limits: Limits, rows: list[int], there: Floats | None = None) -> Floats | None:
    """A choice that keeps these limits, of the measures that are there: those that are open, unless said otherwise."""
    bounds = Bounds(np.zeros(problem.measures), problem.open.astype(np.float64) if there is None else there)
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
