# SPDX-License-Identifier: EUPL-1.2
"""Roles per task: proposed by the owner, taken by the organisation itself, for a period; clashes found and followed."""

from datetime import date, timedelta

import pytest

from tests.steering.conftest import again
from vijfveld.law.acts.clocks import sweep
from vijfveld.law.acts.people import end_mandate, leave_organisation
from vijfveld.law.events import deliver
from vijfveld.law.models import Deadline, Decision, Reasoning, Task
from vijfveld.law.refusals import Invalid, NotThere, Refused, Stale
from vijfveld.law.sealer import seal_pending
from vijfveld.node.models import Mandate
from vijfveld.node.roles import Discipline, Mode, OrganisationKind, Role
from vijfveld.node.viewer import Viewer
from vijfveld.steering.acts.conflicts import accept_conflict
from vijfveld.steering.acts.duties import (
    Chore,
    Place,
    Wanted,
    add_role_task,
    answer_duty,
    close_role_task,
    end_duty,
    propose_duty,
)
from vijfveld.steering.models import Duty, RoleConflict, RoleTask
from vijfveld.strategy.acts.drivers import state_driver
from vijfveld.strategy.acts.efforts import Plan, propose_fixed, propose_flexible

TODAY = date(2026, 3, 2)
SOON = TODAY + timedelta(days=28)
WHY = Reasoning("Er is nu niemand anders die dit kan.")


def all_of(model):
    return model.objects.beyond_access("test")


def effort_of(table, viewer: Viewer | None = None):
    plan = Plan("Lokaal overleg paraat", "Overleg binnen een week.", "voorkomen.2.2.3", "operational", "local",
                "coordinatie-ct", table.world.now.date())  # fmt: skip
    return propose_fixed(table.by(viewer or table.coordinator), plan, rests_on="zekerheid.radicalisering")


def task_of(table, viewer: Viewer | None = None, **given) -> RoleTask:
    chore = Chore(**{"title": "Overleg bijeenroepen", "starts_on": SOON, **given})
    return add_role_task(table.by(viewer or table.coordinator), Place(effort_of(table, viewer).id), chore)


def asked(table, task, viewer, role, **period) -> Duty:
    wanted = Wanted(viewer.organisation, role, **{"from_on": TODAY, **period})
    owner = next(one for one in [table.coordinator, *table.partners] if one.organisation == task.owner_id)
    return propose_duty(table.by(owner), task.id, wanted)


def taken(table, task, viewer, role, **period) -> Duty:
    duty = asked(table, task, viewer, role, **period)
    return duty if duty.agreed else answer_duty(table.by(viewer), duty.id, duty.version, agrees=True)


def later(table, **by) -> None:
    table.world.later(**by)
    sweep(table.world.now, mode=Mode.REAL)


def found(**given) -> list[tuple[str, str, int]]:
    rows = all_of(RoleConflict).filter(**given).order_by("id")
    return [(one.rule, one.state, one.times) for one in rows]


@pytest.mark.mission("S9")
def test_nobody_has_a_role_before_their_own_word_and_nobody_answers_for_another(table):
    task = task_of(table)
    duty = asked(table, task, table.town, "R", until_on=TODAY + timedelta(days=90))
    assert (duty.state, duty.holds_on(TODAY), duty.reply_by) == ("proposed", False, SOON)
    assert all_of(Task).get(about=duty.urn).organisation_id == table.town.organisation
    for viewer in (table.coordinator, table.police):
        with pytest.raises(Refused, match="Niemand antwoordt"):
            answer_duty(table.by(viewer), duty.id, duty.version, agrees=True)
    with pytest.raises(Stale):
        answer_duty(table.by(table.town), duty.id, 7, agrees=True)
    taken_now = answer_duty(table.by(table.town), duty.id, duty.version, agrees=True)
    assert [taken_now.holds_on(TODAY + timedelta(days=days)) for days in (0, 91)] == [True, False]
    assert not all_of(Task).filter(about=duty.urn, done_at=None).exists()
    assert all_of(Deadline).get(about=duty.urn, state="open").what == "duty.end"
    with pytest.raises(Refused, match="al geantwoord"):
        answer_duty(table.by(table.town), duty.id, taken_now.version, agrees=False, reason="Toch niet.")


