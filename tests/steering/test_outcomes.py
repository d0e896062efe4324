# SPDX-License-Identifier: EUPL-1.2
"""What comes of a round: steps decided by people, reservations with a reply, findings on which fixed effort rests."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.steering.conftest import again
from vijfveld.law.events import deliver
from vijfveld.law.models import Deadline, Decision, Task
from vijfveld.law.refusals import Invalid, NotThere, Refused, Stale
from vijfveld.law.sealer import seal_pending
from vijfveld.steering.acts.outcomes import (
    About,
    Judged,
    Missing,
    decide_step,
    link_finding,
    note_finding,
    place_reservation,
    reply_to_reservation,
)
from vijfveld.steering.models import Finding, StepDecision
from vijfveld.strategy.acts.asks import Said, Wanted, answer_ask, put_ask, resize_ask
from vijfveld.strategy.acts.efforts import Plan, propose_fixed
from vijfveld.strategy.models import Ask, Driver

GAP = Missing("verwerven", "Geen overzicht", "Er is geen overzicht.", "Eén overzicht per regio.", ("verwerven.e1",))


def all_of(model):
    return model.objects.beyond_access("test")


FAULTS = [
    (Judged(None, ""), {"step", "reasons"}),
    (Judged(4, "Reden"), {"step"}),
    (Judged(2, "Reden", cannot=True), {"step"}),
    (Judged(2, "Reden", dissent="x" * 4001), {"dissent"}),
]


@pytest.mark.mission("S8")
@pytest.mark.parametrize(("judged", "fields"), FAULTS)
def test_what_a_judgement_must_hold(table, judged, fields):
    round = table.opened()
    table.closed(round)
    with pytest.raises(Invalid) as refusal:
        decide_step(table.by(table.assessor), round.id, "verwerven", "effective", 0, judged)
    assert set(refusal.value.problems) == fields


@pytest.mark.mission("S8")
def test_a_step_is_decided_per_axis_and_field_by_the_assessors_alone(table):
    round = table.opened()
    judged = Judged(2, "Wij zagen de stukken.", "Een collega zag een 1.")
    with pytest.raises(Refused, match="gesloten"):
        decide_step(table.by(table.assessor), round.id, "verwerven", "effective", 0, judged)
    table.closed(round)
    for viewer in (table.coordinator, table.town):
        with pytest.raises(Refused):
            decide_step(table.by(viewer), round.id, "verwerven", "effective", 0, judged)
    made = decide_step(table.by(table.assessor), round.id, "verwerven", "effective", 0, judged)
    assert (made.step, made.dissent, again(round).state) == (2, "Een collega zag een 1.", "deciding")
    assert all_of(Decision).get(what="round.step").reasoning.dissent == "Een collega zag een 1."
    with pytest.raises(NotThere):
        decide_step(table.by(table.assessor), round.id, "voorkomen", "effective", 0, judged)


@pytest.mark.mission("S8")
def test_a_field_can_be_left_unjudged_with_reasons_and_no_answer_fills_a_step(table):
    round = table.opened()
    table.answer(round, table.town, level=3)
    table.closed(round)
    assert not all_of(StepDecision).exists()
    made = decide_step(
        table.by(table.assessor), round.id, "verwerven", "robust", 0, Judged(None, "Niemand antwoordde.", cannot=True)
    )
    assert made.step is None


@pytest.mark.mission("S8")
def test_of_two_assessors_who_decide_at_once_the_second_is_told(table):
    round = table.opened()
    table.closed(round)
    first = decide_step(table.by(table.assessor), round.id, "verwerven", "effective", 0, Judged(1, "Eén."))
    with pytest.raises(Stale):
        decide_step(table.by(table.second), round.id, "verwerven", "effective", 0, Judged(2, "Twee."))
    assert again(first).step == 1
    second = decide_step(table.by(table.second), round.id, "verwerven", "effective", first.version, Judged(2, "Twee."))
    assert all_of(Decision).get(pk=second.decision_id).supersedes_id == first.decision_id


@pytest.mark.mission("S9")
def test_a_reservation_stands_word_for_word_and_a_reply_is_due(table):
    round = table.opened()
    words = "Deze vraag meet papier,\nniet het werk."
    made = place_reservation(table.by(table.school), round.id, About(item="verwerven.e1"), words=words)
    assert (made.words, made.reply_by) == (words, date(2026, 3, 30))
    assert all_of(Deadline).get(about=made.urn).what == "reservation.reply"
    with pytest.raises(Refused):
        reply_to_reservation(table.by(table.town), made.id, 1, reply="Nee.")
    replied = reply_to_reservation(table.by(table.assessor), made.id, 1, reply="Wij vragen ook naar het werk.")
    assert all_of(Deadline).get(about=made.urn).state == "met"
    assert not all_of(Task).filter(about=made.urn, done_at=None).exists()
    with pytest.raises(Invalid):
        reply_to_reservation(table.by(table.assessor), made.id, replied.version, reply="En nog iets.")


@pytest.mark.parametrize("about", [About(), About(item="x.y"), About(area="verwerven", axis="legitimate")])
def test_a_reservation_is_about_something_in_the_round(table, about):
    round = table.opened()
    with pytest.raises(Invalid) as refusal:
        place_reservation(table.by(table.town), round.id, about, words=" ")
    assert set(refusal.value.problems) == {"about", "words"}


@pytest.mark.mission("S3")
def test_fixed_effort_rests_on_a_finding_and_closes_it(table):
    round = table.opened()
    table.closed(round)
    finding = note_finding(table.by(table.assessor), round.id, GAP)
    driver = Driver.objects.beyond_access("test").get(pk=finding.driver_id)
    assert (driver.sort, driver.areas, driver.source_urn) == ("finding", ["verwerven"], finding.urn)
    plan = Plan(
        title="Overzicht per regio", purpose="Eén overzicht.", objective="verwerven.1.1", work="operational",
        reach="local", legal_basis="coordinatie-ct", starts_on=table.world.now.date(),
    )  # fmt: skip
    effort = propose_fixed(table.by(table.coordinator), plan, finding=driver.id)
    closed = link_finding(table.by(table.coordinator), finding.id, finding.version, effort=effort.id)
    assert (closed.effort_id, bool(closed.closed_at)) == (effort.id, True)
    assert not all_of(Task).filter(about=finding.urn, done_at=None).exists()
    with pytest.raises(Invalid):
        link_finding(table.by(table.coordinator), finding.id, closed.version, effort=effort.id)


def test_every_fault_of_a_finding_is_told_at_once(table):
    round = table.opened()
    table.closed(round)
    with pytest.raises(Invalid) as refusal:
        note_finding(table.by(table.assessor), round.id, Missing("vervolgen", "", "", "", ("verwerven.e1",)))
    assert set(refusal.value.problems) == {"area", "title", "missing", "proposal", "items"}


@pytest.mark.mission("S2")
def test_a_finding_enlarges_fixed_effort_that_was_there_and_what_was_granted_stays(table):
    plan = Plan(
        title="Duiden", purpose="Signalen duiden.", objective="verwerven.1.1", work="operational", reach="local",
        legal_basis="coordinatie-ct", starts_on=table.world.now.date(),
    )  # fmt: skip
    owner, town = table.coordinator, table.town
    effort = propose_fixed(table.by(owner), plan, rests_on="zekerheid.radicalisering")
    reply_by = table.world.now.date() + timedelta(days=20)
    ask = put_ask(table.by(owner), effort.id, partner=town.organisation, what="Een analist.", capacity=Decimal(1),
                  floor=Decimal(1), reply_by=reply_by)  # fmt: skip
    answer_ask(table.by(town), ask.id, 1, Said("accepted"))
    table.world.later(days=1)
    round = table.opened()
    table.closed(round)
    finding = note_finding(table.by(table.assessor), round.id, GAP)
    with pytest.raises(Invalid, match="niet voor vergroot"):
        link_finding(table.by(owner), finding.id, finding.version, effort=effort.id)
    table.world.later(hours=1)
    with pytest.raises(Invalid):
        resize_ask(table.by(owner), ask.id, 2, wanted=Wanted("Een analist.", Decimal(1), reply_by, Decimal(1)))
    more = Wanted("Twee analisten.", Decimal(2), reply_by, Decimal(2))
    ask = resize_ask(table.by(owner), ask.id, 2, wanted=more)
    assert (ask.state, ask.granted, ask.capacity) == ("open", 1, 2)
    assert link_finding(table.by(owner), finding.id, finding.version, effort=effort.id).effort_id == effort.id
    answer_ask(table.by(town), ask.id, ask.version, Said("declined", None, "Wij hebben er maar één."))
    now = all_of(Ask).get(pk=ask.pk)
    assert (now.state, now.granted) == ("declined", 1)


def test_fixed_effort_that_is_proposed_on_a_finding_closes_it_by_itself(table):
    round = table.opened()
    table.closed(round)
    finding = note_finding(table.by(table.assessor), round.id, GAP)
    plan = Plan(
        title="Overzicht", purpose="Eén overzicht.", objective="verwerven.1.1", work="operational", reach="local",
        legal_basis="coordinatie-ct", starts_on=table.world.now.date(),
    )  # fmt: skip
    effort = propose_fixed(table.by(table.coordinator), plan, finding=finding.driver_id)
    seal_pending(table.world.now)
    deliver(table.world.now)
    deliver(table.world.now)
    found = all_of(Finding).get(pk=finding.pk)
    assert (found.effort_id, found.version) == (effort.id, 2)
