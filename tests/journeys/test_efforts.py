# SPDX-License-Identifier: EUPL-1.2
"""Efforts live: proposed with an end, asked for, prolonged, ended, taken up; fixed effort stands on a certainty."""

from typing import Any

import pytest

from tests.journeys.people import People
from tests.journeys.walking import fill, follow, in_days, option_with, press, problems, says, title

pytestmark = [pytest.mark.journey, pytest.mark.mission("S4")]
PLAN = {
    "title": "Rustige stations in de winter",
    "purpose": "Reizigers en personeel weten wat zij doen als er iets misgaat.",
    "objective": "voorbereiden.1.5",
    "work": "operational",
    "reach": "local",
}
WHY = "De partners die wij vragen, zitten boven hun ondergrens."
AGAIN = "Schrijf waarom stoppen of vast maken nu niet kan."


def proposed(page: Any, **changed: object) -> None:
    """Fill in the proposal of a flexible effort and send it."""
    page.goto("/inzet/nieuw/flexibel")
    driver = option_with(page, "driver", "Drukke evenementen")
    fill(page, **{**PLAN, "driver": driver, "ends_on": in_days(90), **changed})
    press(page, "Stel deze inzet voor")


def tick(page: Any, partner: str) -> None:
    """Search a partner and tick it; what was ticked before stays."""
    fill(page, zoek=partner)
    press(page, "Zoek")
    page.locator("main").get_by_label(partner, exact=True).check()


def test_a_flexible_effort_runs_from_proposal_to_end(coordinator: Any) -> None:
    proposed(coordinator)
    assert len(problems(coordinator)) == 1, "a field that is not in order asks why"
    fill(coordinator, acknowledged=WHY)
    press(coordinator, "Stel deze inzet voor")
    assert title(coordinator) == PLAN["title"]
    says(coordinator, WHY)

    follow(coordinator, "Vraag een partner")
    for partner in ("Politie", "Gemeente Utrecht"):
        tick(coordinator, partner)
    fill(coordinator, what="Wie oefent mee in december?", capacity="1,5", reply_by=in_days(14))
    press(coordinator, "Stel de vraag")
    says(coordinator, "Gevraagd: 3 fte")
    for partner in ("Politie", "Gemeente Utrecht"):
        says(coordinator, partner)

    follow(coordinator, "Verleng")
    fill(coordinator, ends_on=in_days(120), reasons="De winter duurt langer dan wij dachten.")
    press(coordinator, "Verleng de inzet")
    says(coordinator, "Eén keer verlengd")

    follow(coordinator, "Verleng")
    fill(coordinator, ends_on=in_days(150), reasons="Er komt nog een oefening.")
    press(coordinator, "Verleng de inzet")
    assert any(AGAIN in line for line in problems(coordinator))
    fill(coordinator, alternatives="Vast maken kan niet: partners zegden nog niet toe.")
    press(coordinator, "Verleng de inzet")
    says(coordinator, "keer verlengd")
    says(coordinator, "Vast maken kan niet: partners zegden nog niet toe.")

    follow(coordinator, "Stop")
    fill(coordinator, reasons="De oefeningen zijn gedaan.")
    press(coordinator, "Stop de inzet")
    says(coordinator, "De inzet is gestopt.")
    assert coordinator.locator("main").get_by_role("link", name="Verleng", exact=True).count() == 0


def test_a_flexible_effort_without_a_driver_or_an_end_does_not_exist(coordinator: Any) -> None:
    proposed(coordinator, driver="", ends_on="", title="")
    assert len(problems(coordinator)) == 4
    assert title(coordinator) == "Stel flexibele inzet voor"


@pytest.mark.mission("S2")
def test_a_fixed_effort_rests_on_a_certainty_and_asks_a_floor(coordinator: Any) -> None:
    coordinator.goto("/inzet/nieuw/vast")
    fill(coordinator, **PLAN, rests_on="zekerheid.ernst")
    fill(coordinator, title="Stations geoefend", objective="voorkomen.2.1.1")
    press(coordinator, "Stel deze inzet voor")
    assert title(coordinator) == "Stations geoefend"
    follow(coordinator, "Vraag een partner")
    tick(coordinator, "Politie")
    fill(coordinator, what="Wie houdt dit bij?", capacity="1", floor="2", reply_by=in_days(14))
    press(coordinator, "Stel de vraag")
    assert len(problems(coordinator)) == 1, "no floor stands above what is asked"
    fill(coordinator, floor="0,5")
    press(coordinator, "Stel de vraag")
    says(coordinator, "Ondergrens")


def test_a_flexible_effort_is_taken_up_only_when_every_point_holds(coordinator: Any) -> None:
    coordinator.goto("/inzet")
    follow(coordinator, "Geld buiten de banken om")
    follow(coordinator, "Maak vast")
    press(coordinator, "Maak de inzet vast")
    assert len(problems(coordinator)) == 6
    fill(
        coordinator, rests_on="zekerheid.alle-middelen", checked_purpose=True, checked_owners=True,
        checked_field="Er is nog geen systeemtoets geweest. De partners zien geen gat.",
        checked_effect="Nieuwe routes zijn nu binnen een maand bekend.",
        reasons="De nieuwe routes blijven. Dit werk hoort bij de basis.",
    )  # fmt: skip
    press(coordinator, "Maak de inzet vast")
    says(coordinator, "De inzet is nu vast.")
    says(coordinator, "Kwam voort uit")


def test_two_people_at_one_effort_and_the_second_is_told(people: People) -> None:
    first, second = people.page("coordinator"), people.page("coordinator")
    first.goto("/inzet")
    follow(first, "Kinderen eerst")
    address = f"{first.url}/verlengen"
    for page, days in ((first, 300), (second, 320)):
        page.goto(address)
        fill(page, ends_on=in_days(days), reasons="Er komen nog kinderen aan.", alternatives="Er is geen ander plan.")
    press(first, "Verleng de inzet")
    says(first, "De inzet is verlengd.")
    press(second, "Verleng de inzet")
    says(second, "Wat u invulde, staat er nog.")
    assert second.locator("[name=reasons]").input_value() == "Er komen nog kinderen aan."
