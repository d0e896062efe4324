# SPDX-License-Identifier: EUPL-1.2
"""The two hashes of an RFC 9162 tree, kept apart by a first byte, and what can be wrong with them."""

from hashlib import sha256
from typing import TypeAlias

HASH_SIZE = 32
"""Bytes in every hash of the tree."""

EMPTY_ROOT = sha256(b"").digest()
"""The root of a tree without leaves (RFC 9162 §2.1.1)."""

LEAF_PREFIX = b"\x00"
NODE_PREFIX = b"\x01"

Node: TypeAlias = tuple[int, int, bytes]
"""A complete subtree as (level, index, hash): it covers leaves index·2^level up to (index+1)·2^level."""


class TreeError(ValueError):
    """Anything that is wrong with a tree, a hash in it or a proof about it."""


class MalformedHash(TreeError):
    """Something that should be a hash is not 32 bytes long."""


class IndexOutsideTree(TreeError):
    """An index or size points outside the tree that was asked about."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of one entry: SHA-256(0x00 || data), 32 bytes (RFC 9162 §2.1.1)."""
    return sha256(LEAF_PREFIX + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash above two hashes of 32 bytes: SHA-256(0x01 || left || right), 32 bytes (RFC 9162 §2.1.1)."""
    return sha256(NODE_PREFIX + left + right).digest()


def require_hash(value: bytes, *, what: str) -> bytes:
    """Give `value` back when it is 32 bytes; raises MalformedHash, naming `what` it should have been."""
    if len(value) != HASH_SIZE:
        raise MalformedHash(f"{what} must be {HASH_SIZE} bytes, but is {len(value)} bytes.")
    return value


def fold(peaks: list[bytes]) -> bytes:
    """The root over complete subtrees given from the oldest (largest) to the newest (smallest).

    `peaks` holds hashes of 32 bytes; none gives the empty root (RFC 9162 §2.1.2).
    """
    if not peaks:
        return EMPTY_ROOT
    above = peaks[-1]
    for peak in reversed(peaks[:-1]):
        above = node_hash(peak, above)
    return above
