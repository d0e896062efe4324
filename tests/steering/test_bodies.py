# SPDX-License-Identifier: EUPL-1.2
"""Bodies: nobody takes part without saying so itself, who sits for whom, and a seat that ends with the mandate."""

from datetime import timedelta

import pytest

from tests.steering.conftest import again
from tests.steering.tables import all_of, around, tasks_of
from vijfveld.law.acts.clocks import sweep
from vijfveld.law.acts.people import end_mandate, give_mandate, leave_organisation
from vijfveld.law.events import deliver
from vijfveld.law.refusals import Invalid, NotThere, Refused
from vijfveld.law.sealer import seal_pending
from vijfveld.node.models import Mandate
from vijfveld.node.roles import Mode, Role
from vijfveld.steering.acts.bodies import (
    Consent,
    answer_invitation,
    found_body,
    invite_member,
    leave_body,
    name_seat,
    offer_secretariat,
    take_secretariat,
)
from vijfveld.steering.acts.seats import Seating
from vijfveld.steering.models import Body, BodySeat, Meeting
from vijfveld.steering.queries import bodies as read

pytestmark = pytest.mark.mission("S14")


@pytest.fixture
def table(world):
    return around(world)


def heard(table) -> None:
    seal_pending(table.world.now)
    deliver(table.world.now)


FAULTS = [
    ({"name": " "}, {"name"}),
    ({"name": "x" * 121, "level": "x", "rhythm": "x"}, {"name", "level", "rhythm"}),
    ({"purpose": "", "section": ""}, {"purpose", "section"}),
]


@pytest.mark.parametrize(("changes", "fields"), FAULTS)
def test_what_a_body_must_hold_is_told_all_at_once(table, changes, fields):
    with pytest.raises(Invalid) as refusal:
        found_body(table.by(table.town), table.plan(**changes), Seating(table.police.person, table.police.person))
    assert set(refusal.value.problems) == fields | {"person", "replacement"}
    assert not all_of(Body).exists()


def test_an_organisation_is_a_member_only_when_it_says_so_itself(table):
    body = table.founded()
    assert tasks_of(table.police, "body.answer")
    asked = table.membership(body, table.police)
    for viewer in (table.town, table.stranger):
        with pytest.raises(Refused):
            answer_invitation(table.by(viewer), asked.id, asked.version, Consent(True, seating=Seating(viewer.person)))
    with pytest.raises(Invalid) as refusal:
        answer_invitation(table.by(table.police), asked.id, asked.version, Consent(False))
    assert set(refusal.value.problems) == {"words"}
    table.joins(body, table.police)
    school = table.membership(body, table.school)
    answer_invitation(table.by(table.school), school.id, school.version, Consent(False, "Wij hebben geen tijd."))
    now = again(body)
    assert set(now.members) == {str(table.town.organisation), str(table.police.organisation)}
    assert not now.asked
    assert not tasks_of(table.police, "body.answer")
    assert read.body(table.school, body.id) is None, "who declined reads no more"


def test_who_sits_for_whom_is_told_with_a_replacement_and_only_to_members(table):
    body = table.whole()
    seats = {one.membership.organisation_id: one.seat for one in read.members(table.police, body)}
    assert (seats[table.town.organisation].name, seats[table.town.organisation].replacement_name) == (
        "Tara Stad", "Teun Vervanger",
    )  # fmt: skip
    for viewer in (table.stranger, table.coordinator, table.oversight):
        assert read.body(viewer, body.id) is None
        assert not [placed for _level, placed in read.bodies_by_level(viewer) if placed]


def test_the_levels_stand_from_high_official_down_to_local(table):
    table.founded()
    levels = [level for level, _placed in read.bodies_by_level(table.town)]
    assert levels == ["high_official", "national", "regional", "local"]


def test_a_seat_ends_when_the_mandate_ends_and_its_owner_is_asked_who_sits_now(table):
    body = table.whole()
    mandate = all_of(Mandate).get(person_id=table.police.person)
    end_mandate(table.world.keeper(), mandate.id)
    heard(table)
    seat = all_of(BodySeat).get(body=body, organisation_id=table.police.organisation)
    assert (seat.ended_by, seat.ended_at is not None) == ("mandate", True)
    assert str(table.police.person) not in again(body).seated
    assert str(table.police.organisation) in again(body).members, "the organisation still takes part"
    assert len(tasks_of(table.police, "body.seat")) == 1
    heard(table)
    assert len(tasks_of(table.police, "body.seat")) == 1, "once"


