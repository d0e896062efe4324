# SPDX-License-Identifier: EUPL-1.2
"""Discovery: experiments over whole columns, and boxes found where they were planted."""

from itertools import pairwise
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import default_rng

from vijfveld.methods import discovery
from vijfveld.methods.discovery import BadCases, BadExperiments, Box, Patience

RANGES = {"a": (0.0, 1.0), "b": (-5.0, 5.0), "c": (10.0, 11.0)}


def planted(cases: int, *, seed: int, inputs: int = 5) -> tuple[np.ndarray, np.ndarray]:
    """Everything of interest lies where the first input is above 0.7 and the second above 0.4."""
    table = default_rng(seed).random((cases, inputs))
    return table, (table[:, 0] > 0.7) & (table[:, 1] > 0.4)


@settings(deadline=None)
@given(st.integers(1, 60), st.integers(0, 9))
def test_each_input_has_one_value_in_every_part_of_its_range(runs: int, seed: int) -> None:
    """McKay, Beckman and Conover (1979)."""
    inputs = discovery.latin_hypercube(RANGES, runs=runs, rng=default_rng(seed))
    assert inputs.shape == (runs, 3)
    for column, (low, high) in zip(inputs.T, RANGES.values(), strict=True):
        parts = np.floor((column - low) / (high - low) * runs)
        assert sorted(parts) == list(range(runs))


def test_a_model_runs_once_over_whole_columns() -> None:
    calls = []

    def model(columns):  # type: ignore[no-untyped-def]
        calls.append(columns["a"].shape)
        return {"sum": columns["a"] + columns["b"], "fixed": 3}

    found = discovery.explore(model, RANGES, runs=50, rng=default_rng(1))
    assert calls == [(50,)]
    assert found.names == ("a", "b", "c")
    assert found.outcomes["sum"] == pytest.approx(found.inputs[:, 0] + found.inputs[:, 1])
    assert found.outcomes["fixed"].tolist() == [3.0] * 50


@pytest.mark.parametrize(
    ("work", "problem"),
    [
        (lambda: discovery.latin_hypercube({}, runs=0, rng=default_rng(1)), "no inputs.*at least one run"),
        (lambda: discovery.latin_hypercube({"a": (1, 1)}, runs=1, rng=default_rng(1)), "range of «a»"),
        (lambda: discovery.run(dict, ("a", "b"), [[1.0]]), "a name for each input"),
        (lambda: discovery.run(lambda c: {}, ("a",), [[1.0]]), "gives no outcomes"),
        (lambda: discovery.run(lambda c: {"y": [1, 2], "z": np.nan}, ("a",), [[1.0]]), "«y» must have one figure.*«z»"),
    ],
)
def test_experiments_that_do_not_fit_are_refused(work, problem) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadExperiments, match=problem):
        work()


def test_the_planted_box_is_found() -> None:
    table, wanted = planted(4_000, seed=1)
    boxes = discovery.prim(table, wanted)
    last = boxes[-1]
    assert last.restricted == (0, 1)
    assert last.low[:2] == pytest.approx([0.7, 0.4], abs=0.03)
    assert last.coverage > 0.95
    assert last.density == 1
    assert boxes[0].coverage == boxes[0].mass == 1
    assert last.words(tuple("abcde")) == (f"a ≥ {last.low[0]:.3g}", f"b ≥ {last.low[1]:.3g}")


def test_a_box_in_the_middle_of_noise_is_found_on_both_sides() -> None:
    rng = default_rng(2)
    table = rng.random((6_000, 4))
    inside = (table[:, 0] > 0.3) & (table[:, 0] < 0.6) & (table[:, 2] < 0.5)
    wanted = rng.random(6_000) < np.where(inside, 0.9, 0.05)
    box = discovery.chosen(discovery.prim(table, wanted), density=0.75)
    assert set(box.restricted) >= {0, 2}
    assert (box.low[0], box.high[0], box.high[2]) == pytest.approx((0.3, 0.6, 0.5), abs=0.06)


