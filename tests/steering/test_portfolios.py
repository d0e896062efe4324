# SPDX-License-Identifier: EUPL-1.2
"""Portfolio studies: scenarios, candidates, limits, calculations in the background, and what is kept of them."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from tests.steering.studies import Workroom, all_of
from tests.strategy.conftest import network
from vijfveld.law import guard
from vijfveld.law.models import Entry
from vijfveld.law.refusals import Invalid, Refused, Stale, Unavailable
from vijfveld.methods.portfolio import NoAnswer
from vijfveld.node.roles import Role
from vijfveld.steering import portfolio_background, portfolio_solving
from vijfveld.steering.acts import candidates, futures, portfolio_runs, portfolios, scenarios
from vijfveld.steering.acts.candidates import Weighing
from vijfveld.steering.acts.portfolio_runs import fingerprint
from vijfveld.steering.acts.portfolios import Bounds, StudyPlan
from vijfveld.steering.models import Candidate, Cover, PortfolioRun, PortfolioStudy
from vijfveld.steering.portfolio_checking import faults_in
from vijfveld.steering.portfolio_clashes import clash_words, law_words
from vijfveld.strategy.models import Ask, Effort

__all__ = ["network"]


@pytest.fixture
def room(network):
    return Workroom(network)


@pytest.mark.mission("S6")
def test_a_study_is_calculated_in_the_background_and_kept_with_its_assumptions_and_hash(room):
    study = room.ready()
    efforts, asks = all_of(Effort).count(), all_of(Ask).count()
    run = room.run(study)
    assert run.state == "done"
    assert room.chosen(run) == {"oefenen", "praten"}
    mix = run.outcome["mixes"][0]
    sunny, rainy = (str(one.id) for one in room.scenarios)
    assert (mix["scenarios"][sunny]["loss"], mix["scenarios"][rainy]["loss"]) == (0.0, 1.25)
    assert mix["scenarios"][rainy]["gaps"] == {"voorkomen": 0.25, "voorbereiden": 1.0}
    assert mix["loss"] == pytest.approx(1.25)
    assert run.sha256 == fingerprint(run)
    assert any(run.sha256.encode() in bytes(one.body) for one in all_of(Entry).filter(act="portfolio.finish_run"))
    assert (all_of(Effort).count(), all_of(Ask).count()) == (efforts, asks)


def test_what_a_mix_asks_of_each_partner_is_counted_exactly(room):
    study = room.ready()
    mill = str(room.network.ministry.organisation)
    room.weigh(study, "praten", cost=Decimal("30.5"), asked={room.town: "0.1", mill: "2"})
    room.weigh(study, "oefenen", cost=Decimal("40.2"), asked={room.town: "0.2"})
    room.weigh(study, "zoeken", intrusive=2, asked={room.town: "2"})
    mix = room.run(study).outcome["mixes"][0]
    assert mix["asked"] == {room.town: "0.3", mill: "2"}
    assert mix["cost"] == "70.7"


def test_a_milder_effort_of_equal_cover_goes_first_and_the_swap_is_told(room):
    run = room.run(room.ready())
    searches, talks = (str(room.efforts[name].id) for name in ("zoeken", "praten"))
    assert run.outcome["swaps"] == [{"deeper": searches, "milder": talks, "both": False, "named": False}]


def test_a_milder_effort_that_people_name_goes_first_though_the_figures_do_not_say_so(room):
    study = room.ready()
    room.cover(study, "zoeken", (4, 0), (4, 0))
    drills = str(room.efforts["oefenen"].id)
    assert "zoeken" in room.chosen(room.run(study))
    room.weigh(study, "zoeken", intrusive=1, milder=(str(room.efforts["praten"].id),))
    run = room.run(study)
    assert "zoeken" not in room.chosen(run)
    assert drills in run.outcome["mixes"][0]["chosen"]
    assert run.outcome["swaps"][0]["named"] is True


def test_an_effort_that_the_law_bars_is_outside_the_choice_with_its_reason(room):
    study = room.ready()
    room.weigh(study, "praten", bar="Er is geen grondslag om deze gegevens te delen.")
    run = room.run(study)
    assert room.chosen(run) == {"oefenen", "zoeken"}
    barred = next(one for one in run.assumptions["candidates"] if one["bar"])
    assert barred["title"] == "Praten"


def test_an_effort_whose_prerequisite_is_barred_cannot_be_chosen(room):
    study = room.ready()
    room.weigh(study, "oefenen", needs_first=(str(room.efforts["praten"].id),))
    room.weigh(study, "praten", bar="Geen grondslag.")
    assert room.chosen(room.run(study)) == {"zoeken"}


def test_limits_that_cannot_be_kept_together_are_named_the_smallest_set_in_words(room):
    study = room.ready()
    room.bound(
        study, budget=Decimal(25), floors={"voorbereiden": Decimal(40), "voorkomen": Decimal(5)},
        room={room.town: Decimal(9)},
    )  # fmt: skip
    run = room.run(study)
    assert run.state == "infeasible"
    assert run.sha256 == fingerprint(run)
    words = clash_words(run.assumptions, run.outcome["clash"])
    assert words == [
        "De mix kost niet meer dan € 25 duizend.", "Naar Voorbereiden gaat ten minste € 40 duizend.",
    ]  # fmt: skip


def test_the_law_behind_a_clash_is_told_apart_from_the_limits(room):
    study = room.ready()
    room.bound(study, floors={"voorbereiden": Decimal(5)})
    room.weigh(study, "oefenen", cost=Decimal(40), bar="Geen grondslag (meer).")
    room.weigh(study, "praten", cost=Decimal(30), bar="Geen toestemming.")
    run = room.run(study)
    assert clash_words(run.assumptions, run.outcome["clash"]) == ["Naar Voorbereiden gaat ten minste € 5 duizend."]
    assert law_words(run.assumptions, run.outcome["clash"]) == ["«Oefenen»: Geen grondslag (meer)."]


def test_a_floor_in_a_field_without_candidates_is_named(room):
    study = room.ready()
    room.bound(study, floors={"vervolgen": Decimal(5)})
    run = room.run(study)
    assert clash_words(run.assumptions, run.outcome["clash"]) == ["Naar Vervolgen gaat ten minste € 5 duizend."]


def test_every_limit_of_a_clash_has_words_that_name_people_and_efforts(room):
    study = room.ready()
    given = room.ask(study).assumptions
    limits = ["the capacity of partner 0, 2", "that 2 needs 0 first", "that 0, less intrusive, goes before 1"]
    words = clash_words(given, limits)
    assert words == [
        "Gemeente Molenwaard kan ten hoogste 2 fte leveren.", "«Praten» gaat voor «Oefenen».",
        "«Praten» gaat voor «Zoeken».",
    ]  # fmt: skip


def test_a_solver_without_an_answer_keeps_the_last_good_one_and_says_so(room, monkeypatch):
    study = room.ready()
    good = room.run(study)

    def silent(*_args, **_more):
        raise NoAnswer("Status not set.")

    monkeypatch.setattr(portfolio_solving.Problem, "solve", silent)
    failed = room.run(study)
    assert (failed.state, failed.because, failed.outcome) == ("failed", "no_answer", {})
    again = all_of(PortfolioRun).get(pk=good.pk)
    assert (again.state, again.sha256) == ("done", good.sha256)


def test_an_outcome_that_does_not_hold_when_recomputed_is_not_kept(room, monkeypatch):
    study = room.ready()
    asked = room.ask(study)
    told = portfolio_solving._told

    def lies(*args):
        return {**told(*args), "loss": 0.5}

    monkeypatch.setattr(portfolio_solving, "_told", lies)
    portfolio_background.carry_out(asked)
    assert all_of(PortfolioRun).get(pk=asked.pk).because == "not_right"


def test_a_fault_of_ours_ends_the_calculation_so_that_it_can_be_asked_again(room, monkeypatch):
    study = room.ready()
    asked = room.ask(study)

    def breaks(*_args):
        raise ZeroDivisionError

    monkeypatch.setattr(portfolio_background, "solved", breaks)
    with pytest.raises(ZeroDivisionError):
        portfolio_background.carry_out(asked)
    assert all_of(PortfolioRun).get(pk=asked.pk).because == "broke"
    assert room.ask(study).number == 2


@pytest.mark.parametrize(
    ("mix", "said"),
    [
        ({"loss": 0.0}, "leaves 1.25"),
        ({"cost": "1"}, "ask or cost other"),
        ({"asked": {}}, "ask or cost other"),
        ({"mean": 0.5}, "another mean"),
    ],
)
def test_a_kept_outcome_is_recomputed_without_the_solver(room, mix, said):
    run = room.run(room.ready())
    assert faults_in(run.assumptions, run.outcome) == []
    changed = {**run.outcome, "mixes": [{**run.outcome["mixes"][0], **mix}]}
    assert any(said in fault for fault in faults_in(run.assumptions, changed))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"loss": 1.0}, "leave 1 in Regenachtig where it leaves 1.25"),
        ({"regret": 0.5}, "other regret in Regenachtig"),
        ({"gaps": {"voorkomen": 1.0, "voorbereiden": 0.25}}, "other gaps in Regenachtig"),
        ({"gaps": {"voorkomen": 0.25}}, "other gaps in Regenachtig"),
    ],
)
def test_what_a_kept_mix_says_of_one_scenario_is_recomputed_too(room, row, said):
    run = room.run(room.ready())
    rainy = str(room.scenarios[1].id)
    mix = run.outcome["mixes"][0]
    changed = {**mix, "scenarios": {**mix["scenarios"], rainy: {**mix["scenarios"][rainy], **row}}}
    found = faults_in(run.assumptions, {**run.outcome, "mixes": [changed]})
    assert any(said in fault for fault in found), found


def test_a_bound_above_what_a_mix_leaves_and_a_least_that_is_not_the_least_are_told(room):
    run = room.run(room.ready())
    found = faults_in(run.assumptions, {**run.outcome, "bound": 2.0})
    assert any("none leaves less than 2" in fault for fault in found)
    rainy = str(room.scenarios[1].id)
    assert run.outcome["alone_proven"] == {str(one.id): True for one in room.scenarios}
    claimed = {**run.outcome, "alone": {**run.outcome["alone"], rainy: 2.0}}
    assert any("less in Regenachtig than was said" in fault for fault in faults_in(run.assumptions, claimed))
    unproven = {**claimed, "alone_proven": {}}
    assert not any("than was said to be the least" in fault for fault in faults_in(run.assumptions, unproven))


class Weather:
    """An act that the node cannot write the first times."""

    def __init__(self, act, times: int) -> None:
        self.act, self.times = act, times

    def __call__(self, *args, **told):
        if self.times:
            self.times -= 1
            raise Unavailable("store.full", "De schijf is vol.")
        return self.act(*args, **told)


@pytest.fixture
def weather(monkeypatch):
    monkeypatch.setattr(portfolio_background, "WAIT", 0.0)

    def comes(name: str, times: int = 2) -> Weather:
        bad = Weather(getattr(portfolio_background, name), times)
        monkeypatch.setattr(portfolio_background, name, bad)
        return bad

    return comes


def test_what_was_calculated_is_kept_when_the_node_can_write_again(room, weather):
    bad = weather("finish_run")
    assert room.run(room.ready()).state == "done"
    assert bad.times == 0


def test_a_failure_is_told_when_the_node_can_write_again(room, weather, monkeypatch):
    asked = room.ask(room.ready())
    weather("fail_run")
    monkeypatch.setattr(portfolio_background, "solved", lambda *_args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        portfolio_background.carry_out(asked)
    assert all_of(PortfolioRun).get(pk=asked.pk).because == "broke"


def test_weather_that_stays_is_not_hidden(room, weather):
    weather("finish_run", times=99)
    with pytest.raises(Unavailable):
        room.run(room.ready())


def test_a_stage_that_cannot_be_told_does_not_end_the_calculation(room, weather, monkeypatch):
    monkeypatch.setattr(portfolio_background, "TELL_EVERY", 0.0)
    weather("tell_stage", times=99)
    assert room.run(room.ready()).state == "done"


def test_one_calculation_at_a_time_and_it_can_be_called_off(room):
    study = room.ready()
    asked = room.ask(study)
    with pytest.raises(Refused, match="Er loopt al een berekening"):
        room.ask(study)
    with pytest.raises(Refused, match="Breek die eerst af"):
        portfolios.close_study(room.by(), study.id, all_of(PortfolioStudy).get(pk=study.pk).version)
    portfolio_runs.cancel_run(room.by(), asked.id)
    portfolio_background.carry_out(asked)
    over = all_of(PortfolioRun).get(pk=asked.pk)
    assert (over.state, over.outcome, over.sha256) == ("cancelled", {}, "")
    with pytest.raises(Refused, match="al klaar, of was al afgebroken"):
        portfolio_runs.cancel_run(room.by(), asked.id)
    assert room.run(study).state == "done"


def test_a_calculation_that_is_called_off_in_the_last_moment_keeps_nothing(room, monkeypatch):
    asked = room.ask(room.ready())
    done = portfolio_background.solved

    def late(given, steering):
        found = done(given, steering)
        portfolio_runs.cancel_run(room.by(), asked.id)
        return found

    monkeypatch.setattr(portfolio_background, "solved", late)
    portfolio_background.carry_out(asked)
    assert all_of(PortfolioRun).get(pk=asked.pk).state == "cancelled"


def test_the_database_refuses_to_change_a_run_that_ended_and_the_assumptions_of_one_that_goes_on(room):
    study = room.ready()
    done = room.run(study)
    asked = room.ask(study)
    for rows, change in (
        (all_of(PortfolioRun).filter(pk=done.pk), {"outcome": {}}),
        (all_of(PortfolioRun).filter(pk=asked.pk), {"assumptions": {}}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), guard.opened("test"):
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic(), guard.opened("test"):
        all_of(PortfolioRun).filter(pk=done.pk)._raw_delete("default")


def test_a_change_of_the_study_leaves_earlier_runs_as_they_were(room):
    study = room.ready()
    first = room.run(study)
    room.cover(study, "praten", (0, 0), (0, 0))
    second = room.run(study)
    again = all_of(PortfolioRun).get(pk=first.pk)
    assert fingerprint(again) == first.sha256
    assert faults_in(again.assumptions, again.outcome) == []
    assert (again.number, second.number) == (1, 2)
    assert room.chosen(second) == {"oefenen", "zoeken"}


def test_a_study_that_is_not_ready_names_everything_that_is_missing(room):
    study = room.open()
    with pytest.raises(Invalid) as refused:
        room.ask(study)
    assert set(refused.value.problems) == {"candidates", "scenarios"}
    candidates.choose_candidates(room.by(), study.id, efforts=[room.efforts["praten"].id])
    with pytest.raises(Invalid) as refused:
        room.ask(study)
    assert "Regenachtig, Zonnig" in str(refused.value.problems["scenarios"])
    assert "Praten" in str(refused.value.problems["cover"])


def test_a_plan_that_cannot_be_names_all_faults_at_once(room):
    with pytest.raises(Invalid) as refused:
        room.open(title=" ", question="", areas=("nergens",), scenarios=())
    assert set(refused.value.problems) == {"title", "question", "areas", "scenarios"}
    other = scenarios.open_field(
        room.by(), title="Ander", purpose="Wat?", parameters=room.scenarios[0].field.parameters
    )
    values = {"weer": "zon", "reis": "lang"}
    third = futures.choose_scenario(room.by(), other.id, futures.Future("Elders", "Ver weg.", values))
    with pytest.raises(Invalid) as refused:
        room.open(scenarios=(room.scenarios[0].id, third.id))
    assert "uit één veld" in str(refused.value.problems["scenarios"])


def test_limits_and_weighings_that_cannot_be_name_all_faults_at_once(room):
    study = room.ready()
    version = all_of(PortfolioStudy).get(pk=study.pk).version
    bad = Bounds("anders", Decimal(-1), {"voorkomen": Decimal(-1)}, {room.town: Decimal(-1)}, " ")
    with pytest.raises(Invalid) as refused:
        portfolios.set_bounds(room.by(), study.id, version, bad)
    assert set(refused.value.problems) == {"tail", "budget", "floor-voorkomen", f"room-{room.town}", "because"}
    one = room.candidate(study, "praten")
    wrong = Weighing(7, Decimal(-1), {room.town: Decimal(-1)}, (str(one.effort_id),), (str(one.effort_id),))
    with pytest.raises(Invalid) as refused:
        candidates.weigh_candidate(room.by(), one.id, one.version, wrong)
    assert set(refused.value.problems) == {"intrusive", "cost", "needs_first", "milder", f"asked-{room.town}"}
    with pytest.raises(Invalid) as refused:
        candidates.judge_cover(room.by(), one.id, room.scenarios[0].id, 1, steps={"voorkomen": 9}, reasons="")
    assert set(refused.value.problems) == {"step-voorkomen", "step-voorbereiden", "reasons"}
    with pytest.raises(Stale):
        portfolios.set_bounds(room.by(), study.id, version - 1, Bounds())


def test_what_an_effort_asks_is_taken_over_from_asks_that_ones_own_organisation_put(room):
    room.put_ask("praten")
    study = room.open()
    candidates.choose_candidates(room.by(), study.id, efforts=[room.efforts["praten"].id])
    assert room.candidate(study, "praten").asked == {room.town: "1.5"}
    other = room.world.person("Otto", "Politie", Role.ANALYST)
    assert chosen_by(room, other).asked == {}


def chosen_by(room, viewer) -> Candidate:
    """The talks as a candidate in a study of somebody else's."""
    theirs = portfolios.open_study(
        room.by(viewer), StudyPlan("Ander", "Wat?", tuple(one.id for one in room.scenarios))
    )  # fmt: skip
    candidates.choose_candidates(room.by(viewer), theirs.id, efforts=[room.efforts["praten"].id])
    return all_of(Candidate).get(study=theirs)


