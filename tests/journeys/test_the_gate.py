# SPDX-License-Identifier: EUPL-1.2
"""The gate: protest is refused and forgotten, tension in an area goes to the social side and arrives."""

import secrets
from typing import Any

import pytest

from tests.journeys.barriers import barriers
from tests.journeys.people import NARROW, WIDE, People
from tests.journeys.serving import ServedNode
from tests.journeys.walking import does_not_say, fill, press, says, title

pytestmark = [pytest.mark.journey, pytest.mark.mission("S13")]
PROTEST = {"tension": "nee", "persons": "nee", "breaks_law": "nee", "undermines": "nee"}


def counted(people: People) -> int:
    """How often the gate refused, as oversight counts it."""
    page = people.page("toezicht")
    page.goto("/poort/aantallen")
    return sum(int(cell) for cell in page.locator("main table .table__number").all_inner_texts() if cell.isdigit())


def test_protest_is_refused_and_its_words_are_kept_nowhere(people: People, node: ServedNode) -> None:
    before, words = counted(people), f"spandoek {secrets.token_hex(6)}"
    page = people.page("coordinator")
    page.goto("/poort")
    fill(page, **PROTEST, conduct=f"Op het plein hing een {words} tegen het beleid.", motive=words)
    press(page, "Leg voor")
    assert title(page) == "Dit hoort hier niet"
    does_not_say(page, words)
    assert words not in page.content()
    assert node.keeps("Weerbare evenementen"), "what is kept is found"
    assert node.keeps(words) == []
    assert counted(people) == before + 1


@pytest.mark.mission("S16")
def test_tension_in_an_area_goes_to_the_social_side_alone_and_its_arrival_is_seen(people: People) -> None:
    teller, partner, stranger = (
        people.page(name, bypass_csp=True) for name in ("coordinator", "molenwaard", "politie")
    )  # fmt: skip
    teller.goto("/poort")
    fill(teller, **{**PROTEST, "tension": "ja"})
    press(teller, "Leg voor")
    assert title(teller) == "Spanning in een gebied doorgeven"
    assert barriers(teller, "/poort/spanning", (WIDE, NARROW)) == []
    choose_first(teller, "area")
    teller.locator("[name=to]").select_option("Gemeente Molenwaard (verzonnen)")
    fill(teller, text="Op twee avonden waren er ruzies bij het station.", without_persons=True)
    press(teller, "Geef door")
    says(teller, "nog niet bevestigd")
    assert stranger.goto(teller.url).status == 404

    partner.goto("/taken")
    partner.get_by_role("link", name="Bevestig de ontvangst van een signaal over spanning").first.click()
    partner.goto(teller.url)
    press(partner, "Bevestig de ontvangst")
    says(partner, "ontvangen")
    teller.reload()
    says(teller, "ontvangen")


def choose_first(page: Any, name: str) -> None:
    """Choose the first real choice of a list."""
    value = page.locator(f"[name={name}] option:not([value=''])").first.get_attribute("value")
    page.locator(f"[name={name}]").select_option(value)
