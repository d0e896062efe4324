# SPDX-License-Identifier: EUPL-1.2
"""The pace of the API: a bucket per caller that fills steadily, shared by all processes on this machine.

The buckets lie in a small file of their own beside the store: a read writes nothing in the database, and what is lost
with the machine is worth nothing. Callers stand in it by a digest.
"""

import hashlib
import sqlite3
import threading
from pathlib import Path
from time import monotonic

from django.conf import settings

SWEPT_EVERY = 1000
FULL_AFTER = 120.0
"""A bucket that was not asked for this long is full, and need not be kept."""
SCHEMA = "CREATE TABLE IF NOT EXISTS bucket (who TEXT PRIMARY KEY, left REAL, at REAL) WITHOUT ROWID"


class TooFast(Exception):
    """More was asked than a node gives; `wait` says for how many seconds."""

    def __init__(self, wait: float) -> None:
        super().__init__(wait)
        self.wait = wait


class Pace:
    """All buckets. When their file cannot be written, this process goes on with buckets of its own."""

    def __init__(self) -> None:
        self._open = threading.local()
        self._taken = 0

    def take(self, who: str, *, a_minute: int) -> None:
        """Take one from the bucket of a caller. Raises TooFast when it is empty."""
        name, now = hashlib.sha256(who.encode()).hexdigest()[:32], monotonic()
        try:
            wait = self._take(self._file(), name, now=now, a_minute=a_minute)
        except (sqlite3.Error, OSError):
            wait = self._take(self._own(), name, now=now, a_minute=a_minute)
        if wait:
            raise TooFast(wait)

    def _take(self, file: sqlite3.Connection, name: str, *, now: float, a_minute: int) -> float:
        """Take one, in a transaction that keeps other processes out; returns how long to wait when there is none."""
        file.execute("BEGIN IMMEDIATE")
        try:
            left, at = file.execute("SELECT left, at FROM bucket WHERE who = ?", [name]).fetchone() or (a_minute, now)
            passed = now - at if now >= at else FULL_AFTER
            left = min(float(a_minute), left + passed * a_minute / 60)
            if left >= 1:
                file.execute("INSERT OR REPLACE INTO bucket VALUES (?, ?, ?)", [name, left - 1, now])
            self._taken += 1
            if self._taken % SWEPT_EVERY == 0:
                file.execute("DELETE FROM bucket WHERE at NOT BETWEEN ? AND ?", [now - FULL_AFTER, now])
        finally:
            file.execute("COMMIT")
        return 0.0 if left >= 1 else (1 - left) * 60 / a_minute

    def forget(self) -> None:
        """Fill every bucket."""
        for file in (self._file(), self._own()):
            file.execute("DELETE FROM bucket")

    def _file(self) -> sqlite3.Connection:
        """The shared buckets, opened once per thread."""
        path = Path(settings.VIJFVELD_HOME) / "run" / "pace.sqlite3"
        if getattr(self._open, "path", None) != path:
            self._open.file = _opened(path)
            self._open.path = path
        file: sqlite3.Connection = self._open.file
        return file

    def _own(self) -> sqlite3.Connection:
        if not hasattr(self._open, "own"):
            self._open.own = _opened(None)
        own: sqlite3.Connection = self._open.own
        return own


def _opened(path: Path | None) -> sqlite3.Connection:
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
    file = sqlite3.connect(path or ":memory:", isolation_level=None, timeout=2)
    if path:
        path.chmod(0o600)
        file.execute("PRAGMA journal_mode=WAL")
        file.execute("PRAGMA synchronous=OFF")
    file.execute(SCHEMA)
    return file


pace = Pace()
