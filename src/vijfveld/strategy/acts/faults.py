# SPDX-License-Identifier: EUPL-1.2
"""Collecting every fault of an input before anything is written."""

from typing import Any

from vijfveld.law.refusals import Invalid


def alike(one: str, other: str) -> bool:
    """Whether two texts are the same but for capitals and needless space."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


class Faults:
    """A list of faults by field; leaving the block raises them all at once, or nothing."""

    def __init__(self) -> None:
        self.found: dict[str, Any] = {}

    def add(self, field: str, sentence: Any, *, when: bool = True) -> None:
        """Note a fault of a field when it is there; the first fault of a field counts."""
        if when:
            self.found.setdefault(field, sentence)

    def __enter__(self) -> "Faults":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None and self.found:
            raise Invalid(self.found)
