# SPDX-License-Identifier: EUPL-1.2
"""The sealer: the one hand that takes committed entries into the tree and signs checkpoints.

It is guarded by a lock in the database, so that any number of processes may try and one does. A crash between two
batches loses nothing: what is queued is sealed by whoever comes next.
"""

from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction

from vijfveld.law import guard
from vijfveld.law.models import Checkpoint, Entry, Seal, TreeNode, Unsealed
from vijfveld.law.writing import writing
from vijfveld.methods.checkpoints import Checkpoint as Statement
from vijfveld.methods.checkpoints import sign_checkpoint
from vijfveld.methods.notes import Signer, VerifierKey
from vijfveld.methods.tree import Frontier, leaf_hash
from vijfveld.node.keystore import KeyUse, keystore
from vijfveld.node.models import this_node

BATCH = 500
SEALER_LOCK = 0x7669_6A66  # "vijf", the name of the advisory lock


def seal_pending(now: datetime) -> int:
    """Seal everything that waits, in batches; returns how many entries were sealed."""
    sealed = 0
    while (batch := _seal_batch()) > 0:
        sealed += batch
    if sealed:
        checkpoint(now)
    return sealed


def _seal_batch() -> int:
    with writing(), transaction.atomic(), guard.opened("sealer"):
        if not _locked():
            return 0
        waiting = list(Unsealed.objects.order_by("id")[:BATCH])
        if not waiting:
            return 0
        bodies = dict(
            Entry.objects.beyond_access("the sealer")
            .filter(pk__in=[row.entry for row in waiting])
            .values_list("id", "body")
        )
        leaves = [leaf_hash(bytes(bodies[row.entry])) for row in waiting]
        _append([row.entry for row in waiting], leaves)
        Unsealed.objects.filter(pk__in=[row.pk for row in waiting]).delete()
        return len(waiting)


def _append(entries: list[UUID], leaves: list[bytes]) -> None:
    frontier = current_frontier()
    placed = enumerate(zip(entries, leaves, strict=True), start=frontier.size)
    seals = [Seal(position=position, entry_id=entry, leaf=leaf) for position, (entry, leaf) in placed]
    nodes = frontier.extend(leaves)
    Seal.objects.bulk_create(seals)
    TreeNode.objects.bulk_create(
        [TreeNode(level=level, index=index, hash=hash) for level, index, hash in nodes if level]
    )


def _locked() -> bool:
    """Whether this transaction holds the sealer's lock; on SQLite an immediate transaction is that lock."""
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALER_LOCK])
        return bool(cursor.fetchone()[0])


def tree_size() -> int:
    """How many entries are sealed."""
    last = Seal.objects.order_by("-position").values_list("position", flat=True).first()
    return 0 if last is None else last + 1


def stored_node(level: int, index: int) -> bytes:
    """A node of the tree as stored: leaves stand in the seals, the rest in their own table."""
    if level == 0:
        return bytes(Seal.objects.values_list("leaf", flat=True).get(position=index))
    return bytes(TreeNode.objects.values_list("hash", flat=True).get(level=level, index=index))


def current_frontier() -> Frontier:
    """The right edge of the tree, from which it grows."""
    return Frontier.from_nodes(tree_size(), stored_node)


def origin() -> str:
    """The name of this node's log in its checkpoints."""
    return f"vijfveld/{this_node().id}"


def signer(now: datetime) -> Signer:
    """The hand that signs checkpoints: the node's sealing key."""
    key = keystore().ring_key(KeyUse.SEAL, now)
    return Signer(name=origin(), seed=Ed25519PrivateKey.from_private_bytes(key.secret).private_bytes_raw())


def verifier_key(now: datetime) -> VerifierKey:
    """The public half, for those who check."""
    return signer(now).verifier_key


def checkpoint(now: datetime) -> Checkpoint:
    """Sign the tree as it stands; the same size is signed once."""
    frontier = current_frontier()
    known = Checkpoint.objects.filter(size=frontier.size).first()
    if known:
        return known
    note = sign_checkpoint(Statement(origin(), frontier.size, frontier.root()), signer(now))
    with writing(), transaction.atomic(), guard.opened("sealer"):
        Checkpoint.objects.bulk_create(
            [Checkpoint(size=frontier.size, root=frontier.root(), note=note, signed_at=now)], ignore_conflicts=True
        )
    return Checkpoint.objects.get(size=frontier.size)


def oldest_waiting() -> datetime | None:
    """Since when the oldest unsealed entry waits; over a minute and `doctor` alarms."""
    return Unsealed.objects.order_by("id").values_list("queued_at", flat=True).first()
