# SPDX-License-Identifier: EUPL-1.2
"""From entries of the ledger to what was granted from which day, and from that to figures per month."""

import json
from datetime import date
from uuid import UUID

import numpy as np
import pytest

from vijfveld.node.roles import Reach
from vijfveld.steering.erosion_counting import AREAS, Contact, Facts, Grant, Partner, count, fit_to_show, whole_months
from vijfveld.steering.erosion_facts import Step, Work, tell
from vijfveld.steering.erosion_words import Signal
from vijfveld.steering.queries.erosion import Watch
from vijfveld.steering.queries.erosion_beneath import facts as beneath

HOME, EFFORT, ASK, OWNER, TOWN = (UUID(int=number) for number in range(1, 6))
WORK = {EFFORT: Work("voorkomen", True, OWNER)}


def entry(version, act, day, **facts):
    stream = f"urn:vijfveld:{HOME}:ask:{ASK}"
    told = {"stream": stream, "version": version, "act": act, "at": f"{day}T10:00:00+00:00", "facts": facts}
    return json.dumps(told).encode()


PUT = entry(1, "ask.put", "2026-01-05", capacity="4", floor="2", effort=f"urn:vijfveld:{HOME}:effort:{EFFORT}",
            partner=str(TOWN))  # fmt: skip


def stretches(*entries):
    told = tell([[PUT, *entries]], WORK)
    return [(one.fte, one.floor, str(one.since), str(one.until or "")) for one in told.grants]


@pytest.mark.mission("S7")
def test_what_was_granted_is_known_for_any_day():
    yes = entry(2, "ask.answer", "2026-02-03", state="accepted", granted="4")
    less = entry(3, "ask.answer", "2026-05-06", state="partly", granted="3")
    assert stretches(yes, less) == [(4.0, 2.0, "2026-02-03", "2026-05-06"), (3.0, 2.0, "2026-05-06", "")]
    told = tell([[PUT, yes, less]], WORK)
    assert [(one.one, one.other) for one in told.contacts] == [(OWNER, TOWN), (TOWN, OWNER), (TOWN, OWNER)]
    assert told.steps[-1] == Step(ASK, EFFORT, TOWN, date(2026, 5, 6), 4.0, 3.0)


def test_a_floor_counts_from_the_first_grant_and_stays_when_a_partner_gives_nothing_more():
    no = entry(3, "ask.answer", "2026-04-01", state="declined", granted="0")
    yes = entry(2, "ask.answer", "2026-02-03", state="accepted", granted="4")
    assert stretches() == []
    assert stretches(yes, no) == [(4.0, 2.0, "2026-02-03", "2026-04-01"), (0.0, 2.0, "2026-04-01", "")]


@pytest.mark.parametrize("state", ["closed", "withdrawn"])
def test_an_ask_that_is_over_counts_no_more(state):
    yes = entry(2, "ask.answer", "2026-02-03", state="accepted", granted="4")
    assert stretches(yes, entry(3, "effort.end", "2026-06-01", state=state)) == [(4.0, 2.0, "2026-02-03", "2026-06-01")]


def test_an_adopted_counter_proposal_and_what_is_carried_into_fixed_effort_are_granted():
    counter = entry(2, "ask.answer", "2026-02-03", state="countered", granted="0")
    adopted = entry(3, "ask.adopt_counter", "2026-02-09", state="accepted", capacity="3")
    assert stretches(counter, adopted) == [(3.0, 2.0, "2026-02-09", "")]
    carried = json.loads(PUT) | {"act": "effort.take_up"}
    told = tell([[json.dumps(carried).encode()]], WORK)
    assert [(one.fte, str(one.since)) for one in told.grants] == [(4.0, "2026-01-05")]
    assert told.contacts == [], "nobody turned to anyone"


@pytest.mark.parametrize("act", ["ask.put", "ask.put_many", "ask.again", "portfolio.propose"])
def test_whoever_asks_turned_to_a_partner_also_out_of_a_portfolio(act):
    told = tell([[json.dumps(json.loads(PUT) | {"act": act}).encode()]], WORK)
    assert [(one.one, one.other) for one in told.contacts] == [(OWNER, TOWN)]


def test_asks_of_efforts_that_may_not_be_seen_and_entries_of_another_shape_are_left_out():
    assert tell([[PUT]], {}).contacts == []
    assert tell([[entry(1, "ask.import", "2026-01-05")], []], WORK).contacts == []


def test_months_that_are_over_count_and_the_running_one_does_not():
    assert whole_months(date(2026, 1, 20), date(2026, 3, 30)) == [date(2026, 1, 1), date(2026, 2, 1)]
    assert whole_months(date(2026, 1, 20), date(2026, 3, 31))[-1] == date(2026, 3, 1)
    assert whole_months(date(2026, 3, 20), date(2026, 3, 30)) == []
    assert len(whole_months(date(2019, 3, 20), date(2026, 3, 30))) == 36
    assert whole_months(date(2019, 3, 20), date(2026, 1, 2))[-1] == date(2025, 12, 1)


def partner(side, reach=Reach.LOCAL):
    return Partner(side, reach.value)


def grant(effort, who, since, until=None, *, fte=2.0, area="voorkomen", fixed=True):
    return Grant(effort, who, area, fixed, fte, 1.0, since, until)


