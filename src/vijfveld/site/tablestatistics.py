# SPDX-License-Identifier: EUPL-1.2
"""What the database must know of its own tables to choose the right index for a question."""

from datetime import datetime

from django.db import connection

from vijfveld.law.writing import writing

SAMPLE = 1_000
"""Rows of an index that are looked at; enough to tell a narrow index from a wide one, and done in milliseconds."""


def gather_statistics(now: datetime) -> bool:
    """Let SQLite look at its tables anew; PostgreSQL does so by itself. Returns whether it was done."""
    if connection.vendor != "sqlite":
        return False
    with writing(), connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit={SAMPLE}")
        cursor.execute("ANALYZE")
    return True
