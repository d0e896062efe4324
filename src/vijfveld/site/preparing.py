# SPDX-License-Identifier: EUPL-1.2
"""Making a node's folder fit to serve from: folders, store and static files. Every step may be repeated."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from vijfveld import __version__
from vijfveld.law import guard
from vijfveld.node.models import Node, forget_node

Moved = Callable[[int, int], None]
FOLDERS = ("mail", "backups", "files", "cache", "run")
STAMP = ".collected"


def make_folders() -> None:
    """The data folder and what is in it; the keys for the owner alone."""
    home, keys = Path(settings.VIJFVELD_HOME), Path(settings.VIJFVELD_KEYS)
    for folder in (home, *(home / name for name in FOLDERS)):
        folder.mkdir(parents=True, exist_ok=True)
    keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    keys.chmod(0o700)


def pending_migrations() -> list[str]:
    """The names of the migrations that the store still lacks."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate(moved: Moved = lambda done, total: None) -> int:
    """Bring the store up to date; the guard steps aside while tables are rebuilt and always comes back."""
    _begin_store()
    waiting = pending_migrations()
    keep_to_owner()
    if not waiting:
        if guard.missing():
            guard.install()
        return 0
    guard.remove()
    try:
        _run_migrations(total=len(waiting), moved=moved)
    finally:
        guard.install()
    return len(waiting)


def _run_migrations(*, total: int, moved: Moved) -> None:
    done: list[object] = []

    def told(action: str, migration: Any = None, fake: bool = False) -> None:
        if action == "apply_success":
            done.append(migration)
            moved(len(done), total)

    executor = MigrationExecutor(connection, told)  # type: ignore[arg-type]
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    emit_pre_migrate_signal(0, False, connection.alias, plan=plan)
    executor.migrate(executor.loader.graph.leaf_nodes(), plan)
    emit_post_migrate_signal(0, False, connection.alias, plan=plan)


def collect_static() -> bool:
    """Collect the static files, unless those of this version are there; returns whether it was needed."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    wanted = _digest_of_sources()
    if stamp.is_file() and stamp.read_text() == wanted:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(wanted)
    return True


def static_is_fresh() -> bool:
    """Whether the collected files are those of this version."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    return stamp.is_file() and stamp.read_text() == _digest_of_sources()


def _digest_of_sources() -> str:
    digest = hashlib.sha256(__version__.encode())
    for finder in get_finders():
        for path, storage in finder.list(None):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def sqlite_file() -> Path:
    """The database file, on the engine that has one."""
    return Path(str(settings.DATABASES["default"]["NAME"]))


def store_files() -> list[Path]:
    """The files of the SQLite store that are there; none on another engine."""
    if connection.vendor != "sqlite":
        return []
    beside = [sqlite_file().with_name(f"{sqlite_file().name}{suffix}") for suffix in ("", "-wal", "-shm")]
    return [path for path in beside if path.exists()]


def keep_to_owner() -> None:
    """Let nobody but the owner read the SQLite store; what SQLite lays beside it later gets the same rights."""
    for path in store_files():
        path.chmod(0o600)


def _begin_store() -> None:
    """Lay down an empty SQLite file for the owner alone, before SQLite makes one that others can read."""
    if connection.vendor == "sqlite" and sqlite_file().parent.is_dir() and not sqlite_file().exists():
        os.close(os.open(sqlite_file(), os.O_CREAT | os.O_WRONLY, 0o600))


def forget_store() -> bool:
    """Throw the SQLite file of an example away; on another engine nothing is done and False is given."""
    if connection.vendor != "sqlite":
        return False
    connection.close()
    for path in store_files():
        path.unlink(missing_ok=True)
    forget_node()
    return True


@contextmanager
def to_the_end(what: str) -> Iterator[bool]:
    """Mark work that may not be left halfway; gives whether it was, the time before."""
    mark = Path(settings.VIJFVELD_HOME) / "run" / f"{what}.begun"
    cut_off = mark.exists()
    mark.touch()
    yield cut_off
    mark.unlink()


def is_made() -> bool:
    """Whether there is a node in the store."""
    return Node.objects.exists()
