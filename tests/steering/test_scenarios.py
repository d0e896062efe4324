# SPDX-License-Identifier: EUPL-1.2
"""Scenarios: a field of uncertainties, what survives, the futures that are chosen, who must move and the signposts."""

from decimal import Decimal

import pytest

from tests.strategy.conftest import network, words_of
from vijfveld.law.acts.tasks import finish_task
from vijfveld.law.models import Task
from vijfveld.law.refusals import Invalid, Refused, Stale
from vijfveld.methods.morphology import Field
from vijfveld.node.roles import Role
from vijfveld.steering.acts import futures, scenarios
from vijfveld.steering.acts.futures import Future, Sign
from vijfveld.steering.models import Exclusion, Scenario, Signpost, UncertaintyField
from vijfveld.steering.queries.scenarios import Surviving
from vijfveld.steering.queries.scenarios import exclusions as standing
from vijfveld.steering.uncertainties import as_field, as_lines, from_lines, pair_of, shipped
from vijfveld.strategy.contents import Kind
from vijfveld.strategy.models import Driver, Effort
from vijfveld.strategy.shelf import strategy

__all__ = ["network"]
LINES = "Weer: zon; regen; sneeuw\nStemming: rustig; gespannen\nReis: kort; lang"
WHY = {"ground": "empirical", "words": "Dat zien wij niet samen."}


class Desk:
    """An analyst with an open field."""

    def __init__(self, network) -> None:
        self.network = network
        self.analyst = network.world.person("Ada", "NCTV", Role.ANALYST)
        self.field = self.open()

    def caller(self, viewer=None):
        return self.network.world.caller(viewer or self.analyst)

    def open(self, lines=LINES, **told):
        given = {"title": "Hoe het loopt", "purpose": "Wie is aan zet?", "parameters": from_lines(lines), **told}
        return scenarios.open_field(self.caller(), **given)

    def exclude(self, first, second, **told):
        return scenarios.exclude_pair(self.caller(), self.field.id, first, second, **{**WHY, **told})

    def left(self, *, normative=True) -> Surviving:
        field = UncertaintyField.objects.visible_to(self.analyst).get(pk=self.field.id)
        return Surviving(field, tuple(standing(self.analyst, field)), normative)

    def choose(self, **values):
        told = {"weer": "zon", "stemming": "rustig", "reis": "kort", **values}
        return futures.choose_scenario(self.caller(), self.field.id, Future("Zonnig", "Het loopt rustig af.", told))

    def sign(self, scenario, **told):
        given = {"title": "Wolken", "trigger": "Drie dagen bewolkt.", "source": "het weerbericht",
                 "lead_months": Decimal(2), "false_alarms": Decimal("0.5"), **told}  # fmt: skip
        return futures.set_signpost(self.caller(), scenario.id, Sign(**given))


@pytest.fixture
def desk(network):
    return Desk(network)


@pytest.mark.mission("S6")
def test_what_does_not_go_together_thins_the_field_and_lifting_it_brings_it_back(desk):
    assert desk.left().method.size == desk.left().method.count() == 12
    desk.exclude("weer/zon", "stemming/gespannen")
    assert desk.left().method.count() == 10
    desk.exclude("reis/lang", "weer/sneeuw", ground="normative")
    assert (desk.left().method.count(), desk.left().hidden, desk.left(normative=False).method.count()) == (8, 2, 10)
    assert [(one.first, one.second, gained) for one, gained in desk.left().influence()] == [
        ("reis/lang", "weer/sneeuw", 2),
        ("stemming/gespannen", "weer/zon", 2),
    ]
    scenarios.allow_pair(desk.caller(), desk.field.id, "weer/zon", "stemming/gespannen")
    assert desk.left().method.count() == 10
    assert Exclusion.objects.beyond_access("test").filter(lifted_on__isnull=False).count() == 1


def test_a_second_judgement_of_a_pair_takes_the_place_of_the_first(desk):
    desk.exclude("weer/zon", "stemming/gespannen")
    desk.exclude("stemming/gespannen", "weer/zon", ground="logical")
    assert [one.ground for one in desk.left().standing] == ["logical"]
    assert pair_of("b", "a") == ("a", "b")


