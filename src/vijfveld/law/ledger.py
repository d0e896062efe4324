# SPDX-License-Identifier: EUPL-1.2
"""The ledger for readers outside: exports, checkpoints and proofs, made from what is stored, damaged or not."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from vijfveld.law.models import Checkpoint, Entry, Seal, TreeNode
from vijfveld.law.refusals import NotThere, Refused, Unavailable, bad_weather
from vijfveld.law.sealer import checkpoint, seal_pending, stored_node, verifier_key
from vijfveld.methods.ledgerfile import BLOCK_LEVEL, Pieces, SealedEntry, prove, write_export
from vijfveld.methods.notes import VerifierKey
from vijfveld.methods.tree import NodeGetter

Moved = Callable[[int, int], None]
EMPTY = _("Het register is nog leeg. Er is nog niets verzegeld.")


def bring_up_to_date(now: datetime) -> Checkpoint:
    """Seal what waits and sign the tree as it stands; where nothing can be written, the last checkpoint serves."""
    try:
        with bad_weather():
            seal_pending(now)
            return checkpoint(now)
    except Unavailable:
        return last_checkpoint()


def last_checkpoint() -> Checkpoint:
    """The newest checkpoint that was signed; refused while there is none."""
    found = Checkpoint.objects.order_by("-size").first()
    if found is None:
        raise Refused("ledger.empty", EMPTY)
    return found


def export(
    signed: Checkpoint, *, moved: Moved = lambda done, total: None, key: VerifierKey | None = None
) -> Iterator[str]:
    """The lines of an export of everything under a checkpoint; `key` when it is another than the one that lives."""
    used = key or verifier_key(signed.signed_at)
    return write_export(_sealed(signed.size, moved), checkpoint=signed.note, key=used, get=_nodes(signed.size))


def _sealed(size: int, moved: Moved) -> Iterator[SealedEntry]:
    rows = Seal.objects.filter(position__lt=size).order_by("position")
    stored = rows.values_list("position", "leaf", "entry__body").iterator(chunk_size=2000)
    for position, leaf, body in stored:
        yield SealedEntry(position, bytes(leaf), bytes(body))
        if position % 1000 == 0 or position == size - 1:
            moved(position + 1, size)


def sealed_bodies(size: int) -> Iterator[tuple[int, bytes]]:
    """The position and the bytes of every entry below a size, in order: figures about the past are counted from it."""
    rows = Seal.objects.filter(position__lt=size).order_by("position").values_list("position", "entry__body")
    yield from ((position, bytes(body)) for position, body in rows.iterator(chunk_size=2000))


def _nodes(size: int) -> NodeGetter | None:
    """The stored nodes that an export names; None when some are gone, so that it computes them from the leaves."""
    blocks = TreeNode.objects.filter(level=BLOCK_LEVEL).values_list("index", "hash")
    known = {index: bytes(hash) for index, hash in blocks}

    def get(level: int, index: int) -> bytes:
        return known[index] if level == BLOCK_LEVEL else stored_node(level, index)

    try:
        Pieces.from_nodes(get, size=size, level=BLOCK_LEVEL)
    except (KeyError, TreeNode.DoesNotExist, Seal.DoesNotExist):
        return None
    return get


def proof_of(name: str, *, signed: Checkpoint) -> str:
    """The proof that an entry stands in the ledger: by its position, or the last change of the record a urn names."""
    seal = _seal_of(name)
    if seal is None or seal.position >= signed.size:
        raise NotThere
    body = Entry.objects.beyond_access("a proof of one entry").values_list("body", flat=True).get(pk=seal.entry_id)
    return prove(seal.position, body=bytes(body), checkpoint=signed.note, get=stored_node)


def _seal_of(name: str) -> Seal | None:
    if name.isdecimal():
        return Seal.objects.filter(position=int(name)).first()
    entries = Entry.objects.beyond_access("a proof of one entry").filter(stream=name)
    return Seal.objects.filter(entry__in=entries.values("pk")).order_by("-position").first()
