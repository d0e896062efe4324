# SPDX-License-Identifier: EUPL-1.2
"""A threat level is decided: all see it, owners are asked to look again, and nothing else moves."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.people import People
from tests.journeys.walking import fill, follow, in_days, press, problems, says, title

pytestmark = [pytest.mark.journey, pytest.mark.mission("S5")]
DECISION = {
    "level": "aanzienlijk",
    "edition": "DTN (voorbeeld), herfst",
    "reasons": "De oproepen van buiten nemen af. Er zijn minder aanwijzingen dan in de zomer.",
    "alternatives": "Niveau 4 is overwogen. Daarvoor zijn de aanwijzingen nu te weinig concreet.",
    "dissent": "De politie had liever gewacht tot na de jaarwisseling.",
}
REVIEW = "Bekijk of deze inzet nog past bij het nieuwe dreigingsniveau"


def efforts(page: Any) -> list[str]:
    """Every effort with its state, its owner, its end and what was granted."""
    page.goto("/inzet?staat=all")
    rows: list[str] = page.locator("main table").last.locator("tbody tr").all_inner_texts()
    return rows


def test_a_decided_level_is_seen_asks_owners_to_look_again_and_starts_nothing(people: People) -> None:
    decider, coordinator = people.page("beslisser"), people.page("coordinator")
    before = efforts(coordinator)
    decider.goto("/dreigingsniveau")
    follow(decider, "Niveau vaststellen")
    fill(decider, **DECISION, review_on=in_days(180))
    press(decider, "Vaststellen")
    says(decider, "gevraagd om opnieuw te kijken")
    for words in (*list(DECISION.values())[1:], "heel Nederland"):
        says(decider, words)

    coordinator.goto("/")
    expect(coordinator.locator(".drawing--wheel .drawing__wide svg")).to_contain_text("aanzienlijk")
    coordinator.goto("/taken")
    says(coordinator, REVIEW)
    assert before
    assert efforts(coordinator) == before


def test_all_that_is_missing_of_a_decision_is_said_at_once(people: People) -> None:
    page = people.page("beslisser")
    page.goto("/dreigingsniveau/nieuw")
    press(page, "Vaststellen")
    assert len(problems(page)) == 5
    assert title(page) == "Niveau vaststellen"


def test_whoever_may_not_decide_is_refused_with_a_sentence(coordinator: Any) -> None:
    coordinator.goto("/dreigingsniveau")
    expect(coordinator.get_by_role("link", name="Niveau vaststellen")).to_have_count(0)
    answer = coordinator.goto("/dreigingsniveau/nieuw")
    assert answer.status == 403
    says(coordinator, "U hebt hiervoor niet de juiste rol.")
