# SPDX-License-Identifier: EUPL-1.2
"""A restore that is killed at any moment: the next start has the store that was, or the one that was judged, whole."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.room.acts import destroy_file, open_file
from tests.room.models import RoomFile
from vijfveld.law import guard
from vijfveld.law.acts.keys import held_keys, sweep_keys
from vijfveld.law.door import forget_audiences
from vijfveld.law.entries import as_object
from vijfveld.law.models import Entry
from vijfveld.law.timekeeping import forget_time
from vijfveld.node.keystore import keystore
from vijfveld.node.models import Organisation, forget_node
from vijfveld.site import backups
from vijfveld.site.backups import restoring, stores, unfinished

pytestmark = pytest.mark.django_db(transaction=True)
KILLED = 77


def in_a_process(step: Callable[[], object], *, killed_at: int) -> int:
    """Do something in a process of its own that is killed just before its so manieth change on disk."""
    connection.close()
    child = os.fork()
    if child == 0:
        _kill_at(killed_at)
        try:
            step()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _kill_at(number: int) -> None:
    count = 0

    def dangerous(real: Callable[..., object]) -> Callable[..., object]:
        def done(*args: object, **kwargs: object) -> object:
            nonlocal count
            count += 1
            if count == number:
                os._exit(KILLED)
            return real(*args, **kwargs)

        return done

    for name in ("replace", "unlink"):
        setattr(Path, name, dangerous(getattr(Path, name)))
    stores.drop_aside = dangerous(stores.drop_aside)
    for name in ("_judge", "_settle", "_put_files", "replay_destructions", "note_restore"):
        setattr(restoring, name, dangerous(getattr(restoring, name)))


def forget() -> None:
    """What a process that starts anew does not know."""
    forget_node()
    forget_audiences()
    forget_time()


def state_of_the_node() -> str:
    """`new` after a whole restore, `old` when nothing happened; anything in between fails."""
    there = Organisation.objects.filter(code="zandwijk").exists()
    notes = Entry.objects.beyond_access("test").filter(act="node.restore").count()
    files = sorted(RoomFile.objects.beyond_access("test").values_list("label", flat=True))
    assert (there, notes, files) in [(True, 0, ["Blijft"]), (False, 1, ["Blijft"])]
    assert guard.missing() == []
    left = [path.name for path in Path(settings.VIJFVELD_HOME).iterdir() if "restore" in path.name]
    assert set(left) <= {"restore.lock"}
    assert not unfinished.aside_file().exists()
    return "old" if there else "new"


def test_killed_at_every_step_a_restore_is_undone_or_finished_by_whoever_starts_next(node, tmp_path):
    gone = open_file(node.caller(node.chair), label="Weg", content="geheim")
    open_file(node.caller(node.chair), label="Blijft", content="ook geheim")
    old, file = tmp_path / "old.tar", tmp_path / "node.tar"
    backups.backup(file, now=node.now)
    destroy_file(node.caller(node.chair), gone.id, reasons="De termijn is verlopen.")
    node.organisation("Zandwijk")
    backups.backup(old, now=node.later(minutes=1))
    now, ends = node.later(hours=1), []
    for number in range(1, 60):
        code = in_a_process(lambda: backups.restore(file, now=now, over=True), killed_at=number)
        assert code in (0, KILLED)
        forget()
        told = backups.recover(now)
        assert code == KILLED or not told
        ends.append(state_of_the_node())
        if code == 0:
            break
        if ends[-1] == "new":
            _bring_back(old, now)
    assert code == 0
    assert ends == sorted(ends, reverse=True)
    assert ends.count("old") >= 2
    assert ends.count("new") >= 5


def _bring_back(old: Path, now) -> None:
    """Put the store of before the restore in place, without a trace of it."""
    work = unfinished.work_folder()
    work.mkdir()
    archive = backups.Archive.unpack(old, work)
    with stores.replaced(archive.part("store"), lambda done, total: None):
        forget()
    stores.drop_aside()
    unfinished.clear()


def test_a_mending_that_is_killed_as_well_is_mended(node, tmp_path):
    backups.backup(tmp_path / "node.tar", now=node.now)
    open_file(node.caller(node.chair), label="Blijft", content="geheim")
    node.organisation("Zandwijk")
    now = node.later(hours=1)
    for first in range(4, 14):
        restored = lambda: backups.restore(tmp_path / "node.tar", now=now, over=True)  # noqa: E731
        assert in_a_process(restored, killed_at=first) == KILLED
        if unfinished.state().get("step") == unfinished.JUDGED:
            break
        for second in range(1, 20):
            forget()
            if in_a_process(lambda: backups.recover(now), killed_at=second) == 0:
                break
        forget()
        backups.recover(now)
        assert state_of_the_node() == "old"
    assert first > 5


def test_while_one_restores_nobody_else_does(node, tmp_path):
    backups.backup(tmp_path / "node.tar", now=node.now)
    with unfinished.one_at_a_time(), pytest.raises(backups.BackupRefused, match="Er wordt nu een reservekopie"):
        backups.restore(tmp_path / "node.tar", now=node.now, over=True)


def test_keys_of_dossiers_from_after_the_backup_are_held_for_a_newer_one_and_go_with_a_note(node, tmp_path):
    backups.backup(tmp_path / "older.tar", now=node.now)
    later = open_file(node.caller(node.chair), label="Later", content="geheim")
    backups.backup(tmp_path / "newer.tar", now=node.later(hours=1))
    restored = backups.restore(tmp_path / "older.tar", now=node.later(hours=1), over=True)
    assert restored.held == 1
    sweep_keys(node.later(days=29))
    assert held_keys(node.now)[0] == {later.id}
    backups.restore(tmp_path / "newer.tar", now=node.later(minutes=1), over=True)
    assert RoomFile.objects.beyond_access("test").get().content == "geheim"
    backups.restore(tmp_path / "older.tar", now=node.later(minutes=1), over=True)
    sweep_keys(node.later(days=29))
    assert later.id in keystore().dossiers()
    sweep_keys(node.later(days=2))
    assert later.id not in keystore().dossiers()
    noted = Entry.objects.beyond_access("test").get(act="keys.expire")
    assert as_object(noted.body)["facts"]["count"] == 1
