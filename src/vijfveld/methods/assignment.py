# SPDX-License-Identifier: EUPL-1.2
"""Pairing those who ask with those who offer: at least cost with both sides' consent, or stable by their ranks."""

from collections.abc import Sequence
from heapq import heappush, heappushpop

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from vijfveld.methods.figures import BadFigures, Floats, Ints, Reading, Truths

UNPAIRED = -1


class BadPairing(BadFigures):
    """Costs, consents or places that do not fit together."""


class NoPairing(BadPairing):
    """Some rows cannot be placed; `rows` and `columns` are the rows that compete and the columns open to them."""

    def __init__(self, problem: str, rows: tuple[int, ...], columns: tuple[int, ...]) -> None:
        """Keep who cannot be placed together, and where they could go."""
        super().__init__(problem)
        self.rows, self.columns = rows, columns


def pair(
    cost: ArrayLike,
    capacity: ArrayLike | None = None,
    *,
    forbidden: ArrayLike | None = None,
    names: tuple[Sequence[str], Sequence[str]] | None = None,
    partial: bool = False,
) -> Ints:
    """The column of each row, (rows,), so that the costs together are least and no column exceeds its capacity.

    cost: (rows, columns), any real figures; infinite where either side does not consent. capacity: places of each
    column (columns,), whole from 0, else 1 each. forbidden: 1 where either side does not consent (rows, columns).
    names: of rows and of columns, for the refusal. partial: leave rows that find no place at -1, after placing as
    many as possible, instead of refusing. Solved exactly (Crouse, 2016) over one column for each place.
    Raises BadPairing, and NoPairing naming a set of rows that compete for too few places (Hall, 1935).
    """
    costs, places = _read(cost, capacity, forbidden, names)
    column_of = np.repeat(np.arange(len(places)), np.minimum(places, len(costs)))
    allowed = np.isfinite(costs)
    if not partial:
        _refuse_shortage(allowed, column_of, places, names)
    chosen = np.full(len(costs), UNPAIRED, dtype=np.int64)
    if not len(column_of):
        return chosen
    refused = _prohibitive(costs, allowed) if partial else np.inf
    spread = np.where(allowed, costs, refused)[:, column_of]
    rows, slots = linear_sum_assignment(spread)
    kept = allowed[rows, column_of[slots]]
    chosen[rows[kept]] = column_of[slots[kept]]
    return chosen


def stable(rows: Sequence[Sequence[int]], columns: Sequence[Sequence[int]], capacity: ArrayLike | None = None) -> Ints:
    """The pairing (rows,) that no row and column would both rather leave for each other, best for the rows.

    rows: for each row the columns it consents to, dearest first; columns: for each column likewise its rows.
    capacity: places of each column, else 1 each. A row that nobody takes is at -1. Source: Gale and Shapley (1962).
    Raises BadPairing.
    """
    with Reading(BadPairing) as reading:
        places = _places(reading, np.ones(len(columns)) if capacity is None else capacity, len(columns))
        _check_ranks(reading, "row", rows, len(columns))
        _check_ranks(reading, "column", columns, len(rows))
    rank = [{row: place for place, row in enumerate(ranking)} for ranking in columns]
    held: list[list[tuple[int, int]]] = [[] for _ in columns]
    asks, free = [iter(ranking) for ranking in rows], list(range(len(rows)))
    while free:
        row = free.pop()
        for column in asks[row]:
            if row not in rank[column] or not places[column]:
                continue
            offer = (-rank[column][row], row)
            if len(held[column]) < places[column]:
                heappush(held[column], offer)
                break
            refused = heappushpop(held[column], offer)
            if refused[1] != row:
                free.append(refused[1])
                break
    chosen = np.full(len(rows), UNPAIRED, dtype=np.int64)
    for column, offers in enumerate(held):
        chosen[[row for _, row in offers]] = column
    return chosen


