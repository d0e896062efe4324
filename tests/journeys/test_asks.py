# SPDX-License-Identifier: EUPL-1.2
"""Equals ask and answer: the partner's own liaison says what it can do, and nobody else sees or says it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.people import People
from tests.journeys.walking import fill, follow, looks_again_until, press, problems, says, title

pytestmark = [pytest.mark.journey, pytest.mark.mission("S9")]
ASK = "Terugkeer en nazorg: vraag aan Gemeente Molenwaard (verzonnen)"
SMALL = "Wij hebben één collega, en die werkt ook voor de jeugd."


def test_a_partner_answers_and_counters_and_the_coordinator_adopts(people: People) -> None:
    partner, coordinator = people.page("molenwaard"), people.page("coordinator")
    partner.goto("/vragen")
    follow(partner, "Terugkeer en nazorg")
    fill(partner, reply="partly")
    press(partner, "Verstuur het antwoord")
    assert len(problems(partner)) == 2, "how much, and why"
    fill(partner, capacity="0,5", reason=SMALL)
    press(partner, "Verstuur het antwoord")
    says(partner, "Uw antwoord is verstuurd.")
    says(partner, "Ja, voor een deel: 0,5 fte")

    fill(partner, reply="countered", capacity="0,25", reason="Een dag in de week kan wel vast.")
    press(partner, "Verstuur het antwoord")
    says(partner, "0,25 fte")
    address = partner.url.partition("#")[0]

    coordinator.goto(address)
    says(coordinator, SMALL)
    expect(coordinator.get_by_role("button", name="Verstuur het antwoord")).to_have_count(0)
    follow(coordinator, "Neem het tegenvoorstel over")
    press(coordinator, "Neem het over")
    says(coordinator, "Het tegenvoorstel is overgenomen.")
    says(coordinator, "0,25 fte")
    partner.goto("/geschiedenis")
    looks_again_until(partner, "Nam een tegenvoorstel over: Terugkeer en nazorg")


def test_an_ask_to_another_organisation_is_not_there(people: People) -> None:
    partner, stranger = people.page("molenwaard"), people.page("politie")
    partner.goto("/vragen?staat=all")
    follow(partner, "Weerbare evenementen")
    answer = stranger.goto(partner.url)
    assert answer.status == 404
    assert title(stranger) == "Deze pagina is er niet"
    sent = stranger.request.post(partner.url, form={"reply": "accepted"}, headers={"Referer": partner.url})
    assert sent.status in (403, 404)


def test_a_partner_sees_what_is_asked_of_it_on_home(people: People) -> None:
    page = people.page("minszw")
    page.goto("/")
    asked = page.locator("section", has=page.locator("#asked"))
    asked.get_by_role("link").filter(has_text="vraagt 0,5 fte").click()
    expect(page.get_by_role("button", name="Verstuur het antwoord")).to_be_visible()
