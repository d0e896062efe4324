# SPDX-License-Identifier: EUPL-1.2
"""A configuration: one value of each parameter, read by place or by name, and a diverse few among many."""

import gc
from collections.abc import Iterator, KeysView
from contextlib import contextmanager
from typing import Any, ClassVar, overload

import numpy as np
from numpy.typing import NDArray

from vijfveld.methods.figures import Ints
from vijfveld.methods.morphology.counting import Table


class Configuration(tuple[str, ...]):
    """The values in the order of the parameters; `configuration["parameter"]` reads one by name."""

    __slots__ = ()
    places: ClassVar[dict[str, int]] = {}

    @overload  # type: ignore[override]
    def __getitem__(self, at: str | int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[str, ...]: ...
    def __getitem__(self, at: Any) -> Any:
        """The value of a parameter by name, or by place as in any tuple."""
        return super().__getitem__(self.places[at] if isinstance(at, str) else at)

    def keys(self) -> KeysView[str]:
        """The parameters, so that dict(configuration) works."""
        return self.places.keys()

    def values(self) -> tuple[str, ...]:
        """The values, in the order of the parameters."""
        return tuple(self)

    def items(self) -> Iterator[tuple[str, str]]:
        """Pairs of parameter and value."""
        return zip(self.places, self, strict=True)


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the collector of cycles while a long list grows.

    It would go through every object of the process again and again and find nothing: names in tuples make no cycles.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def configuration_type(parameters: dict[str, tuple[str, ...]]) -> type[Configuration]:
    """The type of configurations of one field."""
    places = {name: at for at, name in enumerate(parameters)}
    return type("Configuration", (Configuration,), {"__slots__": (), "places": places})


def spread_out(table: Table, *, number: int) -> Ints:
    """The rows of a table (rows, parameters) that together lie far apart and show as many values as a greedy finds.

    Each next row is the one farthest (in parameters that differ) from the nearest chosen, which is at least half
    as far as the best choice could be (Gonzalez, 1985); of equals, the one with most values not yet shown, then with
    the rarest. Values still missing then replace a row that nobody would miss. Gives row numbers, at most `number`.
    """
    common = _commonness(table)
    first = int(np.argmin(common))
    chosen, nearest = [first], _distance(table, first)
    while len(chosen) < min(number, len(table)):
        fresh = _fresh(table, chosen)
        chosen.append(int(np.lexsort((-np.arange(len(table)), -common, fresh, nearest))[-1]))
        nearest = np.minimum(nearest, _distance(table, chosen[-1]))
    return np.array(_repaired(table, chosen), dtype=np.int64)


def _commonness(table: Table) -> NDArray[np.float64]:
    total = np.zeros(len(table))
    for column in table.T:
        total += np.bincount(column)[column]
    return total


def _distance(table: Table, row: int) -> Ints:
    differing: Ints = np.count_nonzero(table != table[row], axis=1).astype(np.int64)
    return differing


def _fresh(table: Table, chosen: list[int]) -> Ints:
    """How many values each row has that no chosen row shows."""
    new = np.zeros(len(table), dtype=np.int64)
    for column in table.T:
        new += ~np.isin(column, column[chosen])
    return new


def _repaired(table: Table, chosen: list[int]) -> list[int]:
    """Give a row that is not needed up for one with missing values, while there are both."""
    while True:
        fresh = _fresh(table, chosen)
        spare = [at for at in range(1, len(chosen)) if not _fresh(table, chosen[:at] + chosen[at + 1 :])[chosen[at]]]
        if not fresh.any() or not spare:
            return chosen
        kept = chosen[: spare[-1]] + chosen[spare[-1] + 1 :]
        candidates = np.flatnonzero(fresh == fresh.max())
        apart = np.min([(table[candidates] != table[row]).sum(axis=1) for row in kept], axis=0)
        chosen = [*kept, int(candidates[np.argmax(apart)])]
