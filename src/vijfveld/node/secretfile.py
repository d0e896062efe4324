# SPDX-License-Identifier: EUPL-1.2
"""Secrets that a node makes for itself at first use and keeps in a file only it can read."""

import os
import secrets
from pathlib import Path


def read_or_make(path: Path, length: int = 48) -> str:
    """Return the secret in a file, making it (mode 0600) when there is none; two processes get the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        secret = secrets.token_urlsafe(length)
        file.write(secret)
    return secret
