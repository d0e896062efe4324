# SPDX-License-Identifier: EUPL-1.2
"""Drift: whether contacts between organisations stay within their own side, by month, against chance."""

from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from vijfveld.methods.figures import BadFigures, Floats, Ints, Reading

SHUFFLES = 999
CELLS_AT_ONCE = 1 << 22
CONTACTS_AT_ONCE = 1 << 14  # what is worked on at once stays in the cache of the processor


class BadContacts(BadFigures):
    """Contacts that say nothing of mixing: none at all, or all within one side."""


class Mixing(NamedTuple):
    """How far sides keep to themselves: modularity (below 1) and assortativity (-1..1, 0 by chance)."""

    modularity: float
    assortativity: float


def mixing(matrix: ArrayLike) -> Mixing:
    """The modularity of the fixed sides and the assortativity of a mixing matrix.

    matrix: (sides, sides), at least 0: the contacts from side to side in any unit, each contact counted in both
    directions. Q = Σ e_ii - Σ a_i b_i, r = Q / (1 - Σ a_i b_i), e the matrix scaled to sum 1 and a, b its row and
    column sums. Source: Newman (2003), equation 2. Raises BadContacts.
    """
    with Reading(BadContacts) as reading:
        given = reading.matrix("matrix", matrix, low=0)
        reading.agree(given.shape[0] == given.shape[1], "The matrix must have the same sides in rows and columns.")
        reading.agree(given.sum() > 0, "There are no contacts.")
    modularity, expected = _modularity(given[None])
    if expected[0] > 1 - 1e-12:
        raise BadContacts("All contacts are within one side, so mixing cannot be measured.")
    return Mixing(float(modularity[0]), float(modularity[0] / (1 - expected[0])))


def mixing_matrices(
    months: ArrayLike, pairs: ArrayLike, sides: ArrayLike, *, weights: ArrayLike | None = None, number: int
) -> Floats:
    """The mixing matrix of each month, (number, sides, sides), each contact in both directions.

    months: the month of each contact (contacts,), 0..number-1; pairs: the two organisations of each (contacts, 2),
    numbered from 0; sides: the side of each organisation (organisations,), numbered from 0; weights: at least 0
    (contacts,), else 1 each. A month without contacts is all zeros. Raises BadContacts.
    """
    month, pair, side = _whole("months", months, 1), _whole("pairs", pairs, 2), _whole("sides", sides, 1)
    with Reading(BadContacts) as reading:
        weight = None if weights is None else reading.vector("weights", weights, low=0)
        reading.require(pair.shape == (len(month), 2), "There must be two organisations for each contact.")
        reading.require(weight is None or len(weight) == len(month), "There must be one weight for each contact.")
        reading.require(number > 0, "There must be at least one month.")
    try:
        one_way = _counted(month, pair, side, weight, number)
    except (IndexError, ValueError):  # looked for only now: the look takes longer than half of the count
        with Reading(BadContacts) as reading:
            reading.require(month.max() < number, f"A month lies outside 0..{number - 1}.")
            reading.require(pair.max() < len(side), "A contact names an organisation without a side.")
        raise
    return one_way + one_way.transpose(0, 2, 1)


def _counted(month: Ints, pair: Ints, side: Ints, weight: Floats | None, number: int) -> Floats:
    """The contacts from side to side in each month, one way; numpy refuses what lies outside."""
    sort = int(side.max()) + 1
    counted, row_of = np.zeros(number * sort * sort), side * sort
    for start in range(0, len(month), CONTACTS_AT_ONCE):
        part = slice(start, start + CONTACTS_AT_ONCE)
        cells = month[part] * (sort * sort)
        cells += row_of.take(pair[part, 0])
        cells += side.take(pair[part, 1])
        counted += np.bincount(cells, weights=None if weight is None else weight[part], minlength=len(counted))
    return counted.reshape(number, sort, sort)


def mixing_by_month(matrices: ArrayLike) -> Floats:
    """Modularity and assortativity of each mixing matrix, (months, 2), NaN where contacts cannot tell.

    matrices: (months, sides, sides), at least 0. Raises BadContacts.
    """
    with Reading(BadContacts) as reading:
        given = reading.array("matrices", matrices, axes=3, low=0)
        reading.agree(given.shape[1] == given.shape[2], "Each matrix must have the same sides in rows and columns.")
    with np.errstate(invalid="ignore", divide="ignore"):
        modularity, expected = _modularity(given)
        assortativity = np.where(expected > 1 - 1e-12, np.nan, modularity / (1 - expected))
    return np.column_stack([modularity, assortativity])


