# SPDX-License-Identifier: EUPL-1.2
"""One writer at a time per process, on the engine that has one writer."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_one_writer = threading.RLock()


@contextmanager
def writing() -> Iterator[None]:
    """One writer at a time per process on SQLite, so that writers queue here and not on the file's lock."""
    if connection.vendor != "sqlite":
        yield
        return
    with _one_writer:
        yield
