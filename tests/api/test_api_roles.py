# SPDX-License-Identifier: EUPL-1.2
"""Roles, conflicts, authority and the override over the API."""

from datetime import timedelta

import pytest

from vijfveld.node.roles import Discipline, OrganisationKind, Role


@pytest.mark.mission("S9")
def test_a_role_is_asked_declined_taken_and_clashes_over_the_api(network, program):
    effort = network.fixed()
    owner, town, ministry = program(network.coordinator), program(network.town), program(network.ministry)
    named = owner.post(
        "/roltaken", {"titel": "Bijeenroepen", "inspanning": str(effort.id), "helderVanaf": "2026-04-01"}
    )
    assert named.status_code == 201, named.content
    task = named.json()["id"]
    wanted = {"taak": task, "organisatie": str(network.town.organisation), "rol": "eindverantwoordelijke",
              "eersteDag": "2026-03-02"}  # fmt: skip
    asked = owner.post("/rollen", wanted)
    assert (asked.status_code, asked.json()["staat"]) == (201, "voorgesteld")
    way = f"/rollen/{asked.json()['id']}"
    assert ministry.post(f"{way}/_aannemen", match='"1"').status_code == 403
    assert town.post(f"{way}/_afwijzen", {"reden": ""}, match='"1"').status_code == 400
    assert town.post(f"{way}/_aannemen", match='"9"').status_code == 412
    assert town.post(f"{way}/_aannemen", match='"1"').json()["staat"] == "afgesproken"
    test = owner.post("/rollen", {**wanted, "rol": "toetser"}).json()
    town.post(f"/rollen/{test['id']}/_aannemen", match='"1"')
    (clash,) = ministry.all("/rolconflicten?staat=open")
    assert (clash["regel"], clash["organisaties"]) == ("toetstZichzelf", [str(network.town.organisation)])
    why = {"totEnMet": "2026-06-01", "redenen": "Er is geen ander."}
    accept = f"/rolconflicten/{clash['id']}/_aanvaarden"
    assert town.post(accept, why, match='"1"').status_code == 403
    assert owner.post(accept, why, match='"1"').json()["staat"] == "aanvaard"
    ended = town.post(f"/rollen/{test['id']}/_beeindigen", {"reden": "Een ander toetst."}, match='"2"')
    assert ended.json()["staat"] == "voorbij"
    assert owner.get(f"/rolconflicten/{clash['id']}").json()["staat"] == "opgelost"
    assert owner.post(f"/roltaken/{task}/_afsluiten", match='"1"').json()["afgeslotenOp"] == "2026-03-02"


@pytest.mark.mission("S15")
def test_the_override_and_the_map_over_the_api(network, program):
    world = network.world
    ministry = {"discipline": Discipline.SECURITY, "sort": OrganisationKind.MINISTRY}
    own, other = world.organisation("minjenv", **ministry), world.organisation("minienw", **ministry)
    minister = program(world.person("Mies Minister", "minjenv", Role.DECISION_MAKER))
    end = (world.now + timedelta(hours=6)).isoformat()
    told = {
        "titel": "Treinen stil", "bevoegdheidVan": str(other.id), "bevoegdheid": "Stilleggen.", "wat": "Alles stil.",
        "redenen": "Gevaar.", "waaromGeenTijd": "Tien minuten.", "raadpleging": "Gebeld.",
        "ingelicht": [str(network.town.organisation)], "begin": world.now.isoformat(), "einde": end,
    }  # fmt: skip
    wrong = minister.post("/aanwijzingen", {**told, "bevoegdheidVan": str(own.id), "wat": " "})
    assert {one["location"]["pointer"] for one in wrong.json()["errors"]} == {"/bevoegdheidVan", "/wat"}
    assert program(network.coordinator).post("/aanwijzingen", told).status_code == 403
    made = minister.post("/aanwijzingen", told)
    assert (made.status_code, made.json()["staat"]) == (201, "vanKracht")
    way = f"/aanwijzingen/{made.json()['id']}"
    oversight = program(world.person("Tess Toezicht", "Inspectie", Role.OVERSIGHT))
    assert oversight.get(way).json()["wat"] == "Alles stil."
    stopped = minister.post(f"{way}/_stoppen", {"reden": "Veilig."}, match='"1"').json()
    assert (stopped["staat"], stopped["verantwoordenVoor"]) == ("gestopt", "2026-03-30")
    report = {"verantwoording": "Een uur stil."}
    assert minister.post(f"{way}/_verantwoorden", report, match='"2"').json()["verantwoordOp"]
    line = {"taak": "nazorg", "fase": "aftermath", "organisatie": str(network.town.organisation), "waarover": "Nazorg.",
            "bron": "Convenant", "vanaf": "2026-03-02"}  # fmt: skip
    added = program(network.coordinator).post("/gezagsregels", line)
    assert added.status_code == 201
    ended = program(network.coordinator).post(f"/gezagsregels/{added.json()['id']}/_beeindigen", match='"1"')
    assert ended.json()["totEnMet"] == "2026-03-02"
