# SPDX-License-Identifier: EUPL-1.2
"""The scope gate (§1.1): what is refused is kept nowhere, a count remains, tension goes to the social side."""

import itertools

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from vijfveld.law.acts.tensions import Tension, pass_on_tension, receive_tension, withdraw_tension
from vijfveld.law.gate import Answers, Outcome, judge, pass_gate
from vijfveld.law.models import AreaTension, Entry, GateCount, Handover
from vijfveld.law.queries import asked, gate_counts
from vijfveld.law.refusals import Invalid, NotThere, Refused
from vijfveld.node import clock
from vijfveld.node.models import Account
from vijfveld.node.roles import Discipline, Role

PROTEST = "Boeren blokkeren de oprit van het provinciehuis."
TENSION = Tension("GM0014", "vandalism", "Op het plein worden ruiten van de school ingegooid.")
YES, NO = "ja", "nee"


def sent(**over: str) -> dict[str, str]:
    return {"tension": NO, "persons": NO, "breaks_law": NO, "undermines": NO, "conduct": PROTEST, "motive": PROTEST,
            "key": "form-1", **over}  # fmt: skip


@pytest.fixture
def client(world):
    world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON)
    client = Client()
    client.force_login(Account.objects.get(person=world.people["Lies Liaison"].id))
    with clock.stopped(world.now):
        yield client


@pytest.mark.mission("S13")
def test_protest_within_the_law_is_refused_and_nothing_of_it_is_kept_or_said(world, client, caplog):
    answer = client.post("/poort", sent())
    assert answer.status_code == 403
    assert "protest binnen de grenzen van de wet" in answer.content.decode()
    assert "provinciehuis" not in answer.content.decode() + caplog.text
    assert "no-store" in answer["Cache-Control"]
    assert tables_with("provinciehuis") == set()
    assert [row.count for row in GateCount.objects.all()] == [1]


def tables_with(word: str) -> set[str]:
    found = set()
    with connection.cursor() as cursor:
        for table in {model._meta.db_table for model in apps.get_models()}:
            cursor.execute(f"SELECT * FROM {table}")
            found |= {table for row in cursor.fetchall() if word in repr([bytes(part) if isinstance(part, memoryview)
                                                                          else part for part in row])}  # fmt: skip
    return found


def test_a_form_that_is_sent_twice_counts_once(world, client):
    client.post("/poort", sent())
    client.post("/poort", sent())
    assert GateCount.objects.get().count == 1
    client.post("/poort", sent(key="form-2"))
    assert GateCount.objects.get().count == 2


def test_what_is_in_scope_passes_and_is_not_kept_by_the_gate_either(world, client):
    answer = client.post("/poort", sent(breaks_law=YES))
    assert answer.status_code == 200
    assert "Dit hoort in dit systeem" in answer.content.decode()
    assert "provinciehuis" not in answer.content.decode()
    assert tables_with("provinciehuis") == set()
    assert not GateCount.objects.exists()


def test_conduct_and_motive_are_both_asked_at_once(world, client):
    answer = client.post("/poort", sent(breaks_law=YES, conduct=" ", motive=""))
    assert answer.status_code == 400
    assert "Beschrijf het gedrag" in answer.content.decode()
    assert "ideologisch motief uit het gedrag" in answer.content.decode()


@given(st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_the_outcome_follows_from_the_four_answers_alone(breaks, undermines, tension, persons):
    given_answers = Answers(breaks, undermines, tension, persons, conduct="a", motive="b")
    outcome = judge(given_answers)
    if tension:
        assert (outcome == Outcome.SOCIAL_SIDE) == (not persons)
    else:
        assert (outcome == Outcome.IN_SCOPE) == (breaks or undermines)
    assert isinstance(outcome, Refused) or outcome in Outcome


def test_every_refusal_is_counted_by_its_ground(world):
    liaison = world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON)
    oversight = world.person("Tess Toezicht", "Inspectie", Role.OVERSIGHT)
    for tension, persons in itertools.product((True, False), repeat=2):
        answers = Answers(False, False, tension, persons)
        if not tension or persons:
            with pytest.raises(Refused):
                pass_gate(world.caller(liaison), answers, intake="report")
    counted = {row.ground: row.count for row in gate_counts(oversight)}
    assert counted == {"scope.protest": 2, "scope.tension_with_persons": 1}
    assert gate_counts(liaison) == []


@pytest.fixture
def social(world):
    world.organisation("Stichting Open Deur", discipline=Discipline.SOCIAL)
    return world.person("Sam Sociaal", "Stichting Open Deur", Role.LIAISON)


@pytest.mark.mission("S16")
def test_a_tension_without_persons_goes_to_a_social_partner_who_confirms_it(world, social):
    teller = world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON)
    made = pass_on_tension(world.caller(teller), TENSION, to=social.organisation, without_persons=True)
    assert [task.what for task in asked(social).yours] == ["tension.receive"]
    receive_tension(world.caller(social), made.id)
    assert Handover.objects.beyond_access("test").get().received_at == world.now
    assert asked(social).yours == []
    facts = [bytes(body).decode() for body in Entry.objects.beyond_access("test").values_list("body", flat=True)]
    assert not any("ruiten" in body for body in facts)


