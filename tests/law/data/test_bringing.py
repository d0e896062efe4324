# SPDX-License-Identifier: EUPL-1.2
"""A file comes in: looked over whole, written once, told in figures; what is taken out comes in again elsewhere."""

from datetime import date
from uuid import UUID

import pytest

from tests.conftest import World
from vijfveld.law.acts.importing import Reading, Upload, cancel_import, check_import, start_import, upload_file
from vijfveld.law.acts.people import end_mandate, give_mandate
from vijfveld.law.data.lines import guess
from vijfveld.law.data.reading import open_table
from vijfveld.law.data.running import bring
from vijfveld.law.data.taking import csv_lines, headers, pages
from vijfveld.law.ledger import sealed_bodies
from vijfveld.law.models import Entry, ExternalId, Import, ImportFile, ImportState
from vijfveld.law.refusals import Invalid, Refused
from vijfveld.law.sealer import seal_pending, tree_size
from vijfveld.node import clock
from vijfveld.node.models import Mandate, Organisation
from vijfveld.node.roles import Role
from vijfveld.node.slots import exports, imports
from vijfveld.node.viewer import Viewer
from vijfveld.steering import accounting
from vijfveld.strategy.models import Ask, Driver
from vijfveld.strategy.words import Reply

HEAD = "extern_id;code;naam;soort;discipline;bereik\r\n"
TWO = HEAD + "1;delta;Gemeente Delta;gemeente;sociaal;lokaal\r\n2;noord;Gemeente Noord;gemeente;sociaal;lokaal\r\n"
DRIVERS = (
    "extern_id;soort;titel;uitspraak;te_lezen_in;vastgesteld_op;velden\r\n"
    "a1;scenario;Eerste;=1+1 staat er.;DTN 1;1-2-2026;Voorkomen; \r\n"
).replace("Voorkomen; ", "Voorkomen")


@pytest.fixture
def coordinator(world: World):
    viewer = world.person("Cora", "NCTV", Role.COORDINATOR, Role.ANALYST, Role.PLANNER)
    with clock.stopped(world.now):
        yield viewer


def checked(world: World, viewer: Viewer, what: str, text: str, name: str = "lijst.csv") -> Import:
    content = text.encode()
    made = upload_file(world.caller(viewer), what, upload=Upload(name, content))
    table = open_table(content, name=name)
    reading = Reading(table.sheet, guess(imports.get(what), table.headers), "excel")
    return bring(check_import(world.caller(viewer), made.id, made.version, reading=reading, background=False).id)


def brought(world: World, viewer: Viewer, what: str, text: str, on_conflict: str = "skip", **more) -> Import:
    found = checked(world, viewer, what, text)
    started = start_import(
        world.caller(viewer), found.id, found.version, on_conflict=on_conflict, background=False, **more
    )
    return bring(started.id)


def counts(found: Import) -> tuple[int, ...]:
    return (found.added, found.updated, found.same, found.skipped, found.refused)


def taken(what: str, viewer: Viewer) -> str:
    return "".join(csv_lines(headers(exports.get(what)), pages(exports.get(what), viewer)))


def test_a_check_writes_nothing_and_a_second_run_changes_nothing(world, coordinator):
    found = checked(world, coordinator, "organisaties", TWO)
    assert (found.state, counts(found)) == (ImportState.CHECKED, (2, 0, 0, 0, 0))
    assert not Organisation.objects.filter(code="delta").exists()
    first = brought(world, coordinator, "organisaties", TWO)
    assert (first.state, counts(first)) == (ImportState.DONE, (2, 0, 0, 0, 0))
    second = brought(world, coordinator, "organisaties", TWO)
    assert counts(second) == (0, 0, 2, 0, 0)
    assert ImportFile.objects.beyond_access("test").filter(brought=second).count() == 0


