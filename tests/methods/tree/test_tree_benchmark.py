# SPDX-License-Identifier: EUPL-1.2
"""The benchmark of the tree runs, and measures forms that agree; `make bench` judges its numbers."""

from benchmarks.rows import Claim
from benchmarks.tree import append_each, extend_batches, measure
from vijfveld.methods.tree import leaf_hash, root


def test_both_ways_to_grow_that_are_timed_give_the_reference_root() -> None:
    bodies = [bytes([number]) * 200 for number in range(100)]
    assert append_each(bodies) == extend_batches(bodies) == root([leaf_hash(body) for body in bodies])


def test_a_small_run_gives_a_row_for_every_claim() -> None:
    rows = measure(entries=2_000)
    assert [row.target for row in rows] == [4, 4, 1, 1]
    assert all(row.ours > 0 and row.floor > 0 for row in rows)


def test_a_claim_holds_up_to_its_target_and_no_further() -> None:
    assert Claim("at the target", ours=4.0, floor=1.0, target=4.0).holds
    assert not Claim("beyond the target", ours=4.1, floor=1.0, target=4.0).holds
