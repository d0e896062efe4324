# SPDX-License-Identifier: EUPL-1.2
"""The rows of a ledger file put in their place as they are read, with what is wrong about place and body."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

from vijfveld.methods.ledgerfile.form import BLOCK_LEVEL, Row
from vijfveld.methods.ledgerfile.pieces import Growth, Pieces
from vijfveld.methods.ledgerfile.report import MOST_FAULTS, FaultKind, FaultList, entries
from vijfveld.methods.tree import leaf_hash

WINDOW = 1_024
"""Rows that are held back while an earlier one may still come."""

WIDEST_GAP = 1 << 20
"""Entries that may be missing in one place before later rows count as nonsense."""


class Placed(NamedTuple):
    """What one row says twice over: the leaf hash written in it, and the one its body gives."""

    stated: bytes | None
    derived: bytes | None


@dataclass(frozen=True)
class BothTrees:
    """The tree of the leaf hashes as written, and of the bodies where some body gave another leaf hash."""

    stated: Pieces
    derived: Pieces | None

    def gives(self, root: bytes) -> bool:
        """Whether one of the two has this root."""
        return root in (self.stated.root(), self.derived.root() if self.derived else None)


class Stream:
    """Takes rows in the order of the file and grows the trees in the order of their positions.

    Memory is bounded: a hash for every 256 entries, at most 1,024 rows waiting, at most 1,000 faults; more
    only when `compare_at` asks for pieces of a lower level, to compare with nodes that are held anyway.
    """

    def __init__(self, faults: FaultList, *, marks: Iterable[int], compare_at: tuple[int, int] | None) -> None:
        """Keep the trees at every size in `marks`, and pieces of (level, size) in `compare_at`."""
        self.faults = faults
        self.stated = Growth(BLOCK_LEVEL)
        self.derived: Growth | None = None
        self.mismatched: list[int] = []
        self.mismatched_more = 0
        self._compared = Growth(compare_at[0]) if compare_at else None
        self._compare_size = compare_at[1] if compare_at else 0
        self._marks = set(marks)
        self._kept: dict[int, BothTrees] = {}
        self._waiting: dict[int, Placed] = {}
        self._highest = -1
        self._late: tuple[int, int] | None = None
        self._late_after = -1
        self._keep()

    def take(self, row: Row) -> None:
        """Read one row."""
        position, expected = row.position, self.stated.size
        if position < expected or position in self._waiting:
            self.faults.add(
                FaultKind.ROW_REPEATED,
                f"Entry {position} stands a second time, or too far behind its place.",
                first=position,
            )
            return
        if position < self._highest:
            self._note_late(position)
        if position - expected > WIDEST_GAP:
            self.faults.add(
                FaultKind.ROW_BEYOND,
                f"Entry {position} stands far beyond entry {expected}, which should follow.",
                first=position,
            )
            return
        self._highest = max(self._highest, position)
        self._waiting[position] = self._judge(row)
        self._drain()
        while len(self._waiting) > WINDOW:
            self._give_up()

    def finish(self) -> None:
        """No rows follow: what still waits takes its place, and what lies between is missing."""
        while self._waiting:
            self._give_up()
        self._end_late()

    def trees(self, size: int) -> BothTrees | None:
        """Both trees over the first `size` entries, entries not in the file being unknown.

        None when more were read and this size was not in `marks`, or far fewer were.
        """
        if size in self._kept or size < self.stated.size or size - self.stated.size > WIDEST_GAP:
            return self._kept.get(size)
        stated, derived = self.stated.copy(), self.derived.copy() if self.derived else None
        stated.skip(size)
        if derived:
            derived.skip(size)
        return BothTrees(stated.pieces(), derived.pieces() if derived else None)

    def compared(self) -> Pieces | None:
        """The pieces asked for in `compare_at`; None when far fewer entries were read."""
        if self._compared is None or self._compare_size - self._compared.size > WIDEST_GAP:
            return None
        self._compared.skip(self._compare_size)
        return self._compared.pieces()

    def _judge(self, row: Row) -> Placed:
        computed = None if row.body is None else leaf_hash(row.body)
        if computed is None and row.leaf is None:
            self.faults.add(
                FaultKind.LINE_UNREADABLE,
                f"Neither the body nor the leaf hash of entry {row.position} can be read.",
                first=row.position,
            )
        elif computed != row.leaf:
            if len(self.mismatched) < MOST_FAULTS:
                self.mismatched.append(row.position)
            else:
                self.mismatched_more += 1
        return Placed(row.leaf or computed, computed or row.leaf)

    def _drain(self) -> None:
        while (placed := self._waiting.pop(self.stated.size, None)) is not None:
            self._place(placed)

    def _give_up(self) -> None:
        first, last = self.stated.size, min(self._waiting) - 1
        words = entries(first, last, one="is missing", more="are missing")
        self.faults.add(FaultKind.ROW_MISSING, f"{words}.", first=first, last=last)
        for _ in range(first, last + 1):
            self._place(Placed(None, None))
        self._drain()

    def _place(self, placed: Placed) -> None:
        if placed.stated != placed.derived and self.derived is None:
            self.derived = self.stated.copy()
        self.stated.append(placed.stated)
        if self.derived:
            self.derived.append(placed.derived)
        if self._compared and self._compared.size < self._compare_size:
            self._compared.append(placed.stated)
        self._keep()

    def _keep(self) -> None:
        if self.stated.size in self._marks:
            derived = self.derived.pieces() if self.derived else None
            self._kept[self.stated.size] = BothTrees(self.stated.pieces(), derived)

    def _note_late(self, position: int) -> None:
        if self._late and self._late[1] == position - 1:
            self._late = (self._late[0], position)
        else:
            self._end_late()
            self._late = (position, position)
        self._late_after = self._highest

    def _end_late(self) -> None:
        if self._late is None:
            return
        first, last = self._late
        words = entries(first, last, one="stands", more="stand")
        self.faults.add(
            FaultKind.ROW_MOVED,
            f"{words} after entry {self._late_after}: the order was changed.",
            first=first,
            last=self._late_after,
        )
        self._late = None


def numbered(lines: Iterable[str]) -> Iterable[tuple[int, str]]:
    """Lines with their number from 1, each without its newline."""
    return zip(count(1), (line.removesuffix("\n") for line in lines), strict=False)