def test_what_others_ask_one_another_is_not_taken_over_by_a_coordinator_who_sees_it(room):
    """The study is read by the whole organisation of its maker; the ask only by both sides and coordinators."""
    room.put_ask("praten")
    other = room.world.person("Otto", "Politie", Role.COORDINATOR)
    assert Ask.objects.visible_to(other).exists()
    assert chosen_by(room, other).asked == {}


def test_what_ones_own_organisation_is_asked_is_taken_over(room):
    other = room.world.person("Otto", "Politie", Role.COORDINATOR)
    room.put_ask("praten", partner=other.organisation)
    assert chosen_by(room, other).asked == {str(other.organisation): "1.5"}


@pytest.mark.parametrize("deep", [0, 1])
def test_an_effort_that_people_name_as_milder_and_that_cuts_no_less_deep_is_refused_with_both_named(room, deep):
    study = room.ready()
    room.weigh(study, "zoeken", intrusive=deep, milder=(str(room.efforts["praten"].id),))
    room.weigh(study, "praten", intrusive=1)
    with pytest.raises(Invalid) as refused:
        room.ask(study)
    assert set(refused.value.problems) == {"milder"}
    assert "«Praten» naast «Zoeken»" in str(refused.value.problems["milder"])
    room.weigh(study, "praten", intrusive=0)
    room.weigh(study, "zoeken", intrusive=1, milder=(str(room.efforts["praten"].id),))
    assert room.ask(study).state == "asked"


