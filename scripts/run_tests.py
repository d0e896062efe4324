# SPDX-License-Identifier: EUPL-1.2
"""`make test`: the tests on SQLite, and beside it on PostgreSQL where one can be reached; says what ran and what not.

VIJFVELD_TEST_POSTGRES names a server (postgresql://user@host/database); without it a local one is looked for. What
follows the command goes to pytest. Where CI=true, an engine or a test that was skipped is a failure.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlparse

import psycopg

ROOT = Path(__file__).resolve().parents[1]
IN_CI = os.environ.get("CI") == "true"
LOCAL = ["postgresql:///postgres", "postgresql://postgres@127.0.0.1:5432/postgres"]
JOURNEYS = "tests/journeys/test_"
LONG = ("axe", "a_round", "a_meeting", "the_account", "a_newcomer", "steering_in_depth")
SHORT = ("asks", "both_languages", "efforts", "the_gate", "the_level", "the_wheel", "what_runs_out")
ELSEWHERE = {
    "sqlite": [
        "tests/methods", "tests/face", "tests/architecture", "tests/benchmarks", "tests/api/test_api_described.py",
        *(f"{JOURNEYS}{name}.py" for name in SHORT),
    ],
    "postgres": [f"{JOURNEYS}{name}.py" for name in LONG],
}  # fmt: skip
"""What is tested once, on the other engine, where there are two: what no store can change, walks through a browser
(what they do is tested on both without one), and the API as a stranger tries it."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@dataclass
class Outcome:
    """How a run on one engine ended."""

    engine: str
    code: int
    skipped: list[str] = field(default_factory=list)


def main() -> int:
    """Run, tell, and leave with 1 when anything failed, or in CI was skipped."""
    arguments = sys.argv[1:]
    server = reachable_server()
    missing = [] if server else ["PostgreSQL: no server was reached; name one with VIJFVELD_TEST_POSTGRES"]
    if not any(map(shutil.which, BROWSERS)):
        missing.append("journeys in a browser: there is no chromium on this machine")
    with tempfile.TemporaryDirectory(prefix="vijfveld-tests-") as folder, ExitStack() as stack:
        runs = [Run("sqlite", f"SQLite {sqlite3.sqlite_version}", Path(folder))]
        if server:
            address, version = stack.enter_context(throwaway(server))
            runs.append(Run("postgres", f"PostgreSQL {version}", Path(folder), address))
        for one in runs:
            elsewhere = ELSEWHERE[one.engine] if len(runs) == 2 else []
            one.start([*(f"--ignore={place}" for place in elsewhere), *arguments])
        return tell([one.finish() for one in runs], missing)


@dataclass
class Run:
    """One run of pytest on one engine, in a process of its own; two run side by side."""

    engine: str
    title: str
    folder: Path
    address: str = ""
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def said(self) -> Path:
        """What the run prints. The first engine prints at once; the other waits for its turn."""
        return self.folder / f"{self.engine}.txt"

    def start(self, arguments: list[str]) -> None:
        """Begin; the run goes on by itself."""
        environment = {**os.environ, "VIJFVELD_TEST_ENGINE": self.engine, "VIJFVELD_TEST_POSTGRES": self.address}
        environment.pop("VIJFVELD_HOME", None)
        environment.pop("VIJFVELD_DATABASE_URL", None)
        command = [sys.executable, "-m", "pytest", "-q", "-o", f"cache_dir={self.folder / self.engine}",
                   f"--junitxml={self._report}", *arguments]  # fmt: skip
        if self.engine == "sqlite":
            print(f"\n── {self.title} " + "─" * 60, flush=True)
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603
        else:
            with self.said.open("wb") as out:
                self.process = subprocess.Popen(  # noqa: S603
                    command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT
                )

    def finish(self) -> Outcome:
        """Wait until it is done, and print what it kept back."""
        assert self.process
        code = self.process.wait()
        if self.said.exists():
            print(f"\n── {self.title} " + "─" * 60, flush=True)
            print(self.said.read_text(errors="replace"), flush=True)
        return Outcome(self.title, code, skipped_in(self._report))

    @property
    def _report(self) -> Path:
        return self.folder / f"{self.engine}.xml"


def skipped_in(report: Path) -> list[str]:
    """The tests that a report says were skipped, with their reasons."""
    if not report.exists():
        return []
    cases = ET.parse(report).iter("testcase")  # noqa: S314
    found = [(case, skip) for case in cases for skip in case.findall("skipped")]
    return [f"{case.get('classname')}.{case.get('name')}: {skip.get('message')}" for case, skip in found]


def reachable_server() -> str | None:
    """The address of the first server that answers."""
    named = os.environ.get("VIJFVELD_TEST_POSTGRES")
    for address in [named] if named else LOCAL:
        try:
            psycopg.connect(address, connect_timeout=3).close()
        except psycopg.Error:
            continue
        return address
    return None


@contextmanager
def throwaway(server: str) -> Iterator[tuple[str, str]]:
    """A database for this run alone, dropped afterwards; its address and the version of its server."""
    name = f"vijfveld_test_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        about = connection.info
        try:
            yield address_of(server, name, about), str(about.server_version // 10000)
        finally:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def address_of(server: str, name: str, about: psycopg.ConnectionInfo) -> str:
    """The address of a database on a server; a socket stays a socket."""
    parts = urlparse(server)
    return parts._replace(netloc=parts.netloc or f"{about.user}@", path=f"/{name}").geturl()


def tell(outcomes: list[Outcome], missing: list[str]) -> int:
    """Say on which engines was run, what was skipped, and whether all is well."""
    print("\n── Done " + "─" * 65)
    for outcome in outcomes:
        print(f"{'passed' if outcome.code == 0 else 'FAILED'}: {outcome.engine}")
    skipped = [f"{outcome.engine}: {one}" for outcome in outcomes for one in outcome.skipped] + missing
    print("Nothing was skipped." if not skipped else f"Skipped ({len(skipped)}):")
    for one in skipped:
        print(f"  {one}")
    failed = any(outcome.code for outcome in outcomes)
    if IN_CI and skipped:
        print("In CI nothing may be skipped.")
    return 1 if failed or (IN_CI and skipped) else 0


if __name__ == "__main__":
    sys.exit(main())