def test_a_field_that_is_emptied_names_the_judgements_that_did_it(desk):
    for value in ("zon", "regen", "sneeuw"):
        desk.exclude(f"weer/{value}", "stemming/rustig")
        desk.exclude(f"weer/{value}", "stemming/gespannen")
    left = desk.left()
    assert left.method.count() == 0
    clash = left.clash()
    assert 0 < len(clash) <= 6
    kept = [(one.first, one.second, one.ground) for one in clash]
    assert as_field(left.field.parameters, kept).count() == 0
    assert all(as_field(left.field.parameters, kept[:at] + kept[at + 1 :]).count() for at in range(len(kept)))
    assert left.diverse(3) == []


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("Weer: zon; regen", "twee tot twaalf onzekerheden"),
        ("Weer: zon\nReis: kort; lang", "«Weer» heeft twee tot acht waarden nodig"),
        ("Weer: zon; regen\nWeer: kort; lang", "«Weer» staat er twee keer"),
        ("Weer: zon; Zon\nReis: kort; lang", "«Weer» heeft twee waarden met dezelfde naam"),
        (f"Weer: {'z' * 90}; regen\nReis: kort; lang", "onder de 80 tekens"),
        ("...: a; b\nReis: kort; lang", "heeft geen naam"),
    ],
)
def test_a_grid_that_cannot_be_is_refused_with_a_sentence(desk, lines, said):
    with pytest.raises(Invalid) as refused:
        desk.open(lines, title="", purpose="")
    assert said in str(refused.value.problems["lines"])
    assert {"title", "purpose", "lines"} == set(refused.value.problems)


def test_lines_that_are_typed_again_keep_their_codes(desk):
    before = desk.field.parameters
    assert from_lines(as_lines(before), before) == before
    renamed = from_lines(as_lines(before).replace("zon", "felle zon"), before)
    assert [one["code"] for one in renamed[0]["values"]] == ["felle-zon", "regen", "sneeuw"]


@pytest.mark.mission("S6")
def test_a_scenario_is_a_whole_future_that_can_be(desk):
    desk.exclude("weer/zon", "stemming/gespannen")
    with pytest.raises(Invalid) as refused:
        desk.choose(stemming="gespannen")
    assert "gaan volgens het veld niet samen" in str(refused.value.problems["values"])
    with pytest.raises(Invalid) as refused:
        futures.choose_scenario(desk.caller(), desk.field.id, Future("", "", {"weer": "zon"}))
    assert {"title", "story", "values"} == set(refused.value.problems)
    desk.exclude("reis/kort", "weer/zon", ground="normative")
    assert desk.choose().values == {"weer": "zon", "stemming": "rustig", "reis": "kort"}


def test_a_value_that_a_scenario_holds_cannot_go_and_what_went_takes_its_judgements_along(desk):
    desk.exclude("weer/sneeuw", "reis/lang")
    desk.choose()
    field = UncertaintyField.objects.beyond_access("test").get(pk=desk.field.id)

    def change(lines, version=field.version):
        told = {"title": "Nieuw", "purpose": "Wat nu?", "parameters": from_lines(lines, field.parameters)}
        return scenarios.change_field(desk.caller(), field.id, version, **told)

    with pytest.raises(Invalid) as refused:
        change(LINES.replace("zon; ", ""))
    assert "«Zonnig» rust op een waarde" in str(refused.value.problems["lines"])
    with pytest.raises(Invalid) as refused:
        change(f"{LINES}\nGeld: veel; weinig")
    assert "zegt niets over een nieuwe onzekerheid" in str(refused.value.problems["lines"])
    change(LINES.replace("; sneeuw", ""))
    assert desk.left().standing == ()
    with pytest.raises(Stale):
        change(LINES)


