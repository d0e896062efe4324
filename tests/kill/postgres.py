# SPDX-License-Identifier: EUPL-1.2
"""A database on PostgreSQL for one test."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlparse

import psycopg


@contextmanager
def empty_database(server: str) -> Iterator[str]:
    """Make a database beside the one that is named, and drop it afterwards."""
    name = f"vijfveld_fire_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlparse(server)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
