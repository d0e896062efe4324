# SPDX-License-Identifier: EUPL-1.2
"""Pieces agree with the reference tree, and the proof of one entry holds for that entry alone."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.methods.ledgerfile.ledgers import LOG, SIZE, THIEF, Ledger
from vijfveld.methods.ledgerfile import Growth, Pieces, ProofFileRefused, prove, verify_proof
from vijfveld.methods.tree import IndexOutsideTree, TreeError, leaf_hash, root

LEAVES = [leaf_hash(bytes([number])) for number in range(100)]
KEYS = [LOG.verifier_key]


@given(size=st.integers(0, 100), level=st.integers(0, 8))
def test_pieces_of_any_level_give_the_reference_root(size: int, level: int) -> None:
    growth = Growth(level)
    for leaf in LEAVES[:size]:
        growth.append(leaf)
    assert growth.pieces().root() == root(LEAVES[:size])


@given(size=st.integers(1, 100), level=st.integers(0, 5), data=st.data())
def test_a_changed_leaf_differs_in_the_one_piece_that_holds_it(size: int, level: int, data: st.DataObject) -> None:
    changed = data.draw(st.integers(0, size - 1))
    one, two = Growth(level), Growth(level)
    for at, leaf in enumerate(LEAVES[:size]):
        one.append(leaf)
        two.append(leaf if at != changed else leaf_hash(b"other"))
    [(first, last)] = one.pieces().differences(two.pieces())
    assert first <= changed <= last < first + (1 << level)


@given(size=st.integers(1, 100), level=st.integers(0, 5), data=st.data())
def test_an_unknown_leaf_leaves_root_and_piece_unknown_and_differs_from_nothing(
    size: int, level: int, data: st.DataObject
) -> None:
    unknown = data.draw(st.integers(0, size - 1))
    one, two = Growth(level), Growth(level)
    for at, leaf in enumerate(LEAVES[:size]):
        one.append(leaf)
        two.append(leaf if at != unknown else None)
    assert two.pieces().root() is None
    assert two.pieces().hashes.count(None) == 1
    assert list(one.pieces().differences(two.pieces())) == []


def test_pieces_that_do_not_fit_are_refused() -> None:
    with pytest.raises(TreeError):
        Pieces(2, 5, (LEAVES[0],))
    with pytest.raises(TreeError):
        list(Pieces(0, 1, (LEAVES[0],)).differences(Pieces(1, 2, (LEAVES[0],))))


@pytest.mark.parametrize("position", [0, 255, 256, 599])
def test_the_proof_of_an_entry_holds(ledger: Ledger, position: int) -> None:
    body, checkpoint = ledger.entries[position].body, ledger.checkpoint(SIZE)
    proven = verify_proof(prove(position, body=body, checkpoint=checkpoint, get=ledger.get), keys=KEYS)
    assert (proven.position, proven.body, proven.checkpoint.checkpoint.size) == (position, body, SIZE)


@pytest.mark.parametrize(
    "change",
    [
        {"schema": 2},
        {"position": 8},
        {"position": -1},
        {"position": 10**6},
        {"position": "7"},
        {"body": "AAAA"},
        {"body": 7},
        {"proof": []},
        {"proof": ["00"]},
        {"proof": "00"},
        {"checkpoint": "no note"},
        {"checkpoint": None},
        {"more": 1},
    ],
)
def test_a_changed_proof_file_is_refused(ledger: Ledger, change: dict[str, object]) -> None:
    text = prove(7, body=ledger.entries[7].body, checkpoint=ledger.checkpoint(SIZE), get=ledger.get)
    with pytest.raises(ProofFileRefused):
        verify_proof(json.dumps(json.loads(text) | change), keys=KEYS)


def test_a_proof_file_of_another_key_or_of_no_form_is_refused(ledger: Ledger) -> None:
    checkpoint = ledger.checkpoint(SIZE, signer=THIEF)
    with pytest.raises(ProofFileRefused):
        verify_proof(prove(7, body=ledger.entries[7].body, checkpoint=checkpoint, get=ledger.get), keys=KEYS)
    with pytest.raises(ProofFileRefused):
        verify_proof("noise", keys=KEYS)


def test_an_entry_beyond_the_checkpoint_has_no_proof(ledger: Ledger) -> None:
    with pytest.raises(IndexOutsideTree):
        prove(300, body=b"", checkpoint=ledger.checkpoint(300), get=ledger.get)
