# SPDX-License-Identifier: EUPL-1.2
"""Serving: the HTTP processes, the background worker beside them, and a clean end of both."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

THREADS = 4
"""Requests that one process works on at a time."""

SERVER = "VIJFVELD_SERVER"
"""By this name the processes of a server know it; one that outlived it even before it could look still finds out."""

PATIENCE = 15.0
"""Seconds that a stopping worker gets to finish what it is doing."""


def is_ours(bind: str) -> bool:
    """Whether this machine has an address; any port of it will do."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in bind else socket.AF_INET) as probe:
            probe.bind((bind, 0))
    except OSError:
        return False
    return True


def is_free(bind: str, port: int) -> bool:
    """Whether a port can be listened on."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind, port))
        except OSError:
            return False
    return True


def processes(wanted: int) -> int:
    """How many HTTP processes: one on SQLite, which has one writer, and as many as asked for on PostgreSQL."""
    return 1 if connection.vendor == "sqlite" else max(1, wanted)


def serve(bind: str, *, port: int, workers: int, with_worker: bool, ready: Callable[[], None] = lambda: None) -> None:
    """Serve until a signal comes; then finish what runs. `ready` is called once the port answers."""
    os.environ[SERVER] = str(os.getpid())
    beside = Beside() if with_worker else None
    threading.Thread(target=_tell_when_open, args=(bind, port, ready), daemon=True).start()
    mark = _mark_running(port)
    try:
        if beside:
            beside.start()
        _serve_on(bind, port=port, workers=workers)
    finally:
        mark.unlink(missing_ok=True)
        if beside:
            beside.stop()


def _serve_on(bind: str, *, port: int, workers: int) -> None:
    """Serve until a signal comes. A server that gives up because its processes fall too often is started anew."""
    while True:
        server = Granian(
            "vijfveld.site.serving:http_process", factory=True, address=bind, port=port, interface=Interfaces.WSGI,
            workers=processes(workers), blocking_threads=THREADS, respawn_failed_workers=True, respawn_interval=0.5,
            workers_kill_timeout=int(PATIENCE), log_level=LogLevels.error, websockets=False,
        )  # fmt: skip
        try:
            server.serve()
            return
        except SystemExit:
            if server.interrupt_signal:
                return
            time.sleep(1)


def http_process() -> Any:
    """The WSGI application in a process of its own, which ends when the server that started it is gone."""
    from vijfveld.site.logs import set_up_logs

    set_up_logs()
    end_with_parent()
    from vijfveld.site.wsgi import application

    return application


def end_with_parent() -> None:
    """Leave at once when the server that started this process is gone: an orphan would hold the port and the files."""

    def watch() -> None:
        while server_lives():
            time.sleep(0.2)
        os._exit(1)

    threading.Thread(target=watch, name="end-with-parent", daemon=True).start()


def server_lives() -> bool:
    """Whether the server that started this process is still its parent; true for a process that none started."""
    server = os.environ.get(SERVER)
    return server is None or os.getppid() == int(server)


_starting = threading.Lock()
"""Held while a child is started. A fork in that moment would inherit the pipe on which its start is reported, hold it
open, and leave whoever started the child waiting for ever; so a fork waits until the child is there."""
os.register_at_fork(
    before=_starting.acquire, after_in_parent=_starting.release, after_in_child=_starting.release
)  # fmt: skip


def start_child(command: list[str]) -> subprocess.Popen[bytes]:
    """Start a command as a child, safe beside a thread that forks."""
    with _starting:
        return subprocess.Popen(command)  # noqa: S603


class Beside:
    """The background worker as a child: started anew when it falls, stopped with patience."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._keeper = threading.Thread(target=self._keep, name="worker-keeper", daemon=True)

    def start(self) -> None:
        """Start the worker and keep it going."""
        self._keeper.start()

    def stop(self) -> None:
        """Ask the worker to end, wait for it, and end it when it takes too long."""
        self._stopping.set()
        child = self._child
        if child is None or child.poll() is not None:
            return
        child.terminate()
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()

    def _keep(self) -> None:
        command = [sys.executable, "-m", "vijfveld.site.commands", "worker"]
        while not self._stopping.is_set():
            started = time.monotonic()
            with suppress(OSError):
                self._child = start_child(command)
                self._child.wait()
            lived = time.monotonic() - started
            self._stopping.wait(0.2 if lived > 5 else 2.0)


def _tell_when_open(bind: str, port: int, ready: Callable[[], None]) -> None:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(bind, bind)  # noqa: S104
    for _ in range(600):
        try:
            with socket.create_connection((host, port), timeout=0.2):
                return ready()
        except OSError:
            time.sleep(0.05)


def running_server() -> int | None:
    """The process that serves from this data folder, when it is alive."""
    mark = _mark()
    try:
        process = int(json.loads(mark.read_text())["process"])
        os.kill(process, 0)
    except (OSError, ValueError, KeyError):
        return None
    return process


def _mark() -> Path:
    return Path(settings.VIJFVELD_HOME) / "run" / "serve.json"


def _mark_running(port: int) -> Path:
    mark = _mark()
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(json.dumps({"process": os.getpid(), "port": port}))
    return mark