@settings(deadline=None, max_examples=40)
@given(st.integers(20, 200), st.integers(0, 30), st.booleans())
def test_every_box_on_the_way_is_measured_truly_and_denser_than_the_last(cases: int, seed: int, tied: bool) -> None:
    rng = default_rng(seed)
    table = rng.integers(0, 4, (cases, 3)).astype(float) if tied else rng.random((cases, 3))
    wanted = rng.random(cases) < 0.3
    if not 0 < wanted.sum() < cases:
        return
    boxes = discovery.prim(table, wanted)
    for box in boxes:
        again = discovery.measured(table, wanted, low=box.low, high=box.high)
        assert (box.coverage, box.density, box.mass) == pytest.approx((again.coverage, again.density, again.mass))
        assert box.mass >= 0.05
    densities = [box.density for box in boxes]
    assert all(after > before for before, after in pairwise(densities))


def test_pasting_gives_back_what_patience_took_too_much() -> None:
    rng = default_rng(3)
    table = rng.random((2_000, 2))
    wanted = (table[:, 0] > 0.5) & (rng.random(2_000) < 0.9)
    boxes = discovery.prim(table, wanted, patience=Patience(peel=0.4, paste=0.01, least_mass=0.1))
    pasted = [(before, after) for before, after in pairwise(boxes) if after.mass > before.mass]
    assert pasted
    assert all(after.coverage > before.coverage for before, after in pasted)


def test_the_chosen_box_covers_most_among_those_dense_enough() -> None:
    def box(coverage: float, density: float) -> Box:
        return Box(np.array([0.0]), np.array([np.inf]), coverage, density, 0.5)

    boxes = [box(1.0, 0.3), box(0.9, 0.8), box(0.7, 0.9)]
    assert discovery.chosen(boxes, density=0.8).coverage == 0.9
    assert discovery.chosen(boxes, density=0.95).density == 0.9
    with pytest.raises(BadCases, match="no boxes"):
        discovery.chosen([])


def test_the_quasi_p_is_the_binomial_tail_of_bryant_and_lempert() -> None:
    """Bryant and Lempert (2010), by hand: here 4 of 4 cases in the box, and 5 of 8 without its only bound."""
    table = np.arange(8.0)[:, None]
    wanted = [1, 0, 0, 0, 1, 1, 1, 1]
    box = discovery.measured(table, wanted, low=[4], high=[np.inf])
    assert (box.coverage, box.density, box.mass) == (0.8, 1.0, 0.5)
    assert discovery.quasi_p(box, table, wanted) == {(0, "low"): pytest.approx((5 / 8) ** 4)}
    both = discovery.measured(table, wanted, low=[3], high=[6])
    tail = sum(comb(4, hits) * (4 / 5) ** hits * (1 / 5) ** (4 - hits) for hits in (3, 4))
    assert discovery.quasi_p(both, table, wanted)[0, "high"] == pytest.approx(tail)
    assert both.words(("x",)) == ("3 ≤ x ≤ 6",)


def test_planted_inputs_are_stable_and_others_are_not() -> None:
    table, wanted = planted(400, seed=5)
    share = discovery.stability(table, wanted, resamples=20, rng=default_rng(1))
    assert (share[:2] == 1).all()
    assert (share[2:] < 0.8).all()
    assert (share == discovery.stability(table, wanted, resamples=20, rng=default_rng(1))).all()


def test_an_empty_box_has_no_density() -> None:
    box = discovery.measured([[1.0], [2.0]], [0, 1], low=[5], high=[6])
    assert (box.coverage, box.density, box.mass) == (0, 0, 0)


@pytest.mark.parametrize(
    ("work", "problem"),
    [
        (lambda: discovery.prim([[1.0], [2.0]], [1]), "one answer for each case"),
        (lambda: discovery.prim([[1.0], [2.0]], [0.5, 1]), "of interest"),
        (lambda: discovery.prim([[1.0], [2.0]], [1, 1]), "some not"),
        (lambda: discovery.prim([[1.0], [np.nan]], [0, 1]), "misses a figure"),
        (lambda: discovery.prim([[1.0], [2.0]], [0, 1], patience=Patience(peel=0)), "peel must be above 0"),
        (lambda: discovery.measured([[1.0], [2.0]], [0, 1], low=[1, 2], high=[3]), "two bounds for each input"),
        (lambda: discovery.stability([[1.0], [2.0]], [0, 1], resamples=0, rng=default_rng(1)), "at least one resample"),
    ],
)
def test_cases_that_do_not_fit_are_refused(work, problem) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadCases, match=problem):
        work()
