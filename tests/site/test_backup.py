# SPDX-License-Identifier: EUPL-1.2
"""Backups: made while the node works, without its keys, judged by the ledger, with later destructions done again."""

import json
import os
import shutil
import sqlite3
import stat
import tarfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from tests.room.acts import destroy_file, open_file
from tests.room.models import RoomFile
from vijfveld.law import guard
from vijfveld.law.changes import history
from vijfveld.law.models import Entry
from vijfveld.law.sealer import seal_pending
from vijfveld.node import keystore as keys
from vijfveld.node.models import Organisation
from vijfveld.site import backups

ON_POSTGRES = os.environ.get("VIJFVELD_TEST_ENGINE") == "postgres"
pytestmark = pytest.mark.django_db(transaction=True)


def test_a_backup_brings_everything_back_and_the_ledger_notes_it(node, tmp_path):
    file = open_file(node.caller(node.chair), label="Proef", content="geheim")
    saved = backups.backup(tmp_path / "node.tar", now=node.now)
    node.organisation("Gemeente Zandwijk")
    seal_pending(node.now)
    done = backups.restore(tmp_path / "node.tar", now=node.later(hours=1), over=True)
    assert done.entries == saved.entries
    assert done.lost == 1
    assert not Organisation.objects.filter(name="Gemeente Zandwijk").exists()
    assert RoomFile.objects.beyond_access("test").get(pk=file.id).content == "geheim"
    assert Entry.objects.beyond_access("test").filter(act="node.restore").count() == 1
    assert guard.missing() == []
    assert history(node.chair, file.urn) is not None


def test_a_restored_node_works_on(node, tmp_path):
    backups.backup(tmp_path / "node.tar", now=node.now)
    backups.restore(tmp_path / "node.tar", now=node.later(hours=1), over=True)
    open_file(node.caller(node.chair), label="Daarna", content="geheim")
    with pytest.raises(Exception, match="no write without an act"):
        Organisation.objects.update(name="Anders")


def test_a_dossier_that_was_destroyed_after_the_backup_stays_destroyed(node, tmp_path):
    file = open_file(node.caller(node.chair), label="Proef", content="geheim")
    kept = open_file(node.caller(node.chair), label="Blijft", content="ook geheim")
    backups.backup(tmp_path / "node.tar", now=node.now)
    destroy_file(node.caller(node.chair), file.id, reasons="De termijn is verlopen.")
    done = backups.restore(tmp_path / "node.tar", now=node.later(hours=1), over=True)
    assert done.destroyed == 1
    assert [row.id for row in RoomFile.objects.beyond_access("test").all()] == [kept.id]
    assert RoomFile.objects.beyond_access("test").get().content == "ook geheim"


def test_a_backup_holds_no_key_and_no_session(node, tmp_path):
    open_file(node.caller(node.chair), label="Proef", content="geheim")
    backups.backup(tmp_path / "node.tar", now=node.now)
    backups.backup_keys(tmp_path / "keys", now=node.now)
    secrets = [path.read_bytes() for path in Path(settings.VIJFVELD_KEYS).glob("*.key")]
    with tarfile.open(tmp_path / "node.tar") as tar:
        names = tar.getnames()
        contents = b"".join(tar.extractfile(one).read() for one in tar if one.isfile())
    assert not [name for name in names if name.endswith(".key") or "keys.sqlite3" in name or "session" in name]
    assert secrets
    assert not [secret for secret in secrets if secret in contents]
    assert b"geheim" not in contents
    assert stat.S_IMODE((tmp_path / "node.tar").stat().st_mode) == 0o600


def test_a_node_is_not_overwritten_unless_asked(node, tmp_path):
    backups.backup(tmp_path / "node.tar", now=node.now)
    with pytest.raises(backups.BackupRefused, match="Hier staat al een node"):
        backups.restore(tmp_path / "node.tar", now=node.now)


def rewritten(source: Path, target: Path, *, change) -> None:
    """A backup whose parts went through a hand that also mended the manifest."""
    folder = target.with_suffix(".work")
    with tarfile.open(source) as tar:
        tar.extractall(folder, filter="data")
    manifest = json.loads((folder / "manifest.json").read_text())
    change(folder, manifest)
    for part in manifest["parts"]:
        part["sha256"] = backups.archive.digest(folder / part["name"])
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with tarfile.open(target, "w") as tar:
        for name in ["manifest.json", *[part["name"] for part in manifest["parts"]]]:
            tar.add(folder / name, name)


CHANGED = "CAST(replace(CAST(body AS TEXT), 'person.add', 'person.ade') AS BLOB)"


