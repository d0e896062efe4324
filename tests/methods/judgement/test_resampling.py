# SPDX-License-Identifier: EUPL-1.2
"""Resampling draws questions, keeps their forecasts together, and agrees with the plain loop."""

import numpy as np
import pytest
from numpy.random import default_rng

from vijfveld.methods import judgement
from vijfveld.methods.judgement import BadForecasts

RNG = default_rng(11)
QUESTIONS = RNG.integers(0, 20, 300)
P = np.round(RNG.random(300), 1)
O = (RNG.random(300) < P).astype(float)  # noqa: E741


def test_every_resample_draws_as_many_questions_as_there_are() -> None:
    drawn = judgement.resample_questions(20, resamples=500, rng=default_rng(1))
    assert drawn.shape == (500, 20)
    assert (drawn.sum(axis=1) == 20).all()
    assert drawn.mean() == pytest.approx(1)
    assert drawn.var() == pytest.approx(0.95, abs=0.05)


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    one, same, other = (judgement.resample_questions(50, resamples=9, rng=default_rng(seed)) for seed in (1, 1, 2))
    assert (one == same).all()
    assert (one != other).any()


def test_scores_of_resamples_equal_those_of_forecasts_repeated() -> None:
    drawn = judgement.resample_questions(20, resamples=30, rng=default_rng(5))
    brier = judgement.resampled_brier(P, O, QUESTIONS, drawn=drawn)
    murphy = judgement.resampled_murphy(P, O, QUESTIONS, drawn=drawn)
    for row, score, terms in zip(drawn, brier, murphy, strict=True):
        times = row[QUESTIONS]
        repeated = np.repeat(P, times), np.repeat(O, times)
        assert score == pytest.approx(judgement.brier(*repeated))
        assert terms == pytest.approx(judgement.murphy(*repeated))


def test_intervals_hold_the_point_and_narrow_with_more_questions() -> None:
    drawn = judgement.resample_questions(20, rng=default_rng(2))
    draws = judgement.resampled_brier(P, O, QUESTIONS, drawn=drawn)
    wide = judgement.interval(draws, point=judgement.brier(P, O), level=0.99)
    narrow = judgement.interval(draws, point=judgement.brier(P, O), level=0.5)
    assert wide.low < narrow.low < narrow.point < narrow.high < wide.high
    for term in judgement.murphy_intervals(P, O, QUESTIONS, drawn=drawn):
        assert term.low < term.high


@pytest.mark.parametrize("questions", [[0, 1], [0, 1, 9], [0, 1, -1], [0.0, 1.0, 2.0], []])
def test_questions_that_do_not_fit_are_refused(questions: list[float]) -> None:
    drawn = judgement.resample_questions(3, resamples=2, rng=default_rng(2))
    with pytest.raises(BadForecasts):
        judgement.resampled_brier([0.1, 0.2, 0.3], [0, 0, 1], questions, drawn=drawn)


def test_a_resample_without_forecasts_is_refused() -> None:
    with pytest.raises(BadForecasts, match="leave out questions without any"):
        judgement.resampled_mean([0.5], [0], drawn=np.array([[0, 2]]))


@pytest.mark.parametrize(("questions", "resamples"), [(0, 1), (1, 0)])
def test_nothing_to_draw_is_refused(questions: int, resamples: int) -> None:
    with pytest.raises(BadForecasts):
        judgement.resample_questions(questions, resamples=resamples, rng=default_rng(1))
