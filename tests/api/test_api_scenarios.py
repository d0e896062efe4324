# SPDX-License-Identifier: EUPL-1.2
"""Scenarios and pathways over the API: to be read, never written."""

import pytest

from tests.steering.paths import Desk
from vijfveld.steering.acts import futures, scenarios
from vijfveld.steering.acts.futures import Sign

NOWHERE = "00000000-0000-7000-8000-000000000000"


@pytest.fixture
def desk(network):
    return Desk(network)


@pytest.mark.mission("S6")
def test_a_field_its_futures_its_scenarios_and_their_signposts_are_read(desk, network, program):
    reader = program(network.town)
    (field,) = reader.all("/scenariovelden")
    assert (field["titel"], field["afgeslotenOp"]) == ("Hoe het loopt", None)
    assert field["onzekerheden"][0] == {
        "code": "weer", "naam": "Weer", "waarden": [{"code": "zon", "naam": "zon"}, {"code": "regen", "naam": "regen"}]
    }  # fmt: skip
    why = {"ground": "normative", "words": "Dat willen wij niet."}
    scenarios.exclude_pair(desk.caller(), field["id"], "weer/regen", "reis/b", **why)
    left = reader.get(f"/scenariovelden/{field['id']}/toekomsten").json()
    assert (left["denkbaar"], left["over"], left["alleenNormatiefUitgesloten"], len(left["uiteenlopend"])) == (
        4,
        3,
        1,
        3,
    )
    assert {one["onzekerheid"] for one in left["uiteenlopend"][0]["waarden"]} == {"weer", "reis"}
    assert {one["titel"] for one in reader.all(f"/scenarios?scenarioveld={field['id']}")} == {"Kalmte", "Storm"}
    town = network.town.organisation
    futures.name_mover(desk.caller(), desk.storm.id, organisation=town, must="Belt rond.", rank=1)
    one = reader.get(f"/scenarios/{desk.storm.id}").json()
    assert {"onzekerheid": "weer", "waarde": "regen"} in one["waarden"]
    (mover,) = reader.get(f"/scenarios/{desk.storm.id}/aan-zet").json()["aanZet"]
    assert (mover["organisatie"], mover["wat"], mover["volgorde"]) == (str(town), "Belt rond.", 1)
    post = futures.set_signpost(desk.caller(), desk.storm.id, Sign("Wolken", "Drie dagen.", "weerbericht", 2, 1))
    (told,) = reader.all(f"/bakens?scenario={desk.storm.id}&staat=gevolgd")
    assert (told["id"], told["maandenVooraf"], told["aanleiding"]) == (str(post.id), 2.0, None)
    assert reader.all("/bakens?staat=afgegaan") == []
    assert reader.get(f"/bakens/{post.id}").json() == told


@pytest.mark.mission("S4")
def test_a_pathway_study_is_read_with_what_it_comes_to_today(desk, network, program):
    now = desk.step(effort=network.fixed().id, delivers="10", nature="fixed")
    team = desk.step("Team", "20", lead_days=70)
    now = desk.follow(now, team)
    desk.need(desk.storm, (0, "8"), (300, "14"))
    reader = program(network.town)
    (study,) = reader.all("/padenstudies?veld=voorbereiden")
    assert (study["eenheid"], study["dagenVooraf"]) == ("teams", 60)
    assert reader.get(f"/padenstudies/{study['id']}").json() == study
    found = reader.get(f"/padenstudies/{study['id']}/uitkomst").json()
    assert [one["nodig"] for one in found["behoeften"][0]["punten"]] == [8.0, 14.0]
    steps = {one["id"]: one for one in found["stappen"]}
    assert (steps[str(now.id)]["opvolgers"], steps[str(now.id)]["aard"]) == ([str(team.id)], "vast")
    told = {one["stap"]: one for one in found["uitkomsten"]}
    assert told[str(now.id)]["houdtTot"] == desk.day(101).isoformat()
    assert told[str(now.id)]["beginUiterlijk"] == desk.day(31).isoformat()
    assert (told[str(now.id)]["stand"], told[str(team.id)]["stand"]) == ("beginNu", "houdt")
    assert "10,02 teams nodig" in told[str(now.id)]["uitleg"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", f"/scenarios/{NOWHERE}", 404), ("GET", f"/scenarios/{NOWHERE}/aan-zet", 404),
        ("GET", f"/scenariovelden/{NOWHERE}/toekomsten", 404), ("GET", f"/padenstudies/{NOWHERE}/uitkomst", 404),
        ("GET", "/bakens?staat=fired", 400), ("GET", "/padenstudies?veld=ergens", 400),
        ("POST", "/scenarios", 405), ("POST", "/padenstudies", 405),
    ],
)  # fmt: skip
def test_what_is_not_there_or_cannot_be_asked_is_told(network, program, method, path, status):
    assert program(network.coordinator).ask(method, path).status_code == status
