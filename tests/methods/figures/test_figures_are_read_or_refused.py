# SPDX-License-Identifier: EUPL-1.2
"""Figures are read, or refused with every problem at once."""

import numpy as np
import pytest

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
        ([-0.5, 1.5, NAN], "p misses a figure at 2."),
        ([2.0] * 7, "p must be from 0 to 1 at 0, 1, 2, 3, 4 and more, not 2."),
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
        (-INF, INF, [-INF, INF], "x must be finite at 0, 1, not -inf."),
    ],
)
def test_the_range_is_said_in_words(low: float, high: float, values: list[float], problem: str) -> None:
    with pytest.raises(BadFigures) as refusal, Reading() as reading:
        reading.vector("x", values, low=low, high=high)
    assert refusal.value.problems == (problem,)


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
    given = np.array([0.0, 1.0])
    with Reading() as reading:
        assert reading.vector("p", given, low=0, high=1) is given
        assert reading.number("n", 2) == 2.0
    assert reading.clean


def test_another_error_is_not_hidden_by_the_problems() -> None:
    with pytest.raises(KeyError), Reading() as reading:  # noqa: PT012
        reading.require(False, "wrong")
        raise KeyError("other")