def ei_index(matrix: ArrayLike) -> float:
    """Krackhardt's E-I index of a mixing matrix: (across - within) / all, -1 (closed) to 1 (only across).

    See mixing for the matrix. Source: Krackhardt and Stern (1988). Raises BadContacts.
    """
    with Reading(BadContacts) as reading:
        given = reading.matrix("matrix", matrix, low=0)
        reading.agree(given.shape[0] == given.shape[1], "The matrix must have the same sides in rows and columns.")
        reading.agree(given.sum() > 0, "There are no contacts.")
    return float(1 - 2 * np.trace(given) / given.sum())


class Chance(NamedTuple):
    """A modularity beside what shuffled sides give: mean, deviation, and the share (0..1) at least as high."""

    modularity: float
    mean: float
    deviation: float
    p: float


def against_chance(contacts: ArrayLike, sides: ArrayLike, *, shuffles: int = SHUFFLES, rng: Generator) -> Chance:
    """Whether sides keep to themselves more than their sizes explain: the sides are shuffled over organisations.

    contacts: symmetric (organisations, organisations), at least 0; sides: (organisations,), numbered from 0.
    p counts the found order too, so it is at least 1/(shuffles + 1). Raises BadContacts.
    """
    side = _whole("sides", sides, 1)
    with Reading(BadContacts) as reading:
        given = reading.matrix("contacts", contacts, low=0)
        reading.agree(given.shape == (len(side), len(side)), "There must be a row and a column for each organisation.")
        reading.agree(bool(np.array_equal(given, given.T)), "A contact must count in both directions.")
        reading.agree(given.sum() > 0, "There are no contacts.")
        reading.require(len(set(side.tolist())) > 1, "There is only one side.")
        reading.require(shuffles >= 1, "Shuffle at least once.")
    shuffled = rng.permuted(np.tile(side, (shuffles, 1)), axis=1)
    found = _labelled_modularity(given, np.vstack([side, shuffled]))
    by_chance = found[1:]
    p = (1 + np.count_nonzero(by_chance >= found[0] - 1e-12)) / (shuffles + 1)
    return Chance(float(found[0]), float(by_chance.mean()), float(by_chance.std()), p)


def bridge_concentration(contacts: ArrayLike, sides: ArrayLike, *, top: int = 3) -> float:
    """The share of ties across sides that the `top` busiest organisations on one end carry, 0..1: fragility.

    An across tie belongs to an organisation when it is one of its two ends; a tie between two of the top counts
    once. See against_chance for contacts and sides. Raises BadContacts.
    """
    side = _whole("sides", sides, 1)
    with Reading(BadContacts) as reading:
        given = reading.matrix("contacts", contacts, low=0)
        reading.agree(given.shape == (len(side), len(side)), "There must be a row and a column for each organisation.")
        reading.agree(bool(np.array_equal(given, given.T)), "A contact must count in both directions.")
        across = given * (side[:, None] != side[None, :]) if reading.clean else np.zeros((1, 1))
        reading.agree(across.sum() > 0, "There are no contacts between sides.")
    busiest = np.argsort(-across.sum(axis=1), kind="stable")[:top]
    left = np.delete(np.delete(across, busiest, axis=0), busiest, axis=1)
    return float(1 - left.sum() / across.sum())


def edge_retention(before: set[frozenset[str]], after: set[frozenset[str]]) -> float:
    """The Jaccard index of two months' ties: shared over all, 0..1; NaN when neither month has any."""
    return len(before & after) / len(before | after) if before | after else float("nan")


def _modularity(matrices: Floats) -> tuple[Floats, Floats]:
    e = matrices / matrices.sum(axis=(1, 2), keepdims=True)
    expected: Floats = np.einsum("mi,mi->m", e.sum(axis=2), e.sum(axis=1))
    return np.trace(e, axis1=1, axis2=2) - expected, expected


def _labelled_modularity(contacts: Floats, labels: Ints) -> Floats:
    """The modularity of each row of labels, (rows,)."""
    one, other = np.nonzero(np.triu(contacts))
    weights = contacts[one, other] * np.where(one == other, 1, 2) / contacts.sum()
    within = np.empty(len(labels))
    step = max(1, CELLS_AT_ONCE // len(one))
    for start in range(0, len(labels), step):
        rows = labels[start : start + step]
        within[start : start + step] = (rows[:, one] == rows[:, other]) @ weights
    degrees = contacts.sum(axis=1) / contacts.sum()
    parts = np.stack([(labels == side) @ degrees for side in np.unique(labels[0])])
    modularity: Floats = within - (parts**2).sum(axis=0)
    return modularity


def _whole(name: str, values: ArrayLike, axes: int) -> Ints:
    given = np.asarray(values)
    sound = given.ndim == axes and given.size > 0 and np.issubdtype(given.dtype, np.integer)
    if not sound or given.min() < 0:
        raise BadContacts(f"{name} must be whole numbers from 0, and at least one.")
    return given.astype(np.int64, copy=False)
