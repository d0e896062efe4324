# SPDX-License-Identifier: EUPL-1.2
"""The two stores as parts of a backup: the SQLite file by its online backup, PostgreSQL as one COPY per table.

Both are taken from one snapshot while the node runs. Sign-in sessions stay behind: nobody is signed in after a
restore.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction

from vijfveld.law import guard, sealing_queue
from vijfveld.site.backups import unfinished
from vijfveld.site.backups.unfinished import JUDGED, MOVING, PLACED
from vijfveld.site.preparing import sqlite_file

LEFT_OUT = {"django_session", "usersessions_usersession", "django_migrations"}
PAGES = 4096
Moved = Callable[[int, int], None]


def save(folder: Path, moved: Moved) -> None:
    """Write the store into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    if connection.vendor == "sqlite":
        _save_sqlite(folder / "vijfveld.sqlite3", moved)
    else:
        _save_postgres(folder, moved)


def _save_sqlite(target: Path, moved: Moved) -> None:
    """Copy page by page from one snapshot, which a read transaction holds still while others write on."""
    source = sqlite3.connect(sqlite_file(), isolation_level=None, timeout=20)
    copy = sqlite3.connect(target)
    try:
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(copy, pages=PAGES, progress=lambda _, left, total: moved(total - left, total))
        copy.execute("DELETE FROM django_session")
        copy.execute("DELETE FROM usersessions_usersession")
        copy.commit()
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.execute("VACUUM")
    finally:
        copy.close()
        source.close()


def _save_postgres(folder: Path, moved: Moved) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        found = tables(cursor)
        for number, (table, columns) in enumerate(found.items(), start=1):
            with (folder / f"{table}.copy").open("wb") as file, _copy(cursor, table, columns, "TO STDOUT") as copy:
                for piece in copy:
                    file.write(piece)
            moved(number, len(found))


def tables(cursor: Any) -> dict[str, list[str]]:
    """The tables of a PostgreSQL store that a backup holds, with the columns that are not computed."""
    cursor.execute(
        "SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables"
        " USING (table_schema, table_name) WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
        " AND is_generated = 'NEVER' ORDER BY table_name, ordinal_position"
    )
    found: dict[str, list[str]] = {}
    for table, column in cursor.fetchall():
        if table not in LEFT_OUT:
            found.setdefault(table, []).append(column)
    return found


def _copy(cursor: Any, table: str, columns: list[str], way: str) -> Any:
    quoted = ", ".join(connection.ops.quote_name(column) for column in columns)
    return cursor.copy(f"COPY {connection.ops.quote_name(table)} ({quoted}) {way}")


@contextmanager
def replaced(folder: Path, moved: Moved, **facts: object) -> Iterator[None]:
    """Put the store of a backup in the place of the present one; whatever fails inside puts the present one back.

    `facts` about the backup are kept on disk, for whoever has to finish it.
    """
    way = _replaced_sqlite if connection.vendor == "sqlite" else _replaced_postgres
    drop_aside()
    unfinished.note(MOVING, **facts)
    with way(folder, moved):
        yield


@contextmanager
def _replaced_sqlite(folder: Path, moved: Moved) -> Iterator[None]:
    connection.close()
    try:
        _move(sqlite_file(), unfinished.aside_file())
        unfinished.note(PLACED)
        (folder / "vijfveld.sqlite3").replace(sqlite_file())
        yield
        connection.close()
        unfinished.sync(sqlite_file())
        unfinished.note(JUDGED)
    except BaseException:
        put_back()
        raise


def put_back() -> None:
    """Undo a replacement that was not judged: the store that was there is there again. Safe to repeat."""
    connection.close()
    if unfinished.state().get("step") == PLACED:
        _remove(sqlite_file())
        unfinished.note(MOVING)
    _move(unfinished.aside_file(), sqlite_file())
    unfinished.clear()


def drop_aside() -> None:
    """Remove the store that was there, once another was judged to be whole."""
    if connection.vendor == "sqlite":
        _remove(unfinished.aside_file())


def _remove(path: Path) -> None:
    for part in _with_journals(path):
        part.unlink(missing_ok=True)


def _move(here: Path, there: Path) -> None:
    """Move a SQLite file with its journals, as far as they are not there yet."""
    for old, new in zip(_with_journals(here), _with_journals(there), strict=True):
        if old.exists():
            old.replace(new)


def _with_journals(path: Path) -> list[Path]:
    return [path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")]


@contextmanager
def _replaced_postgres(folder: Path, moved: Moved) -> Iterator[None]:
    """All in one transaction, so that a store that fails the test was never there."""
    with transaction.atomic():
        guard.remove()
        sealing_queue.remove()
        with connection.cursor() as cursor:
            found = tables(cursor)
            cursor.execute(f"TRUNCATE {', '.join(map(connection.ops.quote_name, [*found, *_sessions(cursor)]))}")
            for number, (table, columns) in enumerate(found.items(), start=1):
                _load(cursor, table, columns, folder / f"{table}.copy")
                moved(number, len(found))
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
                cursor.execute(statement)
        guard.install()
        sealing_queue.install()
        yield
        unfinished.note(JUDGED)


def _load(cursor: Any, table: str, columns: list[str], part: Path) -> None:
    if not part.exists():
        return
    with part.open("rb") as file, _copy(cursor, table, columns, "FROM STDIN") as copy:
        while piece := file.read(1 << 16):
            copy.write(piece)


def _sessions(cursor: Any) -> list[str]:
    return sorted((LEFT_OUT - {"django_migrations"}) & set(connection.introspection.table_names(cursor)))


def _models() -> list[Any]:
    from django.apps import apps

    return list(apps.get_models(include_auto_created=True))
