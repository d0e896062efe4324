# SPDX-License-Identifier: EUPL-1.2
"""Copies of the key store: apart from every backup, for the owner alone, and never older than 30 days.

A copy that outlived a destruction could bring the dead key back. That is why copies are short-lived, and why putting
one back is followed by doing later destructions again.
"""

import os
import shutil
import sqlite3
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import gettext as _

from vijfveld.law.models import Destruction
from vijfveld.node import keystore as keys
from vijfveld.site.backups.archive import Archive, BackupRefused, pack

KEEP_DAYS = 30
KEPT = ("wrap.key", "session.key")
STORE = "keys.sqlite3"
MARK = "vijfveld-keys-"


def are_there(folder: Path) -> bool:
    """Whether a folder holds a key store and the key that opens it."""
    return (folder / STORE).exists() and ((folder / KEPT[0]).exists() or "VIJFVELD_WRAP_KEY" in os.environ)


def backup_keys(folder: Path, *, now: datetime) -> Path:
    """Write a copy of the keys into a folder, for the owner alone, and remove copies there past their 30 days."""
    if _is_inside(folder, Path(settings.VIJFVELD_HOME) / "files"):
        raise BackupRefused(_("Deze map gaat mee in de reservekopie. Kies voor de sleutels een andere map."))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for old in old_copies(folder, now):
        old.unlink()
    target = folder / f"{MARK}{now:%Y%m%d-%H%M%S}.tar"
    with tempfile.TemporaryDirectory(prefix=".keys-", dir=folder) as work:
        keys.keystore().copy_to(Path(work) / STORE)
        for name in KEPT:
            if (source := Path(settings.VIJFVELD_KEYS) / name).exists():
                shutil.copy2(source, Path(work) / name)
        pack(target, folder=Path(work), about={"keys": True, "made_at": now.isoformat()}, moved=lambda *_: None)
    return target


def old_copies(folder: Path, now: datetime) -> list[Path]:
    """The copies of keys in a folder that are past their 30 days."""
    return [path for path in sorted(folder.glob(f"{MARK}*.tar")) if now - _made_at(path) > timedelta(days=KEEP_DAYS)]


def _made_at(path: Path) -> datetime:
    return datetime.strptime(path.stem.removeprefix(MARK), "%Y%m%d-%H%M%S").replace(tzinfo=UTC)


def restore_keys(file: Path, *, now: datetime, over: bool = False) -> int:
    """Put a copy of the keys back; keys that died since stay dead. Returns how many were removed again."""
    live = Path(settings.VIJFVELD_KEYS)
    if (live / STORE).exists() and not over:
        raise BackupRefused(_("Hier staan al sleutels. Met --over vervangt u die door de kopie."))
    dead = _dead_here(live) | _dead_by_ledger()
    live.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix=".keys-", dir=live) as work:
        archive = Archive.unpack(file, Path(work))
        _check(archive, now)
        removed = _bury(archive.part(STORE), dead, now)
        (live / f"{STORE}-journal").unlink(missing_ok=True)
        for name in (STORE, *KEPT):
            if (part := archive.part(name)).exists():
                part.chmod(0o600)
                part.replace(live / name)
    keys._store.cache_clear()
    return removed


def _bury(copy: Path, dead: set[UUID], now: datetime) -> int:
    """Remove from a copy, before it comes to live, every key that died since; it stays known that they did."""
    store = keys.KeyStore(copy, wrap_key=bytes(32))
    living = store.dossiers()
    for dossier in dead - store.removed():
        store.remove_data_key(dossier, now)
    return len(dead & living)


def _check(archive: Archive, now: datetime) -> None:
    if not archive.manifest.get("keys"):
        raise BackupRefused(_("Dit is geen kopie van sleutels."))
    if now - datetime.fromisoformat(archive.manifest["made_at"]) > timedelta(days=KEEP_DAYS):
        raise BackupRefused(_("Deze kopie van de sleutels is ouder dan 30 dagen en mag niet meer worden gebruikt."))


def _dead_here(live: Path) -> set[UUID]:
    return keys.keystore().removed() if (live / STORE).exists() else set()


def _dead_by_ledger() -> set[UUID]:
    """The dossiers that the store says are destroyed, when there is a store."""
    try:
        ordered = Destruction.objects.beyond_access("restoring keys").values_list("dossier", flat=True)
        return set(ordered)
    except (DatabaseError, sqlite3.Error):
        return set()


def _is_inside(folder: Path, other: Path) -> bool:
    return folder.resolve().is_relative_to(other.resolve())