@pytest.mark.mission("S6")
def test_a_signpost_that_goes_off_becomes_a_driver_tells_who_must_move_and_starts_nothing(desk):
    scenario = desk.choose()
    town = desk.network.town.organisation
    futures.name_mover(desk.caller(), scenario.id, organisation=town, must="Roept het overleg bijeen.", rank=1)
    post = desk.sign(scenario)
    efforts = Effort.objects.beyond_access("test").count()
    with pytest.raises(Invalid):
        futures.fire_signpost(desk.caller(), post.id, post.version, seen=" ")
    fired = futures.fire_signpost(desk.caller(), post.id, post.version, seen="Gezien door het KNMI op 3 maart.")
    driver = Driver.objects.beyond_access("test").get(sort="scenario")
    assert (fired.driver_id, driver.sort, driver.source_urn) == (driver.id, "scenario", scenario.urn)
    assert "Zonnig" in driver.source
    told = Task.objects.beyond_access("test").filter(organisation_id=town)
    assert set(told.values_list("what", flat=True)) == {"scenario.next_to_move", "signpost.fired"}
    assert Effort.objects.beyond_access("test").count() == efforts
    with pytest.raises(Refused, match="niet meer gevolgd"):
        futures.retire_signpost(desk.caller(), post.id, fired.version)


def test_a_scenario_is_handed_to_those_who_move_in_it(desk):
    scenario = desk.choose()
    with pytest.raises(Refused, match="wie aan zet is"):
        futures.hand_scenario(desk.caller(), scenario.id, scenario.version)
    town = desk.network.town.organisation
    futures.name_mover(desk.caller(), scenario.id, organisation=town, must="Belt.", rank=1)
    futures.name_mover(desk.caller(), scenario.id, organisation=town, must="Belt rond.", rank=2)
    futures.hand_scenario(desk.caller(), scenario.id, scenario.version)
    tasks = Task.objects.beyond_access("test").filter(organisation_id=town).order_by("id")
    assert sorted(tasks.values_list("what", flat=True)) == ["scenario.next_to_move", "scenario.practise"]


def test_a_retired_scenario_takes_its_signposts_along_and_a_closed_field_takes_nothing_more(desk):
    scenario = desk.choose()
    desk.sign(scenario)
    futures.retire_scenario(desk.caller(), scenario.id, scenario.version)
    assert [one.state for one in Signpost.objects.beyond_access("test")] == ["retired"]
    with pytest.raises(Refused, match="ingetrokken"):
        desk.sign(scenario)
    scenarios.close_field(desk.caller(), desk.field.id, desk.field.version)
    for work in (desk.choose, lambda: desk.exclude("weer/zon", "reis/kort")):
        with pytest.raises(Refused, match="afgesloten"):
            work()


@pytest.mark.parametrize("who", ["town", "decider"])
def test_only_analysts_and_coordinators_judge_and_choose(desk, who):
    viewer = getattr(desk.network, who)
    with pytest.raises(Refused, match="niet de juiste rol"):
        scenarios.exclude_pair(desk.caller(viewer), desk.field.id, "weer/zon", "reis/kort", **WHY)


def test_only_who_made_a_scenario_changes_or_retires_it(desk):
    scenario = desk.choose()
    post = desk.sign(scenario)
    other = desk.network.world.person("Otto", "Politie", Role.ANALYST)
    for work in (
        lambda: scenarios.close_field(desk.caller(other), desk.field.id, desk.field.version),
        lambda: futures.retire_scenario(desk.caller(other), scenario.id, scenario.version),
        lambda: futures.retire_signpost(desk.caller(other), post.id, post.version),
    ):
        with pytest.raises(Refused, match="Alleen de organisatie die dit maakte"):
            work()


@pytest.mark.mission("S6")
@pytest.mark.parametrize("code", ["jihadistische-dreiging", "andere-hoeken"])
def test_a_shipped_field_is_sound_marked_as_ours_and_serves_the_annex(desk, code):
    one = shipped()[code]
    field = desk.open(as_lines(one.parameters), code=code, parameters=one.parameters)
    left = Surviving(field, tuple(standing(desk.analyst, field)))
    assert len(left.standing) == len(one.excluded)
    assert 0 < left.method.count() < left.method.size * 0.8
    assert left.method.dead() == []
    assert left.hidden > 0
    assert all(strategy().nodes[served].kind is Kind.UNCERTAINTY for served in one.serves)
    assert all(part["en"] and value["en"] for part in one.parameters for value in part["values"])
    assert isinstance(left.method, Field)
    assert len(left.diverse(4)) == 4


