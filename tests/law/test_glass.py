# SPDX-License-Identifier: EUPL-1.2
"""Breaking glass opens one step for one record, for a few hours, and nothing else."""

from uuid import UUID

import pytest

from tests.room.acts import open_file
from tests.room.models import RoomFile
from vijfveld.law.acting import act
from vijfveld.law.acts.oversight import break_glass, confirm_basis, review_glass
from vijfveld.law.door import Door
from vijfveld.law.entries import as_object
from vijfveld.law.models import Entry
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import Invalid, Refused
from vijfveld.node.roles import Role

WHY = "Er is een acute bedreiging van een leven en de functionaris is niet te bereiken."


@act(
    "test.personal",
    roles={Role.CHAIR},
    purpose=Purpose.CASE_CONSULTATION,
    basis="wet-pga",
    personal_data=True,
    says="x",
)
def use_personal_data(door: Door, file: UUID) -> RoomFile:
    """Touch a file on a basis that nobody has confirmed on this node."""
    found = door.lock(RoomFile, file)
    door.save(found)
    return found


@pytest.fixture
def chair(world):
    return world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)


def test_an_unconfirmed_basis_carries_no_personal_data_until_the_officer_confirms_it(world, chair):
    officer = world.person("Fien Functionaris", "Gemeente Molenwaard", Role.FG)
    file = open_file(world.caller(chair), label="Proef", content="x")
    with pytest.raises(Refused) as refusal:
        use_personal_data(world.caller(chair), file.id)
    assert refusal.value.code == "basis.unconfirmed"
    assert RoomFile.objects.beyond_access("test").get().version == 1
    confirm_basis(world.caller(officer), "wet-pga", source_read="Stb. 2025, 78")
    assert use_personal_data(world.caller(chair), file.id).version == 2


def test_broken_glass_opens_the_step_for_that_record_only_and_the_ledger_says_so(world, chair):
    one = open_file(world.caller(chair), label="Een", content="x")
    other = open_file(world.caller(chair), label="Ander", content="x")
    broken = break_glass(world.caller(chair), "basis.unconfirmed", about=one.urn, reason=WHY)
    assert use_personal_data(world.caller(chair), one.id).version == 2
    with pytest.raises(Refused):
        use_personal_data(world.caller(chair), other.id)
    noted = [
        as_object(entry.body)["facts"] for entry in Entry.objects.beyond_access("test").filter(act="test.personal")
    ]
    assert {"glass": [broken.urn]} in noted


def test_broken_glass_closes_by_itself(world, chair):
    one = open_file(world.caller(chair), label="Een", content="x")
    break_glass(world.caller(chair), "basis.unconfirmed", about=one.urn, reason=WHY)
    world.later(hours=4)
    with pytest.raises(Refused):
        use_personal_data(world.caller(chair), one.id)


def test_glass_of_one_organisation_opens_nothing_for_another(world, chair):
    one = open_file(world.caller(chair), label="Een", content="x")
    stranger = world.person("Sjaan Vreemd", "Gemeente Duinrode", Role.CHAIR)
    break_glass(world.caller(stranger), "basis.unconfirmed", about=one.urn, reason=WHY)
    with pytest.raises(Refused):
        use_personal_data(world.caller(chair), one.id)


def test_glass_that_was_broken_wrongly_is_shut_at_once(world, chair):
    officer = world.person("Fien Functionaris", "Gemeente Molenwaard", Role.FG)
    one = open_file(world.caller(chair), label="Een", content="x")
    broken = break_glass(world.caller(chair), "basis.unconfirmed", about=one.urn, reason=WHY)
    review_glass(world.caller(officer), broken.id, judgement="wrong")
    with pytest.raises(Refused):
        use_personal_data(world.caller(chair), one.id)


def test_a_use_of_break_glass_is_judged_once(world, chair):
    officer = world.person("Fien Functionaris", "Gemeente Molenwaard", Role.FG)
    broken = break_glass(world.caller(chair), "basis.unconfirmed", about="", reason=WHY)
    review_glass(world.caller(officer), broken.id, judgement="wrong")
    with pytest.raises(Refused) as refusal:
        review_glass(world.caller(officer), broken.id, judgement="right")
    assert refusal.value.code == "glass.reviewed"


def test_glass_is_not_broken_for_a_reference_that_names_nothing(world, chair):
    with pytest.raises(Invalid) as refusal:
        break_glass(world.caller(chair), "basis.unconfirmed", about="dossier 12", reason=WHY)
    assert set(refusal.value.problems) == {"about"}
