# SPDX-License-Identifier: EUPL-1.2
"""Dates are said as people say them; the exact moment is never lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from vijfveld.face import dates
from vijfveld.face.templatetags.face import day, exactly, number, said

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (NOW, "nu"),
        (NOW + timedelta(minutes=1), "over 1 minuut"),
        (NOW + timedelta(minutes=20), "over 20 minuten"),
        (NOW - timedelta(minutes=59), "59 minuten geleden"),
        (NOW + timedelta(hours=3), "vandaag"),
        (date(2026, 11, 23), "vandaag"),
        (date(2026, 11, 22), "gisteren"),
        (date(2026, 11, 24), "morgen"),
        (date(2026, 11, 25), "over 2 dagen"),
        (date(2026, 12, 5), "over 12 dagen"),
        (date(2026, 12, 7), "over 14 dagen"),
        (date(2026, 12, 8), "8 dec"),
        (date(2026, 11, 16), "7 dagen geleden"),
        (date(2026, 11, 15), "15 nov"),
        (date(2027, 3, 1), "1 mrt 2027"),
        (date(2005, 6, 10), "10 jun 2005"),
    ],
)
def test_a_moment_is_said_in_everyday_words(moment: dates.Moment, words: str) -> None:
    with timezone.override("Europe/Amsterdam"):
        assert dates.said(moment, NOW) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (date(2026, 12, 5), "5 december 2026"),
        (datetime(2026, 12, 5, 13, 5, tzinfo=UTC), "5 december 2026, 14.05 uur"),
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "2 juli 2026, 01.30 uur"),
    ],
)
def test_the_exact_moment_is_in_the_time_of_the_node(moment: dates.Moment, words: str) -> None:
    with timezone.override("Europe/Amsterdam"):
        assert dates.exactly(moment) == words


def test_a_day_turns_at_midnight_of_the_node_and_not_of_the_server() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    with timezone.override("Europe/Amsterdam"):
        assert dates.said(late, NOW) == "morgen"


@pytest.mark.parametrize(
    ("moment", "words"),
    [(date(2026, 12, 5), "in 12 days"), (date(2027, 3, 1), "1 Mar 2027"), (date(2026, 11, 22), "yesterday")],
)
def test_a_moment_is_said_in_english_too(moment: dates.Moment, words: str) -> None:
    with translation.override("en"):
        assert dates.said(moment, NOW) == words


def test_a_said_moment_carries_the_exact_one_for_hover_print_and_machines() -> None:
    tag = said(date(2026, 12, 5), NOW)
    assert tag == '<time class="said" datetime="2026-12-05" title="5 december 2026">over 12 dagen</time>'


@pytest.mark.parametrize("show", [said, day, exactly])
def test_words_in_place_of_a_date_pass_escaped(show: object) -> None:
    assert callable(show)
    assert show("<nieuw>") == "&lt;nieuw&gt;"
    assert show(None) == ""


def test_without_now_the_year_is_always_said() -> None:
    assert ">5 dec 2026<" in day(date(2026, 12, 5))
    assert ">5 dec 2026<" in said(date(2026, 12, 5))


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_two_different_days_near_now_are_never_said_alike(one: date, other: date) -> None:
    with translation.override("nl"):
        alike = dates.said(one, NOW) == dates.said(other, NOW)
    assert alike == (one == other)


@pytest.mark.parametrize(
    ("value", "places", "words"),
    [
        (1234567.5, 1, "1.234.567,5"),
        (0.25, 2, "0,25"),
        (1000, None, "1.000"),
        (0, None, "0"),
        (None, None, "–"),
    ],
)
def test_a_number_is_written_the_dutch_way(value: float | None, places: int | None, words: str) -> None:
    assert number(value, places) == words
