# SPDX-License-Identifier: EUPL-1.2
"""A portfolio by its tail, against the same solver on the dense model of all scenarios."""

from collections.abc import Iterator
from math import inf

import numpy as np
from numpy.random import default_rng
from scipy.sparse import block_array, csc_array, csr_array, eye_array

from benchmarks import parts
from benchmarks.methods.measuring import SEED, agree
from benchmarks.rows import Claim, seconds
from vijfveld.methods.portfolio import Problem, Solution, broken_limits
from vijfveld.methods.portfolio.engine import Answer, Model, run
from vijfveld.methods.portfolio.limits import limits_of

ALPHA, GAP, FASTER, PATIENCE = 0.9, 0.005, 0.6, 60.0
SEEDS = range(5)


def claims(sizes: parts.Sizes) -> Iterator[Claim]:
    """A portfolio by its tail, against the same solver on the dense model of all scenarios."""
    whole = sizes.rows >= 100_000
    measures, scenarios, partners = (1000, 500, 400) if whole else (60, 60, 20)
    for seed in SEEDS if whole else [0]:
        problem = planted(SEED + seed, measures, scenarios, partners)
        yield from portfolio(problem, f"seed {seed}", patience=PATIENCE if whole else 2.0)


def portfolio(problem: Problem, name: str, *, patience: float) -> Iterator[Claim]:
    """W3: the time to a proven gap of half a percent, and the gap of the dense model after 1/0.6 of that time.

    Had the dense model come there in less, ours would not be as much faster as it must be.
    """
    task, kept = f"W3 portfolio {_size(problem)}, {name}", []
    ours = seconds(lambda: kept.append(problem.solve(ALPHA, GAP, patience)))
    found: Solution = kept[0]
    agree(not broken_limits(problem, found.chosen.tolist()), "the limits")
    yield Claim(f"{task}: proven gap", found.gap * 100, GAP * 100, 1, unit="%")
    answers: list[Answer] = []
    dense = seconds(lambda: answers.append(run(dense_model(problem), gap=GAP, seconds=ours / FASTER + 1)))
    got_there = answers[0].values is not None and answers[0].objective - answers[0].bound <= GAP * answers[0].objective
    if got_there:
        agree(found.objective >= answers[0].bound * (1 - 1e-6), "the bound of the dense model")
    told = "dense model" if got_there else f"dense model, gap {_gap(answers[0]):.1%} when stopped at"
    yield Claim(f"{task}: time", ours, dense, FASTER, told)


def _gap(answer: Answer) -> float:
    return (answer.objective - answer.bound) / answer.objective if answer.values is not None else inf


def _size(problem: Problem) -> str:
    return f"{problem.measures} × {len(problem.needs)} × {len(problem.capacity)}"  # type: ignore[arg-type]


def planted(seed: int, measures: int, scenarios: int, partners: int, threats: int = 12) -> Problem:
    """Measures that each cover two threats and ask three partners; scenarios that share a severity."""
    random = default_rng(seed)
    effects, use = np.zeros((measures, threats)), np.zeros((partners, measures))
    for measure in range(measures):
        effects[measure, random.choice(threats, 2, replace=False)] = random.gamma(2, 1, 2)
        use[random.choice(partners, 3, replace=False), measure] = random.uniform(0.2, 2, 3)
    costs, area = random.uniform(1, 10, measures), random.integers(0, 5, measures)
    severity = random.gamma(4, 0.25, (scenarios, 1))

    def pairs(count: int) -> list[tuple[int, int]]:
        return [tuple(random.choice(measures, 2, replace=False).tolist()) for _ in range(count)]

    return Problem(
        effects=effects, needs=random.gamma(4, 0.25, (scenarios, threats)) * severity * effects.sum(axis=0) * 0.35,
        weights=random.uniform(0.5, 2, threats), costs=costs, budget=0.3 * costs.sum(), use=use,
        capacity=use.sum(axis=1) * random.uniform(0.3, 0.6, partners), area=area.tolist(),
        floors={field: 0.05 * costs[area == field].sum() for field in range(5)},
        intrusive=random.integers(0, 4, measures), most_intrusive=1.5, excludes=pairs(measures // 50),
        needs_first=pairs(measures // 10), barred={3: "no basis in force"},
    )  # fmt: skip


def dense_model(problem: Problem) -> Model:
    """All scenarios at once, each gap written out over the measures, as one would write it down first."""
    effects, needs, limits = np.asarray(problem.effects), np.asarray(problem.needs), limits_of(problem)
    (measures, threats), count = effects.shape, len(needs)
    wide, weights = count * threats, np.asarray(problem.weights)
    share = np.asarray(problem.chances) / (1 - ALPHA)
    rows = block_array(
        [
            [limits.rows, None, None, None],
            [csr_array(np.tile(effects.T, (count, 1))), eye_array(wide), None, None],
            [None, -csr_array(np.kron(np.eye(count), weights)), np.ones((count, 1)), eye_array(count)],
        ]
    )
    whole = np.arange(measures + wide + 1 + count) < measures
    return Model(
        cost=np.concatenate([np.zeros(measures + wide), [1.0], share]), least=np.zeros(len(whole)),
        most=np.concatenate([problem.open.astype(float), np.full(wide + 1 + count, inf)]), rows=csc_array(rows),
        low=np.concatenate([limits.low, needs.ravel(), np.zeros(count)]),
        high=np.concatenate([limits.high, np.full(wide + count, inf)]), whole=whole,
    )  # fmt: skip
