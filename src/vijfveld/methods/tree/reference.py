# SPDX-License-Identifier: EUPL-1.2
"""RFC 9162 to the letter: root and proofs by recursion over leaf hashes, the measure for fast forms."""

from collections.abc import Sequence

from vijfveld.methods.tree.hashes import EMPTY_ROOT, IndexOutsideTree, node_hash


def split(size: int) -> int:
    """The largest power of two smaller than `size` (at least 2): where RFC 9162 §2.1.1 splits a list."""
    return 1 << ((size - 1).bit_length() - 1)


def root(leaf_hashes: Sequence[bytes]) -> bytes:
    """MTH: the Merkle root, 32 bytes, over leaf hashes of 32 bytes each (RFC 9162 §2.1.1)."""
    if not leaf_hashes:
        return EMPTY_ROOT
    if len(leaf_hashes) == 1:
        return leaf_hashes[0]
    k = split(len(leaf_hashes))
    return node_hash(root(leaf_hashes[:k]), root(leaf_hashes[k:]))


def inclusion_proof(leaf_hashes: Sequence[bytes], *, index: int) -> list[bytes]:
    """PATH: the hashes that lead from leaf `index` (from 0) to the root, nearest first (RFC 9162 §2.1.3.1).

    Raises IndexOutsideTree when there is no such leaf.
    """
    size = len(leaf_hashes)
    if not 0 <= index < size:
        raise IndexOutsideTree(f"There is no leaf {index} in a tree of {size} leaves.")
    if size == 1:
        return []
    k = split(size)
    if index < k:
        return [*inclusion_proof(leaf_hashes[:k], index=index), root(leaf_hashes[k:])]
    return [*inclusion_proof(leaf_hashes[k:], index=index - k), root(leaf_hashes[:k])]


def consistency_proof(leaf_hashes: Sequence[bytes], *, old_size: int) -> list[bytes]:
    """PROOF: the hashes that show that the first `old_size` leaves are a prefix (RFC 9162 §2.1.4.1).

    Empty when `old_size` is 0 or the whole tree. Raises IndexOutsideTree when `old_size` is beyond the tree.
    """
    size = len(leaf_hashes)
    if not 0 <= old_size <= size:
        raise IndexOutsideTree(f"A tree of {size} leaves has no past of {old_size} leaves.")
    return _subproof(leaf_hashes, old_size, whole=True) if old_size else []


def _subproof(leaf_hashes: Sequence[bytes], old_size: int, *, whole: bool) -> list[bytes]:
    size = len(leaf_hashes)
    if old_size == size:
        return [] if whole else [root(leaf_hashes)]
    k = split(size)
    if old_size <= k:
        return [*_subproof(leaf_hashes[:k], old_size, whole=whole), root(leaf_hashes[k:])]
    return [*_subproof(leaf_hashes[k:], old_size - k, whole=False), root(leaf_hashes[:k])]
