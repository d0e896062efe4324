# SPDX-License-Identifier: EUPL-1.2
"""Cumulative sums and their run lengths against published figures, the integral equation and simulation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import default_rng
from scipy.stats import norm

from vijfveld.methods import erosion
from vijfveld.methods.erosion import BadChart

MONTGOMERY = [
    *(9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40, 10.08),
    *(9.37, 10.62, 10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52),
]


def test_the_textbook_process_raises_its_alarm_at_observation_29() -> None:
    """Montgomery, Introduction to Statistical Quality Control, Example 9.1: the upper sum is 5.28 at 29, over the
    limit of 5, and 5.30 at 30. Figures checked against two public packages that carry the example."""
    found = erosion.cusum(MONTGOMERY, target=10, slack=0.5, limit=5)
    assert (found.alarms + 1).tolist() == [29, 30]
    assert found.high[28:] == pytest.approx([5.28, 5.30])
    assert found.high[:5] == pytest.approx([0, 0, 0, 1.16, 2.82])
    assert found.low[:3] == pytest.approx([0.05, 1.56, 1.77])


@pytest.mark.parametrize(
    ("shift", "four", "five"),
    [
        (0.0, 168, 465),
        (0.25, 74.2, 139),
        (0.5, 26.6, 38.0),
        (0.75, 13.3, 17.0),
        (1.0, 8.38, 10.4),
        (1.5, 4.75, 5.75),
        (2.0, 3.34, 4.01),
        (3.0, 2.19, 2.57),
    ],
)
def test_run_lengths_are_those_of_the_integral_equation(shift: float, four: float, five: float) -> None:
    """Two-sided, k = 0.5, h = 4 and 5. Montgomery gives 465 without a shift, and 8.38 and 10.4 for a shift of one; all
    are worked out here anew from the integral equation of Goel and Wu (1971)."""
    for limit, told in ((4, four), (5, five)):
        length = erosion.two_sided_run_length(slack=0.5, limit=limit, shift=shift)
        assert length == pytest.approx(told, rel=0.004)
        assert length == pytest.approx(both_sides(slack=0.5, limit=limit, shift=shift), rel=0.002)


def both_sides(*, slack: float, limit: float, shift: float) -> float:
    """The chance of an alarm is that of the upper sum and that of the lower sum together."""
    return 1 / (1 / one_side(limit, shift - slack) + 1 / one_side(limit, -shift - slack))


def one_side(limit: float, drift: float) -> float:
    """L(s) = 1 + Phi(-s - drift) L(0) + the integral over x from 0 to the limit of phi(x - s - drift) L(x), at s = 0,
    by Gauss-Legendre quadrature on 40 points."""
    points, weights = np.polynomial.legendre.leggauss(40)
    at = np.concatenate([[0.0], (points + 1) * limit / 2])
    step = np.concatenate([[0.0], weights * limit / 2])
    steps = step * norm.pdf(at[None, :] - at[:, None] - drift)
    steps[:, 0] += norm.cdf(-at - drift)
    return float(np.linalg.solve(np.eye(len(at)) - steps, np.ones(len(at)))[0])


@pytest.mark.parametrize(("shift", "length"), [(0, 37.2), (0.9627, 5.49)])
def test_run_lengths_of_counts_are_those_of_lucas(shift: float, length: float) -> None:
    """R package IAcsSPCR, arl(h=6, k=2, lambda=1.88), after Lucas (1985): the output of its example at rdrr.io."""
    mean = 1.88 + shift * 1.88**0.5
    assert erosion.poisson_run_length(mean=mean, reference=2, limit=6) == pytest.approx(length, abs=0.006)


def test_finer_steps_of_the_same_chart_give_the_same_run_length() -> None:
    coarse = erosion.poisson_run_length(mean=1, reference=2, limit=4)
    assert erosion.poisson_run_length(mean=1, reference=2, limit=4, steps=4) == pytest.approx(coarse)


def test_the_run_length_of_counts_is_what_simulated_charts_do() -> None:
    rng = default_rng(8)
    lengths = []
    for _ in range(3_000):
        found = erosion.count_cusum(rng.poisson(2.0, 400), reference=2.5, limit=4)
        lengths.append(found.alarms[0] + 1 if len(found.alarms) else 400)
    expected = erosion.poisson_run_length(mean=2.0, reference=2.5, limit=4, steps=2)
    assert np.mean(lengths) == pytest.approx(expected, abs=3 * np.std(lengths) / 3_000**0.5)


@settings(deadline=None)
@given(st.lists(st.floats(-5, 5), min_size=1, max_size=40), st.floats(0, 1))
def test_the_sums_follow_their_recursion(values: list[float], slack: float) -> None:
    found = erosion.cusum(values, target=0.5, slack=slack, limit=3)
    high = low = 0.0
    for at, value in enumerate(values):
        high, low = max(0, high + value - 0.5 - slack), max(0, low + 0.5 - slack - value)
        assert (found.high[at], found.low[at]) == pytest.approx((high, low), abs=1e-9)


def test_the_reference_for_counts_lies_between_the_means() -> None:
    """Where both means are equally likely, k ln(8/4) = 8 - 4 (Lucas, 1985): (8 - 4) / (ln 8 - ln 4)."""
    assert erosion.poisson_reference(4, 8) == pytest.approx(4 / np.log(2))


def test_a_limit_keeps_false_alarms_as_rare_as_asked() -> None:
    limit = erosion.limit_for(10, slack=0.5)
    assert erosion.two_sided_run_length(slack=0.5, limit=limit) >= 120
    assert erosion.two_sided_run_length(slack=0.5, limit=limit - 0.01) < 120
    assert erosion.limit_for(10, slack=0.5, two_sided=False) < limit
    count = erosion.poisson_limit(10, mean=4, reference=5)
    assert erosion.poisson_run_length(mean=4, reference=5, limit=count) >= 120
    assert erosion.poisson_run_length(mean=4, reference=5, limit=count - 1) < 120
    assert erosion.false_alarms_a_year(120) == pytest.approx(0.1)


def test_a_chart_that_hardly_ever_alarms_has_no_end() -> None:
    assert erosion.run_length(slack=3, limit=20) == np.inf
    assert erosion.poisson_run_length(mean=0.1, reference=5, limit=60) == np.inf


@pytest.mark.parametrize(
    ("work", "problem"),
    [
        (lambda: erosion.cusum([], target=0, slack=1, limit=1), "series is empty"),
        (lambda: erosion.cusum([1], target=0, slack=-1, limit=0), "slack must be at least 0.*limit must be above 0"),
        (lambda: erosion.count_cusum([1.5], reference=1, limit=1), "whole numbers"),
        (lambda: erosion.count_cusum([1], reference=0, limit=1), "reference must be above 0"),
        (lambda: erosion.poisson_reference(4, 4), "raised mean must be above"),
        (lambda: erosion.run_length(slack=1, limit=0), "limit must be above 0"),
        (lambda: erosion.poisson_run_length(mean=1, reference=1.5, limit=4), "multiple of 1/1"),
        (lambda: erosion.poisson_run_length(mean=0, reference=1, limit=4), "mean must be above 0"),
        (lambda: erosion.limit_for(0, slack=1), "years between"),
        (lambda: erosion.poisson_limit(1e6, mean=5, reference=1), "No limit makes"),
    ],
)
def test_charts_that_cannot_be_made_are_refused(work, problem) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadChart, match=problem):
        work()
