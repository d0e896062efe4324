# SPDX-License-Identifier: EUPL-1.2
"""Backups: one file with the store and the files of a node, never its keys; a restore is judged by the ledger."""

from vijfveld.site.backups.archive import Archive, BackupRefused
from vijfveld.site.backups.keys import KEEP_DAYS, backup_keys, old_copies, restore_keys
from vijfveld.site.backups.restoring import Restored, recover, restore
from vijfveld.site.backups.saving import Saved, backup

__all__ = [
    "KEEP_DAYS",
    "Archive",
    "BackupRefused",
    "Restored",
    "Saved",
    "backup",
    "backup_keys",
    "old_copies",
    "recover",
    "restore",
    "restore_keys",
]
