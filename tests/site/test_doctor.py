# SPDX-License-Identifier: EUPL-1.2
"""The doctor finds each thing that can be wrong with a node, and nothing when nothing is."""

import os
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tests.room.acts import open_file
from vijfveld.law import guard
from vijfveld.law.sealer import seal_pending
from vijfveld.law.timekeeping import forget_time
from vijfveld.node import keystore as keys
from vijfveld.node.models import forget_node
from vijfveld.node.roles import Role
from vijfveld.site import doctor, preparing
from vijfveld.site.backups import backup_keys
from vijfveld.site.doctor import Level

ON_POSTGRES = os.environ.get("VIJFVELD_TEST_ENGINE") == "postgres"


@pytest.fixture
def node(world, tmp_path, settings, monkeypatch):
    """A healthy node in a folder of its own."""
    settings.VIJFVELD_HOME, settings.VIJFVELD_KEYS = tmp_path, tmp_path / "keys"
    settings.EMAIL_FILE_PATH, settings.EMAIL_HOST = str(tmp_path / "mail"), ""
    settings.SECRET_KEY = "a-long-secret-that-nobody-can-guess-0123456789"
    keys._store.cache_clear()
    forget_time()
    preparing.make_folders()
    store = tmp_path / "vijfveld.sqlite3"
    store.touch()
    (tmp_path / "backups" / "node.tar").touch()
    os.utime(tmp_path / "backups" / "node.tar", (world.now.timestamp(), world.now.timestamp()))
    monkeypatch.setattr(preparing, "static_is_fresh", lambda: True)
    monkeypatch.setattr(preparing, "sqlite_file", lambda: store)
    preparing.keep_to_owner()
    world.chair = world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)
    world.later(minutes=5)
    seal_pending(world.now)
    yield world
    keys._store.cache_clear()


def test_a_healthy_node_has_nothing(node):
    findings = doctor.examine(node.now)
    assert [one.sentence for one in findings if one.level != Level.OK] == []
    assert len(findings) == len(doctor.CHECKS)


def test_the_store_is_for_its_owner_alone(node, tmp_path):
    beside = tmp_path / "vijfveld.sqlite3-wal"
    beside.touch(0o644)
    preparing.keep_to_owner()
    if ON_POSTGRES:
        assert preparing.store_files() == []
        return
    assert [path.stat().st_mode & 0o777 for path in (preparing.sqlite_file(), beside)] == [0o600, 0o600]


def without_folder(node, home, settings, monkeypatch):
    (home / "files").rmdir()


def without_home(node, home, settings, monkeypatch):
    settings.VIJFVELD_HOME = home / "weg"
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: os.statvfs_result and _usage(10**12))


def _usage(free):
    return type("Usage", (), {"free": free})()


def with_little_space(node, home, settings, monkeypatch):
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: _usage(100_000_000))


def with_readable_keys(node, home, settings, monkeypatch):
    (home / "keys" / "wrap.key").chmod(0o644)


def with_a_readable_store(node, home, settings, monkeypatch):
    store = preparing.sqlite_file()
    store.chmod(0o644)
    monkeypatch.setattr(preparing, "store_files", lambda: [store])


def with_other_wrap_key(node, home, settings, monkeypatch):
    keys._store.cache_clear()
    (home / "keys" / "wrap.key").write_text("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")


def with_weak_secret(node, home, settings, monkeypatch):
    settings.SECRET_KEY = "geheim"


def with_old_key_copy(node, home, settings, monkeypatch):
    backup_keys(home / "kopie", now=node.now - timedelta(days=31))


def with_a_restore_cut_off(node, home, settings, monkeypatch):
    (home / "restore.json").write_text('{"step": "placed"}')


def without_mail_folder(node, home, settings, monkeypatch):
    (home / "mail").rmdir()


def with_old_static_files(node, home, settings, monkeypatch):
    monkeypatch.setattr(preparing, "static_is_fresh", lambda: False)


def with_pending_migrations(node, home, settings, monkeypatch):
    monkeypatch.setattr(preparing, "pending_migrations", lambda: ["law.9999_new"])


def without_a_guard(node, home, settings, monkeypatch):
    on = " ON law_entry" if ON_POSTGRES else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER guard_law_entry_delete{on}")


