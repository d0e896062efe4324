# SPDX-License-Identifier: EUPL-1.2
"""The sealer: every entry once, in order within its stream, through crashes and with two hands at once."""

import threading

import pytest
from django.db import connection

from vijfveld.law import sealer
from vijfveld.law.acts.people import leave_organisation
from vijfveld.law.entries import as_object
from vijfveld.law.ledger import export
from vijfveld.law.models import Checkpoint, Entry, Seal, Unsealed
from vijfveld.law.sealer import current_frontier, seal_pending, stored_node, tree_size
from vijfveld.methods.checkpoints import open_checkpoint
from vijfveld.methods.ledgerfile import verify
from vijfveld.methods.tree import leaf_hash
from vijfveld.methods.tree import root as root_of
from vijfveld.node.roles import Role


def leaves() -> list[bytes]:
    return [bytes(leaf) for leaf in Seal.objects.order_by("position").values_list("leaf", flat=True)]


def work(world, times: int) -> None:
    coordinator = world.person("Cora Coördinator", "NCTV", Role.COORDINATOR)
    place = world.organisation("Gemeente Molenwaard")
    for _ in range(times):
        leave_organisation(world.caller(coordinator), place.id, on=world.now.date())


def test_every_entry_gets_one_place_and_each_stream_keeps_its_order(world):
    work(world, 20)
    seal_pending(world.now)
    entries = Entry.objects.beyond_access("test")
    assert tree_size() == entries.count()
    assert not Unsealed.objects.exists()
    placed = [as_object(seal.entry.body) for seal in Seal.objects.order_by("position").prefetch_related(_entries())]
    for stream in {body["stream"] for body in placed}:
        versions = [body["version"] for body in placed if body["stream"] == stream]
        assert versions == sorted(versions)


def _entries():
    from django.db.models import Prefetch

    return Prefetch("entry", queryset=Entry.objects.beyond_access("test"))


def test_the_leaves_are_the_digests_of_the_bytes_as_stored_and_make_the_signed_root(world):
    work(world, 5)
    seal_pending(world.now)
    bodies = [bytes(seal.entry.body) for seal in Seal.objects.order_by("position").prefetch_related(_entries())]
    assert leaves() == [leaf_hash(body) for body in bodies]
    assert bytes(Checkpoint.objects.get().root) == root_of(leaves())
    assert current_frontier().root() == root_of(leaves())
    assert stored_node(0, 0) == leaves()[0]


def test_the_checkpoint_is_signed_by_the_key_of_the_node(world):
    work(world, 3)
    seal_pending(world.now)
    statement = open_checkpoint(Checkpoint.objects.get().note, keys=[sealer.verifier_key(world.now)]).checkpoint
    assert (statement.origin, statement.size) == (sealer.origin(), tree_size())


@pytest.mark.parametrize("batch", [1, 3, 7])
def test_a_sealer_that_dies_between_two_batches_leaves_nothing_undone_for_the_next(world, monkeypatch, batch):
    monkeypatch.setattr(sealer, "BATCH", batch)
    work(world, 10)
    assert sealer._seal_batch() == batch
    assert Unsealed.objects.count() + tree_size() == Entry.objects.beyond_access("test").count()
    seal_pending(world.now)
    assert tree_size() == Entry.objects.beyond_access("test").count()
    assert bytes(Checkpoint.objects.get().root) == root_of(leaves())


def test_an_export_of_a_thousand_entries_verifies_offline(world, monkeypatch):
    monkeypatch.setattr(sealer, "BATCH", 97)
    work(world, 1000)
    seal_pending(world.now)
    assert tree_size() >= 1000
    report = verify(export(Checkpoint.objects.get()), verifier_keys=[sealer.verifier_key(world.now)])
    assert (report.faults, report.size) == ((), tree_size())


def test_sealing_nothing_changes_nothing(world):
    work(world, 2)
    seal_pending(world.now)
    assert seal_pending(world.now) == 0
    assert Checkpoint.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_place_every_entry_once(world):
    work(world, 40)
    total, faults = Entry.objects.beyond_access("test").count(), []

    def seal() -> None:
        try:
            seal_pending(world.now)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    hands = [threading.Thread(target=seal) for _ in range(2)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    seal_pending(world.now)
    assert faults == []
    assert tree_size() == total
    assert Seal.objects.values("entry").distinct().count() == total
    assert current_frontier().root() == root_of(leaves())
