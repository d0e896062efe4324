# SPDX-License-Identifier: EUPL-1.2
"""What passes the door, what is refused, and what is left behind."""

from dataclasses import replace

import pytest
from django.db import connection

from tests.room.acts import add_note, invite, open_file
from tests.room.models import RoomFile, RoomNote
from vijfveld.law.acting import act
from vijfveld.law.acts.decisions import decide
from vijfveld.law.acts.dossiers import accept_seat
from vijfveld.law.acts.people import give_mandate
from vijfveld.law.acts.tasks import open_task
from vijfveld.law.changes import history
from vijfveld.law.entries import as_object
from vijfveld.law.models import Decision, Entry, Reasoning, Task, Unsealed
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import NotThere, Refused, Stale, Unavailable
from vijfveld.law.timekeeping import forget_time
from vijfveld.node.keystore import keystore
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Role
from vijfveld.node.viewer import Viewer


def test_an_act_writes_its_record_and_one_entry_per_changed_record(world):
    chair = world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)
    file = open_file(world.caller(chair), label="Proef", content="geheim")
    acts = Entry.objects.beyond_access("test").filter(act="room.open").order_by("stream")
    bodies = [as_object(entry.body) for entry in acts]
    assert file.version == 1
    assert len(bodies) == 4
    assert {body["act_id"] for body in bodies} == {bodies[0]["act_id"]}
    assert "geheim" not in repr(bodies)
    assert str(file.id) not in repr(bodies)


def test_a_person_without_the_role_is_refused_and_the_refusal_is_noted_without_content(world):
    liaison = world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON)
    with pytest.raises(Refused) as refusal:
        open_file(world.caller(liaison), label="Proef", content="geheim")
    assert refusal.value.code == "actor.no_role"
    noted = Entry.objects.beyond_access("test").get(act="act.refused")
    assert as_object(noted.body)["facts"] == {"act": "room.open", "refusal": "actor.no_role"}
    assert not RoomFile.objects.beyond_access("test").exists()


def test_the_same_key_gives_the_same_outcome_and_no_second_act(world):
    chair = world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)
    first = open_file(world.caller(chair, "form-1"), label="Proef", content="geheim")
    second = open_file(world.caller(chair, "form-1"), label="Proef", content="geheim")
    assert first == second
    assert RoomFile.objects.beyond_access("test").count() == 1


def test_two_people_who_write_on_the_same_version_do_not_overwrite_each_other(world):
    chair = world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)
    file = open_file(world.caller(chair), label="Proef", content="geheim")
    add_note(world.caller(chair), file.id, 1, text="eerst")
    with pytest.raises(Stale):
        add_note(world.caller(chair), file.id, 1, text="daarna")
    assert RoomNote.objects.beyond_access("test").count() == 1


def test_a_colleague_of_someone_with_a_seat_sees_nothing_until_invited_and_accepted(world):
    chair = world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)
    other = world.person("Casper Collega", "Gemeente Molenwaard", Role.CHAIR)
    file = open_file(world.caller(chair), label="Proef", content="geheim")
    with pytest.raises(NotThere):
        add_note(world.caller(other), file.id, 1, text="mag niet")
    seat = invite(world.caller(chair), file.id, person=other.person, organisation=other.organisation)
    with pytest.raises(NotThere):
        add_note(world.caller(other), file.id, 1, text="mag nog niet")
    accept_seat(world.caller(other), seat.id)
    assert add_note(world.caller(other), file.id, 1, text="mag").text == "mag"


def test_a_clock_that_was_set_back_makes_the_node_read_only(world):
    chair = world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)
    forget_time()
    world.later(seconds=-6)
    with pytest.raises(Unavailable) as refusal:
        open_file(world.caller(chair), label="Proef", content="geheim")
    assert refusal.value.code == "clock.set_back"


def test_whoever_waited_in_line_while_others_wrote_is_not_taken_for_a_clock_that_was_set_back(world):
    chair = world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)
    waits = world.caller(chair)
    world.later(seconds=20)
    open_file(world.caller(chair), label="Eerder aan de beurt", content="x")
    forget_time()
    with pytest.raises(Unavailable):
        open_file(waits, label="Niet gewacht", content="x")
    waited = replace(waits, made=waits.made - 20)
    assert open_file(waited, label="Wel gewacht", content="x").label == "Wel gewacht"


