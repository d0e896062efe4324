# SPDX-License-Identifier: EUPL-1.2
"""Role conflicts are found by joins over task, role, holder and time."""

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vijfveld.methods import erosion
from vijfveld.methods.erosion import Bar, Conflict, Duty, Separation

APART = Separation("requester", "authoriser", "source of the rule")
APART_EVERYWHERE = APART._replace(same_task=False)


@pytest.mark.parametrize(
    ("duties", "rule", "found"),
    [
        ([Duty("t", "requester", "x"), Duty("t", "authoriser", "x")], APART, [(-inf, inf)]),
        ([Duty("t", "authoriser", "x", 3, 9), Duty("t", "requester", "x", 0, 5)], APART, [(3, 5)]),
        ([Duty("t", "requester", "x", 0, 3), Duty("t", "authoriser", "x", 3, 9)], APART, []),
        ([Duty("t", "requester", "x"), Duty("t", "authoriser", "y")], APART, []),
        ([Duty("t", "requester", "x"), Duty("u", "authoriser", "x")], APART, []),
        ([Duty("t", "requester", "x"), Duty("u", "authoriser", "x")], APART_EVERYWHERE, [(-inf, inf)]),
    ],
)
def test_roles_that_must_be_apart_conflict_only_together_in_time(duties, rule, found) -> None:  # type: ignore[no-untyped-def]
    conflicts = erosion.separation_conflicts(duties, [rule])
    assert [(one.start, one.end) for one in conflicts] == found
    assert all(one.task == "t" and one.source == "source of the rule" for one in conflicts)


NARROWED = [
    (APART._replace(holders=frozenset("y")), ["y"]),
    (APART._replace(tasks=frozenset("u")), ["x"]),
    (APART._replace(holders=frozenset("y"), tasks=frozenset("u")), []),
    (APART, ["x", "x", "y"]),
]


@pytest.mark.parametrize(("rule", "holders"), NARROWED)
def test_a_rule_can_be_for_some_holders_and_some_tasks(rule: Separation, holders: list[str]) -> None:
    pairs = [("t", "x"), ("t", "y"), ("u", "x")]
    held = [Duty(task, role, who) for task, who in pairs for role in ("requester", "authoriser")]
    assert sorted(one.holders[0] for one in erosion.separation_conflicts(held, [rule])) == holders


duties = st.lists(
    st.builds(
        lambda task, role, holder, start, length: Duty(task, role, holder, start, start + length),
        *map(st.sampled_from, ("tu", ["requester", "authoriser"], "xy")),
        st.integers(0, 5),
        st.integers(1, 4),
    ),
    max_size=6,
)


@settings(deadline=None)
@given(duties)
def test_a_month_by_month_look_finds_the_same_conflicts(given_duties: list[Duty]) -> None:
    by_join = {
        (one.task, one.holders, month)
        for one in erosion.separation_conflicts(given_duties, [APART])
        for month in range(12)
        if one.start <= month < one.end
    }
    by_month = {
        (a.task, (a.holder,), month)
        for month in range(12)
        for a in given_duties
        for b in given_duties
        if a.task == b.task and a.holder == b.holder and (a.role, b.role) == ("requester", "authoriser")
        if a.start <= month < a.end and b.start <= month < b.end
    }
    assert by_join == by_month


def test_a_task_needs_exactly_one_accountable_and_someone_responsible_all_the_time() -> None:
    given_duties = [
        Duty("t", "A", "x", 0, 6),
        Duty("t", "A", "y", 4, 8),
        Duty("t", "R", "x", 2, 12),
        Duty("v", "A", "x"),
    ]
    found = erosion.accountability_conflicts(given_duties, ["t"], start=0, end=12)
    assert {(one.rule, one.holders, one.start, one.end) for one in found} == {
        ("several accountable", ("x", "y"), 4, 6),
        ("nobody accountable", (), 8, 12),
        ("nobody responsible", (), 0, 2),
    }


def test_neighbouring_stretches_with_the_same_fault_are_one() -> None:
    found = erosion.accountability_conflicts([Duty("u", "A", "x", 3, 5)], ["t"], start=0, end=12)
    assert {(one.rule, one.start, one.end) for one in found} == {
        ("nobody accountable", 0, 12),
        ("nobody responsible", 0, 12),
    }


def test_the_same_holder_twice_is_not_several() -> None:
    twice = [Duty("t", "A", "x", 0, 6), Duty("t", "A", "x", 4, 12), Duty("t", "R", "x")]
    assert erosion.accountability_conflicts(twice, ["t"], start=0, end=12) == []


def test_a_barred_duty_is_found_and_a_coordinator_does_not_command() -> None:
    bar = Bar(frozenset({"minister"}), "R", frozenset({"case"}), "source")
    given_duties = [Duty("case", "R", "minister"), Duty("case", "R", "judge"), Duty("case", "A", "minister")]
    assert [one.holders for one in erosion.barred_conflicts(given_duties, [bar])] == [("minister",)]
    command = erosion.command_bars(
        {"care": "municipal", "plan": "national"}, {"coordinator"}, side="municipal", source="s"
    )
    led = [Duty("care", "A", "coordinator"), Duty("plan", "A", "coordinator"), Duty("care", "R", "coordinator")]
    assert [one.task for one in erosion.barred_conflicts(led, [command])] == ["care"]


def test_recurrence_counts_conflicts_that_came_back_within_two_years() -> None:
    def one(start: float, end: float, task: str = "t") -> Conflict:
        return Conflict("rule", task, ("x",), start, end)

    assert erosion.recurrence([one(0, 5), one(20, 25), one(60, inf), one(0, 3, "u")]) == pytest.approx(1 / 3)
    assert np.isnan(erosion.recurrence([one(0, inf)]))
