# SPDX-License-Identifier: EUPL-1.2
"""Adaptive pathways: until when a measure suffices, when the next must be prepared, and which routes last.

Times are figures in any one unit (months, years) from any one start. Source: Haasnoot, Kwakkel, Walker and
ter Maat (2013), dynamic adaptive policy pathways.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from math import inf, isfinite, nan, nextafter
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from vijfveld.methods.figures import BadFigures, Reading, is_figure

STEPS = 1_024
MOST_PATHS = 100_000


class BadPathway(BadFigures):
    """Times, actions or transfers that do not make pathways."""


def first_time(holds: Callable[[float], bool], horizon: float) -> float:
    """The first time in 0..horizon at which something holds; infinite when it never does.

    Looks at 1,025 equal steps and then between the last step without and the first with: what holds for less than
    a step can be missed. Raises BadPathway.
    """
    with Reading(BadPathway) as reading:
        reading.function("holds", holds, "a time")
        _require_horizon(reading, horizon)
    return _first(holds, horizon)


def _require_horizon(reading: Reading, horizon: float) -> None:
    reading.require(is_figure(horizon) and 0 < horizon < inf, "The horizon must be above 0 and finite.")


def _first(holds: Callable[[float], bool], horizon: float) -> float:
    before = 0.0
    for step in range(STEPS + 1):
        time = horizon * step / STEPS
        if holds(time):
            return _between(holds, before, time) if step else time
        before = time
    return inf


def sell_by(demand: Callable[[float], float], capacity: float, horizon: float) -> float:
    """The first time in 0..horizon at which demand reaches capacity; infinite when it never does.

    demand: of a time. See first_time. Raises BadPathway, also when demand is missing at a time.
    """
    with Reading(BadPathway) as reading:
        reading.function("demand", demand, "a time")
        most = reading.number("capacity", capacity)
        _require_horizon(reading, horizon)
    return _first(lambda time: _told("demand", demand, time) >= most, horizon)


def tipping_point(performance: Callable[[float], float], threshold: float, reach: float) -> float:
    """The first condition in 0..reach at which performance falls below the threshold; infinite when it never does.

    performance: of a condition such as a level of demand. See first_time. Raises BadPathway, also when performance is
    missing at a condition.
    """
    with Reading(BadPathway) as reading:
        reading.function("performance", performance, "a condition")
        least = reading.number("threshold", threshold)
        reading.require(is_figure(reach) and 0 < reach < inf, "The reach must be above 0 and finite.")
    return _first(lambda condition: _told("performance", performance, condition) < least, reach)


def _told(name: str, function: Callable[[float], float], at: float) -> float:
    """What a function of the caller tells at a time or condition: one real figure. Raises BadPathway."""
    told = function(at)
    try:
        figure = nan if isinstance(told, str | bytes) else float(told)
    except (TypeError, ValueError, OverflowError):
        figure = nan
    if figure == figure:
        return figure
    if is_figure(told):
        raise BadPathway(f"The {name} is missing at {at:g}.")
    raise BadPathway(f"The {name} at {at:g} is not a figure but {told!r}.")


def trigger(sell_by: float, lead: float, decision: float) -> float:
    """The latest time to begin with a successor: the sell-by less the time to build it and the time to decide.

    Below 0 it is already too late. lead, decision: at least 0. Raises BadPathway.
    """
    with Reading(BadPathway) as reading:
        reading.require(is_figure(sell_by) and sell_by == sell_by, "The sell-by is missing.")
        reading.number("lead", lead, low=0)
        reading.number("decision", decision, low=0)
    return sell_by - lead - decision


def _is_finite(value: object) -> bool:
    return is_figure(value) and isfinite(value)


class Urgency(StrEnum):
    """What a trigger asks now."""

    TOO_LATE = "too late"
    START_NOW = "start now"
    LATER = "later"


def urgency(trigger: float, *, now: float, notice: float = 0) -> Urgency:
    """Too late when the trigger has passed, start now when it comes within the notice, else later.

    Raises BadPathway.
    """
    with Reading(BadPathway) as reading:
        reading.require(is_figure(trigger) and trigger == trigger, "The trigger is missing.")
        reading.number("now", now)
        reading.number("notice", notice, low=0)
    if trigger < now:
        return Urgency.TOO_LATE
    return Urgency.START_NOW if trigger <= now + notice else Urgency.LATER


class Action(NamedTuple):
    """A measure: until when it suffices in each scenario (infinite: throughout) and what it costs."""

    name: str
    sell_by: Mapping[str, float]
    cost: float = 0


class Transfer(NamedTuple):
    """A permitted switch: its cost, the time to build and decide, and how long the first must have run (lock-in)."""

    source: str
    target: str
    cost: float = 0
    lead: float = 0
    decision: float = 0
    lock_in: float = 0


class Leg(NamedTuple):
    """One measure of a pathway in one scenario: from when to when it carries, and when its preparation must begin."""

    action: str
    start: float
    end: float
    begin: float


class Pathway(NamedTuple):
    """A route of actions: its cost, the scenarios in which it lasts to the horizon, and its legs in each of those.

    Where an earlier action lasts, the later ones are not needed and have no leg; the cost counts them all.
    """

    actions: tuple[str, ...]
    cost: float
    lasts_in: frozenset[str]
    legs: Mapping[str, tuple[Leg, ...]]


class Network:
    """Actions and the transfers between them, from which pathways follow.

    Each switch is made at the sell-by of the action that is left: the latest valid time. It is valid when the lock-in
    is over, the preparation begins no earlier than 0, and the next action lasts longer. Raises BadPathway.
    """

    def __init__(self, actions: Iterable[Action], transfers: Iterable[Transfer], *, horizon: float) -> None:
        """Raises BadPathway with every problem."""
        given, self.transfers, self.horizon = list(actions), list(transfers), horizon
        self.actions = {action.name: action for action in given}
        with Reading(BadPathway) as reading:
            _require_horizon(reading, horizon)
            reading.require(bool(given), "There are no actions.")
            reading.require(len(self.actions) == len(given), "Two actions have the same name.")
            reading.agree(len({frozenset(one.sell_by) for one in given}) == 1, "All actions need the same scenarios.")
            reading.agree(bool(given[0].sell_by) if given else False, "There are no scenarios.")
            for one in given:
                reading.require(_is_finite(one.cost), f"The cost of «{one.name}» is not a figure.")
                missing = [name for name, at in one.sell_by.items() if not is_figure(at) or at != at]
                reading.require(not missing, f"«{one.name}» misses a sell-by in {', '.join(map(str, missing))}.")
            for transfer in self.transfers:
                problem = self._problem(transfer)
                reading.require(not problem, problem)

    def pathways(self, start: str) -> list[Pathway]:
        """All routes from an action that last to the horizon in some scenario, cheapest first.

        No route takes an action twice, nor goes on where it already lasts everywhere. Raises BadPathway when the
        action is unknown or the routes are more than a hundred thousand.
        """
        if start not in self.actions:
            raise BadPathway(f"There is no action «{start}».")
        found: list[Pathway] = []
        for pathway in self._routes((start,), 0.0, self._first(start)):
            found.append(pathway)
            if len(found) > MOST_PATHS:
                raise BadPathway(f"There are more than {MOST_PATHS:,} pathways: permit fewer transfers.")
        return sorted(found, key=lambda pathway: (pathway.cost, len(pathway.actions), pathway.actions))

    def _routes(self, actions: tuple[str, ...], paid: float, legs: dict[str, tuple[Leg, ...]]) -> Iterator[Pathway]:
        """This route when it lasts in some scenario, and all that go on from it."""
        paid += self.actions[actions[-1]].cost
        lasting = frozenset(name for name, route in legs.items() if route[-1].end >= self.horizon)
        if lasting:
            yield Pathway(actions, paid, lasting, {name: legs[name] for name in sorted(lasting)})
        for transfer in self.transfers:
            if transfer.source != actions[-1] or transfer.target in actions:
                continue
            further = {name: self._extend(route, transfer, name) for name, route in legs.items() if name not in lasting}
            valid = {name: route for name, route in further.items() if route}
            if valid:
                kept = {name: legs[name] for name in lasting}
                yield from self._routes((*actions, transfer.target), paid + transfer.cost, kept | valid)

    def _first(self, start: str) -> dict[str, tuple[Leg, ...]]:
        return {
            name: (Leg(start, 0.0, min(end, self.horizon), 0.0),) for name, end in self.actions[start].sell_by.items()
        }

    def _extend(self, route: tuple[Leg, ...], transfer: Transfer, scenario: str) -> tuple[Leg, ...]:
        last = route[-1]
        begin = trigger(last.end, transfer.lead, transfer.decision)
        end = min(self.actions[transfer.target].sell_by[scenario], self.horizon)
        if last.end - last.start < transfer.lock_in or begin < 0 or end <= last.end:
            return ()
        return (*route, Leg(transfer.target, last.end, end, begin))

    def _problem(self, transfer: Transfer) -> str:
        unknown = [name for name in (transfer.source, transfer.target) if name not in self.actions]
        if unknown:
            return f"A transfer names an unknown action «{unknown[0]}»."
        if not all(map(_is_finite, transfer[2:])) or min(transfer[3:]) < 0:
            return f"The transfer from «{transfer.source}» to «{transfer.target}» needs finite times of at least 0."
        return ""


def undominated(pathways: Sequence[Pathway]) -> list[Pathway]:
    """The pathways that no other beats: at most as dear and as many actions, lasting in at least the same scenarios.

    Of two that are equal in all three the first stays.
    """
    kept: list[Pathway] = []
    for at, one in enumerate(pathways):
        others = ((other, where < at) for where, other in enumerate(pathways) if where != at)
        if not any(_beats(other, one, first=first) for other, first in others):
            kept.append(one)
    return kept


class Shortfall(NamedTuple):
    """What is missing in an area in a scenario once a measure is gone."""

    scenario: str
    area: str
    missing: float


def reverse_test(
    capacity: ArrayLike, needs: ArrayLike, *, without: int, scenarios: Sequence[str], areas: Sequence[str]
) -> list[Shortfall]:
    """Where the base level no longer holds when a fixed measure is wound down; empty when it holds everywhere.

    capacity: what each measure gives each area (measures, areas), at least 0; needs: the base level of each area in
    each scenario (scenarios, areas), at least 0; without: the measure (row) that goes. Raises BadPathway.
    """
    with Reading(BadPathway) as reading:
        given = reading.matrix("capacity", capacity, low=0)
        needed = reading.matrix("needs", needs, low=0)
        reading.agree(needed.shape == (len(scenarios), len(areas)), "There must be a need for each scenario and area.")
        reading.agree(given.shape[1] == needed.shape[1], "Capacity and needs must have the same areas.")
        reading.agree(0 <= without < len(given), f"There is no measure {without}.")
    missing = needed - np.delete(given, without, axis=0).sum(axis=0)
    return [
        Shortfall(scenarios[scenario], areas[area], float(missing[scenario, area]))
        for scenario, area in np.argwhere(missing > 1e-9).tolist()
    ]


def _beats(other: Pathway, one: Pathway, *, first: bool) -> bool:
    at_least = other.cost <= one.cost and len(other.actions) <= len(one.actions) and other.lasts_in >= one.lasts_in
    equal = (other.cost, len(other.actions), other.lasts_in) == (one.cost, len(one.actions), one.lasts_in)
    return at_least and (first or not equal)


def _between(holds: Callable[[float], bool], before: float, after: float) -> float:
    """The first time after `before` at which it holds, to the last bit, given that it holds at `after`."""
    while nextafter(before, inf) < after:
        middle = (before + after) / 2
        before, after = (before, middle) if holds(middle) else (middle, after)
    return after
