# SPDX-License-Identifier: EUPL-1.2
"""A round from preparation to close: who is asked what, reminders, the last day, and a partner that leaves."""

from datetime import UTC, date, datetime

import pytest

from tests.steering.conftest import again
from vijfveld.law.acts.clocks import sweep
from vijfveld.law.acts.people import leave_organisation
from vijfveld.law.events import deliver
from vijfveld.law.models import Deadline, Decision, Task
from vijfveld.law.refusals import Invalid, NotThere, Refused, Stale
from vijfveld.law.sealer import seal_pending
from vijfveld.node.roles import Mode
from vijfveld.steering.acts.answers import Told, delegate_item, draft_answer, return_answer, submit_answer
from vijfveld.steering.acts.evidence import Piece, add_evidence, revise_evidence
from vijfveld.steering.acts.rounds import close_round, open_round, prepare_round, remind_partners
from vijfveld.steering.models import AnswerEdition, Evidence, Invitation, Round, TestAnswer

PDF = b"%PDF-1.7 een stuk"
GOOD = Told(level=2, sureness="shown", explanation="Wij hebben een lijst.")


def all_of(model):
    return model.objects.beyond_access("test")


@pytest.mark.mission("S3")
def test_every_fault_of_a_plan_is_told_at_once(table):
    plan = table.plan(
        library="bestaat-niet@9", title=" ", closes_on=date(2026, 3, 1), areas=(), reaches=(), kinds=(), partners=(),
        assessors=(),
    )  # fmt: skip
    with pytest.raises(Invalid) as refusal:
        prepare_round(table.by(table.coordinator), plan)
    assert set(refusal.value.problems) == {
        "library", "title", "closes_on", "areas", "reaches", "kinds", "partners", "assessors",
    }  # fmt: skip
    assert not all_of(Round).exists()


PEOPLE = [
    ("assessors", lambda t: {"assessors": (t.town.organisation,)}, "antwoordt niet zelf"),
    ("partners", lambda t: {"areas": ("voorkomen",)}, "geen vraag voor: Politie"),
    ("partners", lambda t: {"partners": (t.town.person,)}, "die meedoen"),
]


@pytest.mark.parametrize(("field", "changes", "words"), PEOPLE)
def test_who_may_answer_and_who_may_assess(table, field, changes, words):
    with pytest.raises(Invalid) as refusal:
        prepare_round(table.by(table.coordinator), table.plan(**changes(table)))
    assert words in str(refusal.value.problems[field])


@pytest.mark.mission("S3")
def test_opening_asks_every_partner_its_own_items_and_sets_the_last_day(table):
    round = table.opened()
    asked = {one.name: one.items for one in all_of(Invitation)}
    assert asked["Politie"] == ["verwerven.e1", "verwerven.r1"]
    assert asked["Schoolkoepel"] == ["verwerven.e1", "verwerven.r1", "voorkomen.l1"]
    assert {task.organisation_id for task in all_of(Task).filter(what="round.answer")} == {
        viewer.organisation for viewer in table.partners
    }
    assert all_of(Deadline).get(about=round.urn).what == "round.close"


def test_a_round_opens_once_and_only_by_who_prepared_it(table):
    round = table.prepared()
    with pytest.raises(Refused):
        open_round(table.by(table.assessor), round.id, round.version)
    opened = open_round(table.by(table.coordinator), round.id, round.version)
    with pytest.raises(Stale):
        open_round(table.by(table.coordinator), round.id, round.version)
    with pytest.raises(Refused, match="voorbereiding"):
        open_round(table.by(table.coordinator), round.id, opened.version)


@pytest.mark.mission("S3")
def test_the_clock_closes_a_round_and_answers_that_come_later_are_refused(table):
    round = table.opened()
    answer = table.answer(round, table.town)
    sweep(datetime(2026, 4, 1, 12, tzinfo=UTC), mode=Mode.REAL)
    assert again(round).state == "open"
    table.world.now = datetime(2026, 4, 2, 12, tzinfo=UTC)
    sweep(table.world.now, mode=Mode.REAL)
    assert again(round).state == "closed"
    with pytest.raises(Refused, match="wat was ingediend, telt mee"):
        table.answer(round, table.town, version=answer.version)
    assert again(answer).work == "submitted"
    assert [task.what for task in all_of(Task).filter(done_at=None)] == ["round.decide"]


