# SPDX-License-Identifier: EUPL-1.2
"""Meetings: an agenda from what is due, decisions that bind only who commits, follow-up, and a list that is frozen."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import rfc8785
from django.db import DatabaseError, transaction

from tests.steering.conftest import again
from tests.steering.tables import DECIDED, all_of, around, tasks_of
from tests.strategy.conftest import Network
from vijfveld.law import guard
from vijfveld.law.acts.clocks import sweep
from vijfveld.law.models import Deadline, Decision
from vijfveld.law.refusals import Invalid, NotThere, Refused, Stale
from vijfveld.node.roles import Mode
from vijfveld.steering.acts.commitments import answer_follow_up, approve_minutes, say_stand
from vijfveld.steering.acts.meetings import (
    ItemPlan,
    PaperPlan,
    Sitting,
    add_paper,
    cancel_meeting,
    drop_item,
    invite_to_meeting,
    move_meeting,
    plan_meeting,
    put_own_item,
    take_up_items,
)
from vijfveld.steering.acts.sitting import Action, Taken, note_follow_up, open_meeting, take_decision
from vijfveld.steering.minutes import Rows, digest, list_of
from vijfveld.steering.models import AgendaItem, Commitment, FollowUp, Meeting, MeetingDecision, MeetingPaper
from vijfveld.steering.queries import meetings as read
from vijfveld.steering.queries.agenda import proposals
from vijfveld.steering.words_bodies import ItemSort
from vijfveld.strategy.acts.drivers import state_driver

pytestmark = pytest.mark.mission("S14")


@pytest.fixture
def table(world, settings, tmp_path):
    settings.VIJFVELD_HOME = tmp_path
    return around(world)


def effort(table, title: str = "Weerbare evenementen"):
    driver = state_driver(
        table.by(table.coordinator), sort="threat_picture", title="Meer dreiging", statement="Het is drukker.",
        source="DTN", stated_on=table.world.now.date(),
    )  # fmt: skip
    network = Network(table.world, table.coordinator, table.coordinator, table.town, table.school, driver)
    return network.flexible(date(2026, 3, 20), title=title)


def commitment(taken: MeetingDecision, viewer) -> Commitment:
    return all_of(Commitment).get(taken=taken, organisation_id=viewer.organisation)


def test_the_agenda_is_proposed_from_what_every_member_may_know_and_taken_up_by_hand(table):
    body = table.whole()
    meeting = table.planned(body)
    stops = effort(table)
    offered = proposals(table.town, meeting, table.world.now)
    assert [(one.sort, one.about) for one in offered] == [(ItemSort.EFFORT, stops.urn)]
    assert not all_of(AgendaItem).exists(), "nothing comes on an agenda by itself"
    with pytest.raises(Refused, match="secretaris"):
        take_up_items(table.by(table.police), meeting.id, meeting.version, chosen=(stops.urn,))
    for chosen in ((), ("urn:vijfveld:x",)):
        with pytest.raises(Invalid):
            take_up_items(table.by(table.town), meeting.id, meeting.version, chosen=chosen)
    take_up_items(table.by(table.town), meeting.id, meeting.version, chosen=(stops.urn,))
    assert [one.title for one in read.items(table.police, meeting)] == ["Weerbare evenementen"]
    assert proposals(table.town, again(meeting), table.world.now) == []


def test_what_one_member_may_not_know_is_not_proposed(table):
    body, other = table.whole(), table.founded(name="Klein overleg", members=())
    small = table.opened(table.planned(other))
    table.decided(small, Taken("Wij spreken de zilvermeeuw.", "Daarom.", "§8.2", review_on=date(2026, 3, 10)))
    table.acted(small, table.town)
    meeting = table.planned(body)
    assert proposals(table.town, meeting, table.world.now) == []
    within = table.planned(other, days=5)
    assert {one.sort for one in proposals(table.town, within, table.world.now)} == {
        ItemSort.DECISION, ItemSort.FOLLOW_UP,
    }  # fmt: skip


def test_a_member_puts_an_item_and_takes_its_own_off(table):
    meeting = table.planned(table.whole())
    item = put_own_item(table.by(table.police), meeting.id, ItemPlan("Meer auto’s", "Wij hebben er te weinig."))
    with pytest.raises(Invalid) as refusal:
        put_own_item(table.by(table.police), meeting.id, ItemPlan(" ", "x" * 4001, "?"))
    assert set(refusal.value.problems) == {"title", "words", "asks"}
    with pytest.raises(Refused):
        drop_item(table.by(table.school), item.id, item.version)
    with pytest.raises(NotThere):
        put_own_item(table.by(table.stranger), meeting.id, ItemPlan("Ook ik"))
    drop_item(table.by(table.police), item.id, item.version)
    assert read.items(table.town, meeting) == []


def test_papers_are_for_who_sits_and_stay_below_the_ceiling(table):
    body = table.whole()
    meeting = table.planned(body)
    colleague = table.world.person("Kees Collega", "Politie")
    with pytest.raises(Invalid) as refusal:
        add_paper(table.by(table.police), meeting.id, PaperPlan("", "secret", b"MZ\x00"))
    assert set(refusal.value.problems) == {"title", "marking", "content"}
    paper = add_paper(table.by(table.police), meeting.id, PaperPlan("Draaiboek", "restricted", b"Alles staat hier."))
    assert len(paper.sha256) == 64
    sees = {
        who: MeetingPaper.objects.visible_to(who).exists()
        for who in (table.town, table.second, table.police, table.school, colleague, table.stranger, table.coordinator)
    }
    assert list(sees.values()) == [True, True, True, True, False, False, False]
    for elsewhere in (None, table.stranger.organisation):
        lapsed = replace(table.second, organisation=elsewhere, roles=frozenset())
        assert not MeetingPaper.objects.visible_to(lapsed).exists()


def test_an_invitation_moves_with_the_meeting_and_a_meeting_can_be_cancelled(table):
    body = table.whole()
    meeting = table.planned(body)
    with pytest.raises(Invalid) as refusal:
        plan_meeting(table.by(table.town), body.id, again(body).version, Sitting(table.world.now, table.world.now, ""))
    assert set(refusal.value.problems) == {"starts_at", "ends_at", "place"}
    called = invite_to_meeting(table.by(table.town), meeting.id, meeting.version)
    assert tasks_of(table.police, "meeting.prepare")
    later = table.world.now + timedelta(days=9)
    moved = move_meeting(
        table.by(table.town), called.id, called.version, Sitting(later, later + timedelta(hours=2), "Kamer 3")
    )
    standing = Deadline.objects.visible_to(table.school).filter(about=meeting.urn, state="open")
    assert [one.due_at for one in standing] == [later]
    gone = cancel_meeting(table.by(table.town), moved.id, moved.version, reasons="Te weinig mensen.")
    assert (gone.state, tasks_of(table.police, "meeting.prepare")) == ("cancelled", [])
    with pytest.raises(Refused):
        table.opened(gone)


def test_a_decision_binds_only_who_says_so_itself(table):
    meeting = table.opened(table.planned(table.whole()))
    with pytest.raises(Invalid) as refusal:
        take_decision(table.by(table.town), meeting.id, Taken(" ", "", "", area="x", review_on=date(2020, 1, 1)))
    assert set(refusal.value.problems) == {"words", "reasons", "basis", "area", "review_on"}
    with pytest.raises(Refused, match="secretaris"):
        take_decision(table.by(table.police), meeting.id, DECIDED)
    taken = table.decided(meeting)
    told = read.decision(table.school, taken.id)
    assert (told.bound, len(told.silent)) == ([], 3)
    mine = commitment(taken, table.police)
    with pytest.raises(NotThere):
        say_stand(table.by(table.town), mine.id, mine.version, stand="agrees")
    for stand in ("reserves", "declines", "asked"):
        with pytest.raises(Invalid):
            say_stand(table.by(table.police), mine.id, mine.version, stand=stand)
    say_stand(table.by(table.police), mine.id, mine.version, stand="reserves", words="Niet in juni.")
    other = commitment(taken, table.school)
    say_stand(table.by(table.school), other.id, other.version, stand="declines", words="Dit is niet aan ons.")
    told = read.decision(table.town, taken.id)
    names = [[one.organisation.name for one in part] for part in (told.bound, told.declined, told.silent)]
    assert names == [["Politie"], ["Schoolkoepel"], ["Gemeente Molenwaard"]]
    with pytest.raises(Stale):
        say_stand(table.by(table.police), mine.id, mine.version, stand="agrees")


def test_the_decision_stands_in_the_register_for_members_alone(table):
    meeting = table.opened(table.planned(table.whole()))
    taken = table.decided(meeting)
    assert Decision.objects.visible_to(table.police).filter(pk=taken.decision_id).exists()
    for viewer in (table.stranger, table.coordinator, table.oversight):
        assert not Decision.objects.visible_to(viewer).filter(what="meeting.decide").exists()
        assert not MeetingDecision.objects.visible_to(viewer).exists()


def test_a_follow_up_arrives_with_its_owner_who_says_what_came_of_it(table):
    meeting = table.opened(table.planned(table.whole()))
    with pytest.raises(Invalid) as refusal:
        note_follow_up(table.by(table.town), meeting.id, Action("", table.stranger.organisation, date(2020, 1, 1)))
    assert set(refusal.value.problems) == {"what", "owner", "due_on"}
    action = table.acted(meeting, table.police)
    (task,) = tasks_of(table.police, "follow_up.do")
    assert (task.about, task.due_on) == (action.urn, date(2026, 5, 1))
    with pytest.raises(Refused):
        answer_follow_up(table.by(table.school), action.id, action.version, outcome="done")
    with pytest.raises(Invalid):
        answer_follow_up(table.by(table.police), action.id, action.version, outcome="declined")
    answer_follow_up(table.by(table.police), action.id, action.version, outcome="done")
    assert not tasks_of(table.police, "follow_up.do")
    assert not Deadline.objects.visible_to(table.police).filter(about=action.urn, state="open").exists()


def test_who_is_there_is_noted_and_a_meeting_of_nobody_does_not_begin(table):
    meeting = table.planned(table.whole())
    members = again(meeting.body).members
    for present in (dict.fromkeys(members, "absent"), {str(table.stranger.organisation): "member"}):
        with pytest.raises(Invalid):
            open_meeting(table.by(table.town), meeting.id, meeting.version, present=present)
    there = {str(table.town.organisation): "replacement", str(table.police.organisation): "member"}
    now = open_meeting(table.by(table.town), meeting.id, meeting.version, present=there)
    assert now.present[str(table.town.organisation)] == {"as": "replacement", "name": "Teun Vervanger"}
    assert now.present[str(table.school.organisation)] == {"as": "absent", "name": ""}


def held(table):
    """A meeting that was held, with a decision to which the police committed, and the next one that sits."""
    meeting = table.opened(table.planned(table.whole()))
    taken = table.decided(meeting)
    table.acted(meeting, table.police, taken)
    mine = commitment(taken, table.police)
    say_stand(table.by(table.police), mine.id, mine.version, stand="agrees")
    table.closed(meeting)
    table.world.later(days=4)
    following = table.planned(meeting.body, days=1)
    return meeting, taken, following


def test_the_list_is_approved_at_the_next_table_by_all_who_are_there(table):
    meeting, _taken, following = held(table)
    assert [one.sort for one in read.items(table.police, following)] == ["minutes"]
    now = again(meeting)
    with pytest.raises(Refused, match="aan tafel"):
        approve_minutes(table.by(table.town), now.id, now.version)
    table.opened(following, absent=(table.school.organisation,))
    with pytest.raises(Refused, match="aan tafel"):
        approve_minutes(table.by(table.school), now.id, now.version)
    assert table.approved(meeting, table.town).state == "held"
    done = table.approved(meeting, table.police, remark="Wij zeiden mei of juni.")
    assert (done.state, done.approved_in_id) == ("approved", following.id)
    assert done.approvals[str(table.police.organisation)]["remark"] == "Wij zeiden mei of juni."
    with pytest.raises(Refused):
        approve_minutes(table.by(table.police), done.id, done.version)


def test_an_approved_list_is_frozen_in_the_database_and_its_digest_is_made_again(table):
    meeting, taken, following = held(table)
    table.opened(following)
    done = table.approved(meeting, table.town, table.police, table.school)
    changes = [
        (MeetingDecision, taken.pk, {"words": "Wij oefenen niet."}), (Meeting, meeting.pk, {"place": "Elders"}),
        (Commitment, commitment(taken, table.police).pk, {"stand": "asked"}),
        (FollowUp, all_of(FollowUp).get().pk, {"due_on": date(2027, 1, 1)}),
    ]  # fmt: skip
    for model, pk, change in changes:
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), guard.opened("test"):
            all_of(model).filter(pk=pk).update(**change)
    late = commitment(taken, table.school)
    table.world.later(hours=1)
    say_stand(table.by(table.school), late.id, late.version, stand="agrees")
    mine = commitment(taken, table.police)
    with pytest.raises(Refused, match="staat vast"):
        say_stand(table.by(table.police), mine.id, mine.version, stand="declines", words="Toch niet.")
    action = all_of(FollowUp).get()
    answer_follow_up(table.by(table.police), action.id, action.version, outcome="done")
    rows = Rows(
        list(all_of(MeetingDecision).filter(meeting=meeting)), list(all_of(Commitment).filter(meeting=meeting)),
        list(all_of(FollowUp).filter(meeting=meeting)), list(all_of(AgendaItem).filter(meeting=meeting)),
    )  # fmt: skip
    assert digest(rfc8785.dumps(list_of(again(done), rows))) == done.sha256


def test_the_list_of_decisions_is_searched_by_words_body_subject_period_and_open_follow_up(table):
    meeting, taken, _following = held(table)
    sitting = table.opened(table.planned(table.founded(name="Lokaal overleg", members=())))
    plain = table.decided(sitting, Taken("Wij delen het rooster.", "Dat helpt.", "§5.2", area="voorkomen"))
    found = {
        "words": read.Wish(words="zilvermeeuw"), "body": read.Wish(body=meeting.body_id),
        "area": read.Wish(area="voorbereiden"), "until": read.Wish(until=taken.decided_at.date()),
        "open": read.Wish(open_only=True),
    }  # fmt: skip
    for wish in found.values():
        assert [one.taken.pk for one in read.decision_list(table.town, wish).rows] == [taken.pk]
    everything = read.decision_list(table.town, read.Wish())
    assert [one.taken.pk for one in everything.rows] == [plain.pk, taken.pk]
    assert read.decision_list(table.town, read.Wish(words="ooievaar")).rows == []
    assert [one.taken.pk for one in read.decision_list(table.police, read.Wish()).rows] == [taken.pk]
    assert read.decision_list(table.stranger, read.Wish(words="zilvermeeuw")).total == 0


def test_a_meeting_that_nobody_opened_stays_in_sight_as_overdue(table):
    meeting = table.planned(table.whole())
    table.world.later(days=5)
    sweep(table.world.now, mode=Mode.REAL)
    late = Deadline.objects.visible_to(table.police).get(about=meeting.urn)
    assert late.state == "ran_out"
    with pytest.raises(Refused, match="niet bezig"):
        table.closed(meeting)
