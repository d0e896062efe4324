# SPDX-License-Identifier: EUPL-1.2
"""A round through the API: propose, ask, answer, withdraw, prolong, end; once per key, on the version that was read."""

import pytest

from vijfveld.law.models import Entry
from vijfveld.node.roles import Role
from vijfveld.strategy.models import Answer, Ask, Effort


@pytest.fixture
def coordinator(network, program):
    return program(network.coordinator)


@pytest.fixture
def town(network, program):
    return program(network.town)


@pytest.fixture
def effort(coordinator, plan):
    answer = coordinator.post("/inspanningen", plan)
    assert answer.status_code == 201, answer.content
    return answer.json()


@pytest.fixture
def wanted(network, effort):
    return {
        "inzet": effort["id"], "partner": str(network.town.organisation), "gevraagd": "Twee wijkadviseurs.",
        "capaciteit": 2.5, "antwoordVoor": "2026-04-01",
    }  # fmt: skip


@pytest.fixture
def ask(coordinator, wanted):
    answer = coordinator.post("/vragen", wanted)
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_an_effort_that_is_proposed_can_be_read_where_the_answer_says(coordinator, plan):
    made = coordinator.post("/inspanningen", plan)
    path = made["Location"].removeprefix("/api/v1")
    read = coordinator.get(path)
    assert (made.status_code, read.status_code) == (201, 200)
    assert read.json() == made.json()
    assert (read["ETag"], read.json()["versie"]) == ('"1"', 1)
    assert {"soort": "flexibel", "veld": "voorbereiden", "staat": "loopt", "laatsteDag": "2026-09-01"}.items() <= (
        read.json().items()
    )


def test_fixed_effort_rests_on_a_certainty(coordinator, plan):
    fixed = {name: plan[name] for name in plan if name not in ("laatsteDag", "aanleiding")} | {"soort": "vast"}
    assert coordinator.post("/inspanningen", fixed).json()["errors"][0]["location"] == {"pointer": "/rustOp"}
    made = coordinator.post("/inspanningen", fixed | {"rustOp": "zekerheid.radicalisering"})
    assert made.status_code == 201, made.content


def test_an_ask_is_answered_by_the_partner_and_read_by_the_asker(coordinator, town, ask):
    said = {"antwoord": "deels", "capaciteit": 1.5, "reden": "Meer hebben wij niet."}
    made = town.post(f"/vragen/{ask['id']}/antwoorden", said, match='"1"')
    assert made.status_code == 201, made.content
    assert made["Location"] == f"/api/v1/antwoorden/{made.json()['id']}"
    now = coordinator.get(f"/vragen/{ask['id']}").json()
    assert (now["staat"], now["toegezegd"], now["versie"]) == ("deels-toegezegd", 1.5, 2)
    assert [row["reden"] for row in coordinator.all(f"/antwoorden?vraag={ask['id']}")] == ["Meer hebben wij niet."]


def test_a_counter_proposal_is_adopted(coordinator, town, ask):
    said = {"antwoord": "tegenvoorstel", "capaciteit": 1, "reden": "Een adviseur, niet twee."}
    town.post(f"/vragen/{ask['id']}/antwoorden", said, match='"1"')
    adopted = coordinator.post(f"/vragen/{ask['id']}/_overnemen", match='"2"')
    assert (adopted.json()["staat"], adopted.json()["capaciteit"]) == ("toegezegd", 1.0)


def test_an_ask_is_withdrawn(coordinator, ask):
    gone = coordinator.post(f"/vragen/{ask['id']}/_intrekken", match='"1"')
    assert (gone.status_code, gone.json()["staat"], gone["ETag"]) == (200, "ingetrokken", '"2"')


def test_flexible_effort_is_prolonged_and_ended_with_reasons_that_stand_in_decisions(coordinator, effort):
    way = f"/inspanningen/{effort['id']}"
    longer = coordinator.post(f"{way}/_verlengen", {"laatsteDag": "2026-12-01", "redenen": "Het seizoen loopt door."},
                              match='"1"')  # fmt: skip
    assert (longer.status_code, longer.json()["laatsteDag"], longer.json()["verlengingen"]) == (200, "2026-12-01", 1)
    over = coordinator.post(f"{way}/_stoppen", {"redenen": "Het doel is bereikt."}, match='"2"')
    assert over.json()["staat"] == "gestopt"
    reasons = {row["motivering"]["redenen"] for row in coordinator.all("/besluiten")}
    assert reasons == {"Het doel is bereikt.", "Het seizoen loopt door."}


