# SPDX-License-Identifier: EUPL-1.2
"""How the tree's speed compares with the floor: one SHA-256 digest an entry, over a million small entries."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from itertools import islice
from random import Random
from time import perf_counter

from benchmarks.parts import Sizes
from benchmarks.rows import Claim
from vijfveld.methods.tree import (
    Frontier,
    consistency_from_nodes,
    inclusion_from_nodes,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)

ENTRIES = 1_000_000
BODY_SIZE = 200
BATCH = 1_000
ROUNDS = 3
SEED = 20162020


def claims(sizes: Sizes) -> list[Claim]:
    """Over a million entries, whatever else is loaded; fewer when it is only to be seen that this runs."""
    return measure(2_000 if sizes.small else ENTRIES)


def measure(entries: int = ENTRIES) -> list[Claim]:
    """Run every form on the same bodies, best of three rounds each, after checking that they agree."""
    source = Random(SEED)
    bodies = [source.randbytes(BODY_SIZE) for _ in range(entries)]
    floor = best(lambda: digest_each(bodies))
    by_one, by_batch = best(lambda: append_each(bodies)), best(lambda: extend_batches(bodies))
    if append_each(bodies) != extend_batches(bodies):
        raise AssertionError("The two ways to grow the tree give two roots.")
    return [
        Claim("append, one entry at a time, per million", by_one, floor, 4, "SHA-256 digests"),
        Claim(f"extend, batches of {BATCH:,}, per million", by_batch, floor, 4, "SHA-256 digests"),
        *measure_proofs(bodies),
    ]


def measure_proofs(bodies: list[bytes]) -> list[Claim]:
    """Time one consistency and one inclusion proof from stored nodes, made and checked, against 10 ms."""
    leaves = [leaf_hash(body) for body in bodies]
    frontier = Frontier()
    stored = {(level, index): value for level, index, value in frontier.extend(leaves)}
    stored |= {(0, index): leaf for index, leaf in enumerate(leaves)}
    size, old_size, root = len(leaves), len(leaves) * 2 // 3 + 1, frontier.root()
    old = Frontier.from_nodes(old_size, lambda *at: stored[at]).root()

    def consistency() -> None:
        proof = consistency_from_nodes(lambda *at: stored[at], old_size=old_size, new_size=size)
        verify_consistency(proof, old_size=old_size, old_root=old, new_size=size, new_root=root)

    def inclusion() -> None:
        proof = inclusion_from_nodes(lambda *at: stored[at], index=old_size, size=size)
        verify_inclusion(leaves[old_size], index=old_size, size=size, proof=proof, root=root)

    return [
        Claim("consistency proof made and checked, from stored nodes", best(consistency), 0.010, 1),
        Claim("inclusion proof made and checked, from stored nodes", best(inclusion), 0.010, 1),
    ]


def digest_each(bodies: list[bytes]) -> None:
    """The floor: one digest of every body."""
    for body in bodies:
        sha256(body).digest()


def append_each(bodies: list[bytes]) -> bytes:
    """Leaf hash and append, entry by entry; gives the root."""
    frontier = Frontier()
    for body in bodies:
        frontier.append(leaf_hash(body))
    return frontier.root()


def extend_batches(bodies: list[bytes]) -> bytes:
    """Leaf hash and extend, a batch at a time, as the sealer does; gives the root."""
    frontier = Frontier()
    for batch in batches(bodies):
        frontier.extend(map(leaf_hash, batch))
    return frontier.root()


def batches(bodies: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Cut the bodies into lists of at most BATCH."""
    rest = iter(bodies)
    while batch := list(islice(rest, BATCH)):
        yield batch


def best(work: Callable[[], object]) -> float:
    """The shortest of three runs, in seconds."""
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)
