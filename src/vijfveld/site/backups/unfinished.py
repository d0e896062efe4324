# SPDX-License-Identifier: EUPL-1.2
"""How far a restore is, on disk before each step, so that whoever starts next can undo it or finish it.

moving   the store that was there is being put aside, or being put back
placed   it is aside as a whole; what stands in its place has not been judged
judged   what stands in its place is whole: from here on a restore is finished, never undone
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from vijfveld.site.backups.archive import BackupRefused
from vijfveld.site.preparing import sqlite_file

MOVING, PLACED, JUDGED = "moving", "placed", "judged"


def work_folder() -> Path:
    """Where a backup is unpacked; it stays until the restore is finished."""
    return Path(settings.VIJFVELD_HOME) / ".restore"


def aside_file() -> Path:
    """Where the SQLite file that was there waits for the verdict."""
    return sqlite_file().with_name(f"{sqlite_file().name}.before-restore")


def state() -> dict[str, Any]:
    """How far a restore got that was cut off; empty when there is none.

    A store that stands aside with nothing in its place was left by a version that kept no state.
    """
    try:
        found: dict[str, Any] = json.loads(_file().read_text())
    except (FileNotFoundError, NotADirectoryError):
        return {"step": MOVING} if aside_file().exists() and not sqlite_file().exists() else {}
    return found


def note(step: str, **facts: object) -> None:
    """Put on disk how far it is, with what was known before; the moves before it are on disk then too."""
    temporary = _file().with_suffix(".part")
    with temporary.open("w") as file:
        json.dump({**state(), "step": step, **facts}, file)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(_file())
    sync(sqlite_file().parent)
    sync(_file().parent)


def clear() -> None:
    """Nothing is unfinished any more."""
    for file in (_file(), _file().with_suffix(".part")):
        file.unlink(missing_ok=True)
    shutil.rmtree(work_folder(), ignore_errors=True)


def sync(path: Path) -> None:
    """Let a file, or the names in a folder, reach the disk."""
    if not path.exists():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let nobody else restore or mend; the lock falls with the process that holds it."""
    handle = os.open(_file().with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as busy:
        raise BackupRefused(_("Er wordt nu een reservekopie teruggezet. Wacht tot dat klaar is.")) from busy
    finally:
        os.close(handle)


def _file() -> Path:
    return Path(settings.VIJFVELD_HOME) / "restore.json"
