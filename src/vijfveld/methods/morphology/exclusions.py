# SPDX-License-Identifier: EUPL-1.2
"""Pairs of values that do not go together, each with its reason, and the refusal of a field that does not fit."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from vijfveld.methods.figures import BadFigures, Reading

Value = tuple[str, str]
MOST_VALUES = 256  # a value is one byte in the tables of survivors


class BadField(BadFigures):
    """Parameters, values or exclusions that do not make a field."""


class EmptyField(BadField):
    """The exclusions together leave no configuration; the message says which value died."""


class Reason(StrEnum):
    """Why two values do not go together."""

    LOGICAL = "logical"
    """The two contradict each other in terms."""
    EMPIRICAL = "empirical"
    """The two are not known to occur together."""
    NORMATIVE = "normative"
    """The two together are unwanted: a choice, which hides futures that could still come."""


class Exclusion(NamedTuple):
    """Two values, each as (parameter, value), that do not go together, and why."""

    first: Value
    second: Value
    reason: Reason = Reason.LOGICAL

    def __str__(self) -> str:
        """The pair in words."""
        return f"«{self.first[0]}: {self.first[1]}» with «{self.second[0]}: {self.second[1]}»"


GivenExclusion = Exclusion | tuple[Value, Value] | tuple[Value, Value, str]


def read_parameters(reading: Reading, parameters: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """The parameters with their values, without values where these are wrong; what is wrong is for the reading."""
    if not isinstance(parameters, Mapping):
        reading.problems.append(f"The parameters must be a mapping from name to values, not {parameters!r}.")
        return {}
    reading.require(bool(parameters), "A field needs at least one parameter.")
    return {name: _values(reading, name, values) for name, values in parameters.items()}


def _values(reading: Reading, name: str, given: Iterable[str]) -> tuple[str, ...]:
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        reading.problems.append(f"The parameter «{name}» needs a list of values, not {given!r}.")
        return ()
    values = tuple(given)
    strange = [value for value in values if not isinstance(value, str)]
    if strange:
        reading.problems.append(f"The parameter «{name}» has a value that is not text: {strange[0]!r}.")
        return ()
    reading.require(len(values) > 0, f"The parameter «{name}» has no values.")
    reading.require(len(values) <= MOST_VALUES, f"The parameter «{name}» has more than {MOST_VALUES} values.")
    reading.require(len(set(values)) == len(values), f"The parameter «{name}» has a value twice.")
    return values


def read_exclusions(
    reading: Reading, excluded: Iterable[GivenExclusion], parameters: dict[str, tuple[str, ...]]
) -> tuple[Exclusion, ...]:
    """The exclusions, each pair once for each reason; what is wrong with them is for the reading.

    Names are looked up in the parameters that have values; of one without, it was said already what is wrong.
    """
    if isinstance(excluded, str | bytes) or not isinstance(excluded, Iterable):
        reading.problems.append(f"The exclusions must be a list, not {excluded!r}.")
        return ()
    found: dict[tuple[frozenset[Value], Reason], Exclusion] = {}
    for given in excluded:
        problem = _problem(given, parameters)
        reading.require(not problem, problem)
        if not problem:
            first, second = (str(given[0][0]), str(given[0][1])), (str(given[1][0]), str(given[1][1]))
            one = Exclusion(first, second, Reason(given[2]) if len(given) == 3 else Reason.LOGICAL)
            found.setdefault((frozenset((first, second)), one.reason), one)
    return tuple(found.values())


def _is_pair(given: Any) -> bool:
    return isinstance(given, tuple | list) and len(given) == 2 and all(isinstance(one, str) for one in given)


def _problem(given: Any, parameters: dict[str, tuple[str, ...]]) -> str:
    """What is wrong with an exclusion as given, or nothing."""
    if not isinstance(given, tuple | list) or len(given) not in (2, 3) or not all(map(_is_pair, given[:2])):
        return f"An exclusion is two pairs of parameter and value, and perhaps a reason, not {given!r}."
    pair = given[:2]
    for name, value in pair:
        if name not in parameters and parameters:
            return f"The exclusion {given!r} names an unknown parameter «{name}»."
        if parameters.get(name) and value not in parameters[name]:
            return f"The parameter «{name}» has no value «{value}»."
    if len(given) == 3 and given[2] not in list(Reason):
        return f"The reason «{given[2]}» is not one of {', '.join(Reason)}."
    if pair[0][0] == pair[1][0]:
        return f"The exclusion {given!r} takes two values of one parameter, which never occur together."
    return ""
