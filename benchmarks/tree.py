# SPDX-License-Identifier: EUPL-1.2
"""How the tree's speed compares with the floor: one SHA-256 digest an entry, over a million small entries."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from random import Random
from time import perf_counter

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


@dataclass(frozen=True)
class Row:
    """One measured claim: our seconds, those of the floor or limit, their ratio, and the target ratio."""

    name: str
    ours: float
    floor: float
    target: float

    @property
    def ratio(self) -> float:
        """Ours divided by the floor."""
        return self.ours / self.floor

    @property
    def holds(self) -> bool:
        """Whether the ratio is within the target."""
        return self.ratio <= self.target


def measure(entries: int = ENTRIES) -> list[Row]:
    """Run every form on the same bodies, best of three rounds each, after checking that they agree."""
    source = Random(SEED)
    bodies = [source.randbytes(BODY_SIZE) for _ in range(entries)]
    floor = best(lambda: digest_each(bodies))
    by_one, by_batch = best(lambda: append_each(bodies)), best(lambda: extend_batches(bodies))
    if append_each(bodies) != extend_batches(bodies):
        raise AssertionError("The two ways to grow the tree give two roots.")
    return [
        Row("append, one entry at a time, per million", by_one, floor, 4),
        Row(f"extend, batches of {BATCH:,}, per million", by_batch, floor, 4),
        *measure_proofs(bodies),
    ]


def measure_proofs(bodies: list[bytes]) -> list[Row]:
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
        Row("consistency proof made and checked, limit 10 ms", best(consistency), 0.010, 1),
        Row("inclusion proof made and checked, limit 10 ms", best(inclusion), 0.010, 1),
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


def main() -> int:
    """Print the table; 1 when a target is missed."""
    rows = measure()
    print(f"{'what':<50} {'ours s':>10} {'floor s':>10} {'ratio':>7} {'target':>7}  holds")
    for row in rows:
        numbers = f"{row.ours:>10.5f} {row.floor:>10.5f} {row.ratio:>7.2f} {row.target:>7.2f}"
        print(f"{row.name:<50} {numbers}  {'yes' if row.holds else 'NO'}")
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
