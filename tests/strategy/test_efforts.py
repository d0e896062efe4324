# SPDX-License-Identifier: EUPL-1.2
"""Efforts from proposal to exit, and what partners answer."""

import threading
import time
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection

from vijfveld.law.acts.clocks import sweep
from vijfveld.law.acts.people import leave_organisation
from vijfveld.law.models import Deadline, Decision, Reasoning, Task
from vijfveld.law.refusals import Invalid, NotThere, Refused
from vijfveld.node.roles import Mode
from vijfveld.strategy.acts import levels
from vijfveld.strategy.acts.asks import (
    Said,
    Wanted,
    adopt_counter,
    answer_ask,
    ask_again,
    put_ask,
    put_asks,
    withdraw_ask,
)
from vijfveld.strategy.acts.efforts import propose_fixed, propose_flexible
from vijfveld.strategy.acts.exits import ReverseTest, end_effort, keep, prolong, take_up, wind_down
from vijfveld.strategy.acts.levels import Setting, set_threat_level
from vijfveld.strategy.checklist import Checked
from vijfveld.strategy.models import Ask, Effort, ThreatLevel

WHY = Reasoning("Het is nodig.")
READY = Checked(
    purpose_still_valid=True, field_in_order="Niet getoetst: er was nog geen toets.", effect="Drills", owners_agree=True
)


def test_a_changed_answer_leaves_no_task_about_the_one_before(network):
    caller, asked = network.world.caller, ask_town(network, network.flexible())
    open_tasks = Task.objects.beyond_access("test").filter(what="ask.answered_otherwise", done_at__isnull=True)
    for reply, left in ((Said("declined", None, "Het kan niet."), 1), (Said("countered", Decimal(1), "Toch iets."), 1),
                        (Said("accepted"), 0)):  # fmt: skip
        asked = Ask.objects.beyond_access("test").get(pk=asked.pk)
        answer_ask(caller(network.town), asked.id, asked.version, reply)
        assert open_tasks.count() == left


def ask_town(network, effort, capacity="2", floor=None):
    return put_ask(
        network.world.caller(network.coordinator), effort.id, partner=network.town.organisation, what="Twee mensen",
        capacity=Decimal(capacity), reply_by=date(2026, 4, 1), floor=Decimal(floor) if floor else None,
    )  # fmt: skip


@pytest.mark.mission("S4")
def test_flexible_effort_needs_a_driver_and_a_last_day_and_all_faults_are_named_at_once(network):
    plan = network.plan(title="", purpose="", objective="uitgangspunt.basisniveau", work="other", legal_basis="geen")
    with pytest.raises(Invalid) as refusal:
        propose_flexible(
            network.world.caller(network.coordinator), plan, driver=network.town.person, ends_on=date(2026, 1, 1)
        )
    assert set(refusal.value.problems) == {"title", "purpose", "objective", "work", "legal_basis", "driver", "ends_on"}
    assert not Effort.objects.beyond_access("test").exists()


@pytest.mark.mission("S4")
def test_flexible_effort_ends_by_default_when_its_last_day_has_passed(network):
    effort = network.flexible(ends_on=date(2026, 6, 1))
    asked = ask_town(network, effort)
    assert sweep(datetime(2026, 6, 1, 12, tzinfo=UTC), mode=Mode.REAL) >= 0
    assert Effort.objects.beyond_access("test").get(pk=effort.pk).state == "running"
    sweep(datetime(2026, 6, 2, 12, tzinfo=UTC), mode=Mode.REAL)
    assert Effort.objects.beyond_access("test").get(pk=effort.pk).state == "ended"
    assert Ask.objects.beyond_access("test").get(pk=asked.pk).state == "closed"


@pytest.mark.mission("S4")
def test_a_second_prolongation_must_say_why_it_is_not_stopped_or_taken_up(network):
    effort = network.flexible(ends_on=date(2026, 6, 1))
    caller = network.world.caller
    effort = prolong(caller(network.coordinator), effort.id, effort.version, ends_on=date(2026, 8, 1), reasoning=WHY)
    assert effort.prolongations == 1
    with pytest.raises(Invalid) as refusal:
        prolong(caller(network.coordinator), effort.id, effort.version, ends_on=date(2026, 9, 1), reasoning=WHY)
    assert set(refusal.value.problems) == {"alternatives"}