def test_only_partners_that_are_not_ready_are_reminded_and_once_until_they_act(table):
    round = table.opened()
    for item in ("verwerven.e1", "verwerven.r1"):
        table.answer(round, table.police, item)
    remind_partners(table.by(table.coordinator), round.id, again(round).version)
    remind_partners(table.by(table.coordinator), round.id, again(round).version)
    reminded = [task.organisation_id for task in all_of(Task).filter(what="round.remind")]
    assert sorted(reminded) == sorted([table.town.organisation, table.school.organisation])


@pytest.mark.mission("S3")
def test_a_partner_that_leaves_keeps_what_it_answered(table):
    round = table.opened()
    answer = table.answer(round, table.town)
    leave_organisation(table.by(table.coordinator), table.town.organisation, on=date(2026, 3, 2))
    seal_pending(table.world.now)
    deliver(table.world.now)
    deliver(table.world.now)
    left = all_of(Invitation).get(partner=table.town.organisation)
    assert (left.left_on, again(answer).level) == (date(2026, 3, 2), 2)
    with pytest.raises(Refused, match="niet de juiste rol"):
        table.answer(round, table.town, "verwerven.r1")
    remind_partners(table.by(table.coordinator), round.id, again(round).version)
    assert not all_of(Task).filter(what="round.remind", organisation=table.town.organisation).exists()


FAULTS = [
    (Told(), {"level", "sureness"}),
    (Told(level=4, sureness="shown"), {"level"}),
    (Told(level=1, sureness="zeker"), {"sureness"}),
    (Told(applies=False), {"reason"}),
    (Told(level=1, sureness="shown", aloud=True), {"aloud"}),
    (Told(level=1, sureness="shown", explanation="x" * 4001), {"explanation"}),
]


@pytest.mark.mission("S3")
@pytest.mark.parametrize(("told", "fields"), FAULTS)
def test_what_an_answer_must_hold(table, told, fields):
    round = table.opened()
    with pytest.raises(Invalid) as refusal:
        submit_answer(table.by(table.town), round.id, "verwerven.e1", 0, told)
    assert set(refusal.value.problems) == fields


@pytest.mark.mission("S3")
def test_a_colleague_drafts_what_was_given_and_only_the_liaison_submits(table):
    round = table.opened()
    item = "verwerven.e1"
    with pytest.raises(Refused, match="niet aan u gegeven"):
        draft_answer(table.by(table.colleague), round.id, item, 0, Told(level=1))
    given = delegate_item(table.by(table.town), round.id, item, 0, to=table.colleague.person)
    drafted = draft_answer(table.by(table.colleague), round.id, item, given.version, Told(level=1))
    assert (drafted.work, drafted.level) == ("drafted", 1)
    with pytest.raises(Refused, match="rol"):
        submit_answer(table.by(table.colleague), round.id, item, drafted.version, GOOD)
    with pytest.raises(Invalid):
        delegate_item(table.by(table.town), round.id, item, drafted.version, to=table.police.person)


def test_two_who_write_at_once_do_not_overwrite_each_other(table):
    round = table.opened()
    table.answer(round, table.town)
    with pytest.raises(Stale):
        table.answer(round, table.town, level=0)


@pytest.mark.mission("S3")
def test_what_was_submitted_stays_on_record_when_it_is_returned_and_answered_anew(table):
    round = table.opened()
    answer = table.answer(round, table.town)
    back = return_answer(table.by(table.assessor), answer.id, answer.version, because="Waar staat dit?")
    assert (back.work, back.level) == ("returned", 2)
    table.answer(round, table.town, version=back.version, level=1)
    editions = all_of(AnswerEdition).filter(answer=answer).order_by("number")
    assert [(one.number, one.level) for one in editions] == [(1, 2), (2, 1)]


