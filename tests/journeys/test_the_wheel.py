# SPDX-License-Identifier: EUPL-1.2
"""Home is the wheel: the level, five fields, every flexible effort, and the same in words."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.people import NARROW, People
from tests.journeys.walking import title

pytestmark = pytest.mark.journey
FIELDS = ["Verwerven", "Voorkomen", "Verdedigen", "Voorbereiden", "Vervolgen"]
KEYS = 120


def cells(page: Any) -> Any:
    return page.locator(".drawing--wheel .drawing__wide a[href^='/inzet/']")


@pytest.mark.mission("S1")
def test_home_shows_the_level_and_the_five_fields(coordinator: Any) -> None:
    coordinator.goto("/")
    wheel = coordinator.locator(".drawing--wheel .drawing__wide svg")
    expect(wheel).to_contain_text("dreigingsniveau")
    for name in FIELDS:
        expect(wheel).to_contain_text(name)
    for heading in ("Wat loopt af", "Wat wordt u gevraagd", "Wat veranderde"):
        expect(coordinator.get_by_role("heading", name=heading, exact=True)).to_be_visible()


def test_a_cell_leads_to_its_effort_and_a_field_to_its_page(coordinator: Any) -> None:
    coordinator.goto("/")
    name = cells(coordinator).first.locator("title").text_content().split(",")[0]
    cells(coordinator).first.click()
    assert title(coordinator) == name
    coordinator.goto("/")
    coordinator.locator(".drawing--wheel .drawing__wide a[href='/velden/voorkomen']").first.press("Enter")
    coordinator.wait_for_url("**/velden/voorkomen")
    assert title(coordinator) == "Voorkomen"


def test_the_table_says_what_the_wheel_shows(coordinator: Any) -> None:
    coordinator.goto("/")
    coordinator.get_by_text("Toon als tabel").click()
    table = coordinator.locator("#wheel-table table")
    expect(table.locator("caption")).to_contain_text("Dreigingsniveau")
    drawn = {cell.get_attribute("href") for cell in cells(coordinator).all()}
    told = {link.get_attribute("href") for link in table.locator("a[href^='/inzet/']").all()}
    assert drawn
    assert told == drawn


def test_a_cell_is_reached_and_followed_with_the_keyboard_alone(coordinator: Any) -> None:
    coordinator.goto("/")
    for _key in range(KEYS):
        coordinator.keyboard.press("Tab")
        where = str(coordinator.evaluate("document.activeElement.getAttribute('href')"))
        if where.startswith("/inzet/"):
            break
    coordinator.keyboard.press("Enter")
    coordinator.wait_for_url(f"**{where}")
    expect(coordinator.get_by_role("heading", name="Wie doet mee")).to_be_visible()


@pytest.mark.parametrize("width", [1280, NARROW])
def test_the_wheel_and_its_table_are_there_without_scripts(people: People, width: int) -> None:
    page = people.page("coordinator", width=width, java_script_enabled=False)
    page.goto("/")
    shown = ".drawing__narrow" if width == NARROW else ".drawing__wide"
    expect(page.locator(f".drawing--wheel {shown} svg")).to_be_visible()
    page.get_by_text("Toon als tabel").click()
    expect(page.locator("#wheel-table table")).to_be_visible()
    page.locator(f".drawing--wheel {shown} a[href^='/inzet/']").first.click()
    expect(page.get_by_role("heading", name="Wie doet mee")).to_be_visible()
