# SPDX-License-Identifier: EUPL-1.2
"""Measure how hard a text is to read: sentence lengths and LIX."""

import re


def sentences(text: str) -> list[list[str]]:
    """Split a text into sentences of words."""
    return [
        found for sentence in re.split(r"(?<=[.!?])\s+(?=[A-ZÉ])", text) if (found := re.findall(r"[\w'’-]+", sentence))
    ]


def lix(text: str) -> float:
    """Give the LIX of a text: mean sentence length plus the share of words over six letters, in per cent."""
    split = sentences(text)
    words = [word for sentence in split for word in sentence]
    return len(words) / len(split) + 100 * sum(len(word) > 6 for word in words) / len(words)