@pytest.mark.mission("S9")
def test_a_role_is_declined_with_a_reason_and_a_silent_partner_stays_proposed_and_overdue(table):
    task = task_of(table)
    declined = asked(table, task, table.school, "C")
    with pytest.raises(Invalid):
        answer_duty(table.by(table.school), declined.id, declined.version, agrees=False, reason=" ")
    answer_duty(table.by(table.school), declined.id, declined.version, agrees=False, reason="Wij hebben geen tijd.")
    assert (again(declined).state, again(declined).reason) == ("declined", "Wij hebben geen tijd.")
    assert all_of(Task).get(about=declined.urn, done_at=None).organisation_id == table.coordinator.organisation
    silent = asked(table, task, table.town, "C")
    later(table, days=30)
    assert again(silent).state == "proposed"
    assert all_of(Deadline).get(about=silent.urn).state == "ran_out"


@pytest.mark.mission("S9")
def test_every_fault_of_a_role_is_told_at_once_and_only_the_owner_asks(table):
    task = task_of(table)
    taken(table, task, table.town, "A")
    wrong = Wanted(table.town.organisation, "X", TODAY, TODAY - timedelta(days=1))
    with pytest.raises(Invalid) as refusal:
        propose_duty(table.by(table.coordinator), task.id, wrong)
    assert set(refusal.value.problems) == {"role", "until_on"}
    with pytest.raises(Invalid) as refusal:
        asked(table, task, table.town, "A", from_on=TODAY + timedelta(days=9))
    assert set(refusal.value.problems) == {"role"}
    with pytest.raises(Refused, match="eigenaar"):
        propose_duty(table.by(table.town), task.id, Wanted(table.town.organisation, "R", TODAY))
    with pytest.raises(Refused, match="eigenaar"):
        add_role_task(table.by(table.town), Place(task.effort_id), Chore("Iets", SOON))
    with pytest.raises(NotThere):
        add_role_task(table.by(table.town), Place(task.id), Chore("Iets", SOON))


def test_a_role_can_be_taken_for_a_question_of_the_system_test_by_a_coordinator_once(table):
    place = Place(library="proef", item="verwerven.e1")
    task = add_role_task(table.by(table.coordinator), place, Chore("Overzicht per regio", SOON))
    assert taken(table, task, table.police, "R").agreed
    with pytest.raises(Invalid):
        add_role_task(table.by(table.coordinator), place, Chore("Nog eens", SOON))
    with pytest.raises(Invalid):
        add_role_task(table.by(table.coordinator), Place(library="proef", item="x"), Chore("Niets", SOON))
    with pytest.raises(Refused):
        add_role_task(table.by(table.police), Place(library="proef", item="verwerven.r1"), Chore("Iets", SOON))


@pytest.mark.mission("S9")
def test_from_the_day_roles_must_be_clear_a_missing_role_is_a_conflict_and_is_resolved_when_taken(table):
    task = task_of(table)
    assert found() == []
    later(table, days=29)
    assert {rule for rule, *_ in found()} == {"nobody_accountable", "nobody_responsible"}
    conflict = all_of(RoleConflict).filter(rule="nobody_accountable").get()
    assert all_of(Deadline).get(about=conflict.urn, state="open").what == "role_conflict.settle"
    day = table.world.now.date()
    taken(table, task, table.town, "A", from_on=day)
    taken(table, task, table.school, "R", from_on=day)
    assert {state for _rule, state, _times in found()} == {"resolved"}
    assert not all_of(Task).filter(what="role_conflict.settle", done_at=None).exists()
    taken(table, task, table.police, "A", from_on=day + timedelta(days=5), until_on=day + timedelta(days=9))
    double = all_of(RoleConflict).get(rule="several_accountable")
    assert (double.state, double.from_on - day, double.until_on - day) == ("open", timedelta(5), timedelta(9))
    later(table, days=11)
    assert again(double).state == "resolved"


