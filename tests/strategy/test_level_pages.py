# SPDX-License-Identifier: EUPL-1.2
"""The pages of the threat level: what is in force, deciding, and what a decision asked of whom."""

from datetime import UTC, date, datetime

import pytest

from tests.strategy.conftest import words_of
from vijfveld.law.models import Reasoning, Task
from vijfveld.node.roles import Role
from vijfveld.strategy.acts.levels import Setting, set_threat_level
from vijfveld.strategy.models import Driver, Effort, ThreatLevel
from vijfveld.strategy.queries.levels import level_in_force

WHY = Reasoning("Groepen roepen op tot geweld.", alternatives="Niveau 3 past niet bij de aanwijzingen.")
TYPED = {
    "level": "kritiek", "edition": "DTN maart 2026", "region": "NL", "review_on": "2026-09-01",
    "reasons": "Groepen roepen op tot geweld.", "alternatives": "Niveau 4 is overwogen.", "dissent": "",
}  # fmt: skip


def decide(network, level="substantieel", **setting):
    given = {"edition": "DTN maart 2026", "review_on": date(2026, 9, 1), **setting}
    return set_threat_level(network.world.caller(network.decider), Setting(level=level, **given), WHY)


def stored(model):
    return list(model.objects.beyond_access("test"))


@pytest.mark.mission("S5")
def test_without_a_decision_the_page_shows_the_public_series_and_says_so(network, reader):
    text = reader(network.town).text("/dreigingsniveau")
    assert "Dreigingsniveau 4 substantieel" in text
    assert "sinds 12 december 2023" in text
    assert "Dit niveau komt uit de openbare reeks" in text
    assert level_in_force(network.town).from_public_series


@pytest.mark.mission("S5")
def test_the_page_shows_the_level_with_its_reasons_its_alternative_and_its_review_day(network, reader):
    decide(network, "kritiek")
    text = reader(network.town).text("/dreigingsniveau")
    for told in ("Dreigingsniveau 5 kritiek", WHY.reasons, WHY.alternatives, "1 september 2026", "DTN maart 2026"):
        assert told in text
    assert "Dit niveau komt uit de openbare reeks" not in text


def test_the_page_says_that_the_level_starts_nothing_and_that_the_scales_differ(network, reader):
    text = reader(network.town).text("/dreigingsniveau")
    assert "geen standaardmaatregelen" in text
    assert "De twee schalen zijn daarom niet in elkaar om te rekenen." in text


@pytest.mark.mission("S5")
def test_a_province_with_its_own_level_is_shown_until_its_end_and_no_longer(network, reader):
    decide(network, "kritiek", region="PV26", in_force_until=datetime(2026, 3, 3, 18, tzinfo=UTC))
    assert "Utrecht: 5 kritiek" in reader(network.town).text("/dreigingsniveau")
    assert [level.region for level in level_in_force(network.town).regional] == ["PV26"]
    network.world.later(days=2)
    assert "Utrecht: 5 kritiek" not in reader(network.town).text("/dreigingsniveau")


def test_a_second_level_for_a_province_ends_the_first(network):
    until = datetime(2026, 3, 9, 18, tzinfo=UTC)
    first = decide(network, "kritiek", region="PV26", in_force_until=until)
    network.world.later(hours=1)
    second = decide(network, "substantieel", region="PV26", in_force_until=until)
    ends = {level.id: level.in_force_until for level in stored(ThreatLevel)}
    assert ends == {first.id: network.world.now, second.id: until}


@pytest.mark.mission("S5")
def test_deciding_leads_to_the_decision_with_the_efforts_it_asked_to_look_at(network, reader):
    effort = network.flexible()
    before = {row.id: row.version for row in stored(Effort)}
    answer = reader(network.decider).post("/dreigingsniveau/nieuw", key="k1", **TYPED)
    level = ThreatLevel.objects.beyond_access("test").get()
    assert answer["Location"] == f"/dreigingsniveau/{level.id}"
    assert level.concerns == [str(effort.id)]
    text = reader(network.town).text(answer["Location"])
    assert effort.title in text
    assert "Er is niets begonnen of gestopt." in text
    assert {row.id: row.version for row in stored(Effort)} == before
    assert [task.about for task in stored(Task) if task.what == "effort.review_at_level"] == [effort.urn]


def test_the_form_sent_twice_decides_once(network, reader):
    browser = reader(network.decider)
    first = browser.post("/dreigingsniveau/nieuw", key="k1", **TYPED)
    again = browser.post("/dreigingsniveau/nieuw", key="k1", **TYPED)
    assert first["Location"] == again["Location"]
    assert len(stored(ThreatLevel)) == 1


