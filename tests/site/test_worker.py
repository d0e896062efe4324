# SPDX-License-Identifier: EUPL-1.2
"""The background worker: every job does its work, a fault in one stops none, a lane never waits for the other."""

import os
import threading
import time

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from tests.kill.fire import wait_until
from vijfveld.law.models import Entry, Seal, Unsealed
from vijfveld.node import clock
from vijfveld.site.lanes import LANES, Lane, is_orphaned, take_back_orphans
from vijfveld.site.tablestatistics import gather_statistics
from vijfveld.site.worker import Job, Worker, tried, worker_id

pytestmark = pytest.mark.django_db(transaction=True)
heard: list[str] = []
held = threading.Event()


@task(queue_name="long")
def dawdle() -> None:
    """Take as long as the test says."""
    heard.append("long begun")
    held.wait(20)


@task(queue_name="now")
def hurry() -> None:
    """Be done at once."""
    heard.append("now done")


@pytest.fixture
def working(world):
    """A worker whose jobs run in threads of this process."""
    heard.clear()
    held.clear()
    worker = Worker()
    threads = worker.start()
    yield worker
    held.set()
    worker.stop()
    for thread in threads:
        thread.join(20)
        assert not thread.is_alive(), thread.name


def test_what_is_done_is_sealed_within_moments(world, working):
    world.now = clock.now()
    world.organisation("Gemeente Molenwaard")
    wait_until(lambda: not Unsealed.objects.exists(), "the sealer")
    assert Seal.objects.count() == Entry.objects.beyond_access("test").count() > 0


def test_a_long_task_does_not_delay_the_urgent_lane(world, working):
    dawdle.enqueue()
    wait_until(lambda: "long begun" in heard, "the long task to begin")
    started = time.monotonic()
    hurry.enqueue()
    wait_until(lambda: "now done" in heard, "the urgent task")
    assert time.monotonic() - started < 10
    assert not held.is_set()


def test_the_database_knows_its_tables_after_the_first_round_of_the_worker(world, working):
    """Without that, SQLite takes the widest index of all for the asks of a field."""
    if connection.vendor != "sqlite":
        assert gather_statistics(clock.now()) is False
        return
    world.now = clock.now()
    world.organisation("Gemeente Molenwaard")
    gather_statistics(clock.now())
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'node_organisation'")
        assert cursor.fetchall()
    wait_until(lambda: not Unsealed.objects.exists(), "the sealer beside it")


def test_a_fault_in_a_step_is_logged_and_the_job_goes_on(world):
    def fall(now: object) -> None:
        raise RuntimeError("stumbled")

    assert tried(Job("stumbler", fall, 1)) is None
    assert tried(Job("walker", lambda now: "went on", 1)) == "went on"


def test_a_task_of_a_worker_that_died_goes_back_into_its_lane(world):
    heard.clear()
    hurry.enqueue()
    dead = worker_id("now").replace(f":{os.getpid()}:", ":999999999:")
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now(), worker_ids=[dead])
    assert is_orphaned(dead)
    assert not is_orphaned(worker_id("now"))
    assert not is_orphaned("another-machine:1:now")
    assert take_back_orphans() == 1
    Lane("now", worker=worker_id("now")).run_waiting(clock.now())
    assert heard == ["now done"]


def test_there_are_two_lanes_and_both_are_known_to_the_settings(settings):
    assert list(LANES) == settings.TASKS["default"]["QUEUES"]
