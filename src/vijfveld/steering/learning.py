# SPDX-License-Identifier: EUPL-1.2
"""What was learnt in a period, from the entries of lessons alone; with Python and nothing else.

A lesson counts from the day on which it was shared. It is closed by what a test or an exercise shows, and counts as
open again once a later one shows the contrary.
"""

from collections.abc import Iterator
from datetime import date

from vijfveld.steering.ledgerline import Line

LEARNT = ("lessons", "lessons_taken", "lessons_closed", "lessons_reopened", "lessons_open")
"""The figures of lessons, each of a field."""
SHOWN_BY = ("round", "exercise")
OPEN_FOR = ("short", "year", "longer")
"""How long a lesson has been open at the end of the period: under half a year, up to a year, longer."""
HALF_A_YEAR, A_YEAR = 183, 365
Counted = tuple[str, Line]


class Lessons:
    """Follows every lesson from entry to entry, from the first of the ledger to the end of the period."""

    def __init__(self) -> None:
        """Nothing was shared yet."""
        self._states: dict[str, str] = {}
        self._open: dict[str, Line] = {}

    def read(self, line: Line) -> Iterator[Counted]:
        """The figures that an entry counts for."""
        state, area = line.facts.get("state", ""), line.facts.get("area", "")
        before = self._states.get(line.stream)
        if not state or state == before:
            return
        self._states[line.stream] = state
        if state == "open":
            self._open[line.stream] = line
            yield f"lessons.{area}" if before is None else f"lessons_reopened.{area}", line
        elif state == "taken_up":
            yield f"lessons_taken.{area}", line
        elif state == "closed":
            self._open.pop(line.stream, None)
            yield f"lessons_closed.{area}", line
            yield f"lessons_closed.{area}.{line.facts.get('by', '')}", line

    def still_open(self, last: date) -> Iterator[Counted]:
        """The lessons that are open on the last day, each by the entry that opened it, with how long it has been."""
        for line in self._open.values():
            name = f"lessons_open.{line.facts.get('area', '')}"
            yield name, line
            yield f"{name}.{_for_how_long((last - line.day).days)}", line


def _for_how_long(days: int) -> str:
    return OPEN_FOR[0] if days < HALF_A_YEAR else OPEN_FOR[1] if days <= A_YEAR else OPEN_FOR[2]


def names(areas: tuple[str, ...]) -> set[str]:
    """The figures that an account always holds, also when nothing was learnt."""
    kinds = {"lessons_closed": SHOWN_BY, "lessons_open": OPEN_FOR}
    return {
        f"{code}.{area}{kind}" for code in LEARNT for area in areas
        for kind in ("", *(f".{one}" for one in kinds.get(code, ())))
    }  # fmt: skip
