# SPDX-License-Identifier: EUPL-1.2
"""Robustness: the classical measures on the classical table, tails, and how far measures agree."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vijfveld.methods import robustness
from vijfveld.methods.robustness import BadPayoffs

MILNOR = [[2, 2, 0, 1], [1, 1, 1, 1], [0, 4, 0, 0], [1, 3, 0, 0]]
tables = st.tuples(st.integers(1, 5), st.integers(1, 6)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(-20, 20), min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
    )
)


def test_on_one_table_each_classical_measure_picks_its_own_option() -> None:
    """After Milnor (1954), Games against Nature, worked out by hand: means 5/4, 1, 1, 1; worst 0, 1, 0, 0; half best
    and half worst 1, 1, 2, 3/2; largest regret 2, 3, 2, 1. Each measure picks another option."""
    assert robustness.laplace(MILNOR).tolist() == [5 / 4, 1, 1, 1]
    assert robustness.maximin(MILNOR).tolist() == [0, 1, 0, 0]
    assert robustness.hurwicz(MILNOR, 0.5).tolist() == [1, 1, 2, 3 / 2]
    assert np.argmax(robustness.laplace(MILNOR)) == 0
    assert np.argmax(robustness.maximin(MILNOR)) == 1
    assert np.argmax(robustness.hurwicz(MILNOR, 0.5)) == 2
    assert np.argmin(robustness.savage(MILNOR)) == 3
    assert robustness.savage(MILNOR).tolist() == [2, 3, 2, 1]
    panel = robustness.compare(MILNOR)
    assert not panel.unanimous
    assert panel.best["savage"] == (3,)


def test_regret_is_what_falls_short_of_the_best_in_each_scenario() -> None:
    assert robustness.regrets(MILNOR).tolist() == [[0, 2, 1, 0], [1, 3, 0, 0], [2, 0, 1, 1], [1, 1, 1, 1]]
    assert robustness.regret_percentile(MILNOR, percentile=50) == pytest.approx([0.5, 0.5, 1, 1])


@settings(deadline=None)
@given(tables)
def test_the_measures_keep_their_order_and_shift_with_the_payoffs(table: list[list[int]]) -> None:
    worst, mean = robustness.maximin(table), robustness.laplace(table)
    assert (worst <= robustness.tail_mean(table, alpha=0.7) + 1e-9).all()
    assert (robustness.tail_mean(table, alpha=0.7) <= mean + 1e-9).all()
    assert robustness.tail_mean(table, alpha=0) == pytest.approx(mean)
    assert robustness.hurwicz(table, 0) == pytest.approx(worst)
    assert (robustness.regrets(table) >= 0).all()
    assert robustness.regrets(table).min(axis=0) == pytest.approx(0)
    raised = np.array(table) + 3
    assert robustness.savage(raised) == pytest.approx(robustness.savage(table))
    assert robustness.maximin(raised) == pytest.approx(worst + 3)
    assert robustness.undesirable_deviation(raised) == pytest.approx(robustness.undesirable_deviation(table))


@settings(deadline=None)
@given(tables, st.sampled_from([0.1, 0.5, 0.75, 0.9]))
def test_the_tail_mean_solves_the_problem_of_rockafellar_and_uryasev(table: list[list[int]], alpha: float) -> None:
    """Rockafellar and Uryasev (2002): CVaR of losses is the least t + E[(loss - t)+] / (1 - alpha), at some loss t."""
    for losses, found in zip(-np.array(table, dtype=float), robustness.tail_mean(table, alpha=alpha), strict=True):
        assert -found == pytest.approx(min(t + np.maximum(losses - t, 0).mean() / (1 - alpha) for t in losses))


def test_a_domain_is_the_share_of_scenarios_that_meet_every_threshold() -> None:
    outcomes = np.array([[[1, 5], [2, 1], [3, 5], [0, 9]]])
    assert robustness.starr(outcomes, [1, 5]) == pytest.approx([0.5])
    assert robustness.starr([[1, 2, 3, 0]], 2) == pytest.approx([0.5])


def test_undesirable_deviation_sums_what_lies_under_the_median() -> None:
    assert robustness.undesirable_deviation([[1, 5, 6, 10]]) == pytest.approx([(5.5 - 1) + (5.5 - 5)])


def test_three_judges_who_rank_six_agree_as_little_as_worked_out_by_hand() -> None:
    """The sums of ranks are 8, 14, 11, 11, 11 and 8, round a mean of 10.5: the squares add up to 25.5. Full agreement
    would be 3² (6³ - 6) / 12 = 157.5 (Kendall's W)."""
    ranks = [[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]]
    assert np.sum(ranks, axis=0).tolist() == [8, 14, 11, 11, 11, 8]
    assert robustness.concordance(ranks) == pytest.approx(25.5 / 157.5)


@settings(deadline=None)
@given(st.permutations(range(5)))
def test_judges_who_rank_alike_agree_fully(ranks: list[int]) -> None:
    assert robustness.concordance([ranks, ranks, ranks]) == pytest.approx(1)
    panel = robustness.agreement({"one": ranks, "two": [2 * rank for rank in ranks], "three": ranks})
    assert panel.unanimous
    assert list(panel.pairs.values()) == pytest.approx([1, 1, 1])


def test_ties_are_corrected_for_and_no_difference_gives_no_figure() -> None:
    assert robustness.concordance([[1, 1, 2], [1, 1, 2]]) == pytest.approx(1)
    assert np.isnan(robustness.concordance([[1, 1], [2, 2]]))
    assert np.isnan(robustness.concordance([[1], [2]]))


@pytest.mark.parametrize(
    ("work", "problem"),
    [
        (lambda: robustness.maximin([]), "payoffs must have two axes"),
        (lambda: robustness.maximin([[]]), "payoffs is empty"),
        (lambda: robustness.regrets([[1, float("nan")]]), r"misses a figure at \(0, 1\)"),
        (lambda: robustness.hurwicz(MILNOR, 2), "alpha must be from 0 to 1"),
        (lambda: robustness.regret_percentile(MILNOR, percentile=101), "from 0 to 100"),
        (lambda: robustness.tail_mean(MILNOR, alpha=1), "alpha must be from 0 up to 1"),
        (lambda: robustness.starr(MILNOR, [1, 2]), "one threshold for each outcome"),
        (lambda: robustness.agreement({"one": [1], "two": [2]}), "at least three measures"),
        (lambda: robustness.agreement({"one": [1], "two": [2], "three": [1, 2]}), "the same options"),
    ],
)
def test_payoffs_that_cannot_be_compared_are_refused(work, problem) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadPayoffs, match=problem):
        work()
