# SPDX-License-Identifier: EUPL-1.2
"""A body meets: it is planned and called, a member puts an item, they sit, approve the last list, decide, and agree who
does what. With the keyboard alone, in Dutch and in English; the secretary at a desk, the member on a narrow screen."""

import re

import pytest

from tests.journeys.keyboard import Desk, in_days
from tests.journeys.people import NARROW, People

pytestmark = [pytest.mark.journey, pytest.mark.mission("S14")]
BODY = "Overleg veilige evenementen Molenwaard"
POLICE = {"nl": "Politie", "en": "Netherlands Police"}
ABSENT = {
    "nl": ("Nederlandse Rode Kruis", "Stichting School & Veiligheid"),
    "en": ("Netherlands Red Cross", "School and Safety Foundation"),
}
MEETING = {"nl": "Overleg {}", "en": "Meeting {}"}
ITEM = {"nl": "Wie belt wie?", "en": "Who calls whom?"}
TAKEN = {"nl": "Elke partner wijst één nummer aan.", "en": "Every partner names one number."}
DECISION = {"nl": "Besluit 1. {}", "en": "Decision 1. {}"}
TASK = {"nl": "Maak de lijst met nummers", "en": "Make the list of numbers"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_body_sits_decides_and_follows_up_with_the_keyboard_alone(people: People, language: str) -> None:
    secretary, member = people.desk("molenwaard", language), people.desk("politie", language, width=NARROW)
    number = plan(secretary)
    prepare(secretary, member, number)
    begin(secretary)
    approve(secretary, member)
    decide(secretary, number)
    follow_up(member)


def at_the_meeting(desk: Desk, number: str) -> None:
    """From the ladder to the body to this meeting."""
    desk.open("/overleggen")
    desk.follow(BODY)
    desk.follow(MEETING[desk.language].format(number))


def plan(desk: Desk) -> str:
    """Plan a meeting and call it; gives its number."""
    desk.open("/overleggen")
    desk.follow(BODY)
    desk.follow("Plan een overleg")
    desk.date("Dag", in_days(9))
    desk.time("Van", "10:00")
    desk.time("Tot", "11:30")
    desk.write("Plaats", "Raadszaal")
    desk.press("Plan het overleg")
    desk.follow("Verstuur de uitnodiging")
    desk.press("Verstuur")
    desk.says("De uitnodiging is verstuurd.")
    return re.findall(r"\d+", desk.page.locator("h1").inner_text())[-1]


def prepare(secretary: Desk, member: Desk, number: str) -> None:
    """A member puts an item of its own on the agenda; the secretary takes up what is due."""
    at_the_meeting(member, number)
    member.follow("Zet een punt op de agenda")
    member.write("Punt", ITEM[member.language])
    member.press("Zet op de agenda")
    member.says("Het punt staat op de agenda.")

    at_the_meeting(secretary, number)
    secretary.says(ITEM[secretary.language])
    secretary.follow("Zet op de agenda wat aan de orde is")
    secretary.tick("")
    secretary.press("Zet op de agenda")
    secretary.says("De punten staan op de agenda.")


def begin(desk: Desk) -> None:
    """The secretary notes who is there."""
    desk.unfold("Meer met dit overleg")
    desk.follow("Begin het overleg nu al")
    for absent in ABSENT[desk.language]:
        desk.pick(absent, "Afwezig")
    desk.press("Begin het overleg")
    desk.says("Leg een besluit vast")


def approve(secretary: Desk, member: Desk) -> None:
    """Both who are there approve the last list, and it is frozen with the remark in it."""
    sitting = secretary.page.url.partition("#")[0]
    secretary.follow("Keur de besluitenlijst goed")
    secretary.press("Keur goed")
    secretary.says("Uw organisatie keurde de lijst goed. De anderen aan tafel nog niet allemaal.")
    member.open(sitting)
    member.follow("Keur de besluitenlijst goed")
    member.write("Opmerking bij deze lijst", "Wij zeiden: vóór de oefening.")
    member.press("Keur goed")
    member.says("Iedereen aan tafel keurde de lijst goed. Zij verandert niet meer.")
    member.says("Vingerafdruk van de goedgekeurde lijst (SHA-256)")


def decide(desk: Desk, number: str) -> None:
    """They decide and agree who does what, and the meeting ends."""
    at_the_meeting(desk, number)
    desk.write("Besluit", TAKEN[desk.language])
    desk.write("Waar rust het op?", "§6.1")
    desk.write("Redenen", "Iedereen belde iedereen.")
    desk.press("Leg het besluit vast")
    desk.says("Besluit %(number)s staat in de lijst.", number=1)
    desk.write("Actie", TASK[desk.language])
    desk.choose("Wie pakt dit op?", POLICE[desk.language])
    desk.date("Uiterlijk op", in_days(12))
    desk.press("Spreek af")
    desk.says("De actie staat er, en de eigenaar heeft een taak.")
    desk.follow("Sluit het overleg")
    desk.press("Sluit het overleg")
    desk.says("Het overleg is gesloten. De lijst komt op de agenda van het volgende overleg.")


def follow_up(desk: Desk) -> None:
    """The action is with its owner, who also says whether the decision binds it."""
    desk.open("/taken")
    desk.looks_again_until(TASK[desk.language])
    desk.open("/besluitenlijst")
    desk.write("Woorden", TAKEN[desk.language])
    desk.press("Zoek")
    desk.follow(DECISION[desk.language].format(TAKEN[desk.language]))
    desk.pick("Wat zegt uw organisatie?", "Wij stemmen in, met een voorbehoud. Dit besluit bindt ons voor de rest.")
    desk.write("In uw eigen woorden", "Niet buiten kantoortijd.")
    desk.press("Leg vast wat wij zeggen")
    desk.says("Stemt in met een voorbehoud")
    desk.says("Niet buiten kantoortijd.")