def before_it_is_made(node, home, settings, monkeypatch):
    forget_node()
    monkeypatch.setattr(doctor, "this_node", _not_made)


def _not_made():
    raise doctor.NotMade("not made")


def with_clock_set_back(node, home, settings, monkeypatch):
    node.now -= timedelta(hours=1)


def with_unsealed_entries(node, home, settings, monkeypatch):
    node.organisation("Gemeente Zandwijk")
    node.later(seconds=61)


def with_a_stuck_deadline(node, home, settings, monkeypatch):
    open_file(node.caller(node.chair), label="Proef", content="geheim")
    node.later(days=181)
    seal_pending(node.now)
    os.utime(home / "backups" / "node.tar", (node.now.timestamp(), node.now.timestamp()))


def with_database_out_of_reach(node, home, settings, monkeypatch):
    monkeypatch.setattr(doctor, "connection", OutOfReach())


class OutOfReach:
    """A connection that leads nowhere."""

    vendor = connection.vendor

    def cursor(self) -> None:
        raise doctor.DatabaseError("no route")


ILLS = [
    (without_folder, "files is er niet. Doe: vijfveld setup"),
    (without_home, "De datamap"),
    (with_little_space, "Maak nu ruimte"),
    (with_readable_keys, "Anderen kunnen de sleutels lezen"),
    (with_a_readable_store, "Anderen kunnen de opslag lezen"),
    (with_other_wrap_key, "De sleutels zijn niet te openen"),
    (with_weak_secret, "Het geheim van de sessies is te kort"),
    (with_old_key_copy, "ouder dan 30 dagen"),
    (without_mail_folder, "mail is er niet. Doe: vijfveld setup"),
    (with_a_restore_cut_off, "Het terugzetten van een reservekopie is afgebroken"),
    (with_old_static_files, "De stijlbestanden zijn niet van deze versie"),
    (with_pending_migrations, "nog niet bijgewerkt"),
    (without_a_guard, "De bewaking ontbreekt op law_entry"),
    (before_it_is_made, "nog niet gemaakt"),
    (with_clock_set_back, "Doe: vijfveld clock accept 2026-03-02"),
    (with_unsealed_entries, "wachten al 61 seconden op verzegeling"),
    (with_a_stuck_deadline, "zijn blijven liggen: 1"),
    (with_database_out_of_reach, "De database is niet bereikbaar: no route"),
]


@pytest.mark.parametrize(("make_ill", "sentence"), ILLS, ids=lambda value: getattr(value, "__name__", ""))
def test_the_doctor_finds_what_is_wrong_and_says_what_to_do(node, tmp_path, settings, monkeypatch, make_ill, sentence):
    make_ill(node, tmp_path, settings, monkeypatch)
    alarms = [one.sentence for one in doctor.examine(node.now) if one.level == Level.ALARM]
    assert any(sentence in alarm for alarm in alarms), alarms
    assert doctor.worst(doctor.examine(node.now)) == Level.ALARM


def test_an_old_backup_is_a_warning_and_no_alarm(node):
    node.later(days=3)
    assert doctor.backups(node.now).level == Level.WARNING
    assert "72 uur oud" in doctor.backups(node.now).sentence


def test_a_database_file_that_cannot_be_written_is_found(node, monkeypatch):
    monkeypatch.setattr(doctor.os, "access", lambda path, mode: False)
    with transaction.atomic(), connection.cursor() as cursor:
        if ON_POSTGRES:
            cursor.execute("SET LOCAL transaction_read_only = on")
        assert doctor.database_writes(node.now).level == Level.ALARM
        transaction.set_rollback(True)


def test_the_guard_comes_back_with_a_migration(node):
    connection.check_constraints()
    guard.remove()
    assert guard.missing()
    preparing.migrate()
    assert guard.missing() == []


def test_the_doctor_names_the_folder_in_which_the_mail_of_an_example_lands(node, monkeypatch, settings):
    class Example:
        mode = "demo"

    monkeypatch.setattr(doctor, "this_node", Example)
    assert str(settings.VIJFVELD_HOME / "mail-not-sent") in doctor.mail(node.now).sentence