def test_the_task_of_a_partner_ends_with_its_last_answer(table):
    round = table.opened()
    mine = all_of(Task).filter(organisation=table.police.organisation, done_at=None)
    table.answer(round, table.police, "verwerven.e1")
    assert mine.count() == 1
    table.answer(round, table.police, "verwerven.r1", applies=False, reason="Wij doen dit niet.")
    assert mine.count() == 0


def test_nobody_answers_what_was_not_asked_or_for_another(table):
    round = table.opened()
    for viewer, item in [(table.police, "voorkomen.l1"), (table.town, "bestaat.niet")]:
        with pytest.raises(NotThere):
            table.answer(round, viewer, item)
    with pytest.raises(Refused):
        table.answer(round, table.coordinator)
    assert not all_of(TestAnswer).exists()


PIECES = [
    (Piece("Lijst", "record", PDF), set()),
    (Piece("Lijst", "record", b"gewone tekst"), set()),
    (Piece("Lijst", "record", reference="Archief, map 12"), set()),
    (Piece("", "iets", b""), {"title", "sort", "content"}),
    (Piece("Lijst", "record", b"MZ\x90\x00\xff\xfe programma"), {"content"}),
    (Piece("Lijst", "record", b"%PDF-" + b"x" * (20 * 1024 * 1024)), {"content"}),
    (Piece("Lijst", "record", PDF, reference="en ook hier"), {"reference"}),
    (Piece("Lijst", "record", PDF, expires_on=date(2026, 3, 2)), {"expires_on"}),
]


@pytest.mark.mission("S3")
@pytest.mark.parametrize(("piece", "fields"), PIECES)
def test_which_evidence_is_kept(table, piece, fields):
    round = table.opened()
    if fields:
        with pytest.raises(Invalid) as refusal:
            add_evidence(table.by(table.town), round.id, "verwerven.e1", piece)
        assert set(refusal.value.problems) == fields
    else:
        kept = add_evidence(table.by(table.town), round.id, "verwerven.e1", piece)
        assert bool(kept.sha256) == bool(piece.content)


@pytest.mark.mission("S3")
def test_evidence_is_replaced_in_a_chain_and_runs_out_on_its_day(table):
    round = table.opened()
    piece = Piece("Lijst", "record", PDF, expires_on=date(2026, 9, 1))
    first = add_evidence(table.by(table.town), round.id, "verwerven.e1", piece)
    second = revise_evidence(table.by(table.town), first.id, 1, Piece("Lijst", "record", PDF + b"!"))
    assert (second.revision, second.replaces_id) == (2, first.id)
    assert all_of(Deadline).get(about=first.urn).state == "met"
    with pytest.raises(Refused, match="al vervangen"):
        revise_evidence(table.by(table.town), first.id, 1, piece)
    assert all_of(Evidence).count() == 2


def test_a_round_is_closed_by_hand_only_by_who_prepared_it(table):
    round = table.opened()
    with pytest.raises(Refused):
        close_round(table.by(table.assessor), round.id)
    assert table.closed(round).state == "closed"


def test_closing_before_the_promised_day_takes_a_reason_and_after_it_none(table):
    round = table.opened()
    for because, words in ((" ", "eerder sluit dan beloofd"), ("x" * 4001, "4.000")):
        with pytest.raises(Invalid) as refusal:
            close_round(table.by(table.coordinator), round.id, because=because)
        assert words in str(refusal.value.problems["because"])
    assert again(round).state == "open"
    close_round(table.by(table.coordinator), round.id, because="De partners vroegen erom.")
    decision = Decision.objects.beyond_access("test").get(about=round.urn)
    assert (decision.outcome, decision.reasoning.reasons) == ("closed-early", "De partners vroegen erom.")
    late = table.opened(title="Tweede")
    table.world.now = datetime(2026, 4, 2, 12, tzinfo=UTC)
    close_round(table.by(table.coordinator), late.id)
    assert not Decision.objects.beyond_access("test").filter(about=late.urn).exists()
