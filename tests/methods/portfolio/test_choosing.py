# SPDX-License-Identifier: EUPL-1.2
"""The chosen mix against every mix there is, the limits it keeps, and what is said when there is none."""

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vijfveld.methods.portfolio import (
    BadPortfolio,
    Infeasible,
    NoAnswer,
    Problem,
    Progress,
    broken_limits,
    exact_tail_loss,
    near_best,
)

SMALL = {"effects": [[2, 0], [0, 2], [1, 1]], "needs": [[2, 1], [1, 2], [3, 0]]}


def every_mix(measures: int) -> list[tuple[int, ...]]:
    return [mix for size in range(measures + 1) for mix in combinations(range(measures), size)]


def planted(seed: int, *, measures: int = 7, scenarios: int = 9, partners: int = 3) -> Problem:
    """A small problem with every sort of limit."""
    random = np.random.default_rng(seed)

    def pairs(count: int) -> list[tuple[int, int]]:
        return [tuple(random.choice(measures, 2, replace=False).tolist()) for _ in range(count)]

    costs = random.integers(1, 6, measures)
    area = random.integers(0, 2, measures).tolist()
    return Problem(
        effects=random.integers(0, 4, (measures, 3)), needs=random.integers(0, 9, (scenarios, 3)),
        weights=[1.0, 0.5, 2.0], costs=costs, budget=float(costs.sum() * 0.6),
        use=random.integers(0, 3, (partners, measures)), capacity=random.integers(2, 7, partners), area=area,
        floors={area[0]: float(random.integers(0, 4))}, intrusive=random.integers(0, 4, measures),
        most_intrusive=2.5, excludes=pairs(1), needs_first=pairs(1),
        barred={int(random.integers(measures)): "no basis"},
    )  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**6), st.sampled_from([0.0, 0.5, 0.8, 0.95]))
def test_no_mix_that_keeps_the_limits_loses_less(seed: int, alpha: float) -> None:
    problem = planted(seed)
    allowed = [mix for mix in every_mix(7) if not broken_limits(problem, mix)]
    if not allowed:
        with pytest.raises(Infeasible):
            problem.solve(alpha, 0.0)
        return
    best = min(exact_tail_loss(problem, mix, alpha) for mix in allowed)
    found = problem.solve(alpha, 0.0)
    assert tuple(found.chosen.tolist()) in allowed
    assert found.objective == pytest.approx(float(best), rel=1e-6, abs=1e-6)
    assert found.bound <= found.objective
    assert found.gap <= 1e-6


def test_a_choice_is_worked_by_hand() -> None:
    """Two of three at a cost of 1. Losses by scenario: {0, 1}: 0, 0, 1, the worst 1; {0, 2}: 0, 1, 0, the worst 1;
    {1, 2}: 1, 0, 2, the worst 2. So in the worst third the first two lose 1."""
    found = Problem(**SMALL, budget=2).solve(2 / 3, 0.0)
    assert found.objective == pytest.approx(1)
    assert len(found.chosen) == 2
    assert Problem(**SMALL).solve(2 / 3, 0.0).objective == 0


def test_what_has_no_legal_basis_is_outside_the_choice_whatever_it_would_gain() -> None:
    problem = Problem(**SMALL, budget=2, barred={0: "the act lapsed on 1 March"})
    assert 0 not in problem.solve(0.5, 0.0).chosen
    assert broken_limits(problem, [0]) == ["Measure 0 is barred: the act lapsed on 1 March"]


def test_a_less_intrusive_measure_that_covers_as_much_goes_first() -> None:
    problem = Problem(effects=[[2.0], [2.0]], needs=[[2.0]], costs=[1, 3], intrusive=[3, 1], budget=3)
    assert problem.subsidiarity == ((0, 1),)
    assert problem.solve(0.0, 0.0).chosen.tolist() == [1]
    barred = Problem(effects=[[2.0], [2.0]], needs=[[2.0]], costs=[1, 3], intrusive=[3, 1], barred={1: "no basis"})
    assert barred.subsidiarity == ()


