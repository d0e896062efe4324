# SPDX-License-Identifier: EUPL-1.2
"""The proof of one entry as a small JSON file: its body, the way to the root, and the signed checkpoint."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass

from vijfveld.methods.checkpoints import OpenedCheckpoint, open_checkpoint, read_checkpoint
from vijfveld.methods.ledgerfile.form import SCHEMA, MalformedLine, dumped, hashes, is_position, loaded
from vijfveld.methods.notes import NoteError, VerifierKey, decode_base64
from vijfveld.methods.tree import NodeGetter, TreeError, inclusion_from_nodes, leaf_hash, verify_inclusion


class ProofFileRefused(ValueError):
    """A proof file does not show that its entry stands in the ledger."""


@dataclass(frozen=True)
class ProvenEntry:
    """An entry that stands at `position` (from 0) in the ledger of the checkpoint, byte for byte."""

    position: int
    body: bytes
    checkpoint: OpenedCheckpoint


def prove(position: int, *, body: bytes, checkpoint: str, get: NodeGetter) -> str:
    """The proof file, one line with its newline, that `body` stands at `position` under this signed note.

    `get` gives stored nodes, of which at most 2·log2(size) are asked. Raises IndexOutsideTree when the entry
    is not under the checkpoint, MalformedNote or MalformedCheckpoint, and what `get` raises.
    """
    proof = inclusion_from_nodes(get, index=position, size=read_checkpoint(checkpoint).size)
    content = {
        "schema": SCHEMA,
        "position": position,
        "body": b64encode(body).decode(),
        "proof": [step.hex() for step in proof],
        "checkpoint": checkpoint,
    }
    return dumped(content) + "\n"


def verify_proof(text: str, *, keys: Iterable[VerifierKey]) -> ProvenEntry:
    """Check a proof file offline against the keys one trusts. Raises ProofFileRefused, saying why."""
    try:
        found = loaded(text.removesuffix("\n"))
        if found.keys() != {"schema", "position", "body", "proof", "checkpoint"} or found["schema"] != SCHEMA:
            raise MalformedLine(f"It does not hold position, body, proof and checkpoint in schema {SCHEMA}.")
        position, raw, note = found["position"], found["body"], found["checkpoint"]
        proof = hashes(found["proof"])
        body = decode_base64(raw) if isinstance(raw, str) else None
        if body is None or not is_position(position) or not isinstance(note, str):
            raise MalformedLine("Its position, body or checkpoint cannot be read.")
        opened = open_checkpoint(note, keys=keys)
        size, root = opened.checkpoint.size, opened.checkpoint.root
        verify_inclusion(leaf_hash(body), index=position, size=size, proof=proof, root=root)
    except (MalformedLine, NoteError, TreeError) as error:
        raise ProofFileRefused(f"The proof does not hold. {error}") from error
    return ProvenEntry(position, body, opened)
