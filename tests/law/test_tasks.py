# SPDX-License-Identifier: EUPL-1.2
"""Tasks: for one organisation, for a role there, finished by the people they are for."""

import pytest

from tests.room.acts import open_file
from vijfveld.law.acts.oversight import break_glass, review_glass
from vijfveld.law.acts.tasks import finish_task
from vijfveld.law.models import Task
from vijfveld.law.queries import asked
from vijfveld.law.refusals import Invalid, NotThere, Refused, Stale
from vijfveld.law.viewers import viewer_of
from vijfveld.node.roles import Role

REASON = "Er is nu gevaar voor een leven en wachten kan niet."


@pytest.fixture
def chair(world, settings, tmp_path):
    settings.VIJFVELD_KEYS = tmp_path
    viewer = world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)
    open_file(world.caller(viewer), label="Proef", content="geheim")
    return viewer_of(world.people["Vera Voorzitter"], now=world.now)


def test_a_task_is_finished_once_with_an_outcome(world, chair):
    task = asked(chair).yours[0]
    done = finish_task(world.caller(chair), task.id, result="not_needed", version=task.version)
    again = finish_task(world.caller(chair), task.id, result="done")
    assert (done.result, again.result) == ("not_needed", "not_needed")
    assert asked(chair).yours == []
    assert [one.id for one in asked(chair).done] == [task.id]


def test_an_outcome_that_is_none_is_refused(world, chair):
    with pytest.raises(Invalid):
        finish_task(world.caller(chair), asked(chair).yours[0].id, result="misschien")


def test_two_people_who_finish_the_same_task_do_not_overwrite_each_other(world, chair):
    task = asked(chair).yours[0]
    finish_task(world.caller(chair), task.id, version=task.version)
    with pytest.raises(Stale):
        finish_task(world.caller(chair), task.id, version=task.version)


def test_a_task_of_a_dossier_is_not_there_for_a_colleague_without_a_seat(world, chair):
    other = world.person("Casper Collega", "Gemeente Molenwaard", Role.CHAIR)
    assert asked(other).yours == []
    with pytest.raises(NotThere):
        finish_task(world.caller(other), asked(chair).yours[0].id)


def test_a_task_that_an_act_must_end_cannot_be_ticked_off(world):
    officer = world.person("Femke Functionaris", "Gemeente Molenwaard", Role.FG)
    liaison = world.person("Lies Liaison", "Gemeente Zandvoorde", Role.LIAISON)
    broken = break_glass(world.caller(liaison), "review.overdue", about="", reason=REASON)
    task = asked(officer).yours[0]
    with pytest.raises(Refused) as refusal:
        finish_task(world.caller(officer), task.id)
    assert refusal.value.code == "task.own_act"
    review_glass(world.caller(officer), broken.id, judgement="right")
    assert Task.objects.beyond_access("test").get(pk=task.id).done_at == world.now


def test_colleagues_of_the_data_protection_officer_do_not_see_that_glass_was_broken(world):
    world.person("Femke Functionaris", "Gemeente Molenwaard", Role.FG)
    colleague = world.person("Casper Collega", "Gemeente Molenwaard", Role.CHAIR)
    liaison = world.person("Lies Liaison", "Gemeente Zandvoorde", Role.LIAISON)
    break_glass(world.caller(liaison), "review.overdue", about="", reason=REASON)
    assert asked(colleague).of_colleagues == []