def test_all_problems_of_a_level_are_named_at_once_and_nothing_typed_is_lost(network, reader):
    typed = {"level": "", "edition": "x" * 81, "region": "PV26", "review_on": "2020-01-01", "reasons": "Bewaard"}
    answer = reader(network.decider).post("/dreigingsniveau/nieuw", key="k1", **typed)
    text = words_of(answer)
    assert answer.status_code == 400
    for told in (
        "Kies een niveau van de schaal die nu geldt.",
        "Houd dit onder de 80 tekens.",
        "Kies een dag na vandaag waarop dit niveau opnieuw wordt bekeken.",
        "Schrijf welk ander niveau is overwogen, en waarom het dat niet werd.",
        "Een niveau voor één provincie heeft een einde. Kies een moment na nu.",
    ):
        assert told in text
    assert "Bewaard" in text
    assert not stored(ThreatLevel)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.DECISION_MAKER])
def test_only_a_decision_maker_reaches_the_form(network, reader, role):
    other = network.world.person(f"Ander {role.value}", "NCTV", role)
    assert reader(other).get("/dreigingsniveau/nieuw").status_code == 403


def test_a_past_decision_says_until_when_it_held_and_what_it_replaced(network, reader):
    first = decide(network, "aanzienlijk")
    network.world.later(days=3)
    second = decide(network, "substantieel")
    browser = reader(network.town)
    assert "Dit besluit gold tot 5 maart 2026" in browser.text(f"/dreigingsniveau/{first.id}")
    assert "Kwam in plaats van 3 aanzienlijk" in browser.text(f"/dreigingsniveau/{second.id}")
    assert "Wat eerder is besloten" in browser.text("/dreigingsniveau")


def test_the_name_of_who_decided_is_for_their_own_organisation(network, reader):
    decide(network)
    assert "Dirk Beslisser, NCTV" in reader(network.coordinator).text("/dreigingsniveau")
    assert "Dirk Beslisser" not in reader(network.town).text("/dreigingsniveau")


def test_the_page_reads_in_english(network, reader):
    decide(network)
    text = reader(network.town).text("/dreigingsniveau", "en")
    assert "Threat level 4 substantial" in text
    assert "There is a real chance of an attack." in text


@pytest.mark.mission("S4")
def test_a_driver_is_stated_shown_and_retired_and_owners_are_asked_to_look(network, reader):
    browser = reader(network.coordinator)
    typed = {
        "sort": "scenario", "title": "Meer aanslagen tegelijk", "statement": "Twee steden op één dag.",
        "source": "Scenario 4", "stated_on": "2026-03-01", "areas": ["voorbereiden", "vervolgen"],
    }  # fmt: skip
    page = browser.post("/aanleidingen/nieuw", key="d1", **typed)["Location"]
    text = browser.text(page)
    assert all(told in text for told in ("Twee steden op één dag.", "Scenario 4", "Voorbereiden", "Vervolgen"))
    effort, driver = network.flexible(), network.driver
    retire = f"/aanleidingen/{driver.id}/intrekken"
    assert effort.title in browser.text(retire)
    browser.post(retire, key="d2", version=driver.version)
    assert "geldt niet meer" in browser.text(f"/aanleidingen/{driver.id}")
    assert [task.about for task in stored(Task) if task.what == "effort.lost_its_driver"] == [effort.urn]


def test_retiring_a_driver_that_someone_else_changed_is_told_and_can_be_done_again(network, reader):
    browser, driver = reader(network.coordinator), network.driver
    answer = browser.post(f"/aanleidingen/{driver.id}/intrekken", key="d1", version=driver.version - 1)
    assert answer.status_code == 409
    assert "Iemand anders heeft dit intussen gewijzigd" in words_of(answer)
    assert f'name="version" value="{driver.version}"' in answer.content.decode()
    assert Driver.objects.beyond_access("test").get().retired_on is None


def test_all_problems_of_a_driver_are_named_at_once(network, reader):
    answer = reader(network.coordinator).post("/aanleidingen/nieuw", key="d1", stated_on="2027-01-01", areas=["maan"])
    text = words_of(answer)
    assert answer.status_code == 400
    for told in (
        "Kies wat voor aanleiding dit is.", "Geef de aanleiding een korte titel.", "Noem waar dit te lezen is.",
        "Schrijf in een of twee zinnen wat er staat.", "Deze dag ligt in de toekomst.", "Kies velden uit de lijst.",
    ):  # fmt: skip
        assert told in text


