# SPDX-License-Identifier: EUPL-1.2
"""Checking proofs from the proof and the roots alone; a proof that fails raises, it never returns False."""

from collections.abc import Sequence
from hmac import compare_digest

from vijfveld.methods.tree.hashes import EMPTY_ROOT, TreeError, node_hash, require_hash


class InclusionRefused(TreeError):
    """A proof does not show that the entry is in the tree."""


class ConsistencyRefused(TreeError):
    """A proof does not show that the old tree is a prefix of the new one."""


def verify_inclusion(leaf: bytes, *, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Check that `leaf` (its hash) stands at `index` in the tree of `size` leaves with this `root`.

    All hashes are 32 bytes. Raises InclusionRefused when the proof fails, MalformedHash when a hash is not
    one (RFC 9162 §2.1.3.2).
    """
    if not 0 <= index < size:
        raise InclusionRefused(f"There is no entry {index} in a tree of {size} entries.")
    above = require_hash(leaf, what="The leaf hash")
    sides = path_sides(index, size - 1)
    if len(proof) != len(sides):
        raise InclusionRefused(f"The proof has {len(proof)} hashes, where entry {index} asks for {len(sides)}.")
    for step, stands_left in zip(proof, sides, strict=True):
        require_hash(step, what="A hash in the proof")
        above = node_hash(step, above) if stands_left else node_hash(above, step)
    if not compare_digest(above, root):
        raise InclusionRefused(f"The proof does not lead from entry {index} to the root of {size} entries.")


def verify_consistency(
    proof: Sequence[bytes], *, old_size: int, old_root: bytes, new_size: int, new_root: bytes
) -> None:
    """Check that the tree of `old_size` leaves is the beginning of the tree of `new_size` leaves.

    All hashes are 32 bytes. The empty tree is the beginning of every tree, if its root is the empty root.
    Raises ConsistencyRefused when the proof fails, MalformedHash when a hash is not one (RFC 9162 §2.1.4.2).
    """
    for value in (old_root, new_root, *proof):
        require_hash(value, what="A root or a hash in the proof")
    if not 0 <= old_size <= new_size:
        raise ConsistencyRefused(f"A tree of {old_size} entries is not the beginning of one of {new_size}.")
    if old_size in (0, new_size):
        _verify_trivial(proof, at_start=old_size == 0, old_root=old_root, new_root=new_root)
        if new_size == 0 and not compare_digest(new_root, EMPTY_ROOT):
            raise ConsistencyRefused("A tree without entries does not have this root.")
        return
    steps = list(proof)
    if old_size & (old_size - 1) == 0:
        steps.insert(0, old_root)
    _climb(steps, sizes=(old_size, new_size), roots=(old_root, new_root))


def _verify_trivial(proof: Sequence[bytes], *, at_start: bool, old_root: bytes, new_root: bytes) -> None:
    if proof:
        raise ConsistencyRefused("A proof from an empty or an equally large tree holds no hashes, this one does.")
    expected = EMPTY_ROOT if at_start else new_root
    if not compare_digest(old_root, expected):
        raise ConsistencyRefused(
            "A tree without entries does not have this root." if at_start else "Two trees of one size have two roots."
        )


def _climb(steps: list[bytes], *, sizes: tuple[int, int], roots: tuple[bytes, bytes]) -> None:
    here, last = sizes[0] - 1, sizes[1] - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    sides = path_sides(here, last)
    if len(steps) != len(sides) + 1:
        raise ConsistencyRefused(f"The proof leads from {len(steps)} hashes, where {len(sides) + 1} are asked for.")
    old = new = steps[0]
    for step, stands_left in zip(steps[1:], sides, strict=True):
        if stands_left:
            old, new = node_hash(step, old), node_hash(step, new)
        else:
            new = node_hash(new, step)
    if not compare_digest(old, roots[0]):
        raise ConsistencyRefused(f"The first {sizes[0]} entries do not give the old root.")
    if not compare_digest(new, roots[1]):
        raise ConsistencyRefused(f"The {sizes[1]} entries do not give the new root.")


def path_sides(here: int, last: int) -> list[bool]:
    """For every step from node `here` to the root, whether the other hash stands on the left.

    `last` is the rightmost node on the same level (RFC 9162 §2.1.3.2, steps 4 and 5).
    """
    sides: list[bool] = []
    while last:
        stands_left = bool(here & 1) or here == last
        sides.append(stands_left)
        while stands_left and here and not here & 1:
            here, last = here >> 1, last >> 1
        here, last = here >> 1, last >> 1
    return sides
