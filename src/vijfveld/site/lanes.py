# SPDX-License-Identifier: EUPL-1.2
"""The two lanes of tasks, `now` and `long`: a task in one never waits for a task in the other."""

import os
import socket
from datetime import datetime

from django_tasks_db.management.commands.db_worker import Worker as TaskRunner
from django_tasks_db.models import DBTaskResult

LANES = ("now", "long")
READY, RUNNING = "READY", "RUNNING"


class Lane:
    """One queue of tasks, run one after another."""

    def __init__(self, name: str, *, worker: str) -> None:
        self.name = name
        self._runner = TaskRunner(
            queue_names=[name], interval=0, batch=True, backend_name="default", startup_delay=False, max_tasks=None,
            worker_id=worker, excluded_queue_names=[],
        )  # fmt: skip

    def run_waiting(self, now: datetime) -> None:
        """Run every task that waits; nothing is locked while there is none."""
        if DBTaskResult.objects.ready().filter(queue_name=self.name, backend_name="default").exists():
            self._runner.run()

    def stop(self) -> None:
        """End after the task that runs."""
        self._runner.running = False


def take_back_orphans() -> int:
    """Put tasks of workers on this machine that died back in their queue; returns how many."""
    running = DBTaskResult.objects.filter(status=RUNNING)
    orphans = [task.pk for task in running if task.worker_ids and is_orphaned(str(task.worker_ids[-1]))]
    return DBTaskResult.objects.filter(pk__in=orphans).update(status=READY, started_at=None)


def is_orphaned(worker: str) -> bool:
    """Whether a task was taken by a process on this machine that no longer lives."""
    host, _, rest = worker.partition(":")
    if host != socket.gethostname()[:32]:
        return False
    try:
        os.kill(int(rest.partition(":")[0]), 0)
    except ProcessLookupError:
        return True
    except (ValueError, PermissionError):
        return False
    return False
