# SPDX-License-Identifier: EUPL-1.2
"""The watch: what is usual is read from the first months, two months outside alarm, and emptiness never does."""

import numpy as np
import pytest

from vijfveld.methods import erosion
from vijfveld.methods.erosion.watch import YEARS_BETWEEN, conflict_design

CALM = np.zeros(18, dtype=bool)
TIGHT = ~CALM


def mixed(across: float, within: float = 10) -> np.ndarray:
    return np.array([[2 * within, across], [across, 2 * within]])


@pytest.mark.mission("S7")
def test_one_month_outside_asks_to_look_and_two_in_a_row_alarm():
    granted = np.array([10.0] * 10 + [8.9, 10, 8.9, 8.9, 10, 10, 10, 10])
    found = erosion.watch_capacity(granted, np.zeros(18), CALM)
    assert np.flatnonzero(found.look).tolist() == [10, 12, 13]
    assert np.flatnonzero(found.alarm).tolist() == [13]


def test_capacity_is_held_against_its_peak_and_never_below_the_fixed_level():
    granted = np.array([10.0] * 6 + [20.0] * 6 + [19.0] * 6)
    assert not erosion.watch_capacity(granted, np.zeros(18), CALM).look.any()
    assert not erosion.watch_capacity(granted, np.zeros(18), TIGHT).look.any(), "a twentieth is less than 6 %"
    assert erosion.watch_capacity(granted * np.where(np.arange(18) < 12, 1, 0.98), np.zeros(18), TIGHT).alarm[13:].all()
    assert erosion.watch_capacity(granted, np.full(18, 19.5), CALM).alarm[13:].all()


def test_a_month_that_is_unknown_neither_breaks_a_run_nor_makes_one():
    granted = np.array([10.0] * 12 + [8, np.nan, 8, 10, np.nan, np.nan])
    found = erosion.watch_capacity(granted, np.zeros(18), CALM)
    assert np.flatnonzero(found.alarm).tolist() == [14]
    assert not found.look[-2:].any()


def test_a_month_without_effort_neither_breaks_a_run_of_attention_nor_makes_one():
    efforts = np.full((18, 5), 4.0)
    efforts[[12, 14, 17]] = [1.2, 6, 6, 6, 6]
    efforts[[13, 16]] = 0
    for agreed in (None, [20] * 5):
        found = erosion.watch_attention(efforts, CALM, agreed=agreed)
        assert np.flatnonzero(found.look).tolist() == [12, 14, 17]
        assert np.flatnonzero(found.alarm).tolist() == [14]
        assert np.isnan(found.high[[13, 16]]).all(), "of an unknown month nothing is usual"


@pytest.mark.mission("S7")
def test_attention_is_held_against_what_was_agreed_or_else_against_the_first_months():
    even, skewed = np.full((18, 5), 4.0), np.full((18, 5), 4.0)
    skewed[12:] = [1.2, 6, 6, 6, 6]
    assert not erosion.watch_attention(even, CALM).look.any()
    assert erosion.watch_attention(skewed, CALM).alarm[13:].all()
    agreed = [60, 10, 10, 10, 10]
    assert erosion.watch_attention(even, CALM, agreed=agreed).alarm[1:].all()
    first = erosion.watch_attention(even, CALM).values[0]
    assert first == pytest.approx(0)
    assert erosion.watch_attention(even, CALM, agreed=agreed).values[0] == pytest.approx(
        erosion.jensen_shannon([1] * 5, agreed)
    )


def test_a_field_under_a_quarter_of_its_share_is_seen_though_the_whole_hardly_moved():
    efforts = np.tile([4.0, 40, 40, 40, 40], (18, 1))
    efforts[12:, 0] = 0.9
    found = erosion.watch_attention(efforts, CALM)
    assert found.values[-1] < found.high[-1]
    assert found.alarm[13:].all()


def test_fields_that_are_taken_together_are_told_apart_no_more():
    efforts = np.tile([10.0, 10, 10, 5, 5], (18, 1))
    efforts[12:, 3:] = [1, 9]
    merged = np.tile([0, 0, 0, 1, 1], (18, 1))
    assert erosion.watch_attention(efforts, CALM).alarm.any()
    assert not erosion.watch_attention(efforts, CALM, merged=merged).look.any()


@pytest.mark.mission("S7")
def test_contacts_within_sides_only_are_drift_and_a_side_without_contacts_is_unknown():
    months = np.array([mixed(12)] * 12 + [mixed(1)] * 6)
    found = erosion.watch_drift(months, CALM)
    assert found.alarm[15:].all()
    assert not found.look[:12].any()
    assert not erosion.watch_drift(months[::-1], CALM).look[1:].any(), "coming together is no drift"
    alone = np.tile([[20.0, 0], [0, 0]], (18, 1, 1))
    nothing = erosion.watch_drift(alone, CALM)
    assert np.isnan(nothing.values).all()
    assert not nothing.look.any()
    few = np.arange(18) >= 12
    assert not erosion.watch_drift(months, CALM, few=few).look.any()


def test_three_months_of_contacts_are_taken_together():
    months = np.array([mixed(12), mixed(6), mixed(3), mixed(1)])
    found = erosion.watch_drift(months, np.zeros(4))
    assert found.values[3] == pytest.approx(erosion.mixing(months[1:].sum(axis=0)).assortativity)
    assert found.values[1] == pytest.approx(erosion.mixing(months[:2].sum(axis=0)).assortativity)


@pytest.mark.mission("S7")
def test_a_burst_of_conflicts_alarms_by_the_sum_of_lucas_at_the_designed_rate():
    found = np.array([0, 1, 0, 1, 0, 0, 1, 0, 1, *[3] * 9])
    watched = erosion.watch_conflicts(found, CALM)
    reference, limits = conflict_design(3, 9)
    assert watched.values[-1] == pytest.approx(9 * (3 - reference))
    assert watched.alarm[-1]
    assert not watched.alarm[:9].any()
    usual = (3 + 2) / 9
    for tight, years in YEARS_BETWEEN.items():
        length = erosion.poisson_run_length(mean=usual, reference=reference, limit=limits[tight], steps=4)
        assert length >= 12 * years
    assert limits[True] <= limits[False]
    assert conflict_design(12, 12)[1][True] < conflict_design(12, 12)[1][False]


@pytest.mark.parametrize("number", [1, 3, 6])
def test_too_few_months_and_nothing_at_all_are_unknown_and_silent(number):
    none = np.zeros(number)
    for found in (
        erosion.watch_attention(np.zeros((number, 5)), none),
        erosion.watch_drift(np.zeros((number, 2, 2)), none),
        erosion.watch_capacity(none, none, none),
        erosion.watch_conflicts(none, none),
    ):
        assert not found.look.any()
        assert not found.alarm.any()
        assert np.isnan(found.low).all()


def test_series_that_do_not_belong_together_are_refused_with_every_problem():
    with pytest.raises(erosion.BadWatch, match="one fixed level for each month"):
        erosion.watch_capacity([1, 2], [1], [0, 0])
    with pytest.raises(erosion.BadWatch, match="one mark for each month"):
        erosion.watch_conflicts([1, 2], [0])
    with pytest.raises(erosion.BadWatch, match="matrix of two sides"):
        erosion.watch_drift(np.zeros((2, 3, 3)), [0, 0])
    with pytest.raises(erosion.BadWatch, match="one mark for each field"):
        erosion.watch_attention(np.ones((2, 5)), [0, 0], merged=np.zeros((2, 4)))
