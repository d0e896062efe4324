# SPDX-License-Identifier: EUPL-1.2
"""Attention: concentration, divergence from what was declared, and what fell from view."""

from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vijfveld.methods import erosion
from vijfveld.methods.erosion import BadShares

efforts = st.lists(st.floats(0, 1e6), min_size=1, max_size=8).filter(lambda given: sum(given) > 1e-6)
pairs = st.integers(1, 8).flatmap(
    lambda size: st.tuples(*[st.lists(st.integers(0, 50), min_size=size, max_size=size).filter(any)] * 2)
)

NAN = float("nan")


def test_four_firms_give_the_index_of_the_antitrust_division() -> None:
    """United States Department of Justice, Herfindahl-Hirschman Index: shares 30, 30, 20 and 20 give 2,600 points."""
    assert 10_000 * erosion.herfindahl([30, 30, 20, 20]) == pytest.approx(2600)


@pytest.mark.parametrize(
    ("p", "q", "distance", "base"),
    [
        ([1.0, 0.0, 0.0], [0.0, 1.0, 0.0], 1.0, 2.0),
        ([1.0, 0.0], [0.5, 0.5], 0.46450140402245893, None),
        ([1.0, 0.0, 0.0], [1.0, 0.0, 0.0], 0.0, None),
    ],
)
def test_the_divergence_is_the_square_of_the_scipy_distance(p, q, distance, base) -> None:  # type: ignore[no-untyped-def]
    """SciPy, scipy.spatial.distance.jensenshannon, Examples; without a base the distance there is in nats."""
    bits = distance**2 / (1.0 if base else log(2))
    assert erosion.jensen_shannon(p, q) == pytest.approx(bits)


@settings(deadline=None)
@given(efforts)
def test_concentration_and_entropy_stay_in_range_and_ignore_the_unit(given_efforts: list[float]) -> None:
    number = len(given_efforts)
    assert 1 / number - 1e-9 <= erosion.herfindahl(given_efforts) <= 1 + 1e-9
    assert 0 <= erosion.entropy(given_efforts) <= 1 + 1e-9
    assert erosion.herfindahl([3 * one for one in given_efforts]) == pytest.approx(erosion.herfindahl(given_efforts))


@settings(deadline=None)
@given(pairs)
def test_the_divergence_is_symmetric_within_one_bit_and_zero_only_for_equal_shares(given_pair) -> None:  # type: ignore[no-untyped-def]
    p, q = given_pair
    found = erosion.jensen_shannon(p, q)
    assert found == pytest.approx(erosion.jensen_shannon(q, p), abs=1e-12)
    assert 0 <= found <= 1
    same = erosion.as_shares(p) == pytest.approx(erosion.as_shares(q))
    assert (found < 1e-12) == same


def test_equal_shares_are_even_and_one_share_is_not() -> None:
    assert erosion.entropy([5, 5, 5, 5]) == pytest.approx(1)
    assert erosion.entropy([5, 0, 0]) == 0
    assert erosion.entropy([5]) == 0


def test_what_lies_under_its_floor_or_got_nothing_is_pointed_out() -> None:
    assert erosion.below_floor([90, 10, 0], [0.3, 0.1, 0.05]).tolist() == [False, False, True]
    assert erosion.invisible([90, 10, 0]).tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("work", "problem"),
    [
        (lambda: erosion.herfindahl([0, 0]), "no effort at all"),
        (lambda: erosion.herfindahl([]), "shares is empty"),
        (lambda: erosion.entropy([-1, 2]), "at least 0 at 0"),
        (lambda: erosion.jensen_shannon([1], [1, 2]), "equally many shares, but have 1 and 2"),
        (lambda: erosion.jensen_shannon([1, 1], [0, 0]), "q: there is no effort"),
        (lambda: erosion.herfindahl([-1, NAN, 2]), "misses a figure at 1.*at least 0 at 0, not -1"),
        (lambda: erosion.herfindahl("ab"), "shares must be figures, not 'ab'"),
        (
            lambda: erosion.jensen_shannon([0, -1], [NAN, 1]),
            "p must be at least 0 at 1, not -1.*q misses a figure at 0",
        ),
        (lambda: erosion.jensen_shannon([0, 0], [0, 0]), "p: there is no effort.*q: there is no effort"),
        (lambda: erosion.below_floor([0, -1], [2]), "shares must be at least 0.*floors must be from 0 to 1"),
        (lambda: erosion.below_floor([1, 1], [0.1]), "one floor for each share"),
        (lambda: erosion.below_floor([1, 1], [0.6, 0.6]), "ask for more than there is"),
    ],
)
def test_efforts_that_cannot_be_shared_out_are_refused(work, problem) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadShares, match=problem):
        work()