def test_all_problems_are_told_at_once_with_their_place(world, coordinator):
    rows = "1;delta;;gemeente;sociaal;maan\r\n1;é é;Naam;gemeente;sociaal;lokaal\r\n"
    found = checked(world, coordinator, "organisaties", HEAD + rows)
    assert [problem[1:3] for problem in found.problems] == [[2, "naam"], [2, "bereik"], [3, "code"], [3, "extern_id"]]
    assert all(problem[3].endswith((".", "?")) for problem in found.problems)
    with pytest.raises(Invalid):
        start_import(world.caller(coordinator), found.id, found.version, on_conflict="skip", background=False)


@pytest.mark.parametrize(
    ("choice", "told", "name"),
    [("skip", (0, 0, 1, 1, 0), "Gemeente Delta"), ("update", (0, 1, 1, 0, 0), "Delta")],
)
def test_a_row_that_says_something_else_is_skipped_or_updated(world, coordinator, choice, told, name):
    brought(world, coordinator, "organisaties", TWO)
    found = brought(world, coordinator, "organisaties", TWO.replace("Gemeente Delta", "Delta"), choice)
    assert counts(found) == told
    assert Organisation.objects.get(code="delta").name == name


def test_stopping_on_conflict_writes_nothing(world, coordinator):
    brought(world, coordinator, "organisaties", TWO)
    found = checked(
        world,
        coordinator,
        "organisaties",
        TWO.replace("Gemeente Delta", "Delta") + "3;zuid;Zuid;gemeente;sociaal;lokaal\r\n",
    )
    with pytest.raises(Invalid):
        start_import(world.caller(coordinator), found.id, found.version, on_conflict="stop", background=False)
    assert not Organisation.objects.filter(code="zuid").exists()


def test_what_is_taken_out_of_one_organisation_comes_in_as_the_same_records(world, coordinator):
    brought(world, coordinator, "aanleidingen", DRIVERS)
    first = taken("aanleidingen", coordinator)
    assert "'=1+1 staat er." in first
    again = brought(world, coordinator, "aanleidingen", first)
    assert counts(again) == (0, 0, 1, 0, 0)
    with clock.stopped(world.now):
        other = world.person("Anton", "Analist BV", Role.ANALYST)
        elsewhere = brought(world, other, "aanleidingen", first)
    assert counts(elsewhere) == (1, 0, 0, 0, 0)
    assert taken("aanleidingen", other).count("=1+1 staat er.") == 2
    assert [row.statement for row in Driver.objects.visible_to(other)] == ["=1+1 staat er."] * 2
    assert {row.stated_on for row in Driver.objects.visible_to(other)} == {date(2026, 2, 1)}


def test_who_lacks_the_role_of_the_act_can_neither_upload_nor_go_on(world, coordinator):
    liaison = world.person("Lies", "Zandvoorde", Role.LIAISON)
    with pytest.raises(Refused):
        upload_file(world.caller(liaison), "aanleidingen", upload=Upload("x.csv", DRIVERS.encode()))
    keeper = world.person("Bram", "Beheer", Role.NODE_KEEPER)
    with pytest.raises(Refused):
        upload_file(world.caller(keeper), "vragen", upload=Upload("x.csv", b"x"))


def test_a_file_is_never_written_for_another_organisation_than_it_came_for(world, coordinator):
    found = checked(world, coordinator, "aanleidingen", DRIVERS)
    started = start_import(world.caller(coordinator), found.id, found.version, on_conflict="skip", background=False)
    elsewhere = world.organisation("Analist BV").id
    give_mandate(world.keeper(), coordinator.person, organisation=elsewhere, role=Role.ANALYST)
    for mandate in Mandate.objects.beyond_access("test").filter(organisation=coordinator.organisation):
        end_mandate(world.keeper(), mandate.id)
    with clock.stopped(world.later(minutes=1)):
        stopped = bring(started.id)
    assert (stopped.state, counts(stopped)) == (ImportState.STOPPED, (0, 0, 0, 0, 0))
    assert "geen mandaat" in stopped.because
    assert not Driver.objects.beyond_access("test").exists()


