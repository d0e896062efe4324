# SPDX-License-Identifier: EUPL-1.2
"""The minister's override: rare, dated, ends by itself, told at once, accounted for; it changes nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.apps import apps

from tests.steering.conftest import again
from vijfveld.law.acts.clocks import sweep
from vijfveld.law.models import Deadline, Decision, Task
from vijfveld.law.notices import notices
from vijfveld.law.refusals import Invalid, Refused
from vijfveld.law.sealer import seal_pending
from vijfveld.node.access import is_guarded
from vijfveld.node.models import Record
from vijfveld.node.roles import Discipline, Mode, OrganisationKind, Role
from vijfveld.steering.acts.overrides import Order, account_override, issue_override, stop_override
from vijfveld.steering.models import Override

OWN = {"override", "decision", "deadline", "task"}


@pytest.fixture
def cabinet(table):
    """A minister with this power, another ministry, and oversight."""
    world = table.world
    ministry = {"discipline": Discipline.SECURITY, "sort": OrganisationKind.MINISTRY}
    world.organisation("minjenv", **ministry)
    world.organisation("minienw", **ministry)
    table.minister = world.person("Mia Minister", "minjenv", Role.DECISION_MAKER)
    table.transport = world.person("Ine Infra", "minienw", Role.LIAISON)
    table.oversight = world.person("Tess Toezicht", "Inspectie", Role.OVERSIGHT)
    return table


def order(table, **changes) -> Order:
    now = table.world.now
    given = Order(
        addressee=table.transport.organisation, title="Treinverkeer stil", power="Het treinverkeer stilleggen.",
        what="Alle treinen rond het station staan stil.", reasons="Er dreigt gevaar op het spoor.",
        no_time="Overleg duurt een uur; de trein rijdt over tien minuten.", consultation="Infrastructuur is gebeld.",
        starts_at=now, ends_at=now + timedelta(hours=6), consulted=(table.transport.organisation,),
        told=(table.police.organisation, table.town.organisation),
    )  # fmt: skip
    return replace(given, **changes)


def versions() -> list[tuple[str, object, int]]:
    models = [
        model
        for model in apps.get_models()
        if issubclass(model, Record) and is_guarded(model) and model.kind not in OWN
    ]
    rows = (model.objects.beyond_access("test").values_list("pk", "version") for model in models)
    return sorted((str(pk), pk, version) for found in rows for pk, version in found)


@pytest.mark.mission("S15")
def test_an_override_ends_by_itself_and_changes_nothing_else(cabinet):
    before = versions()
    made = issue_override(cabinet.by(cabinet.minister), order(cabinet))
    assert versions() == before
    decision = Decision.objects.beyond_access("test").get(pk=made.decision_id)
    assert (decision.basis, decision.what) == ("kb-doorzettingsmacht-2005", "override.issue")
    tasks = Task.objects.beyond_access("test").filter(about=made.urn, what="override.know")
    assert set(tasks.values_list("organisation_id", flat=True)) == {
        one.organisation for one in (cabinet.transport, cabinet.police, cabinet.town)
    }
    cabinet.world.later(hours=5)
    sweep(cabinet.world.now, mode=Mode.REAL)
    assert again(made).in_force
    cabinet.world.later(hours=2)
    sweep(cabinet.world.now, mode=Mode.REAL)
    ended = again(made)
    assert (ended.state, (ended.report_by - cabinet.world.now.date()).days) == ("ended", 28)
    assert versions() == before


@pytest.mark.mission("S15")
def test_oversight_and_everyone_concerned_hear_of_an_override_at_once(cabinet):
    made = issue_override(cabinet.by(cabinet.minister), order(cabinet))
    seal_pending(cabinet.world.now)
    for viewer in (cabinet.oversight, cabinet.transport, cabinet.police):
        assert "override.issue" in {change.act for change in notices(viewer).changes}
        assert Override.objects.visible_to(viewer).filter(pk=made.pk).exists()


@pytest.mark.mission("S15")
def test_an_override_is_accounted_for_once_and_silence_stays_in_sight(cabinet):
    made = issue_override(cabinet.by(cabinet.minister), order(cabinet))
    with pytest.raises(Refused, match="geëindigd"):
        account_override(cabinet.by(cabinet.minister), made.id, made.version, report="Klaar.")
    stopped = stop_override(cabinet.by(cabinet.minister), made.id, made.version, because="Het gevaar is geweken.")
    assert (stopped.state, stopped.stopped_because) == ("stopped", "Het gevaar is geweken.")
    cabinet.world.later(days=30)
    sweep(cabinet.world.now, mode=Mode.REAL)
    due = Deadline.objects.beyond_access("test").get(about=made.urn, what="override.report")
    assert due.state == "ran_out"
    told = account_override(cabinet.by(cabinet.minister), made.id, stopped.version, report="Eén uur lang stil.")
    assert (told.report, again(due).state) == ("Eén uur lang stil.", "met")
    with pytest.raises(Refused, match="staat er al"):
        account_override(cabinet.by(cabinet.minister), made.id, told.version, report="Nog iets.")


@pytest.mark.mission("S15")
def test_an_override_that_is_called_off_beforehand_never_began(cabinet):
    soon = cabinet.world.now + timedelta(hours=3)
    made = issue_override(cabinet.by(cabinet.minister), order(cabinet, starts_at=soon))
    stopped = stop_override(cabinet.by(cabinet.minister), made.id, made.version, because="Het gevaar is geweken.")
    assert stopped.never_began
    assert not issue_override(cabinet.by(cabinet.minister), order(cabinet)).never_began


@pytest.mark.mission("S15")
def test_what_an_override_must_hold(cabinet):
    now = cabinet.world.now
    empty = dict.fromkeys(("power", "what", "reasons", "no_time", "consultation", "title"), " ")
    for changes, fields in [
        (empty, set(empty)),
        ({"ends_at": now + timedelta(hours=73)}, {"ends_at"}),
        ({"starts_at": now - timedelta(days=2), "ends_at": now - timedelta(days=1)}, {"starts_at", "ends_at"}),
        ({"addressee": cabinet.minister.organisation}, {"addressee"}),
        ({"addressee": cabinet.town.organisation}, {"addressee"}),
        ({"told": (cabinet.minister.person,)}, {"told"}),
    ]:
        with pytest.raises(Invalid) as refusal:
            issue_override(cabinet.by(cabinet.minister), order(cabinet, **changes))
        assert set(refusal.value.problems) == fields
    assert not Override.objects.beyond_access("test").exists()


@pytest.mark.mission("S15")
def test_only_the_minister_who_has_this_power_uses_it(cabinet):
    other = cabinet.world.person("Bo Beslisser", "minienw", Role.DECISION_MAKER)
    for viewer in (other, cabinet.coordinator, cabinet.town):
        with pytest.raises(Refused):
            issue_override(cabinet.by(viewer), order(cabinet))
