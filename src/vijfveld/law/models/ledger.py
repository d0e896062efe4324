# SPDX-License-Identifier: EUPL-1.2
"""The ledger: entries that acts insert, and the tree into which the sealer takes them. Insert-only, by trigger."""

from django.db import models

from vijfveld.node.access import GuardedManager
from vijfveld.node.models import audiences_of
from vijfveld.node.viewer import Viewer


class Entry(models.Model):
    """One change of one record by one act, as RFC 8785 bytes: codes, numbers, urns and keyed commitments only."""

    id = models.UUIDField(primary_key=True)
    act_id = models.UUIDField()
    act = models.CharField(max_length=60)
    stream = models.CharField(max_length=140)
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    audience = models.BigIntegerField()
    lead = models.BooleanField(default=True, help_text="De ene regel van een handeling die in lijsten staat.")
    body = models.BinaryField()

    objects = GuardedManager()

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["stream", "version"], name="entry_orders_its_stream")]
        indexes = [models.Index(fields=["audience", "-id"], name="entry_by_audience")]

    def __str__(self) -> str:
        return f"{self.act} {self.stream}@{self.version}"

    @classmethod
    def visible_to(cls, viewer: Viewer, *, column: str = "audience") -> models.Q:
        return models.Q(**{f"{column}__in": audiences_of(viewer)})

    @classmethod
    def countable_by(cls, viewer: Viewer) -> models.Q:
        return cls.visible_to(viewer)


class Unsealed(models.Model):
    """The queue of the sealer: entries that are committed and have no place in the tree yet.

    The database itself puts every new entry here, so that none can be forgotten.
    """

    id = models.BigAutoField(primary_key=True)
    entry = models.UUIDField()
    queued_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.entry)


class Seal(models.Model):
    """The place of an entry in the tree; positions run from 0 without a gap."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="seal")
    leaf = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(self.position)


class TreeNode(models.Model):
    """An interior node of the tree (RFC 9162) whose subtree is complete: what proofs are made of."""

    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="tree_node_once")]

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class Checkpoint(models.Model):
    """A signed statement of the size and root of the tree (C2SP tlog-checkpoint)."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    signed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.size}"


class Cursor(models.Model):
    """How far a subscriber has read the sealed ledger."""

    name = models.CharField(max_length=100, primary_key=True)
    position = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.position}"


class ActKey(models.Model):
    """The idempotency key of an act that was done: the same key again gives the same outcome, not a second act."""

    actor = models.CharField(max_length=80)
    key = models.CharField(max_length=100)
    act = models.CharField(max_length=60)
    act_id = models.UUIDField()
    outcome = models.CharField(max_length=140, blank=True)
    asked = models.CharField(max_length=64, blank=True, help_text="Een afdruk, onder een sleutel, van de invoer.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="act_key_once_per_actor")]

    def __str__(self) -> str:
        return f"{self.actor}: {self.key}"
