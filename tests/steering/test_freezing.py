# SPDX-License-Identifier: EUPL-1.2
"""Freezing: the same bytes later, on either engine and in two languages; rows that no longer change."""

import dataclasses
import hashlib
import json

import pytest
import rfc8785
from django.db import DatabaseError, connection, transaction

from tests.steering.conftest import again
from vijfveld.face.drawings.wheel import Steps
from vijfveld.law import guard
from vijfveld.law.models import Entry
from vijfveld.law.refusals import Invalid, Refused, Unavailable
from vijfveld.node import clock
from vijfveld.steering import background, snapshots
from vijfveld.steering.acts.evidence import Piece, add_evidence
from vijfveld.steering.acts.freezing import ask_to_freeze, cancel_freezing, make, verify_report
from vijfveld.steering.acts.outcomes import About, Missing, note_finding, place_reservation
from vijfveld.steering.models import Finding, Reservation, Snapshot, TestAnswer
from vijfveld.steering.pressing import press
from vijfveld.steering.queries import wheel
from vijfveld.strategy.queries.capacity import LastTest, base_level
from vijfveld.strategy.words import Area

SAME_ON_BOTH_ENGINES = {
    "network": "8e799df19c7eb0eb2db19325620f5ca223ebaf94d35ff620fc82bdb3db246565",
    "restricted": "1cd8c11435f8e8e41af07f56c78db95dfb6a475d5d0e09a3dd47fd43d28a392b",
}
"""The SHA-256 of the reports of the told story. A change of what a report holds changes them; an engine does not."""


def all_of(model):
    return model.objects.beyond_access("test")


def report(round, edition="network"):
    kept = all_of(Snapshot).get(round=round, edition=edition, form="json")
    return bytes(kept.stored), kept.sha256


def story(table):
    """A round with an answer, evidence, a voice, a reservation and a finding, frozen."""
    round = table.opened()
    table.answer(round, table.town, aloud=True)
    table.answer(round, table.school, level=0, sureness="shown", explanation="Nee.", aloud=True)
    add_evidence(table.by(table.town), round.id, "verwerven.e1", Piece("Geheime lijst", "record", b"tekst"))
    place_reservation(table.by(table.school), round.id, About(item="verwerven.e1"), words="Dit meet papier.")
    table.closed(round)
    note_finding(table.by(table.assessor), round.id, Missing("verwerven", "Gat", "Er is een gat.", "Vul het."))
    table.judged(round)
    return table.frozen(round)


@pytest.mark.mission("S3")
def test_a_round_is_frozen_only_when_every_field_is_judged_and_the_limits_are_told(table):
    round = table.opened()
    with pytest.raises(Refused, match="Sluit"):
        ask_to_freeze(table.by(table.assessor), round.id, round.version, not_measurable="Veel.")
    table.closed(round)
    with pytest.raises(Invalid) as refusal:
        ask_to_freeze(table.by(table.assessor), round.id, again(round).version, not_measurable=" ")
    assert set(refusal.value.problems) == {"not_measurable", "fields"}
    assert "3" in str(refusal.value.problems["fields"])


@pytest.mark.mission("S3")
def test_the_hash_of_the_report_stands_in_the_ledger_and_its_bytes_are_canonical(table):
    frozen = story(table)
    for edition in ("network", "restricted"):
        stored, sha256 = report(frozen, edition)
        assert hashlib.sha256(stored).hexdigest() == sha256
        assert rfc8785.dumps(json.loads(stored)) == stored
        assert any(sha256.encode() in bytes(entry.body) for entry in all_of(Entry).filter(act="round.freeze"))


@pytest.mark.mission("S3")
def test_both_engines_make_the_same_bytes(table):
    frozen = story(table)
    found = {edition: report(frozen, edition)[1] for edition in ("network", "restricted")}
    assert found == SAME_ON_BOTH_ENGINES


