# SPDX-License-Identifier: EUPL-1.2
"""People and organisations: who may add, invite, empower and end, and who sees whom."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from vijfveld.law.acts.people import (
    add_person,
    change_organisation,
    change_person,
    end_mandate,
    give_mandate,
    invite_person,
    leave_person,
)
from vijfveld.law.refusals import Invalid, NotThere, Refused, Stale
from vijfveld.node.models import Account, Mandate, Organisation, Person
from vijfveld.node.queries import OrganisationFilter, organisations, people
from vijfveld.node.roles import Discipline, OrganisationKind, Reach, Role
from vijfveld.node.slots import organisation_panels


@pytest.fixture
def keeper(world):
    return world.person("Bea Beheerder", "NCTV", Role.NODE_KEEPER)


@pytest.fixture
def lies(world):
    return world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON)


@pytest.fixture
def browse(world):
    def signed_in(viewer):
        client = Client()
        client.force_login(Account.objects.get(person=viewer.person))
        return client

    return signed_in


def person_of(viewer):
    return Person.objects.beyond_access("test").get(pk=viewer.person)


def test_adding_someone_names_every_problem_at_once(world, keeper, lies):
    with pytest.raises(Invalid) as refusal:
        add_person(world.caller(keeper), name="X", email="LIES.LIAISON@voorbeeld.invalid", organisation=keeper.person)
    assert set(refusal.value.problems) == {"email", "organisation"}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.NODE_KEEPER])
def test_only_a_node_keeper_adds_people(world, role):
    other = world.person("Olga Ander", "NCTV", role)
    with pytest.raises(Refused) as refusal:
        add_person(world.caller(other), name="X", email="x@voorbeeld.invalid", organisation=other.organisation)
    assert refusal.value.code == "actor.no_role"


def test_nobody_gives_a_mandate_to_themselves(world, keeper):
    with pytest.raises(Refused) as refusal:
        give_mandate(world.caller(keeper), keeper.person, organisation=keeper.organisation, role=Role.COORDINATOR)
    assert refusal.value.code == "mandate.to_self"


def test_a_mandate_that_is_held_already_or_ended_before_it_began_is_refused(world, keeper, lies):
    with pytest.raises(Invalid) as refusal:
        give_mandate(
            world.caller(keeper), lies.person, organisation=lies.organisation, role=Role.LIAISON, until=world.now
        )
    assert set(refusal.value.problems) == {"role", "until"}


def test_an_ended_mandate_can_be_given_again(world, keeper, lies):
    held = Mandate.objects.beyond_access("test").get(person=lies.person)
    world.later(days=1)
    assert end_mandate(world.caller(keeper), held.id).valid_until == world.now
    given = give_mandate(world.caller(keeper), lies.person, organisation=lies.organisation, role=Role.LIAISON)
    assert given.valid_until is None


def test_two_who_change_the_same_colleague_do_not_overwrite_each_other(world, keeper, lies):
    about = {"email": "lies@voorbeeld.invalid", "organisation": lies.organisation}
    change_person(world.caller(keeper), lies.person, 1, name="Lies Eerste", **about)
    with pytest.raises(Stale):
        change_person(world.caller(keeper), lies.person, 1, name="Lies Tweede", **about)
    assert person_of(lies).name == "Lies Eerste"


@pytest.mark.parametrize("act", ["change", "invite", "give"])
def test_nothing_is_done_for_someone_who_left(world, keeper, lies, act):
    leave_person(world.caller(keeper), lies.person)
    doing = {
        "change": lambda: change_person(
            world.caller(keeper), lies.person, 2, name="L", email="l@voorbeeld.invalid", organisation=lies.organisation
        ),
        "invite": lambda: invite_person(world.caller(keeper), lies.person),
        "give": lambda: give_mandate(
            world.caller(keeper), lies.person, organisation=lies.organisation, role=Role.CHAIR
        ),
    }[act]
    with pytest.raises(Refused) as refusal:
        doing()
    assert refusal.value.code == "person.left"


def test_a_changed_organisation_keeps_its_code_and_notes_what_changed(world, keeper):
    place = world.organisation("Gemeente Molenwaard")
    changed = change_organisation(world.caller(keeper), place.id, 1, name="Gemeente Molenland", softer_voice=True)
    assert (changed.name, changed.code, changed.softer_voice) == ("Gemeente Molenland", "gemeente-molenwaard", True)


def test_a_keeper_sees_everyone_and_others_their_own_colleagues(world, keeper, lies):
    carla = world.person("Carla Collega", "Gemeente Molenwaard", Role.ANALYST)
    assert {row.name for row in people(keeper)} == {"Bea Beheerder", "Lies Liaison", "Carla Collega"}
    assert {row.name for row in people(lies)} == {"Lies Liaison", "Carla Collega"}
    assert {row.name for row in people(lies, words="carla")} == {"Carla Collega"}
    leave_person(world.caller(keeper), carla.person)
    assert {row.name for row in people(lies, left=True)} == {"Carla Collega"}


def test_a_keeper_adds_someone_on_the_page_and_sees_what_to_do_next(world, keeper, browse):
    browser = browse(keeper)
    typed = {"key": "k1", "name": "Nina Nieuw", "email": "nina@voorbeeld.invalid", "language": "nl"}
    answer = browser.post("/mensen/nieuw", {**typed, "organisation": str(keeper.organisation)})
    page = browser.get(answer["Location"]).content.decode()
    assert "Nina Nieuw" in page
    assert primary_of(page) == "Mandaat geven"
    nina = Person.objects.beyond_access("test").get(name="Nina Nieuw")
    assert "Uitnodigen" in page
    give_mandate(world.caller(keeper), nina.id, organisation=keeper.organisation, role=Role.LIAISON)
    assert primary_of(browser.get(answer["Location"]).content.decode()) == "Uitnodigen"


def primary_of(page):
    """The words of the one button that stands out."""
    (found,) = re.findall(r"<(?:a|button)[^>]*utrecht-(?:button|button-link)--primary-action[^>]*>([^<]+)<", page)
    return found


def test_a_form_sent_twice_adds_one_person(world, keeper, browse):
    browser = browse(keeper)
    typed = {"key": "k1", "name": "Nina Nieuw", "email": "nina@voorbeeld.invalid", "language": "nl"}
    places = [
        browser.post("/mensen/nieuw", {**typed, "organisation": str(keeper.organisation)})["Location"] for _ in "ab"
    ]
    assert places[0] == places[1]


def test_a_refused_form_loses_nothing_that_was_typed(world, keeper, lies, browse):
    typed = {"key": "k1", "name": "Nina Nieuw", "email": "lies.liaison@voorbeeld.invalid", "language": "en"}
    answer = browse(keeper).post("/mensen/nieuw", {**typed, "organisation": str(keeper.organisation)})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Dit e-mailadres is al in gebruik." in page
    assert all(value in page for value in (*typed.values(), str(keeper.organisation)))


def test_a_stale_form_shows_what_stands_now_and_keeps_what_was_typed(world, keeper, lies, browse):
    about = {"email": "lies@voorbeeld.invalid", "organisation": lies.organisation}
    change_person(world.caller(keeper), lies.person, 1, name="Lies Eerste", **about)
    typed = {"key": "k1", "version": "1", "name": "Lies Tweede", **about}
    browser = browse(keeper)
    answer = browser.post(f"/mensen/{lies.person}/wijzigen", typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Lies Eerste" in page
    assert 'value="Lies Tweede"' in page
    assert browser.post(f"/mensen/{lies.person}/wijzigen", {**typed, "version": "2"}).status_code == 302
    assert person_of(lies).name == "Lies Tweede"


def test_a_mandate_is_given_until_the_end_of_a_day_and_ended_on_the_page(world, keeper, lies, browse):
    browser = browse(keeper)
    typed = {"key": "k1", "organisation": str(lies.organisation), "role": "chair", "until": "2099-12-31"}
    assert browser.post(f"/mensen/{lies.person}/mandaat", typed).status_code == 302
    given = Mandate.objects.beyond_access("test").get(person=lies.person, role=Role.CHAIR)
    assert given.valid_until.isoformat() == "2099-12-31T23:00:00+00:00"
    assert browser.post(f"/mensen/mandaten/{given.id}/beeindigen", {"key": "k2"}).status_code == 302
    given = Mandate.objects.beyond_access("test").get(pk=given.id)
    assert given.valid_until - given.valid_from < timedelta(minutes=1)


def test_someone_is_invited_and_signed_off_on_the_page(world, keeper, lies, browse):
    browser = browse(keeper)
    assert browser.post(f"/mensen/{lies.person}/uitnodigen", {"key": "k1"}).status_code == 302
    assert person_of(lies).version == 2
    assert "kan zich daarna niet meer aanmelden" in browser.get(f"/mensen/{lies.person}/afmelden").content.decode()
    assert browser.post(f"/mensen/{lies.person}/afmelden", {"key": "k2"}).status_code == 302
    assert person_of(lies).left_at


@pytest.mark.parametrize(
    "page", ["/mensen/nieuw", "/mensen/{id}/wijzigen", "/mensen/{id}/mandaat", "/mensen/{id}/afmelden"]
)
def test_the_forms_of_keepers_are_shut_to_others(world, lies, browse, page):
    answer = browse(lies).get(page.format(id=lies.person))
    assert answer.status_code == 403
    assert "niet de juiste rol" in answer.content.decode()


def test_a_colleague_reads_and_finds_no_buttons(world, lies, browse):
    page = browse(lies).get(f"/mensen/{lies.person}").content.decode()
    assert "Lies Liaison" in page
    assert not any(verb in page for verb in ("Uitnodigen", "Mandaat geven", "Beëindigen", "Collega afmelden"))


PLACES = [
    ("Gemeente Molenwaard", OrganisationKind.MUNICIPALITY, Discipline.SOCIAL, Reach.LOCAL, True),
    ("Gemeente Elders", OrganisationKind.MUNICIPALITY, Discipline.SOCIAL, Reach.LOCAL, False),
    ("Rijksdienst Proef", OrganisationKind.AGENCY, Discipline.SECURITY, Reach.NATIONAL, False),
]


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (OrganisationFilter(), {"Gemeente Molenwaard", "Gemeente Elders", "Rijksdienst Proef"}),
        (OrganisationFilter(words="gemeente"), {"Gemeente Molenwaard", "Gemeente Elders"}),
        (OrganisationFilter(words="elders gemeente"), {"Gemeente Elders"}),
        (OrganisationFilter(sort="agency"), {"Rijksdienst Proef"}),
        (OrganisationFilter(discipline="social", softer_voice=True), {"Gemeente Molenwaard"}),
        (OrganisationFilter(reach="national"), {"Rijksdienst Proef"}),
        (OrganisationFilter(words="nergens"), set()),
        (OrganisationFilter(left=True), set()),
    ],
)
def test_organisations_are_found_by_words_kind_discipline_reach_and_voice(world, wanted, names):
    for name, sort, discipline, reach, softer in PLACES:
        world.organisation(name, sort=sort, discipline=discipline, reach=reach, softer_voice=softer)
    assert {row.name for row in organisations(wanted)} == names


def test_a_long_list_is_shown_in_parts_that_keep_what_one_looks_for(world, lies, browse):
    for number in range(60):
        world.organisation(f"Partner {number:02d}")
    browser = browse(lies)
    first = browser.get("/organisaties?q=partner")
    part = first.context["part"]
    assert (len(part.rows), part.count, part.later) == (50, 60, "?q=partner&deel=2")
    assert len(browser.get("/organisaties?q=partner&deel=2").context["part"].rows) == 10


@pytest.mark.parametrize(
    "query", ["deel=0", "deel=-1", "deel=x", "deel=99999999999", "sort=onzin", "q=%00", "reach=%27"]
)
def test_an_address_that_makes_no_sense_breaks_nothing(world, lies, browse, query):
    assert browse(lies).get(f"/organisaties?{query}").status_code == 200


def test_the_page_of_an_organisation_counts_people_only_for_who_may_see_them(world, keeper, lies, browse):
    place = world.organisations["Gemeente Molenwaard"]
    anna = world.person("Anna Analist", "Veiligheidsregio Noordkust", Role.ANALYST)
    shown = {
        name: "Mensen op deze node" in browse(viewer).get(f"/organisaties/{place.id}").content.decode()
        for name, viewer in {"keeper": keeper, "own": lies, "other": anna}.items()
    }
    assert shown == {"keeper": True, "own": True, "other": False}


def test_floors_above_show_their_own_panel_on_the_page_of_an_organisation(world, lies, browse, monkeypatch):
    place = world.organisations["Gemeente Molenwaard"]
    asked = []

    def panel(viewer, id):
        asked.append((viewer.person, id))
        return {"template": "face/_footer.html"}

    monkeypatch.setitem(organisation_panels._filled, "test", (100, panel))
    page = browse(lies).get(f"/organisaties/{place.id}").content.decode()
    assert asked == [(lies.person, place.id)]
    assert page.count('class="foot"') == 2


def test_an_organisation_is_added_changed_and_signed_off_on_the_page(world, browse):
    cora = world.person("Cora Coördinator", "NCTV", Role.COORDINATOR)
    browser = browse(cora)
    typed = {"name": "Stichting Buurt", "sort": "care", "discipline": "care", "reach": "local"}
    added = browser.post("/organisaties/nieuw", {"key": "k1", "code": "buurt", **typed})
    assert added.status_code == 302
    changed = browser.post(
        added["Location"] + "/wijzigen", {"key": "k2", "version": "1", **typed, "name": "Stichting Wijk"}
    )
    assert changed.status_code == 302
    assert browser.post(added["Location"] + "/afmelden", {"key": "k3", "on": "2026-12-31"}).status_code == 302
    found = Organisation.objects.get(code="buurt")
    assert (found.name, found.left_on.isoformat()) == ("Stichting Wijk", "2026-12-31")


def test_an_organisation_with_every_mistake_is_told_all_of_them(world, browse):
    cora = world.person("Cora Coördinator", "NCTV", Role.COORDINATOR)
    answer = browse(cora).post("/organisaties/nieuw", {"key": "k1", "code": "met spatie", "sort": "onzin"})
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"code", "name", "sort", "discipline", "reach"}


def test_what_does_not_exist_is_told_so(world, lies, browse):
    assert browse(lies).get("/organisaties/00000000-0000-7000-8000-000000000000").status_code == 404
    with pytest.raises(NotThere):
        end_mandate(world.caller(world.person("Bo Beheer", "NCTV", Role.NODE_KEEPER)), lies.person)


def test_a_mandate_that_ended_keeps_the_moment_at_which_it_did(world, keeper, lies):
    held = Mandate.objects.beyond_access("test").get(person=lies.person)
    ended = end_mandate(world.caller(keeper), held.id).valid_until
    world.later(days=30)
    assert end_mandate(world.caller(keeper), held.id).valid_until == ended
