# SPDX-License-Identifier: EUPL-1.2
"""The end of a dossier: killed at any step it goes on, and afterwards nothing of it is left to find or to read."""

import pytest
from django.apps import apps
from django.db import connection

from tests.room.acts import add_note, close_file, hand_on, invite, open_file
from tests.room.models import RoomFile, RoomNote
from vijfveld.law.acts import dossiers
from vijfveld.law.acts.dossiers import carry_out, replay_destructions, resume_destructions
from vijfveld.law.acts.keys import sweep_keys
from vijfveld.law.acts.oversight import break_glass
from vijfveld.law.guard import guarded_models
from vijfveld.law.models import ActKey, BreakGlass, Destruction, DestructionState, Entry
from vijfveld.law.refusals import NotThere
from vijfveld.law.search import count
from vijfveld.law.viewers import viewer_of
from vijfveld.node.keystore import Destroyed, keystore
from vijfveld.node.roles import Mode, Role
from vijfveld.node.sealing import GONE

SECRET = "Het geheim van de zilvermeeuw."
WORD = "zilvermeeuw"


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    """A key store that nothing else used: what dies here stays dead."""
    settings.VIJFVELD_KEYS = tmp_path / "keys"


@pytest.fixture
def chair(world):
    return world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)


def now_as(world, viewer):
    return viewer_of(world.people["Vera Voorzitter"], now=world.now)


@pytest.fixture
def file(world, chair):
    """A dossier with a note, an invitation, a hand-over, a task, a deadline, findable words and glass broken for it."""
    file = open_file(world.caller(chair), label=f"Label {WORD}", content=SECRET)
    guest = world.person("Gijs Gast", "Stichting Open Deur", Role.LIAISON)
    add_note(world.caller(chair), file.id, 1, text=SECRET)
    invite(world.caller(chair), file.id, person=guest.person, organisation=guest.organisation)
    hand_on(world.caller(chair), file.id, to=guest.organisation)
    break_glass(world.caller(chair), "review.overdue", about=file.urn, reason=f"Nu, want {WORD} is in gevaar.")
    return file


def stored_text() -> dict[str, str]:
    """Every row of every table, as text, by table; the search index and the processing of framework apps included."""
    tables = {model._meta.db_table for model in apps.get_models()} | {"law_searchindex", "law_searchindex_data"}
    there = set(connection.introspection.table_names())
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(tables & there):
            cursor.execute(f"SELECT * FROM {table}")
            found[table] = "\n".join(readable(row) for row in cursor.fetchall())
    return found


def readable(row) -> str:
    parts = [bytes(part).decode("latin-1") if isinstance(part, bytes | memoryview) else str(part) for part in row]
    return " ".join(parts).lower()


def holding(needle: str) -> set[str]:
    return {table for table, text in stored_text().items() if needle.lower() in text}


def test_before_it_ends_the_text_is_sealed_and_the_words_stand_in_the_search_index_alone(world, file):
    assert holding(SECRET) == set()
    assert "law_searchtext" in holding(WORD)
    assert holding(file.id.hex) | holding(str(file.id)) > {"law_destruction"} - {"law_destruction"}


def test_afterwards_nothing_of_its_text_or_its_name_is_left_in_any_table_but_that_of_destructions(world, chair, file):
    destruction = close_file(world.caller(chair, f"close:{file.id}"), file.id, reasons=f"Weg met de {WORD}.")
    carry_out(world.caller(chair), destruction)
    assert holding(WORD) == set()
    assert holding(str(file.id)) | holding(file.id.hex) <= {"law_destruction"}
    assert Destruction.objects.beyond_access("test").get().state == DestructionState.DESTROYED
    assert count(now_as(world, chair), WORD) == 0


