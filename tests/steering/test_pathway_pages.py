# SPDX-License-Identifier: EUPL-1.2
"""The pages of pathways: a study is made, reckoned and decided on from the browser, and told where efforts are."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.steering.paths import Desk
from tests.strategy.conftest import network, words_of
from vijfveld.law.models import Deadline
from vijfveld.steering.acts import pathways
from vijfveld.steering.acts.pathway_steps import watch_begin
from vijfveld.steering.models import PathwayNeed, PathwayStep, PathwayStudy

__all__ = ["network"]
STEP = {"title": "", "nature": "flexible", "delivers": "10", "why": "Geteld.", "decision_days": "0", "lead_days": "0"}


@pytest.fixture
def desk(network):
    return Desk(network)


@pytest.fixture
def page(desk, reader):
    return reader(desk.analyst)


def dmy(day):
    return f"{day:%-d-%-m-%Y}"


def reckoned(desk, **told):
    """A study with a step that runs, one that can follow, and one scenario in which the first falls short."""
    effort = desk.network.fixed()
    now = desk.step(effort=effort.id, delivers="10", nature="fixed")
    team = desk.step("Reizend team", "20", lead_days=70)
    now = desk.follow(now, team)
    desk.need(desk.storm, (0, "8"), (300, "14"))
    desk.need(desk.calm, (0, "8"))
    return effort, now, team


@pytest.mark.mission("S4")
@pytest.mark.mission("S6")
def test_a_study_is_worked_from_its_pages(desk, page):
    effort = desk.network.fixed()
    looks_to = desk.day(1000)
    made = page.post(
        "/paden/nieuw", key="k1", title="Teams en tijd", question="Tot wanneer?", objective="voorbereiden.doel",
        unit="teams", looks_to=looks_to.isoformat(), notice_days="60",
    )  # fmt: skip
    study = PathwayStudy.objects.beyond_access("test").get(title="Teams en tijd")
    where = f"/paden/{study.id}"
    assert made["Location"] == where
    assert "Nog niet te rekenen" in page.text(where)
    assert "Er is nog niets te tekenen" in page.text(where)
    need = f"{where}/nodig/{desk.storm.id}"
    lines = f"{dmy(desk.today)}: 8; raming\n{dmy(desk.day(300))}: 14; raming"
    assert page.post(need, key="k2", version="0", lines=lines)["Location"] == f"{where}?scenario={desk.storm.id}"
    page.post(f"{where}/stap", key="k3", **{**STEP, "effort": str(effort.id), "nature": "fixed"})
    page.post(f"{where}/stap", key="k4", **{**STEP, "title": "Reizend team", "delivers": "20", "lead_days": "70"})
    now, team = (
        PathwayStep.objects.beyond_access("test").get(study=study, title=t) for t in (effort.title, "Reizend team")
    )
    page.post(
        f"/paden/stappen/{now.id}/wijzigen", key="k5", followers=[str(team.id)], version=str(now.version),
        **{**STEP, "nature": "fixed"},
    )  # fmt: skip
    text = page.text(where)
    assert "Bij 1 stap moet u nu beginnen." in text
    assert "10,02 teams nodig; deze stap levert er 10." in text
    assert "min 70 dagen voorbereiden, min 0 dagen besluiten: begin uiterlijk" in text
    assert f"{effort.title} → Reizend team" in text
    step = f"/paden/stappen/{now.id}"
    version = PathwayStep.objects.beyond_access("test").get(pk=now.id).version
    assert page.post(f"{step}/bewaken/{desk.storm.id}", key="k6", version=str(version))["Location"] == step
    assert "Staat op de lijst van wat afloopt" in page.text(step)
    assert "Laatste dag om met een opvolger te beginnen" in page.text("/loopt-af")
    page.post(f"{step}/besluit", key="k7", version=str(version + 1), outcome="begun", reasons="Het team komt er.")
    assert "Besluit over een stap op een pad: wij beginnen met de opvolger" in page.text(step)
    assert Deadline.objects.beyond_access("test").get().state == "met"
    assert "Teams en tijd" in page.text("/paden")


def test_what_is_wrong_is_said_at_once_and_nothing_typed_is_lost(desk, page):
    bad = page.post("/paden/nieuw", key="k1", title="", question="Waarom?", objective="", unit="", looks_to="ooit",
                    notice_days="veel")  # fmt: skip
    assert bad.status_code == 400
    said = words_of(bad)
    for words in ("korte titel", "Maak een keuze", "waarin u telt", "Dit is geen dag", "0 tot 3.650 dagen", "Waarom?"):
        assert words in said
    bad = page.post(
        f"/paden/{desk.study.id}/nodig/{desk.storm.id}", key="k2", version="0", lines="ooit: veel\n1-1-2027: -1"
    )
    assert bad.status_code == 400
    for words in (
        "Regel 1 is niet te lezen",
        "Regel 2: kies een getal",
        "Regel 2: schrijf na een puntkomma",
        "ooit: veel",
    ):
        assert words in words_of(bad)
    bad = page.post(f"/paden/{desk.study.id}/stap", key="k3", **{**STEP, "delivers": "0", "why": "", "lead_days": "-4"})
    assert bad.status_code == 400
    for words in ("korte naam, of kies een inzet", "niets levert", "waarop dit getal rust", "0 tot 3.650 dagen"):
        assert words in words_of(bad)


def test_the_map_is_drawn_for_the_scenario_that_is_chosen_with_the_same_in_a_table(desk, page):
    _effort, now, _team = reckoned(desk)
    where = f"/paden/{desk.study.id}"
    html = page.get(where).content.decode()
    assert html.count("<svg") >= 2
    assert "Paden in «Storm»" in html
    change = re.search(r"Van «[^»]+» naar «Reizend team» op [^:]+: begin uiterlijk [^,]+, begin nu", html)
    assert change
    assert "Paden in «Kalmte»" in page.get(f"{where}?scenario={desk.calm.id}").content.decode()
    assert page.get(f"{where}?scenario=onzin").status_code == 200
    assert "Wat dit niet laat zien" in page.text(where)
    assert "Pathways in “Storm”" in page.get(where, "en").content.decode()
    assert "begin now" in page.text(where, "en")
    assert now.title in page.text(where, "en")


def test_a_step_that_never_tips_is_said_to_last(desk, page):
    now = desk.step(effort=desk.network.fixed().id, delivers="10", nature="fixed")
    desk.need(desk.calm, (0, "8"))
    text = page.text(f"/paden/stappen/{now.id}")
    assert "houdt de hele periode" in text
    assert "is nooit meer nodig dan de 10 teams" in text
    assert "Bewaak de dag" not in text


@pytest.mark.mission("S4")
def test_the_page_of_an_effort_warns_when_it_carries_shorter_than_it_runs(desk, page):
    effort = desk.network.flexible(ends_on=desk.day(150))
    other = desk.network.fixed(title="Ander werk")
    assert "zolang de studie kijkt" not in page.text(f"/inzet/{other.id}")
    desk.step(effort=effort.id, delivers="10")
    assert "houdt in elk scenario zolang de studie kijkt" in page.text(f"/inzet/{effort.id}")
    desk.need(desk.storm, (0, "8"), (300, "14"))
    text = page.text(f"/inzet/{effort.id}")
    assert "Let op: houdt korter dan de inzet" in text
    assert "in «Storm» is vanaf" in text
    pathways.close_study(desk.caller(), desk.study.id, desk.study.version)
    assert "Let op: houdt korter" not in page.text(f"/inzet/{effort.id}")


def test_before_a_fixed_effort_is_wound_down_the_study_says_when_something_falls_short(desk, reader):
    effort, _now, _team = reckoned(desk)
    page = reader(desk.network.decider)
    text = page.text(f"/inzet/{effort.id}/afbouwen")
    assert "Wat er over deze inzet is doorgerekend" in text
    assert "«Storm»: zonder deze inzet is er vanaf" in text
    alone = desk.network.fixed(title="Ander werk")
    assert "doorgerekend" not in page.text(f"/inzet/{alone.id}/afbouwen")


def test_who_reads_along_sees_the_study_and_no_buttons(desk, reader):
    _effort, now, _team = reckoned(desk)
    page = reader(desk.network.town)
    for path in (f"/paden/{desk.study.id}", f"/paden/stappen/{now.id}", "/paden"):
        text = page.text(path)
        assert "Voeg een stap toe" not in text
        assert "Haal uit de studie" not in text
        assert "Maak een padenstudie" not in text
    refused = page.get(f"/paden/{desk.study.id}/stap")
    assert refused.status_code == 403


def test_a_form_on_an_old_version_keeps_what_was_typed(desk, page):
    _effort, now, _team = reckoned(desk)
    desk.follow(now)
    answer = page.post(f"/paden/stappen/{now.id}/wijzigen", key="k1", version=str(now.version),
                       **{**STEP, "why": "Opnieuw geteld."})  # fmt: skip
    assert answer.status_code == 409
    assert "Opnieuw geteld." in answer.content.decode()
    need = PathwayNeed.objects.beyond_access("test").get(scenario=desk.storm)
    page.post(f"/paden/nodig/{need.id}/weg", key="k2", version=str(need.version))
    assert "Storm" not in page.text(f"/paden/{desk.study.id}").split("Schrijf op wat dit scenario vraagt")[0]


def test_a_study_is_changed_and_closed(desk, page):
    told = {"title": "Teams later?", "question": "Tot wanneer?", "objective": "voorkomen.2.2.3", "unit": "fte",
            "looks_to": desk.day(90).isoformat(), "notice_days": "30"}  # fmt: skip
    where = f"/paden/{desk.study.id}"
    assert page.post(f"{where}/wijzigen", key="k1", version=str(desk.study.version), **told)["Location"] == where
    assert "Teams later?" in page.text(where)
    assert "Voorkomen" in page.text(where)
    assert page.post(f"{where}/afsluiten", key="k2", version=str(desk.study.version + 1))["Location"] == where
    assert "Deze studie is afgesloten op" in page.text(where)
    assert "Teams later?" in page.text("/paden")


def test_many_studies_are_listed_in_as_many_reads_as_one(desk, page):
    reckoned(desk)
    page.get("/paden")
    with CaptureQueriesContext(connection) as before:
        page.get("/paden")
    for number in range(4):
        desk.study = pathways.make_study(desk.caller(), desk.plan(title=f"Studie {number}"))
        desk.step("Team", "3")
        desk.need(desk.storm, (0, "8"), (300, "14"))
    with CaptureQueriesContext(connection) as after:
        page.get("/paden")
    assert len(after) == len(before)


def test_a_day_that_moved_since_it_was_watched_is_said(desk, page):
    _effort, now, _team = reckoned(desk)
    watch_begin(desk.caller(), now.id, now.version, scenario=desk.storm.id)
    assert "op een andere dag uit" not in page.text(f"/paden/stappen/{now.id}")
    need = PathwayNeed.objects.beyond_access("test").get(scenario=desk.storm)
    desk.need(desk.storm, (0, "8"), (400, "14"), version=need.version)
    assert "op een andere dag uit" in page.text(f"/paden/stappen/{now.id}")
