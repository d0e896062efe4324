# SPDX-License-Identifier: EUPL-1.2
"""How the light methods compare with their peers: the same task, in the same run, after agreeing on the answer.

The peers are no part of the system. To run this, install them beside it in an environment of their own:
python-constraint2, ortools, networkx, igraph, ema-workbench 2, scoringrules, scikit-learn.
"""

import logging
import random
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations
from time import perf_counter

import numpy as np
from numpy.random import default_rng

from benchmarks.tree import ROUNDS, Row
from vijfveld.methods import discovery, erosion, judgement
from vijfveld.methods.morphology import Field

SEED = 20162020
Work = Callable[[], object]


@dataclass(frozen=True)
class Sizes:
    """How large each workload is."""

    parameters: int = 10
    values: int = 5
    partners: int = 400
    contacts: int = 6_000
    months: int = 60
    runs: int = 100_000
    inputs: int = 20
    forecasts: int = 1_000_000
    questions: int = 2_000
    resamples: int = 100


def measure(sizes: Sizes = Sizes()) -> list[Row]:
    """Every workload, one after another; a Row holds when our time is at most `target` times that of the peer."""
    workloads = (fields, drift, exploration, boxes, scores)
    return [row for workload in workloads for row in workload(sizes)]


def row(name: str, ours: Work, peer: Work, times: float, *, rounds: int = ROUNDS) -> Row:
    """A claim to be at least so many times as fast: the shortest of as many runs on both sides, taken in turn."""
    turns = [(seconds(ours), seconds(peer)) for _ in range(rounds)]
    return Row(
        f"{name}, at least {times:g}x", min(turn[0] for turn in turns), min(turn[1] for turn in turns), 1 / times
    )


