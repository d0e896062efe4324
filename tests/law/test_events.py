# SPDX-License-Identifier: EUPL-1.2
"""Events: heard from sealed positions, in order, once in effect, also after a crash."""

from datetime import timedelta

import pytest

from tests.room import acts as handlers
from vijfveld.law import events
from vijfveld.law.acts.people import leave_organisation
from vijfveld.law.events import deliver, subscribes
from vijfveld.law.models import Cursor
from vijfveld.law.sealer import seal_pending
from vijfveld.node.roles import Role


@pytest.fixture
def heard(world):
    handlers.heard.clear()
    return handlers.heard


def leave(world, name: str):
    coordinator = world.people.get("Cora") and world.viewers["Cora"]
    place = world.organisation(name)
    leave_organisation(world.caller(coordinator), place.id, on=world.now.date())
    return place.urn


@pytest.fixture(autouse=True)
def coordinator(world):
    world.viewers = {"Cora": world.person("Cora", "NCTV", Role.COORDINATOR)}


def test_nothing_is_heard_before_it_is_sealed_and_everything_once_after(world, heard):
    left = [leave(world, "Gemeente A"), leave(world, "Gemeente B")]
    deliver(world.now)
    assert heard == []
    seal_pending(world.now)
    deliver(world.now)
    deliver(world.now)
    assert heard == left


def test_a_long_list_is_handled_at_the_time_it_is_for_each_event(world):
    times = []

    @subscribes("test.slow", ["organisation.leave"])
    def slow(event, now):
        times.append(now)
        world.later(minutes=1)

    try:
        [leave(world, "Gemeente A"), leave(world, "Gemeente B")]
        seal_pending(world.now)
        began = world.now
        deliver(began, moment=lambda: world.now)
        assert [at - began for at in times] == [timedelta(), timedelta(minutes=1)]
    finally:
        events._subscribers.pop("test.slow")


def test_a_handler_that_fails_is_asked_again_and_the_others_go_on_where_they_were(world, heard):
    tries = []

    @subscribes("test.fragile", ["organisation.leave"])
    def fragile(event, now):
        tries.append(event.subject)
        if len(tries) == 2:
            raise RuntimeError("the process is killed here")

    try:
        left = [leave(world, "Gemeente A"), leave(world, "Gemeente B")]
        seal_pending(world.now)
        with pytest.raises(RuntimeError):
            deliver(world.now)
        deliver(world.now)
        assert tries[-2:] == left
        assert tries[-1] == left[1]
    finally:
        events._subscribers.pop("test.fragile")


def test_the_caller_of_an_event_acts_once_for_each_subscriber(world):
    leave(world, "Gemeente A")
    seal_pending(world.now)
    callers = []

    @subscribes("test.keys", ["organisation.leave"])
    def keyed(event, now):
        callers.append(event.caller("test.keys", now))

    try:
        deliver(world.now)
        assert len({caller.key for caller in callers}) == 1
        assert callers[0].name.startswith("clock:")
    finally:
        events._subscribers.pop("test.keys")


def test_a_subscriber_that_fails_holds_up_no_other(world, heard):
    @subscribes("a.broken", ["organisation.leave"])
    def broken(event, now):
        raise RuntimeError("this one never works")

    try:
        left = leave(world, "Gemeente A")
        seal_pending(world.now)
        with pytest.raises(RuntimeError):
            deliver(world.now)
        assert heard == [left]
    finally:
        events._subscribers.pop("a.broken")


def test_a_worker_that_lags_behind_another_does_not_move_the_cursor_back(world, heard):
    leave(world, "Gemeente A")
    seal_pending(world.now)
    deliver(world.now)
    far = Cursor.objects.get(name="room.listener").position
    events._move("room.listener", far - 1)
    assert Cursor.objects.get(name="room.listener").position == far
