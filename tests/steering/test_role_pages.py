# SPDX-License-Identifier: EUPL-1.2
"""The pages of roles, conflicts, authority, the override and reservations, as people walk through them."""

from datetime import timedelta

import pytest

from tests.steering.conftest import again
from tests.steering.test_duties import TODAY, effort_of, taken, task_of
from tests.steering.test_overrides import cabinet as cabinet
from tests.steering.test_overrides import order
from vijfveld.law.acts.clocks import sweep
from vijfveld.law.models import Task
from vijfveld.node.roles import Mode, Role
from vijfveld.steering.acts.outcomes import About, place_reservation, reply_to_reservation
from vijfveld.steering.acts.overrides import issue_override, stop_override
from vijfveld.steering.models import AuthorityLine, Duty, Override, RoleConflict, RoleTask


def only(model):
    return model.objects.beyond_access("test").get()


@pytest.mark.mission("S9")
def test_a_role_is_named_asked_and_taken_on_the_pages(table, reader):
    effort = effort_of(table)
    owner, town = reader(table.coordinator), reader(table.town)
    assert "nog niet verdeeld" in owner.text(f"/inzet/{effort.id}")
    way = f"/inzet/{effort.id}/rollen/taak"
    refused = owner.post(way, title=" ", starts_on="gisteren")
    assert refused.status_code == 400
    for words in ("Noem de taak in een paar woorden.", "Dit is geen dag."):
        assert words in refused.content.decode()
    assert owner.post(way, title="Overleg bijeenroepen", starts_on="30-03-2026", municipal="on").status_code == 302
    task = only(RoleTask)
    asked = {"organisation": str(table.town.organisation), "role": "A", "from_on": "2026-03-02"}
    assert owner.post(f"/rollen/taken/{task.id}/vragen", **asked).status_code == 302
    assert town.get(f"/rollen/taken/{task.id}/vragen").status_code == 403
    assert "Overleg bijeenroepen: eindverantwoordelijk" in town.text("/rollen")
    duty = only(Duty)
    page = f"/rollen/{duty.id}"
    assert "tot dan geldt de rol niet" in owner.text(page)
    assert town.post(page, version=duty.version, agrees="nee", reason="").status_code == 400
    assert town.post(page, version=duty.version, agrees="ja", reason="").status_code == 302
    shown = owner.text(f"/inzet/{effort.id}/rollen")
    assert "eindverantwoordelijk" in shown
    assert "Gemeente Molenwaard" in shown
    assert "Rollen die deze organisatie zelf nam" in owner.text(f"/organisaties/{table.town.organisation}")
    assert town.post(f"{page}/beeindigen", version=again(duty).version, reason="Te druk.").status_code == 302
    assert again(duty).state == "ended"


@pytest.mark.mission("S9")
def test_whoever_is_asked_reads_beforehand_what_would_clash_and_a_conflict_is_accepted_with_reasons(table, reader):
    task = task_of(table)
    taken(table, task, table.town, "A")
    owner = reader(table.coordinator)
    asked = {"organisation": str(table.town.organisation), "role": "T", "from_on": "2026-03-02"}
    owner.post(f"/rollen/taken/{task.id}/vragen", **asked)
    duty = Duty.objects.beyond_access("test").get(role="T")
    town = reader(table.town)
    assert "eindverantwoordelijk en toetser tegelijk" in town.text(f"/rollen/{duty.id}")
    town.post(f"/rollen/{duty.id}", version=duty.version, agrees="ja")
    conflict = only(RoleConflict)
    page = f"/rollen/conflicten/{conflict.id}"
    assert "Neem het besluit" not in town.text(page)
    late = owner.post(page, version=conflict.version, until="2030-01-01", reasons="")
    assert "ten hoogste een jaar" in late.content.decode()
    assert "Geef de redenen" in late.content.decode()
    assert owner.post(page, version=conflict.version, until="2026-06-01", reasons="Geen ander.").status_code == 302
    assert "aanvaard tot en met 1 juni 2026" in owner.text("/rollen/conflicten")
    assert "Geen ander." in reader(table.police).text(page)


@pytest.mark.mission("S15")
def test_the_map_shows_whose_say_it_is_what_was_not_seen_and_what_this_node_added(table, reader):
    coordinator = reader(table.coordinator)
    shown = coordinator.text("/rollen/gezag")
    for words in ("Burgemeester , niet nagegaan", "Ministeriële commissie (MCCb)", "Wie hier beslist, is niet gezien."):
        assert words in shown
    assert reader(table.town).get("/rollen/gezag/nieuw").status_code == 403
    wrong = coordinator.post("/rollen/gezag/nieuw", from_on="2026-03-09", until_on="2026-03-01", basis="x")
    for words in ("Schrijf waarover", "Noem waar dit staat", "Maak een keuze", "niet voor de eerste", "uit de lijst"):
        assert words in wrong.content.decode()
    line = {
        "task": "nazorg", "phase": "aftermath", "organisation": str(table.town.organisation), "say": "De nazorg.",
        "source": "Convenant van 1 maart", "from_on": "2026-03-02", "basis": "",
    }  # fmt: skip
    assert coordinator.post("/rollen/gezag/nieuw", **line).status_code == 302
    added = only(AuthorityLine)
    assert "Gemeente Molenwaard" in reader(table.school).text("/rollen/gezag")
    assert coordinator.post(f"/rollen/gezag/{added.id}", version=added.version).status_code == 302
    table.world.later(days=1)
    assert "1 maart" in coordinator.text("/rollen/gezag")
    assert again(added).until_on == TODAY


