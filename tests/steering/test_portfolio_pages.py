# SPDX-License-Identifier: EUPL-1.2
"""The pages of portfolios: from scenarios to a calculation, two side by side, and proposals to partners."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.steering.studies import AREAS, Workroom, all_of
from tests.strategy.conftest import network, words_of
from vijfveld.steering import portfolio_background, portfolio_solving
from vijfveld.steering.acts.candidates import choose_candidates
from vijfveld.steering.acts.portfolio_runs import tell_stage
from vijfveld.steering.models import Candidate, PortfolioRun, PortfolioStudy, StudyScenario

__all__ = ["network"]


@pytest.fixture
def room(network):
    return Workroom(network)


@pytest.fixture
def page(room, reader):
    return reader(room.coordinator)


def where(study) -> str:
    return f"/portefeuilles/{study.id}"


def run_at(run) -> str:
    return f"/portefeuilles/berekeningen/{run.id}"


@pytest.mark.mission("S6")
def test_a_study_is_worked_from_its_pages_until_there_is_an_outcome(room, page):
    made = page.post(
        "/portefeuilles/nieuw", key="k1", title="Wat houdt stand?", question="Welke mix?", areas=list(AREAS),
        scenarios=[str(one.id) for one in room.scenarios],
    )  # fmt: skip
    study = all_of(PortfolioStudy).get()
    assert made["Location"] == where(study)
    assert "er is nog geen kandidaat" in page.text(where(study))
    assert "Praten (Voorkomen, flexibel, lokaal; NCTV)" in page.text(f"{where(study)}/kandidaten?zoek=praten")
    page.post(
        f"{where(study)}/kandidaten", key="k2", efforts=[str(room.efforts[name].id) for name in ("praten", "oefenen")]
    )
    one = room.candidate(study, "praten")
    at = f"/portefeuilles/kandidaten/{one.id}"
    page.post(
        f"{at}/beschrijven", key="k3", version=str(one.version), intrusive="1", cost="30,5", partner=room.town,
        fte="1,5", bar="",
    )  # fmt: skip
    told = page.text(at)
    assert "Gemeente Molenwaard: 1,5 fte" in told
    assert "€ 30,5 duizend" in told
    for number, scenario in enumerate(room.scenarios):
        need = all_of(StudyScenario).get(study=study, scenario=scenario)
        page.post(
            f"/portefeuilles/behoeften/{need.id}", key=f"n{number}", version=str(need.version),
            reasons="Zo staat het in het scenario.", **{"need-voorkomen": "1", "need-voorbereiden": "2"},
        )  # fmt: skip
        for name in ("praten", "oefenen"):
            page.post(
                f"/portefeuilles/kandidaten/{room.candidate(study, name).id}/dekking/{scenario.id}",
                key=f"c{number}{name}", version="0", reasons="Zo ging het elders.",
                **{"step-voorkomen": "4" if name == "praten" else "0", "step-voorbereiden": "2"},
            )  # fmt: skip
    now = all_of(PortfolioStudy).get()
    page.post(
        f"{where(study)}/grenzen", key="k4", version=str(now.version), tail="worst", budget="100",
        because="Zo spraken wij af.", **{f"room-{room.town}": "2", "floor-voorkomen": "10"},
    )  # fmt: skip
    text = page.text(where(study))
    assert "Van Gemeente Molenwaard, ten hoogste 2 fte" in text
    assert "in 2 van 2 scenario's" in text
    now = all_of(PortfolioStudy).get()
    asked = page.post(f"{where(study)}/doorrekenen", key="k5", version=str(now.version))
    run = all_of(PortfolioRun).get()
    assert asked["Location"] == run_at(run)
    assert "De mix met het kleinste tekort zoeken" in page.text(run_at(run))
    assert '<a id="verder"' in page.get(f"{run_at(run)}/voortgang").content.decode()
    portfolio_background.carry_out(run)
    ended = page.get(f"{run_at(run)}/voortgang").content.decode()
    assert f'<a id="verder" href="{run_at(run)}">Lees wat eruit kwam</a>' in ended, "the focus stays where it was"
    assert "hx-get" not in ended
    run = all_of(PortfolioRun).get()
    outcome = page.text(run_at(run))
    for said in ("Het klopt.", run.sha256, "Wat dit niet laat zien", "In alle mixen Praten ; Oefenen",
                 "Gemeente Molenwaard 2 fte 1,5 fte", "er is niets gestart"):  # fmt: skip
        assert said in outcome, said
    assert "berekening 1" in page.text("/portefeuilles")


def test_every_fault_of_a_form_is_told_at_once_and_what_was_typed_stays(room, page):
    bad = page.post("/portefeuilles/nieuw", key="k1", title="", question="", areas=[], scenarios=[])
    assert bad.status_code == 400
    assert all(word in words_of(bad) for word in ("korte titel", "welke vraag", "één scenario", "één veld"))
    study = room.ready()
    one = room.candidate(study, "praten")
    bad = page.post(
        f"/portefeuilles/kandidaten/{one.id}/beschrijven", key="k2", version=str(one.version), intrusive="9",
        cost="veel", partner=str(room.network.ministry.organisation), fte="", bar="Onbekend recht",
    )  # fmt: skip
    assert bad.status_code == 400
    assert all(word in words_of(bad) for word in ("hoe diep", "tien miljoen", "hoeveel u van deze partner", "Onbekend"))
    bad = page.post(f"{where(study)}/grenzen", key="k3", version="0", tail="x", budget="-5", because="")
    assert bad.status_code == 400
    assert all(word in words_of(bad) for word in ("zwaarst", "tien miljoen", "vandaan komen"))
    scenario = room.scenarios[0]
    bad = page.post(f"/portefeuilles/kandidaten/{one.id}/dekking/{scenario.id}", key="k4", reasons="")
    assert bad.status_code == 400
    assert all(word in words_of(bad) for word in ("hoeveel dit dekt", "waarop dit oordeel rust"))


def test_a_study_that_is_not_ready_says_what_is_missing_when_it_is_asked_for_anyway(room, page):
    study = room.open()
    refused = page.post(f"{where(study)}/doorrekenen", key="k1", version=str(study.version))
    assert refused.status_code == 400
    assert all(word in words_of(refused) for word in ("geen kandidaat", "Regenachtig, Zonnig"))


def test_a_form_that_somebody_overtook_says_so(room, page):
    study = room.ready()
    told = page.post(f"{where(study)}/doorrekenen", key="k1", version=str(study.version - 1))
    assert told.status_code == 409
    assert "intussen gewijzigd" in words_of(told)


def test_who_judges_cover_meanwhile_is_told_what_stands_now_and_then_may_judge_anew(room, page):
    study = room.ready()
    at = f"/portefeuilles/kandidaten/{room.candidate(study, 'praten').id}/dekking/{room.scenarios[0].id}"
    told = {"step-voorkomen": "1", "step-voorbereiden": "1", "version": "1"}
    assert page.post(at, key="k1", reasons="Zo zag Ada het.", **told).status_code == 302
    late = page.post(at, key="k2", reasons="Zo zag Otto het.", **told)
    assert late.status_code == 409
    assert all(word in words_of(late) for word in ("intussen gewijzigd", "Zo staat het nu", "Zo zag Ada het.",
                                                   "Zo zag Otto het."))  # fmt: skip
    assert page.post(at, key="k3", reasons="Zo zag Otto het.", **{**told, "version": "2"}).status_code == 302


def test_a_least_that_was_not_proven_is_told_on_the_page(room, page, monkeypatch):
    study = room.ready()
    assert "in elk scenario bewezen" in page.text(run_at(room.run(study)))
    alone = portfolio_solving._alone

    def halfway(*args):
        return replace(alone(*args), bound=-1.0, objective=1.5)

    monkeypatch.setattr(portfolio_solving, "_alone", halfway)
    text = page.text(run_at(room.run(study)))
    assert "1,5 (niet bewezen)" in text
    assert "niet bewezen voor Regenachtig, Zonnig: daar kan de spijt groter zijn" in text


def test_a_run_is_called_off_from_its_page_and_a_clash_and_a_failure_lead_to_the_last_good_one(room, page, monkeypatch):
    study = room.ready()
    good = room.run(study)
    asked = room.ask(study)
    assert "Breek de berekening af" in page.text(run_at(asked))
    tell_stage(portfolio_background._caller(asked, "others"), asked.id, stage="others")
    page.post(f"{run_at(asked)}/afbreken", key="k1", version=str(asked.version))
    assert "afgebroken. Er is niets bewaard" in page.text(run_at(asked))
    assert page.client.get(f"{run_at(good)}/afbreken")["Location"] == run_at(good)
    room.bound(study, budget=Decimal(5), floors={"voorkomen": Decimal(9)})
    clash = page.text(run_at(room.run(study)))
    assert "De mix kost niet meer dan € 5 duizend." in clash
    assert "Naar Voorkomen gaat ten minste € 9 duizend." in clash
    assert "Deze grenzen kunnen niet samen" in clash
    assert "Dat komt door het recht" not in clash
    assert "De laatste uitkomst die klopt, is berekening 1." in clash
    monkeypatch.setattr(portfolio_background, "solved", lambda *_args: 1 / 0)
    broken = room.ask(study)
    with pytest.raises(ZeroDivisionError):
        portfolio_background.carry_out(broken)
    assert "fout in Vijfveld" in page.text(run_at(broken))
    assert "Het klopt." in page.text(run_at(good))


def test_a_limit_that_only_the_law_keeps_from_being_met_is_told_with_the_law_in_both_languages(room, page):
    study = room.ready()
    room.bound(study, floors={"voorbereiden": Decimal(5)})
    room.weigh(study, "oefenen", cost=Decimal(40), bar="Er is geen grondslag.")
    run = room.run(study)
    told = page.text(run_at(run))
    assert "Aan deze grens is niet te voldoen" in told
    assert "kunnen niet samen" not in told
    assert "Naar Voorbereiden gaat ten minste € 5 duizend." in told
    assert "Dat komt door het recht." in told
    assert "«Oefenen»: Er is geen grondslag." in told
    assert "Laat deze grens los of maak haar ruimer." in told
    told = page.text(run_at(run), "en")
    assert "This limit cannot be met" in told
    assert "The law is the cause." in told


@pytest.mark.mission("S6")
def test_a_changed_assumption_is_calculated_anew_and_laid_beside_the_earlier_one(room, page):
    study = room.ready()
    first = room.run(study)
    room.cover(study, "praten", (0, 0), (0, 0))
    room.weigh(study, "zoeken", intrusive=2, cost=Decimal(25), asked={room.town: "0.5"})
    room.need(study, (1, 1), (2, 2))
    room.bound(study, room={room.town: Decimal(3)}, budget=Decimal(500), tail="half")
    second = room.run(study)
    text = page.text(f"{run_at(second)}/naast/{first.id}")
    for said in (
        "Wat «Praten» dekt in «Regenachtig»: Voorkomen: een groot deel → niets.",
        "Wat «Zoeken» kost, × € 1.000: 20 → 25.",
        "Wat «Regenachtig» vraagt: Voorkomen: gewoon → veel.", "Ten hoogste van Gemeente Molenwaard, in fte: 2 → 3.",
        "Geld, × € 1.000: geen grens → 500.", "de slechtste helft van de scenario's", "Erbij Zoeken", "Eruit Praten",
        "Gebleven Oefenen", "Gemeente Molenwaard 2 fte 1,5 fte 0,5 fte minder",
    ):  # fmt: skip
        assert said in text, said
    assert page.get(f"{run_at(first)}/naast/{first.id}").status_code == 404
    assert page.get(f"{run_at(first)}/naast/{second.id}").status_code == 200


def test_what_the_law_bars_and_what_went_first_is_told_with_the_outcome(room, page):
    study = room.ready()
    room.weigh(study, "oefenen", bar="De wet kent deze bevoegdheid niet.")
    text = page.text(run_at(room.run(study)))
    assert "Oefenen : De wet kent deze bevoegdheid niet." in text
    assert "«Praten»" in text
    assert "«Zoeken»" in text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_partners_find_the_list_and_no_study(room, reader, language):
    study = room.ready()
    run = room.run(study)
    town = reader(room.network.town)
    assert "Wat houdt stand?" not in town.text("/portefeuilles", language)
    one = all_of(Candidate).filter(study=study).first()
    for path in (where(study), run_at(run), f"/portefeuilles/kandidaten/{one.id}"):
        assert town.get(path, language).status_code == 404
    assert town.get("/portefeuilles/nieuw", language).status_code == 403


def test_a_page_of_many_candidates_asks_no_more_of_the_database(room, page, django_assert_max_num_queries):
    study = room.ready()
    for place in range(12):
        effort = room.network.flexible(title=f"Meer {place}", objective="voorkomen.doel")
        room.efforts[f"meer-{place}"] = effort
    few = _count(page, where(study))
    choose_candidates(room.by(), study.id, efforts=[one.id for one in room.efforts.values()])
    with django_assert_max_num_queries(few):
        page.text(where(study))


def _count(page, path: str) -> int:
    page.text(path)
    with CaptureQueriesContext(connection) as asked:
        page.text(path)
    return len(asked)


@pytest.mark.parametrize(
    ("typed", "kept"), [("2.700", "2700"), ("2700,5", "2700.5"), ("2.700,5", "2700.5"), ("0", "0")]
)
def test_money_is_read_as_people_write_it_and_stays_the_same_when_sent_on(room, page, typed, kept):
    study = room.ready()
    for number in (1, 2):
        now = all_of(PortfolioStudy).get(pk=study.pk)
        shown = page.get(f"{where(study)}/grenzen").content.decode()
        if number == 2:
            typed = re.search(r'name="budget"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="budget"', shown)
            typed = typed[1] or typed[2]
        page.post(
            f"{where(study)}/grenzen", key=f"k{number}", version=str(now.version), tail="worst", budget=typed,
            because="Zo spraken wij af.",
        )  # fmt: skip
        assert all_of(PortfolioStudy).get(pk=study.pk).budget == Decimal(kept)