@pytest.mark.parametrize("path", ["/dreigingsniveau", "/aanleidingen", "/aansluiting", "/strategie", "/velden"])
def test_a_visitor_is_led_to_sign_in(world, client, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert "aanmelden" in answer["Location"]


@pytest.mark.mission("S5")
def test_a_second_tab_does_not_undo_a_level_it_never_showed(network, reader):
    held = decide(network)
    browser = reader(network.decider)
    shown = browser.get("/dreigingsniveau/nieuw").content.decode()
    assert f'name="seen" value="{held.id}"' in shown
    first = {**TYPED, "level": "aanzienlijk", "seen": str(held.id)}
    assert browser.post("/dreigingsniveau/nieuw", key="k1", **first).status_code == 302
    answer = browser.post("/dreigingsniveau/nieuw", key="k2", **{**TYPED, "seen": str(held.id), "reasons": "Bewaard"})
    now = level_in_force(network.town).decided
    text = words_of(answer)
    assert (answer.status_code, now.level) == (409, "aanzienlijk")
    for told in ("Iemand anders heeft dit intussen gewijzigd", "3 aanzienlijk, heel Nederland", "Bewaard"):
        assert told in text
    assert f'name="seen" value="{now.id}"' in answer.content.decode()
    again = browser.post("/dreigingsniveau/nieuw", key="k2", **{**TYPED, "seen": str(now.id)})
    assert (again.status_code, level_in_force(network.town).decided.level) == (302, "kritiek")


def test_a_level_of_one_province_does_not_make_a_decision_for_the_country_stale(network, reader):
    held = decide(network)
    decide(network, "kritiek", region="PV26", in_force_until=datetime(2026, 3, 9, 18, tzinfo=UTC))
    answer = reader(network.decider).post("/dreigingsniveau/nieuw", key="k1", **{**TYPED, "seen": str(held.id)})
    assert answer.status_code == 302


def test_a_form_whose_levels_cannot_be_read_is_refused_with_words(network, reader):
    answer = reader(network.decider).post("/dreigingsniveau/nieuw", key="k1", **{**TYPED, "seen": "x"})
    assert answer.status_code == 400
    assert "Dit formulier is niet meer goed te lezen" in words_of(answer)


def waiting(effort):
    return [task for task in stored(Task) if task.about == effort.urn and task.done_at is None]


@pytest.mark.mission("S5")
def test_a_level_for_the_country_leaves_the_earlier_look_that_a_province_asked_for(network):
    effort, until = network.flexible(), datetime(2026, 4, 9, 18, tzinfo=UTC)
    decide(network, "kritiek", region="PV26", in_force_until=until, review_on=date(2026, 3, 20))
    asked = waiting(effort)
    network.world.later(hours=1)
    decide(network, "aanzienlijk")
    assert [task.id for task in waiting(effort)] == [task.id for task in asked]


def test_of_levels_that_ask_for_a_look_at_one_effort_the_earliest_day_counts(network):
    effort, until = network.flexible(), datetime(2026, 4, 9, 18, tzinfo=UTC)
    decide(network, "kritiek", region="PV26", in_force_until=until, review_on=date(2026, 4, 20))
    network.world.later(hours=1)
    decide(network, "aanzienlijk", review_on=date(2026, 4, 1))
    assert [task.due_on for task in waiting(effort)] == [date(2026, 4, 1)]
    network.world.later(hours=1)
    decide(network, "substantieel", review_on=date(2026, 9, 1))
    assert [task.due_on for task in waiting(effort)] == [date(2026, 4, 20)]


def test_a_second_level_in_one_place_supersedes_the_look_that_the_first_asked_for(network):
    effort = network.flexible()
    decide(network, "aanzienlijk", review_on=date(2026, 4, 1))
    network.world.later(hours=1)
    decide(network, "substantieel", review_on=date(2026, 9, 1))
    assert [task.due_on for task in waiting(effort)] == [date(2026, 9, 1)]


@pytest.mark.mission("S5")
def test_a_level_that_ends_by_itself_says_on_which_day(network, reader):
    country = decide(network)
    town = reader(network.town)
    assert "Zonder nieuw besluit blijft het niveau gelden." in town.text(f"/dreigingsniveau/{country.id}")
    own = decide(network, "kritiek", region="PV26", in_force_until=datetime(2026, 3, 9, 17, tzinfo=UTC))
    text = town.text(f"/dreigingsniveau/{own.id}")
    assert "blijft het niveau gelden" not in text
    assert "Zonder nieuw besluit stopt dit niveau vanzelf op 9 maart 2026" in text