@pytest.mark.mission("S15")
def test_the_minister_issues_and_accounts_and_oversight_reads_along(cabinet, reader):
    minister, oversight = reader(cabinet.minister), reader(cabinet.oversight)
    assert "Nog nooit gebruikt." in oversight.text("/aanwijzingen")
    assert oversight.get("/rollen").status_code == 403
    assert reader(cabinet.town).get("/aanwijzingen/nieuw").status_code == 403
    given = {
        "title": "Treinverkeer stil", "addressee": str(cabinet.transport.organisation), "power": "Stilleggen.",
        "what": "Alle treinen staan stil.", "reasons": "Gevaar.", "no_time": "Tien minuten.", "consultation": "Gebeld.",
        "starts_at": "2026-03-02T13:00", "ends_at": "2026-03-09T13:00", "told": "politie\nMolenwaard\n",
        "consulted": "minienw",
    }  # fmt: skip
    long = minister.post("/aanwijzingen/nieuw", **given)
    assert "ten hoogste drie dagen" in long.content.decode()
    unclear = minister.post("/aanwijzingen/nieuw", **{**given, "told": "Atlantis\nin", "power": ""}).content.decode()
    for words in ("geen partner “Atlantis”", "“in” kan meer dan één partner zijn", "Schrijf welke bevoegdheid"):
        assert words in unclear
    assert minister.post("/aanwijzingen/nieuw", **{**given, "ends_at": "2-3-2026 19:00"}).status_code == 302
    made = only(Override)
    assert "Alle treinen staan stil." in oversight.text(f"/aanwijzingen/{made.id}")
    assert set(made.told) == {str(cabinet.police.organisation), str(cabinet.town.organisation)}
    cabinet.world.later(hours=8)
    sweep(cabinet.world.now, mode=Mode.REAL)
    assert "nog geen verantwoording" in oversight.text("/aanwijzingen")
    page = f"/aanwijzingen/{made.id}"
    assert minister.post(page, version=again(made).version, report="Een uur stil.").status_code == 302
    assert "Een uur stil." in oversight.text(page)


@pytest.mark.mission("S15")
def test_the_minister_gives_a_power_back_early_on_a_page(cabinet, reader):
    made = issue_override(cabinet.by(cabinet.minister), order(cabinet))
    minister = reader(cabinet.minister)
    assert minister.post(f"/aanwijzingen/{made.id}/stoppen", version=made.version, because="").status_code == 400
    assert minister.post(f"/aanwijzingen/{made.id}/stoppen", version=made.version, because="Veilig.").status_code == 302
    assert "Eerder gestopt" in reader(cabinet.town).text(f"/aanwijzingen/{made.id}")


@pytest.mark.mission("S15")
def test_a_page_says_that_a_power_was_never_taken_over(cabinet, reader):
    soon = cabinet.world.now + timedelta(hours=3)
    made = issue_override(cabinet.by(cabinet.minister), order(cabinet, starts_at=soon))
    stop_override(cabinet.by(cabinet.minister), made.id, made.version, because="Veilig.")
    for page in ("/aanwijzingen", f"/aanwijzingen/{made.id}"):
        assert "ingetrokken voor het begin" in reader(cabinet.town).text(page)


@pytest.mark.mission("S9")
def test_softer_voices_stand_first_word_for_word_and_an_overdue_reply_alarms(table, reader):
    round = table.opened()
    place_reservation(table.by(table.police), round.id, About(item="verwerven.e1"), words="Dit duurt te lang.")
    soft = place_reservation(table.by(table.school), round.id, About(item="verwerven.e1"), words="Papier is geen werk.")
    table.answer(round, table.school, explanation="Wij zien angst in de klas.", aloud=True)
    assert reader(table.police).get("/rollen/systeemtoets/proef").status_code == 200
    shown = reader(table.coordinator).text(f"/systeemtoetsen/{round.id}")
    assert "Wie zorgt voor welke vraag" in shown
    assert shown.index("Papier is geen werk.") < shown.index("Dit duurt te lang.")
    assert "Wij zien angst in de klas." in shown
    assert "Te laat" not in shown
    table.world.later(days=30)
    sweep(table.world.now, mode=Mode.REAL)
    listed = reader(table.town).text("/voorbehouden")
    assert "2 antwoorden zijn te laat." in listed
    assert "zachtere stem" in listed
    assert "Te laat: het antwoord had er" in reader(table.town).text(f"/systeemtoetsen/{round.id}")
    asked = Task.objects.beyond_access("test").get(about=soft.urn, what="reservation.overdue")
    assert (asked.organisation_id, asked.role) == (table.coordinator.organisation, Role.COORDINATOR)
    assert "Antwoord op een voorbehoud" in reader(table.assessor).text("/loopt-af")
    reply_to_reservation(table.by(table.assessor), soft.id, soft.version, reply="Wij vragen ook naar het werk.")
    assert again(asked).done_at is not None
    assert "1 antwoord is te laat." in reader(table.town).text("/voorbehouden")
