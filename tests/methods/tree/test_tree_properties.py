# SPDX-License-Identifier: EUPL-1.2
"""What must hold for every tree: all forms agree, every proof verifies, and no changed proof does."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vijfveld.methods.tree import (
    Frontier,
    IndexOutsideTree,
    MalformedHash,
    TreeError,
    consistency_from_nodes,
    consistency_proof,
    consistency_ranges,
    inclusion_from_nodes,
    inclusion_proof,
    inclusion_ranges,
    leaf_hash,
    root,
    root_from_nodes,
    verify_consistency,
    verify_inclusion,
)

LEAVES = [leaf_hash(bytes([number])) for number in range(200)]
sizes = st.integers(0, len(LEAVES))
cuts = st.lists(sizes, max_size=6).map(sorted)


class CountedNodes:
    """All nodes of the longest tree, counting how often one is looked up."""

    def __init__(self) -> None:
        self.nodes = {(level, index): value for level, index, value in Frontier().extend(LEAVES)}
        self.nodes |= {(0, index): leaf for index, leaf in enumerate(LEAVES)}
        self.looked_up = 0

    def get(self, level: int, index: int) -> bytes:
        self.looked_up += 1
        return self.nodes[level, index]


@given(size=sizes, at=cuts)
def test_growing_in_any_batches_gives_the_reference_root_and_the_same_nodes(size: int, at: list[int]) -> None:
    edges = [0, *(min(cut, size) for cut in at), size]
    batched, single = Frontier(), Frontier()
    by_batch = [node for first, last in pairwise(edges) for node in batched.extend(LEAVES[first:last])]
    by_one = [node for leaf in LEAVES[:size] for node in single.append(leaf)]
    assert batched.root() == single.root() == root(LEAVES[:size])
    assert (batched.size, batched.edge) == (single.size, single.edge)
    assert sorted(by_batch) == sorted(by_one)
    for level, index, value in by_one:
        assert value == root(LEAVES[index << level : (index + 1) << level])


@given(size=sizes, more=sizes)
def test_a_frontier_resumed_from_its_saved_edge_grows_as_if_it_never_stopped(size: int, more: int) -> None:
    whole, first = Frontier(), Frontier()
    whole.extend(LEAVES[:size])
    first.extend(LEAVES[:size])
    resumed = Frontier.resume(first.size, first.edge)
    from_store = Frontier.from_nodes(size, CountedNodes().get)
    assert resumed.extend(LEAVES[:more]) == from_store.extend(LEAVES[:more]) == whole.extend(LEAVES[:more])
    assert resumed.root() == from_store.root() == whole.root()


def test_a_copy_grows_apart_from_the_original() -> None:
    frontier = Frontier()
    frontier.extend(LEAVES[:5])
    twin = frontier.copy()
    twin.append(LEAVES[5])
    assert (frontier.root(), twin.root()) == (root(LEAVES[:5]), root(LEAVES[:6]))


def test_consistency_holds_between_all_pairs_of_sizes_up_to_64_and_both_forms_agree() -> None:
    roots = [root(LEAVES[:size]) for size in range(65)]
    nodes = CountedNodes()
    for new_size in range(65):
        for old_size in range(new_size + 1):
            proof = consistency_from_nodes(nodes.get, old_size=old_size, new_size=new_size)
            assert proof == consistency_proof(LEAVES[:new_size], old_size=old_size)
            verify_consistency(
                proof,
                old_size=old_size,
                old_root=roots[old_size],
                new_size=new_size,
                new_root=roots[new_size],
            )


@given(data=st.data(), size=st.integers(1, 200))
def test_every_inclusion_proof_verifies_and_no_change_of_one_byte_does(data: st.DataObject, size: int) -> None:
    index = data.draw(st.integers(0, size - 1))
    nodes = CountedNodes()
    proof = inclusion_from_nodes(nodes.get, index=index, size=size)
    assert proof == inclusion_proof(LEAVES[:size], index=index)
    assert nodes.looked_up <= 2 * size.bit_length()
    whole = [LEAVES[index], root(LEAVES[:size]), *proof]
    verify_inclusion(whole[0], index=index, size=size, root=whole[1], proof=whole[2:])
    which, byte = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(0, 31))
    changed = bytearray(whole[which])
    changed[byte] ^= data.draw(st.integers(1, 255))
    whole[which] = bytes(changed)
    with pytest.raises(TreeError):
        verify_inclusion(whole[0], index=index, size=size, root=whole[1], proof=whole[2:])


@given(data=st.data(), new_size=st.integers(2, 200))
def test_no_consistency_proof_with_one_byte_changed_verifies(data: st.DataObject, new_size: int) -> None:
    old_size = data.draw(st.integers(1, new_size - 1))
    nodes = CountedNodes()
    proof = consistency_from_nodes(nodes.get, old_size=old_size, new_size=new_size)
    assert nodes.looked_up <= 2 * new_size.bit_length()
    whole = [root(LEAVES[:old_size]), root(LEAVES[:new_size]), *proof]
    which, byte = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(0, 31))
    changed = bytearray(whole[which])
    changed[byte] ^= data.draw(st.integers(1, 255))
    whole[which] = bytes(changed)
    with pytest.raises(TreeError):
        verify_consistency(whole[2:], old_size=old_size, old_root=whole[0], new_size=new_size, new_root=whole[1])


@given(size=sizes)
def test_the_root_from_stored_nodes_is_the_root_of_the_leaves(size: int) -> None:
    assert root_from_nodes(CountedNodes().get, size=size) == root(LEAVES[:size])


@pytest.mark.parametrize(
    ("attempt", "error"),
    [
        (lambda: Frontier().append(b"short"), MalformedHash),
        (lambda: Frontier().extend([LEAVES[0], b"short"]), MalformedHash),
        (lambda: Frontier.resume(3, [LEAVES[0]]), TreeError),
        (lambda: Frontier.resume(1, [b"short"]), MalformedHash),
        (lambda: Frontier.resume(-1, []), IndexOutsideTree),
        (lambda: inclusion_proof(LEAVES[:3], index=3), IndexOutsideTree),
        (lambda: inclusion_ranges(-1, 3), IndexOutsideTree),
        (lambda: consistency_proof(LEAVES[:3], old_size=4), IndexOutsideTree),
        (lambda: consistency_ranges(4, 3), IndexOutsideTree),
        (lambda: root_from_nodes(lambda *_: b"short", size=1), MalformedHash),
    ],
)
def test_what_cannot_be_is_refused_with_its_own_error(attempt, error: type[TreeError]) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(error):
        attempt()


def test_a_refused_batch_leaves_the_frontier_as_it_was() -> None:
    frontier = Frontier()
    frontier.extend(LEAVES[:3])
    before = (frontier.size, frontier.edge)
    with pytest.raises(MalformedHash):
        frontier.extend([LEAVES[3], b"short"])
    assert (frontier.size, frontier.edge) == before
