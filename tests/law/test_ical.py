# SPDX-License-Identifier: EUPL-1.2
"""The calendar of one person: read by its key alone, renewed, stopped, and silent about dossiers."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from icalendar import Calendar

from tests.room.acts import open_file
from vijfveld.law import ical
from vijfveld.law.acts.oversight import break_glass
from vijfveld.law.acts.people import leave_person
from vijfveld.law.models import Deadline, FeedKey
from vijfveld.node import clock
from vijfveld.node.models import Account
from vijfveld.node.roles import Role


@pytest.fixture
def officer(world, settings, tmp_path):
    settings.VIJFVELD_KEYS = tmp_path / "keys"
    viewer = world.person("Femke Functionaris", "Gemeente Molenwaard", Role.FG)
    liaison = world.person("Lies Liaison", "Gemeente Zandvoorde", Role.LIAISON)
    break_glass(world.caller(liaison), "review.overdue", about="", reason="Er is nu gevaar voor een leven, nu.")
    return viewer


def ask_key(world, name: str, form_key: str = "form-1", **more: str):
    client = Client()
    client.force_login(Account.objects.get(person=world.people[name].id))
    with clock.stopped(world.now):
        return client.post("/loopt-af/agenda", {"key": form_key, **more})


def key_in(answer) -> str:
    return answer.content.decode().partition("sleutel=")[2].partition("<")[0]


def read(world, secret: str, **headers: str):
    with clock.stopped(world.now):
        return Client().get(f"/loopt-af.ics?sleutel={secret}", **headers)


def test_a_calendar_is_read_without_a_session_by_its_key_alone(world, officer):
    secret = key_in(ask_key(world, "Femke Functionaris"))
    answer = read(world, secret)
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert [str(event["summary"]) for event in events] == ["Noodstap moet zijn beoordeeld: noodstap"]
    assert events[0]["dtstart"].dt.astimezone(UTC) == world.later(hours=24)


def test_the_key_is_kept_hashed_and_the_same_form_gives_the_same_key(world, officer):
    secret = key_in(ask_key(world, "Femke Functionaris"))
    kept = FeedKey.objects.beyond_access("test").get()
    assert len(secret) >= 43
    assert secret not in kept.digest
    assert key_in(ask_key(world, "Femke Functionaris")) == secret
    assert read(world, secret).status_code == 200


def test_a_renewed_key_stops_the_old_one_and_stop_stops_all(world, officer):
    old = key_in(ask_key(world, "Femke Functionaris"))
    new = key_in(ask_key(world, "Femke Functionaris", "form-2"))
    assert (read(world, old).status_code, read(world, new).status_code) == (404, 200)
    ask_key(world, "Femke Functionaris", "form-3", stop="1")
    assert read(world, new).status_code == 404


@pytest.mark.parametrize("secret", ["", "x", "a" * 43, "stopped:", "%00"])
def test_a_wrong_key_opens_nothing(world, officer, secret):
    ask_key(world, "Femke Functionaris")
    assert read(world, secret).status_code == 404


def test_an_unchanged_calendar_says_so(world, officer):
    secret = key_in(ask_key(world, "Femke Functionaris"))
    first = read(world, secret)
    again = read(world, secret, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert read(world, secret).content == first.content


def test_the_calendar_of_who_left_stops(world, officer):
    secret = key_in(ask_key(world, "Femke Functionaris"))
    leave_person(world.keeper(), officer.person)
    assert read(world, secret).status_code == 404


def test_of_a_dossier_it_tells_the_day_and_nothing_else(world, officer):
    chair = world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)
    file = open_file(world.caller(chair), label="Zilvermeeuw", content="geheim")
    written = read(world, key_in(ask_key(world, "Vera Voorzitter"))).content.decode()
    assert "room.end" in written
    assert "Zilvermeeuw" not in written
    assert str(file.id) not in written


def test_a_deadline_of_a_day_is_an_event_of_a_whole_day_and_one_of_a_moment_is_not(world, officer):
    deadline = Deadline.objects.beyond_access("test").get()
    at_noon = ical._event(deadline, officer)
    assert "DURATION" in at_noon
    deadline.due_at = datetime(2026, 3, 31, 21, 59, 59, tzinfo=UTC)
    written = ical._event(deadline, officer).to_ical().decode()
    assert "DTSTART;VALUE=DATE:20260331" in written
    assert "DURATION" not in written
