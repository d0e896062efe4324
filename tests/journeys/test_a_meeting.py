# SPDX-License-Identifier: EUPL-1.2
"""A body meets: a member puts an item, they sit, approve the last list, decide, and agree who does what. With the
keyboard alone; the secretary in Dutch at a desk, the member in English on a narrow screen."""

from typing import Any

import pytest

from tests.journeys.people import NARROW, People
from tests.journeys.walking import looks_again_until, says

pytestmark = [pytest.mark.journey, pytest.mark.mission("S14")]
KEYS = 200
BODY = "Overleg veilige evenementen Molenwaard"
FOCUSED = """() => {
    const one = document.activeElement;
    const said = one.labels && one.labels.length ? one.labels[0].innerText : one.innerText;
    return [one.type || one.tagName, (said || "").trim().split("\\n")[0].trim()];
}"""
DAY = "12122027"
"""A day that is the same whichever way the browser asks for day and month."""


def reach(page: Any, words: str = "", *, kind: str = "") -> str:
    """Go on with Tab until what has the focus is called this, or is of this kind; which kind it is."""
    for _key in range(KEYS):
        page.keyboard.press("Tab")
        found, said = page.evaluate(FOCUSED)
        if found == kind or (words and (said == words or said.startswith(f"{words} ("))):
            return str(found)
    raise AssertionError(f"the keyboard does not reach {words or kind!r} on {page.url}")


def go(page: Any, words: str) -> None:
    """Press what is called this, and wait until the page that follows is there; a fold only opens."""
    if reach(page, words) == "SUMMARY":
        page.keyboard.press("Enter")
        return
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Any, field: str, text: str) -> None:
    """Fill in a field."""
    reach(page, field)
    page.keyboard.type(text)


def at_the_meeting(page: Any, number: str) -> None:
    """From the ladder to the body to its next meeting."""
    page.goto("/overleggen")
    go(page, BODY)
    go(page, number)


def test_a_body_sits_decides_and_follows_up_with_the_keyboard_alone(people: People) -> None:
    secretary, member = people.page("molenwaard"), people.page("politie", width=NARROW)
    member.context.add_cookies([{"name": "django_language", "value": "en", "url": people.address}])
    prepare(secretary, member)
    begin(secretary)
    approve(secretary, member)
    decide(secretary)
    follow_up(member)


def prepare(secretary: Any, member: Any) -> None:
    """A member puts an item of its own on the agenda; the secretary takes up what is due."""
    at_the_meeting(member, "Meeting 4")
    go(member, "Put an item on the agenda")
    write(member, "Item", "Wie belt wie?")
    go(member, "Put on the agenda")
    says(member, "The item is on the agenda.")

    at_the_meeting(secretary, "Overleg 4")
    says(secretary, "Wie belt wie?")
    go(secretary, "Zet op de agenda wat aan de orde is")
    reach(secretary, kind="checkbox")
    secretary.keyboard.press("Space")
    go(secretary, "Zet op de agenda")
    says(secretary, "De punten staan op de agenda.")


def begin(secretary: Any) -> None:
    """The secretary notes who is there."""
    go(secretary, "Meer met dit overleg")
    go(secretary, "Begin het overleg nu al")
    for absent in ("rode-kruis", "school-en-veiligheid"):
        reach(secretary, f"Lies Liaison ({absent})")
        secretary.keyboard.press("ArrowDown")
    go(secretary, "Begin het overleg")
    says(secretary, "Dit overleg is bezig")


def approve(secretary: Any, member: Any) -> None:
    """Both who are there approve the last list, and it is frozen with the remark in it."""
    go(secretary, "Keur de besluitenlijst goed")
    go(secretary, "Keur goed")
    says(secretary, "De anderen aan tafel nog niet allemaal.")
    member.reload()
    go(member, "Approve the list of decisions")
    write(member, "Remark on this list", "Wij zeiden: vóór de oefening.")
    go(member, "Approve")
    says(member, "Everyone at the table approved the list.")
    says(member, "Fingerprint of the approved list")


def decide(secretary: Any) -> None:
    """They decide and agree who does what, and the meeting ends."""
    at_the_meeting(secretary, "Overleg 4")
    write(secretary, "Besluit", "Elke partner wijst één nummer aan.")
    write(secretary, "Waar rust het op?", "§6.1")
    write(secretary, "Redenen", "Iedereen belde iedereen.")
    go(secretary, "Leg het besluit vast")
    says(secretary, "Besluit 1 staat in de lijst.")
    write(secretary, "Actie", "Maak de lijst met nummers")
    write(secretary, "Wie pakt dit op?", "Politie")
    write(secretary, "Uiterlijk op", DAY)
    go(secretary, "Spreek af")
    says(secretary, "De actie staat er, en de eigenaar heeft een taak.")
    go(secretary, "Sluit het overleg")
    go(secretary, "Sluit het overleg")
    says(secretary, "Het overleg is gesloten.")


def follow_up(member: Any) -> None:
    """The action is with its owner, who also says whether the decision binds it."""
    member.goto("/taken")
    looks_again_until(member, "Maak de lijst met nummers")
    member.goto("/besluitenlijst?q=nummer")
    go(member, "Decision 1. Elke partner wijst één nummer aan.")
    reach(member, kind="radio")
    member.keyboard.press("ArrowDown")
    write(member, "In your own words", "Niet buiten kantoortijd.")
    go(member, "Record what we say")
    says(member, "Agrees with a reservation: Niet buiten kantoortijd.")
