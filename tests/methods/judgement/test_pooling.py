# SPDX-License-Identifier: EUPL-1.2
"""Pooling: the geometric mean of odds, pushed outward only on evidence, and coherent sets of probabilities."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import default_rng

from vijfveld.methods import judgement
from vijfveld.methods.judgement import BadForecasts

inner = st.floats(0.001, 0.999)
several = st.lists(inner, min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("p", "a", "weights", "pooled"),
    [
        ([0.7, 0.7], 1.0, None, 0.7),
        ([0.7, 0.7], 2.0, None, 49 / 58),
        ([0.2, 0.8], 3.0, None, 0.5),
        ([0.5, 0.9], 1.0, None, 0.75),
        ([0.5, 0.9], 1.0, [3, 1], 9**0.25 / (1 + 9**0.25)),
        ([0.5, 0.9], 1.0, [0, 1], 0.9),
    ],
)
def test_odds_multiply_as_in_the_logit_model(p, a, weights, pooled) -> None:  # type: ignore[no-untyped-def]
    """The logit pool of Satopaa et al. (2014), by hand in odds: 0.7 is 7:3, squared 49:9; 1:1 with 9:1 is 3:1."""
    assert judgement.pool(p, a, weights) == pytest.approx(pooled)


def test_a_table_gives_one_probability_for_each_question() -> None:
    pooled = judgement.pool([[0.7, 0.7], [0.5, 0.9]])
    assert isinstance(pooled, np.ndarray)
    assert pooled == pytest.approx([0.7, 0.75])


@settings(deadline=None)
@given(several)
def test_a_pool_lies_between_its_members_and_a_mirror_gives_a_mirror(p: list[float]) -> None:
    pooled = judgement.pool(p)
    assert min(p) - 1e-9 <= pooled <= max(p) + 1e-9
    assert judgement.pool([1 - one for one in p]) == pytest.approx(1 - pooled, abs=1e-9)


@settings(deadline=None)
@given(several, st.floats(1, 4))
def test_a_greater_exponent_never_moves_a_pool_towards_the_middle(p: list[float], a: float) -> None:
    assert abs(judgement.pool(p, a) - 0.5) >= abs(judgement.pool(p) - 0.5) - 1e-9


@pytest.mark.parametrize(
    ("p", "a", "weights"),
    [([], 1, None), ([1.2], 1, None), ([0.5], -1, None), ([0.5], 1, [0]), ([0.5], 1, [1, 1]), ([0.5], 1, [-1])],
)
def test_what_cannot_be_pooled_is_refused(p, a, weights) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadForecasts):
        judgement.pool(p, a, weights)


@pytest.mark.parametrize(
    ("work", "problem"),
    [
        (lambda: judgement.spread([0.2, 1.2]), "p must be from 0 to 1"),
        (lambda: judgement.coherence_gap([1.2]), "p must be from 0 to 1"),
        (lambda: judgement.fit_extremising([[0.2]], [2]), "o must be from 0 to 1"),
        (lambda: judgement.fit_extremising([[0.2]], [0.5]), "o must be 0 or 1"),
        (lambda: judgement.fit_extremising([[0.2]], [0, 1]), "one outcome for each question"),
    ],
)
def test_probabilities_and_outcomes_outside_their_range_are_refused(work, problem) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadForecasts, match=problem):
        work()


def test_certainty_is_clipped_so_that_one_member_cannot_decide_alone() -> None:
    assert 0 < judgement.pool([0.0, 0.5]) < 0.01


def test_the_exponent_stays_one_until_fifty_questions_are_resolved() -> None:
    p, o = _timid(49)
    assert judgement.fit_extremising(p, o).a == 1.0
    p, o = _timid(400)
    fit = judgement.fit_extremising(p, o)
    assert 1.5 < fit.a < 2.5
    assert fit.fitted_score < fit.plain_score


def test_the_exponent_stays_one_when_it_does_not_help_on_questions_left_out() -> None:
    rng = default_rng(3)
    p = rng.uniform(0.4, 0.6, (60, 3))
    fit = judgement.fit_extremising(p, rng.random(60) < 0.5)
    assert (fit.a == 1.0) == (fit.fitted_score >= fit.plain_score)


def _timid(questions: int) -> tuple[np.ndarray, np.ndarray]:
    """Forecasters who all halve the true log odds."""
    rng = default_rng(7)
    odds = rng.normal(0, 2, questions)
    p = 1 / (1 + np.exp(-odds / 2))
    return np.column_stack([p, p, p]), (rng.random(questions) < 1 / (1 + np.exp(-odds))).astype(float)


def test_the_spread_shows_median_extremes_and_deviation() -> None:
    assert judgement.spread([0.2, 0.4, 0.9]) == pytest.approx((0.4, 0.2, 0.9, np.std([0.2, 0.4, 0.9], ddof=1)))
    assert judgement.spread([0.2]).deviation == 0


@pytest.mark.parametrize(
    ("p", "gap", "coherent"), [([0.5, 0.51], 0.01, True), ([0.6, 0.6], 0.2, False), ([0.9], -0.1, False)]
)
def test_exclusive_and_exhaustive_hypotheses_must_sum_to_one(p: list[float], gap: float, coherent: bool) -> None:
    assert judgement.coherence_gap(p) == pytest.approx(gap)
    assert judgement.is_coherent(p) is coherent