def test_a_third_partner_does_not_see_the_tension(world, social):
    teller = world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON)
    third = world.person("Cora Coördinator", "NCTV", Role.COORDINATOR)
    made = pass_on_tension(world.caller(teller), TENSION, to=social.organisation, without_persons=True)
    with pytest.raises(NotThere):
        receive_tension(world.caller(third), made.id)


def test_everything_that_is_wrong_with_a_tension_is_told_at_once_and_nothing_is_kept(world, social):
    teller = world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON)
    police = world.organisation("Politie", discipline=Discipline.SECURITY)
    with pytest.raises(Invalid) as refusal:
        pass_on_tension(world.caller(teller), Tension("XX", "ethnic", "kort"), to=police.id, without_persons=False)
    assert set(refusal.value.problems) == {"area", "sort", "text", "to", "without_persons"}
    assert not AreaTension.objects.beyond_access("test").exists()


PERSON = "Jan de Vries, Kerkstraat 12, tel 06-12345678, jan@x.nl, BSN 123456782"


def told_to(partner, **over: str) -> dict[str, str]:
    return {"area": "GM0014", "sort": "vandalism", "text": TENSION.text, "to": str(partner.organisation),
            "without_persons": "on", "key": "tension-1", **over}  # fmt: skip


def test_what_points_to_a_person_is_refused_by_kind_and_kept_nowhere(world, social, client, caplog):
    client.post("/poort", sent(tension=YES))
    answer = client.post("/poort/spanning", told_to(social, text=PERSON))
    said = answer.content.decode()
    assert answer.status_code == 400
    for kind in ("burgerservicenummer", "telefoonnummer", "e-mailadres", "straat met huisnummer"):
        assert f"Er staat een {kind} in." in said
    assert tables_with("Kerkstraat") == tables_with("123456782") == set()
    assert "Kerkstraat" not in caplog.text
    assert not AreaTension.objects.beyond_access("test").exists()


def test_the_page_says_beside_the_tick_that_names_are_not_found(world, social, client):
    client.post("/poort", sent(tension=YES))
    assert "namen vinden wij niet" in client.get("/poort/spanning").content.decode()


def test_only_who_passed_the_gate_tells_a_tension_and_a_form_sent_twice_tells_once(world, social, client):
    for answer in (client.get("/poort/spanning"), client.post("/poort/spanning", told_to(social))):
        assert (answer.status_code, answer.url) == (302, "/poort")
    assert client.post("/poort", sent(tension=YES)).url == "/poort/spanning"
    assert client.get("/poort/spanning").status_code == 200
    first, again = (client.post("/poort/spanning", told_to(social)).url for _ in range(2))
    assert first == again != "/poort"
    assert AreaTension.objects.beyond_access("test").count() == 1
    assert client.get("/poort/spanning").url == "/poort"


def test_the_gate_that_was_passed_closes_after_an_hour(world, social, client):
    client.post("/poort", sent(tension=YES))
    with clock.stopped(world.later(minutes=61)):
        assert client.get("/poort/spanning").url == "/poort"


def test_who_told_a_tension_withdraws_it_and_its_text_is_nowhere_any_more(world, social, client):
    client.post("/poort", sent(tension=YES))
    page = client.post("/poort/spanning", told_to(social)).url
    assert tables_with("ruiten van de school") == {"law_areatension"}
    with pytest.raises(NotThere):
        withdraw_tension(world.caller(social), AreaTension.objects.beyond_access("test").get().id)
    assert "Trek in en wis de tekst" in client.get(page).content.decode()
    assert client.post(page, {"key": "withdraw-1", "withdraw": "1"}).status_code == 302
    said = client.get(page).content.decode()
    assert "De tekst is gewist." in said
    assert "Trek in en wis de tekst" not in said
    assert tables_with("ruiten van de school") == set()
    assert asked(social).yours == []


def test_what_passes_the_gate_leads_on_and_an_answer_that_is_missing_is_asked_as_a_choice(world, client):
    assert 'href="/aanleidingen"' in client.post("/poort", sent(breaks_law=YES)).content.decode()
    said = client.post("/poort", sent(persons="")).content.decode()
    assert "Kies ja of nee." in said
    assert "Dit veld is verplicht" not in said


def test_the_sentence_about_counts_is_for_who_sees_them(world, client):
    assert "bestaat alleen het aantal" not in client.get("/poort/aantallen").content.decode()


def test_who_misses_the_role_hears_which_roles_may(world):
    keeper = world.person("Bea Beheer", "Gemeente Molenwaard", Role.NODE_KEEPER)
    with pytest.raises(Refused) as refusal:
        withdraw_tension(world.caller(keeper), keeper.person)
    assert "Dit mag iemand met de rol: coördinator, analist" in str(refusal.value)