def test_every_entry_waits_for_the_sealer(world):
    world.organisation("Gemeente Molenwaard")
    assert Unsealed.objects.count() == Entry.objects.beyond_access("test").count()


def test_the_history_strip_tells_what_was_done_to_a_record(world):
    keeper_only = world.organisation("Gemeente Molenwaard")
    viewer = world.person("Cora Coördinator", "NCTV", Role.COORDINATOR)
    assert [change.act for change in history(viewer, keeper_only.urn)] == ["organisation.add"]


def test_the_database_refuses_a_save_outside_an_act(world):
    place = world.organisation("Gemeente Molenwaard")
    place.name = "Anders"
    with pytest.raises(Exception, match="no write without an act"):
        place.save()
    assert connection


def test_a_key_that_comes_back_with_other_input_is_refused_in_words_and_nothing_typed_passes_for_saved(world):
    chair = world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)
    open_file(world.caller(chair, "form-1"), label="Proef", content="geheim")
    with pytest.raises(Refused) as refusal:
        open_file(world.caller(chair, "form-1"), label="Ander", content="geheim")
    assert refusal.value.code == "key.sent_before"
    assert RoomFile.objects.beyond_access("test").get().label == "Proef"


def test_a_key_that_comes_back_for_another_organisation_is_refused(world):
    chair = world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)
    elsewhere = world.organisation("Gemeente Rivierdam")
    give_mandate(world.keeper(), chair.person, organisation=elsewhere.id, role=Role.CHAIR)
    open_file(world.caller(chair, "form-1"), label="Proef", content="geheim")
    other = Viewer(person=chair.person, organisation=elsewhere.id, roles=chair.roles, now=world.now)
    with pytest.raises(Refused) as refusal:
        open_file(world.caller(other, "form-1"), label="Proef", content="geheim")
    assert refusal.value.code == "key.sent_before"


@act("test.twins", roles=frozenset(), by_keeper=True, purpose=Purpose.ADMINISTRATION, basis="beheer-node", says="x")
def make_twins(door):
    """Make two organisations with one code, as two people do who pass every check at the same moment."""
    twin = {"code": "tweeling", "name": "Tweeling", "sort": "municipality", "discipline": "social", "reach": "local"}
    door.new(Organisation, **twin)
    door.new(Organisation, **twin)


@pytest.mark.parametrize("key", ["", "form-1"])
def test_of_two_who_write_the_same_at_the_same_moment_the_second_is_told_and_nothing_is_half_written(world, key):
    with pytest.raises(Stale):
        make_twins(world.keeper().with_key(key))
    assert not Organisation.objects.filter(code="tweeling").exists()


def test_an_act_on_a_dossier_whose_key_has_just_died_is_told_that_it_is_not_there(world):
    chair = world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)
    file = open_file(world.caller(chair, "dies"), label="Proef", content="geheim")
    keystore().remove_data_key(file.id, world.now)
    with pytest.raises(NotThere):
        add_note(world.caller(chair), file.id, 1, text="te laat")


@act("test.ask_decided", roles={Role.CHAIR}, purpose=Purpose.COORDINATION, says="x")
def decide_about_a_task(door, task):
    """Decide about something that one organisation sees."""
    return decide(door, "test", about=door.lock(Task, task), reasoning=Reasoning("r"))


def test_a_decision_about_what_few_may_know_is_read_by_those_few(world):
    chair = world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)
    stranger = world.person("Vik Vreemd", "Gemeente Duinrode", Role.CHAIR)
    decide_about_a_task(world.caller(chair), open_task_of(world.caller(chair)).id)
    assert Decision.objects.visible_to(chair).count() == 1
    assert Decision.objects.visible_to(stranger).count() == 0


@act("test.task", roles={Role.CHAIR}, purpose=Purpose.COORDINATION, says="x")
def open_task_of(door):
    """Put something on the list of one's own organisation."""
    about = Organisation.objects.get(pk=door.organisation)
    return open_task(door, "test.look", about=about, organisation=about.id)
