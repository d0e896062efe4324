# SPDX-License-Identifier: EUPL-1.2
"""A node as people meet it, made and served by the product's own commands from a folder that is thrown away: the
example, or a real one on which nothing happened yet."""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlparse
from urllib.request import urlopen

import psycopg

COMMAND = [sys.executable, "-m", "vijfveld.site.commands"]
MADE_OF_ITS_OWN = ("VIJFVELD_", "DJANGO_")
ALL_AT_ONCE = """
import json, sys
from vijfveld.site.commands.line import app
for words in json.loads(sys.argv[1]):
    app(args=words, standalone_mode=False)
"""
"""Several commands in one process: starting the site takes longer than what they do."""
PATIENCE = 30.0


@dataclass(frozen=True)
class ServedNode:
    """A running example node: where it answers, where it keeps its things, and which database holds its records."""

    address: str
    home: Path
    database: str

    def mails(self, to: str) -> list[str]:
        """The mails that left for an address, the oldest first; one that is still being written is left out."""
        written = [path.read_bytes() for path in sorted((self.home / "mail").glob("*.log"))]
        read = [message_from_bytes(told) for told in written if told.rstrip().endswith(b"-" * 79)]
        return [str(mail.get_payload(decode=True).decode()) for mail in read if mail["To"] == to]

    def keeps(self, words: str) -> list[str]:
        """Every place in which these words are kept: files of the node, its logs, and the tables of its database."""
        sought = words.encode()
        files = (path for path in self.home.rglob("*") if path.is_file())
        found = [str(path.relative_to(self.home)) for path in files if sought in path.read_bytes()]
        return found + (_tables_with(self.database, words) if self.database else [])


def _tables_with(database: str, words: str) -> list[str]:
    with psycopg.connect(database) as connection:
        names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        asked = [(name, f'SELECT 1 FROM "{name}" AS row WHERE row::text LIKE %s LIMIT 1') for (name,) in names]
        return [name for name, query in asked if connection.execute(query, [f"%{words}%"]).fetchone()]


@contextmanager
def example_node() -> Iterator[ServedNode]:
    """Load the example, serve it, and stop it again; on the engine of this run of the tests."""
    with tempfile.TemporaryDirectory(prefix="vijfveld-journey-") as folder, _database() as database:
        home, port = Path(folder), _free_port()
        environment = _environment(home, port, database)
        subprocess.run([*COMMAND, "demo", "--no-serve"], env=environment, check=True, stdout=subprocess.DEVNULL)
        with _served(environment, home, port) as address:
            yield ServedNode(address, home, database)


@contextmanager
def real_node(staff: dict[str, str]) -> Iterator[tuple[ServedNode, dict[str, str]]]:
    """Make a real node with a coordinating body, an assessing body and staff by the role they get, as whoever holds
    the machine does; serve it. Also gives the passwords of the staff, by role."""
    with tempfile.TemporaryDirectory(prefix="vijfveld-journey-") as folder, _database() as database:
        home, port = Path(folder), _free_port()
        environment = _environment(home, port, database)

        commands = [
            ["setup", "--name", "Node van de proef"],
            ["organisation", "add", "nctv", "NCTV (proef)", "--sort", "agency", "--reach", "national"],
            ["organisation", "add", "visitatie", "Visitatie (proef)", "--sort", "research", "--reach", "national"],
        ]
        for role, email in staff.items():
            who = ["--name", f"Sam {role}", "--organisation", "nctv", "--role", role]
            commands += [["user", "add", email, *who], ["user", "password", email, "--generate"]]
        told = subprocess.run(
            [sys.executable, "-c", ALL_AT_ONCE, json.dumps(commands)],
            env=environment, check=True, stdout=subprocess.PIPE, text=True,
        ).stdout  # fmt: skip
        passwords = dict(zip(staff, re.findall(r"(?m)^Nieuw wachtwoord: (\S+)$", told), strict=True))
        with _served(environment, home, port) as address:
            yield ServedNode(address, home, database), passwords


@contextmanager
def _served(environment: dict[str, str], home: Path, port: int) -> Iterator[str]:
    """Serve what lies in a folder; the address where it answers."""
    with (home / "serve.log").open("wb") as log:
        server = subprocess.Popen([*COMMAND, "serve"], env=environment, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, server)
        yield address
    finally:
        _stop(server)


def _environment(home: Path, port: int, database: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(MADE_OF_ITS_OWN)}
    given = {"VIJFVELD_HOME": str(home), "VIJFVELD_PORT": str(port), "VIJFVELD_DEMO_DAY": _demo_day()}
    return {**kept, **given, **({"VIJFVELD_DATABASE_URL": database} if database else {})}


def _demo_day() -> str:
    """The day that the example calls today. Its clock says four at night: before that, yesterday is today."""
    return (datetime.now(UTC) - timedelta(hours=6)).date().isoformat()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _database() -> Iterator[str]:
    """A PostgreSQL database of its own when this run is on PostgreSQL; nothing for SQLite."""
    if os.environ.get("VIJFVELD_TEST_ENGINE") != "postgres":
        yield ""
        return
    server = os.environ["VIJFVELD_TEST_POSTGRES"]
    name = f"vijfveld_journey_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlparse(server)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert server.poll() is None, "the server ended before it answered"
        try:
            urlopen(f"{address}/aanmelden/").close()
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"the server did not answer within {PATIENCE:.0f} seconds")


def _stop(server: "subprocess.Popen[bytes]") -> None:
    server.terminate()
    try:
        server.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        server.kill()