@pytest.mark.mission("S6")
def test_a_field_is_worked_from_its_pages(desk, reader):
    page = reader(desk.analyst)
    assert "onze lezing van de bijlage" in page.text("/scenarios/velden/nieuw?uit=andere-hoeken")
    made = page.post(
        "/scenarios/velden/nieuw", key="k1", title="Andere hoeken", purpose="Wie ziet het?", code="andere-hoeken",
        lines=as_lines(shipped()["andere-hoeken"].parameters),
    )  # fmt: skip
    field = UncertaintyField.objects.beyond_access("test").order_by("-id").first()
    assert made["Location"] == f"/scenarios/velden/{field.id}"
    text = page.text(made["Location"])
    assert "Van 162 denkbare toekomsten blijven er" in text
    assert "omdat wij ze niet willen" in text
    assert "in " in text
    pair = f"{made['Location']}/paar/rechts.woorden/zicht.goed"
    bad = page.post(pair, key="k2", ground="logical", words="")
    assert bad.status_code == 400
    assert "waarom deze twee niet samengaan" in words_of(bad)
    assert page.post(pair, key="k3", ground="logical", words="Woorden ziet iedereen.")["Location"].endswith("#paren")
    assert page.post(pair, key="k4", ground="together", words="")["Location"].endswith("#paren")
    text = page.text(f"{made['Location']}/uiteenlopend?aantal=3")
    assert "Toekomst 3" in text
    assert "Toekomst 4" not in text
    values = {"rechts": "mensen", "tegenreactie": "geweld", "vorm": "alleen", "aanleiding": "lokaal", "zicht": "laat"}
    chosen = page.post(
        f"{made['Location']}/kiezen", key="k5", title="Een lange zomer", story="Het begint klein.",
        **{f"value-{name}": value for name, value in values.items()},
    )  # fmt: skip
    scenario = Scenario.objects.beyond_access("test").get()
    assert chosen["Location"] == f"/scenarios/{scenario.id}"
    where = chosen["Location"]
    town = str(desk.network.town.organisation)
    page.post(f"{where}/aan-zet", key="k6", organisation=town, must="Belt de wijk rond.", rank="1")
    post = page.post(
        f"{where}/baken", key="k7", title="Meldingen", trigger="Meer dan tien per week.", source="politie",
        lead_months="1,5", false_alarms="2",
    )  # fmt: skip
    bad = page.post(f"{where}/baken", key="k8", title="", trigger="", source="", lead_months="veel", false_alarms="-1")
    assert bad.status_code == 400
    assert all(word in words_of(bad) for word in ("korte titel", "aantal maanden", "valse signalen per jaar van 0"))
    page.post(f"{where}/oefenen", key="k9", version=str(scenario.version))
    assert "Belt de wijk rond." in page.text(where)
    assert "1,5 maanden vooraf" in page.text(where)
    page.post(f"{post['Location']}/afgaan", key="k10", version="1", seen="Elf in week 9, door de politie.")
    assert "ging af op" in page.text(post["Location"])
    listed = reader(desk.network.town).text("/scenarios")
    assert all(word in listed for word in ("Een lange zomer", "Meldingen", "Andere hoeken"))
    assert "Open een scenarioveld" not in listed


@pytest.mark.mission("S6")
def test_a_scenario_whose_values_no_longer_go_together_says_so_wherever_it_stands(desk, reader):
    kept, lost = desk.choose(), desk.choose(reis="lang")
    futures.name_mover(desk.caller(), lost.id, organisation=desk.network.town.organisation, must="Belt.", rank=1)
    page = reader(desk.analyst)
    field, apart = f"/scenarios/velden/{desk.field.id}", "niet meer samen"
    places = [f"/scenarios/{lost.id}", f"/scenarios/{lost.id}/oefenen", "/scenarios", field, "/portefeuilles/nieuw"]
    desk.exclude("reis/lang", "weer/zon", ground="normative")
    assert [place for place in places if apart in page.text(place)] == []
    desk.exclude("reis/lang", "stemming/rustig", words="Wie lang reist, is niet rustig.")
    assert [place for place in places if apart not in page.text(place)] == []
    assert "Wie lang reist, is niet rustig." in page.text(f"/scenarios/{lost.id}")
    assert apart not in page.text(f"/scenarios/{kept.id}")
    assert page.text("/scenarios").count(apart) == 1
    futures.hand_scenario(desk.caller(), lost.id, lost.version)
    scenarios.allow_pair(desk.caller(), desk.field.id, "reis/lang", "stemming/rustig")
    assert [place for place in places if apart in page.text(place)] == []


