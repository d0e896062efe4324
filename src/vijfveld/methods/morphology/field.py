# SPDX-License-Identifier: EUPL-1.2
"""A morphological field: parameters with values, pairs that do not go together, and the futures that survive."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from math import prod

import numpy as np

from vijfveld.methods.figures import Reading
from vijfveld.methods.morphology.configurations import Configuration, configuration_type, spread_out, uncollected
from vijfveld.methods.morphology.counting import Compiled, Table
from vijfveld.methods.morphology.exclusions import (
    BadField,
    EmptyField,
    Exclusion,
    GivenExclusion,
    Reason,
    Value,
    read_exclusions,
    read_parameters,
)

MOST_LISTED = 5_000_000


class Field:
    """A field of general morphological analysis (Zwicky, 1969; Ritchey, 2011) with cross-consistency.

    parameters: name → values. excluded: pairs ((parameter, value), (parameter, value)), with a third member
    logical (as without), empirical or normative. A configuration takes one value of each parameter and survives
    when none of its pairs is excluded. Raises BadField with every problem.
    """

    def __init__(self, parameters: dict[str, list[str]], excluded: Iterable[GivenExclusion] = ()) -> None:
        """See the class."""
        with Reading(BadField) as reading:
            self.parameters = read_parameters(reading, parameters)
            self.excluded = read_exclusions(reading, excluded, self.parameters)

    @property
    def size(self) -> int:
        """The number of configurations before any exclusion: the product of the numbers of values."""
        return prod(map(len, self.parameters.values()))

    @property
    def judgements(self) -> int:
        """The number of pairs of values that a complete cross-consistency assessment looks at."""
        sizes = [len(values) for values in self.parameters.values()]
        return (sum(sizes) ** 2 - sum(size**2 for size in sizes)) // 2

    @property
    def compression(self) -> float:
        """The share of the field that survives, 0..1. Near 1 the exclusions say too little to be of use."""
        return self.count() / self.size

    def count(self) -> int:
        """How many configurations survive; 0 when the exclusions leave none."""
        return self._count

    def configurations(self) -> list[Configuration]:
        """All survivors, each a tuple of values in the order of the parameters that also reads by name.

        Raises BadField when there are more than five million; use tables then.
        """
        blocks, listed = [], 0
        for table in self.tables():
            blocks.append(table)
            listed += len(table)
            if listed > MOST_LISTED:
                raise BadField(f"More than {MOST_LISTED:,} configurations are too many to list: exclude more.")
        with uncollected():
            return list(chain.from_iterable(map(self._named, blocks)))

    def tables(self) -> Iterator[Table]:
        """All survivors in blocks of rows of value numbers, (rows, parameters)."""
        return self._compiled.tables()

    def diverse(self, k: int) -> list[Configuration]:
        """At most k survivors that lie far apart and, as far as a greedy choice finds, show every surviving value.

        At each step the survivor that differs in most parameters from the nearest already chosen. Always the same
        answer for the same field. Raises BadField when k is under 1 or the field too large, EmptyField when nothing
        survives.
        """
        with Reading(BadField) as reading:
            few = reading.count("k", k, low=1)
            reading.require(self.count() <= MOST_LISTED, f"{self.count():,} survivors are too many to choose from.")
        if not self.count():
            raise EmptyField(self.why_empty())
        table = np.concatenate(list(self.tables()))
        return self._named(table[spread_out(table, number=few)])

    def only(self, *reasons: Reason | str) -> "Field":
        """The same field with only the exclusions of these reasons: how normative ones are switched off."""
        return Field(self._lists, [one for one in self.excluded if one.reason in reasons])

    def without(self, *exclusions: Exclusion) -> "Field":
        """The same field with these exclusions lifted."""
        return Field(self._lists, [one for one in self.excluded if one not in exclusions])

    def hidden(self, reason: Reason | str = Reason.NORMATIVE) -> int:
        """How many configurations survive all other reasons and fall only by this one."""
        return self.only(*(one for one in Reason if one != reason)).count() - self.count()

    def influence(self) -> dict[Exclusion, int]:
        """How many configurations each exclusion alone keeps out: the survivors gained by lifting it.

        A pair excluded for two reasons gains nothing by lifting one of them.
        """
        return {one: self._gained(one) for one in self.excluded}

    def support(self) -> dict[Value, int]:
        """In how many survivors each (parameter, value) occurs; 0 for a value that died."""
        return {value: self._compiled.count(within=self._mask(value)) for value in self._bits}

    def dead(self) -> list[Value]:
        """The values that occur in no survivor."""
        return [value for value, number in self.support().items() if not number]

    def clash(self) -> list[Exclusion]:
        """When nothing survives: a smallest list of exclusions that alone empty the field (no one can be missed)."""
        if self.count():
            return []
        kept, size = list(self.excluded), max(1, len(self.excluded) // 2)
        while size:
            at = 0
            while at < len(kept):
                rest = kept[:at] + kept[at + size :]
                if self._compile(rest, order=self._compiled.order).count():
                    at += size
                else:
                    kept = rest
            size //= 2
        return kept

    def why_empty(self) -> str:
        """A sentence that names the values that died first and the exclusions that empty the field; "" if none do."""
        clash = self.clash()
        if not clash:
            return ""
        parameter = self._first_dead(clash)
        died = ", ".join(f"«{value}»" for value in self.parameters[parameter])
        return (
            f"No configuration survives: of «{parameter}» every value died ({died}), by {'; '.join(map(str, clash))}."
        )

    def _first_dead(self, clash: list[Exclusion]) -> str:
        """The parameter most of whose values the clashing exclusions touch."""
        touched = [{value for one in clash for name, value in one[:2] if name == p} for p in self.parameters]
        shares = [len(values) / len(self.parameters[p]) for p, values in zip(self.parameters, touched, strict=True)]
        return list(self.parameters)[int(np.argmax(shares))]

    @cached_property
    def _bits(self) -> dict[Value, int]:
        pairs = ((name, value) for name, values in self.parameters.items() for value in values)
        return {pair: bit for bit, pair in enumerate(pairs)}

    @cached_property
    def _compiled(self) -> Compiled:
        return self._compile(self.excluded)

    @cached_property
    def _count(self) -> int:
        return self._compiled.count()

    @cached_property
    def _kind(self) -> type[Configuration]:
        return configuration_type(self.parameters)

    @property
    def _lists(self) -> dict[str, list[str]]:
        return {name: list(values) for name, values in self.parameters.items()}

    @cached_property
    def _occurrences(self) -> Counter[frozenset[Value]]:
        return Counter(frozenset(one[:2]) for one in self.excluded)

    def _compile(self, exclusions: Iterable[Exclusion], *, order: tuple[int, ...] | None = None) -> Compiled:
        pairs = ((self._bits[one.first], self._bits[one.second]) for one in exclusions)
        return Compiled([len(values) for values in self.parameters.values()], pairs, order=order)

    def _mask(self, *taken: Value) -> int:
        """All values, with only the taken one of the parameters concerned."""
        mask = self._compiled.everything
        for name, value in taken:
            mask &= ~self._compiled.domains[list(self.parameters).index(name)] | 1 << self._bits[name, value]
        return mask

    def _gained(self, one: Exclusion) -> int:
        if self._occurrences[frozenset(one[:2])] > 1:
            return 0
        lifted = self._compiled.lifted(self._bits[one.first], self._bits[one.second])
        return lifted.count(within=self._mask(one.first, one.second))

    def _named(self, table: Table) -> list[Configuration]:
        values = [np.array(values, dtype=object) for values in self.parameters.values()]
        columns = [names[column].tolist() for names, column in zip(values, table.T, strict=True)]
        return list(map(self._kind, zip(*columns, strict=True)))
