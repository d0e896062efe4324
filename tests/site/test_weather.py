# SPDX-License-Identifier: EUPL-1.2
"""Bad weather: a full disk, a read-only or busy or vanished database, a clock set back. Refused, never half-done."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta

import pytest
from django.db import connection

from tests.room.acts import open_file
from tests.room.models import RoomFile
from vijfveld.law import ledger, timekeeping
from vijfveld.law.acts.keeping import accept_clock
from vijfveld.law.entries import as_object
from vijfveld.law.models import ActKey, Entry, Unsealed
from vijfveld.law.refusals import Refused, Unavailable
from vijfveld.law.sealer import seal_pending, verifier_key
from vijfveld.law.timekeeping import forget_time
from vijfveld.methods.ledgerfile import verify
from vijfveld.node.roles import Role

ON_POSTGRES = os.environ.get("VIJFVELD_TEST_ENGINE") == "postgres"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def chair(world):
    forget_time()
    viewer = world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)
    world.later(hours=2)
    return viewer


@contextmanager
def full_disk() -> Iterator[None]:
    """No page more than there are now."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count={cursor.fetchone()[0]}")
        try:
            yield
        finally:
            cursor.execute("PRAGMA max_page_count=1073741823")


@contextmanager
def read_only() -> Iterator[None]:
    """A store that lets itself be read and no more."""
    off, on = ("SET default_transaction_read_only = off", "SET default_transaction_read_only = on")
    if not ON_POSTGRES:
        off, on = "PRAGMA query_only=OFF", "PRAGMA query_only=ON"
    with connection.cursor() as cursor:
        cursor.execute(on)
        try:
            yield
        finally:
            cursor.execute(off)


@contextmanager
def busy() -> Iterator[None]:
    """Somebody else writes and does not stop."""
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as other, connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=50")
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.rollback()
            cursor.execute("PRAGMA busy_timeout=20000")


@contextmanager
def vanished() -> Iterator[None]:
    """The server ends our connection; the next act makes a new one."""
    import psycopg

    about = connection.get_connection_params()
    wanted = {"dbname", "user", "password", "host", "port"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        ours = cursor.fetchone()[0]
    with psycopg.connect(**{name: about[name] for name in wanted & about.keys()}, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [ours])
    yield
    connection.close()


WEATHER = {"store.read_only": read_only}
WEATHER |= {"store.gone": vanished} if ON_POSTGRES else {"store.full": full_disk, "store.busy": busy}


def refused(world, chair):
    """Go on until the store gives up; give the refusal, the key of that act and how many went before."""
    for number in range(2000):
        key = f"bui-{number}"
        try:
            open_file(world.caller(chair, key), label=key, content="x" * 500)
        except Unavailable as refusal:
            return refusal, key, number
    raise AssertionError("the store took everything")


def counts():
    entries = Entry.objects.beyond_access("test")
    return RoomFile.objects.beyond_access("test").count(), entries.count(), ActKey.objects.count()


def assert_ledger_whole(world):
    signed = ledger.bring_up_to_date(world.now)
    report = verify(ledger.export(signed), verifier_keys=[verifier_key(world.now)])
    assert report.ok
    assert report.size == Entry.objects.beyond_access("test").count()
    assert not Unsealed.objects.exists()


@pytest.mark.parametrize("code", WEATHER)
def test_bad_weather_is_refused_with_a_sentence_and_afterwards_the_same_act_is_done_once(world, chair, code):
    with WEATHER[code]():
        refusal, key, done = refused(world, chair)
    assert (refusal.code, refusal.status) == (code, 503)
    assert "Er is niets opgeslagen" in str(refusal)
    assert RoomFile.objects.beyond_access("test").filter(label=key).count() == 0
    assert RoomFile.objects.beyond_access("test").count() == done
    first = open_file(world.caller(chair, key), label=key, content="weer goed")
    again = open_file(world.caller(chair, key), label=key, content="weer goed")
    assert first == again
    assert RoomFile.objects.beyond_access("test").filter(label=key).count() == 1
    assert_ledger_whole(world)


def test_a_store_that_is_read_only_still_lets_itself_be_read_and_exported(world, chair):
    open_file(world.caller(chair), label="Proef", content="geheim")
    seal_pending(world.now)
    with read_only():
        assert RoomFile.objects.beyond_access("test").get().content == "geheim"
        signed = ledger.bring_up_to_date(world.now)
        assert verify(ledger.export(signed), verifier_keys=[verifier_key(world.now)]).ok


@pytest.mark.parametrize(("seconds", "may"), [(4, True), (5, True), (6, False), (3600, False)])
def test_a_clock_set_back_by_more_than_five_seconds_makes_the_node_read_only(world, chair, seconds, may):
    open_file(world.caller(chair), label="Proef", content="geheim")
    before = counts()
    world.now -= timedelta(seconds=seconds)
    if may:
        open_file(world.caller(chair), label="Nog een", content="geheim")
        return
    with pytest.raises(Unavailable, match=r"clock\.set_back|loopt achter") as refusal:
        open_file(world.caller(chair), label="Te vroeg", content="geheim")
    assert refusal.value.code == "clock.set_back"
    assert counts() == before
    world.now += timedelta(seconds=seconds)
    assert_ledger_whole(world)


def test_after_a_clock_that_ran_ahead_was_put_right_the_keeper_accepts_it_and_all_processes_write_again(world, chair):
    right = world.now
    world.later(days=40)
    open_file(world.caller(chair), label="In de toekomst", content="geheim")
    world.now = right + timedelta(minutes=1)
    with pytest.raises(Unavailable):
        open_file(world.caller(chair), label="Te vroeg", content="geheim")
    in_another_process = dict(timekeeping._last)
    accept_clock(world.keeper())
    timekeeping._last.update(in_another_process)
    open_file(world.caller(chair), label="Weer open", content="geheim")
    forget_time()
    open_file(world.caller(chair), label="Nog eens, na een herstart", content="geheim")
    noted = Entry.objects.beyond_access("test").get(act="clock.accept")
    assert as_object(noted.body)["facts"]["seconds_ahead"] == timedelta(days=40).total_seconds() - 60
    world.now -= timedelta(seconds=6)
    with pytest.raises(Unavailable):
        open_file(world.caller(chair), label="Weer te vroeg", content="geheim")
    assert_ledger_whole(world)


def test_a_clock_that_runs_on_is_not_accepted_and_a_clock_is_accepted_by_the_keeper_alone(world, chair):
    with pytest.raises(Refused) as refusal:
        accept_clock(world.keeper())
    assert refusal.value.code == "clock.runs_on"
    world.now -= timedelta(hours=1)
    with pytest.raises(Refused) as refusal:
        accept_clock(world.caller(chair))
    assert refusal.value.code == "actor.no_role"


def test_a_key_store_that_cannot_be_written_refuses_the_dossier_and_leaves_no_trace(world, chair, monkeypatch):
    from vijfveld.node.keystore import KeyStore

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(KeyStore, "make_data_key", full)
    before = counts()
    with pytest.raises(Unavailable) as refusal:
        open_file(world.caller(chair), label="Proef", content="geheim")
    assert refusal.value.code == "store.full"
    assert counts() == before