@pytest.mark.mission("S6")
def test_the_history_of_a_field_tells_what_was_judged_and_of_a_scenario_who_must_move(desk, reader):
    desk.exclude("weer/zon", "reis/lang", ground="logical")
    desk.exclude("weer/zon", "reis/lang")
    desk.exclude("weer/regen", "reis/lang")
    scenarios.allow_pair(desk.caller(), desk.field.id, "weer/regen", "reis/lang")
    scenario = desk.choose()
    town = desk.network.town.organisation
    futures.name_mover(desk.caller(), scenario.id, organisation=town, must="Belt.", rank=1)
    futures.name_mover(desk.caller(), scenario.id, organisation=town, must="Belt rond.", rank=1)
    page = reader(desk.analyst)
    told = page.text(f"/scenarios/velden/{desk.field.id}").partition("Geschiedenis")[2]
    judged = "Oordeelde dat twee waarden niet samengaan: Reis: lang × Weer: zon"
    assert told.count(judged) == 2
    assert f"{judged} (logisch) NCTV" in told
    assert f"{judged} (empirisch) NCTV" in told
    assert "Oordeelde dat twee waarden wel samengaan: Reis: lang × Weer: regen" in told
    assert told.count("Oordeelde") == 4
    assert told.count("Opende een scenarioveld") == 1
    told = page.text(f"/scenarios/{scenario.id}").partition("Geschiedenis")[2]
    assert told.count("Schreef wie aan zet is: Gemeente Molenwaard") == 2
    assert "Koos een scenario" in told


@pytest.mark.mission("S6")
def test_a_shipped_field_stays_marked_as_our_reading_and_so_do_scenarios_from_it(desk, reader):
    one, ours = shipped()["andere-hoeken"], "onze lezing van de bijlage"
    desk.field = desk.open(code=one.code, parameters=one.parameters)
    values = {"rechts": "mensen", "tegenreactie": "geweld", "vorm": "alleen", "aanleiding": "lokaal", "zicht": "laat"}
    told = Future("Een lange zomer", "Het begint klein.", values)
    scenario = futures.choose_scenario(desk.caller(), desk.field.id, told)
    page = reader(desk.network.town)
    field = f"/scenarios/velden/{desk.field.id}"
    for place in (field, f"/scenarios/{scenario.id}"):
        assert ours in page.text(place)
        assert "hier aangepast" not in page.text(place)
    lines = as_lines(one.parameters).replace("Aanleiding", "Wat het begin is", 1)
    changed = from_lines(lines + "; iets anders", one.parameters)
    scenarios.change_field(
        desk.caller(), desk.field.id, desk.field.version, title="Nieuw", purpose="Wat nu?", parameters=changed
    )
    assert f"{ours} van de strategie. De onzekerheden zijn hier aangepast." in page.text(field)
    assert ours not in page.text(f"/scenarios/velden/{desk.open().id}")


@pytest.mark.mission("S6")
def test_the_reasons_of_a_shipped_field_are_english_for_who_reads_english_until_they_are_rewritten(desk, reader):
    one = shipped()["jihadistische-dreiging"]
    desk.field = desk.open(code=one.code, parameters=one.parameters)
    first = one.excluded[0]
    page, where = reader(desk.analyst), f"/scenarios/velden/{desk.field.id}"
    assert first["nl"] in page.text(where)
    assert first["en"] in page.text(where, "en")
    assert first["nl"] not in page.text(where, "en")
    desk.exclude(first["first"], first["second"], words="Onze eigen reden.")
    assert "Onze eigen reden." in page.text(where, "en")
    assert first["en"] not in page.text(where, "en")


