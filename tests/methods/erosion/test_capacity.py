# SPDX-License-Identifier: EUPL-1.2
"""Capacity: drawdown, ratchet and recovery against worked examples."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vijfveld.methods import erosion
from vijfveld.methods.erosion import BadSeries

NAN = float("nan")
series = st.lists(st.integers(0, 1000), min_size=1, max_size=30).filter(any)


def test_what_is_lost_is_counted_from_the_highest_so_far() -> None:
    """By hand: the peak is 750, the lowest after it 350, so at worst (750 - 350) / 750 = 8/15 is lost."""
    lost = erosion.drawdown([500, 750, 400, 600, 350, 800])
    assert lost.max() == pytest.approx(8 / 15)
    assert lost == pytest.approx([0, 0, 350 / 750, 150 / 750, 400 / 750, 0])


def test_months_before_the_first_capacity_are_no_loss() -> None:
    assert erosion.drawdown([0, 0, 5, 4]) == pytest.approx([0, 0, 0, 0.2])


@settings(deadline=None)
@given(series)
def test_a_drawdown_lies_between_nothing_and_all_and_is_nothing_at_every_new_peak(given_series: list[int]) -> None:
    lost = erosion.drawdown(given_series)
    assert ((lost >= 0) & (lost <= 1)).all()
    for at, capacity in enumerate(given_series):
        assert lost[at] == pytest.approx(
            0 if not max(given_series[: at + 1]) else 1 - capacity / max(given_series[: at + 1])
        )


def test_volatility_is_the_deviation_of_relative_change() -> None:
    assert erosion.volatility([1, 2, 4, 8]) == pytest.approx(0)
    assert erosion.volatility([1, 2, 1, 2]) == pytest.approx(np.std(np.log([2, 0.5, 2]), ddof=1))


def test_a_planted_ratchet_is_found_with_and_without_a_lag() -> None:
    """Wolffram (1971): rises and falls of the cause are split and each gets its own elasticity."""
    threat = np.array([1, 2, 3, 3, 2, 1, 2, 4, 3, 1.0])
    moves = np.diff(np.log(threat))
    changes = np.where(moves > 0, 0.8 * moves, 0.1 * moves)
    capacity = 50 * np.exp(np.concatenate([[0], np.cumsum(changes)]))
    assert erosion.ratchet(capacity, threat) == pytest.approx((0.8, 0.1))
    later = 50 * np.exp(np.concatenate([[0, 0, 0], np.cumsum(changes)[:-2]]))
    assert erosion.ratchet(later, threat, lag=2) == pytest.approx((0.8, 0.1))


def test_a_threat_that_never_fell_has_no_falling_elasticity() -> None:
    found = erosion.ratchet([1, 2, 4], [1, 2, 4])
    assert found.rising == pytest.approx(1)
    assert np.isnan(found.falling)


@pytest.mark.parametrize(
    ("left", "months", "half"), [(0.25, 12, 6), (0.5, 12, 12), (1, 12, np.inf), (0, 12, 0), (0.5, 3, 3)]
)
def test_a_quarter_left_after_a_year_means_half_after_half_a_year(left: float, months: float, half: float) -> None:
    assert erosion.half_life(left, months=months) == pytest.approx(half)


def test_rebuilding_counts_from_the_trigger_to_ninety_per_cent_of_need() -> None:
    assert erosion.rebuild_time([10, 4, 5, 8, 9, 10], trigger=1, need=10) == 3
    assert erosion.rebuild_time([10, 4, 5], trigger=1, need=10) == np.inf


def test_reserve_redundancy_and_base_are_counted() -> None:
    assert erosion.surge_reserve(10, [4, 12, 7]) == -2
    assert erosion.redundancy([[1, 1, 0], [0, 1, 0], [1, 1, 1], [0, 0, 0]]) == 0.5
    assert erosion.redundancy([[1, 1, 0], [1, 1, 1]], least=3) == 0.5
    assert erosion.below_base([5, 4, 6], 5).tolist() == [False, True, False]


def test_small_cells_are_suppressed() -> None:
    assert erosion.suppressed([1, 2, 3], [4, 5, 6]) == pytest.approx([NAN, 2, 3], nan_ok=True)


@settings(deadline=None)
@given(st.lists(st.booleans(), min_size=1), st.integers(1, 4))
def test_a_breach_stands_when_all_of_the_last_months_breach(breaches: list[bool], months: int) -> None:
    expected = [at + 1 >= months and all(breaches[at + 1 - months : at + 1]) for at in range(len(breaches))]
    assert erosion.standing(breaches, months=months).tolist() == expected


@pytest.mark.parametrize(
    ("work", "problem"),
    [
        (lambda: erosion.drawdown([5, NAN, 4]), "series misses a figure at 1"),
        (lambda: erosion.drawdown([0, 0]), "There never was any capacity"),
        (lambda: erosion.drawdown([]), "series is empty"),
        (lambda: erosion.drawdown([-1]), "at least 0"),
        (lambda: erosion.volatility([1, 0, 2]), "A month without capacity"),
        (lambda: erosion.volatility([1, 2]), "at least three months"),
        (lambda: erosion.ratchet([1, 2], [1]), "the same months"),
        (lambda: erosion.ratchet([1, 0], [1, 2]), "above 0 each month"),
        (lambda: erosion.ratchet([1, 2, 3], [1, 2, 3], lag=2), "at least two months"),
        (lambda: erosion.half_life(1.5), "from 0 to 1"),
        (lambda: erosion.half_life(0.5, months=0), "must be above 0"),
        (lambda: erosion.rebuild_time([1, 2], trigger=2, need=1), "one of the months"),
        (lambda: erosion.suppressed([1], [1, 2]), "one count for each value"),
        (lambda: erosion.standing([1], months=0), "at least 1"),
    ],
)
def test_histories_that_cannot_carry_the_measure_are_refused(work, problem) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadSeries, match=problem):
        work()
