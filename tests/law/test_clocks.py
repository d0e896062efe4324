# SPDX-License-Identifier: EUPL-1.2
"""What runs out: reminded once, ended once, shown by how soon, and closed when the act comes after all."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.room.acts import open_file
from tests.room.models import RoomFile
from vijfveld.law.acts import clocks
from vijfveld.law.acts.clocks import endings, sweep
from vijfveld.law.acts.oversight import break_glass, review_glass
from vijfveld.law.models import Deadline, DeadlineState, Entry
from vijfveld.law.queries import When, how_soon, running_out
from vijfveld.law.refusals import Refused
from vijfveld.law.timekeeping import wrote
from vijfveld.law.viewers import viewer_of
from vijfveld.law.words import deadline_words
from vijfveld.node.roles import Mode, Role

REASON = "Er is nu gevaar voor een leven en wachten kan niet."


@pytest.fixture
def glass(world):
    world.person("Femke Functionaris", "Gemeente Molenwaard", Role.FG)
    chair = world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)
    return break_glass(world.caller(chair), "review.overdue", about="", reason=REASON)


def only():
    return Deadline.objects.beyond_access("test").get()


def test_a_deadline_is_reminded_of_once_and_runs_out_once(world, glass):
    world.later(hours=21)
    assert sweep(world.now, mode=Mode.REAL) == 1
    assert sweep(world.now, mode=Mode.REAL) == 0
    assert only().reminded_at == world.now
    world.later(hours=4)
    assert sweep(world.now, mode=Mode.REAL) == 1
    assert sweep(world.now, mode=Mode.REAL) == 0
    assert only().state == DeadlineState.RAN_OUT
    acts = Entry.objects.beyond_access("test").filter(stream=only().urn).values_list("act", flat=True)
    assert sorted(acts) == ["deadline.remind", "deadline.run_out", "glass.break"]


def test_what_ran_out_stays_in_sight_until_the_act_comes_after_all(world, glass):
    officer = viewer_of(world.people["Femke Functionaris"], now=world.now)
    world.later(hours=30)
    sweep(world.now, mode=Mode.REAL)
    assert len(running_out(officer, world.now).groups[When.LATE]) == 1
    review_glass(world.caller(officer), glass.id, judgement="right")
    assert running_out(officer, world.now).count == 0
    assert only().state == DeadlineState.MET


def test_the_default_at_the_end_of_a_dossier_is_to_destroy(world, settings, tmp_path):
    settings.VIJFVELD_KEYS = tmp_path
    chair = world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)
    open_file(world.caller(chair), label="Proef", content="geheim")
    world.later(days=181)
    sweep(world.now, mode=Mode.REAL)
    assert not RoomFile.objects.beyond_access("test").exists()


def test_a_long_sweep_acts_at_the_time_it_is_and_not_at_the_time_it_began(world, glass):
    """While it goes on others write; an act of a minute ago would be taken for a clock that was set back."""
    chair = viewer_of(world.people["Vera Voorzitter"], now=world.now)
    break_glass(world.caller(chair), "review.overdue", about="", reason=REASON)
    began = world.later(hours=25)

    def moment():
        wrote(world.later(minutes=1))
        return world.now

    assert sweep(began, mode=Mode.REAL, moment=moment) == 2
    closed = Deadline.objects.beyond_access("test").values_list("closed_at", flat=True)
    assert sorted(at - began for at in closed) == [timedelta(minutes=1), timedelta(minutes=2)]


def test_one_deadline_that_is_refused_does_not_stop_the_others(world, glass, monkeypatch):
    chair = viewer_of(world.people["Vera Voorzitter"], now=world.now)
    break_glass(world.caller(chair), "review.overdue", about="", reason=REASON)
    real, seen = clocks.run_out, []

    def refused_once(caller, deadline):
        seen.append(deadline)
        if len(seen) == 1:
            raise Refused("test.refused", "Nee.")
        return real(caller, deadline)

    monkeypatch.setattr(clocks, "run_out", refused_once)
    world.later(hours=25)
    assert sweep(world.now, mode=Mode.REAL) == 1
    assert sweep(world.now, mode=Mode.REAL) == 1


def test_the_clock_of_an_exercise_leaves_what_is_real_alone(world, glass):
    world.later(hours=30)
    assert sweep(world.now, mode=Mode.EXERCISE) == 0


@pytest.mark.parametrize(
    ("due", "when"),
    [
        ("2026-03-02T11:59", When.LATE), ("2026-03-02T12:00", When.LATE), ("2026-03-02T12:01", When.THIS_WEEK),
        ("2026-03-09T22:59", When.THIS_WEEK), ("2026-03-09T23:00", When.THIS_MONTH),
        ("2026-04-01T21:59", When.THIS_MONTH), ("2026-04-01T22:00", When.LATER), ("2027-03-20T12:00", When.LATER),
    ],
)  # fmt: skip
def test_how_soon_is_told_in_days_of_the_node_from_today(due, when):
    now = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    assert how_soon(datetime.fromisoformat(due).replace(tzinfo=UTC), now) == when


@given(minutes=st.integers(min_value=-(10**6), max_value=10**6), more=st.integers(min_value=0, max_value=10**6))
def test_a_later_deadline_never_stands_in_an_earlier_group(minutes, more):
    now, order = datetime(2026, 3, 2, 12, 0, tzinfo=UTC), list(When)
    due = now + timedelta(minutes=minutes)
    assert order.index(how_soon(due, now)) <= order.index(how_soon(due + timedelta(minutes=more), now))


def test_every_sort_of_deadline_that_the_clock_ends_has_words():
    assert {code for code in endings() if not code.startswith("room.")} <= {code for code, _ in deadline_words.items()}


def test_one_deadline_that_fails_does_not_stop_the_others(world, glass, monkeypatch):
    chair = viewer_of(world.people["Vera Voorzitter"], now=world.now)
    break_glass(world.caller(chair), "review.overdue", about="", reason=REASON)
    real, seen = clocks.run_out, []

    def failing_once(caller, deadline):
        seen.append(deadline)
        if len(seen) == 1:
            raise RuntimeError("a fault in the code of an ending")
        return real(caller, deadline)

    monkeypatch.setattr(clocks, "run_out", failing_once)
    world.later(hours=25)
    assert sweep(world.now, mode=Mode.REAL) == 1
    assert len(seen) == 2
