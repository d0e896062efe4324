# SPDX-License-Identifier: EUPL-1.2
"""What the check of a ledger file found: every fault with its kind, its place and a sentence."""

from dataclasses import dataclass
from enum import StrEnum, unique

MOST_FAULTS = 1_000


@unique
class FaultKind(StrEnum):
    """The kinds of fault, as codes that programs may rely on."""

    HEADER_UNREADABLE = "header_unreadable"
    LINE_UNREADABLE = "line_unreadable"
    LINE_AFTER_END = "line_after_end"
    CHECKPOINT_MISSING = "checkpoint_missing"
    CHECKPOINT_UNREADABLE = "checkpoint_unreadable"
    SIGNATURE_REFUSED = "signature_refused"
    KEY_DIFFERS = "key_differs"
    ORIGIN_DIFFERS = "origin_differs"
    SIZE_DIFFERS = "size_differs"
    BODY_CHANGED = "body_changed"
    LEAF_CHANGED = "leaf_changed"
    BODY_OR_LEAF_CHANGED = "body_or_leaf_changed"
    ROW_MISSING = "row_missing"
    ROW_MOVED = "row_moved"
    ROW_REPEATED = "row_repeated"
    ROW_BEYOND = "row_beyond"
    NODES_CHANGED = "nodes_changed"
    SUBTREE_DIFFERS = "subtree_differs"
    ROOT_DIFFERS = "root_differs"
    OLD_CHECKPOINT_REFUSED = "old_checkpoint_refused"
    PAST_REWRITTEN = "past_rewritten"
    SHORTER_THAN_BEFORE = "shorter_than_before"


@dataclass(frozen=True)
class Fault:
    """One fault: its kind, a sentence for people, and the entries it lies in (first and last, from 0).

    `first` and `last` are None when the fault is not in an entry, and equal when it is in one entry.
    """

    kind: FaultKind
    sentence: str
    first: int | None = None
    last: int | None = None

    @property
    def position(self) -> int | None:
        """The one entry the fault lies in, if it is one."""
        return self.first if self.first == self.last else None


@dataclass(frozen=True)
class Report:
    """The outcome of checking one ledger file.

    `size` counts the entries up to the last one read, `root` is what they give (None when some are missing).
    `key_trusted` is False when the only key was the one in the file itself. `faults` holds at most 1,000,
    `left_out` counts the rest. `remarks` are what a reader should know and is no fault.
    """

    origin: str | None
    size: int
    root: bytes | None
    faults: tuple[Fault, ...]
    left_out: int = 0
    key_trusted: bool = False
    signed_by: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether no fault was found. Without a trusted key: that the file agrees with itself."""
        return not self.faults


class FaultList:
    """Faults as they are found, at most 1,000 of them, so that a hostile file cannot fill the memory."""

    def __init__(self) -> None:
        """No faults yet."""
        self.found: list[Fault] = []
        self.left_out = 0

    def add(self, kind: FaultKind, sentence: str, *, first: int | None = None, last: int | None = None) -> None:
        """Add a fault; with `first` alone it lies in that one entry."""
        if len(self.found) >= MOST_FAULTS:
            self.left_out += 1
            return
        self.found.append(Fault(kind, sentence, first, first if last is None else last))

    def in_order(self) -> tuple[Fault, ...]:
        """All faults: those of the file first, then those in entries by position."""
        return tuple(sorted(self.found, key=lambda fault: -1 if fault.first is None else fault.first))


def entries(first: int, last: int, *, one: str, more: str) -> str:
    """The words for one entry or a range of entries, and the verb that goes with it, to begin a sentence."""
    return f"Entry {first} {one}" if first == last else f"Entries {first} to {last} {more}"