@pytest.mark.mission("S4")
def test_taking_up_needs_every_point_of_the_list_and_carries_what_was_granted_as_the_floor(network):
    effort, caller = network.flexible(), network.world.caller
    asked = ask_town(network, effort)
    with pytest.raises(Refused) as refusal:
        take_up(
            caller(network.coordinator),
            effort.id,
            effort.version,
            rests_on="zekerheid.radicalisering",
            checked=Checked(),
            reasoning=WHY,
        )
    assert set(refusal.value.problems) == {
        f"checked_{code}" for code in ("purpose", "field", "effect", "capacity", "owners")
    }
    answer_ask(caller(network.town), asked.id, asked.version, Said("accepted"))
    fixed = take_up(
        caller(network.coordinator),
        effort.id,
        effort.version,
        rests_on="zekerheid.radicalisering",
        checked=READY,
        reasoning=WHY,
    )
    assert (fixed.nature, fixed.ends_on) == ("fixed", None)
    carried = Ask.objects.beyond_access("test").get(effort=fixed)
    assert (carried.floor, carried.granted, carried.state) == (Decimal(2), Decimal(2), "accepted")
    assert Effort.objects.beyond_access("test").get(pk=effort.pk).state == "taken_up"


@pytest.mark.mission("S2")
def test_fixed_effort_rests_on_a_certainty_and_winds_down_only_with_notice_and_a_reverse_test(network):
    with pytest.raises(Invalid):
        propose_fixed(network.world.caller(network.coordinator), network.plan(), rests_on="onzekerheid.onbekend")
    caller = network.world.caller
    effort = propose_fixed(caller(network.decider), network.plan(), rests_on="zekerheid.radicalisering")
    with pytest.raises(Invalid) as refusal:
        wind_down(
            caller(network.decider), effort.id, 1, ends_on=date(2026, 4, 1), test=ReverseTest(False, ""), reasoning=WHY
        )
    assert set(refusal.value.problems) == {"ends_on", "holds_without", "why"}
    test = ReverseTest(True, "In elk scenario vangt een andere vaste inzet dit werk op.")
    effort = wind_down(caller(network.decider), effort.id, 1, ends_on=date(2026, 7, 1), test=test, reasoning=WHY)
    assert effort.state == "winding_down"
    assert keep(caller(network.decider), effort.id, effort.version, reasoning=WHY).ends_on is None


@pytest.mark.mission("S9")
def test_nobody_answers_for_another_organisation(network):
    asked = ask_town(network, network.flexible())
    with pytest.raises(NotThere):
        answer_ask(network.world.caller(network.ministry), asked.id, asked.version, Said("accepted"))
    answer = answer_ask(network.world.caller(network.town), asked.id, asked.version, Said("accepted"))
    assert answer.capacity == Decimal(2)


@pytest.mark.mission("S9")
@pytest.mark.parametrize(
    ("said", "faults"),
    [
        (Said("partly"), {"reason", "capacity"}),
        (Said("partly", Decimal(3), "te veel"), {"capacity"}),
        (Said("countered", None, "liever later"), {"capacity"}),
        (Said("declined"), {"reason"}),
        (Said("maybe", None, "x"), {"reply"}),
    ],
)
def test_an_answer_other_than_yes_has_a_reason_and_a_fitting_number(network, said, faults):
    asked = ask_town(network, network.flexible())
    with pytest.raises(Invalid) as refusal:
        answer_ask(network.world.caller(network.town), asked.id, asked.version, said)
    assert set(refusal.value.problems) == faults


def test_a_counter_proposal_can_be_adopted_and_is_then_granted(network):
    asked = ask_town(network, network.flexible())
    answer_ask(network.world.caller(network.town), asked.id, 1, Said("countered", Decimal("0.5"), "Meer is er niet."))
    asked = adopt_counter(network.world.caller(network.coordinator), asked.id, 2)
    assert (asked.capacity, asked.granted, asked.state) == (Decimal("0.5"), Decimal("0.5"), "accepted")


@pytest.mark.mission("S5")
def test_a_new_level_opens_review_tasks_and_starts_nothing(network):
    effort = network.flexible()
    setting = Setting(level="kritiek", edition="DTN proef", review_on=date(2026, 6, 1))
    words = Reasoning(
        "Er is een concrete aanwijzing.", alternatives="Niveau 4: te laag.", dissent="Een dienst wilde wachten."
    )
    set_threat_level(network.world.caller(network.decider), setting, words)
    assert Task.objects.beyond_access("test").filter(what="effort.review_at_level", about=effort.urn).count() == 1
    now = Effort.objects.beyond_access("test").get(pk=effort.pk)
    assert (now.version, now.state) == (effort.version, "running")


