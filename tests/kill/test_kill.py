# SPDX-License-Identifier: EUPL-1.2
"""Kill -9 of server, web process and worker, fifty times: nothing acknowledged is lost, nothing is done twice."""

import os
import sys
import time
from collections import Counter

import pytest

from tests.kill.fire import BurningNode, Client, Store, moments, wait_until
from vijfveld.methods.ledgerfile import SealedEntry, verify, write_export
from vijfveld.methods.notes import VerifierKey

TIMES = int(os.environ.get("VIJFVELD_KILLS", "50"))
SEALED = "SELECT position, leaf, body FROM law_seal JOIN law_entry ON law_entry.id = entry_id ORDER BY position"
SIGNED = "SELECT size, note FROM law_checkpoint ORDER BY size DESC LIMIT 1"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads which processes there are from /proc"),
]


@pytest.fixture
def node(tmp_path):
    """A node on the engine of this run, with a database of its own."""
    with database() as address:
        burning = BurningNode(tmp_path, address)
        burning.start()
        yield burning
        burning.stop()


def database():
    """The address of an empty database; empty for SQLite, which is a file."""
    from contextlib import nullcontext

    if os.environ.get("VIJFVELD_TEST_ENGINE") != "postgres":
        return nullcontext("")
    from tests.kill.postgres import empty_database

    return empty_database(os.environ["VIJFVELD_TEST_POSTGRES"])


def test_killing_any_part_at_any_moment_loses_no_acknowledged_act_and_repeats_none(node):
    client, store = Client(node), Store(node)
    client.start()
    note, killed = "", Counter()
    for number, (wait, victim) in enumerate(moments(seed=2016, times=10 * TIMES)):
        known = len(client.acknowledged)
        if number % 2:
            wait_until(lambda known=known: len(client.acknowledged) > known, "an act to come through")
        time.sleep(wait)
        killed[victim] += node.kill(victim)
        note = assert_whole(store, node, since=note)
        if killed.total() >= TIMES:
            break
    client.leaving.set()
    client.join(60)
    assert_kept(client, store)
    wait_until(lambda: store.rows("SELECT count(*) FROM law_unsealed") == [(0,)], "the sealer to catch up")
    assert_whole(store, node, since=note)
    print(f"\nkilled {dict(killed)}; acknowledged {len(client.acknowledged)} acts")
    assert killed.total() == TIMES
    assert min(killed.values()) > 0


def assert_kept(client, store):
    """Every acknowledged act is there once; the one that hung in the air is there at most once."""
    found = Counter(label for (label,) in store.rows("SELECT label FROM room_roomfile"))
    assert client.strange == []
    assert len(client.acknowledged) >= TIMES // 2
    assert set(client.acknowledged) <= found.keys()
    assert max(found.values()) == 1
    assert len(found.keys() - set(client.acknowledged)) <= 1
    entries = Counter(store.rows("SELECT stream, version FROM law_entry"))
    assert max(entries.values()) == 1


def assert_whole(store, node, since):
    """The ledger is whole and goes on from where it was; gives its checkpoint."""
    signed = store.rows(SIGNED)
    if not signed:
        return since
    size, note = signed[0]
    sealed = [SealedEntry(position, bytes(leaf), bytes(body)) for position, leaf, body in store.rows(SEALED)]
    key = VerifierKey.parse(node.about["key"])
    lines = write_export(sealed[:size], checkpoint=note, key=key)
    report = verify(lines, verifier_keys=[key], old_checkpoint=since or None)
    assert report.ok, report.faults
    assert [one.position for one in sealed] == list(range(len(sealed)))
    return note
