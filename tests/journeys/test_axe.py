# SPDX-License-Identifier: EUPL-1.2
"""No page of the site has a barrier that axe finds: both languages, wide and narrow, forms with their errors."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.barriers import barriers, too_wide_at
from tests.journeys.people import NARROW, WIDE, People
from tests.journeys.places import Place, find_places

pytestmark = [pytest.mark.journey, pytest.mark.slow]
BOTH = (WIDE, NARROW)
UNCHECKED = "document.querySelectorAll('main form').forEach(form => { form.noValidate = true })"
FIXED = {
    "/aanmelden/", "/wachtwoord/vergeten/", "/wachtwoord/", "/poort", "/noodstap/nieuw",
    "/inzet/nieuw/flexibel", "/inzet/nieuw/vast", "/dreigingsniveau/nieuw", "/aanleidingen/nieuw",
    "/organisaties/nieuw", "/mensen/nieuw", "/paden/nieuw", "/tweede-stap/app/", "/verwerkingen/logboek",
}  # fmt: skip
ENDS = ("/stoppen", "/verlengen", "/vast-maken", "/afbouwen", "/vraag", "/opnieuw", "/mandaat", "/stap")
"""Forms that name problems when they are sent empty."""


@pytest.fixture(scope="module")
def places(everyone: People) -> list[Place]:
    """Every page, once."""
    found, missing = find_places(everyone)
    assert everyone.leave() == []
    assert missing == []
    return found


def desks(people: People, places: list[Place], language: str) -> Iterator[tuple[Any, Place]]:
    """Every place on the screen of who can see it, in one language."""
    pages = {who: people.page(who, bypass_csp=True) for who in {place.who for place in places}}
    for page in pages.values():
        page.context.add_cookies([{"name": "django_language", "value": language, "url": people.address}])
    for place in places:
        answer = pages[place.who].goto(place.path)
        assert answer.status == 200, place
        assert pages[place.who].locator("html").get_attribute("lang") == language
        yield pages[place.who], place


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_page_has_a_barrier(people: People, places: list[Place], language: str) -> None:
    """Wide in one language and narrow in the other, in turn; that it fits the screen at both widths in both."""
    found = []
    for number, (page, place) in enumerate(desks(people, places, language)):
        this, other = BOTH if (number + (language == "en")) % 2 else reversed(BOTH)
        found += barriers(page, place.path, (this,)) + too_wide_at(page, place.path, other)
    assert found == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_form_with_problems_has_a_barrier(people: People, places: list[Place], language: str) -> None:
    forms = [place for place in places if place.path in FIXED or place.path.endswith(ENDS)]
    assert len(forms) >= len(FIXED)
    found = []
    for page, place in desks(people, forms, language):
        page.evaluate(UNCHECKED)
        page.locator("main form[method=post] button[type=submit]:not([name])").first.click()
        expect(page.locator("main .mistakes"), str(place)).to_have_count(1, timeout=20_000)
        found += barriers(page, place.path, BOTH)
    assert found == []


def test_axe_finds_a_barrier_where_there_is_one(people: People) -> None:
    page = people.page(bypass_csp=True)
    page.goto("/aanmelden/")
    page.evaluate("document.querySelector('main label').remove()")
    assert any("label" in line for line in barriers(page, "/aanmelden/", BOTH))
