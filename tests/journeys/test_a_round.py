# SPDX-License-Identifier: EUPL-1.2
"""A whole round of the system test, from its questions to the answer on what it asked for: a coordinator, an assessor
and two partners at their own desks at once, with the keyboard alone, in Dutch and in English."""

import pytest
from playwright.sync_api import expect

from tests.journeys.keyboard import Desk, in_days
from tests.journeys.people import People

pytestmark = [pytest.mark.journey, pytest.mark.mission("S3")]
SCHOOL = {"nl": "Stichting School & Veiligheid", "en": "School and Safety Foundation"}
TOWN = {"nl": "Gemeente Molenwaard (verzonnen)", "en": "Municipality of Molenwaard (invented)"}
ASSESSOR = {"nl": "Visitatiecommissie Voorbeeld (verzonnen)", "en": "Example Peer Review Committee (invented)"}
ROUND = {"nl": "Systeemtoets van de proef", "en": "System test of the trial"}
FINDING = {"nl": "Niets is beproefd", "en": "Nothing was tried out"}
EFFORT = {"nl": "Oefenen in de wijk", "en": "Practice in the neighbourhood"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_round_from_its_questions_to_the_answer(people: People, language: str) -> None:
    names = ("coordinator", "toetser", "molenwaard", "school-en-veiligheid")
    coordinator, assessor, town, school = (people.desk(name, language) for name in names)
    prepare(coordinator)
    answer(town, "1.")
    answer(school, "2.")
    close(coordinator)
    judge(assessor)
    note(assessor)
    freeze(assessor)
    for desk in (town, school):
        read(desk)
    take_up(coordinator)
    grant(town)
    see(coordinator)


def to_the_round(desk: Desk) -> None:
    """From the list of rounds to this one."""
    desk.open("/systeemtoetsen")
    desk.follow(ROUND[desk.language])


def prepare(desk: Desk) -> None:
    """Prepare a round over one field, and open it."""
    desk.open("/systeemtoetsen")
    desk.follow("Bereid een systeemtoets voor")
    desk.write("Titel", ROUND[desk.language])
    desk.date("Sluit na", in_days(20))
    for legend, kept in (("Velden", "Voorkomen"), ("Bereik", "Lokaal"), ("Soort werk", "Operationeel")):
        for words in desk.boxes(legend):
            if words != desk.in_words(kept):
                desk.tick(words, within=legend, on=False)
    desk.unfold("Onderzoek")
    desk.tick(ASSESSOR[desk.language], within="Wie oordeelt")
    for fold, partner in (("Gemeente", TOWN), ("Onderwijs", SCHOOL)):
        desk.unfold(fold, within="Nodig deze partners uit")
        desk.tick(partner[desk.language], within="Nodig deze partners uit")
    desk.press("Bewaar de ronde")
    desk.follow("Open de ronde")
    desk.press("Open de ronde")


def answer(desk: Desk, level: str) -> None:
    """Answer every question."""
    to_the_round(desk)
    desk.follow("Beantwoord de vragen")
    desk.follow("Naar de volgende vraag")
    while True:
        desk.pick("Wat past nu bij uw organisatie?", level)
        desk.pick("Hoe zeker bent u hiervan?", "aannemelijk: wij zien het in de praktijk")
        desk.write("Toelichting", "Zo doen wij het nu.")
        before = desk.page.url.partition("#")[0]
        desk.press("Dien in")
        desk.says("Ingediend.")
        if desk.page.url.partition("#")[0] == before:
            return


def close(desk: Desk) -> None:
    """Close the round now that both partners are ready."""
    to_the_round(desk)
    desk.follow("Sluit de ronde nu")
    desk.write("Waarom sluit u de ronde eerder?", "Beide partners zijn klaar.")
    desk.press("Sluit de ronde")


def judge(desk: Desk) -> None:
    """Give a step to every side of the field, with reasons."""
    to_the_round(desk)
    desk.follow("Oordeel per veld")
    steps = desk.page.url
    for axis in ("effectief", "legitiem", "robuust"):
        desk.open(steps)
        desk.follow(f"{desk.in_words('Voorkomen')}, {desk.in_words(axis)}")
        desk.pick("Uw oordeel", "1, afgesproken")
        desk.write("Redenen", "Afspraken liggen er, proeven nog niet.")
        desk.press("Leg het oordeel vast")
        desk.says("Het oordeel is vastgelegd.")


def note(desk: Desk) -> None:
    """Note what is missing."""
    to_the_round(desk)
    desk.follow("Leg een bevinding vast")
    desk.choose("Veld", "Voorkomen")
    desk.write("Titel", FINDING[desk.language])
    desk.write("Wat ontbreekt?", "Geen afspraak is geoefend.")
    desk.write("Welke inzet herstelt dit?", "Oefen twee keer per jaar.")
    desk.press("Leg vast")
    desk.says("De bevinding staat er. Vaste inzet kan erop rusten.")


def freeze(desk: Desk) -> None:
    """Ask for the report, and wait where the page renews itself without losing one's place."""
    to_the_round(desk)
    desk.follow("Stel het rapport vast")
    desk.write("Wat kan deze toets niet meten?", "Of dit aanslagen voorkomt, is niet te meten.")
    desk.press("Stel vast")
    desk.reach_place("verder")
    desk.keeps_its_focus_until("Lees het rapport")
    desk.follow("Lees het rapport")


def read(desk: Desk) -> None:
    """A partner reads the frozen report."""
    to_the_round(desk)
    desk.follow("Lees het rapport")
    desk.says(FINDING[desk.language])


def take_up(desk: Desk) -> None:
    """Propose fixed effort on the finding, and ask a partner for it."""
    to_the_round(desk)
    desk.follow(FINDING[desk.language])
    desk.follow("Stel vaste inzet voor")
    desk.write("Titel", EFFORT[desk.language])
    desk.write("Doel", "Afspraken zijn twee keer per jaar geoefend.")
    desk.choose("Punt van de strategie", "4.2")
    desk.pick("Soort werk", "operationeel")
    desk.pick("Bereik", "lokaal")
    desk.press("Stel deze inzet voor")
    desk.follow("Vraag een partner")
    desk.write("Naam, of een deel ervan", "Molenwaard")
    desk.press("Zoek")
    desk.tick(TOWN[desk.language], within="Partners die u vraagt")
    desk.write("Uw vraag", "Iemand die oefeningen leidt.")
    desk.write("Hoeveel, in voltijdbanen", "1")
    desk.write("Ondergrens, in voltijdbanen", "0,5")
    desk.date("Antwoord graag voor", in_days(14))
    desk.press("Stel de vraag")
    desk.says("De vraag is gesteld.")


def grant(desk: Desk) -> None:
    """The partner says what it can do."""
    desk.open("/vragen")
    desk.follow(EFFORT[desk.language])
    desk.pick("Uw antwoord", "ja, voor een deel")
    desk.write("Hoeveel wel, in voltijdbanen", "0,75")
    desk.write("Toelichting", "Een collega heeft er drie dagen voor.")
    desk.press("Verstuur het antwoord")
    desk.says("Uw antwoord is verstuurd.")


def see(desk: Desk) -> None:
    """The finding shows with what it was taken up, and what was granted; the effort shows the answer."""
    to_the_round(desk)
    desk.follow(FINDING[desk.language])
    desk.looks_again_until(EFFORT[desk.language])
    desk.says("Opgepakt met vaste inzet.")
    granted = {"nl": "0,75 van 1 fte", "en": "0.75 of 1 fte"}
    expect(desk.page.locator("main")).to_contain_text(granted[desk.language])
