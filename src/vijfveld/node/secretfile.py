# SPDX-License-Identifier: EUPL-1.2
"""Secrets that a node makes for itself at first use and keeps in a file only it can read."""

import os
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path


def read_or_make(path: Path, length: int = 48, *, looks: bool = False) -> str:
    """Return the secret in a file, making it (mode 0600) when there is none; two processes get the same.

    Who only looks makes no file, and gets a secret that nobody keeps.
    """
    if looks and not path.exists():
        return secrets.token_urlsafe(length)
    return keep_first(path, lambda: secrets.token_urlsafe(length)).strip()


def keep_first(path: Path, make: Callable[[], str]) -> str:
    """Return the text of a file; when there is none, one that is made and on disk before it appears, whole."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _put(path, make())
    return path.read_text()


def _put(path: Path, text: str) -> None:
    """A crash halfway leaves no file, never an empty one; of two processes the first one's file stays."""
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(temporary, path)
        _sync(path.parent)
    except FileExistsError:
        return
    finally:
        os.unlink(temporary)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