def seconds(work: Work) -> float:
    """How long one run takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def agree(holds: bool, what: str) -> None:
    """No ratio without equal answers."""
    if not holds:
        raise AssertionError(f"The answers differ: {what}.")


def fields(sizes: Sizes) -> Iterable[Row]:
    """W1: list all survivors of a morphological field."""
    parameters, excluded = random_field(sizes)
    ours = Field(parameters, excluded).configurations()
    agree(set(constraint_solutions(parameters, excluded)) == set(ours), "python-constraint2")
    agree(set(cp_sat_solutions(parameters, excluded)) == set(ours), "CP-SAT")
    task = f"W1 list {len(ours):,} survivors of {sizes.parameters}x{sizes.values}"

    def listing() -> object:
        return Field(parameters, excluded).configurations()

    yield row(f"{task}: python-constraint2", listing, lambda: constraint_solutions(parameters, excluded), 10, rounds=5)
    yield row(f"{task}: CP-SAT", listing, lambda: cp_sat_solutions(parameters, excluded), 20, rounds=5)


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


def drift(sizes: Sizes) -> Iterable[Row]:
    """W4: modularity and assortativity of two sides, month by month."""
    rng = default_rng(SEED)
    total = sizes.contacts * sizes.months
    months = np.repeat(np.arange(sizes.months), sizes.contacts)
    sides = rng.integers(0, 2, sizes.partners)
    pairs = np.column_stack([rng.integers(0, sizes.partners, total), rng.integers(1, sizes.partners, total)])
    pairs[:, 1] = (pairs[:, 0] + pairs[:, 1]) % sizes.partners
    by_month = [list(map(tuple, pairs[months == month].tolist())) for month in range(sizes.months)]

    def ours() -> np.ndarray:
        return erosion.mixing_by_month(erosion.mixing_matrices(months, pairs, sides, number=sizes.months))

    side_of = sides.tolist()
    for name, peer, times, rounds in (("networkx", networkx_mixing, 50, ROUNDS), ("igraph", igraph_mixing, 10, 9)):
        agree(bool(np.allclose(ours(), peer(by_month, side_of), atol=1e-9)), name)
        task = f"W4 drift, {sizes.partners} partners, {sizes.contacts:,} contacts, {sizes.months} months"
        yield row(f"{task}: {name}", ours, lambda peer=peer: peer(by_month, side_of), times, rounds=rounds)


Contacts = list[list[tuple[int, int]]]


def networkx_mixing(by_month: Contacts, sides: list[int]) -> list[tuple[float, float]]:
    """Both figures of each month by NetworkX."""
    import networkx

    communities = [{node for node, side in enumerate(sides) if side == one} for one in (0, 1)]
    found = []
    for contacts in by_month:
        graph = networkx.MultiGraph()
        graph.add_nodes_from((node, {"side": side}) for node, side in enumerate(sides))
        graph.add_edges_from(contacts)
        modularity = networkx.community.modularity(graph, communities)
        found.append((modularity, networkx.attribute_assortativity_coefficient(graph, "side")))
    return found


def igraph_mixing(by_month: Contacts, sides: list[int]) -> list[tuple[float, float]]:
    """Both figures of each month by igraph."""
    import igraph

    graphs = (igraph.Graph(n=len(sides), edges=contacts) for contacts in by_month)
    return [(graph.modularity(sides), graph.assortativity_nominal(sides, directed=False)) for graph in graphs]


def exploration(sizes: Sizes) -> Iterable[Row]:
    """W5: many runs of a small model over many inputs."""
    import ema_workbench

    ema_workbench.ema_logging.log_to_stderr(logging.ERROR)
    names = [f"x{at}" for at in range(sizes.inputs)]
    ranges = {name: (0.0, 1.0 + at) for at, name in enumerate(names)}
    model = ema_workbench.Model("shortfall", function=lambda **columns: shortfall(columns))
    model.uncertainties = [ema_workbench.RealParameter(name, *bounds) for name, bounds in ranges.items()]
    model.outcomes = [ema_workbench.ScalarOutcome("shortfall")]

    def peer() -> tuple[object, object]:
        with ema_workbench.SequentialEvaluator(model) as evaluator:
            return evaluator.perform_experiments(scenarios=sizes.runs, log_progress=True)

    def ours() -> object:
        return discovery.explore(shortfall, ranges, runs=sizes.runs, rng=default_rng(SEED))

    experiments, outcomes = peer()
    again = discovery.run(shortfall, tuple(names), experiments[names].to_numpy(dtype=float))
    agree(bool(np.allclose(again.outcomes["shortfall"], outcomes["shortfall"], atol=1e-9)), "EMA-workbench")
    yield row(f"W5 {sizes.runs:,} runs of {sizes.inputs} inputs: EMA sequential", ours, peer, 100, rounds=1)


def shortfall(columns):  # type: ignore[no-untyped-def]
    """A model that takes single figures and whole columns alike: what the last input lacks of the mean of the rest."""
    *rest, last = columns.values()
    return {"shortfall": sum(rest) / len(rest) - last}


def boxes(sizes: Sizes) -> Iterable[Row]:
    """W6: a planted box found by patient rule induction."""
    import pandas
    from ema_workbench.analysis.prim import Prim

    table = default_rng(SEED).random((sizes.runs, sizes.inputs))
    wanted = (table[:, 0] > 0.7) & (table[:, 1] > 0.4)
    frame = pandas.DataFrame(table, columns=[f"x{at}" for at in range(sizes.inputs)])

    def peer() -> tuple[float, float]:
        found = Prim(frame, wanted, threshold=0.8, peel_alpha=0.05, paste_alpha=0.05, mass_min=0.05).find_box()
        return float(found.coverage), float(found.density)

    def ours() -> tuple[float, float]:
        last = discovery.prim(table, wanted)[-1]
        return last.coverage, last.density

    agree(bool(np.allclose(ours(), peer(), atol=0.01)), f"EMA-workbench, {ours()} and {peer()}")
    yield row(f"W6 box in {sizes.runs:,} cases of {sizes.inputs} inputs: EMA", ours, peer, 5, rounds=1)


def scores(sizes: Sizes) -> Iterable[Row]:
    """W7: scores of many forecasts, and their resampling by question."""
    import scoringrules
    from sklearn.metrics import brier_score_loss, log_loss

    rng = default_rng(SEED)
    p = np.round(rng.uniform(0.01, 0.99, sizes.forecasts), 2)
    o = (rng.random(sizes.forecasts) < p).astype(float)
    questions = rng.integers(0, sizes.questions, sizes.forecasts)

    def peer_brier() -> float:
        return float(scoringrules.brier_score(o, p).mean())

    def ours_resampled() -> np.ndarray:
        drawn = judgement.resample_questions(sizes.questions, resamples=sizes.resamples, rng=default_rng(SEED))
        return judgement.resampled_brier(p, o, questions, drawn=drawn)

    def peer_resampled() -> list[float]:
        source = default_rng(SEED)
        draws = (source.integers(0, sizes.questions, sizes.questions) for _ in range(sizes.resamples))
        counts = (np.bincount(drawn, minlength=sizes.questions) for drawn in draws)
        return [brier_score_loss(o, p, sample_weight=count[questions]) for count in counts]

    agree(bool(np.isclose(judgement.brier(p, o), peer_brier())), "scoringrules")
    agree(bool(np.isclose(judgement.log_score(p, o), log_loss(o, p))), "scikit-learn, log score")
    agree(bool(np.allclose(ours_resampled(), peer_resampled())), "scikit-learn, resamples")
    task = f"W7 {sizes.forecasts:,} forecasts"
    yield row(f"{task}, Brier: scoringrules", lambda: judgement.brier(p, o), peer_brier, 1)
    yield row(f"{task}, log score: scikit-learn", lambda: judgement.log_score(p, o), lambda: log_loss(o, p), 1)
    yield row(f"{task}, {sizes.resamples:,} resamples: scikit-learn", ours_resampled, peer_resampled, 10)


def main() -> int:
    """Print the table; 1 when a target is missed."""
    rows = measure()
    print(f"{'what':<96} {'ours s':>10} {'peer s':>10} {'times':>8}  holds")
    for one in rows:
        figures = f"{one.ours:>10.5f} {one.floor:>10.5f} {1 / one.ratio:>8.1f}"
        print(f"{one.name:<96} {figures}  {'yes' if one.holds else 'NO'}")
    return 0 if all(one.holds for one in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
