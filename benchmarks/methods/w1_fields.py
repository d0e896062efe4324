# SPDX-License-Identifier: EUPL-1.2
"""Listing all survivors of a morphological field, against python-constraint2 and CP-SAT."""

import random
from collections.abc import Iterator
from itertools import combinations

from benchmarks import parts
from benchmarks.methods.measuring import SEED, Sizes, agree, claim, sizes_for
from benchmarks.rows import Claim
from vijfveld.methods.morphology import Field


def claims(sizes: parts.Sizes) -> Iterator[Claim]:
    """Listing all survivors of a morphological field, against python-constraint2 and CP-SAT."""
    yield from fields(sizes_for(sizes))


def fields(sizes: Sizes) -> Iterator[Claim]:
    """W1: list all survivors of a morphological field."""
    parameters, excluded = random_field(sizes)
    ours = Field(parameters, excluded).configurations()
    agree(set(constraint_solutions(parameters, excluded)) == set(ours), "python-constraint2")
    agree(set(cp_sat_solutions(parameters, excluded)) == set(ours), "CP-SAT")
    task = f"W1 list {len(ours):,} survivors of {sizes.parameters}x{sizes.values}"

    def listing() -> object:
        return Field(parameters, excluded).configurations()

    yield claim(
        f"{task}: python-constraint2", listing, lambda: constraint_solutions(parameters, excluded), 10, rounds=5
    )
    yield claim(f"{task}: CP-SAT", listing, lambda: cp_sat_solutions(parameters, excluded), 20, rounds=5)


Pair = tuple[tuple[str, str], tuple[str, str]]


def random_field(sizes: Sizes) -> tuple[dict[str, list[str]], list[Pair]]:
    """A field in which about one pair of values in nine is excluded."""
    source = random.Random(SEED)
    parameters = {f"p{at}": [f"v{value}" for value in range(sizes.values)] for at in range(sizes.parameters)}
    pairs = [((a, x), (b, y)) for a, b in combinations(parameters, 2) for x in parameters[a] for y in parameters[b]]
    return parameters, [pair for pair in pairs if source.random() < 0.107]


def constraint_solutions(parameters: dict[str, list[str]], excluded: list[Pair]) -> list[tuple[str, ...]]:
    """All survivors by python-constraint2."""
    from constraint import Problem

    problem = Problem()
    for name, values in parameters.items():
        problem.addVariable(name, values)
    for names, barred in barred_by_pair(excluded).items():
        problem.addConstraint(lambda x, y, barred=barred: (x, y) not in barred, names)
    return [tuple(solution[name] for name in parameters) for solution in problem.getSolutions()]


def cp_sat_solutions(parameters: dict[str, list[str]], excluded: list[Pair]) -> list[tuple[str, ...]]:
    """All survivors by the CP-SAT solver of OR-tools."""
    from ortools.sat.python import cp_model

    class Collector(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            found.append(tuple(parameters[name][self.value(variable)] for name, variable in variables.items()))

    found: list[tuple[str, ...]] = []
    model = cp_model.CpModel()
    variables = {name: model.new_int_var(0, len(values) - 1, name) for name, values in parameters.items()}
    for (a, b), barred in barred_by_pair(excluded).items():
        places = [(parameters[a].index(x), parameters[b].index(y)) for x, y in barred]
        model.add_forbidden_assignments([variables[a], variables[b]], places)
    solver = cp_model.CpSolver()
    solver.parameters.enumerate_all_solutions = True
    solver.solve(model, Collector())
    return found


def barred_by_pair(excluded: list[Pair]) -> dict[tuple[str, str], set[tuple[str, str]]]:
    """The excluded values of each two parameters."""
    barred: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for (a, x), (b, y) in excluded:
        barred.setdefault((a, b), set()).add((x, y))
    return barred
