# SPDX-License-Identifier: EUPL-1.2
"""Pairing those who ask with those who offer: at least cost with both sides' consent, or stable by their ranks."""

from collections.abc import Sequence
from heapq import heappush, heappushpop

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from vijfveld.methods.figures import BadFigures, Floats, Ints, Reading, Truths, places

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
    costs, room = _read(cost, capacity, forbidden, names)
    column_of = np.repeat(np.arange(len(room)), np.minimum(room, len(costs)))
    allowed = np.isfinite(costs)
    if not partial:
        _refuse_shortage(allowed, column_of, room, names)
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
        room = _places(reading, capacity, len(columns))
        _check_ranks(reading, "row", rows, len(columns))
        _check_ranks(reading, "column", columns, len(rows))
    rank = [{row: place for place, row in enumerate(ranking)} for ranking in columns]
    held: list[list[tuple[int, int]]] = [[] for _ in columns]
    asks, free = [iter(ranking) for ranking in rows], list(range(len(rows)))
    while free:
        row = free.pop()
        for column in asks[row]:
            if row not in rank[column] or not room[column]:
                continue
            offer = (-rank[column][row], row)
            if len(held[column]) < room[column]:
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
    with Reading(BadPairing) as reading:
        given = _costs(reading, cost)
        columns = None if given is None else given.shape[1]
        room = _places(reading, capacity, columns)
        barred = None if forbidden is None else reading.matrix("forbidden", forbidden, low=0, high=1)
        if given is not None:
            named = names is None or _lengths(names) == given.shape
            reading.require(named, "There must be a name for each row and column.")
            reading.agree(barred is None or barred.shape == given.shape, "There must be a consent for each cost.")
    assert given is not None
    if barred is not None:
        given[barred > 0] = np.inf
    return given, room


def _costs(reading: Reading, cost: ArrayLike) -> Floats | None:
    """A copy of the costs, or nothing when they are no table."""
    try:
        given = np.array(cost, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        given = np.zeros(0)
    if given.ndim != 2 or not given.size:
        reading.problems.append("The costs must be figures in a table of rows and columns.")
        return None
    if not given.min() > -np.inf:  # a missing cost makes the least one missing
        missing, endless = np.isnan(given), given == -np.inf
        reading.require(not missing.any(), f"A cost is missing{places(missing)}.")
        reading.require(not endless.any(), f"A cost cannot be minus infinity{places(endless)}.")
    return given


def _lengths(names: tuple[Sequence[str], Sequence[str]]) -> tuple[int, ...]:
    """How many rows and columns have a name; nothing that fits when these are no names."""
    try:
        return tuple(len(side) for side in names)
    except TypeError:
        return ()


def _places(reading: Reading, capacity: ArrayLike | None, columns: int | None) -> Ints:
    """The places of each column, 1 each if not given; without knowing how many columns there are, any number."""
    if capacity is None:
        return np.ones(columns or 0, dtype=np.int64)
    found = len(reading.problems)
    room = reading.vector("capacity", capacity, low=0, whole=True)
    fits = columns is None or len(room) == columns or len(reading.problems) > found
    reading.require(fits, f"There must be a capacity for each of the {columns} columns.")
    return room.astype(np.int64)


def _prohibitive(costs: Floats, allowed: Truths) -> float:
    """A cost that no sum of allowed costs can outweigh, so that as many rows as possible are placed."""
    if not allowed.any():
        return 1.0
    least, most = costs[allowed].min(), costs[allowed].max()
    return float(most + (most - least + 1) * (len(costs) + 1))


def _refuse_shortage(
    allowed: Truths, column_of: Ints, room: Ints, names: tuple[Sequence[str], Sequence[str]] | None
) -> None:
    open_places = csr_array(allowed[:, column_of])
    if len(column_of):
        place_of = np.asarray(maximum_bipartite_matching(open_places, perm_type="column"))
    else:
        place_of = np.full(len(allowed), UNPAIRED)
    if (place_of != UNPAIRED).all():
        return
    rows, columns = _competing(allowed, column_of, place_of)
    raise NoPairing(_shortage(rows, columns, int(room[list(columns)].sum()), names), rows, columns)


def _shortage(
    rows: tuple[int, ...], columns: tuple[int, ...], room: int, names: tuple[Sequence[str], Sequence[str]] | None
) -> str:
    """Who cannot be placed, and where they could go, in a sentence."""
    who = ", ".join(str(names[0][row]) if names else f"row {row}" for row in rows)
    where = ", ".join(str(names[1][column]) if names else f"column {column}" for column in columns)
    held = f"only {where}, with {room} {'place' if room == 1 else 'places'}" if where else "no column at all"
    if len(rows) == 1:
        return f"{who[0].upper()}{who[1:]} cannot be paired: open to it is {held}."
    return f"{len(rows)} cannot all be paired ({who}): open to them is {held}."


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
        try:
            once, there = len(set(ranking)) == len(ranking), all(0 <= one < others for one in ranking)
        except TypeError:
            reading.problems.append(f"The {kind} {at} must rank by whole numbers, not {ranking!r}.")
            continue
        reading.require(once, f"The {kind} {at} ranks someone twice.")
        reading.require(there, f"The {kind} {at} ranks someone who is not there.")