@pytest.mark.mission("S6")
def test_a_scenario_is_practised_once_at_a_time_and_the_task_says_which(desk, reader):
    scenario = desk.choose()
    town, ministry = desk.network.town.organisation, desk.network.ministry.organisation
    futures.name_mover(desk.caller(), scenario.id, organisation=town, must="Belt.", rank=1)

    def hand() -> list:
        now = Scenario.objects.beyond_access("test").get(pk=scenario.id)
        futures.hand_scenario(desk.caller(), scenario.id, now.version)
        rows = Task.objects.beyond_access("test").filter(what="scenario.practise")
        return sorted(one.organisation_id for one in rows)

    assert hand() == [town]
    with pytest.raises(Refused, match="ligt al"):
        hand()
    futures.name_mover(desk.caller(), scenario.id, organisation=ministry, must="Luistert.", rank=2)
    assert hand() == sorted([town, ministry])
    page = reader(desk.network.town)
    task = Task.objects.beyond_access("test").get(what="scenario.practise", organisation_id=town)
    assert "Oefen het scenario «Zonnig»" in page.text("/taken")
    assert "Oefen het scenario «Zonnig»" in page.text(f"/taken/{task.id}")
    finish_task(desk.caller(desk.network.town), task.id)
    assert hand() == sorted([town, ministry, town])


@pytest.mark.mission("S6")
def test_the_same_scenario_and_the_same_signpost_are_refused_a_second_time(desk, reader):
    scenario = desk.choose()
    with pytest.raises(Invalid) as refused:
        desk.choose()
    assert "staat al in dit veld" in str(refused.value.problems["title"])
    desk.choose(reis="lang")
    futures.retire_scenario(desk.caller(), scenario.id, scenario.version)
    scenario = desk.choose()
    first = desk.sign(scenario)
    with pytest.raises(Invalid) as refused:
        desk.sign(scenario, title="  wolken ", lead_months=Decimal(3))
    assert "staat al uit" in str(refused.value.problems["title"])
    desk.sign(scenario, trigger="Vijf dagen bewolkt.")
    futures.retire_signpost(desk.caller(), first.id, first.version)
    assert desk.sign(scenario).state == "watched"


def test_the_form_for_who_must_move_shows_what_it_would_replace(desk, reader):
    scenario, page = desk.choose(), reader(desk.analyst)
    where = f"/scenarios/{scenario.id}/aan-zet"
    assert "vervangt" not in page.text(where)
    town = desk.network.town.organisation
    futures.name_mover(desk.caller(), scenario.id, organisation=town, must="Belt de wijk rond.", rank=1)
    shown = page.text(where)
    assert "vervangt" in shown
    assert "Gemeente Molenwaard: Belt de wijk rond." in shown


def test_a_page_whose_form_can_only_refuse_says_why_instead(desk, reader):
    scenario, page = desk.choose(), reader(desk.analyst)
    post = desk.sign(scenario)
    futures.fire_signpost(desk.caller(), post.id, post.version, seen="Gezien.")
    futures.retire_scenario(desk.caller(), scenario.id, scenario.version)
    scenarios.close_field(desk.caller(), desk.field.id, desk.field.version)
    here, field = f"/scenarios/{scenario.id}", f"/scenarios/velden/{desk.field.id}"
    mark = f"/scenarios/bakens/{post.id}"
    for places, said in (
        ([f"{here}/{one}" for one in ("baken", "aan-zet", "oefenen", "intrekken")], "Dit scenario is ingetrokken."),
        ([f"{mark}/{one}" for one in ("afgaan", "weg")], "Dit baken wordt niet meer gevolgd."),
        ([f"{field}/{one}" for one in ("kiezen", "wijzigen", "afsluiten", "paar/weer.zon/reis.kort")], "afgesloten"),
    ):
        for place in places:
            shown = page.get(place)
            assert (place, shown.status_code) == (place, 403)
            assert said in words_of(shown)
            assert '<form method="post" novalidate>' not in shown.content.decode()