@pytest.mark.mission("S9")
def test_when_the_last_who_had_a_role_stops_it_is_missing_from_then_on(table):
    task = task_of(table, starts_on=TODAY)
    last = TODAY + timedelta(days=10)
    taken(table, task, table.school, "R")
    taken(table, task, table.town, "A", until_on=last)
    assert found(state="open") == []
    later(table, days=11)
    conflict = all_of(RoleConflict).get(rule="nobody_accountable", state="open")
    assert conflict.from_on == last + timedelta(days=1)
    leave_organisation(table.by(table.coordinator), table.school.organisation, on=table.world.now.date())
    seal_pending(table.world.now)
    deliver(table.world.now)
    gone = all_of(RoleConflict).get(rule="nobody_responsible", state="open")
    assert gone.from_on == table.world.now.date()
    assert {duty.state for duty in all_of(Duty)} == {"ended"}


POLITICAL = {"discipline": Discipline.POLITICAL, "sort": OrganisationKind.POLITICAL}
CLASHES = [
    ("own_assessor", {}, [("town", "A"), ("town", "T")], [("town", "A"), ("school", "T")]),
    ("own_authoriser", {"intrusive": True}, [("police", "V"), ("police", "M")], [("police", "V"), ("town", "M")]),
    ("coordinator_commands", {"municipal": True}, [("coordinator", "A")], [("town", "A"), ("coordinator", "C")]),
    ("politics_in_case", {"individual": True}, [("council", "R")], [("council", "I"), ("town", "R")]),
    ("politics_executes", {}, [("council", "A"), ("council", "R")], [("council", "A"), ("town", "R")]),
]


@pytest.mark.mission("S9")
@pytest.mark.parametrize(("rule", "kind", "wrong", "right"), CLASHES)
def test_roles_that_must_not_meet_are_found_and_roles_that_may_are_not(table, rule, kind, wrong, right):
    table.world.organisation("Ministerraad", **POLITICAL)
    table.council = table.world.person("Rik Raad", "Ministerraad", Role.LIAISON)
    table.others.append(table.council)
    for roles, expected in ((wrong, [(rule, "open", 1)]), (right, [])):
        task = task_of(table, **kind)
        for who, role in roles:
            taken(table, task, getattr(table, who), role)
        assert found(task=task) == expected
    plain = task_of(table)
    for who, role in wrong if kind else []:
        taken(table, plain, getattr(table, who), role)
    assert found(task=plain) == []


@pytest.mark.mission("S9")
def test_roles_that_follow_one_another_in_time_do_not_clash(table):
    task = task_of(table)
    taken(table, task, table.town, "A", until_on=TODAY + timedelta(days=10))
    taken(table, task, table.town, "T", from_on=TODAY + timedelta(days=11))
    assert found(task=task) == []


@pytest.mark.mission("S9")
def test_a_conflict_that_comes_back_within_two_years_is_counted(table):
    task = task_of(table)
    taken(table, task, table.town, "A")
    for times in (1, 2):
        duty = taken(table, task, table.town, "T", from_on=table.world.now.date())
        assert found(state="open", rule="own_assessor") == [("own_assessor", "open", times)]
        end_duty(table.by(table.town), duty.id, duty.version, reason="Een ander toetst.")
        assert found(state="open", rule="own_assessor") == []
        later(table, days=40)
    later(table, days=760)
    taken(table, task, table.town, "T", from_on=table.world.now.date())
    assert found(state="open", rule="own_assessor") == [("own_assessor", "open", 1)]