def _read(
    cost: ArrayLike,
    capacity: ArrayLike | None,
    forbidden: ArrayLike | None,
    names: tuple[Sequence[str], Sequence[str]] | None,
) -> tuple[Floats, Ints]:
    given = np.array(cost, dtype=np.float64)
    with Reading(BadPairing) as reading:
        reading.require(given.ndim == 2 and given.size > 0, "The costs must be a table of rows and columns.")
        reading.require(not np.isnan(given).any(), "A cost is missing.")
        reading.require(not (given == -np.inf).any(), "A cost cannot be minus infinity.")
        reading.agree(
            names is None or (len(names[0]), len(names[1])) == given.shape,
            "There must be a name for each row and column.",
        )
        columns = given.shape[1] if given.ndim == 2 else 1
        places = _places(reading, np.ones(columns) if capacity is None else capacity, columns)
        if forbidden is not None and reading.clean:
            barred = reading.matrix("forbidden", forbidden, low=0, high=1)
            reading.agree(barred.shape == given.shape, "There must be a consent for each cost.")
            given[barred > 0 if reading.clean else np.zeros_like(given, dtype=bool)] = np.inf
    return given, places


def _places(reading: Reading, capacity: ArrayLike, columns: int) -> Ints:
    places = reading.vector("capacity", capacity, low=0)
    reading.agree(len(places) == columns, f"There must be a capacity for each of the {columns} columns.")
    reading.agree(bool((places == np.round(places)).all()), "A capacity must be a whole number.")
    return places.astype(np.int64)


def _prohibitive(costs: Floats, allowed: Truths) -> float:
    """A cost that no sum of allowed costs can outweigh, so that as many rows as possible are placed."""
    if not allowed.any():
        return 1.0
    least, most = costs[allowed].min(), costs[allowed].max()
    return float(most + (most - least + 1) * (len(costs) + 1))


def _refuse_shortage(
    allowed: Truths, column_of: Ints, places: Ints, names: tuple[Sequence[str], Sequence[str]] | None
) -> None:
    open_places = csr_array(allowed[:, column_of])
    if len(column_of):
        place_of = np.asarray(maximum_bipartite_matching(open_places, perm_type="column"))
    else:
        place_of = np.full(len(allowed), UNPAIRED)
    if (place_of != UNPAIRED).all():
        return
    rows, columns = _competing(allowed, column_of, place_of)
    row_names, column_names = names or (range(allowed.shape[0]), range(allowed.shape[1]))
    who = ", ".join(str(row_names[row]) for row in rows)
    room = int(places[list(columns)].sum())
    where = f"only {', '.join(str(column_names[column]) for column in columns)}" if columns else "no column at all"
    raise NoPairing(
        f"{len(rows)} cannot all be paired ({who}): open to them is {where}, with {room} places.", rows, columns
    )


def _competing(allowed: Truths, column_of: Ints, place_of: Ints) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """A row without place, with all rows it could only displace in turn, and the columns open to them together."""
    holders: dict[int, list[int]] = {}
    for row, place in enumerate(place_of.tolist()):
        if place != UNPAIRED:
            holders.setdefault(int(column_of[place]), []).append(row)
    with_places = set(column_of.tolist())
    first = int(np.flatnonzero(place_of == UNPAIRED)[0])
    rows, columns, ahead = {first}, set(), [first]
    while ahead:
        for column in np.flatnonzero(allowed[ahead.pop()]).tolist():
            if column in columns:
                continue
            columns.add(column)
            fresh = [row for row in holders.get(column, []) if column in with_places and row not in rows]
            rows.update(fresh)
            ahead += fresh
    return tuple(sorted(rows)), tuple(sorted(columns))


def _check_ranks(reading: Reading, kind: str, rankings: Sequence[Sequence[int]], others: int) -> None:
    for at, ranking in enumerate(rankings):
        reading.require(len(set(ranking)) == len(ranking), f"The {kind} {at} ranks someone twice.")
        reading.require(all(0 <= one < others for one in ranking), f"The {kind} {at} ranks someone who is not there.")
