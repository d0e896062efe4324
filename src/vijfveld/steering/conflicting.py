# SPDX-License-Identifier: EUPL-1.2
"""From the roles in a task to the rules that do not hold there; the rules are joins over role, holder and day."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import inf
from uuid import UUID

from vijfveld.methods import erosion
from vijfveld.steering.models import Duty, RoleTask
from vijfveld.steering.separations import Pair, separations
from vijfveld.steering.words_roles import Rule

ABSENCE = {
    "nobody accountable": Rule.NOBODY_ACCOUNTABLE,
    "several accountable": Rule.SEVERAL_ACCOUNTABLE,
    "nobody responsible": Rule.NOBODY_RESPONSIBLE,
}


@dataclass(frozen=True)
class Sides:
    """Which organisations are political principals, and which coordinate: some rules are for them alone."""

    political: frozenset[UUID] = frozenset()
    coordinators: frozenset[UUID] = frozenset()

    def of(self, who: str) -> frozenset[str] | None:
        """The holders that a rule is for; None is everyone."""
        named = {"political": self.political, "coordinator": self.coordinators}
        return frozenset(map(str, named[who])) if who in named else None


@dataclass(frozen=True)
class Clash:
    """A rule that does not hold: between whom, from when, until when (None is open)."""

    rule: Rule
    holders: tuple[str, ...]
    from_on: date
    until_on: date | None

    def mark(self, task: UUID) -> str:
        """By what the same clash is known again."""
        return mark_of(self.rule, str(task), *self.holders)


def mark_of(*parts: str) -> str:
    """A name of fixed length for what makes a conflict the same one."""
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


def clashes(
    task: RoleTask, duties: Iterable[Duty], sides: Sides, *, today: date, ended: Iterable[Duty] = ()
) -> list[Clash]:
    """Every rule that does not hold in a task now or later. A missing role counts from the day roles must be clear, or
    from when the last who had it, among those that `ended`, stopped."""
    held = [_held(duty, inf) for duty in duties]
    before = [_held(duty, today.toordinal()) for duty in ended]
    name = str(task.pk)
    found = [_clash(ABSENCE[one.rule], one) for one in _missing(name, [*held, *before], task.starts_on)]
    found = [clash for clash in found if clash.from_on <= today or clash.rule == Rule.SEVERAL_ACCOUNTABLE]
    for pair in separations().values():
        found += [_clash(Rule(pair.code), one) for one in _forbidden(pair, task, held, sides)]
    living = [clash for clash in found if clash.until_on is None or clash.until_on >= today]
    first: dict[tuple[str, tuple[str, ...]], Clash] = {}
    for clash in sorted(living, key=lambda one: one.from_on):
        first.setdefault((clash.rule, clash.holders), clash)
    return list(first.values())


def _held(duty: Duty, at_most: float) -> erosion.Duty:
    end = duty.until_on.toordinal() + 1 if duty.until_on else inf
    return erosion.Duty(
        str(duty.task_id), duty.role, str(duty.organisation_id), duty.from_on.toordinal(), min(end, at_most)
    )


def _missing(name: str, held: list[erosion.Duty], starts_on: date) -> list[erosion.Conflict]:
    return erosion.accountability_conflicts(held, [name], start=starts_on.toordinal(), end=inf)


def _forbidden(pair: Pair, task: RoleTask, held: list[erosion.Duty], sides: Sides) -> list[erosion.Conflict]:
    if pair.tasks != "all" and not getattr(task, pair.tasks):
        return []
    holders = sides.of(pair.who)
    if pair.kind == "apart":
        first, second = pair.roles
        rule = erosion.Separation(first, second, pair.source, holders=holders)
        return erosion.separation_conflicts(held, [rule])
    if pair.kind == "barred" and holders is not None:
        bar = erosion.Bar(holders, pair.roles[0], frozenset({str(task.pk)}), pair.source)
        return erosion.barred_conflicts(held, [bar])
    return []


def _clash(rule: Rule, found: erosion.Conflict) -> Clash:
    until = None if found.end == inf else date.fromordinal(int(found.end) - 1)
    return Clash(rule, found.holders, date.fromordinal(int(found.start)), until)
