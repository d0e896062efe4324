# SPDX-License-Identifier: EUPL-1.2
"""A node in processes of its own, a client that goes on asking, and the hand that kills."""

import http.client
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
VICTIMS = ("server", "http", "worker")
PATIENCE = 180.0


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(holds: Any, what: str) -> None:
    """Wait until something holds, or fail and say what did not."""
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, f"waited {PATIENCE:.0f} s in vain for {what}"
        time.sleep(0.02)


class BurningNode:
    """A served node on an engine, with the process numbers of its parts."""

    def __init__(self, home: Path, database: str) -> None:
        self.home, self.database, self.port = home, database, free_port()
        mine = {"VIJFVELD_HOME": str(home), "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONUNBUFFERED": "1"}
        shared = {name: value for name, value in os.environ.items() if not name.startswith("VIJFVELD_")}
        self.environment = {**shared, **mine, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
        if database:
            self.environment["VIJFVELD_DATABASE_URL"] = database
        self.about = json.loads(self._run("tests.kill.ground"))
        self.server: subprocess.Popen[bytes] | None = None

    def _run(self, module: str, *arguments: str) -> str:
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip().splitlines()[-1]

    def start(self) -> None:
        command = [sys.executable, "-m", "vijfveld.site.commands", "serve", "--port", str(self.port)]
        with (self.home / "serve.log").open("ab") as log:
            self.server = subprocess.Popen(command, env=self.environment, cwd=ROOT, stdout=log, stderr=log)
        wait_until(self.answers, "the server to answer")

    def answers(self) -> bool:
        with suppress(OSError), closing(socket.create_connection(("127.0.0.1", self.port), timeout=1)):
            return True
        return False

    def parts(self) -> dict[str, int]:
        """The processes of the node, by what they do."""
        assert self.server is not None
        found = {"server": self.server.pid}
        for child in _children(self.server.pid):
            line = _command(child)
            if "commands worker" in line:
                found["worker"] = child
            elif "resource_tracker" not in line:
                found["http"] = child
        return found

    def kill(self, victim: str) -> bool:
        """Kill one part, without a word; a whole server is started again. False when the part was down already."""
        parts = self.parts()
        if victim not in parts:
            return False
        with suppress(ProcessLookupError):
            os.kill(parts[victim], signal.SIGKILL)
        if victim == "server" and self.server:
            self.server.wait()
            wait_until(lambda: not any(map(_lives, parts.values())) and not self.answers(), "the orphans to leave")
            self.start()
        return True

    def stop(self) -> None:
        if self.server and self.server.poll() is None:
            self.server.terminate()
            self.server.wait(PATIENCE)


def _children(process: int) -> list[int]:
    with suppress(OSError):
        return [int(word) for task in Path(f"/proc/{process}/task").iterdir()
                for word in (task / "children").read_text().split()]  # fmt: skip
    return []


def _command(process: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""


def _lives(process: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


class Client(threading.Thread):
    """Someone who opens one file after another, and asks again under the same key when no answer came."""

    def __init__(self, node: BurningNode) -> None:
        super().__init__(daemon=True)
        self.node = node
        self.acknowledged: list[str] = []
        self.strange: list[str] = []
        self.leaving = threading.Event()

    def run(self) -> None:
        number = 0
        while not self.leaving.is_set():
            key = f"form-{number:06d}"
            if self._sent(key):
                self.acknowledged.append(key)
                number += 1

    def _sent(self, key: str) -> bool:
        """Whether the act was acknowledged; a broken connection is none."""
        cookie = f"sessionid={self.node.about['session']}; csrftoken={'c' * 32}"
        headers = {"Cookie": cookie, "X-CSRFToken": "c" * 32, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", self.node.port, timeout=30)) as line:
                line.request("POST", "/kamer/", f"key={key}&label={key}", headers)
                status = line.getresponse().status
        except (OSError, http.client.HTTPException):
            time.sleep(0.01)
            return False
        if status not in (302, 503):
            self.strange.append(f"{key}: {status}")
            self.leaving.set()
        return status == 302


class Store:
    """The store as a stranger reads it: with nothing of ours in between."""

    def __init__(self, node: BurningNode) -> None:
        self.node = node

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        with self._connection() as connection:
            return list(connection.execute(question).fetchall())

    @contextmanager
    def _connection(self) -> Iterator[Any]:
        if self.node.database:
            import psycopg

            with closing(psycopg.connect(self.node.database)) as connection:
                yield connection
        else:
            with closing(sqlite3.connect(self.node.home / "vijfveld.sqlite3", timeout=20)) as connection:
                yield connection


def moments(seed: int, times: int) -> Iterator[tuple[float, str]]:
    """When to kill what: waits of up to a second, each part about as often."""
    chance = random.Random(seed)
    return ((chance.uniform(0.05, 0.6), chance.choice(VICTIMS)) for _ in range(times))