@pytest.mark.mission("S5")
def test_a_regional_level_needs_an_end_and_leaves_the_country_alone(network):
    caller, words = network.world.caller, Reasoning("r", alternatives="a")
    set_threat_level(caller(network.decider), Setting("substantieel", "DTN", date(2026, 6, 1)), words)
    with pytest.raises(Invalid):
        set_threat_level(caller(network.decider), Setting("kritiek", "DTN", date(2026, 6, 1), region="PV26"), words)
    until = datetime(2026, 3, 2, 18, tzinfo=UTC)
    set_threat_level(caller(network.decider), Setting("kritiek", "DTN", date(2026, 6, 1), "PV26", until), words)
    assert ThreatLevel.objects.beyond_access("test").filter(in_force_until__isnull=True).count() == 1
    sweep(datetime(2026, 3, 3, tzinfo=UTC), mode=Mode.REAL)
    assert Deadline.objects.beyond_access("test").get(what="threat_level.end").state == "ran_out"


def test_only_the_owner_ends_an_effort(network):
    effort = network.flexible()
    with pytest.raises(Refused) as refusal:
        end_effort(network.world.caller(network.ministry), effort.id, effort.version, reasoning=WHY)
    assert refusal.value.code == "effort.not_yours"


@pytest.mark.mission("S2")
def test_flexible_effort_in_a_field_below_its_floor_needs_words_that_are_kept_as_a_decision(network):
    ask_town(network, network.fixed(), floor="1")
    with pytest.raises(Invalid) as refusal:
        network.flexible()
    assert set(refusal.value.problems) == {"acknowledged"}
    effort = propose_flexible(
        network.world.caller(network.coordinator), network.plan(), driver=network.driver.id, ends_on=date(2026, 9, 1),
        acknowledged="De dreiging wacht niet op de vaste inzet.",
    )  # fmt: skip
    kept = Decision.objects.beyond_access("test").get(about=effort.urn)
    assert (kept.what, kept.outcome) == ("effort.propose", "despite-gap")
    assert kept.reasoning.reasons == "De dreiging wacht niet op de vaste inzet."


@pytest.mark.mission("S2")
def test_a_floor_that_is_granted_leaves_no_gap(network):
    asked = ask_town(network, network.fixed(), floor="1")
    answer_ask(network.world.caller(network.town), asked.id, 1, Said("partly", Decimal(1), "Eén collega."))
    assert network.flexible().decision is None


def test_a_basis_for_another_purpose_cannot_carry_an_effort(network):
    with pytest.raises(Invalid) as refusal:
        network.flexible(legal_basis="wet-pga")
    assert set(refusal.value.problems) == {"legal_basis"}


WANTED = Wanted("Twee mensen", Decimal("1.5"), date(2026, 4, 1))


@pytest.mark.mission("S9")
def test_several_partners_are_asked_the_same_at_once_or_none_of_them(network):
    effort, caller = network.flexible(), network.world.caller
    town, ministry = network.town.organisation, network.ministry.organisation
    put_asks(caller(network.coordinator), effort.id, partners=[town], wanted=WANTED)
    with pytest.raises(Invalid):
        put_asks(caller(network.coordinator), effort.id, partners=[ministry, town], wanted=WANTED)
    assert Ask.objects.beyond_access("test").count() == 1
    with pytest.raises(Invalid) as refusal:
        put_asks(caller(network.coordinator), effort.id, partners=[], wanted=Wanted("", Decimal(0), date(2026, 1, 1)))
    assert set(refusal.value.problems) == {"partners", "what", "capacity", "reply_by"}


@pytest.mark.mission("S9")
def test_asking_again_closes_the_earlier_ask_and_keeps_its_answer(network):
    asked, caller = ask_town(network, network.flexible()), network.world.caller
    with pytest.raises(Refused) as refusal:
        ask_again(caller(network.coordinator), asked.id, 1, wanted=WANTED)
    assert refusal.value.code == "ask.not_again"
    answer_ask(caller(network.town), asked.id, 1, Said("declined", None, "Geen mensen."))
    again = ask_again(caller(network.coordinator), asked.id, 2, wanted=WANTED)
    old = Ask.objects.beyond_access("test").get(pk=asked.pk)
    assert (old.state, again.state, again.partner_id) == ("closed", "open", asked.partner_id)
    assert Task.objects.beyond_access("test").filter(done_at__isnull=True, about=old.urn).count() == 0