def with_changed_past(folder: Path, manifest: dict) -> None:
    """One entry says something else than was sealed."""
    if ON_POSTGRES:
        part = folder / "store" / "law_entry.copy"
        part.write_bytes(part.read_bytes().replace(b"706572736f6e2e616464", b"706572736f6e2e616465", 1))
        return
    store = sqlite3.connect(folder / "store" / "vijfveld.sqlite3")
    store.execute("DROP TRIGGER guard_law_entry_update")
    store.execute("UPDATE law_entry SET body = " + CHANGED + " WHERE act = 'person.add'")
    store.commit()
    store.close()


def test_a_backup_with_a_rewritten_past_is_refused_by_the_ledger_and_nothing_changes(node, tmp_path):
    backups.backup(tmp_path / "node.tar", now=node.now)
    rewritten(tmp_path / "node.tar", tmp_path / "bad.tar", change=with_changed_past)
    node.organisation("Gemeente Zandwijk")
    with pytest.raises(backups.BackupRefused, match="Het register in deze reservekopie klopt niet") as refusal:
        backups.restore(tmp_path / "bad.tar", now=node.now, over=True)
    assert "is gewijzigd" in str(refusal.value)
    assert Organisation.objects.filter(name="Gemeente Zandwijk").exists()
    assert guard.missing() == []


def test_a_damaged_backup_is_refused_with_every_damaged_part_named(node, tmp_path):
    file = tmp_path / "node.tar"
    backups.backup(file, now=node.now)
    content = bytearray(file.read_bytes())
    content[-20_000:-19_000] = bytes(1000)
    middle = len(content) // 2
    content[middle : middle + 100] = b"\xff" * 100
    file.write_bytes(content)
    with pytest.raises(backups.BackupRefused, match=r"veranderd of beschadigd|ontbreekt|geen reservekopie"):
        backups.restore(file, now=node.now, over=True)


@pytest.mark.parametrize("content", [b"", b"niets", b"\0" * 10240])
def test_a_file_that_is_no_backup_is_refused(node, tmp_path, content):
    (tmp_path / "x.tar").write_bytes(content)
    with pytest.raises(backups.BackupRefused, match="geen reservekopie van Vijfveld"):
        backups.restore(tmp_path / "x.tar", now=node.now, over=True)


def test_a_backup_under_other_keys_is_refused_unless_the_keys_are_lost(node, tmp_path):
    file = open_file(node.caller(node.chair), label="Proef", content="geheim")
    backups.backup(tmp_path / "node.tar", now=node.now)
    shutil.rmtree(settings.VIJFVELD_KEYS)
    keys._store.cache_clear()
    with pytest.raises(backups.BackupRefused, match="Zet eerst de sleutels terug"):
        backups.restore(tmp_path / "node.tar", now=node.now, over=True)
    backups.restore(tmp_path / "node.tar", now=node.later(hours=1), over=True, keys_lost=True)
    assert "geheim" not in RoomFile.objects.beyond_access("test").get(pk=file.id).content


def test_keys_come_back_from_their_copy_but_not_those_that_died_since(node, tmp_path):
    file = open_file(node.caller(node.chair), label="Proef", content="geheim")
    kept = open_file(node.caller(node.chair), label="Blijft", content="ook geheim")
    copy = backups.backup_keys(tmp_path / "copies", now=node.now)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    destroy_file(node.caller(node.chair), file.id, reasons="De termijn is verlopen.")
    shutil.rmtree(settings.VIJFVELD_KEYS)
    keys._store.cache_clear()
    assert backups.restore_keys(copy, now=node.now) == 1
    assert keys.keystore().dossiers() == {kept.id}


def test_what_was_destroyed_is_destroyed_again_also_after_older_keys_came_back(node, tmp_path):
    seal_pending(node.now)
    copy = backups.backup_keys(tmp_path / "copies", now=node.now)
    file = open_file(node.caller(node.chair), label="Proef", content="geheim")
    backups.backup(tmp_path / "node.tar", now=node.later(hours=1))
    destroy_file(node.caller(node.chair), file.id, reasons="De termijn is verlopen.")
    backups.restore_keys(copy, now=node.later(hours=1), over=True)
    restored = backups.restore(tmp_path / "node.tar", now=node.later(hours=1), over=True)
    assert restored.destroyed == 1
    assert not RoomFile.objects.beyond_access("test").exists()


def test_copies_of_keys_live_thirty_days(node, tmp_path):
    first = backups.backup_keys(tmp_path, now=node.now)
    backups.backup_keys(tmp_path, now=node.later(days=29))
    assert first.exists()
    late = node.later(days=2)
    with pytest.raises(backups.BackupRefused, match="ouder dan 30 dagen"):
        backups.restore_keys(first, now=late, over=True)
    backups.backup_keys(tmp_path, now=late)
    assert not first.exists()
    assert backups.old_copies(tmp_path, late + timedelta(days=31))
