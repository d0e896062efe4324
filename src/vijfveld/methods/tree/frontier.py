# SPDX-License-Identifier: EUPL-1.2
"""A tree that grows: only its right edge is kept, and every completed node is handed out to be stored."""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from itertools import count, repeat
from typing import Self

from vijfveld.methods.tree.hashes import (
    HASH_SIZE,
    NODE_PREFIX,
    IndexOutsideTree,
    MalformedHash,
    Node,
    TreeError,
    fold,
    require_hash,
)


class Frontier:
    """The compact range of a growing RFC 9162 tree: its size and the hashes on its right edge.

    A tree of n leaves has one complete subtree for every 1-bit of n; those hashes are all that is kept
    (at most 64 for any ledger), so that appending and the root need no storage.
    """

    __slots__ = ("_edge", "_size")

    def __init__(self) -> None:
        """An empty tree."""
        self._size = 0
        self._edge: dict[int, bytes] = {}

    @classmethod
    def resume(cls, size: int, edge: Sequence[bytes]) -> Self:
        """Go on from a saved `size` and `edge` (as the properties gave them).

        Raises IndexOutsideTree for a negative size, TreeError when the number of hashes does not fit the
        size, MalformedHash when one of them is not 32 bytes.
        """
        levels = edge_levels(size)
        if len(edge) != len(levels):
            raise TreeError(f"A tree of {size} leaves has {len(levels)} hashes on its edge, not {len(edge)}.")
        frontier = cls()
        frontier._size = size
        frontier._edge = {
            level: require_hash(value, what="A hash on the edge") for level, value in zip(levels, edge, strict=True)
        }
        return frontier

    @classmethod
    def from_nodes(cls, size: int, get: Callable[[int, int], bytes]) -> Self:
        """Go on from stored nodes: `get(level, index)` gives a stored hash, level 0 being the leaf hashes."""
        return cls.resume(size, [get(level, (size >> level) - 1) for level in edge_levels(size)])

    @property
    def size(self) -> int:
        """The number of leaves."""
        return self._size

    @property
    def edge(self) -> tuple[bytes, ...]:
        """The hashes of the complete subtrees, oldest (largest) first; save them with the size to resume."""
        return tuple(self._edge[level] for level in edge_levels(self._size))

    def root(self) -> bytes:
        """The Merkle root, 32 bytes (RFC 9162 §2.1.1); changes nothing."""
        return fold(list(self.edge))

    def copy(self) -> Self:
        """An independent frontier in the same state."""
        return self.resume(self._size, self.edge)

    def append(self, leaf: bytes) -> list[Node]:
        """Add one leaf hash; gives the interior nodes it completed, lowest first. Raises MalformedHash."""
        if len(leaf) != HASH_SIZE:
            require_hash(leaf, what=f"Leaf hash {self._size}")
        index, level, above, edge = self._size, 0, leaf, self._edge
        completed: list[Node] = []
        while index & 1:
            above = sha256(NODE_PREFIX + edge[level] + above).digest()
            index >>= 1
            level += 1
            completed.append((level, index, above))
        edge[level] = above
        self._size += 1
        return completed

    def extend(self, leaves: Iterable[bytes]) -> list[Node]:
        """Add many leaf hashes, row by row; gives all interior nodes completed, level by level from below.

        The same nodes as `append` one by one, in another order. Raises MalformedHash and then adds nothing.
        """
        row = list(leaves)
        added = len(row)
        if set(map(len, row)) - {HASH_SIZE}:
            raise MalformedHash(f"Every leaf hash must be {HASH_SIZE} bytes, and one of these {added} is not.")
        completed: list[Node] = []
        level = 0
        while row:
            index = self._size >> level
            if index & 1:
                row.insert(0, self._edge[level])
            if len(row) & 1:
                self._edge[level] = row[-1]
            pairs = iter(row)
            row = [sha256(NODE_PREFIX + left + right).digest() for left, right in zip(pairs, pairs, strict=False)]
            level += 1
            completed += zip(repeat(level), count(index >> 1), row)
        self._size += added
        return completed


def edge_levels(size: int) -> list[int]:
    """The levels of the complete subtrees of a tree of `size` leaves, highest first.

    Raises IndexOutsideTree for a negative size.
    """
    if size < 0:
        raise IndexOutsideTree(f"A tree cannot have {size} leaves.")
    return [level for level in reversed(range(size.bit_length())) if size >> level & 1]
