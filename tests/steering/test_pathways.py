# SPDX-License-Identifier: EUPL-1.2
"""Pathways: until when a step carries, when its successor must be begun with, and what people make of it."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import floor, isinf
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.steering.paths import Desk
from tests.strategy.conftest import network
from vijfveld.law.acts.clocks import sweep
from vijfveld.law.models import Deadline, Decision, Reasoning
from vijfveld.law.refusals import Invalid, Refused, Stale
from vijfveld.methods import pathways as method
from vijfveld.node.roles import Mode, Role
from vijfveld.steering.acts import futures, pathway_steps, pathways
from vijfveld.steering.acts.pathway_steps import BEGIN
from vijfveld.steering.models import PathwayNeed, PathwayStep
from vijfveld.steering.needs import Need, as_lines, first_day_above, from_lines, needed_on
from vijfveld.steering.outlook import Outlook, Possible, trigger_day
from vijfveld.steering.pathway_reading import why_begin_then, why_it_ends
from vijfveld.steering.pathway_words import Ending, Standing
from vijfveld.strategy.acts.exits import end_effort
from vijfveld.strategy.models import Effort

__all__ = ["network"]
DAY = date(2026, 1, 1)
WHY = Reasoning("Het team is er op tijd.")


@pytest.fixture
def desk(network):
    return Desk(network)


def needs_of(*points: tuple[int, str]) -> list[Need]:
    return [Need(DAY + timedelta(days=days), Decimal(needed), "Raming.") for days, needed in points]


def amounts():
    return st.decimals(min_value=0, max_value=1000, places=2)


courses = st.lists(
    st.tuples(st.integers(0, 3000), amounts()), min_size=1, max_size=8, unique_by=lambda one: one[0]
).map(lambda points: [Need(DAY + timedelta(days=on), needed, "x") for on, needed in sorted(points)])


@given(courses, amounts())
def test_the_tipping_day_is_the_first_on_which_more_is_needed(needs, amount):
    day = first_day_above(needs, amount)
    days = [one.on for one in needs]
    if day is None:
        assert all(one.needed <= amount for one in needs)
        return
    assert needed_on(needs, day) > amount
    before = needed_on(needs, day - timedelta(days=1))
    assert before is None or before <= amount
    assert days[0] <= day <= days[-1]


@given(courses, amounts(), st.integers(0, 3000))
def test_a_need_that_is_over_by_a_day_tips_nothing(needs, amount, days):
    since = DAY + timedelta(days=days)
    found = first_day_above(needs, amount, since=since)
    needed = needed_on(needs, since)
    if found is None or found > since:
        assert needed is None or needed <= amount
    else:
        assert needed > amount
        assert all(needed_on(needs, found + timedelta(days=one)) > amount for one in range((since - found).days))
        before = needed_on(needs, found - timedelta(days=1))
        assert before is None or before <= amount
    if found and found > since:
        ahead = ((found - since).days, 400)
        assert all((needed_on(needs, since + timedelta(days=one)) or 0) <= amount for one in range(min(ahead)))


@given(courses, amounts(), amounts())
def test_more_capacity_never_tips_earlier(needs, amount, more):
    early, late = first_day_above(needs, amount), first_day_above(needs, amount + more)
    assert late is None or (early is not None and early <= late)


@given(courses, amounts())
def test_the_method_finds_the_same_day(needs, amount):
    """`methods.pathways.sell_by` gives the moment at which a rising need reaches capacity; ours is the first whole day
    above it, and later only while need stays exactly at capacity."""
    rising = sorted(one.needed for one in needs)
    needs = [Need(one.on, needed, one.why) for one, needed in zip(needs, rising, strict=True)]
    start, horizon = needs[0].on, max((needs[-1].on - needs[0].on).days, 1)

    def demand(time: float) -> float:
        low, high = (needed_on(needs, start + timedelta(days=int(time) + more)) for more in (0, 1))
        return float(low + (high - low) * Fraction(time - int(time)))

    found, day = method.sell_by(demand, float(amount), horizon), first_day_above(needs, amount)
    if day is None:
        assert isinf(found) or needs[-1].needed == amount
    else:
        reached = start + timedelta(days=floor(found + 1e-6))
        assert reached <= day
        assert all(abs(needed_on(needs, reached + timedelta(days=more)) - amount) < 1e-3
                   for more in range(1, (day - reached).days))  # fmt: skip


@given(st.dates(date(2000, 1, 1), date(2200, 1, 1)), st.integers(0, 3650), st.integers(0, 3650))
def test_the_day_to_begin_is_the_sell_by_less_preparing_and_deciding(sell_by, lead, decision):
    assert trigger_day(sell_by, lead_days=lead, decision_days=decision) == sell_by - timedelta(days=lead + decision)


@given(courses, amounts().filter(bool), amounts().filter(bool), st.integers(0, 900), st.integers(0, 900))
def test_what_stands_agrees_with_the_day_to_begin(needs, first, second, decision, lead):
    ids = [UUID(int=1), UUID(int=2)]
    steps = [
        Possible(ids[0], "een", first, 0, 0, DAY, True, False, None, (ids[1],)),
        Possible(ids[1], "twee", second, decision, lead, DAY, False, True, None, ()),
    ]
    outlook = Outlook({ids[0]: needs}, steps, today=DAY, looks_to=DAY + timedelta(days=4000), notice=60)
    carried = outlook.carried[ids[0]][ids[0]]
    assert carried.sell_by == carried.tips == first_day_above(needs, first)
    if carried.sell_by is None:
        assert carried.standing == Standing.LASTS
    elif second <= first:
        assert carried.standing == Standing.ALONE
    elif carried.best:
        begin = carried.sell_by - timedelta(days=decision + lead)
        assert carried.best.begin == begin
        expected = Standing.TOO_LATE if begin < DAY else Standing.LATER
        expected = Standing.START_NOW if DAY <= begin <= DAY + timedelta(days=60) else expected
        assert carried.standing == expected
    lasting = any(route.steps[0].id == ids[0] for route in outlook.routes())
    assert lasting == (carried.sell_by is None or _reaches(carried, first_day_above(needs, second)))


def _reaches(carried, second) -> bool:
    """Whether the second step lasts to the end and can still be begun with."""
    return second is None and carried.best is not None and carried.best.begin >= DAY


def test_a_haasnoot_like_example_by_hand():
    """Need rises from 8 to 20 in 120 days: a tenth a day. 10 is reached on day 20 and passed on day 21."""
    needs = needs_of((0, "8"), (120, "20"))
    assert first_day_above(needs, Decimal(10)) == DAY + timedelta(days=21)
    assert needed_on(needs, DAY + timedelta(days=21)) == Decimal("10.1")
    assert first_day_above(needs, Decimal(20)) is None
    assert needed_on(needs, DAY - timedelta(days=1)) is None
    assert needed_on(needs, DAY + timedelta(days=999)) == 20
    assert first_day_above([], Decimal(1)) is None


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("", ["ten minste één punt"]),
        ("1-3-2027: 12; a\n1-3-2027: 13; b", ["De dag op regel 2 ligt niet na"]),
        ("1-4-2027: 12; a\n1-3-2027: 13; b", ["De dag op regel 2 ligt niet na"]),
        ("maart: 12; a\n1-3-2027: -2; b\n1-4-2027: 3", 
         ["Regel 1 is niet te lezen: «maart: 12; a»", "Regel 2: kies een getal", "Regel 3: schrijf na een puntkomma"]),
        ("1-3-2027: veel; a", ["Regel 1 is niet te lezen"]),
        ("31-2-2027: 3; a", ["Regel 1 is niet te lezen"]),
        ("1-3-2027: NaN; a", ["Regel 1 is niet te lezen"]),
        ("1-3-2027: 1,234; a", ["met ten hoogste twee decimalen"]),
        (f"1-3-2027: 1; {'z' * 201}", ["onder de 200 tekens"]),
        ("\n".join(f"1-3-{year}: 1; a" for year in range(2027, 2052)), ["ten hoogste 24 punten"]),
    ],
)  # fmt: skip
def test_points_that_cannot_be_are_refused_all_at_once(desk, lines, said):
    with pytest.raises(Invalid) as refused:
        pathways.state_need(desk.caller(), desk.study.id, desk.calm.id, 0, needs=from_lines(lines))
    for sentence in said:
        assert sentence in str(refused.value.problems["lines"])


def test_points_are_read_as_people_type_them_and_given_back_the_same():
    needs = from_lines("1-3-2027: 1.000; een bron\n2027-04-01: 12,5; nog een\n1/5/2027 : 3.5 ; derde")
    assert [(one.on, one.needed, one.why) for one in needs] == [
        (date(2027, 3, 1), Decimal(1000), "een bron"),
        (date(2027, 4, 1), Decimal("12.5"), "nog een"),
        (date(2027, 5, 1), Decimal("3.5"), "derde"),
    ]
    assert from_lines(as_lines(needs)) == needs


@pytest.mark.mission("S6")
def test_a_step_carries_until_its_scenario_asks_more_and_says_so(desk):
    now = desk.step(effort=desk.network.fixed().id, delivers="10", nature="fixed")
    team = desk.step("Reizend team", "20", decision_days=30, lead_days=90)
    now = desk.follow(now, team)
    desk.need(desk.calm, (0, "8"), (900, "9"))
    desk.need(desk.storm, (0, "8"), (300, "14"))
    calm, storm = desk.carried(desk.calm, now), desk.carried(desk.storm, now)
    assert (calm.sell_by, calm.standing) == (None, Standing.LASTS)
    assert (
        why_it_ends(calm, "teams")
        == "Zolang de studie kijkt, is nooit meer nodig dan de 10 teams die deze stap levert."
    )
    assert (storm.sell_by, storm.ending) == (desk.day(101), Ending.NEED)
    assert storm.best.begin == desk.day(101 - 120)
    assert storm.standing == Standing.TOO_LATE
    assert "teams nodig; deze stap levert er 10." in why_it_ends(storm, "teams")
    assert "10,02 teams" in why_it_ends(storm, "teams")
    assert "min 90 dagen voorbereiden, min 30 dagen besluiten" in why_begin_then(storm, storm.best)


@pytest.mark.parametrize(
    ("lead", "standing"),
    [(0, Standing.LATER), (41, Standing.START_NOW), (101, Standing.START_NOW), (102, Standing.TOO_LATE),
     (3650, Standing.TOO_LATE)],
)  # fmt: skip
def test_begin_now_and_too_late_are_told_against_the_clock_of_the_node(desk, lead, standing):
    now = desk.step(effort=desk.network.fixed().id, delivers="10", nature="fixed")
    desk.follow(now, desk.step("Team", "20", lead_days=lead))
    desk.need(desk.storm, (0, "8"), (300, "14"))
    assert desk.carried(desk.storm, now).standing == standing


def test_a_successor_that_carries_no_longer_is_none(desk):
    now = desk.step(effort=desk.network.fixed().id, delivers="10", nature="fixed")
    desk.follow(now, desk.step("Klein team", "9"))
    desk.need(desk.storm, (0, "8"), (300, "14"))
    carried = desk.carried(desk.storm, now)
    assert (carried.standing, carried.best) == (Standing.ALONE, None)


@pytest.mark.mission("S4")
def test_flexible_effort_carries_no_longer_than_its_own_last_day(desk):
    effort = desk.network.flexible(ends_on=desk.day(50))
    step = desk.step(effort=effort.id, delivers="10")
    desk.need(desk.storm, (0, "8"), (300, "14"))
    carried = desk.carried(desk.storm, step)
    assert (carried.sell_by, carried.ending, carried.tips) == (desk.day(51), Ending.EFFORT, desk.day(101))
    assert "De inzet zelf stopt" in why_it_ends(carried, "teams")


def test_what_is_followed_by_work_that_runs_already_asks_nothing(desk):
    now = desk.step(effort=desk.network.fixed().id, delivers="10", nature="fixed")
    other = desk.network.fixed(title="Ander werk")
    now = desk.follow(now, desk.step(effort=other.id, delivers="30", nature="fixed", lead_days=900))
    desk.need(desk.storm, (0, "12"), (300, "14"))
    carried = desk.carried(desk.storm, now)
    assert (carried.standing, carried.best.begin) == (Standing.TAKEN_OVER, None)
    assert why_begin_then(carried, carried.best) == "Deze opvolger werkt al."
    assert desk.seen().pressing == []
    with pytest.raises(Refused, match="werkt al"):
        pathway_steps.watch_begin(desk.caller(), now.id, now.version, scenario=desk.storm.id)


def test_what_was_needed_once_and_is_needed_no_more_tips_nothing(desk):
    step = desk.step(effort=desk.network.fixed().id, delivers="10", nature="fixed")
    desk.need(desk.storm, (-400, "20"), (-100, "5"), (500, "12"))
    carried = desk.carried(desk.storm, step)
    assert (carried.sell_by, carried.standing) == (desk.day(329), Standing.ALONE)
    assert desk.seen().outlook.without(step.id)[desk.storm.id] == (desk.today, None)
    other = desk.step(effort=desk.network.fixed(title="Ander werk").id, delivers="10", nature="fixed")
    day, carries = desk.seen().outlook.without(step.id)[desk.storm.id]
    assert (day, carries.id) == (desk.day(329), other.id)


def test_a_successor_that_starts_after_the_step_ends_is_too_late_and_says_from_when_it_works(desk):
    later = desk.network.flexible(starts_on=desk.day(150), ends_on=desk.day(400))
    step = desk.step(effort=desk.network.fixed().id, delivers="10", nature="fixed")
    step = desk.follow(step, desk.step(effort=later.id, delivers="30"))
    desk.need(desk.storm, (0, "8"), (300, "14"))
    carried = desk.carried(desk.storm, step)
    assert (carried.sell_by, carried.standing) == (desk.day(101), Standing.TOO_LATE)
    assert "werkt pas vanaf" in why_begin_then(carried, carried.best)
    assert desk.seen().pressing


def test_the_day_of_a_step_that_does_not_work_yet_presses_when_it_comes_next(desk):
    now = desk.step(effort=desk.network.fixed().id, delivers="10", nature="fixed")
    team, aside = desk.step("Team", "13", lead_days=20), desk.step("Terzijde", "12", lead_days=20)
    fixed = desk.step("Vast team", "30", lead_days=245, nature="fixed")
    desk.follow(now, team)
    desk.follow(team, fixed)
    desk.follow(aside, fixed)
    desk.need(desk.storm, (0, "8"), (300, "14"))
    seen = desk.seen()
    assert {id: one.id for id, one in seen.outlook.ahead(desk.storm.id).items()} == {team.id: now.id, fixed.id: team.id}
    assert desk.carried(desk.storm, aside).standing in (Standing.TOO_LATE, Standing.START_NOW)
    assert [(one.step.id, one.standing) for _scenario, one in seen.pressing] == [(team.id, Standing.START_NOW)]
    assert seen.count(Standing.START_NOW) == 1


def test_routes_begin_with_what_works_and_last_to_the_end(desk):
    now = desk.step(effort=desk.network.fixed().id, delivers="10", nature="fixed")
    team = desk.step("Team", "13", lead_days=60)
    fixed = desk.step("Vast team", "30", lead_days=150, nature="fixed")
    desk.follow(now, team, fixed)
    desk.follow(team, fixed)
    desk.need(desk.calm, (0, "8"))
    desk.need(desk.storm, (0, "8"), (300, "14"), (900, "20"))
    routes = [([one.title for one in route.steps], len(route.lasts_in)) for route in desk.seen().outlook.routes()]
    assert routes == [([now.title, "Team", "Vast team"], 2), ([now.title], 1)]


@pytest.mark.parametrize(
    ("told", "fields"),
    [
        ({"title": "", "delivers": "0", "why": " ", "nature": "x", "lead_days": -1, "decision_days": 9999},
         {"title", "delivers", "why", "nature", "lead_days", "decision_days"}),
        ({"title": "Team", "delivers": "-3"}, {"delivers"}),
        ({"title": "Team", "followers": (UUID(int=9),)}, {"followers"}),
        ({"title": "Team", "effort": UUID(int=9)}, {"effort"}),
    ],
)  # fmt: skip
def test_a_step_that_cannot_be_is_refused_with_every_problem(desk, told, fields):
    with pytest.raises(Invalid) as refused:
        desk.step(**told)
    assert set(refused.value.problems) == fields


def test_a_study_that_cannot_be_is_refused_with_every_problem(desk):
    with pytest.raises(Invalid) as refused:
        pathways.make_study(desk.caller(), desk.plan(
            title="", question="", objective="nergens", unit="", looks_to=desk.today, notice_days=-1
        ))  # fmt: skip
    assert set(refused.value.problems) == {"title", "question", "objective", "unit", "looks_to", "notice_days"}


def test_an_effort_is_one_step_of_a_study_and_when_it_stops_it_is_reckoned_with_no_more(desk):
    effort = desk.network.flexible()
    step = desk.step(effort=effort.id)
    with pytest.raises(Invalid) as refused:
        desk.step(effort=effort.id)
    assert "effort" in refused.value.problems
    desk.need(desk.storm, (0, "8"))
    end_effort(desk.caller(), effort.id, effort.version, reasoning=WHY)
    seen = desk.seen()
    assert ([one.id for one in seen.over], seen.of_step(step.id), seen.outlook.routes()) == ([step.id], [], [])


def test_what_a_scenario_asks_is_replaced_by_who_read_the_last_version(desk):
    first = desk.need(desk.storm, (0, "8"))
    second = desk.need(desk.storm, (0, "9"), version=first.version)
    for version in (0, first.version):
        with pytest.raises(Stale):
            desk.need(desk.storm, (0, "7"), version=version)
    assert [one.points[0]["needed"] for one in desk.seen().needs] == ["9"]
    pathways.drop_need(desk.caller(), second.id, second.version)
    assert desk.seen().needs == ()
    with pytest.raises(Stale):
        desk.need(desk.storm, (0, "7"), version=second.version)
    desk.need(desk.storm, (0, "7"))
    assert PathwayNeed.objects.beyond_access("test").count() == 2


def test_a_retired_scenario_is_asked_of_no_more(desk):
    futures.retire_scenario(desk.caller(), desk.storm.id, desk.storm.version)
    with pytest.raises(Invalid) as refused:
        desk.need(desk.storm, (0, "8"))
    assert "ingetrokken" in str(refused.value.problems["scenario"])


def watched(desk):
    now = desk.step(effort=desk.network.fixed().id, delivers="10", nature="fixed")
    now = desk.follow(now, desk.step("Team", "20", lead_days=70))
    desk.need(desk.storm, (0, "8"), (300, "14"))
    pathway_steps.watch_begin(desk.caller(), now.id, now.version, scenario=desk.storm.id)
    return PathwayStep.objects.beyond_access("test").get(pk=now.pk)


@pytest.mark.mission("S4")
def test_the_day_to_begin_becomes_a_deadline_by_hand_and_starts_nothing_when_it_comes(desk):
    now = watched(desk)
    deadline = Deadline.objects.beyond_access("test").get(what=BEGIN)
    assert (deadline.due_at.date(), deadline.about, deadline.state) == (desk.day(31), now.urn, "open")
    efforts = Effort.objects.beyond_access("test").count()
    desk.network.world.later(days=33)
    sweep(desk.network.world.now, mode=Mode.REAL)
    deadline = Deadline.objects.beyond_access("test").get(what=BEGIN)
    assert (deadline.state, Effort.objects.beyond_access("test").count()) == ("ran_out", efforts)
    with pytest.raises(Refused, match="al voorbij"):
        pathway_steps.watch_begin(desk.caller(), now.id, now.version, scenario=desk.storm.id)
    with pytest.raises(Invalid) as refused:
        pathway_steps.review_step(desk.caller(), now.id, now.version, outcome="", reasoning=Reasoning(" "))
    assert set(refused.value.problems) == {"outcome", "reasons"}
    pathway_steps.review_step(desk.caller(), now.id, now.version, outcome="begun", reasoning=WHY)
    assert Deadline.objects.beyond_access("test").get(what=BEGIN).state == "met"
    assert Decision.objects.beyond_access("test").get(what=BEGIN).outcome == "pathway-begun"
    assert Effort.objects.beyond_access("test").count() == efforts


def test_a_new_day_takes_the_place_of_the_old_and_goes_with_the_step_or_the_study(desk):
    now = watched(desk)
    pathway_steps.watch_begin(desk.caller(), now.id, now.version, scenario=desk.storm.id)
    states = Deadline.objects.beyond_access("test").filter(what=BEGIN).values_list("state", flat=True)
    assert sorted(states) == ["open", "withdrawn"]
    pathways.close_study(desk.caller(), desk.study.id, desk.study.version)
    assert set(states.all()) == {"withdrawn"}
    with pytest.raises(Refused, match="afgesloten"):
        desk.step("Team")


def test_a_step_that_is_dropped_follows_nothing_any_more(desk):
    now = watched(desk)
    team = PathwayStep.objects.beyond_access("test").get(title="Team")
    pathway_steps.drop_step(desk.caller(), team.id, team.version)
    now = PathwayStep.objects.beyond_access("test").get(pk=now.pk)
    assert now.followers == []
    pathway_steps.drop_step(desk.caller(), now.id, now.version)
    assert Deadline.objects.beyond_access("test").get(what=BEGIN).state == "withdrawn"
    with pytest.raises(Refused, match="uit de studie"):
        pathway_steps.drop_step(desk.caller(), now.id, now.version + 1)


def test_there_is_no_day_to_watch_where_a_step_lasts_or_stands_alone(desk):
    step = desk.step(effort=desk.network.fixed().id, delivers="10", nature="fixed")
    desk.need(desk.calm, (0, "8"))
    desk.need(desk.storm, (0, "8"), (300, "14"))
    for scenario, said in ((desk.calm, "hele periode"), (desk.storm, "geen opvolger")):
        with pytest.raises(Refused, match=said):
            pathway_steps.watch_begin(desk.caller(), step.id, step.version, scenario=scenario.id)


def test_the_reverse_test_knows_from_when_something_is_short_without_an_effort(desk):
    alone = desk.step(effort=desk.network.fixed().id, delivers="10", nature="fixed")
    desk.need(desk.calm, (-30, "0"))
    desk.need(desk.storm, (-30, "8"), (270, "14"))
    assert desk.seen().outlook.without(alone.id) == {desk.calm.id: (None, None), desk.storm.id: (desk.today, None)}
    other = desk.step(effort=desk.network.fixed(title="Ander werk").id, delivers="12", nature="fixed")
    day, carries = desk.seen().outlook.without(alone.id)[desk.storm.id]
    assert (day, carries.id) == (desk.day(171), other.id)
    desk.step("Voorstel", "99")
    assert desk.seen().outlook.without(alone.id)[desk.storm.id][0] == desk.day(171)


@pytest.mark.parametrize("who", ["town", "decider"])
def test_only_analysts_and_coordinators_make_a_study(desk, who):
    with pytest.raises(Refused, match="niet de juiste rol"):
        pathways.make_study(desk.caller(getattr(desk.network, who)), desk.plan())


def test_only_who_made_a_study_changes_it(desk):
    other = desk.network.world.person("Otto", "Politie", Role.ANALYST)
    with pytest.raises(Refused, match="Alleen de organisatie die deze padenstudie maakte"):
        pathways.close_study(desk.caller(other), desk.study.id, desk.study.version)
    step = desk.step("Team")
    with pytest.raises(Refused, match="Alleen de organisatie die deze padenstudie maakte"):
        pathway_steps.drop_step(desk.caller(other), step.id, step.version)