def test_every_broken_limit_is_told() -> None:
    problem = Problem(
        effects=np.ones((4, 1)), needs=[[1.0]], costs=[5, 5, 5, 5], budget=4, use=[[2, 2, 0, 0]], capacity=[3],
        area=["prevent", "prevent", "protect", "protect"], floors={"protect": 5}, intrusive=[3, 3, 1, 1],
        most_intrusive=2, excludes=[(0, 1)], needs_first=[(0, 2)], barred={1: "no basis"},
    )  # fmt: skip
    assert broken_limits(problem, [0, 1]) == [
        "The choice costs 10, above the budget of 4.",
        "Partner 0 is asked 4 of its 3.",
        "The field protect gets 0, below its floor of 5.",
        "Measures 0 and 1 exclude each other.",
        "Measure 0 needs measure 2 first.",
        "Measure 1 is barred: no basis",
        "Measure 2 is less intrusive than 0, covers as much, and goes first.",
        "Measure 2 is less intrusive than 1, covers as much, and goes first.",
        "The choice is on average more intrusive than 2.",
    ]


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**6))
def test_of_limits_that_clash_the_fewest_are_named(seed: int) -> None:
    """Against every subset of the limits, smallest first."""
    from vijfveld.methods.portfolio.clashes import smallest_clash
    from vijfveld.methods.portfolio.limits import limits_of

    random = np.random.default_rng(seed)
    problem = Problem(
        effects=np.ones((4, 1)), needs=[[1.0]], costs=random.integers(1, 4, 4), budget=float(random.integers(1, 6)),
        use=random.integers(0, 3, (2, 4)), capacity=random.integers(0, 4, 2), area=[0, 0, 1, 1],
        floors={0: float(random.integers(0, 5)), 1: float(random.integers(0, 5))},
        excludes=[tuple(random.choice(4, 2, replace=False).tolist())],
        needs_first=[tuple(random.choice(4, 2, replace=False).tolist())],
    )  # fmt: skip
    limits = limits_of(problem)
    choices = np.array([[mix >> place & 1 for place in range(4)] for mix in range(16)])
    at = choices @ limits.rows.toarray().T
    kept = (at >= limits.low - 1e-9) & (at <= limits.high + 1e-9)
    sizes = [size for size in range(len(limits.names) + 1) for rows in combinations(range(len(limits.names)), size)
             if not kept[:, list(rows)].all(axis=1).any()]  # fmt: skip
    found = smallest_clash(problem, limits)
    assert len(found) == (min(sizes) if sizes else 0)
    if sizes:
        rows = [limits.names.index(name) for name in found]
        assert not kept[:, rows].all(axis=1).any()


def test_a_clash_is_a_sentence() -> None:
    with pytest.raises(Infeasible) as refused:
        Problem(**SMALL, budget=1, area=["prevent", "prevent", "pursue"], floors={"prevent": 2}).solve()
    assert refused.value.clash == ("the budget of 1", "the floor of 2 for prevent")
    assert str(refused.value) == (
        "No choice keeps all limits. These cannot be kept together: the budget of 1; the floor of 2 for prevent."
    )


def test_a_limit_that_clashes_with_nothing_but_the_law_is_told_with_the_bars_behind_it() -> None:
    with pytest.raises(Infeasible) as refused:
        Problem(
            **SMALL, area=["a", "a", "b"], floors={"a": 1}, budget=9,
            barred={0: "the act lapsed on 1 March.", 1: "no basis", 2: "no basis"},
        ).solve()  # fmt: skip
    assert refused.value.clash == (
        "the floor of 1 for a", "the bar on 0 (the act lapsed on 1 March)", "the bar on 1 (no basis)",
    )  # fmt: skip
    assert refused.value.problems == (
        "No choice keeps all limits. This cannot be kept: the floor of 1 for a. "
        "By law hold: the bar on 0 (the act lapsed on 1 March); the bar on 1 (no basis).",
    )


def test_a_limit_that_cannot_be_kept_even_without_the_law_stands_alone() -> None:
    with pytest.raises(Infeasible) as refused:
        Problem(**SMALL, area=["a", "a", "b"], floors={"a": 9}, barred={0: "no basis"}).solve()
    assert str(refused.value) == "No choice keeps all limits. This cannot be kept: the floor of 9 for a."


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6))
def test_the_bars_that_are_told_make_the_clash_and_none_of_them_can_be_missed(seed: int) -> None:
    """Against every choice of four measures."""
    from vijfveld.methods.portfolio.clashes import is_bar, smallest_clash
    from vijfveld.methods.portfolio.limits import limits_of

    random = np.random.default_rng(seed)
    problem = Problem(
        effects=np.ones((4, 1)), needs=[[1.0]], costs=random.integers(1, 4, 4), budget=float(random.integers(1, 9)),
        area=[0, 0, 1, 1], floors={0: float(random.integers(0, 5)), 1: float(random.integers(0, 5))},
        needs_first=[tuple(random.choice(4, 2, replace=False).tolist())],
        barred={int(one): "no basis" for one in random.choice(4, random.integers(0, 4), replace=False)},
    )  # fmt: skip
    limits = limits_of(problem)
    found = smallest_clash(problem, limits)
    rows = [limits.names.index(name) for name in found if not is_bar(name)]
    bars = {one for one in problem.barred if f"the bar on {one} (no basis)" in found}
    assert len(found) == len(rows) + len(bars)

    def possible(barred: set[int]) -> bool:
        choices = np.array([[mix >> place & 1 for place in range(4)] for mix in range(16)
                            if not any(mix >> one & 1 for one in barred)])  # fmt: skip
        at = choices @ limits.rows[rows].toarray().T
        return bool(((at >= limits.low[rows] - 1e-9) & (at <= limits.high[rows] + 1e-9)).all(axis=1).any())

    if found:
        assert not possible(bars)
        assert all(possible(bars - {one}) for one in bars)


