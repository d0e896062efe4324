# SPDX-License-Identifier: EUPL-1.2
"""From pandas and back: nothing is lost, nothing is filled in, and all that is wrong is said at once."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vijfveld.methods import erosion, portfolio
from vijfveld.methods.adapters import frames
from vijfveld.methods.adapters.frames import BadFrame, Mixed, Months, Table
from vijfveld.methods.discovery import Experiments

figures = st.floats(-1e6, 1e6)
names = st.lists(st.text("abcdé -0", min_size=1, max_size=4), min_size=1, max_size=4, unique=True)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    rows, columns = draw(names), draw(names)
    cells = draw(st.lists(figures, min_size=len(rows) * len(columns), max_size=len(rows) * len(columns)))
    return Table(tuple(rows), tuple(columns), np.array(cells).reshape(len(rows), len(columns)))


def same(one: tuple, other: tuple) -> bool:  # type: ignore[type-arg]
    return one[:2] == other[:2] and np.array_equal(one[2], other[2])


@settings(deadline=None, max_examples=40)
@given(tables())
def test_a_table_comes_back_as_it_went(found: Table) -> None:
    long = frames.table_frame(found, row="option", column="scenario", figure="payoff")
    assert len(long) == found.figures.size
    assert same(frames.table(long, row="option", column="scenario", figure="payoff"), found)
    assert same(frames.wide(frames.wide_frame(found)), found)


def test_payoffs_of_a_frame_go_straight_into_regret() -> None:
    lines = pd.DataFrame(
        {"plan": ["b", "a", "b", "a"], "future": ["x", "x", "y", "y"], "payoff": [8, 5, 2, 5]}, index=[7, 7, 1, 0]
    )
    found = frames.table(lines, row="plan", column="future", figure="payoff")
    assert (found.rows, found.columns, found.figures.tolist()) == (("b", "a"), ("x", "y"), [[8, 2], [5, 5]])
    best, regrets = portfolio.minimax_regret(found.figures)
    assert (found.rows[best], regrets.tolist()) == ("b", [3, 3])


def test_a_frame_that_is_no_table_says_all_that_is_wrong() -> None:
    lines = pd.DataFrame({"plan": ["a", "a", "b"], "future": ["x", "x", "y"], "payoff": [1, "much", 3]})
    with pytest.raises(BadFrame) as refused:
        frames.table(lines, row="plan", column="future", figure="payoff")
    assert refused.value.problems == (
        "These occur twice or more: a / x.",
        "These occur not at all: a / y, b / x.",
        "«payoff» misses a figure at 1.",
    )
    with pytest.raises(BadFrame, match="no column «option», «worth»"):
        frames.table(lines, row="option", column="future", figure="worth")
    with pytest.raises(BadFrame, match="missing in «future»"):
        frames.table(lines.assign(future=["x", None, "y"]), row="plan", column="future", figure="payoff")
    with pytest.raises(BadFrame, match="empty"):
        frames.table(lines[:0], row="plan", column="future", figure="payoff")


def test_a_wide_frame_is_refused_with_every_problem() -> None:
    with pytest.raises(BadFrame) as refused:
        frames.wide(pd.DataFrame([[1.0, np.nan], [2.0, 3.0]], index=["a", "a"], columns=["x", "y"]))
    assert refused.value.problems == ("Two rows have the same name.", "«y» misses a figure at 0.")
    with pytest.raises(BadFrame, match="empty"):
        frames.wide(pd.DataFrame())


MONTHS = ["2016-01", "2016-01", "2016-02", "2016-03"]


@pytest.mark.parametrize(
    "column",
    [
        MONTHS,
        pd.to_datetime(["2016-01-02", "2016-01-30", "2016-02-29", "2016-03-31"]),
        pd.PeriodIndex(MONTHS, freq="M"),
        ["2016-01-31", "2016-01-01", "2016-02", "2016-03-15T12:00"],
        [date(2016, 1, 2), date(2016, 1, 3), date(2016, 2, 1), date(2016, 3, 1)],
        pd.DatetimeIndex(["2016-01-02", "2016-01-30", "2016-02-29", "2016-03-31"], tz="Europe/Amsterdam"),
    ],
    ids=["texts", "dates", "periods", "mixed", "days", "moments"],
)
def test_a_ledger_is_added_up_by_month_in_whatever_way_months_are_written(column: object) -> None:
    ledger = pd.DataFrame({"month": column, "hours": [3, 4, 6, 2]})
    found = frames.by_month(ledger, month="month", figure="hours")
    assert (found.names, found.months) == (("hours",), ("2016-01", "2016-02", "2016-03"))
    assert found.figures.tolist() == [[7, 6, 2]]
    assert erosion.drawdown(found.figures[0]).tolist() == pytest.approx([0, 1 / 7, 5 / 7])


def test_series_stay_apart_over_the_turn_of_a_year_and_come_back() -> None:
    ledger = pd.DataFrame(
        {"when": ["2016-12", "2017-01", "2016-12", "2017-01"], "side": ["s", "s", "p", "p"], "fte": [1.5, 2, 3, 4]}
    )
    found = frames.by_month(ledger, month="when", figure="fte", name="side")
    assert found.months == ("2016-12", "2017-01")
    again = frames.by_month(frames.months_frame(found), month="month", figure="figure", name="name")
    assert isinstance(again, Months)
    assert same(again, found)


def test_a_missing_month_is_refused_by_name_and_filled_only_when_asked() -> None:
    ledger = pd.DataFrame({"month": ["2016-01", "2016-04", "2016-01", "2016-02"], "n": [1, 2, 3, 4], "of": [*"aabb"]})
    with pytest.raises(BadFrame) as refused:
        frames.by_month(ledger, month="month", figure="n", name="of")
    assert refused.value.problems == ("These months are missing: a 2016-02, a 2016-03, b 2016-03, b 2016-04.",)
    found = frames.by_month(ledger, month="month", figure="n", name="of", absent=0)
    assert found.figures.tolist() == [[1, 0, 0, 2], [3, 4, 0, 0]]


def test_what_is_no_month_is_named() -> None:
    given = ["2016-01", "soon", "2016-13", 201601, "2016", "2016-1", "2016-011"]
    ledger = pd.DataFrame({"month": given, "n": range(7)})
    with pytest.raises(BadFrame, match="no month: soon, 2016-13, 201601, 2016, 2016-1 and 1 more"):
        frames.by_month(ledger, month="month", figure="n")


CONTACTS = pd.DataFrame(
    {
        "month": ["2016-01", "2016-01", "2016-03"], "one": ["town", "police", "town"],
        "other": ["care", "town", "police"], "times": [2, 1, 4],
    }
)  # fmt: skip
SIDE_OF = {"town": "social", "care": "social", "police": "security"}


def test_contacts_become_mixing_matrices_by_month_and_come_back() -> None:
    found = frames.contacts(CONTACTS, month="month", one="one", other="other", side_of=SIDE_OF, weight="times")
    assert (found.months, found.sides) == (("2016-01", "2016-02", "2016-03"), ("social", "security"))
    assert found.matrices.tolist() == [[[4, 1], [1, 0]], [[0, 0], [0, 0]], [[0, 4], [4, 0]]]
    again = frames.mixed(frames.mixed_frame(found))
    assert isinstance(again, Mixed)
    assert same(again, found)
    plain = frames.contacts(CONTACTS, month="month", one="one", other="other", side_of=SIDE_OF)
    assert erosion.ei_index(plain.matrices[0]) == 0


def test_mixing_matrices_come_back_in_whatever_order_their_lines_lie() -> None:
    found = Mixed(("2016-01",), ("a", "b"), np.array([[[1.0, 2.0], [3.0, 4.0]]]))
    turned = frames.mixed(frames.mixed_frame(found).iloc[[0, 2, 3, 1]])
    assert same(turned, found)


def test_contacts_that_do_not_fit_are_refused() -> None:
    with pytest.raises(BadFrame, match="have no side: police"):
        frames.contacts(CONTACTS, month="month", one="one", other="other", side_of={"town": "s", "care": "s"})
    lines = frames.mixed_frame(Mixed(("2016-01",), ("a", "b"), np.ones((1, 2, 2))))
    with pytest.raises(BadFrame, match="every pair of sides"):
        frames.mixed(lines[lines["to"] == "a"])


def test_experiments_come_back_as_they_went() -> None:
    found = Experiments(("x", "y"), np.array([[1.0, 2.0], [3.0, 4.0]]), {"z": np.array([5.0, 6.0])})
    frame = frames.experiments_frame(found)
    assert list(frame.columns) == ["x", "y", "z"]
    again = frames.experiments(frame, inputs=["x", "y"], outcomes=["z"])
    assert again.names == found.names
    assert again.inputs.tolist() == found.inputs.tolist()
    assert again.outcomes["z"].tolist() == [5, 6]
    with pytest.raises(BadFrame) as refused:
        frames.experiments(frame.assign(x=["low", "high"], z=[np.inf, 1]), inputs=["x"], outcomes=["z"])
    assert refused.value.problems == ("«x» misses a figure at 0, 1.", "«z» must be finite at 0, not inf.")
