# SPDX-License-Identifier: EUPL-1.2
"""Figures are read, or refused with every problem at once."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vijfveld.methods.figures import BadFigures, Reading

NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ([], "p is empty."),
        (0.5, "p must have one axis, but has no axes."),
        ([[0.5]], "p must have one axis, but has two axes."),
        (["much"], "p must be figures in rows of equal length."),
        ([[1], [1, 2]], "p must be figures in rows of equal length."),
        ([0.5, NAN], "p misses a figure at 1."),
        ([0.5, 1.5], "p must be from 0 to 1 at 1, not 1.5."),
        ([0.5, -0.5, 1.5], "p must be from 0 to 1, not -0.5 at 1, 1.5 at 2."),
        ([2.0] * 7, "p must be from 0 to 1, not 2 at 0, 2 at 1, 2 at 2, 2 at 3, 2 at 4 and more."),
        ([NAN] * 7, "p misses a figure at 0, 1, 2, 3, 4 and more."),
        ("much", "p must be figures, not 'much'."),
        (None, "p must be figures, not None."),
        ([10**400], "p must be figures in rows of equal length."),
        ([INF], "p must be from 0 to 1 at 0, not inf."),
    ],
)
def test_a_vector_that_does_not_fit_is_named_with_its_place(values: object, problem: str) -> None:
    with pytest.raises(BadFigures) as refusal, Reading() as reading:
        reading.vector("p", values, low=0, high=1)  # type: ignore[arg-type]
    assert refusal.value.problems == (problem,)


@pytest.mark.parametrize(
    ("low", "high", "values", "problem"),
    [
        (0, INF, [-1.0], "x must be at least 0 at 0, not -1."),
        (-INF, 0, [1.0], "x must be at most 0 at 0, not 1."),
        (-INF, INF, [1.0, INF], "x must be finite at 1, not inf."),
        (-INF, INF, [-INF, INF], "x must be finite, not -inf at 0, inf at 1."),
    ],
)
def test_the_range_is_said_in_words(low: float, high: float, values: list[float], problem: str) -> None:
    with pytest.raises(BadFigures) as refusal, Reading() as reading:
        reading.vector("x", values, low=low, high=high)
    assert refusal.value.problems == (problem,)


def test_missing_figures_do_not_hide_those_out_of_range() -> None:
    with pytest.raises(BadFigures) as refusal, Reading() as reading:
        reading.matrix("m", [[NAN, 2], [-1, 0]], low=0, high=1)
    assert refusal.value.problems == (
        "m misses a figure at (0, 0).",
        "m must be from 0 to 1, not 2 at (0, 1), -1 at (1, 0).",
    )


@pytest.mark.parametrize(
    ("low", "high", "problem"),
    [
        (0, 1, "c must be 0 or 1, not 0.5 at 0, 2 at 1."),
        (0, INF, "c must be whole numbers from 0 at 0, not 0.5."),
        (-INF, INF, "c must be whole numbers at 0, not 0.5."),
        (-INF, 1, "c must be whole numbers at most 1, not 0.5 at 0, 2 at 1."),
    ],
)
def test_whole_figures_are_read_or_refused(low: float, high: float, problem: str) -> None:
    with pytest.raises(BadFigures) as refusal, Reading() as reading:
        reading.vector("c", [0.5, 2], low=low, high=high, whole=True)
    assert refusal.value.problems == (problem,)


@settings(deadline=None)
@given(st.lists(st.one_of(st.floats(), st.integers(-3, 3).map(float)), min_size=1, max_size=5))
def test_every_figure_that_is_missing_or_out_of_range_is_named(values: list[float]) -> None:
    with Reading() as reading:
        reading.vector("p", values, low=-1, high=2, whole=True)
        told, reading.problems = " ".join(reading.problems), []
    wrong = [at for at, value in enumerate(values) if value != value or not (-1 <= value <= 2 and value == int(value))]
    assert bool(told) == bool(wrong)
    named = {int(at) for at in re.findall(r"(?:at |, )(\d)(?=[,. ])", told)}
    assert named >= set(wrong)


@pytest.mark.parametrize("value", [None, "3", b"3", 3j, object, 10**400])
def test_one_figure_is_a_figure(value: object) -> None:
    with pytest.raises(BadFigures) as refusal, Reading() as reading:
        reading.number("n", value)  # type: ignore[arg-type]
    assert refusal.value.problems == (f"n must be a figure, not {value!r}.",)


@pytest.mark.parametrize("value", [None, "3", 1.5, NAN, INF, 0, -1, [1], 1j])
def test_a_count_is_a_whole_number(value: object) -> None:
    with pytest.raises(BadFigures) as refusal, Reading() as reading:
        reading.count("n", value, low=1)  # type: ignore[arg-type]
    assert refusal.value.problems == (f"n must be a whole number from 1, not {value!r}.",)


def test_sound_counts_come_back_as_whole_numbers() -> None:
    with Reading() as reading:
        assert [reading.count("n", value) for value in (0, 2.0, np.int8(3), np.float32(4))] == [0, 2, 3, 4]


def test_all_problems_come_together_and_as_the_wanted_error() -> None:
    class Refused(BadFigures):
        """The wanted error."""

    with pytest.raises(Refused) as refusal, Reading(Refused) as reading:  # noqa: PT012
        reading.vector("p", [])
        reading.matrix("m", [[NAN]])
        reading.number("n", 3, high=2)
        reading.require(False, "This is wrong too.")
        reading.agree(False, "This needed sound figures.")
    expected = ("p is empty.", "m misses a figure at (0, 0).", "n must be at most 2, not 3.", "This is wrong too.")
    assert refusal.value.problems == expected
    assert str(refusal.value) == " ".join(expected)


def test_sound_figures_come_back_as_they_are() -> None:
    figures = np.array([0.0, 1.0])
    with Reading() as reading:
        assert reading.vector("p", figures, low=0, high=1) is figures
        assert reading.number("n", 2) == 2.0
    assert reading.clean


def test_another_error_is_not_hidden_by_the_problems() -> None:
    with pytest.raises(KeyError), Reading() as reading:  # noqa: PT012
        reading.require(False, "wrong")
        raise KeyError("other")
