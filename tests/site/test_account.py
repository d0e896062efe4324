# SPDX-License-Identifier: EUPL-1.2
"""One's own account, and for whom one works."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.room.acts import invite, open_file
from vijfveld.law.acts.people import end_mandate, give_mandate, leave_person
from vijfveld.law.entries import as_object
from vijfveld.law.models import Entry, Seat
from vijfveld.node.models import Account, Person
from vijfveld.node.roles import Role


def test_the_account_page_shows_who_one_is_and_what_one_may_do(world, browse):
    lies = world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON)
    page = browse(lies).get("/account").content.decode()
    assert "Lies Liaison" in page
    assert "Gemeente Molenwaard" in page
    assert "Liaison" in page


def test_preferences_are_kept_and_the_next_page_speaks_the_language(world, browse):
    lies = world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON)
    browser = browse(lies)
    answer = browser.post("/account", {"key": "k1", "language": "en"})
    person = Person.objects.beyond_access("test").get(pk=lies.person)
    assert answer.status_code == 302
    assert (person.language, person.mail_notices) == ("en", False)
    assert browser.cookies["django_language"].value == "en"


def test_preferences_that_make_no_sense_are_told_and_nothing_changes(world, browse):
    lies = world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON)
    answer = browse(lies).post("/account", {"key": "k1", "language": "fr"})
    assert answer.status_code == 400
    assert Person.objects.beyond_access("test").get(pk=lies.person).language == "nl"


def test_someone_signed_in_elsewhere_can_end_that(world, enter):
    lies = world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON)
    elsewhere, here = enter(lies, HTTP_USER_AGENT="Firefox/1 Windows"), enter(lies)
    for browser in (elsewhere, here):
        assert browser.get("/account").status_code == 200
    rows = here.get("/account").context["sessions"]
    other = next(session for session in rows if not session.current)
    assert other.browser == "Firefox, Windows"
    assert here.post(f"/account/sessies/{other.row.pk}").status_code == 302
    assert elsewhere.get("/account").status_code == 302
    assert here.get("/account").status_code == 200


def test_all_other_sessions_end_at_once(world, enter):
    lies = world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON)
    others, here = [enter(lies) for _ in range(3)], enter(lies)
    for browser in (*others, here):
        browser.get("/account")
    assert here.post("/account/sessies/andere").status_code == 302
    assert [browser.get("/account").status_code for browser in (*others, here)] == [302, 302, 302, 200]


def test_nobody_ends_the_session_of_someone_else(world, enter):
    lies = world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON)
    anna = world.person("Anna Analist", "NCTV", Role.ANALYST)
    hers, his = enter(lies), enter(anna)
    mine = hers.get("/account").context["sessions"]
    assert his.post(f"/account/sessies/{mine[0].row.pk}").status_code == 404
    assert hers.get("/account").status_code == 200


def test_a_seat_is_accepted_and_left_on_the_account_page(world, browse):
    chair = world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)
    guest = world.person("Gijs Gast", "GGZ Molenwaard", Role.LIAISON)
    file = open_file(world.caller(chair), label="Proef", content="geheim")
    seat = invite(world.caller(chair), file.id, person=guest.person, organisation=guest.organisation)
    browser = browse(guest)
    assert "Plaatsnemen" in browser.get("/account").content.decode()
    browser.post(f"/account/tafels/{seat.id}/aanvaarden")
    assert "Plaatsnemen" not in browser.get("/account").content.decode()
    browser.post(f"/account/tafels/{seat.id}/verlaten")
    left = Seat.objects.beyond_access("test").get(pk=seat.id)
    assert left.accepted_at
    assert left.valid_until


@pytest.mark.parametrize("step", ["aanvaarden", "verlaten"])
def test_nobody_answers_for_the_seat_of_someone_else(world, browse, step):
    chair = world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)
    guest = world.person("Gijs Gast", "GGZ Molenwaard", Role.LIAISON)
    file = open_file(world.caller(chair), label="Proef", content="geheim")
    seat = invite(world.caller(chair), file.id, person=guest.person, organisation=guest.organisation)
    assert browse(chair).post(f"/account/tafels/{seat.id}/{step}").status_code == 404


def two_organisations(world):
    lies = world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON)
    other = world.organisation("Veiligheidsregio Noordkust")
    give_mandate(world.keeper(), lies.person, organisation=other.id, role=Role.PLANNER)
    return lies, other


def test_who_works_for_two_is_asked_for_whom_before_anything_else(world, browse):
    lies, other = two_organisations(world)
    browser = browse(lies)
    answer = browser.get("/organisaties")
    assert (answer.status_code, answer["Location"]) == (302, "/namens?next=%2Forganisaties")
    answer = browser.post("/namens", {"organisation": str(other.id), "next": "/organisaties"})
    assert answer["Location"] == "/organisaties"
    page = browser.get("/organisaties").content.decode()
    assert "namens Veiligheidsregio Noordkust" in page
    assert "/namens" in page


def test_who_works_for_one_is_not_asked(world, browse):
    lies = world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON)
    assert browse(lies).get("/organisaties").status_code == 200


def test_nobody_picks_an_organisation_that_gave_no_mandate(world, browse):
    lies, _ = two_organisations(world)
    stranger = world.organisation("Gemeente Elders")
    assert browse(lies).post("/namens", {"organisation": str(stranger.id)}).status_code == 404


@pytest.mark.parametrize("onward", ["https://elders.invalid/", "//elders.invalid", "/namens", "javascript:alert(1)"])
def test_the_choice_leads_only_to_pages_of_this_node(world, browse, onward):
    lies, other = two_organisations(world)
    answer = browse(lies).post("/namens", {"organisation": str(other.id), "next": onward})
    assert answer["Location"] == "/"


def test_who_has_no_mandate_is_told_so_and_whom_to_ask(world, browse):
    world.person("Bea Beheerder", "NCTV", Role.NODE_KEEPER)
    loose = world.person("Loes Los", "Gemeente Molenwaard")
    browser = browse(loose)
    answer = browser.get("/organisaties")
    assert answer["Location"].startswith("/geen-mandaat")
    assert "Bea Beheerder" in browser.get("/geen-mandaat").content.decode()


def test_who_left_is_not_signed_in_any_more(world, browse):
    lies = world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON)
    browser = browse(lies)
    assert browser.get("/account").status_code == 200
    leave_person(world.keeper(), lies.person)
    assert browser.get("/account")["Location"].startswith("/aanmelden/")


def test_an_ended_session_is_noted_without_saying_which(world, enter):
    lies = world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON)
    _elsewhere, here = enter(lies), enter(lies)
    here.post("/account/sessies/andere")
    noted = Entry.objects.beyond_access("test").get(act="account.changed")
    assert as_object(noted.body)["facts"] == {"what": "session.ended"}


def test_reading_a_page_writes_nothing(world, browse):
    lies = world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON)
    browser = browse(lies)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get("/organisaties").status_code == 200
    written = [query["sql"] for query in asked if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert written == []


def in_two_places(world):
    lies = world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON)
    other = world.organisation("Veiligheidsregio Noordkust")
    mandate = give_mandate(world.keeper(), lies.person, organisation=other.id, role=Role.LIAISON)
    return lies, other, mandate


def test_whoever_may_no_longer_act_for_the_one_they_chose_chooses_again_before_they_act_for_another(world, browse):
    lies, other, mandate = in_two_places(world)
    browser = browse(lies)
    browser.post("/namens", {"organisation": str(other.id), "next": "/account"})
    end_mandate(world.keeper(), mandate.id)
    answer = browser.post("/account", {"key": "k1", "language": "en"})
    assert (answer.status_code, answer["Location"]) == (302, "/namens?next=%2Faccount")
    assert Person.objects.beyond_access("test").get(pk=lies.person).language == "nl"


def test_a_form_that_was_open_for_one_organisation_is_not_sent_for_another(world):
    lies, other, _mandate = in_two_places(world)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(Account.objects.get(person=lies.person))
    token = browser.get("/namens").context["csrf_token"]
    typed = {"organisation": str(lies.organisation), "next": "/account", "csrfmiddlewaretoken": str(token)}
    browser.post("/namens", typed)
    opened = str(browser.get("/account").context["csrf_token"])
    browser.post("/namens", {**typed, "organisation": str(other.id), "csrfmiddlewaretoken": opened})
    answer = browser.post("/account", {"key": "k1", "language": "en", "csrfmiddlewaretoken": opened})
    assert answer.status_code == 403
