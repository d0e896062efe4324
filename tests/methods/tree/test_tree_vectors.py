# SPDX-License-Identifier: EUPL-1.2
"""The tree against the published vectors of Certificate Transparency.

Inputs, roots and proofs: the eight-leaf set of the reference tests of RFC 6962, as kept in
transparency-dev/merkle (proof/verify_test.go and rfc6962/rfc6962_test.go) and before that in
google/certificate-transparency.
"""

from typing import Any

import pytest

from vijfveld.methods.tree import (
    EMPTY_ROOT,
    Frontier,
    TreeError,
    consistency_from_nodes,
    consistency_proof,
    inclusion_from_nodes,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
A = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
B = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
C = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
D = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
E = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
F = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
G = "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f"

INCLUSION = [  # index from 0, size, proof
    (0, 1, []),
    (0, 8, [A, B, C]),
    (5, 8, [D, E, ROOTS[4]]),
    (2, 3, [ROOTS[2]]),
    (1, 5, [ROOTS[1], B, D]),
]
CONSISTENCY = [  # old size, new size, proof
    (1, 1, []),
    (1, 8, [A, B, C]),
    (6, 8, [F, E, ROOTS[4]]),
    (2, 5, [B, D]),
    (6, 7, [F, G, ROOTS[4]]),
]


def from_hex(proof: list[str]) -> list[bytes]:
    return [bytes.fromhex(text) for text in proof]


def stored_nodes(leaves: list[bytes]) -> dict[tuple[int, int], bytes]:
    nodes = {(level, index): value for level, index, value in Frontier().extend(leaves)}
    return nodes | {(0, index): leaf for index, leaf in enumerate(leaves)}


def test_leaf_and_node_hashes_are_the_published_ones() -> None:
    # rfc6962/rfc6962_test.go: the empty leaf, the leaf "L123456" and the node of "N123" and "N456".
    assert EMPTY_ROOT.hex() == ROOTS[0]
    assert leaf_hash(b"").hex() == ROOTS[1]
    assert leaf_hash(b"L123456").hex() == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    assert node_hash(b"N123", b"N456").hex() == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"


@pytest.mark.parametrize("size", range(9))
def test_roots_are_the_published_ones_in_every_form(size: int) -> None:
    one_by_one, at_once = Frontier(), Frontier()
    for leaf in LEAVES[:size]:
        one_by_one.append(leaf)
    at_once.extend(LEAVES[:size])
    assert [root(LEAVES[:size]).hex(), one_by_one.root().hex(), at_once.root().hex()] == [ROOTS[size]] * 3


@pytest.mark.parametrize(("index", "size", "expected"), INCLUSION)
def test_inclusion_proofs_are_the_published_ones_and_verify(index: int, size: int, expected: list[str]) -> None:
    nodes = stored_nodes(LEAVES)
    proof = from_hex(expected)
    assert inclusion_proof(LEAVES[:size], index=index) == proof
    assert inclusion_from_nodes(lambda level, at: nodes[level, at], index=index, size=size) == proof
    verify_inclusion(LEAVES[index], index=index, size=size, proof=proof, root=bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("old_size", "new_size", "expected"), CONSISTENCY)
def test_consistency_proofs_are_the_published_ones_and_verify(
    old_size: int, new_size: int, expected: list[str]
) -> None:
    nodes = stored_nodes(LEAVES)
    proof = from_hex(expected)
    assert consistency_proof(LEAVES[:new_size], old_size=old_size) == proof
    get = lambda level, at: nodes[level, at]  # noqa: E731
    assert consistency_from_nodes(get, old_size=old_size, new_size=new_size) == proof
    old_root, new_root = bytes.fromhex(ROOTS[old_size]), bytes.fromhex(ROOTS[new_size])
    verify_consistency(proof, old_size=old_size, old_root=old_root, new_size=new_size, new_root=new_root)


# The corruptions that transparency-dev/merkle tries on every inclusion vector.
SOME = bytes.fromhex("abacaba000000000000000000000000000000000000000000060061e00123456")
INCLUSION_CORRUPTIONS = {
    "the index is one lower": lambda p: p | {"index": p["index"] - 1},
    "the index is one higher": lambda p: p | {"index": p["index"] + 1},
    "the index is two off": lambda p: p | {"index": p["index"] ^ 2},
    "the size is doubled": lambda p: p | {"size": p["size"] * 2},
    "the size is halved": lambda p: p | {"size": p["size"] // 2},
    "the leaf is another": lambda p: p | {"leaf": SOME},
    "the leaf is no hash": lambda p: p | {"leaf": b"WrongLeaf"},
    "the root is that of the empty tree": lambda p: p | {"root": EMPTY_ROOT},
    "the root is another": lambda p: p | {"root": SOME},
    "an empty hash follows": lambda p: p | {"proof": [*p["proof"], b""]},
    "the root follows": lambda p: p | {"proof": [*p["proof"], p["root"]]},
    "an empty hash goes before": lambda p: p | {"proof": [b"", *p["proof"]]},
    "the root goes before": lambda p: p | {"proof": [p["root"], *p["proof"]]},
    "the last hash is gone": lambda p: p | {"proof": p["proof"][:-1]},
    "a hash is put in": lambda p: p | {"proof": [p["proof"][0], SOME, *p["proof"][1:]]},
    "a bit of the first hash is turned": lambda p: p | {"proof": [turned(p["proof"][0]), *p["proof"][1:]]},
}
CONSISTENCY_CORRUPTIONS = {
    "the old size is one lower": lambda p: p | {"old_size": p["old_size"] - 1},
    "the old size is one higher": lambda p: p | {"old_size": p["old_size"] + 1},
    "the old size is two off": lambda p: p | {"old_size": p["old_size"] ^ 2},
    "the new size is doubled": lambda p: p | {"new_size": p["new_size"] * 2},
    "the new size is halved": lambda p: p | {"new_size": p["new_size"] // 2},
    "the old root is another": lambda p: p | {"old_root": SOME},
    "the new root is another": lambda p: p | {"new_root": SOME},
    "the roots are swapped": lambda p: p | {"old_root": p["new_root"], "new_root": p["old_root"]},
    "the proof is empty": lambda p: p | {"proof": []},
    "an empty hash follows": lambda p: p | {"proof": [*p["proof"], b""]},
    "the old root follows": lambda p: p | {"proof": [*p["proof"], p["old_root"]]},
    "the new root follows": lambda p: p | {"proof": [*p["proof"], p["new_root"]]},
    "the old root goes before": lambda p: p | {"proof": [p["old_root"], *p["proof"]]},
    "the first hash stands twice": lambda p: p | {"proof": [p["proof"][0], *p["proof"]]},
    "the last hash is gone": lambda p: p | {"proof": p["proof"][:-1]},
    "a bit of the first hash is turned": lambda p: p | {"proof": [turned(p["proof"][0]), *p["proof"][1:]]},
}


def turned(value: bytes) -> bytes:
    return bytes([value[0] ^ 8]) + value[1:]


@pytest.mark.parametrize("corruption", INCLUSION_CORRUPTIONS)
@pytest.mark.parametrize(("index", "size", "expected"), INCLUSION[1:])
def test_a_corrupted_inclusion_proof_is_refused_when(
    corruption: str, index: int, size: int, expected: list[str]
) -> None:
    good = {
        "leaf": LEAVES[index],
        "index": index,
        "size": size,
        "proof": from_hex(expected),
        "root": bytes.fromhex(ROOTS[size]),
    }
    with pytest.raises(TreeError):
        verify_inclusion(**INCLUSION_CORRUPTIONS[corruption](good))


@pytest.mark.parametrize("corruption", CONSISTENCY_CORRUPTIONS)
@pytest.mark.parametrize(("old_size", "new_size", "expected"), CONSISTENCY[1:])
def test_a_corrupted_consistency_proof_is_refused_when(
    corruption: str, old_size: int, new_size: int, expected: list[str]
) -> None:
    good = {
        "proof": from_hex(expected),
        "old_size": old_size,
        "old_root": bytes.fromhex(ROOTS[old_size]),
        "new_size": new_size,
        "new_root": bytes.fromhex(ROOTS[new_size]),
    }
    with pytest.raises(TreeError):
        verify_consistency(**CONSISTENCY_CORRUPTIONS[corruption](good))


@pytest.mark.parametrize(
    ("old_size", "old_root", "new_size", "new_root", "proof", "accepted"),
    [
        (0, EMPTY_ROOT, 0, EMPTY_ROOT, [], True),
        (0, EMPTY_ROOT, 1, SOME, [], True),
        (1, SOME, 1, SOME, [], True),
        (0, SOME, 0, SOME, [], False),
        (0, SOME, 1, SOME, [], False),
        (1, EMPTY_ROOT, 1, SOME, [], False),
        (1, SOME, 0, EMPTY_ROOT, [], False),
        (2, SOME, 1, SOME, [], False),
        (1, SOME, 2, SOME, [], False),
        (0, EMPTY_ROOT, 0, EMPTY_ROOT, [EMPTY_ROOT], False),
        (0, EMPTY_ROOT, 1, EMPTY_ROOT, [EMPTY_ROOT], False),
        (1, EMPTY_ROOT, 1, EMPTY_ROOT, [EMPTY_ROOT], False),
    ],
)
def test_consistency_at_the_borders(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: list[bytes], accepted: bool
) -> None:
    arguments: dict[str, Any] = {
        "old_size": old_size,
        "old_root": old_root,
        "new_size": new_size,
        "new_root": new_root,
    }
    if accepted:
        verify_consistency(proof, **arguments)
    else:
        with pytest.raises(TreeError):
            verify_consistency(proof, **arguments)
