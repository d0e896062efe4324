# SPDX-License-Identifier: EUPL-1.2
"""Proofs from stored nodes: the ranges of leaves a proof speaks of, and their hashes in O(log n) look-ups."""

from collections.abc import Callable
from typing import TypeAlias

from vijfveld.methods.tree.frontier import edge_levels
from vijfveld.methods.tree.hashes import IndexOutsideTree, fold, require_hash
from vijfveld.methods.tree.reference import split

NodeGetter: TypeAlias = Callable[[int, int], bytes]
"""Gives the stored hash of the complete subtree (level, index); level 0 holds the leaf hashes."""

Range: TypeAlias = tuple[int, int]
"""Leaves from the first up to, not including, the second."""


def inclusion_ranges(index: int, size: int) -> list[Range]:
    """The ranges whose roots prove leaf `index` in a tree of `size` leaves, nearest first.

    Raises IndexOutsideTree when there is no such leaf (RFC 9162 §2.1.3.1).
    """
    if not 0 <= index < size:
        raise IndexOutsideTree(f"There is no leaf {index} in a tree of {size} leaves.")
    first, last = 0, size
    ranges: list[Range] = []
    while last - first > 1:
        middle = first + split(last - first)
        if index < middle:
            ranges.append((middle, last))
            last = middle
        else:
            ranges.append((first, middle))
            first = middle
    return ranges[::-1]


def consistency_ranges(old_size: int, new_size: int) -> list[Range]:
    """The ranges whose roots form the consistency proof between two sizes of one tree.

    Empty when `old_size` is 0 or equals `new_size`. Raises IndexOutsideTree when the old is not within
    the new (RFC 9162 §2.1.4.1).
    """
    if not 0 <= old_size <= new_size:
        raise IndexOutsideTree(f"A tree of {new_size} leaves has no past of {old_size} leaves.")
    if old_size == 0:
        return []
    first, last = 0, new_size
    ranges: list[Range] = []
    while old_size != last:
        middle = first + split(last - first)
        if old_size <= middle:
            ranges.append((middle, last))
            last = middle
        else:
            ranges.append((first, middle))
            first = middle
    if first:
        ranges.append((first, last))
    return ranges[::-1]


def inclusion_from_nodes(get: NodeGetter, *, index: int, size: int) -> list[bytes]:
    """The inclusion proof of leaf `index` in the first `size` leaves, in at most 2·log2(size) look-ups.

    Raises IndexOutsideTree, MalformedHash, and whatever `get` raises for a node it does not have.
    """
    return [_range_root(get, a_range) for a_range in inclusion_ranges(index, size)]


def consistency_from_nodes(get: NodeGetter, *, old_size: int, new_size: int) -> list[bytes]:
    """The consistency proof from `old_size` to `new_size` leaves, in at most 2·log2(new_size) look-ups.

    Raises IndexOutsideTree, MalformedHash, and whatever `get` raises for a node it does not have.
    """
    return [_range_root(get, a_range) for a_range in consistency_ranges(old_size, new_size)]


def root_from_nodes(get: NodeGetter, *, size: int) -> bytes:
    """The root over the first `size` leaves from at most log2(size)+1 stored nodes.

    Raises IndexOutsideTree, MalformedHash, and whatever `get` raises for a node it does not have.
    """
    return _range_root(get, (0, size))


def _range_root(get: NodeGetter, leaves: Range) -> bytes:
    # A range in a proof starts at a multiple of the power of two at or above its length, so that its own
    # complete subtrees are complete subtrees of the whole tree.
    first, last = leaves
    peaks: list[bytes] = []
    for level in edge_levels(last - first):
        peaks.append(require_hash(get(level, first >> level), what=f"Stored node {level}/{first >> level}"))
        first += 1 << level
    return fold(peaks)
