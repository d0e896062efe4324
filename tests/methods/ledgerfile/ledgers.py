# SPDX-License-Identifier: EUPL-1.2
"""A small fictional ledger of 600 entries: two whole blocks of 256 and a rest."""

from dataclasses import dataclass

from vijfveld.methods.checkpoints import Checkpoint, add_signatures, sign_checkpoint
from vijfveld.methods.ledgerfile import SealedEntry, write_export
from vijfveld.methods.notes import Signer
from vijfveld.methods.tree import Frontier, leaf_hash, root

LOG = Signer("vijfveld.example/ledger", b"k" * 32)
THIEF = Signer("vijfveld.example/ledger", b"t" * 32)
WITNESS = Signer("witness.example/w1", b"w" * 32)
COSIGNED_AT = 1463702400  # 20 May 2016
SIZE = 600
OLD_SIZE = 300


def entry(position: int, body: bytes) -> SealedEntry:
    return SealedEntry(position, leaf_hash(body), body)


@dataclass(frozen=True)
class Ledger:
    """Sealed entries, their stored nodes and the checkpoints over them."""

    entries: list[SealedEntry]

    def checkpoint(self, size: int, *, signer: Signer = LOG) -> str:
        checkpoint = Checkpoint(LOG.name, size, root([one.leaf for one in self.entries[:size]]))
        signed = sign_checkpoint(checkpoint, signer)
        return add_signatures(signed, WITNESS.cosign(checkpoint.text, at=COSIGNED_AT))

    def get(self, level: int, index: int) -> bytes:
        nodes = {(level, index): value for level, index, value in Frontier().extend(self.leaves)}
        return (nodes | {(0, at): leaf for at, leaf in enumerate(self.leaves)})[level, index]

    @property
    def leaves(self) -> list[bytes]:
        return [one.leaf for one in self.entries]

    def export(self, size: int = SIZE, *, signer: Signer = LOG) -> list[str]:
        checkpoint = self.checkpoint(size, signer=signer)
        return list(write_export(self.entries[:size], checkpoint=checkpoint, key=signer.verifier_key))


def small_ledger(size: int = SIZE) -> Ledger:
    return Ledger([entry(at, b'{"act":"effort.commit","n":%d}' % at) for at in range(size)])
