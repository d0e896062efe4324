# SPDX-License-Identifier: EUPL-1.2
"""What oversight leans on: every act explained, bases confirmed by people, glass reviewed, a log without names."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from vijfveld.law.acting import act
from vijfveld.law.acts.oversight import break_glass, confirm_basis, review_glass, withdraw_basis
from vijfveld.law.acts_page import as_markdown, own_acts
from vijfveld.law.bases import catalogue, check_basis
from vijfveld.law.models import BreakGlass, Deadline, ProcessingLine
from vijfveld.law.processing import OWN, activities, activity, uri_of
from vijfveld.law.purposes import Purpose
from vijfveld.law.queries import lines_about
from vijfveld.law.refusals import Invalid, NotThere, Refused
from vijfveld.law.registry import acts, gaps
from vijfveld.law.tracing import Trace
from vijfveld.node.roles import Role

DOCS = Path(__file__).parents[2] / "docs" / "acts.md"
REASON = "Er is nu gevaar voor een leven en wachten kan niet."
UNCONFIRMED = next(code for code, basis in catalogue().bases.items()
                   if basis.personal_data != "none" and not basis.usable_for_personal_data(()))  # fmt: skip


def test_the_document_of_acts_says_what_the_code_says():
    assert DOCS.read_text(encoding="utf-8") == as_markdown(), "run `make docs`"


@pytest.mark.parametrize("gap", ["basis", "says", "doc"])
def test_an_act_that_leaves_something_out_is_named(gap):
    one = own_acts()[0]
    acts["test.gap"] = replace(one, code="test.gap", **{gap: ""})
    try:
        assert gaps() == [f"test.gap: no {gap}"]
    finally:
        del acts["test.gap"]


def test_an_act_that_nobody_may_do_is_named_and_every_shipped_act_is_whole():
    assert gaps() == []
    acts["test.gap"] = replace(own_acts()[0], code="test.gap", roles=frozenset(), by_clock=False, by_keeper=False)
    try:
        assert gaps() == ["test.gap: nobody may do it"]
    finally:
        del acts["test.gap"]


def test_every_act_rests_on_a_shipped_basis_that_serves_its_purpose():
    for one in own_acts():
        basis = catalogue().find(one.basis)
        assert basis is not None, one.code
        assert one.purpose.value in basis.purposes, one.code


@pytest.fixture
def officer(world):
    return world.person("Femke Functionaris", "Gemeente Molenwaard", Role.FG)


def test_an_unconfirmed_basis_carries_personal_data_only_while_the_officer_stands_for_it(world, officer):
    basis = catalogue().basis(UNCONFIRMED)
    about = {"purpose": Purpose(basis.purposes[0]), "on": date(2026, 3, 2), "personal_data": True}
    with pytest.raises(Refused) as refusal:
        check_basis(UNCONFIRMED, **about)
    assert refusal.value.code == "basis.unconfirmed"
    with pytest.raises(Invalid):
        confirm_basis(world.caller(officer), UNCONFIRMED, source_read=" ")
    confirm_basis(world.caller(officer), UNCONFIRMED, source_read="Staatsblad, gelezen op 2 maart 2026")
    check_basis(UNCONFIRMED, **about)
    withdraw_basis(world.caller(officer), UNCONFIRMED)
    with pytest.raises(Refused):
        check_basis(UNCONFIRMED, **about)


def test_nobody_but_the_officer_confirms(world):
    chair = world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)
    with pytest.raises(Refused):
        confirm_basis(world.caller(chair), UNCONFIRMED, source_read="gelezen")


def test_glass_sets_a_day_for_review_and_nobody_reviews_their_own(world, officer):
    broken = break_glass(world.caller(officer), "review.overdue", about="", reason=REASON)
    assert Deadline.objects.beyond_access("test").get().due_at == world.now + timedelta(hours=24)
    with pytest.raises(Refused) as refusal:
        review_glass(world.caller(officer), broken.id, judgement="right")
    assert refusal.value.code == "glass.own"


def test_no_other_rule_can_be_stepped_over_and_a_reason_is_asked_at_once(world, officer):
    with pytest.raises(Invalid) as refusal:
        break_glass(world.caller(officer), "actor.no_role", about="", reason="nu")
    assert set(refusal.value.problems) == {"step", "reason"}
    assert not BreakGlass.objects.beyond_access("test").exists()


def test_colleagues_do_not_see_the_glass_that_one_of_them_broke(world, officer):
    chair = world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)
    colleague = world.person("Casper Collega", "Gemeente Molenwaard", Role.CHAIR)
    broken = break_glass(world.caller(chair), "review.overdue", about="", reason=REASON)
    assert [one.id for one in BreakGlass.objects.visible_to(chair)] == [broken.id]
    assert not BreakGlass.objects.visible_to(colleague).exists()
    with pytest.raises(NotThere):
        review_glass(world.caller(world.person("Fons FG", "NCTV", Role.FG)), officer.person, judgement="right")


@act("test.look", roles=frozenset(Role), purpose=Purpose.OVERSIGHT, basis="toezicht-fg", says="keek")
def look(door, subjects):
    """Look at some people."""
    for pseudonym in subjects:
        door.subject(pseudonym, kind="pseudonym", activity=uri_of("toezicht"))
    door.note(count=len(subjects))


def test_each_data_subject_leaves_one_line_in_the_fields_of_the_standard_without_who_did_it(world, officer):
    trace = Trace.read("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
    look(replace(world.caller(officer), trace=trace), ["aa", "bb"])
    lines = list(ProcessingLine.objects.beyond_access("test").order_by("id"))
    assert [line.data_subject_id for line in lines] == ["aa", "bb"]
    line = lines[0]
    assert line.foreign_operation == {"trace_id": trace.trace_id, "span_id": "00f067aa0ba902b7"}
    assert (line.trace_id, line.span_id, line.status_code) == (trace.trace_id, trace.span_id, 1)
    assert line.processing_activity_id.endswith("/verwerkingen/toezicht/1")
    assert str(officer.person) not in repr(line.__dict__)
    assert [one.pk for one in lines_about(officer, "aa")] == [line.pk]
    assert lines_about(world.person("Tess Toezicht", "Inspectie", Role.OVERSIGHT), "aa") == []


def test_the_register_keeps_old_versions_and_their_addresses():
    newer = replace(OWN[0], version=2, since=date(2027, 1, 1))
    activities.fill(newer.key, newer)
    try:
        assert activity("medewerkers").version == 2
        assert activity("medewerkers", 1) == OWN[0]
        assert uri_of("medewerkers").endswith("/medewerkers/2")
    finally:
        activities._filled.pop(newer.key)
    with pytest.raises(LookupError):
        uri_of("onbekend")


NO_TRACE, NO_SPAN = f"00-{'0' * 32}-{'1' * 16}-01", f"00-{'1' * 32}-{'0' * 16}-01"


@pytest.mark.parametrize("header", [None, "", "00-0-0-0", NO_TRACE, NO_SPAN])
def test_a_trace_that_cannot_be_read_begins_a_new_one(header):
    trace = Trace.read(header)
    assert (len(trace.trace_id), len(trace.span_id), trace.parent_span_id) == (32, 16, "")
    assert trace.foreign_operation is None
    assert Trace.read(trace.header).trace_id == trace.trace_id
