# SPDX-License-Identifier: EUPL-1.2
"""Drift: mixing of sides against a published matrix, plain definitions and chance."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import default_rng

from vijfveld.methods import erosion
from vijfveld.methods.erosion import BadContacts

NEWMAN = [
    [0.258, 0.016, 0.035, 0.013],
    [0.012, 0.157, 0.058, 0.019],
    [0.013, 0.023, 0.306, 0.035],
    [0.005, 0.007, 0.024, 0.016],
]


def test_the_matrix_of_couples_gives_the_published_assortativity() -> None:
    """The matrix of Newman (2003), Mixing patterns in networks, as NetworkX tests it: 0.623 in
    assortativity/tests/test_correlation.py, test_attribute_assortativity_coefficient."""
    assert erosion.mixing(NEWMAN).assortativity == pytest.approx(0.623, abs=5e-4)


def test_two_clubs_give_what_is_worked_out_by_hand() -> None:
    """Of 156 ends 134 lie within a club; by chance that would be the squares of both shares of ends, 81 and 75.

    Modularity is what lies within less that chance; assortativity is modularity over all that chance leaves.
    """
    chance = (81**2 + 75**2) / 156**2
    modularity = 134 / 156 - chance
    found = erosion.mixing([[70, 11], [11, 64]])
    assert found == pytest.approx((modularity, modularity / (1 - chance)))
    assert found == pytest.approx((0.3582347, 0.7175309), abs=1e-7)


@pytest.mark.parametrize(("matrix", "index"), [([[4, 0], [0, 2]], -1), ([[0, 3], [3, 0]], 1), ([[2, 2], [2, 2]], 0)])
def test_the_index_runs_from_closed_to_only_across(matrix: list[list[float]], index: float) -> None:
    """Krackhardt and Stern (1988): external less internal ties over all ties."""
    assert erosion.ei_index(matrix) == pytest.approx(index)


def test_mixing_by_chance_has_no_assortativity() -> None:
    a = np.array([0.3, 0.7])
    assert erosion.mixing(np.outer(a, a)) == pytest.approx((0, 0))


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 5), st.integers(0, 5), st.integers(1, 9)), min_size=1))
def test_the_matrices_of_months_equal_a_plain_count(rows: list[tuple[int, int, int, int]]) -> None:
    sides = np.array([0, 1, 0, 1, 1, 0])
    expected = np.zeros((3, 2, 2))
    for month, one, other, weight in rows:
        expected[month, sides[one], sides[other]] += weight
        expected[month, sides[other], sides[one]] += weight
    table = np.array(rows)
    found = erosion.mixing_matrices(table[:, 0], table[:, 1:3], sides, weights=table[:, 3], number=3)
    assert (found == expected).all()
    for matrix, (modularity, assortativity) in zip(expected, erosion.mixing_by_month(found), strict=True):
        if not matrix.sum():
            assert np.isnan([modularity, assortativity]).all()
        elif matrix.any(axis=0).all():
            assert (modularity, assortativity) == pytest.approx(erosion.mixing(matrix))
        else:
            assert np.isnan(assortativity)


def test_without_weights_each_contact_counts_once() -> None:
    found = erosion.mixing_matrices([0, 0], [[0, 1], [0, 1]], [0, 1], number=1)
    assert found.tolist() == [[[0, 2], [2, 0]]]


def test_closed_sides_stand_out_from_chance_and_mixed_ones_do_not() -> None:
    rng = default_rng(4)
    sides = np.repeat([0, 1], 10)
    closed = np.triu(rng.random((20, 20)) < np.where(sides[:, None] == sides, 0.5, 0.05), 1).astype(float)
    mixed = np.triu(rng.random((20, 20)) < 0.3, 1).astype(float)
    segregated = erosion.against_chance(closed + closed.T, sides, rng=default_rng(1))
    assert segregated.p == pytest.approx(0.001)
    assert segregated.modularity > segregated.mean + 3 * segregated.deviation
    assert erosion.against_chance(mixed + mixed.T, sides, rng=default_rng(1)).p > 0.05


def test_the_modularity_of_labels_is_that_of_their_mixing_matrix() -> None:
    contacts = np.array([[2.0, 1, 0, 3], [1, 0, 1, 0], [0, 1, 0, 2], [3, 0, 2, 0]])
    sides = np.array([0, 0, 1, 1])
    members = np.eye(2)[sides]
    found = erosion.against_chance(contacts, sides, shuffles=50, rng=default_rng(1))
    assert found.modularity == pytest.approx(erosion.mixing(members.T @ contacts @ members).modularity)


def test_the_null_agrees_with_shuffling_by_hand() -> None:
    contacts = np.array([[0.0, 1, 0, 3], [1, 0, 1, 0], [0, 1, 0, 2], [3, 0, 2, 0]])
    by_hand = [
        erosion.mixing(np.eye(2)[list(order)].T @ contacts @ np.eye(2)[list(order)]).modularity
        for order in [(0, 0, 1, 1), (0, 1, 0, 1), (0, 1, 1, 0), (1, 1, 0, 0), (1, 0, 1, 0), (1, 0, 0, 1)]
    ]
    found = erosion.against_chance(contacts, [0, 0, 1, 1], shuffles=5_000, rng=default_rng(2))
    assert found.mean == pytest.approx(np.mean(by_hand), abs=0.01)


def test_bridges_carried_by_few_are_fragile() -> None:
    contacts = np.zeros((8, 8))
    sides = np.repeat([0, 1], 4)
    for one, other in [(0, 4), (0, 5), (0, 6), (1, 7)]:
        contacts[one, other] = contacts[other, one] = 1
    assert erosion.bridge_concentration(contacts, sides, top=1) == pytest.approx(0.75)
    assert erosion.bridge_concentration(contacts, sides, top=8) == 1


def test_retention_is_the_share_of_ties_that_both_months_have() -> None:
    one, two, three = (frozenset(pair) for pair in ("ab", "bc", "cd"))
    assert erosion.edge_retention({one, two}, {two, three}) == pytest.approx(1 / 3)
    assert np.isnan(erosion.edge_retention(set(), set()))


SQUARE = [[0.0, 1.0], [1.0, 0.0]]


@pytest.mark.parametrize(
    ("work", "problem"),
    [
        (lambda: erosion.mixing([[0, 0], [0, 0]]), "There are no contacts."),
        (lambda: erosion.mixing([[5, 0], [0, 0]]), "All contacts are within one side"),
        (lambda: erosion.mixing([[1, 2, 3], [1, 2, 3]]), "the same sides in rows and columns"),
        (lambda: erosion.ei_index([[0.0]]), "There are no contacts."),
        (lambda: erosion.mixing_matrices([0], [[0, 2]], [0, 1], number=1), "without a side"),
        (lambda: erosion.mixing_matrices([1], [[0, 1]], [0, 1], number=1), r"A month lies outside 0\.\.0"),
        (lambda: erosion.mixing_matrices([0, 0], [[0, 1]], [0, 1], number=1), "two organisations for each contact"),
        (lambda: erosion.mixing_matrices([0], [[0, 1]], [0, 1], weights=[1, 1], number=1), "one weight for each"),
        (lambda: erosion.mixing_matrices([], [[0, 1]], [0, 1], number=1), "months must be whole numbers"),
        (lambda: erosion.mixing_by_month([[[1.0, 2.0]]]), "Each matrix must have the same sides"),
        (lambda: erosion.against_chance(SQUARE, [0, 0], rng=default_rng(1)), "There is only one side."),
        (lambda: erosion.against_chance([[0, 1], [0, 0]], [0, 1], rng=default_rng(1)), "both directions"),
        (lambda: erosion.against_chance([[0.0]], [0, 1], rng=default_rng(1)), "a row and a column for each"),
        (lambda: erosion.against_chance(SQUARE, [0, 1], shuffles=0, rng=default_rng(1)), "at least once"),
        (lambda: erosion.bridge_concentration([[2.0, 0.0], [0.0, 1.0]], [0, 1]), "no contacts between sides"),
    ],
)
def test_contacts_that_say_nothing_are_refused(work, problem) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadContacts, match=problem):
        work()