@pytest.mark.parametrize("killed_after", ["ordered", "key", "noted", "finished"])
def test_a_destruction_that_was_killed_after_any_step_is_taken_up_by_the_clock(world, chair, file, killed_after,
                                                                               monkeypatch):  # fmt: skip
    destruction = close_file(world.caller(chair), file.id, reasons="De termijn is om.")
    kill_after(monkeypatch, killed_after)
    if killed_after != "ordered":
        with pytest.raises(Killed):
            carry_out(world.caller(chair), destruction)
    monkeypatch.undo()
    resume_destructions(world.now, mode=Mode.REAL)
    assert resume_destructions(world.now, mode=Mode.REAL) == 0
    assert Destruction.objects.beyond_access("test").get().state == DestructionState.DESTROYED
    assert not RoomFile.objects.beyond_access("test").exists()
    finished = Entry.objects.beyond_access("test").filter(act="destruction.finish", stream=destruction.urn)
    assert finished.count() == 1


class Killed(Exception):
    """The process is no more."""


def kill_after(monkeypatch, step: str) -> None:
    def killed(real):
        def then(*args, **kwargs):
            real(*args, **kwargs)
            raise Killed

        return then

    if step == "key":
        store = type(keystore())
        monkeypatch.setattr(store, "remove_data_key", killed(store.remove_data_key))
    if step in {"noted", "finished"}:
        name = {"noted": "note_key_removed", "finished": "finish_destruction"}[step]
        monkeypatch.setattr(dossiers, name, killed(getattr(dossiers, name)))


def test_rows_are_not_removed_before_the_key_is(world, chair, file):
    destruction = close_file(world.caller(chair), file.id, reasons="De termijn is om.")
    dossiers.finish_destruction(world.caller(chair), destruction.id)
    assert RoomFile.objects.beyond_access("test").filter(pk=file.id).exists()
    assert keystore().data_key(file.id)


def test_once_the_key_is_gone_a_restored_copy_of_the_rows_cannot_be_read(world, chair, file):
    keystore().remove_data_key(file.id, world.now)
    restored = RoomFile.objects.beyond_access("a copy from before").get(pk=file.id)
    note = RoomNote.objects.beyond_access("a copy from before").get()
    assert (restored.content, note.text) == (GONE, GONE)
    with pytest.raises(Destroyed):
        keystore().data_key(file.id)


def test_after_a_restore_what_was_destroyed_later_is_destroyed_again(world, chair, file):
    keystore().remove_data_key(file.id, world.now)
    assert replay_destructions(world.now, mode=Mode.REAL) == 1
    assert holding(WORD) == set()
    assert replay_destructions(world.now, mode=Mode.REAL) == 0
    assert Destruction.objects.beyond_access("test").get().ground == "restore.replayed"


def test_that_glass_was_broken_stays_and_what_for_goes(world, chair, file):
    carry_out(world.caller(chair), close_file(world.caller(chair), file.id, reasons="De termijn is om."))
    broken = BreakGlass.objects.beyond_access("test").get()
    assert (broken.about, broken.reason) == ("", GONE)


def test_no_digest_of_what_was_asked_outlives_the_dossier(world, chair, file):
    carry_out(world.caller(chair), close_file(world.caller(chair, "sluit"), file.id, reasons="De termijn is om."))
    asked = dict(ActKey.objects.exclude(asked="").values_list("act", "asked"))
    assert {act for act in asked if act.startswith("room.")} == set()


def test_a_key_whose_dossier_never_came_to_be_is_swept_after_an_hour(world, file):
    from uuid import uuid4

    orphan = uuid4()
    keystore().make_data_key(orphan, world.now)
    world.later(minutes=59)
    sweep_keys(world.now)
    assert orphan in keystore().dossiers()
    world.later(minutes=2)
    sweep_keys(world.now)
    assert orphan not in keystore().dossiers()
    assert file.id in keystore().dossiers()


def test_another_chair_cannot_close_what_they_cannot_see(world, chair, file):
    other = world.person("Casper Collega", "Gemeente Molenwaard", Role.CHAIR)
    with pytest.raises(NotThere):
        close_file(world.caller(other), file.id, reasons="Weg ermee.")


def test_every_table_that_holds_records_is_looked_through():
    assert {model._meta.db_table for model in guarded_models()} <= {model._meta.db_table for model in apps.get_models()}
