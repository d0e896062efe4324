# SPDX-License-Identifier: EUPL-1.2
"""Counting and listing the configurations that survive, on bit masks, without going through the whole field."""

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from typing import Self

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.uint8]
ROWS_AT_ONCE = 1 << 17


class Compiled:
    """A field as numbers: sizes of the parameters and, for each value, a mask of all values it goes with.

    Bits run through all values of all parameters in order. A count moves through the parameters and keeps, for
    each mask of values that are still open in later ones, the number of ways to come there: partial
    configurations with the same future are counted once.
    """

    def __init__(
        self, sizes: Sequence[int], pairs: Iterable[tuple[int, int]], *, order: tuple[int, ...] | None = None
    ) -> None:
        """The sizes of the parameters, pairs of excluded bits, and perhaps a good order to go in."""
        self.sizes = tuple(sizes)
        self.starts = tuple(int(start) for start in np.cumsum((0, *sizes))[:-1])
        total = sum(sizes)
        self.allows = [(1 << total) - 1] * total
        self.pairs = np.ones((total, total), dtype=np.bool_)
        for one, other in pairs:
            self.allows[one] &= ~(1 << other)
            self.allows[other] &= ~(1 << one)
            self.pairs[one, other] = self.pairs[other, one] = False
        self.domains = [((1 << size) - 1) << start for size, start in zip(self.sizes, self.starts, strict=True)]
        self.order = order or self._tightest_first()

    @property
    def everything(self) -> int:
        """The mask of all values."""
        return (1 << len(self.allows)) - 1

    def count(self, *, within: int | None = None) -> int:
        """How many configurations survive that take only values of the mask."""
        ways = {self.everything if within is None else within: 1}
        for at, parameter in enumerate(self.order):
            later = [self.domains[other] for other in self.order[at + 1 :]]
            keep = sum(later)
            ways = self._step(ways, parameter, keep, later)
        return sum(ways.values())

    def lifted(self, one: int, other: int) -> Self:
        """The same field, for counting, with this pair of bits allowed."""
        lifted = copy(self)
        lifted.allows = self.allows.copy()
        lifted.allows[one] |= 1 << other
        lifted.allows[other] |= 1 << one
        return lifted

    def _step(self, ways: dict[int, int], parameter: int, keep: int, later: list[int]) -> dict[int, int]:
        found: dict[int, int] = {}
        start = self.starts[parameter]
        choices = [(1 << bit, self.allows[bit] & keep) for bit in range(start, start + self.sizes[parameter])]
        for state, number in ways.items():
            for bit, allowed in choices:
                if state & bit:
                    left = state & allowed
                    if left in found:
                        found[left] += number
                    elif all(map(left.__and__, later)):
                        found[left] = number
        return found

    def tables(self) -> Iterator[Table]:
        """The survivors in blocks: rows of value numbers (rows, parameters), in the order of the parameters."""
        yield from self._extend(np.zeros((1, 0), dtype=np.uint8), 0)

    def _extend(self, rows: Table, depth: int) -> Iterator[Table]:
        """Add parameter after parameter to the rows; a block that grows large goes on in parts."""
        for at in range(depth, len(self.order)):
            if len(rows) > ROWS_AT_ONCE:
                for start in range(0, len(rows), ROWS_AT_ONCE):
                    yield from self._extend(rows[start : start + ROWS_AT_ONCE], at)
                return
            rows = self._join(rows, at)
        yield rows[:, np.argsort(self.order)]

    def _join(self, rows: Table, at: int) -> Table:
        parameter = self.order[at]
        open_values = np.ones((len(rows), self.sizes[parameter]), dtype=np.bool_)
        for column, earlier in enumerate(self.order[:at]):
            goes = self._goes_with(earlier, parameter)
            if not goes.all():
                open_values &= goes[rows[:, column]]
        row, value = np.nonzero(open_values)
        return np.column_stack([rows[row], value.astype(np.uint8)])

    def _goes_with(self, one: int, other: int) -> NDArray[np.bool_]:
        """Which values of one parameter go with which of another, (values, values)."""
        rows, columns = self.starts[one], self.starts[other]
        return self.pairs[rows : rows + self.sizes[one], columns : columns + self.sizes[other]]

    def _tightest_first(self) -> tuple[int, ...]:
        """Parameters ordered so that each next one is the most bound to those already placed."""
        loose = {parameter: self._looseness(parameter) for parameter in range(len(self.sizes))}
        order: list[int] = []
        while len(order) < len(self.sizes):
            left = [parameter for parameter in loose if parameter not in order]
            order.append(
                min(left, key=lambda p: (np.prod([loose[p][q] for q in order]) * self.sizes[p], sum(loose[p])))
            )
        return tuple(order)

    def _looseness(self, parameter: int) -> list[float]:
        """The share of value pairs with each other parameter that go together."""
        return [
            1.0 if other == parameter else float(self._goes_with(parameter, other).mean())
            for other in range(len(self.sizes))
        ]