def test_a_study_with_an_effort_that_is_over_names_it_before_it_is_calculated(room):
    study = room.ready()
    room.stop("praten")
    with pytest.raises(Invalid) as refused:
        room.ask(study)
    assert set(refused.value.problems) == {"candidates"}
    assert "Loopt niet meer; haal dit uit de studie: Praten" in str(refused.value.problems["candidates"])


def test_a_judgement_of_cover_does_not_take_the_place_of_one_that_was_not_read(room):
    study = room.ready()
    one, scenario = room.candidate(study, "praten"), room.scenarios[0].id
    told = {"steps": {"voorkomen": 1, "voorbereiden": 1}, "reasons": "Zo zie ik het."}
    for version in (0, 2):
        with pytest.raises(Stale):
            candidates.judge_cover(room.by(), one.id, scenario, version, **told)
    assert candidates.judge_cover(room.by(), one.id, scenario, 1, **told).version == 2
    with pytest.raises(Stale):
        candidates.judge_cover(room.by(), one.id, scenario, 1, **{**told, "reasons": "Ik niet."})
    assert all_of(Cover).get(candidate=one, scenario=scenario).reasons == "Zo zie ik het."


def test_a_candidate_that_is_dropped_is_in_no_later_run_and_a_closed_study_takes_nothing_more(room):
    study = room.ready()
    one = room.candidate(study, "praten")
    candidates.drop_candidate(room.by(), one.id, one.version)
    assert room.chosen(room.run(study)) == {"oefenen", "zoeken"}
    portfolios.close_study(room.by(), study.id, all_of(PortfolioStudy).get(pk=study.pk).version)
    with pytest.raises(Refused, match="afgesloten"):
        room.ask(study)


@pytest.mark.parametrize("who", ["town", "decider"])
def test_only_coordinators_and_analysts_make_studies(room, who):
    plan = StudyPlan("A", "B", tuple(one.id for one in room.scenarios))
    with pytest.raises(Refused, match="niet de juiste rol"):
        portfolios.open_study(room.by(getattr(room.network, who)), plan)


def test_only_who_made_a_study_changes_it_and_partners_do_not_see_it(room):
    study = room.ready()
    other = room.world.person("Otto", "Politie", Role.COORDINATOR)
    with pytest.raises(Refused, match="Alleen de organisatie die deze studie maakte"):
        portfolios.change_study(room.by(other), study.id, study.version, title="A", question="B")
    assert not PortfolioStudy.objects.visible_to(room.network.town).exists()
    assert not PortfolioRun.objects.visible_to(room.network.town).exists()
