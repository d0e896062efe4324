# SPDX-License-Identifier: EUPL-1.2
"""Pairing: least cost with consent, who competes when places fall short, and stable pairs."""

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vijfveld.methods import assignment
from vijfveld.methods.assignment import UNPAIRED, BadPairing, NoPairing

INF, NAN = float("inf"), float("nan")
costs = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda shape: st.lists(
        st.lists(st.one_of(st.integers(-9, 9).map(float), st.just(INF)), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


def test_the_example_of_the_scipy_reference_pairs_as_published() -> None:
    """SciPy, scipy.optimize.linear_sum_assignment, Examples: columns 1, 0, 2 at a cost of 5."""
    cost = np.array([[4, 1, 3], [2, 0, 5], [3, 2, 2]])
    chosen = assignment.pair(cost)
    assert chosen.tolist() == [1, 0, 2]
    assert cost[range(3), chosen].sum() == 5


def best_by_hand(cost: list[list[float]], places: list[int]) -> float:
    """The least cost over all ways to choose a column for each row; infinite when none fits."""
    ways = product(range(len(places)), repeat=len(cost))
    fitting = (way for way in ways if all(way.count(column) <= places[column] for column in way))
    return min((sum(row[column] for row, column in zip(cost, way, strict=True)) for way in fitting), default=INF)


@settings(deadline=None, max_examples=150)
@given(costs, st.data())
def test_no_other_pairing_costs_less_and_a_refusal_is_right(cost: list[list[float]], data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(0, 3), min_size=len(cost[0]), max_size=len(cost[0])))
    best = best_by_hand(cost, places)
    if best == INF:
        with pytest.raises(NoPairing) as refusal:
            assignment.pair(cost, places)
        _check_competition(refusal.value, cost, places)
        return
    chosen = assignment.pair(cost, places)
    assert sum(row[column] for row, column in zip(cost, chosen.tolist(), strict=True)) == best
    assert (np.bincount(chosen, minlength=len(places)) <= places).all()
    assert (assignment.pair(cost, places, partial=True) != UNPAIRED).all()


def _check_competition(refusal: NoPairing, cost: list[list[float]], places: list[int]) -> None:
    """Hall (1935): the rows named have no other columns with places, and these have too few."""
    open_to = {at for row in refusal.rows for at, one in enumerate(cost[row]) if one < INF}
    assert open_to == set(refusal.columns)
    assert sum(places[column] for column in refusal.columns) < len(refusal.rows)


@settings(deadline=None, max_examples=100)
@given(costs)
def test_leaving_rows_out_places_as_many_as_can_be_at_least_cost(cost: list[list[float]]) -> None:
    chosen = assignment.pair(cost, partial=True)
    table = np.array(cost)
    placed = [(row, column) for row, column in enumerate(chosen.tolist()) if column != UNPAIRED]
    assert len({column for _, column in placed}) == len(placed)
    padded = np.pad(np.where(np.isfinite(table), table, 1e6), ((0, 0), (0, len(table))), constant_values=1e6)
    best = min(padded[range(len(table)), way].sum() for way in permutations(range(padded.shape[1]), len(table)))
    assert sum(table[row, column] for row, column in placed) + 1e6 * (len(table) - len(placed)) == pytest.approx(best)


def test_consent_of_both_sides_is_kept() -> None:
    assert assignment.pair([[0, 5], [0, 5]], forbidden=[[1, 0], [0, 0]]).tolist() == [1, 0]
    assert assignment.pair([[0.0, 1.0], [0.0, INF]], [2, 1]).tolist() == [0, 0]


def test_a_refusal_names_who_competes_for_what() -> None:
    names = (["Noord", "Oost", "West"], ["Mentor A", "Mentor B"])
    with pytest.raises(NoPairing) as refusal:
        assignment.pair([[1, INF], [1, INF], [1, 1]], [1, 5], names=names)
    assert str(refusal.value) == ("2 cannot all be paired (Noord, Oost): open to them is only Mentor A, with 1 place.")
    assert (refusal.value.rows, refusal.value.columns) == ((0, 1), (0,))
    with pytest.raises(NoPairing, match=r"^Row 0 cannot be paired: open to it is no column at all\.$"):
        assignment.pair([[INF]])


def test_nobody_is_placed_where_there_are_no_places() -> None:
    assert assignment.pair([[1.0], [1.0]], [0], partial=True).tolist() == [UNPAIRED, UNPAIRED]
    assert assignment.pair([[INF]], partial=True).tolist() == [UNPAIRED]
    with pytest.raises(NoPairing, match=r"Row 0 cannot be paired: .* only column 0, with 0 places"):
        assignment.pair([[1.0]], [0])


@pytest.mark.parametrize(
    ("cost", "capacity", "options", "problem"),
    [
        ([], None, {}, "table of rows and columns"),
        ([[1, 2], [2]], None, {}, "table of rows and columns"),
        ("ab", None, {}, "table of rows and columns"),
        ([[1, NAN]], None, {}, r"A cost is missing at \(0, 1\)\."),
        ([[1, -INF]], None, {}, r"cannot be minus infinity at \(0, 1\)\."),
        ([[1, 2]], None, {"names": 3}, "a name for each row and column"),
        ([[1, 2]], [1], {}, "a capacity for each of the 2 columns"),
        ([[1, 2]], [1, 0.5], {}, "capacity must be whole numbers from 0 at 1, not 0.5"),
        ([[1, 2]], [1, -1], {}, "capacity must be whole numbers from 0 at 1, not -1"),
        ([[1, 2]], None, {"forbidden": [[1]]}, "a consent for each cost"),
        ([[1, 2]], None, {"forbidden": [[1, 3]]}, "forbidden must be from 0 to 1"),
        ([[1, 2]], None, {"names": (["a"], ["b"])}, "a name for each row and column"),
    ],
)
def test_costs_that_do_not_fit_are_refused(cost, capacity, options, problem) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadPairing, match=problem):
        assignment.pair(cost, capacity, **options)


