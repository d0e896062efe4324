# SPDX-License-Identifier: EUPL-1.2
"""The key store: a file of its own that holds what must be able to die.

Data keys of dossiers, blind-index keys and the node's own keys live here and never in the database, so that a
backup of the database is unreadable once a key is removed. Every key lies wrapped under the wrap key (AES-256-GCM),
which is a second file, or a string in `VIJFVELD_WRAP_KEY` that an HSM or vault puts there.
"""

import base64
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from vijfveld.node.secretfile import keep_first

SCHEMA = """
CREATE TABLE IF NOT EXISTS data_key (dossier TEXT PRIMARY KEY, wrapped BLOB, made_at TEXT, removed_at TEXT);
CREATE TABLE IF NOT EXISTS ring
    (key_id TEXT PRIMARY KEY, purpose TEXT, wrapped BLOB, valid_from TEXT, valid_until TEXT);
"""


class Destroyed(LookupError):
    """The data key is gone: what lay under it can no longer be read, by anyone."""


class KeyUse(StrEnum):
    """What a key of the node itself is for; no key serves two purposes."""

    SEAL = "seal"
    EVENTS = "events"
    BLIND_INDEX = "blind-index"
    MATCHING = "matching"
    PSEUDONYM = "pseudonym"
    FEED = "feed"
    PROGRAMS = "programs"


@dataclass(frozen=True)
class RingKey:
    """A key of the node, with its name and the day from which it is used."""

    key_id: str
    purpose: KeyUse
    secret: bytes
    valid_from: datetime


class KeyStore:
    """The keys in one SQLite file. Safe for many processes; every call is its own transaction."""

    def __init__(self, path: Path, wrap_key: bytes) -> None:
        self._path = path
        self._wrap = AESGCM(wrap_key)
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._open() as file:
            file.executescript(SCHEMA)
        path.chmod(0o600)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        file = sqlite3.connect(self._path, timeout=20)
        file.execute("PRAGMA secure_delete=ON")
        file.execute("PRAGMA synchronous=FULL")
        try:
            with file:
                yield file
        finally:
            file.close()

    def make_data_key(self, dossier: UUID, now: datetime) -> None:
        """Make the data key of a dossier; a second call for the same dossier changes nothing."""
        wrapped = self._wrapped(secrets.token_bytes(32), str(dossier))
        with self._open() as file:
            file.execute(
                "INSERT OR IGNORE INTO data_key VALUES (?, ?, ?, NULL)",
                (str(dossier), wrapped, now.isoformat()),
            )

    def data_key(self, dossier: UUID) -> bytes:
        """Return the 32-byte data key of a dossier; raises Destroyed when there is none (any more)."""
        with self._open() as file:
            row = file.execute("SELECT wrapped FROM data_key WHERE dossier = ?", (str(dossier),)).fetchone()
        if row is None or row[0] is None:
            raise Destroyed(f"the key of dossier {dossier} has been destroyed")
        return self._unwrapped(row[0], str(dossier))

    def remove_data_key(self, dossier: UUID, now: datetime) -> None:
        """Destroy the data key of a dossier; the day it died stays, also of one not known here. Safe to repeat."""
        with self._open() as file:
            file.execute(
                "INSERT INTO data_key VALUES (?, NULL, ?, ?) ON CONFLICT (dossier) DO UPDATE"
                " SET wrapped = NULL, removed_at = coalesce(removed_at, excluded.removed_at)",
                (str(dossier), now.isoformat(), now.isoformat()),
            )

    def dossiers(self, *, made_before: datetime | None = None) -> set[UUID]:
        """The dossiers that have a living key; the sweep removes keys whose dossier never came to be."""
        with self._open() as file:
            rows = file.execute("SELECT dossier, made_at FROM data_key WHERE wrapped IS NOT NULL").fetchall()
        return {UUID(id) for id, made in rows if not made_before or datetime.fromisoformat(made) < made_before}

    def removed(self) -> set[UUID]:
        """The dossiers whose key was destroyed; a restore destroys their rows again."""
        with self._open() as file:
            rows = file.execute("SELECT dossier FROM data_key WHERE wrapped IS NULL").fetchall()
        return {UUID(row[0]) for row in rows}

    def check(self) -> None:
        """Raise when a key on the ring does not open; makes none."""
        with self._open() as file:
            rows = file.execute("SELECT key_id, wrapped FROM ring WHERE wrapped IS NOT NULL").fetchall()
        for key_id, wrapped in rows:
            self._unwrapped(wrapped, key_id)

    def copy_to(self, path: Path) -> None:
        """Write a copy of the keys, still wrapped, while the node runs."""
        with self._open() as file, sqlite3.connect(path) as copy:
            path.chmod(0o600)
            file.backup(copy)
        copy.close()

    def ring_key(self, purpose: KeyUse, now: datetime) -> RingKey:
        """Return the node's key for a purpose, made at the first call."""
        with self._open() as file:
            row = self._newest(file, purpose)
            if row is None:
                file.execute("BEGIN IMMEDIATE")
                row = self._newest(file, purpose) or self._add(file, purpose, now)
        key_id, wrapped, valid_from = row
        return RingKey(key_id, purpose, self._unwrapped(wrapped, key_id), datetime.fromisoformat(valid_from))

    def _newest(self, file: sqlite3.Connection, purpose: KeyUse) -> tuple[str, bytes, str] | None:
        query = "SELECT key_id, wrapped, valid_from FROM ring WHERE purpose = ? ORDER BY valid_from DESC LIMIT 1"
        row: tuple[str, bytes, str] | None = file.execute(query, (purpose.value,)).fetchone()
        return row

    def _add(self, file: sqlite3.Connection, purpose: KeyUse, now: datetime) -> tuple[str, bytes, str]:
        key_id = f"{purpose.value}-{now:%Y%m%d}-{secrets.token_hex(4)}"
        row = (key_id, self._wrapped(secrets.token_bytes(32), key_id), now.isoformat())
        file.execute("INSERT INTO ring VALUES (?, ?, ?, ?, NULL)", (row[0], purpose.value, row[1], row[2]))
        return row

    def _wrapped(self, secret: bytes, name: str) -> bytes:
        nonce = secrets.token_bytes(12)
        return nonce + self._wrap.encrypt(nonce, secret, name.encode())

    def _unwrapped(self, wrapped: bytes, name: str) -> bytes:
        return self._wrap.decrypt(wrapped[:12], wrapped[12:], name.encode())


def read_wrap_key(path: Path) -> bytes:
    """Return the wrap key from the environment or its file, making the file at first use (mode 0600)."""
    if given := os.environ.get("VIJFVELD_WRAP_KEY"):
        return base64.b64decode(given)
    return base64.b64decode(keep_first(path, lambda: base64.b64encode(secrets.token_bytes(32)).decode()))


@lru_cache(maxsize=4)
def _store(home: Path) -> KeyStore:
    return KeyStore(home / "keys.sqlite3", read_wrap_key(home / "wrap.key"))


def keystore() -> KeyStore:
    """The key store of this node."""
    return _store(Path(settings.VIJFVELD_KEYS))