def test_a_level_is_decided_and_holds(network, program):
    decider = program(network.decider)
    level = {
        "niveau": "4", "dreigingsbeeld": "DTN proef", "opnieuwBekijkenOp": "2026-06-01", "redenen": "Omdat.",
        "alternatieven": "Drie is overwogen.",
    }  # fmt: skip
    codes = decider.get("/dreigingsniveaus/_geldend").json()
    made = decider.post("/dreigingsniveaus", level | {"niveau": codes["niveau"]})
    assert made.status_code == 201, made.content
    now = decider.get("/dreigingsniveaus/_geldend").json()
    assert (now["uitOpenbareReeks"], now["vastgesteld"]["id"]) == (False, made.json()["id"])
    assert decider.post("/dreigingsniveaus", level | {"niveau": "kritiek"}).status_code == 412
    instead = level | {"niveau": "kritiek", "inPlaatsVan": now["vastgesteld"]["id"]}
    assert decider.post("/dreigingsniveaus", instead).status_code == 201


def test_a_task_is_finished_by_the_organisation_it_is_for(network, program, coordinator, effort):
    driver = coordinator.get(f"/aanleidingen/{network.driver.id}")
    coordinator.post(f"/aanleidingen/{network.driver.id}/_intrekken", match=driver["ETag"])
    (task,) = coordinator.all("/taken?afgerond=false")
    assert task["overTitel"] == "Weerbare evenementen"
    done = coordinator.post(f"/taken/{task['id']}/_afronden", {"uitkomst": "niet-nodig"}, match='"1"')
    assert (done.status_code, done.json()["uitkomst"]) == (200, "niet-nodig"), done.content
    assert coordinator.all("/taken?afgerond=false") == []


def test_the_same_key_acts_once_and_gives_the_same_answer(coordinator, plan):
    first, again = (coordinator.post("/inspanningen", plan, key="dezelfde-sleutel") for _ in range(2))
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert Effort.objects.beyond_access("test").count() == 1


def test_a_key_that_was_used_for_another_act_is_a_conflict(coordinator, plan, wanted):
    coordinator.post("/inspanningen", plan, key="dezelfde-sleutel")
    answer = coordinator.post("/vragen", wanted, key="dezelfde-sleutel")
    assert (answer.status_code, answer.json()["code"]) == (409, "key.used_before")
    assert Ask.objects.beyond_access("test").count() == 0


def test_an_edit_on_another_version_than_stands_changes_nothing(coordinator, town, ask):
    coordinator.post(f"/vragen/{ask['id']}/_intrekken", match='"1"')
    late = town.post(f"/vragen/{ask['id']}/antwoorden", {"antwoord": "ja"}, match='"1"')
    assert (late.status_code, late.json()["code"]) == (412, "record.stale")
    assert Answer.objects.beyond_access("test").count() == 0


def test_nobody_answers_for_another_organisation(network, program, ask):
    stranger = program(network.ministry)
    answer = stranger.post(f"/vragen/{ask['id']}/antwoorden", {"antwoord": "ja"}, match='"1"')
    assert answer.status_code == 404
    assert stranger.get(f"/vragen/{ask['id']}").json() == answer.json()


def test_what_is_wrong_is_told_all_at_once_under_the_names_that_were_sent(coordinator, plan):
    wrong = plan | {"titel": " ", "laatsteDag": None, "aanleiding": None, "grondslag": "geen", "doelstelling": "geen"}
    answer = coordinator.post("/inspanningen", wrong)
    told = {error["location"]["pointer"] for error in answer.json()["errors"]}
    assert answer.status_code == 400
    assert told == {"/titel", "/laatsteDag", "/aanleiding", "/grondslag", "/doelstelling"}


def test_who_has_no_role_for_it_is_refused_and_the_ledger_knows(network, program, world, plan):
    guard = program(world.person("Femke Functionaris", "NCTV", Role.FG))
    answer = guard.post("/inspanningen", plan)
    assert (answer.status_code, answer.json()["code"]) == (403, "actor.no_role")
    assert Entry.objects.beyond_access("test").filter(act="act.refused").exists()
