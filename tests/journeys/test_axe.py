# SPDX-License-Identifier: EUPL-1.2
"""No page of the site has a barrier that axe finds: both languages, wide and narrow, forms with their errors."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.people import NARROW, WIDE, People
from tests.journeys.places import Place, find_places

pytestmark = [pytest.mark.journey, pytest.mark.slow]
AXE = (Path(__file__).parents[1] / "vendor/axe/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPENED = "document.querySelectorAll('details:not(.more)').forEach(one => { one.open = true })"
"""Whatever folds is open but the rest of the menu, which lies over the page; tests/face opens that."""
RUN = "rules => axe.run(document, { runOnly: rules, resultTypes: ['violations'], preload: false })"
UNCHECKED = "document.querySelectorAll('main form').forEach(form => { form.noValidate = true })"
FIXED = {
    "/aanmelden/", "/wachtwoord/vergeten/", "/wachtwoord/", "/poort", "/poort/spanning", "/noodstap/nieuw",
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


def barriers(page: Any, path: str) -> list[str]:
    """What axe finds on this page, wide and narrow, and whether it is wider than the screen."""
    page.evaluate(OPENED)
    page.evaluate(AXE)
    return [line for width in (WIDE, NARROW) for line in _barriers_at(page, path, width)]


def _barriers_at(page: Any, path: str, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    found = page.evaluate(RUN, RULES)["violations"]
    told = [f"{path} {width}: {one['id']} {json.dumps(one['nodes'][0]['html'])[:200]}" for one in found]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return told + ([f"{path} {width}: {wide} pixels wide"] if wide > width else [])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_page_has_a_barrier(people: People, places: list[Place], language: str) -> None:
    found = [line for page, place in desks(people, places, language) for line in barriers(page, place.path)]
    assert found == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_form_with_problems_has_a_barrier(people: People, places: list[Place], language: str) -> None:
    forms = [place for place in places if place.path in FIXED or place.path.endswith(ENDS)]
    assert len(forms) >= len(FIXED)
    found = []
    for page, place in desks(people, forms, language):
        page.evaluate(UNCHECKED)
        page.locator("main form[method=post] button[type=submit]:not([name])").first.click()
        assert page.locator("main .mistakes").count() == 1, place
        found += barriers(page, place.path)
    assert found == []


def test_axe_finds_a_barrier_where_there_is_one(people: People) -> None:
    page = people.page(bypass_csp=True)
    page.goto("/aanmelden/")
    page.evaluate("document.querySelector('main label').remove()")
    assert any("label" in line for line in barriers(page, "/aanmelden/"))
