# SPDX-License-Identifier: EUPL-1.2
"""A tree cut into pieces of one level, so that the place where two trees part can be named."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from vijfveld.methods.tree import Frontier, NodeGetter, TreeError, node_hash
from vijfveld.methods.tree.frontier import edge_levels
from vijfveld.methods.tree.hashes import fold


@dataclass(frozen=True)
class Pieces:
    """The hashes of a tree of `size` leaves cut at one level: all complete subtrees of 2^level leaves, then
    the complete subtrees of what remains, oldest first. None stands for a piece that could not be computed.

    Together they give the root, so that pieces which do give a signed root need no other trust.
    """

    level: int
    size: int
    hashes: tuple[bytes | None, ...]

    def __post_init__(self) -> None:
        """Raises TreeError when the number of hashes does not fit the size."""
        expected = len(piece_sizes(self.size, level=self.level))
        if len(self.hashes) != expected:
            raise TreeError(f"{self.size} leaves give {expected} pieces, not {len(self.hashes)}.")

    @classmethod
    def from_nodes(cls, get: NodeGetter, *, size: int, level: int) -> Self:
        """The pieces of the first `size` leaves out of stored nodes; what `get` raises passes through."""
        blocks = [get(level, index) for index in range(size >> level)]
        rest = [get(below, (size >> below) - 1) for below in edge_levels(size & ((1 << level) - 1))]
        return cls(level, size, (*blocks, *rest))

    def root(self) -> bytes | None:
        """The root over all pieces, 32 bytes; None when a piece is not known. Raises MalformedHash."""
        known = [value for value in self.hashes if value is not None]
        if len(known) != len(self.hashes):
            return None
        frontier, blocks = Frontier(), self.size >> self.level
        frontier.extend(known[:blocks])
        return fold([*frontier.edge, *known[blocks:]])

    def differences(self, other: Self) -> Iterator[tuple[int, int]]:
        """The leaves, first and last, over which pieces known on both sides differ; neighbours are joined.

        Raises TreeError when the two are not cut alike.
        """
        if (self.level, self.size) != (other.level, other.size):
            raise TreeError("Only pieces of one level and size can be compared.")
        first: int | None = None
        start = 0
        for length, ours, theirs in zip(
            piece_sizes(self.size, level=self.level), self.hashes, other.hashes, strict=True
        ):
            differs = ours is not None and theirs is not None and ours != theirs
            if first is not None and not differs:
                yield first, start - 1
            first = None if not differs else start if first is None else first
            start += length
        if first is not None:
            yield first, start - 1


class Growth:
    """Pieces in the making: leaf hashes go in one after another, None for one that is missing."""

    def __init__(self, level: int) -> None:
        """Nothing yet, to be cut at `level`."""
        self.level = level
        self.size = 0
        self._blocks: list[bytes | None] = []
        self._edge: list[bytes | None] = [None] * level

    def append(self, leaf: bytes | None) -> None:
        """Add the next leaf hash (32 bytes), or None when it is not known."""
        index, level, above = self.size, 0, leaf
        while index & 1 and level < self.level:
            left = self._edge[level]
            above = None if left is None or above is None else node_hash(left, above)
            index >>= 1
            level += 1
        if level == self.level:
            self._blocks.append(above)
        else:
            self._edge[level] = above
        self.size += 1

    def skip(self, to: int) -> None:
        """Add unknown leaves until there are `to`."""
        while self.size < to:
            self.append(None)

    def pieces(self) -> Pieces:
        """The pieces of all leaves so far."""
        rest = edge_levels(self.size & ((1 << self.level) - 1))
        return Pieces(self.level, self.size, (*self._blocks, *(self._edge[level] for level in rest)))

    def copy(self) -> "Growth":
        """An independent growth in the same state."""
        twin = Growth(self.level)
        twin.size, twin._blocks, twin._edge = self.size, self._blocks.copy(), self._edge.copy()
        return twin


def piece_sizes(size: int, *, level: int) -> list[int]:
    """How many leaves each piece of a tree of `size` leaves covers when it is cut at `level`."""
    rest = edge_levels(size & ((1 << level) - 1))
    return [1 << level] * (size >> level) + [1 << below for below in rest]


def joined(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges (first, last) in order, without those that overlap an earlier one in the list."""
    kept: list[tuple[int, int]] = []
    for first, last in ranges:
        if all(last < other_first or first > other_last for other_first, other_last in kept):
            kept.append((first, last))
    return sorted(kept)