def test_measures_that_need_each_other_are_chosen_together_or_not_at_all() -> None:
    """Each alone would cover the need of a scenario at a cost within the budget; together they are too dear."""
    given_ = {"effects": [[2.0], [2.0], [1.0]], "needs": [[2.0]], "needs_first": [(0, 1), (1, 0)], "costs": [1, 2, 1]}
    assert Problem(**given_, budget=2).solve(0.0, 0.0).chosen.tolist() == [2]
    assert set(Problem(**given_, budget=3).solve(0.0, 0.0).chosen.tolist()) >= {0, 1}


def test_a_search_tells_how_far_it_is_and_ends_when_asked() -> None:
    heard: list[Progress] = []

    def stop(progress: Progress) -> bool:
        heard.append(progress)
        return False

    random = np.random.default_rng(1)
    problem = Problem(
        effects=random.gamma(1, 1, (150, 8)), needs=random.gamma(4, 6, (60, 8)), costs=random.uniform(1, 9, 150),
        budget=150, use=random.uniform(0, 2, (30, 150)), capacity=np.full(30, 22.0),
    )  # fmt: skip
    with pytest.raises(NoAnswer, match="No choice was found in time"):
        problem.solve(0.9, 0.0, 30, watch=stop)
    assert heard
    assert all(one.bound <= one.objective for one in heard)


def test_near_best_mixes_differ_and_tell_what_they_share() -> None:
    random = np.random.default_rng(4)
    problem = Problem(
        effects=random.integers(0, 4, (14, 3)), needs=random.integers(5, 20, (12, 3)),
        costs=random.integers(1, 4, 14), budget=12,
    )  # fmt: skip
    best = problem.solve(0.75, 0.0)
    found = near_best(problem, best, within=0.15, count=4)
    assert len(found.mixes) > 1
    assert found.mixes[0].tolist() == best.chosen.tolist()
    assert len({tuple(mix.tolist()) for mix in found.mixes}) == len(found.mixes)
    assert all(loss <= best.objective * 1.15 + 1e-6 for loss in found.losses)
    assert all(not broken_limits(problem, mix.tolist()) for mix in found.mixes)
    assert set(found.in_all) == {one for one, times in found.times_chosen.items() if times == len(found.mixes)}
    alone = near_best(problem, best, within=0.0, count=1)
    assert alone.in_all.tolist() == best.chosen.tolist()


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"effects": [[-1.0]], "needs": [[1.0, 2.0]]}, ["effects must be at least 0 at (0, 0), not -1."]),
        ({**SMALL, "needs": [[1.0]]}, ["effects and needs must have the same threats."]),
        ({**SMALL, "weights": [1.0], "budget": -1},
         ["There must be one weight for each threat.", "budget must be at least 0, not -1."]),
        ({**SMALL, "use": [[1, 1, 1]]}, ["Give both use and capacity, or neither."]),
        ({**SMALL, "use": [[1, 1]], "capacity": [1]},
         ["use must have a row for each partner and a column for each measure."]),
        ({**SMALL, "excludes": [(0, 9)], "needs_first": [(1, 1)], "barred": {7: "x"}},
         ["excludes names measures that are not there: (0, 9).",
          "needs_first pairs a measure with itself: (1, 1).",
          "barred names measures that are not there: 7."]),
        ({**SMALL, "excludes": [3, (0, 1, 2), "ab"], "needs_first": None, "barred": {0: "", 1: " ", 2: "no basis"}},
         ["excludes must be pairs of measures, not 3, (0, 1, 2), 'ab'.", "needs_first must be a list, not None.",
          "barred gives no reason for 0, 1."]),
        ({**SMALL, "effects": [[-1.0]], "excludes": [(0, 2)], "barred": {2: None}},
         ["effects must be at least 0 at (0, 0), not -1.", "barred gives no reason for 2."]),
        ({**SMALL, "budget": float("nan"), "most_intrusive": "x", "area": 3, "floors": [], "barred": []},
         ["budget misses a figure.", "most_intrusive must be a figure, not 'x'.", "area must be a list, not 3.",
          "floors must be a mapping from field to figure, not [].",
          "barred must be a mapping from measure to reason, not []."]),
        ({**SMALL, "area": ["a", "a", "b"], "floors": {"a": float("nan"), "b": -1}},
         ["The floor for a misses a figure.", "The floor for b must be at least 0, not -1."]),
        ({**SMALL, "floors": {"prevent": 1}}, ["No measure lies in the field prevent."]),
        ({**SMALL, "area": ["a"], "chances": [0, 0, 0]},
         ["At least one chance must be above 0.", "There must be one field for each measure."]),
    ],
)  # fmt: skip
def test_a_problem_that_cannot_be_names_what_is_wrong(given_: dict[str, Any], said: list[str]) -> None:
    with pytest.raises(BadPortfolio) as refused:
        Problem(**given_)
    assert list(refused.value.problems) == said


def test_a_search_that_cannot_be_names_what_is_wrong() -> None:
    with pytest.raises(BadPortfolio) as refused:
        Problem(**SMALL).solve(2, -1, 0)
    assert list(refused.value.problems) == [
        "alpha must be from 0 to 1, not 2.",
        "gap must be at least 0, not -1.",
        "seconds must be above 0 and finite.",
    ]
