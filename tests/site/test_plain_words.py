# SPDX-License-Identifier: EUPL-1.2
"""The Dutch of the pages is plain: short sentences and few long words, as text at level B1 has.

The limits: guidance for level B1 asks for ten to fifteen words in a sentence on average; on a page we allow ten, and
never more than 25. LIX under 30 is read with ease, 30 to 40 as fiction, 40 to 50 as a newspaper; terms of law are
long, so 35.
"""

from gettext import GNUTranslations
from pathlib import Path

import pytest

from tests.plainwords import lix, sentences

APPS = Path(__file__).parents[2] / "src/vijfveld"
CATALOGUES = sorted(APPS.glob("*/locale/en/LC_MESSAGES/django.mo"))
LONGEST, LONGEST_ON_AVERAGE, HARDEST = 25, 10, 35
FEWEST_WORDS = 4
"""Shorter texts are labels, and no sentences."""


def texts(catalogue: Path) -> list[str]:
    """The Dutch sentences of an app: the sources of its English catalogue."""
    with catalogue.open("rb") as file:
        entries = GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    sources = {key[0] if isinstance(key, tuple) else key for key in entries if key}
    return sorted(text for text in sources if len(text.split()) >= FEWEST_WORDS and text.rstrip()[-1] in ".?!")


SPEAKING = [catalogue for catalogue in CATALOGUES if texts(catalogue)]


def test_every_app_with_pages_has_a_catalogue() -> None:
    assert {path.parents[3].name for path in SPEAKING} >= {"face", "law", "site", "steering", "strategy"}


@pytest.mark.parametrize("catalogue", SPEAKING, ids=lambda path: path.parents[3].name)
def test_no_sentence_is_longer_than_25_words(catalogue: Path) -> None:
    long = [" ".join(words) for text in texts(catalogue) for words in sentences(text) if len(words) > LONGEST]
    assert long == []


@pytest.mark.parametrize("catalogue", SPEAKING, ids=lambda path: path.parents[3].name)
def test_the_sentences_of_an_app_are_short_and_easy(catalogue: Path) -> None:
    told = "\n".join(texts(catalogue))
    split = sentences(told)
    assert sum(map(len, split)) / len(split) <= LONGEST_ON_AVERAGE
    assert lix(told) <= HARDEST


def test_a_sentence_that_is_too_long_is_seen() -> None:
    assert max(map(len, sentences(" ".join(["woord"] * 26) + "."))) > LONGEST
