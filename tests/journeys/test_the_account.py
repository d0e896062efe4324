# SPDX-License-Identifier: EUPL-1.2
"""The account, by keyboard alone, in Dutch and in English: begun, written, remarked on, frozen, read to its source;
oversight checks the ledger."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.keyboard import Desk, in_days
from tests.journeys.people import People

pytestmark = [pytest.mark.journey, pytest.mark.mission("S11", "S12")]
FIELDS = ("Verwerven", "Voorkomen", "Verdedigen", "Voorbereiden", "Vervolgen")
TITLE = {"nl": "Verantwoording van de reis", "en": "Account of the journey"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_account_from_its_period_to_its_source(people: People, language: str) -> None:
    names = ("coordinator", "minszw", "toezicht")
    writer, partner, overseer = (people.desk(name, language) for name in names)
    begin(writer)
    write(writer)
    remark(partner)
    freeze(writer)
    fetch(overseer)
    trace(writer)


def to_the_account(desk: Desk) -> None:
    """From the list to this account."""
    desk.open("/verantwoordingen")
    desk.follow(TITLE[desk.language])


def begin(desk: Desk) -> None:
    """Begin an account over half a year."""
    desk.open("/verantwoordingen")
    desk.follow("Begin een verantwoording")
    desk.write("Titel", TITLE[desk.language])
    desk.date("Eerste dag", in_days(-150))
    desk.date("Laatste dag", in_days(-1))
    desk.press("Begin")
    desk.says("De verantwoording is begonnen. Alleen coördinatoren lezen haar nu.")


def write(desk: Desk) -> None:
    """Write what figures do not say, and lay it open to partners."""
    desk.follow("Schrijf de inleiding")
    desk.write("Inleiding", "Wat partners in deze maanden samen deden, en wat zij niet weten.")
    desk.press("Bewaar")
    for area in FIELDS:
        desk.follow(desk.in_words("Schrijf over %(field)s") % {"field": desk.in_words(area)})
        desk.write("Wat ging goed?", "Partners vonden elkaar.")
        desk.write("Wat is over dit veld niet te meten, en waarom?", "Wat niet gebeurde, is niet te tellen.")
        desk.press("Bewaar")
        desk.says("De tekst is bewaard.")
    desk.follow("Leg ter inzage")
    desk.date("Tot en met welke dag kunnen partners opmerken?", in_days(14))
    desk.press("Leg ter inzage")
    desk.says("De verantwoording ligt ter inzage. Partners hebben een taak.")


def remark(desk: Desk) -> None:
    """A partner remarks, for everyone to read."""
    to_the_account(desk)
    desk.follow("Maak een opmerking")
    desk.write("Uw opmerking", "Dit mist wat scholen doen.")
    desk.tick("Mijn opmerking mag ook in de openbare uitgave, met de naam van mijn organisatie")
    desk.press("Plaats de opmerking")
    desk.says("Uw opmerking staat erbij. De coördinator antwoordt.")


def freeze(desk: Desk) -> None:
    """Answer the remark, freeze, and count anew."""
    to_the_account(desk)
    desk.follow("Beantwoord deze opmerking")
    desk.write("Uw antwoord", "Dat nemen wij over.")
    desk.press("Plaats het antwoord")
    desk.follow("Stel de verantwoording vast")
    desk.write("Waarom stelt u deze verantwoording nu vast?", "De periode is voorbij en gelezen.")
    desk.write("Waarom wacht u niet tot het einde van de inzage?", "De Kamer vraagt er deze week om.")
    desk.press("Stel vast")
    desk.says("De verantwoording is vastgesteld. Er verandert niets meer aan.")
    desk.press("Tel opnieuw en controleer")
    desk.says("Opnieuw geteld en samengesteld: de verantwoording is tot op de byte gelijk.")


def fetch(desk: Desk) -> None:
    """Oversight reads it, and takes it along."""
    to_the_account(desk)
    desk.says("Dat nemen wij over.")
    with open(download(desk, "Download de pdf"), "rb") as pdf:
        assert pdf.read(5) == b"%PDF-"


def download(desk: Desk, words: str) -> Any:
    """Where a file lies that a link gives."""
    desk.reach("A", words)
    with desk.page.expect_download() as fetched:
        desk.key("Enter")
    return fetched.value.path()


def trace(desk: Desk) -> None:
    """From a figure to what it counts, to one of the records."""
    desk.follow("Gevraagd", within="Vervolgen")
    desk.says("Wat dit niet laat zien")
    desk.follow("", within=desk.page.locator("main caption").inner_text())
    expect(desk.page).to_have_url(re.compile("/vragen/"))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_oversight_checks_the_ledger_from_the_page(people: People, language: str) -> None:
    desk = people.desk("toezicht", language)
    desk.open("/verantwoordingen")
    desk.follow("Toezicht: handelingen, grondslagen en het register")
    desk.says("Grondslagen waarop handelingen rustten")
    desk.press("Controleer het register nu")
    desk.reach_place("verder")
    desk.keeps_its_focus_until("Het register klopt.")
    desk.follow("Terug naar toezicht")
    with open(download(desk, "Download het ijkpunt"), encoding="utf-8") as checkpoint:
        assert checkpoint.readline().startswith("vijfveld/")
