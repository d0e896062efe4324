# SPDX-License-Identifier: EUPL-1.2
"""A whole round of the system test: a coordinator, an assessor and two partners at their own desks at once."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.people import People
from tests.journeys.test_both_languages import reach
from tests.journeys.walking import fill, follow, in_days, looks_again_until, option_with, press, says, today

pytestmark = [pytest.mark.journey, pytest.mark.mission("S3")]
TITLE = "Systeemtoets van de proef"
PARTNERS = ("Stichting School & Veiligheid", "Gemeente Molenwaard (verzonnen)")


def prepare(page: Any) -> str:
    """Prepare and open a round over one field; gives its address."""
    page.goto("/systeemtoetsen/nieuw")
    fill(page, title=TITLE, opens_on=today().isoformat(), closes_on=in_days(20))
    main = page.locator("main")
    for name, kept in (("areas", {"voorkomen"}), ("reaches", {"local"}), ("kinds", {"operational"})):
        for box in main.locator(f"[name={name}]").all():
            box.set_checked(box.get_attribute("value") in kept)
    main.locator("label", has_text="Visitatiecommissie Voorbeeld").locator("[name=assessors]").check()
    for partner in PARTNERS:
        main.locator("label", has_text=partner).locator("[name=partners]").check()
    press(page, "Bewaar de ronde")
    follow(page, "Open de ronde")
    press(page, "Open de ronde")
    return str(page.url)


def answer(page: Any, level: int) -> None:
    """Answer every question, by the keyboard alone."""
    while page.locator("main [name=level]").count():
        reach(page, "level")
        page.keyboard.press("Space")
        for _down in range(level):
            page.keyboard.press("ArrowDown")
        reach(page, "sureness")
        page.keyboard.press("Space")
        reach(page, "explanation")
        page.keyboard.type("Zo doen wij het nu.")
        reach(page, "submit")
        before = page.url
        page.keyboard.press("Enter")
        says_one_of(page, ("Ingediend.", "Submitted."))
        if page.url.partition("#")[0] == before.partition("#")[0]:
            return


def says_one_of(page: Any, words: tuple[str, ...]) -> None:
    """The page says it in one language or the other."""
    expect(page.locator("main, .messages").filter(has_text=words[0]).or_(
        page.locator("main, .messages").filter(has_text=words[1])).first).to_be_visible()  # fmt: skip


def test_a_round_from_start_to_fixed_effort(people: People) -> None:
    coordinator, assessor = people.page("coordinator"), people.page("toetser")
    town, school = people.page("molenwaard"), people.page("school-en-veiligheid")
    test = prepare(coordinator)

    for desk in (town, school):
        desk.goto(f"{test}/vragen")
        follow(desk, "Naar de volgende vraag")
    town.locator(".head__who").get_by_role("button", name="English").click()
    answer(town, 1)
    answer(school, 2)
    school.goto(f"{test}/vragen")
    expect(school.get_by_role("link", name="Naar de volgende vraag")).to_have_count(0)

    coordinator.goto(test)
    follow(coordinator, "Sluit de ronde nu")
    press(coordinator, "Sluit de ronde")

    judge(assessor, test)
    assessor.goto(f"{test}/bevinding")
    fill(assessor, area="voorkomen", title="Niets is beproefd", missing="Geen afspraak is geoefend.",
         proposal="Oefen twee keer per jaar.")  # fmt: skip
    press(assessor, "Leg vast")
    finding = assessor.url

    assessor.goto(f"{test}/vaststellen")
    fill(assessor, not_measurable="Of dit aanslagen voorkomt, is niet te meten.")
    press(assessor, "Stel vast")
    expect(assessor.locator("main").get_by_role("link", name="Lees het rapport")).to_be_visible(timeout=60_000)

    for desk in (town, school):
        desk.goto(f"{test}/rapport")
        expect(desk.locator("main")).to_contain_text("Niets is beproefd")
    take_up(coordinator, finding)
    town.goto("/vragen")
    expect(town.locator("main")).to_contain_text("Oefenen in de wijk")


def judge(page: Any, test: str) -> None:
    """Give a step to every side of the field, with reasons."""
    page.goto(f"{test}/oordelen")
    fields = [one.get_attribute("href") for one in page.locator("main table a").all()]
    assert len(fields) == 3
    for field in fields:
        page.goto(field)
        reach(page, "step")
        page.keyboard.press("Space")
        reach(page, "reasons")
        page.keyboard.type("Afspraken liggen er, proeven nog niet.")
        page.get_by_role("button", name="Leg het oordeel vast").press("Enter")
        says(page, "Het oordeel is vastgelegd.")


def take_up(page: Any, finding: str) -> None:
    """Propose fixed effort on a finding, and ask a partner for it; the finding then says so."""
    page.goto(finding)
    follow(page, "Stel vaste inzet voor")
    fill(page, title="Oefenen in de wijk", purpose="Afspraken zijn twee keer per jaar geoefend.", work="operational",
         reach="local", objective=option_with(page, "objective", "4.2"))  # fmt: skip
    press(page, "Stel deze inzet voor")
    follow(page, "Vraag een partner")
    page.locator("main label", has_text="Gemeente Molenwaard (verzonnen)").locator("[name=partners]").check()
    fill(page, what="Iemand die oefeningen leidt.", capacity="1", floor="0,5", reply_by=in_days(14))
    press(page, "Stel de vraag")
    page.goto(finding)
    looks_again_until(page, "Oefenen in de wijk")