def test_a_mandate_with_an_end_gives_a_seat_with_that_end(table):
    body = table.founded()
    fresh = table.world.person("Kim Kort", "Politie")
    until = table.world.now + timedelta(days=10)
    home = table.police.organisation
    give_mandate(table.world.keeper(), fresh.person, organisation=home, role=Role.LIAISON, until=until)
    asked = table.membership(body, table.police)
    answer_invitation(
        table.by(table.police), asked.id, asked.version, Consent(True, seating=Seating(fresh.person))
    )  # fmt: skip
    seat = all_of(BodySeat).get(body=body, organisation_id=home)
    assert seat.until_on == until.date()
    table.world.later(days=11)
    sweep(table.world.now, mode=Mode.REAL)
    assert again(seat).ended_by == "term"
    assert str(fresh.person) not in again(body).seated


def test_a_member_names_who_sits_and_the_former_stands_up(table):
    body = table.whole()
    other = table.world.person("Peer Opvolger", "Politie", Role.ANALYST)
    mine = table.membership(body, table.police)
    name_seat(table.by(table.police), mine.id, mine.version, Seating(other.person))
    seats = all_of(BodySeat).filter(membership=mine)
    assert {(one.name, one.ended_by) for one in seats} == {("Pim Agent", "replaced"), ("Peer Opvolger", "")}
    assert str(other.person) in again(body).seated


def test_only_the_secretary_asks_others_and_a_colleague_can_take_over(table):
    body = table.whole()
    with pytest.raises(Refused, match="secretaris"):
        invite_member(table.by(table.police), body.id, body.version, organisation=table.stranger.organisation)
    with pytest.raises(Refused):
        take_secretariat(table.by(table.coordinator), body.id, body.version)
    now = take_secretariat(table.by(table.second), body.id, body.version)
    invite_member(table.by(table.second), now.id, again(now).version, organisation=table.stranger.organisation)
    assert read.body(table.stranger, body.id)
    assert not all_of(Meeting).exists()


def test_the_secretariat_goes_to_another_member_only_when_it_was_offered(table):
    body = table.whole()
    with pytest.raises(Refused, match="aangeboden"):
        take_secretariat(table.by(table.police), body.id, body.version)
    assert not read.may_keep(table.police, body)
    for viewer, organisation in ((table.town, table.town), (table.town, table.stranger)):
        with pytest.raises(Invalid) as refusal:
            offer_secretariat(table.by(viewer), body.id, body.version, organisation=organisation.organisation)
        assert set(refusal.value.problems) == {"organisation"}
    body = offer_secretariat(table.by(table.town), body.id, body.version, organisation=table.police.organisation)
    assert [bool(tasks_of(one, "body.keep")) for one in (table.police, table.school)] == [True, False]
    assert read.may_keep(table.police, body)
    with pytest.raises(Refused, match="aangeboden"):
        take_secretariat(table.by(table.school), body.id, body.version)
    kept = take_secretariat(table.by(table.police), body.id, body.version)
    assert (kept.secretary_id, kept.secretary_person_id) == (table.police.organisation, table.police.person)
    assert not tasks_of(table.police, "body.keep")
    with pytest.raises(Refused, match="aangeboden"):
        take_secretariat(table.by(table.town), kept.id, again(kept).version)


def test_who_sits_can_take_over_where_no_secretary_sits_any_more(table):
    body = table.whole()
    end_mandate(table.world.keeper(), all_of(Mandate).get(person_id=table.town.person).id)
    heard(table)
    body = again(body)
    assert body.lacks_secretary
    assert take_secretariat(table.by(table.school), body.id, body.version).secretary_id == table.school.organisation


def test_who_stops_sees_what_comes_next_no_more(table):
    body = table.whole()
    ahead = table.planned(body)
    mine = table.membership(body, table.school)
    with pytest.raises(Invalid):
        leave_body(table.by(table.school), mine.id, mine.version, reasons=" ")
    leave_body(table.by(table.school), mine.id, mine.version, reasons="Wij gaan ergens anders mee verder.")
    assert not Meeting.objects.visible_to(table.school).filter(pk=ahead.id).exists()
    assert Meeting.objects.visible_to(table.police).filter(pk=ahead.id).exists()
    town = table.membership(body, table.town)
    with pytest.raises(Refused, match="secretariaat"):
        leave_body(table.by(table.second), town.id, town.version, reasons="Klaar.")


def test_a_partner_that_leaves_the_network_leaves_its_bodies(table):
    body = table.whole()
    leave_organisation(table.by(table.coordinator), table.police.organisation, on=table.world.now.date())
    heard(table)
    assert str(table.police.organisation) not in again(body).members
    mine = table.membership(body, table.police)
    with pytest.raises((NotThere, Refused)):
        name_seat(table.by(table.police), mine.id, mine.version, Seating(table.police.person))


def test_oversight_sees_figures_and_none_below_five(table):
    for number in range(5):
        table.founded(name=f"Overleg {number}", members=())
    told = {one.level: one for one in read.counts(table.oversight)}
    assert (told["regional"].bodies, told["local"].bodies, told["regional"].meetings) == (5, None, None)
    assert read.counts(table.police) == []
