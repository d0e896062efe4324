# SPDX-License-Identifier: EUPL-1.2
"""What a pathway study comes to: per scenario and step until when it carries, and when its successor must be begun.

All days are whole days where this node stands. A step carries until the first day on which more is needed than it
delivers, or on which its effort has stopped, whichever comes first: that is its sell-by. The trigger is the sell-by
less the days to prepare a successor and the days to decide about it. Source: Haasnoot and others (2013).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import inf
from uuid import UUID

from vijfveld.methods import pathways
from vijfveld.steering.needs import Need, first_day_above, needed_on
from vijfveld.steering.pathway_words import Ending, Standing

URGENCY = {
    pathways.Urgency.TOO_LATE: Standing.TOO_LATE,
    pathways.Urgency.START_NOW: Standing.START_NOW,
    pathways.Urgency.LATER: Standing.LATER,
}


@dataclass(frozen=True)
class Possible:
    """A step as it is reckoned with: what it delivers, the days it takes, since or from when it works, and when its
    effort stops (the first day without it)."""

    id: UUID
    title: str
    delivers: Decimal
    decision_days: int
    lead_days: int
    works_from: date
    works_now: bool
    fixed: bool
    stops: date | None
    followers: tuple[UUID, ...]


@dataclass(frozen=True)
class Switch:
    """A successor of a step in a scenario: when it must be begun with (None when it works already, or is not needed),
    and whether it carries longer."""

    to: Possible
    begin: date | None
    carries_longer: bool
    standing: Standing


@dataclass(frozen=True)
class Carried:
    """A step in a scenario: the tipping day, the sell-by and why, how much is needed then, and its successors."""

    step: Possible
    tips: date | None
    sell_by: date | None
    ending: Ending | None
    needed: Fraction | None
    switches: tuple[Switch, ...]

    @property
    def best(self) -> Switch | None:
        """The successor that leaves the most time, of those that carry longer; one that works already goes first."""
        useful = [one for one in self.switches if one.carries_longer and self.sell_by]
        return max(useful, key=lambda one: one.begin or date.max, default=None)

    @property
    def standing(self) -> Standing:
        """What this step asks of people now."""
        if self.sell_by is None:
            return Standing.LASTS
        return self.best.standing if self.best else Standing.ALONE

    @property
    def starts_too_late(self) -> bool:
        """Whether it cannot work before it would already have to be left."""
        return self.sell_by is not None and self.step.works_from >= self.sell_by


@dataclass(frozen=True)
class Route:
    """Steps one after another, and in which scenarios they carry to the end."""

    steps: tuple[Possible, ...]
    lasts_in: tuple[UUID, ...]


class Outlook:
    """A study seen from a day: what is needed per scenario, the steps, how far it looks, how many days are notice."""

    def __init__(
        self, needs: Mapping[UUID, Sequence[Need]], steps: Iterable[Possible], *, today: date, looks_to: date,
        notice: int,
    ) -> None:  # fmt: skip
        self.needs = dict(needs)
        ordered = sorted(steps, key=lambda one: (not one.works_now, one.delivers, one.title, one.id))
        self.steps = {one.id: one for one in ordered}
        self.today, self.looks_to, self.notice = today, looks_to, notice

    @cached_property
    def carried(self) -> dict[UUID, dict[UUID, Carried]]:
        """By scenario, then by step."""
        return {scenario: {id: self._carry(one, scenario) for id, one in self.steps.items()} for scenario in self.needs}

    def ahead(self, scenario: UUID) -> dict[UUID, Possible]:
        """By step that does not work yet: the step before it, on the way of best successors from what works now."""
        carried, found = self.carried[scenario], dict[UUID, Possible]()
        walked = [one for one in carried.values() if one.step.works_now]
        for one in walked:
            after = one.best.to if one.best else None
            if after and not after.works_now and after.id not in found:
                found[after.id] = one.step
                walked.append(carried[after.id])
        return found

    def routes(self) -> list[Route]:
        """The routes from what works now that no other beats: fewer steps, or lasting in more scenarios."""
        horizon = (self.looks_to - self.today).days
        if horizon <= 0 or not self.needs or not self.steps:
            return []
        network = pathways.Network(self._actions(), self._transfers(), horizon=horizon)
        running = [id for id, one in self.steps.items() if one.works_now]
        found = [one for id in running for one in network.pathways(str(id))]
        found.sort(key=lambda one: (-len(one.lasts_in), len(one.actions)))
        return [
            Route(tuple(self.steps[UUID(id)] for id in one.actions), tuple(map(UUID, sorted(one.lasts_in))))
            for one in pathways.undominated(found)
        ]

    def without(self, step: UUID) -> dict[UUID, tuple[date | None, Possible | None]]:
        """By scenario: the first day from today on which what else works now falls short when this step is gone, and
        the step that carries longest then, if there is one."""
        others = [one for id, one in self.steps.items() if one.works_now and id != step]
        return {scenario: self._first_short(scenario, others) for scenario in self.needs}

    def _first_short(self, scenario: UUID, others: list[Possible]) -> tuple[date | None, Possible | None]:
        last: tuple[date | None, Possible | None] = (self._short(scenario, Decimal(0)), None)
        for one in others:
            until = self._sell_by(one, scenario)[0]
            if until is None:
                return None, one
            if last[0] is not None and until > last[0]:
                last = (max(until, self.today), one)
        return last

    def _short(self, scenario: UUID, amount: Decimal) -> date | None:
        day = first_day_above(self.needs[scenario], amount, since=self.today)
        return None if day is None or day > self.looks_to else max(day, self.today)

    def _carry(self, step: Possible, scenario: UUID) -> Carried:
        tips = self._tips(step, scenario)
        until, ending = self._sell_by(step, scenario)
        needed = needed_on(self.needs[scenario], tips) if tips else None
        switches = tuple(
            self._switch(until, self.steps[to], scenario) for to in step.followers if to in self.steps and to != step.id
        )
        return Carried(step, tips, until, ending, needed, switches)

    def _tips(self, step: Possible, scenario: UUID) -> date | None:
        day = first_day_above(self.needs[scenario], step.delivers, since=self.today)
        return day if day and day <= self.looks_to else None

    def _sell_by(self, step: Possible, scenario: UUID) -> tuple[date | None, Ending | None]:
        tips = self._tips(step, scenario)
        stops = step.stops if step.stops and step.stops <= self.looks_to else None
        if stops and (tips is None or stops < tips):
            return stops, Ending.EFFORT
        return tips, Ending.NEED if tips else None

    def _switch(self, until: date | None, to: Possible, scenario: UUID) -> Switch:
        if until is None:
            return Switch(to, None, True, Standing.LASTS)
        after = self._sell_by(to, scenario)[0]
        longer = after is None or after > until
        if to.works_now:
            return Switch(to, None, longer, Standing.TAKEN_OVER)
        begin = trigger_day(until, lead_days=to.lead_days, decision_days=to.decision_days)
        if to.works_from > until:
            return Switch(to, begin, longer, Standing.TOO_LATE)
        told = pathways.urgency((begin - self.today).days, now=0, notice=self.notice)
        return Switch(to, begin, longer, URGENCY[told])

    def _actions(self) -> list[pathways.Action]:
        return [
            pathways.Action(str(id), {str(s): self._days(self._sell_by(one, s)[0]) for s in self.needs})
            for id, one in self.steps.items()
        ]

    def _days(self, day: date | None) -> float:
        return inf if day is None else (day - self.today).days

    def _transfers(self) -> list[pathways.Transfer]:
        return [
            self._transfer(one, self.steps[to])
            for id, one in self.steps.items()
            for to in one.followers
            if to in self.steps and to != id
        ]

    def _transfer(self, one: Possible, to: Possible) -> pathways.Transfer:
        """What works already takes no time to change to; the rest takes until it works."""
        lead = 0 if to.works_now else max((to.works_from - self.today).days, to.lead_days + to.decision_days)
        return pathways.Transfer(str(one.id), str(to.id), lead=lead, decision=0)


def trigger_day(sell_by: date, *, lead_days: int, decision_days: int) -> date:
    """The last day to begin with a successor that must work on its first day without the step before it."""
    days = pathways.trigger(sell_by.toordinal(), lead_days, decision_days)
    return date.fromordinal(max(int(days), 1))


def works_from(today: date, *, starts_on: date | None, decision_days: int, lead_days: int) -> date:
    """The day from which a step works: that of its effort, or, of a proposal, the first that can still be reached."""
    return starts_on or today + timedelta(days=decision_days + lead_days)