def test_what_stands_at_the_end_of_a_month_counts_for_it():
    facts = Facts(
        {"a": partner(0), "b": partner(1, Reach.NATIONAL)},
        {},
        [
            grant("e", "a", date(2026, 1, 31), date(2026, 3, 31)),
            grant("e", "b", date(2026, 2, 1), fte=3.0, fixed=False, area="vervolgen"),
            grant("e", "b", date(2025, 1, 1), date(2025, 6, 1)),
        ],
    )
    counted = count(facts, [date(2026, month, 1) for month in (1, 2, 3)])
    assert counted.granted[Reach.LOCAL].tolist() == [2, 2, 0]
    assert counted.floors[Reach.LOCAL].tolist() == [1, 1, 0]
    assert counted.granted[Reach.NATIONAL].tolist() == [0, 0, 0]
    assert counted.efforts[:, 1].tolist() == [2, 2, 0]
    assert counted.efforts[:, 4].tolist() == [0, 3, 3]


def test_an_effort_counts_once_for_each_who_works_on_it_shared_over_the_others():
    facts = Facts(
        {name: partner(side) for name, side in (("a", 0), ("b", 0), ("c", 1), ("d", 1), ("x", None))},
        {"e": "d"},
        [grant("e", who, date(2026, 1, 5)) for who in ("a", "b", "c", "x")],
        [Contact(date(2026, 2, 3), "a", "c"), Contact(date(2026, 2, 3), "a", "x"), Contact(date(2026, 2, 3), "a", "a")],
    )
    counted = count(facts, [date(2026, 1, 1), date(2026, 2, 1)])
    assert counted.mixing[0] == pytest.approx(np.array([[2, 4], [4, 2]]) / 3)
    assert counted.mixing[0].sum() == pytest.approx(4), "each of the four counts once"
    assert counted.mixing[1] == pytest.approx(np.array([[2, 7], [7, 2]]) / 3)
    assert counted.sides[1].tolist() == [2, 2]


def month_of(*fields):
    """January with these organisations behind each field."""
    grants = [grant("e", who, date(2026, 1, 5), area=area) for area, there in zip(AREAS, fields, strict=True)
              for who in there]  # fmt: skip
    return count(Facts({one.partner: partner(0) for one in grants}, {}, grants), [date(2026, 1, 1)])


def apart(*bodies):
    """So many organisations behind each field, each behind one field only."""
    return [[f"{field}-{at}" for at in range(number)] for field, number in enumerate(bodies)]


@pytest.mark.parametrize(
    ("fields", "together"),
    [
        (apart(9, 9, 9, 9, 9), []),
        (apart(9, 9, 9, 3, 9), [0, 3]),
        (apart(9, 9, 9, 2, 1), [0, 3, 4]),
        (apart(9, 9, 9, 4, 3), [3, 4]),
        (apart(9, 9, 9, 0, 9), []),
        (["ab", "abc", "abcdefghi", "abcdefgh", "abcdefgh"], [0, 1, 3]),
        (["ab", "cde", "abcdefghi", "abcdefgh", "abcdefgh"], [0, 1]),
        (["abcd", "abc", "ab", "a", ""], []),
    ],
)
def test_fields_are_taken_together_until_five_different_organisations_are_behind_them(fields, together):
    efforts, merged = fit_to_show(month_of(*fields))
    assert np.flatnonzero(merged[0]).tolist() == together
    behind = {who for field in together for who in fields[field]}
    assert not together or len(behind) >= 5
    assert efforts[0].any() == any(len(there) >= 5 for there in fields)


def test_a_month_of_which_no_field_can_be_shown_has_no_effort():
    assert fit_to_show(month_of(*apart(1, 1, 0, 0, 0)))[0].tolist() == [[0, 0, 0, 0, 0]]


def contacts_of(*pairs, month=1):
    return [Contact(date(2026, month, 5), one, other) for one, other in pairs]


def told_of_contacts(*pairs):
    ends = {end for pair in pairs for end in pair}
    partners = {end: partner(0 if end.startswith("s") else 1) for end in ends}
    counted = count(Facts(partners, {}, [], contacts_of(*pairs)), [date(2026, 1, 1)])
    table = beneath(None, Watch(date(2026, 2, 1), counted.months, {}, counted), Signal.DRIFT)
    return [row[1].text for row in table.rows] if table else None


ACROSS = [(f"s{at}", f"v{at}") for at in range(6)]
SECURITY = [(f"v{at}", f"v{at + 1}") for at in range(5)]
SOCIAL = [(f"s{at}", f"s{at + 1}") for at in range(5)]
HIDDEN = "te weinig organisaties"


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        ([*ACROSS, *SECURITY, *SOCIAL], ["5", "5", "6"]),
        ([*ACROSS, *SECURITY, ("s0", "s1")], [HIDDEN, HIDDEN, "6"]),
        ([*ACROSS, ("v0", "v1"), ("s0", "s1")], None),
        ([*SOCIAL, *SECURITY, ("s0", "v0")], [HIDDEN, "5", HIDDEN]),
        ([*ACROSS, ("s0", "s1")], [HIDDEN, "0", HIDDEN]),
        ([*ACROSS], ["0", "0", "6"]),
    ],
)
def test_contacts_that_rest_on_few_are_hidden_with_another_so_that_none_can_be_worked_out(pairs, told):
    assert told_of_contacts(*pairs) == told
