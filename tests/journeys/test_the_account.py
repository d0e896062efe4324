# SPDX-License-Identifier: EUPL-1.2
"""The account, by keyboard alone: begun, written, remarked on, frozen, read; oversight checks the ledger."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.people import People
from tests.journeys.walking import in_days, looks_again_until, says, title

pytestmark = [pytest.mark.journey, pytest.mark.mission("S11", "S12")]
FIELDS = ("Verwerven", "Voorkomen", "Verdedigen", "Voorbereiden", "Vervolgen")


def go(page: Any, role: str, words: str) -> None:
    """Reach a link or a button with the keyboard and press Enter."""
    target = page.locator("main").get_by_role(role, name=words, exact=True).first
    target.focus()
    expect(target).to_be_focused()
    page.keyboard.press("Enter")


def write(page: Any, **values: str) -> None:
    """Fill in boxes by typing; a date picker takes the day as a value."""
    for name, value in values.items():
        box = page.locator(f"main [name={name}]")
        if box.get_attribute("type") == "date":
            box.fill(value)
            continue
        box.focus()
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(value)


def test_an_account_from_its_period_to_its_source(people: People) -> None:
    page, partner, overseer = people.page("coordinator"), people.page("minszw"), people.page("toezicht")
    page.goto("/verantwoordingen")
    go(page, "link", "Begin een verantwoording")
    write(page, title="Verantwoording van de reis", first_on=in_days(-150), last_on=in_days(-1))
    go(page, "button", "Begin")
    says(page, "De verantwoording is begonnen.")
    address = page.url
    go(page, "link", "Schrijf de inleiding")
    write(page, introduction="Wat partners in deze maanden samen deden, en wat zij niet weten.")
    go(page, "button", "Bewaar")
    for field in FIELDS:
        go(page, "link", f"Schrijf over {field}")
        write(page, went_well="Partners vonden elkaar.", not_measurable="Wat niet gebeurde, is niet te tellen.")
        go(page, "button", "Bewaar")
        says(page, "De tekst is bewaard.")
    go(page, "link", "Leg ter inzage")
    write(page, remarks_by=in_days(14))
    go(page, "button", "Leg ter inzage")
    says(page, "Partners hebben een taak.")

    partner.goto(address)
    go(partner, "link", "Maak een opmerking")
    write(partner, words="Dit mist wat scholen doen.")
    partner.locator("main [name=aloud]").focus()
    partner.keyboard.press("Space")
    go(partner, "button", "Plaats de opmerking")
    says(partner, "Uw opmerking staat erbij.")

    page.reload()
    go(page, "link", "Beantwoord deze opmerking")
    write(page, reply="Dat nemen wij over.")
    go(page, "button", "Plaats het antwoord")
    go(page, "link", "Stel de verantwoording vast")
    write(page, reasons="De periode is voorbij en gelezen.", early="De Kamer vraagt er deze week om.")
    go(page, "button", "Stel vast")
    says(page, "De verantwoording is vastgesteld.")
    go(page, "button", "Tel opnieuw en controleer")
    says(page, "de verantwoording is tot op de byte gelijk")

    overseer.goto(address)
    says(overseer, "Dat nemen wij over.")
    with overseer.expect_download() as fetched:
        go(overseer, "link", "Download de pdf")
    with open(fetched.value.path(), "rb") as pdf:
        assert pdf.read(5) == b"%PDF-"
    asked = page.locator("#vervolgen").get_by_role("link", name="Gevraagd", exact=True)
    asked.focus()
    page.keyboard.press("Enter")
    says(page, "Vervolgen: gevraagd")
    says(page, "Wat dit niet laat zien")
    page.locator("main table a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/vragen/*")


def test_oversight_checks_the_ledger_from_the_page(people: People) -> None:
    page = people.page("toezicht")
    page.goto("/verantwoordingen")
    go(page, "link", "Toezicht: handelingen, grondslagen en het register")
    assert title(page) == "Toezicht"
    says(page, "Grondslagen waarop handelingen rustten")
    go(page, "button", "Controleer het register nu")
    looks_again_until(page, "Het register klopt.")
    page.goto("/toezicht")
    with page.expect_download() as fetched:
        go(page, "link", "Download het ijkpunt")
    with open(fetched.value.path(), encoding="utf-8") as checkpoint:
        assert checkpoint.readline().startswith("vijfveld/")
