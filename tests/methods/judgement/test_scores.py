# SPDX-License-Identifier: EUPL-1.2
"""Scores of forecasts against published figures, and what must hold for every set of forecasts."""

from itertools import product
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vijfveld.methods import judgement
from vijfveld.methods.judgement import BadForecasts, Standing

NAN = float("nan")
cents = st.integers(0, 100).map(lambda cent: cent / 100)
forecasts = st.lists(st.tuples(cents, st.integers(0, 1)), min_size=1, max_size=40).map(
    lambda rows: tuple(np.array(column, dtype=float) for column in zip(*rows, strict=True))
)


@pytest.mark.parametrize(("p", "score"), [(1.0, 0.0), (0.7, 0.09), (0.3, 0.49), (0.5, 0.25)])
def test_the_examples_of_the_encyclopedia_give_its_scores(p: float, score: float) -> None:
    """Wikipedia, «Brier score», examples of its revision of 2007: it rained where p was forecast: (p - 1)²."""
    assert judgement.brier([p], [1]) == pytest.approx(score)


@pytest.mark.parametrize(
    ("p", "o", "problems"),
    [
        ([], [], ["p is empty.", "o is empty."]),
        ([0.5, 1.5], [1, 0], ["p must be from 0 to 1 at 1, not 1.5."]),
        ([0.5, NAN], [1, 2], ["p misses a figure at 1.", "o must be 0 or 1 at 1, not 2."]),
        ([0.5], [1, 0], ["There must be one outcome for each forecast, but there are 1 forecasts and 2 outcomes."]),
        ([0.5], [0.5], ["o must be 0 or 1 at 0, not 0.5."]),
        ([NAN, 2, -1], [0, 1, 5],
         ["p misses a figure at 0.", "p must be from 0 to 1, not 2 at 1, -1 at 2.", "o must be 0 or 1 at 2, not 5."]),
        ([2], [0.5, NAN],
         ["p must be from 0 to 1 at 0, not 2.", "o misses a figure at 1.", "o must be 0 or 1 at 0, not 0.5."]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("score", [judgement.brier, judgement.log_score, judgement.murphy, judgement.murphy_corrected])
def test_forecasts_that_cannot_be_scored_are_refused_with_every_problem(score, p, o, problems) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadForecasts) as refusal:
        score(p, o)
    assert list(refusal.value.problems) == problems


def test_a_clip_or_outcomes_that_cannot_be_are_said_like_the_rest() -> None:
    with pytest.raises(BadForecasts) as refusal:
        judgement.log_score([2], [1], clip=0)
    assert len(refusal.value.problems) == 2
    with pytest.raises(BadForecasts, match="o must be figures in rows of equal length"):
        judgement.base_rate_brier([[1], [1, 0]])


def test_truths_count_as_outcomes() -> None:
    assert judgement.brier([0.2, 0.9], np.array([False, True])) == pytest.approx((0.04 + 0.01) / 2)


def test_the_log_score_is_that_of_the_probability_given_and_clips_as_declared() -> None:
    assert judgement.log_score([0.25, 0.25], [1, 0]) == pytest.approx(-(log(0.25) + log(0.75)) / 2)
    assert judgement.log_score([0.0], [1]) == pytest.approx(-log(1e-6))
    assert judgement.log_score([0.0], [1], clip=0.01) == pytest.approx(-log(0.01))


def test_the_base_rate_scores_its_own_variance() -> None:
    assert judgement.base_rate_brier([1, 0, 0, 0]) == pytest.approx(0.1875)
    assert judgement.base_rate_brier([1, 0, 0, 0]) == pytest.approx(judgement.brier([0.25] * 4, [1, 0, 0, 0]))


def test_a_standing_forecast_weighs_by_the_days_it_stood() -> None:
    standing = [Standing(0.5, 0, 30), Standing(0.9, 30, 40)]
    assert judgement.time_weighted_brier(standing, 1) == pytest.approx((30 * 0.25 + 10 * 0.01) / 40)


@pytest.mark.parametrize(
    ("standing", "outcome", "problem"),
    [
        ([], 1, "p is empty."),
        ([Standing(0.5, 0, 2), Standing(0.5, 1, 3)], 1, "Two forecasts stand at the same time."),
        ([Standing(0.5, 2, 2)], 1, "A forecast must end after it starts."),
        ([Standing(5, 0, 2)], 1, "p must be from 0 to 1 at 0, not 5."),
        ([Standing(0.5, 0, 2)], 3, "The outcome must be 0 or 1, not 3."),
    ],
)
def test_standing_forecasts_that_do_not_fit_are_refused(standing: list[Standing], outcome: int, problem: str) -> None:
    with pytest.raises(BadForecasts, match=problem):
        judgement.time_weighted_brier(standing, outcome)


@settings(deadline=None)
@given(forecasts)
def test_the_three_terms_sum_to_the_brier_score_and_stay_in_range(case) -> None:  # type: ignore[no-untyped-def]
    for parts in (judgement.murphy(*case), judgement.murphy_corrected(*case)):
        reliability, resolution, uncertainty = parts
        assert reliability - resolution + uncertainty == pytest.approx(judgement.brier(*case), abs=1e-12)
        assert -1e-12 <= reliability <= 1
        assert -1e-12 <= resolution <= 1
        assert 0 <= uncertainty <= 0.25 + 1e-12


@settings(deadline=None)
@given(forecasts, st.integers(1, 8))
def test_in_bins_two_more_terms_make_the_sum_exact(case, bins: int) -> None:  # type: ignore[no-untyped-def]
    """The terms that Stephenson, Coelho and Jolliffe (2008) add; that they close the sum is what is tried here."""
    terms = judgement.murphy_binned(*case, edges=np.linspace(0, 1, bins + 1))
    total = terms.reliability - terms.resolution + terms.uncertainty + terms.within_variance - terms.within_covariance
    assert total == pytest.approx(judgement.brier(*case), abs=1e-12)


def test_a_worked_example_of_two_forecasts_gives_the_terms_by_hand() -> None:
    p, o = [0.1] * 4 + [0.8] * 4, [0, 0, 0, 1, 1, 1, 1, 0]
    reliability, resolution, uncertainty = judgement.murphy(p, o)
    assert reliability == pytest.approx((4 * (0.1 - 0.25) ** 2 + 4 * (0.8 - 0.75) ** 2) / 8)
    assert resolution == pytest.approx(0.0625)
    assert uncertainty == pytest.approx(0.25)


def test_the_corrected_terms_are_nearer_the_truth_on_average() -> None:
    """Ferro and Fricker (2012): reliability is overestimated, uncertainty underestimated. Summed over all outcomes."""
    p, chances = np.repeat([0.2, 0.7], 4), np.repeat([0.3, 0.6], 4)
    true_reliability, rate = 0.01, 0.45
    plain, corrected = np.zeros(3), np.zeros(3)
    for o in product((0, 1), repeat=8):
        outcomes = np.array(o)
        weight = np.prod(np.where(outcomes == 1, chances, 1 - chances))
        plain += weight * np.array(judgement.murphy(p, outcomes))
        corrected += weight * np.array(judgement.murphy_corrected(p, outcomes))
    assert plain[0] > corrected[0] > true_reliability
    assert plain[2] < corrected[2] <= rate * (1 - rate) + 0.01
    assert abs(corrected[2] - rate * (1 - rate)) < abs(plain[2] - rate * (1 - rate))


def test_bins_that_do_not_cover_the_range_are_refused() -> None:
    for edges in ([0, 0.5], [0, 0.5, 0.5, 1], [0.1, 1]):
        with pytest.raises(BadForecasts):
            judgement.murphy_binned([0.2], [0], edges=edges)
