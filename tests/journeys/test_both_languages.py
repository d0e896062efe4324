# SPDX-License-Identifier: EUPL-1.2
"""In English as in Dutch, with the keyboard alone, and on a narrow screen."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.people import NARROW, People
from tests.journeys.walking import in_days, says, title, today

pytestmark = pytest.mark.journey
KEYS = 80
DUTCH_WORDS = ("Wat loopt af", "Dreigingsbeeld", "Inzet", "Afmelden", "Zoeken")


def test_the_language_is_switched_on_the_page_and_stays(people: People) -> None:
    page = people.page("coordinator")
    page.goto("/inzet")
    page.locator(".head__who").get_by_role("button", name="English").click()
    assert page.url.endswith("/inzet")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto("/")
    assert title(page) == "The five fields, today"
    head = page.locator("header").inner_text()
    assert [word for word in DUTCH_WORDS if word in head] == []
    page.locator(".head__who").get_by_role("button", name="Nederlands").click()
    assert title(page) == "De vijf velden, vandaag"


@pytest.mark.parametrize(
    ("width", "highest"), [(1440, 104), (1280, 104), (1024, 112), (768, 72), (NARROW, 116), (320, 116)]
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_head_keeps_its_lines_also_for_the_longest_name(
    people: People, language: str, width: int, highest: int
) -> None:
    page = people.page("beheerder", width=width)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": people.address}])
    page.goto("/over")
    assert page.locator(".head__row").bounding_box()["height"] <= highest
    assert page.locator(".who").bounding_box()["height"] <= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def reach(page: Any, name: str) -> None:
    """Go to a field by the Tab key alone."""
    for _key in range(KEYS):
        if page.evaluate("document.activeElement.getAttribute('name')") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} was not reached within {KEYS} keys")


def test_a_driver_is_stated_with_the_keyboard_alone_in_english(people: People) -> None:
    page = people.page("analist")
    page.goto("/")
    page.locator(".head__who").get_by_role("button", name="English").click()
    page.goto("/aanleidingen/nieuw")
    reach(page, "sort")
    page.keyboard.press("Space")
    for name, words in (("title", "Crowds at stations"), ("statement", "More people travel.")):
        reach(page, name)
        page.keyboard.type(words)
    reach(page, "source")
    page.keyboard.type("DTN (example)")
    page.keyboard.press("Enter")
    assert title(page) == "Crowds at stations"
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_an_effort_is_read_and_prolonged_on_a_narrow_screen(people: People) -> None:
    page = people.page("coordinator", width=NARROW)
    page.goto("/")
    page.locator(".menu > summary").click()
    page.locator(".menu").get_by_role("link", name="Inzet", exact=True).click()
    page.locator("main").get_by_role("link", name="Drones boven drukke plaatsen").last.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
    page.get_by_role("link", name="Verleng", exact=True).click()
    page.locator("[name=ends_on]").fill(in_days(200))
    page.locator("[name=reasons]").fill(f"Op {today().year} volgt nog een proef.")
    page.get_by_role("button", name="Verleng de inzet").click()
    says(page, "De inzet is verlengd.")