def test_a_sheet_with_other_columns_than_were_chosen_is_told_and_not_left_hanging(world, coordinator):
    made = upload_file(world.caller(coordinator), "organisaties", upload=Upload("lijst.csv", TWO.encode()))
    reading = Reading("lijst.csv", {"external": "sleutel", "code": "code"}, "excel")
    found = bring(check_import(world.caller(coordinator), made.id, made.version, reading=reading, background=False).id)
    assert found.state == ImportState.UPLOADED
    assert "sleutel" in found.because


def test_an_import_that_breaks_off_by_a_fault_of_ours_says_so_and_is_not_left_at_work(world, coordinator, monkeypatch):
    def broken(*_what, **_how):
        raise ZeroDivisionError

    monkeypatch.setattr("vijfveld.law.data.running.open_table", broken)
    found = checked(world, coordinator, "organisaties", TWO)
    assert not found.at_work
    assert "fout in Vijfveld" in str(found.because)


def test_a_cancelled_import_keeps_what_was_written_and_erases_its_file(world, coordinator):
    found = checked(world, coordinator, "organisaties", TWO)
    cancel_import(world.caller(coordinator), found.id)
    assert bring(found.id).state == ImportState.CANCELLED
    assert ImportFile.objects.beyond_access("test").count() == 0


def test_a_batch_leaves_one_entry_with_its_digest_and_no_words(world, coordinator):
    brought(world, coordinator, "organisaties", TWO)
    bodies = [bytes(row.body) for row in Entry.objects.beyond_access("test").filter(act="organisation.import")]
    assert any(b"manifest" in body for body in bodies)
    assert all(b"Delta" not in body for body in bodies)
    assert ExternalId.objects.beyond_access("test").filter(source="excel").count() == 2


def test_an_effort_and_its_ask_come_in_by_their_external_ids(world, coordinator):
    brought(world, coordinator, "organisaties", TWO)
    brought(world, coordinator, "aanleidingen", DRIVERS)
    effort = (
        "extern_id;aard;titel;doel;punt_van_de_strategie;soort_werk;bereik;eerste_dag;laatste_dag;aanleiding\r\n"
        "e1;flexibel;Weerbaar;Minder.;{point};operationeel;lokaal;2026-03-02;1-9-2026;a1\r\n"
    )
    from vijfveld.strategy.shelf import strategy

    point = next(node.code for node in strategy().nodes.values() if node.area and node.kind.value == "measure_line")
    assert counts(brought(world, coordinator, "inspanningen", effort.format(point=point))) == (1, 0, 0, 0, 0)
    ask = "extern_id;inzet;partner;gevraagd;capaciteit;antwoord_voor\r\nv1;e1;delta;Kennis.;0,5;1-5-2026\r\n"
    found = brought(world, coordinator, "vragen", ask)
    assert counts(found) == (1, 0, 0, 0, 0)
    assert counts(brought(world, coordinator, "vragen", ask)) == (0, 0, 1, 0, 0)
    wrong = checked(world, coordinator, "vragen", ask.replace("v1;e1;delta", "v2;e9;nergens"))
    assert [problem[2] for problem in wrong.problems] == ["inzet"]
    assert isinstance(found.id, UUID)
    answered_by_file(world, Organisation.objects.get(code="delta").id)
    size = seal_pending(world.now) and tree_size()
    told = accounting.count(sealed_bodies(size), date(2026, 1, 1), date(2026, 12, 31), mode="real")["figures"]
    names = ("asked.all", "answered.all", "answered.all.accepted", "started.all", "started.all.flexible")
    assert {name: told[name]["count"] for name in names} == dict.fromkeys(names, 1)


def answered_by_file(world: World, partner: UUID) -> None:
    """The partner that was asked says yes with a file of its own."""
    lies = world.person("Lies", "Zandvoorde")
    give_mandate(world.keeper(), lies.person, organisation=partner, role=Role.LIAISON)
    viewer = Viewer(person=lies.person, organisation=partner, roles=frozenset({Role.LIAISON}), now=world.now)
    ask = Ask.objects.visible_to(viewer).get()
    brought(world, viewer, "antwoorden", f"extern_id;vraag;antwoord\r\nw1;{ask.id};{Reply.ACCEPT.value}\r\n")
