# SPDX-License-Identifier: EUPL-1.2
"""Role conflicts: tasks without one accountable, and roles that no one may hold together, found by joins.

A holder is an organisation or a seat, never a person. Months or days are numbered; a duty holds from its first up to,
not including, its last; infinity is open.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from itertools import combinations, pairwise
from math import inf
from typing import NamedTuple

ACCOUNTABLE = "A"
RESPONSIBLE = "R"


class Duty(NamedTuple):
    """Who holds which role in which task, and when."""

    task: str
    role: str
    holder: str
    start: float = -inf
    end: float = inf

    def overlap(self, other: "Duty") -> tuple[float, float] | None:
        """The time in which both hold, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return (start, end) if start < end else None


class Separation(NamedTuple):
    """Two roles that one holder may not have at the same time, in one task or across all, and who says so.

    `holders` and `tasks` narrow it to some holders, such as political principals, and to some tasks, such as intrusive
    measures; None is all of them. Across tasks, both tasks must be among `tasks`.
    """

    first: str
    second: str
    source: str
    same_task: bool = True
    holders: frozenset[str] | None = None
    tasks: frozenset[str] | None = None

    def covers(self, duty: Duty) -> bool:
        """Whether the rule looks at this duty."""
        of_holder = self.holders is None or duty.holder in self.holders
        return of_holder and (self.tasks is None or duty.task in self.tasks)


class Bar(NamedTuple):
    """Holders that may not have a role in some tasks, and who says so, such as a coordinator in command."""

    holders: frozenset[str]
    role: str
    tasks: frozenset[str]
    source: str


class Conflict(NamedTuple):
    """One conflict: which rule, in which task, between whom, when, and the source of the rule."""

    rule: str
    task: str
    holders: tuple[str, ...]
    start: float
    end: float
    source: str = ""


def separation_conflicts(duties: Iterable[Duty], separations: Iterable[Separation]) -> list[Conflict]:
    """Every holder of two roles that must be apart, at the same time. A conflict names the first role's task."""
    by_holder: dict[str, list[Duty]] = defaultdict(list)
    for duty in duties:
        by_holder[duty.holder].append(duty)
    return [
        Conflict(f"{rule.first} and {rule.second}", one.task, (one.holder,), *shared, rule.source)
        for rule in separations
        for held in by_holder.values()
        for one, other, shared in _together(held, rule)
    ]


def accountability_conflicts(
    duties: Iterable[Duty], tasks: Iterable[str], *, start: float, end: float
) -> list[Conflict]:
    """Every stretch between start and end in which a task has no or several accountable, or no responsible holder."""
    by_task: dict[str, list[Duty]] = defaultdict(list)
    for duty in duties:
        by_task[duty.task].append(duty)
    found = []
    for task in tasks:
        accountable = [duty for duty in by_task[task] if duty.role == ACCOUNTABLE]
        responsible = [duty for duty in by_task[task] if duty.role == RESPONSIBLE]
        found += _stretches("nobody accountable", task, accountable, (start, end), lambda number: number == 0)
        found += _stretches("several accountable", task, accountable, (start, end), lambda number: number > 1)
        found += _stretches("nobody responsible", task, responsible, (start, end), lambda number: number == 0)
    return found


def barred_conflicts(duties: Iterable[Duty], bars: Iterable[Bar]) -> list[Conflict]:
    """Every duty that a bar forbids."""
    rules = list(bars)
    return [
        Conflict(f"{rule.role} barred", duty.task, (duty.holder,), duty.start, duty.end, rule.source)
        for duty in duties
        for rule in rules
        if duty.role == rule.role and duty.holder in rule.holders and duty.task in rule.tasks
    ]


def command_bars(owners: Mapping[str, str], coordinators: Set[str], *, side: str, source: str) -> Bar:
    """The bar that keeps coordinators from being accountable for the tasks (task → side) of another side."""
    tasks = frozenset(task for task, owner in owners.items() if owner == side)
    return Bar(frozenset(coordinators), ACCOUNTABLE, tasks, source)


def recurrence(conflicts: Iterable[Conflict], *, within: float = 24) -> float:
    """The share of conflicts that came back: same rule, task and holders again within so many months of ending.

    Of all that ended; 0..1, NaN when none has ended.
    """
    by_kind: dict[tuple[str, str, tuple[str, ...]], list[Conflict]] = defaultdict(list)
    for conflict in conflicts:
        by_kind[conflict.rule, conflict.task, conflict.holders].append(conflict)
    ended = back = 0
    for same in by_kind.values():
        same.sort(key=lambda conflict: conflict.start)
        ended += sum(conflict.end < inf for conflict in same)
        back += sum(0 <= after.start - one.end <= within for one, after in pairwise(same))
    return back / ended if ended else float("nan")


def _together(held: list[Duty], rule: Separation) -> Iterator[tuple[Duty, Duty, tuple[float, float]]]:
    for one, other in combinations([duty for duty in held if rule.covers(duty)], 2):
        if rule.same_task and one.task != other.task:
            continue
        shared = one.overlap(other)
        if shared and (one.role, other.role) == (rule.first, rule.second):
            yield one, other, shared
        elif shared and (one.role, other.role) == (rule.second, rule.first):
            yield other, one, shared


def _stretches(
    rule: str, task: str, duties: list[Duty], window: tuple[float, float], wrong: Callable[[int], bool]
) -> list[Conflict]:
    """The stretches of the window in which the number of different holders is wrong, neighbours joined."""
    edges = {edge for duty in duties for edge in (duty.start, duty.end) if window[0] < edge < window[1]}
    cuts = sorted({*window, *edges})
    found: list[Conflict] = []
    for start, end in pairwise(cuts):
        holders = tuple(sorted({duty.holder for duty in duties if duty.start <= start < duty.end}))
        if not wrong(len(holders)):
            continue
        if found and found[-1].end == start and found[-1].holders == holders:
            found[-1] = found[-1]._replace(end=end)
        else:
            found.append(Conflict(rule, task, holders, start, end))
    return found
