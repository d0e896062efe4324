# SPDX-License-Identifier: EUPL-1.2
"""What was counted is kept while its ground is the same, for all threads and processes of the node, and no longer."""

import sys
import threading
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.steering.test_erosion import states, years
from tests.strategy.conftest import network
from vijfveld.node.roles import Discipline, Role
from vijfveld.site.worker import Worker
from vijfveld.steering.erosion_counting import last_of
from vijfveld.steering.queries import erosion_counted as kept
from vijfveld.steering.queries.erosion_counted import Ground, forget_erosion, warm_erosion

__all__ = ["network", "years"]


def counts_anew(years, viewer=None, day=None) -> int:
    """How often the entries of asks are read for one look."""
    with CaptureQueriesContext(connection) as queries:
        years.seen(viewer, day)
    return sum('"law_entry"."stream" IN' in query["sql"] for query in queries)


@pytest.fixture
def begun(years):
    years.begin()
    years.months(3)
    return years


def test_what_was_counted_stands_until_the_month_or_its_ground_is_another(begun):
    assert (counts_anew(begun), counts_anew(begun)) == (1, 0)
    assert begun.seen(begun.towns[0]).counted is begun.seen().counted
    begun.begin("vervolgen.doel")
    begun.wear(begun.towns, 3)
    begun.world.organisation("Gemeente Nieuw", discipline=Discipline.SOCIAL)
    assert counts_anew(begun) == 0, "what is done in the running month counts when it is over"
    begun.months(1)
    assert (counts_anew(begun), counts_anew(begun)) == (1, 0)
    overseer = begun.world.person("Tess Toezicht", "Inspectie", Role.OVERSIGHT)
    assert begun.seen(overseer).counted is None, "who sees no effort counts nothing, whatever others counted"


def test_a_month_counts_once_its_last_day_is_over(begun):
    world = begun.world
    begun.wear(begun.towns, 3)
    while last_of(world.now.date()) != world.now.date():
        world.later(days=1)
    running = world.now.date()
    assert begun.seen().months[-1] < running.replace(day=1)
    assert states(begun.seen())["local"] == "calm"
    begun.wear(begun.towns, 1)
    assert states(begun.seen())["local"] == "calm"
    world.later(days=1)
    for day in (world.now.date(), running):
        seen = begun.seen(day=day)
        assert (seen.months[-1], states(seen)["local"]) == (running.replace(day=1), "look")
        assert seen.counted.granted["local"][-1] == len(begun.towns), "what was answered on the last day is in it"
        assert max(one.on for one in seen.steps) == running


def test_other_processes_take_what_one_counted_until_it_is_forgotten(begun, settings, tmp_path):
    backend = "django.core.cache.backends.filebased.FileBasedCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": str(tmp_path / "cache")}}
    before = begun.seen()
    files = list(Path(tmp_path / "cache").iterdir())
    assert [oct(one.stat().st_mode & 0o777) for one in files] == ["0o600"]
    kept._memory.clear()
    assert counts_anew(begun) == 0
    assert (states(begun.seen()), begun.seen().steps) == (states(before), before.steps)
    kept._memory.clear()
    files[0].write_bytes(b"torn")
    assert counts_anew(begun) == 1, "what cannot be read is counted anew"
    forget_erosion()
    assert counts_anew(begun) == 1
    forget_erosion()
    assert list(Path(tmp_path / "cache").iterdir()) == []


def test_a_slot_that_holds_another_ground_is_not_taken(begun):
    begun.seen()
    slot = kept._slot("real", kept._place(begun.seen().months[-1]))
    assert cache.get(slot) is not None
    cache.set(slot, ("another ground", (None, [])))
    kept._memory.clear()
    assert begun.seen().counted is not None


def test_the_worker_counts_each_hour_so_that_nobody_waits(begun):
    jobs = {job.name: job for job in Worker().jobs()}
    assert jobs["erosion"].every == 3600
    assert warm_erosion(begun.world.now) is True
    assert counts_anew(begun) == 0
    assert counts_anew(begun, begun.towns[0]) == 0


def test_a_node_without_asks_warms_nothing(world):
    assert warm_erosion(world.now) is False


ONE, TWO = UUID(int=1), UUID(int=2)
GROUND = Ground(
    date(2026, 1, 1), [(ONE, "voorkomen", "fixed", TWO, 5)], [(TWO, "social", "local")], [(date(2026, 1, 3), 1)],
    (ONE, b"{}"),
)  # fmt: skip


@pytest.mark.parametrize(
    "changes",
    [
        {"month": date(2026, 2, 1)},
        *({"efforts": [tuple(row)]} for row in (
            (ONE, "vervolgen", "fixed", TWO, 5), (ONE, "voorkomen", "flexible", TWO, 5),
            (ONE, "voorkomen", "fixed", ONE, 5), (ONE, "voorkomen", "fixed", TWO, 6))),
        {"efforts": []},
        {"organisations": [(TWO, "security", "local")]},
        {"organisations": [(TWO, "social", "national")]},
        {"found": [(date(2026, 1, 3), 2)]},
        {"newest": (TWO, b"{}")},
        {"newest": None},
    ],
)  # fmt: skip
def test_whatever_the_figures_rest_on_is_in_the_digest(world, changes):
    assert replace(GROUND).digest == GROUND.digest
    assert replace(GROUND, **changes).digest != GROUND.digest


@pytest.fixture
def no_store(world, monkeypatch):
    """Counting without a store: the ground of a month, and what was counted for it."""
    counted_for = []

    def count_anew(viewer, ground):
        counted_for.append(ground.month)
        return None, [ground.month]

    kept._ground(years_viewer(), date(2026, 1, 1))
    monkeypatch.setattr(kept, "_ground", lambda viewer, month: replace(GROUND, month=month))
    monkeypatch.setattr(kept, "_count_anew", count_anew)
    return counted_for


def years_viewer():
    return kept.Viewer(None, None, now=datetime(2026, 1, 1, tzinfo=kept.HERE))


class Forgetful(dict):
    """A memory from which another thread takes everything at once."""

    def __setitem__(self, key, value):
        pass


def test_whoever_counts_has_the_figures_though_another_thread_forgets_them(no_store, monkeypatch):
    monkeypatch.setattr(kept, "_memory", Forgetful())
    assert kept.counted(years_viewer(), date(2026, 3, 2)) == (None, [date(2026, 2, 1)])


def test_four_threads_that_ask_for_more_months_than_are_kept_do_not_fall_over_one_another(no_store):
    days = [date(2024, 1, 2) + timedelta(days=31 * number) for number in range(20)]
    faults, pause = [], sys.getswitchinterval()

    def look(start):
        try:
            for turn in range(200):
                day = days[(start + turn) % len(days)]
                told = kept.counted(years_viewer(), day)[1]
                assert told == [kept.last_whole_month(day)]
        except Exception as fault:
            faults.append(fault)

    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=look, args=[5 * number]) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(pause)
    assert faults == []
    assert len(kept._memory) == kept.MOST_KEPT


def test_what_four_threads_ask_for_at_once_is_counted_once(no_store):
    threads = [threading.Thread(target=kept.counted, args=[years_viewer(), date(2026, 3, 2)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert no_store == [date(2026, 2, 1)]
