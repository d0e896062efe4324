# SPDX-License-Identifier: EUPL-1.2
"""Making a backup while the node runs."""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from vijfveld import __version__
from vijfveld.law.ledger import bring_up_to_date
from vijfveld.law.models import Checkpoint
from vijfveld.law.sealer import origin, verifier_key
from vijfveld.node.models import this_node
from vijfveld.site.backups import stores
from vijfveld.site.backups.archive import CHECKPOINT, Moved, pack


@dataclass(frozen=True)
class Saved:
    """A backup that was made: how large it is and how many entries of the ledger it holds at least."""

    bytes: int
    entries: int


def backup(file: Path, *, now: datetime, moved: Moved = lambda done, total: None) -> Saved:
    """Write the store, the files and a signed checkpoint to one file; the keys never go with it."""
    signed = bring_up_to_date(now)
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=file.parent) as work:
        folder = Path(work)
        (folder / CHECKPOINT).write_text(signed.note)
        stores.save(folder / "store", moved)
        _copy_files(folder / "files")
        pack(file, folder=folder, about=_about(signed, now), moved=moved)
    return Saved(bytes=file.stat().st_size, entries=signed.size)


def _copy_files(target: Path) -> None:
    files = Path(settings.VIJFVELD_HOME) / "files"
    if files.is_dir() and any(files.iterdir()):
        shutil.copytree(files, target)


def _about(signed: Checkpoint, now: datetime) -> dict[str, Any]:
    node = this_node()
    return {
        "version": __version__,
        "engine": connection.vendor,
        "made_at": now.isoformat(),
        "node": {"id": str(node.id), "name": node.name, "profile": node.profile, "mode": node.mode},
        "ledger": {"origin": origin(), "size": signed.size, "key": str(verifier_key(now))},
        "migrations": applied_migrations(),
    }


def applied_migrations() -> list[str]:
    """The migrations that shaped this store."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
