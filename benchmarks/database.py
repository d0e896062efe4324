# SPDX-License-Identifier: EUPL-1.2
"""The engines on which the store is measured, each with a database of its own that is thrown away."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

NO_SERVER = "PostgreSQL: no server was reached; name one with VIJFVELD_TEST_POSTGRES"


@dataclass(frozen=True)
class Engine:
    """An engine as it stands in a heading, and the address of its server; SQLite has none."""

    title: str
    server: str = ""


def engines() -> tuple[list[Engine], list[str]]:
    """The engines that can be reached, and a sentence about the one that cannot."""
    from scripts.run_tests import reachable_server

    found = [Engine(f"SQLite {sqlite3.sqlite_version}")]
    server = reachable_server()
    return (found, [NO_SERVER]) if server is None else ([*found, Engine("PostgreSQL", server)], [])


@contextmanager
def empty(engine: Engine) -> Iterator[dict[str, str]]:
    """What a process needs in its environment to work in an empty database of this engine."""
    if not engine.server:
        yield {}
        return
    from scripts.run_tests import throwaway

    with throwaway(engine.server) as (address, _version):
        yield {"VIJFVELD_DATABASE_URL": address}