@pytest.mark.mission("S9")
def test_a_conflict_is_accepted_for_a_term_by_others_than_those_in_it_and_is_open_again_after(table):
    task = task_of(table)
    taken(table, task, table.town, "A")
    taken(table, task, table.town, "T")
    conflict = all_of(RoleConflict).get(rule="own_assessor")
    until = TODAY + timedelta(days=60)
    with pytest.raises(Refused, match="zelf in het conflict"):
        accept_conflict(table.by(table.town), conflict.id, 1, until=until, reasoning=WHY)
    with pytest.raises(Refused, match="eigenaar"):
        accept_conflict(table.by(table.police), conflict.id, 1, until=until, reasoning=WHY)
    late = TODAY + timedelta(days=400)
    with pytest.raises(Invalid) as refusal:
        accept_conflict(table.by(table.coordinator), conflict.id, 1, until=late, reasoning=Reasoning(""))
    assert set(refusal.value.problems) == {"until", "reasons"}
    accept_conflict(table.by(table.coordinator), conflict.id, 1, until=until, reasoning=WHY)
    decision = all_of(Decision).get(what="role_conflict.accept")
    assert (again(conflict).state, decision.valid_until) == ("accepted", until)
    later(table, days=61)
    assert (again(conflict).state, again(conflict).times) == ("open", 1)
    assert all_of(Task).filter(about=conflict.urn, done_at=None).exists()


@pytest.mark.mission("S9")
def test_some_rules_know_no_exception(table):
    task = task_of(table, intrusive=True)
    taken(table, task, table.police, "V")
    taken(table, task, table.police, "M")
    conflict = all_of(RoleConflict).get(rule="own_authoriser")
    with pytest.raises(Refused, match="geen uitzondering"):
        accept_conflict(table.by(table.coordinator), conflict.id, 1, until=SOON, reasoning=WHY)


def test_closing_a_task_ends_its_roles_and_its_conflicts(table):
    task = task_of(table)
    held, hoped = taken(table, task, table.town, "A"), asked(table, task, table.police, "R")
    taken(table, task, table.town, "T")
    close_role_task(table.by(table.coordinator), task.id, task.version)
    assert (again(held).state, again(hoped).state) == ("ended", "withdrawn")
    assert {state for _rule, state, _times in found()} == {"resolved"}
    with pytest.raises(Refused, match="afgesloten"):
        asked(table, task, table.police, "R")


def test_when_an_effort_is_over_so_are_its_conflicts(table):
    driver = state_driver(table.by(table.world.person("Ad Analist", "NCTV", Role.ANALYST)), sort="scenario",
                          title="Drukte", statement="Drukte.", source="Proef", stated_on=TODAY)  # fmt: skip
    plan = Plan("Oog voor drukte", "Rust.", "voorkomen.2.2.3", "operational", "local", "coordinatie-ct", TODAY)
    effort = propose_flexible(table.by(table.coordinator), plan, driver=driver.id, ends_on=TODAY + timedelta(days=9))
    task = add_role_task(table.by(table.coordinator), Place(effort.id), Chore("Toezien", TODAY))
    taken(table, task, table.town, "A")
    taken(table, task, table.town, "T")
    assert ("own_assessor", "open", 1) in found()
    later(table, days=11)
    seal_pending(table.world.now)
    deliver(table.world.now)
    assert {state for _rule, state, _times in found()} == {"resolved"}


@pytest.mark.mission("S9")
def test_whoever_decides_in_cases_and_oversees_them_too_is_noted_without_a_name(table):
    world = table.world
    both = world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR, Role.FG)
    seal_pending(world.now)
    deliver(world.now)
    conflict = all_of(RoleConflict).get(rule="case_and_oversight")
    assert (conflict.owner_id, str(both.person) in str(conflict.__dict__)) == (both.organisation, False)
    fg = world.person("Fien Fg", "NCTV", Role.FG)
    assert RoleConflict.objects.visible_to(fg).count() == 1
    for viewer in (table.police, table.coordinator):
        assert not RoleConflict.objects.visible_to(viewer).exists()
    mandate = all_of(Mandate).get(person=both.person, role=Role.FG)
    end_mandate(world.keeper(), mandate.id)
    world.later(minutes=1)
    seal_pending(world.now)
    deliver(world.now)
    assert again(conflict).state == "resolved"