def test_everything_that_is_wrong_with_a_table_is_said_at_once() -> None:
    with pytest.raises(BadPairing) as refusal:
        assignment.pair([[NAN, -INF]], [0.5, 1, 1], forbidden=[[2, 0]], names=(["a"], ["b"]))
    assert refusal.value.problems == (
        "A cost is missing at (0, 0).",
        "A cost cannot be minus infinity at (0, 1).",
        "capacity must be whole numbers from 0 at 0, not 0.5.",
        "forbidden must be from 0 to 1 at (0, 0), not 2.",
        "There must be a name for each row and column.",
    )
    with pytest.raises(BadPairing) as refusal:
        assignment.pair([[1, 2], [2]], [0.5])
    assert refusal.value.problems == (
        "The costs must be figures in a table of rows and columns.",
        "capacity must be whole numbers from 0 at 0, not 0.5.",
    )
    with pytest.raises(BadPairing) as refusal:
        assignment.pair([[1, NAN]], [1])
    assert len(refusal.value.problems) == 2


def ways_without_a_pair_that_would_leave(men: list[list[int]], women: list[list[int]]) -> list[tuple[int, ...]]:
    """Every stable way to pair, found by trying all: nowhere do two prefer each other to whom they have."""

    def holds(way: tuple[int, ...]) -> bool:
        return not any(
            men[man].index(woman) < men[man].index(way[man])
            and women[woman].index(man) < women[woman].index(way.index(woman))
            for man, woman in product(range(len(men)), repeat=2)
        )

    return [way for way in permutations(range(len(men))) if holds(way)]


def test_four_couples_get_the_one_stable_pairing_that_trying_all_finds() -> None:
    """Four couples after Gale and Shapley (1962), Example 2; that there is one stable set is found by trying all 24."""
    men = [[0, 1, 2, 3], [0, 3, 2, 1], [1, 0, 2, 3], [3, 1, 2, 0]]
    women = [[3, 2, 0, 1], [1, 3, 0, 2], [3, 0, 1, 2], [2, 1, 0, 3]]
    assert ways_without_a_pair_that_would_leave(men, women) == [(2, 3, 0, 1)]
    assert assignment.stable(men, women).tolist() == [2, 3, 0, 1]


def test_the_three_couples_of_the_paper_pair_as_those_who_ask_like_best() -> None:
    """Gale and Shapley (1962), Example 1: of six sets three are stable; who asks gets a first choice."""
    men = [[0, 1, 2], [1, 2, 0], [2, 0, 1]]
    women = [[1, 2, 0], [2, 0, 1], [0, 1, 2]]
    assert len(ways_without_a_pair_that_would_leave(men, women)) == 3
    assert assignment.stable(men, women).tolist() == [0, 1, 2]
    assert assignment.stable(women, men).tolist() == [1, 2, 0]


@st.composite
def markets(draw: st.DrawFn) -> tuple[list[list[int]], list[list[int]], list[int]]:
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    some = [draw(st.permutations(range(columns)))[: draw(st.integers(0, columns))] for _ in range(rows)]
    others = [draw(st.permutations(range(rows)))[: draw(st.integers(0, rows))] for _ in range(columns)]
    return some, others, [draw(st.integers(0, 3)) for _ in range(columns)]


@settings(deadline=None)
@given(markets())
def test_no_row_and_column_would_both_rather_have_each_other(market) -> None:  # type: ignore[no-untyped-def]
    rows, columns, places = market
    chosen = assignment.stable(rows, columns, places).tolist()
    held = [[row for row, column in enumerate(chosen) if column == at] for at in range(len(columns))]
    assert all(len(ones) <= room for ones, room in zip(held, places, strict=True))
    for row, ranking in enumerate(rows):
        better = ranking[: ranking.index(chosen[row])] if chosen[row] != UNPAIRED else ranking
        for column in better:
            if row not in columns[column] or not places[column]:
                continue
            worst = max((columns[column].index(one) for one in held[column]), default=-1)
            assert len(held[column]) == places[column]
            assert worst < columns[column].index(row)


def test_ranks_that_do_not_fit_are_refused() -> None:
    with pytest.raises(BadPairing) as refusal:
        assignment.stable([[0, 0], [3]], [[5]])
    assert refusal.value.problems == (
        "The row 0 ranks someone twice.",
        "The row 1 ranks someone who is not there.",
        "The column 0 ranks someone who is not there.",
    )
    with pytest.raises(BadPairing) as refusal:
        assignment.stable([["a"], 3], [[0]], [0.5])  # type: ignore[list-item]
    assert refusal.value.problems == (
        "capacity must be whole numbers from 0 at 0, not 0.5.",
        "The row 0 must rank by whole numbers, not ['a'].",
        "The row 1 must rank by whole numbers, not 3.",
    )
