# SPDX-License-Identifier: EUPL-1.2
"""The background worker: it seals, sweeps deadlines, delivers events, sends notices and runs two lanes of tasks.

Each job has a thread of its own, so that no long task delays the urgent lane and no slow notice delays the sealer.
Any job may be killed at any moment: whoever comes next goes on where it was.
"""

import os
import signal
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import structlog
from django.db import close_old_connections, connection

from vijfveld.law import sealing_queue
from vijfveld.law.acts.clocks import sweep
from vijfveld.law.acts.dossiers import resume_destructions
from vijfveld.law.acts.keys import sweep_keys
from vijfveld.law.events import deliver
from vijfveld.law.notices import send_due_mail
from vijfveld.law.sealer import seal_pending
from vijfveld.node import clock
from vijfveld.node.models import this_node
from vijfveld.node.roles import Mode
from vijfveld.site.lanes import LANES, Lane, take_back_orphans
from vijfveld.site.serving import server_lives
from vijfveld.site.tablestatistics import gather_statistics
from vijfveld.steering.queries.erosion_counted import warm_erosion

log = structlog.get_logger(__name__)
STOP_WITHIN = 10.0


@dataclass(frozen=True)
class Job:
    """Something that is done again and again: by name, how, and after how many seconds."""

    name: str
    step: Callable[[datetime], object]
    every: float


class Worker:
    """All background jobs of a node in one process."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._sealed = threading.Event()
        self._lanes = [Lane(name, worker=worker_id(name)) for name in LANES]

    def run(self) -> None:
        """Work until SIGTERM or SIGINT, or until the server that started this worker is gone."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop())
        take_back_orphans()
        threads = self.start()
        while not self._stopping.wait(0.2):
            if not server_lives():
                self.stop()
        for thread in threads:
            thread.join(STOP_WITHIN)

    def start(self) -> list[threading.Thread]:
        """Start every job in a thread of its own."""
        threads = [threading.Thread(target=self._loop, args=[job], name=job.name, daemon=True) for job in self.jobs()]
        threads.append(threading.Thread(target=self._seal, name="sealer", daemon=True))
        threads.append(threading.Thread(target=self._deliver, name="events", daemon=True))
        for thread in threads:
            thread.start()
        return threads

    def jobs(self) -> list[Job]:
        """The jobs that go by the clock alone."""
        lanes = [Job(f"lane-{lane.name}", lane.run_waiting, 0.5) for lane in self._lanes]
        return [
            Job("deadlines", sweep_deadlines, 30),
            Job("destructions", finish_destructions, 60),
            Job("keys", sweep_keys, 3600),
            Job("statistics", gather_statistics, 3600),
            Job("erosion", warm_erosion, 3600),
            Job("mail", partial(send_due_mail, moment=clock.now), 60),
            *lanes,
        ]

    def stop(self) -> None:
        """Let every job end after the step it is in."""
        self._stopping.set()
        self._sealed.set()
        sealing_queue.wake()
        for lane in self._lanes:
            lane.stop()

    def _loop(self, job: Job) -> None:
        while not self._stopping.is_set():
            tried(job)
            self._stopping.wait(job.every)
        connection.close()

    def _seal(self) -> None:
        job = Job("sealer", seal_pending, 1)
        while not self._stopping.is_set():
            if tried(job):
                self._sealed.set()
            sealing_queue.wait(job.every)
        connection.close()

    def _deliver(self) -> None:
        job = Job("events", partial(deliver, moment=clock.now), 5)
        while not self._stopping.is_set():
            tried(job)
            self._sealed.wait(job.every)
            self._sealed.clear()
        connection.close()


def tried(job: Job) -> object:
    """Do one step; a fault is told in the log and the job goes on."""
    close_old_connections()
    try:
        return job.step(clock.now())
    except Exception:
        log.exception("job failed", job=job.name)
        return None


def sweep_deadlines(now: datetime) -> int:
    """Remind of and end the deadlines of this node's own mode."""
    return sweep(now, mode=Mode(this_node().mode), moment=clock.now)


def finish_destructions(now: datetime) -> int:
    """Carry through the destructions that were ordered and not finished."""
    return resume_destructions(now, mode=Mode(this_node().mode), moment=clock.now)


def worker_id(lane: str) -> str:
    """The name under which a lane of this process takes tasks."""
    return f"{socket.gethostname()[:32]}:{os.getpid()}:{lane}"
