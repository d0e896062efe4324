# SPDX-License-Identifier: EUPL-1.2
"""Terms of law end at the moment the calendar gives."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vijfveld.law.terms import end_of, is_term

START = datetime(2024, 1, 31, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("term", "end"),
    [
        ("PT1H", datetime(2024, 1, 31, 23, 30, tzinfo=UTC)),
        ("PT24H", datetime(2024, 2, 1, 22, 30, tzinfo=UTC)),
        ("PT0S", START),
        ("P1M", datetime(2024, 2, 29, 22, 30, tzinfo=UTC)),
        ("P13M", datetime(2025, 2, 28, 22, 30, tzinfo=UTC)),
        ("P18M", datetime(2025, 7, 31, 22, 30, tzinfo=UTC)),
        ("P1Y", datetime(2025, 1, 31, 22, 30, tzinfo=UTC)),
        ("P4W", datetime(2024, 2, 28, 22, 30, tzinfo=UTC)),
        ("P1Y2M3DT4H5M6S", datetime(2025, 4, 4, 2, 35, 6, tzinfo=UTC)),
    ],
)
def test_a_term_ends_on_the_day_and_the_minute_the_calendar_gives(term: str, end: datetime) -> None:
    assert end_of(term, START) == end


@pytest.mark.parametrize("text", ["", "P", "PT", "P1", "1Y", "P1YT", "PT1Y", "P-1D", "P1D1Y", "P1,5D", "PT1H "])
def test_what_is_no_term_is_refused(text: str) -> None:
    assert not is_term(text)
    with pytest.raises(ValueError, match="not a duration"):
        end_of(text, START)


@given(
    days=st.integers(0, 40_000),
    minutes=st.integers(0, 1439),
    months=st.integers(0, 240),
    hours=st.integers(0, 10_000),
)
def test_a_longer_term_never_ends_sooner(days: int, minutes: int, months: int, hours: int) -> None:
    start = datetime(1990, 1, 1, tzinfo=UTC) + timedelta(days=days, minutes=minutes)
    end = end_of(f"P{months}MT{hours}H", start)

    assert end - timedelta(hours=hours) >= start
    assert end_of(f"P{months + 1}MT{hours}H", start) > end
    assert end_of(f"P{months}MT{hours + 1}H", start) - end == timedelta(hours=1)
