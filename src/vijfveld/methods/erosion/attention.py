# SPDX-License-Identifier: EUPL-1.2
"""Selective attention: how effort is shared out, how far that is from what was declared, and what got nothing."""

import numpy as np
from numpy.typing import ArrayLike

from vijfveld.methods.figures import BadFigures, Floats, Reading, Truths


class BadShares(BadFigures):
    """Efforts that cannot be shared out: negative, missing, or none at all."""


def as_shares(efforts: ArrayLike, *, name: str = "shares") -> Floats:
    """Efforts (k,) of at least 0, in any unit, scaled to sum 1. Raises BadShares, also when all effort is zero."""
    with Reading(BadShares) as reading:
        scaled = _scaled(reading, name, efforts)
    return scaled


def herfindahl(shares: ArrayLike) -> float:
    """The Herfindahl-Hirschman index: the sum of squared shares (k,), from 1/k (equal) to 1 (all in one).

    Shares or efforts in any unit; they are scaled to sum 1. Raises BadShares.
    """
    q = as_shares(shares)
    return float(q @ q)


def entropy(shares: ArrayLike) -> float:
    """Shannon entropy of shares (k,) over ln k: 0 (all in one) to 1 (equal); 0 for one share. Raises BadShares."""
    q = as_shares(shares)
    if len(q) == 1:
        return 0.0
    used = q[q > 0]
    return float(max(0.0, -(used @ np.log(used)) / np.log(len(q))))


def jensen_shannon(p: ArrayLike, q: ArrayLike) -> float:
    """The Jensen-Shannon divergence of shares p and q (k,) in bits: 0 (equal) to 1 (nothing in common).

    It stays finite where one side is zero, but then look at what is invisible too. Not the distance, which is its
    root. Source: Lin (1991). Raises BadShares.
    """
    with Reading(BadShares) as reading:
        first, second = _scaled(reading, "p", p), _scaled(reading, "q", q)
        unequal = f"p and q must have equally many shares, but have {len(first)} and {len(second)}."
        reading.agree(len(first) == len(second), unequal)
    middle = (first + second) / 2
    return float(np.clip((_divergence(first, middle) + _divergence(second, middle)) / 2, 0, 1))


def below_floor(shares: ArrayLike, floors: ArrayLike) -> Truths:
    """Which shares (k,) lie under their floor, (k,); floors in 0..1, one for each. Raises BadShares."""
    with Reading(BadShares) as reading:
        q = _scaled(reading, "shares", shares)
        least = reading.vector("floors", floors, low=0, high=1)
        reading.agree(len(least) == len(q), "There must be one floor for each share.")
        reading.agree(least.sum() <= 1 + 1e-9, "The floors together ask for more than there is.")
    return q < least - 1e-12


def invisible(shares: ArrayLike) -> Truths:
    """Which of the efforts (k,) got nothing at all. Raises BadShares."""
    missing: Truths = as_shares(shares) == 0
    return missing


def _scaled(reading: Reading, name: str, efforts: ArrayLike) -> Floats:
    """Efforts scaled to sum 1; what is wrong with them is for the reading."""
    found = len(reading.problems)
    given = reading.vector(name, efforts, low=0)
    total = given.sum()
    if total > 0:
        scaled: Floats = given / total
        return scaled
    reading.require(len(reading.problems) > found, f"{name}: there is no effort at all, so nothing to share out.")
    return given


def _divergence(p: Floats, q: Floats) -> float:
    used = p > 0
    return float(p[used] @ np.log2(p[used] / q[used]))