@pytest.mark.mission("S3")
def test_the_database_refuses_to_change_what_a_frozen_report_rests_on(table):
    frozen = story(table)
    answer, finding, reservation = all_of(TestAnswer).first(), all_of(Finding).get(), all_of(Reservation).get()
    tried = [
        ("UPDATE steering_testanswer SET level = 3", True), ("DELETE FROM steering_evidence", True),
        ("UPDATE steering_stepdecision SET step = 3", True), ("UPDATE steering_round SET title = 'x'", True),
        ("UPDATE steering_finding SET missing = 'x'", True), ("UPDATE steering_reservation SET words = 'x'", True),
        ("UPDATE steering_snapshot SET sha256 = 'x'", True), ("UPDATE steering_questionnaire SET sha256 = 'x'", True),
        ("UPDATE steering_reservation SET reply_by = reply_by, replier = 'x'", False),
        ("UPDATE steering_round SET version = version + 1", False),
    ]  # fmt: skip
    for statement, refused in tried:
        assert _refused(statement) is refused, statement
    assert again(answer).level == answer.level
    assert (again(finding).missing, again(reservation).words) == ("Er is een gat.", "Dit meet papier.")
    assert again(frozen).title == "Systeemtoets 2026"


def _refused(statement: str) -> bool:
    """Whether a statement is refused even inside an act."""
    try:
        with transaction.atomic(), guard.opened("test"), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return "frozen" in str(error)
    return False


def test_nothing_is_added_to_a_frozen_round(table):
    frozen = story(table)
    with pytest.raises(Refused, match="vastgesteld"):
        place_reservation(table.by(table.town), frozen.id, About(item="verwerven.e1"), words="Te laat.")
    with pytest.raises(Refused, match="vastgesteld"):
        note_finding(table.by(table.assessor), frozen.id, Missing("verwerven", "a", "b", "c"))
    with pytest.raises(Refused, match="vastgesteld"):
        ask_to_freeze(table.by(table.assessor), frozen.id, frozen.version, not_measurable="Nog eens.")


@pytest.mark.mission("S9")
def test_the_report_for_all_says_aloud_only_what_partners_chose_and_hides_small_counts(table):
    told, _hash = report(story(table))
    read = json.loads(told)
    assert [voice["partner"] for voice in read["voices"]] == ["Schoolkoepel", "Gemeente Molenwaard"]
    assert [one["words"] for one in read["reservations"]] == ["Dit meet papier."]
    assert {field["spread"] for field in read["fields"] if field["spread"] is None} == {None}
    assert all(item["spread"] is None for item in read["items"])
    assert b"Geheime lijst" not in told
    assert "answers" not in read


def test_no_report_holds_an_average(table):
    for edition in ("network", "restricted"):
        text = report(story(table) if edition == "network" else all_of(Snapshot).first().round, edition)[0]
        assert not any(isinstance(value, float) for value in _values(json.loads(text)))


def _values(part):
    if isinstance(part, dict):
        part = list(part.values())
    if isinstance(part, list):
        for one in part:
            yield from _values(one)
    else:
        yield part


@pytest.mark.mission("S3")
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_pdf_is_tagged_and_the_same_bytes_come_out_twice(table, language):
    frozen = story(table)
    background.press_missing(frozen.id)
    kept = all_of(Snapshot).get(round=frozen, form="pdf", language=language)
    stored = bytes(kept.stored)
    assert stored.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in stored
    assert press(report(frozen)[0], language=language) == stored
    background.press_missing(frozen.id)
    assert all_of(Snapshot).filter(round=frozen, form="pdf", language=language).count() == 1


@pytest.mark.mission("S2")
def test_the_wheel_and_the_base_level_show_the_last_frozen_round(table):
    assert wheel.steps_of_last_round(table.town) == {}
    table.whole(step=1)
    table.world.later(days=1)
    second = table.whole(step=3, title="Tweede")
    steps = wheel.steps_of_last_round(table.town)
    assert (steps["verwerven"].effective, steps["verwerven"].legitimate) == (3, None)
    tested = base_level(table.town, Area.PROCURE).tested
    assert (tested.on, tested.judged) == (again(second).frozen_at.date(), True)
    assert base_level(table.town, Area.PURSUE).tested is None


@pytest.mark.mission("S2")
def test_a_field_that_was_in_the_test_without_judgement_is_told_so_on_every_page(table, reader):
    frozen = table.whole(step=None)
    assert wheel.steps_of_last_round(table.town)["verwerven"] == Steps(tested=True)
    day = again(frozen).frozen_at.date()
    assert base_level(table.town, Area.PROCURE).tested == LastTest(day, judged=False)
    page = reader(table.coordinator)
    assert "Verwerven, effectief: getoetst, geen oordeel" in page.get("/").content.decode()
    assert "geen oordeel over dit veld" in page.text("/velden/verwerven")


