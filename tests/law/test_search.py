# SPDX-License-Identifier: EUPL-1.2
"""Search: only what one may see, newest first, counted up to a thousand, with any words people type."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.room.acts import open_file
from vijfveld.law import guard
from vijfveld.law.models import SearchText
from vijfveld.law.search import CAP, count, search
from vijfveld.law.viewers import viewer_of
from vijfveld.node.roles import Role


@pytest.fixture
def chair(world, settings, tmp_path):
    settings.VIJFVELD_KEYS = tmp_path
    viewer = world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)
    for label in ("Stille haven", "Haven noord", "Übergangspunkt"):
        open_file(world.caller(viewer), label=label, content="geheim")
        world.later(minutes=1)
    return viewer_of(world.people["Vera Voorzitter"], now=world.now)


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("haven", ["Haven noord", "Stille haven"]), ("HAVEN", ["Haven noord", "Stille haven"]),
        ("hav", ["Haven noord", "Stille haven"]), ("stille haven", ["Stille haven"]), ("noord stille", []),
        ("", []), ("!?", []), ("geheim", []), ("haven'); DROP TABLE law_searchtext; --", []),
    ],
)  # fmt: skip
def test_words_find_titles_newest_first_and_never_sealed_text(chair, words, titles):
    assert [found.title for found in search(chair, words)] == titles
    assert count(chair, words) == len(titles)


def test_a_colleague_without_a_seat_finds_nothing(world, chair):
    other = world.person("Casper Collega", "Gemeente Molenwaard", Role.CHAIR)
    assert search(other, "haven") == []
    assert count(other, "haven") == 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=60))
def test_whatever_is_typed_gives_an_answer(chair, words):
    assert len(search(chair, words)) == count(chair, words)


def test_a_count_stops_at_a_thousand(world, chair):
    audience = SearchText.objects.beyond_access("test").first().audience
    rows = [SearchText(about=f"test:{number}", kind="x", title="veelvoorkomend", audience=audience,
                       changed_at=world.now) for number in range(CAP + 5)]  # fmt: skip
    with guard.opened("test"):
        SearchText.objects.bulk_create(rows)
    assert count(chair, "veelvoorkomend") == CAP
    assert len(search(chair, "veelvoorkomend", limit=10)) == 10
