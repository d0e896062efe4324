# SPDX-License-Identifier: EUPL-1.2
"""Steering in depth, by keyboard alone, in Dutch and in English: from what nobody can know to futures with a name, to a
mix that holds up, to one proposal and its answer, to a signal of wear, to a lesson, to the account of it all."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.keyboard import Desk, in_days
from tests.journeys.people import People

pytestmark = [pytest.mark.journey, pytest.mark.mission("S6", "S7", "S10", "S11")]
PARTNER = {
    "nl": ("molenwaard", "Gemeente Molenwaard (verzonnen)"),
    "en": ("school-en-veiligheid", "School and Safety Foundation"),
}
FIELD = {"nl": "Wat komt er op jongeren af", "en": "What young people may meet"}
FUTURES = {"nl": ("Stil en alleen", "Druk en samen"), "en": ("Quiet and alone", "Busy and together")}
STUDY = {"nl": "Wat jongeren vasthoudt", "en": "What keeps young people close"}
LESSON = {"nl": "Oefen met een lege batterij", "en": "Practise with a flat battery"}
ACCOUNT = {"nl": "Verantwoording over vandaag", "en": "Account up to this day"}
UNCERTAIN = {"nl": ("Dreiging", "Opvang", "Aandacht"), "en": ("Threat", "Care", "Attention")}
RUNS = {"nl": "komt en gaat; blijft", "en": "comes and goes; stays"}
CANDIDATES = ("Kinderen eerst", "Eenlingen: samen duiden met de ggz", "Weerbare jongeren op school")
ASKED = CANDIDATES[0]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_from_an_uncertainty_to_the_account(people: People, language: str) -> None:
    coordinator, partner = people.desk("coordinator", language), people.desk(PARTNER[language][0], language)
    spread(coordinator)
    exclude(coordinator)
    name_futures(coordinator)
    study(coordinator)
    judge(coordinator)
    calculate(coordinator)
    propose(coordinator)
    accept(partner)
    see_commitment(coordinator)
    take_note(coordinator)
    bring_lesson(coordinator)
    take_up(partner)
    account(coordinator)
    trace(coordinator)


def spread(desk: Desk) -> None:
    """Lay three uncertainties beside each other."""
    desk.open("/scenarios")
    desk.follow("Open een scenarioveld")
    desk.write("Korte titel", FIELD[desk.language])
    desk.write("Welke vraag helpt dit veld te beantwoorden?", "Waar moeten wij op voorbereid zijn?")
    lines = "\n".join(f"{name}: {RUNS[desk.language]}" for name in UNCERTAIN[desk.language])
    desk.write("Onzekerheden en hoe zij kunnen lopen", lines)
    desk.press("Open het veld")
    eight = {"nl": "Van 8 denkbare toekomsten blijven er 8 over.", "en": "Of 8 conceivable futures 8 are left."}
    expect(desk.page.locator("main")).to_contain_text(eight[desk.language])


def exclude(desk: Desk) -> None:
    """Say of one pair that it does not go together, and why."""
    one, other, _third = UNCERTAIN[desk.language]
    pair = f"{one} × {other}"
    desk.unfold(f"{pair} {desk.in_words('alles kan samengaan')}")
    desk.follow("", within=pair)
    desk.pick("Kunnen deze twee samengaan?", "logisch: het een sluit het ander uit")
    desk.write("Waarom niet?", "Wie alleen komt, wordt niet samen opgevangen.")
    desk.press("Leg het oordeel vast")
    desk.says("Wie alleen komt, wordt niet samen opgevangen.")


def name_futures(desk: Desk) -> None:
    """Choose two futures that lie apart, and give each a name and a story."""
    for number, name in enumerate(FUTURES[desk.language], start=1):
        desk.follow("Toon uiteenlopende toekomsten")
        desk.follow(desk.in_words("Kies toekomst %(number)s") % {"number": number})
        desk.write("Naam van het scenario", name)
        desk.write("Wat gebeurt er?", "Het begint klein, en niemand ziet het.")
        desk.press("Kies dit scenario")
        desk.says("Het scenario staat er. Schrijf nu wie aan zet is en waaraan u het ziet komen.")
        desk.follow(FIELD[desk.language])


def study(desk: Desk) -> None:
    """Ask which mix of three efforts holds up in both futures."""
    desk.open("/portefeuilles")
    desk.follow("Maak een studie")
    desk.write("Korte titel", STUDY[desk.language])
    desk.write("Welke vraag helpt de studie te beantwoorden?", "Welke inzet houdt stand?")
    for name in FUTURES[desk.language]:
        desk.tick(name)
    for field in ("Verwerven", "Verdedigen", "Voorbereiden", "Vervolgen"):
        desk.tick(field, on=False)
    desk.press("Maak de studie")
    desk.follow("Kies inzet")
    for title in CANDIDATES:
        desk.tick(title)
    desk.press("Neem over")
    desk.says("Overgenomen. Oordeel nu wat elke inzet in elk scenario dekt.")


def judge(desk: Desk) -> None:
    """Judge what each future asks and what each effort covers of it, and describe the one that asks a partner."""
    for name in FUTURES[desk.language]:
        desk.follow(desk.in_words("Oordeel wat «%(title)s» vraagt") % {"title": name})
        desk.choose("Voorkomen", "veel: twee keer zoveel")
        desk.write("Waarom vraagt dit scenario dat?", "Twee scholen vragen het nu al.")
        desk.press("Leg het oordeel vast")
    for title in CANDIDATES:
        desk.follow(title)
        for name in FUTURES[desk.language]:
            desk.follow(desk.in_words("Oordeel over «%(title)s»") % {"title": name})
            desk.choose("Voorkomen", "volledig")
            desk.write("Waarop rust dit oordeel?", "Een schatting; er is niets gemeten.")
            desk.press("Leg het oordeel vast")
        if title == ASKED:
            describe(desk)
        desk.follow(STUDY[desk.language])


def describe(desk: Desk) -> None:
    """Say what the effort costs and what it asks of the partner."""
    desk.follow("Beschrijf")
    desk.write("Geld per jaar, × € 1.000", "20")
    desk.choose("Vraagt ook iets van", PARTNER[desk.language][1])
    desk.write("Hoeveel, in fte", "0,5")
    desk.press("Leg vast")


def calculate(desk: Desk) -> None:
    """Start the calculation, see how far it is, and read what came out."""
    desk.follow("Reken door")
    desk.press("Reken door")
    busy, done = "Dit gaat op de achtergrond door. U mag deze bladzijde sluiten.", "Wat de mixen delen"
    either = re.compile("|".join(re.escape(desk.in_words(words)) for words in (busy, done)))
    expect(desk.page.locator("main")).to_contain_text(either)
    desk.looks_again_until(done)
    desk.says("Wat dit niet laat zien")
    desk.says("Nagerekend")


def propose(desk: Desk) -> None:
    """Propose one thing to one partner."""
    desk.follow("Doe voorstellen aan partners")
    desk.follow(desk.in_words("Doe %(name)s een voorstel") % {"name": PARTNER[desk.language][1]})
    desk.write("Uw vraag, en waarom", "Iemand die met ouders praat; in beide toekomsten nodig.")
    desk.date("Antwoord graag voor", in_days(14))
    desk.press("Doe het voorstel")
    desk.says("Het voorstel is gedaan. De partner beslist zelf.")


def accept(desk: Desk) -> None:
    """The partner answers the question as any other."""
    desk.open("/vragen")
    desk.follow(ASKED)
    desk.pick("Uw antwoord", "ja, helemaal")
    desk.press("Verstuur het antwoord")
    desk.says("Uw antwoord is verstuurd.")


def see_commitment(desk: Desk) -> None:
    """The proposal shows the answer."""
    proposed = desk.in_words("voorgesteld %(day)s").partition("%")[0]
    desk.follow(desk.page.locator("main a").filter(has_text=proposed).inner_text())
    desk.looks_again_until("toegezegd")


def take_note(desk: Desk) -> None:
    """Read a signal that is on down to a fact beneath it, and take note of it with reasons."""
    desk.open("/slijtage")
    desk.follow("Slijtage van lokale capaciteit")
    desk.says("Wat dit niet laat zien")
    signal = desk.page.url
    desk.follow("", within="Wat eronder ligt")
    desk.open(signal)
    desk.follow("Reageer op dit signaal")
    desk.pick("Wat doet u?", "ik neem er kennis van en schrijf waarom")
    desk.write("Waarom?", "Vier partners geven minder; samen merkt men het pas laat.")
    desk.press("Leg vast")
    desk.says("Vastgelegd. Er volgt niets vanzelf.")


def bring_lesson(desk: Desk) -> None:
    """Bring a lesson from an exercise, and share it."""
    desk.open("/kennis")
    desk.follow("Breng een les in")
    desk.write("Korte titel", LESSON[desk.language])
    desk.write("Wat is er te leren?", "Zonder stroom bleef de belronde steken. Houd nummers ook op papier.")
    desk.choose("Onderwerp", "6.1")
    desk.choose("Waar komt de les uit?", "Crisisoefening zomer")
    desk.press("Breng in")
    desk.follow("Deel deze les")
    desk.press("Deel met iedereen")


def take_up(desk: Desk) -> None:
    """The partner takes the lesson up."""
    desk.open("/kennis/lessen")
    desk.follow(LESSON[desk.language])
    desk.follow("Pak deze les op")
    desk.write("Wat gaat u anders doen?", "De nummers hangen voortaan op papier aan de muur.")
    desk.press("Pak op")
    desk.says("De nummers hangen voortaan op papier aan de muur.")


def account(desk: Desk) -> None:
    """Begin the account of a period that ends today."""
    desk.open("/verantwoordingen")
    desk.follow("Begin een verantwoording")
    desk.write("Titel", ACCOUNT[desk.language])
    desk.date("Eerste dag", in_days(-360))
    desk.date("Laatste dag", in_days(0))
    desk.press("Begin")
    desk.says("De verantwoording is begonnen. Alleen coördinatoren lezen haar nu.")


def trace(desk: Desk) -> None:
    """From what was learnt and what was granted to the lesson and to the answer themselves."""
    begun = desk.page.url
    desk.follow("Lessen opgepakt", within="Voorbereiden")
    desk.says("Wat dit niet laat zien")
    desk.follow(LESSON[desk.language])
    for figure in ("Gevraagd", "Ja, helemaal"):
        desk.open(begun)
        desk.follow(figure, within="Voorkomen")
        asked = desk.page.locator("main a").filter(has_text=ASKED).filter(has_text=PARTNER[desk.language][1])
        desk.follow(asked.inner_text())
        expect(desk.page).to_have_url(re.compile("/vragen/"))