@pytest.mark.mission("S2")
def test_an_effort_that_winds_down_is_not_wound_down_again(network):
    caller = network.world.caller
    effort = propose_fixed(caller(network.decider), network.plan(), rests_on="zekerheid.radicalisering")
    how = {"test": ReverseTest(True, "In elk scenario vangt een andere vaste inzet dit werk op."), "reasoning": WHY}
    effort = wind_down(caller(network.decider), effort.id, 1, ends_on=date(2026, 9, 1), **how)
    with pytest.raises(Refused) as refusal:
        wind_down(caller(network.decider), effort.id, effort.version, ends_on=date(2026, 7, 1), **how)
    assert refusal.value.code == "effort.winds_down"
    assert Deadline.objects.beyond_access("test").filter(what="effort.end", state="open").count() == 1


@pytest.mark.mission("S4")
def test_an_effort_is_not_prolonged_until_a_day_that_has_passed(network):
    effort = network.flexible(ends_on=date(2026, 3, 3))
    network.world.later(days=10)
    with pytest.raises(Invalid) as refusal:
        prolong(network.world.caller(network.coordinator), effort.id, 1, ends_on=date(2026, 3, 8), reasoning=WHY)
    assert set(refusal.value.problems) == {"ends_on"}


@pytest.mark.mission("S2")
def test_the_review_of_a_level_lies_after_the_day_it_is_where_the_node_stands(network):
    network.world.later(hours=11, minutes=30)
    setting = Setting(level="kritiek", edition="DTN 62", review_on=date(2026, 3, 3))
    with pytest.raises(Invalid) as refusal:
        set_threat_level(network.world.caller(network.decider), setting, WHY)
    assert "review_on" in refusal.value.problems


@pytest.mark.mission("S5")
@pytest.mark.django_db(transaction=True)
def test_of_two_who_set_a_level_for_one_province_at_once_the_last_one_holds_alone(network, monkeypatch):
    read = levels._in_force

    def slowly(door, region):
        found = read(door, region)
        time.sleep(0.3)
        return found

    monkeypatch.setattr(levels, "_in_force", slowly)
    until = datetime(2026, 3, 9, tzinfo=UTC)
    callers = [network.world.caller(network.decider) for _ in range(2)]
    faults = []

    def decide(caller):
        try:
            setting = Setting("kritiek", "DTN", date(2026, 6, 1), "PV26", until)
            set_threat_level(caller, setting, Reasoning("r", alternatives="a"))
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    hands = [threading.Thread(target=decide, args=[caller]) for caller in callers]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    running = ThreatLevel.objects.beyond_access("test").filter(in_force_until__gt=network.world.now)
    assert (faults, running.count()) == ([], 1)


@pytest.mark.mission("S2")
def test_what_a_partner_granted_to_fixed_effort_is_not_withdrawn_without_winding_down(network):
    caller = network.world.caller
    asked = ask_town(network, network.fixed(), capacity="2", floor="1")
    answer_ask(caller(network.town), asked.id, asked.version, Said("accepted"))
    with pytest.raises(Refused) as refusal:
        withdraw_ask(caller(network.coordinator), asked.id, asked.version + 1)
    assert refusal.value.code == "ask.holds_the_base"


@pytest.mark.mission("S2")
def test_a_counter_proposal_below_the_floor_is_not_adopted(network):
    caller = network.world.caller
    asked = ask_town(network, network.fixed(), capacity="2", floor="1")
    answer_ask(caller(network.town), asked.id, asked.version, Said("countered", Decimal("0.5"), "Meer lukt niet."))
    with pytest.raises(Refused) as refusal:
        adopt_counter(caller(network.coordinator), asked.id, asked.version + 1)
    assert refusal.value.code == "ask.below_floor"


def test_nobody_answers_for_an_organisation_that_left(network):
    asked = ask_town(network, network.flexible())
    leave_organisation(
        network.world.caller(network.coordinator), network.town.organisation, on=network.world.now.date()
    )
    with pytest.raises(Refused) as refusal:
        answer_ask(network.world.caller(network.town), asked.id, asked.version, Said("accepted"))
    assert refusal.value.code == "actor.no_role"


@pytest.mark.mission("S9")
@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2026, 3, 1), date(2099, 1, 1)])
def test_an_answer_for_effort_without_an_end_begins_from_today_and_within_two_years(network, day):
    asked, caller = ask_town(network, network.fixed(), floor="1"), network.world.caller
    with pytest.raises(Invalid) as refusal:
        answer_ask(caller(network.town), asked.id, asked.version, Said("accepted", from_on=day))
    assert set(refusal.value.problems) == {"from_on"}
    answer_ask(caller(network.town), asked.id, asked.version, Said("accepted", from_on=date(2026, 3, 2)))