def test_a_report_names_the_round_before_it(table):
    first = table.whole(step=1)
    table.world.later(days=1)
    second = table.whole(step=2, title="Tweede")
    before = json.loads(report(second)[0])["before"]
    assert (before["title"], before["report"]) == ("Systeemtoets 2026", report(first)[1])
    assert json.loads(report(first)[0])["before"] is None
    assert snapshots.round_before(lambda model: all_of(model), again(second)).pk == first.pk


def asked(table):
    """A round of which the report was asked for and is not made yet."""
    round = table.opened()
    table.answer(round, table.town)
    table.closed(round)
    table.judged(round)
    now = again(round)
    return ask_to_freeze(table.by(table.assessor), now.id, now.version, not_measurable="Veel.")


@pytest.mark.mission("S3")
def test_what_changed_while_the_report_was_made_is_in_it(table, monkeypatch):
    freezing, tries = asked(table), []

    def meanwhile(read, round, **how):
        made = make(read, round, **how)
        if not tries:
            about = About(item="verwerven.e1")
            place_reservation(table.by(table.school), round.id, about, words="Net op tijd.")
        tries.append(made.standing)
        return made

    monkeypatch.setattr(background, "make", meanwhile)
    with clock.stopped(table.world.now):
        background.carry_out(freezing)
    assert len(set(tries)) == 2
    assert [one["words"] for one in json.loads(report(freezing.round)[0])["reservations"]] == ["Net op tijd."]
    assert verify_report(table.by(table.coordinator), freezing.round_id)


def test_a_report_is_made_once_however_often_it_is_taken_up(table):
    freezing = asked(table)
    with clock.stopped(table.world.now):
        background.carry_out(freezing)
        before = report(freezing.round)
        background.carry_out(freezing)
        background.make_report.call(str(freezing.id))
    assert report(freezing.round) == before
    assert again(freezing).state == "done"
    assert all_of(Snapshot).filter(form="pdf").count() == 2
    assert all_of(Entry).filter(act="round.freeze").values("act_id").distinct().count() == 1


def test_a_report_that_was_called_off_is_not_made_and_can_be_asked_for_again(table):
    freezing = asked(table)
    now = again(freezing.round)
    with pytest.raises(Refused, match="al gemaakt"):
        ask_to_freeze(table.by(table.assessor), now.id, now.version, not_measurable="Veel.")
    cancel_freezing(table.by(table.coordinator), freezing.id, freezing.version)
    with clock.stopped(table.world.now):
        background.carry_out(freezing)
    assert not again(freezing.round).is_frozen
    assert again(freezing).state == "cancelled"
    assert table.frozen(freezing.round).is_frozen


def test_a_report_that_could_not_be_written_now_ends_its_task_with_the_fault_and_not_in_silence(table, monkeypatch):
    freezing = asked(table)

    def busy(*_what, **_how):
        raise Unavailable("store.busy", "Te druk.")

    monkeypatch.setattr(background, "finish_freezing", busy)
    monkeypatch.setattr(background, "WAIT", 0)
    with clock.stopped(table.world.now), pytest.raises(Unavailable):
        background.carry_out(freezing)


def test_a_report_that_cannot_be_made_says_why_to_who_asked(table, monkeypatch):
    freezing = asked(table)
    monkeypatch.setattr(background, "make", lambda *how, **more: dataclasses.replace(make(*how, **more), standing=""))
    with clock.stopped(table.world.now):
        background.carry_out(freezing)
    assert (again(freezing).state, again(freezing.round).is_frozen) == ("failed", False)
    assert "opnieuw" in again(freezing).because


def test_a_fault_of_ours_ends_the_request_so_that_people_may_ask_again(table, monkeypatch):
    freezing = asked(table)

    def broken(*_what, **_how):
        raise ZeroDivisionError

    monkeypatch.setattr(background, "make", broken)
    with clock.stopped(table.world.now), pytest.raises(ZeroDivisionError):
        background.carry_out(freezing)
    assert again(freezing).state == "failed"
    assert "fout in Vijfveld" in again(freezing).because
