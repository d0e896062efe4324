# SPDX-License-Identifier: EUPL-1.2
"""Everyone knows what runs out: a page, a calendar without a session, messages and the history strip."""

import re
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.journeys.people import People
from tests.journeys.serving import ServedNode
from tests.journeys.walking import follow, press, says

pytestmark = [pytest.mark.journey, pytest.mark.mission("S4")]
SOON = "Weerbare evenementen"


def test_one_page_says_what_runs_out_and_leads_there(coordinator: Any) -> None:
    coordinator.goto("/loopt-af")
    says(coordinator, SOON)
    coordinator.locator("[name=soort]").select_option("effort.end")
    press(coordinator, "Toon deze")
    expect(coordinator.locator("main .due__item .meta").first).to_contain_text("Inzet stopt")
    follow(coordinator, SOON)
    expect(coordinator.get_by_role("heading", name="Wat hier moet gebeuren")).to_be_visible()


def test_the_calendar_is_read_by_its_secret_address_without_a_session(people: People, node: ServedNode) -> None:
    page = people.page("coordinator")
    page.goto("/loopt-af/agenda")
    press(page, "Geef een adres")
    address = page.locator("main code").inner_text()
    with urlopen(address) as answer:
        calendar = Calendar.from_ical(answer.read())
    events = [event for event in calendar.walk("VEVENT") if SOON in str(event["summary"])]
    assert len(events) == 1
    assert events[0]["dtstart"].dt
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"{node.address}/loopt-af.ics?sleutel=geraden").close()
    press(page, "Geef een nieuw adres")
    with pytest.raises(HTTPError, match="404"):
        urlopen(address).close()


def test_messages_say_what_changed_until_they_are_read(people: People) -> None:
    page = people.page("analist")
    page.goto("/meldingen")
    says(page, "Wat veranderde er voor u")
    press(page, "Ik heb alles gelezen")
    says(page, "U bent bij.")


def test_the_history_strip_says_what_happened_to_an_effort(coordinator: Any) -> None:
    coordinator.goto("/inzet")
    follow(coordinator, SOON)
    strip = coordinator.locator(".history")
    expect(strip.get_by_role("heading", name="Geschiedenis")).to_be_visible()
    expect(strip).to_contain_text("Verlengde een flexibele inzet")
    expect(strip.locator("time").first).to_have_attribute("datetime", re.compile(r"\d{4}-\d{2}-\d{2}"))
