# SPDX-License-Identifier: EUPL-1.2
"""Dates no more precise than their source."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from vijfveld.node.seendates import SeenDate, first_day, last_day


@pytest.mark.parametrize(
    ("seen", "first", "last"),
    [
        ("2005", date(2005, 1, 1), date(2005, 12, 31)),
        ("2005-05", date(2005, 5, 1), date(2005, 5, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2009-12", date(2009, 12, 1), date(2009, 12, 31)),
        ("2019-03-18", date(2019, 3, 18), date(2019, 3, 18)),
    ],
)
def test_a_seen_date_spans_the_days_it_can_mean(seen: str, first: date, last: date) -> None:
    assert (first_day(seen), last_day(seen)) == (first, last)


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 30)))
def test_every_day_lies_within_its_month_and_its_year(day: date) -> None:
    for seen in (f"{day:%Y}", f"{day:%Y-%m}", day.isoformat()):
        assert first_day(seen) <= day <= last_day(seen)


@pytest.mark.parametrize("text", ["2005-13", "2005-02-30", "05-2005", "2005-5", "", "2005-05-01T00:00"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(SeenDate).validate_python(text)
