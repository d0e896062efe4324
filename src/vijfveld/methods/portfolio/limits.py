# SPDX-License-Identifier: EUPL-1.2
"""The limits of a portfolio as rows over the choice of measures: each with its name, for whoever must be told."""

from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np
from scipy.sparse import coo_array, csr_array, vstack

from vijfveld.methods.figures import Floats
from vijfveld.methods.portfolio.problem import Problem


@dataclass(frozen=True)
class Limits:
    """low <= rows @ choice <= high; names says what each row is."""

    rows: csr_array
    low: Floats
    high: Floats
    names: tuple[str, ...]


def limits_of(problem: Problem) -> Limits:
    """Every limit but the legal bars, which are bounds of the choice itself."""
    blocks = [_budget(problem), _capacity(problem), _floors(problem), _pairs(problem), _depth(problem)]
    return Limits(
        rows=csr_array(vstack([block.rows for block in blocks])),
        low=np.concatenate([block.low for block in blocks]), high=np.concatenate([block.high for block in blocks]),
        names=tuple(name for block in blocks for name in block.names),
    )  # fmt: skip


def _budget(problem: Problem) -> Limits:
    if problem.budget == inf:
        return _none(problem)
    rows = csr_array(np.asarray(problem.costs)[None, :])
    return Limits(rows, np.array([-inf]), np.array([problem.budget]), (f"the budget of {problem.budget:g}",))


def _capacity(problem: Problem) -> Limits:
    capacity = np.asarray(problem.capacity)
    names = tuple(f"the capacity of partner {partner}, {most:g}" for partner, most in enumerate(capacity))
    use: Any = problem.use
    return Limits(use, np.full(len(capacity), -inf), capacity, names)


def _floors(problem: Problem) -> Limits:
    if not problem.floors:
        return _none(problem)
    area = np.array(problem.area, dtype=object)
    rows = np.array([np.where(area == name, np.asarray(problem.costs), 0.0) for name in problem.floors])
    names = tuple(f"the floor of {floor:g} for {name}" for name, floor in problem.floors.items())
    floors = np.array(list(problem.floors.values()), dtype=np.float64)
    return Limits(csr_array(rows), floors, np.full(len(rows), inf), names)


def _pairs(problem: Problem) -> Limits:
    told = [(one, other, 1.0, 1.0, f"that {one} and {other} exclude each other") for one, other in problem.excludes]
    told += [(one, first, -1.0, 0.0, f"that {one} needs {first} first") for one, first in problem.needs_first]
    told += [
        (one, milder, -1.0, 0.0, f"that {milder}, less intrusive, goes before {one}")
        for one, milder in problem.subsidiarity
    ]
    if not told:
        return _none(problem)
    place = np.arange(len(told))
    values = np.concatenate([np.ones(len(told)), [row[2] for row in told]])
    columns = np.concatenate([[row[0] for row in told], [row[1] for row in told]])
    rows = coo_array((values, (np.concatenate([place, place]), columns)), shape=(len(told), problem.measures))
    high = np.array([row[3] for row in told])
    return Limits(csr_array(rows), np.full(len(told), -inf), high, tuple(row[4] for row in told))


def _depth(problem: Problem) -> Limits:
    if problem.most_intrusive == inf:
        return _none(problem)
    rows = csr_array((np.asarray(problem.intrusive) - problem.most_intrusive)[None, :])
    name = f"that the mean intrusiveness stays within {problem.most_intrusive:g}"
    return Limits(rows, np.array([-inf]), np.array([0.0]), (name,))


def _none(problem: Problem) -> Limits:
    return Limits(csr_array((0, problem.measures)), np.zeros(0), np.zeros(0), ())
