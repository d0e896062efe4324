# SPDX-License-Identifier: EUPL-1.2
"""Invented years of a network, healthy or with one of the five patterns planted from a month on.

A healthy network is not still: partners give less and more again, flexible effort begins and ends, questions come in
bursts, role conflicts are found now and then. What is planted is what the evaluation of 2011-2015 found (§8.1).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.random import Generator

from vijfveld.node.roles import Reach
from vijfveld.steering.erosion_counting import AREAS, Contact, Facts, Grant, Partner
from vijfveld.steering.erosion_words import Signal

FIRST: Final = 2020 * 12
GROUPS: Final = ((0, Reach.LOCAL, 22), (0, Reach.NATIONAL, 12), (1, Reach.NATIONAL, 18), (1, Reach.LOCAL, 8))
FIXED_PER_AREA: Final = 3
SHIFTS: Final = 0.02
"""How large a part of the grants for fixed effort changes in a month."""
NEW_A_MONTH: Final = 1.2
CONFLICTS_A_MONTH: Final = 0.5


@dataclass
class Running:
    """An effort that runs, with what each partner grants now: asked, floor, granted, since."""

    name: str
    area: int
    fixed: bool
    owner: int
    until: int | None
    grants: dict[int, tuple[float, float, float, int]] = field(default_factory=dict)


class History:
    """A network, month by month."""

    def __init__(self, rng: Generator, *, months: int, planted: Signal | None = None, at: int = 18) -> None:
        self.rng, self.months, self.planted, self.at = rng, months, planted, at
        self.partners = [Partner(side, reach.value) for side, reach, size in GROUPS for _ in range(size)]
        self.running: list[Running] = []
        self.grants: list[Grant] = []
        self.contacts: list[Contact] = []
        self.found: list[date] = []
        self.owners: dict[str, int] = {}

    def told(self) -> Facts:
        """Live through the months and tell what happened."""
        for area in range(len(AREAS)):
            for _ in range(FIXED_PER_AREA):
                self._begin(area, month=0, fixed=True)
        for month in range(self.months):
            self._month(month)
        for effort in self.running:
            for who in list(effort.grants):
                self._write(effort, who, None)
        return Facts(dict(enumerate(self.partners)), self.owners, self.grants, self.contacts, self.found)

    def _month(self, month: int) -> None:
        ill = month >= self.at
        for _ in range(self.rng.poisson(NEW_A_MONTH)):
            area = int(self.rng.integers(0, len(AREAS)))
            if ill and self.planted is Signal.ATTENTION:
                area = int(self.rng.integers(2, 4))
            self._begin(area, month=month, fixed=False)
        for effort in [one for one in self.running if one.until == month]:
            for who in list(effort.grants):
                self._write(effort, who, month)
            self.running.remove(effort)
        for effort in self.running:
            if effort.fixed:
                self._shift(effort, month)
                if ill:
                    self._wear(effort, month)
        raised = 4 if ill and self.planted is Signal.CONFLICTS else 1
        self.found += [_day(month, self.rng) for _ in range(self.rng.poisson(CONFLICTS_A_MONTH * raised))]

    def _begin(self, area: int, *, month: int, fixed: bool) -> None:
        size = int(self.rng.integers(5, 9) if fixed else self.rng.integers(3, 6))
        chosen = self._choose(size, month)
        effort = Running(
            f"effort-{len(self.owners)}", area, fixed, chosen[0],
            None if fixed else month + int(self.rng.integers(5, 13)),
        )  # fmt: skip
        self.owners[effort.name] = effort.owner
        for who in chosen[1:]:
            asked = float(self.rng.integers(2, 9)) / 2 * (2 if fixed else 1)
            granted = asked if self.rng.random() < 0.8 else round(asked * self.rng.uniform(0.6, 0.9), 1)
            effort.grants[who] = (asked, asked / 2 if fixed else 0.0, granted, month)
            self._talk(effort.owner, who, month)
        self.running.append(effort)

    def _choose(self, size: int, month: int) -> list[int]:
        """Who takes part: anyone; when drift is planted, one side alone."""
        pool = np.arange(len(self.partners))
        if self.planted is Signal.DRIFT and month >= self.at:
            side = int(self.rng.integers(0, 2))
            pool = np.array([who for who, one in enumerate(self.partners) if one.side == side])
        return [int(who) for who in self.rng.choice(pool, size, replace=False)]

    def _talk(self, owner: int, who: int, month: int) -> None:
        self.contacts.append(Contact(_day(month, self.rng), owner, who))
        self.contacts.append(Contact(_day(month, self.rng), who, owner))

    def _shift(self, effort: Running, month: int) -> None:
        """A few partners give less for a while, or all again."""
        for who, (asked, _floor, granted, _since) in list(effort.grants.items()):
            if self.rng.random() < SHIFTS and month > 0:
                whole = granted < asked or self.rng.random() < 0.5
                self._set(effort, who, month, asked if whole else round(asked * self.rng.uniform(0.6, 0.95), 1))
                self.contacts.append(Contact(_day(month, self.rng), who, effort.owner))

    def _wear(self, effort: Running, month: int) -> None:
        reach = {Signal.NATIONAL: Reach.NATIONAL, Signal.LOCAL: Reach.LOCAL}.get(self.planted)  # type: ignore[arg-type]
        for who, (_asked, _floor, granted, _since) in list(effort.grants.items()):
            one = self.partners[who]
            if reach is not None and one.reach == reach:
                self._set(effort, who, month, granted * 0.97)
            if self.planted is Signal.ATTENTION and effort.area < 2:
                self._set(effort, who, month, granted * 0.9)
            apart = self.planted is Signal.DRIFT and one.side != self.partners[effort.owner].side
            if apart and self.rng.random() < 0.12:
                self._write(effort, who, month)

    def _set(self, effort: Running, who: int, month: int, granted: float) -> None:
        asked, floor, _before, _since = effort.grants[who]
        self._write(effort, who, month)
        effort.grants[who] = (asked, floor, granted, month)

    def _write(self, effort: Running, who: int, until: int | None) -> None:
        _asked, floor, granted, since = effort.grants.pop(who)
        self.grants.append(
            Grant(effort.name, who, AREAS[effort.area].value, effort.fixed, granted, min(floor, granted),
                  _first(since), _first(until) if until is not None else None)
        )  # fmt: skip


def histories(seed: int, number: int, *, months: int, planted: Signal | None = None, at: int = 18) -> Iterator[Facts]:
    """So many histories of so many months."""
    for child in np.random.SeedSequence(seed).spawn(number):
        yield History(np.random.default_rng(child), months=months, planted=planted, at=at).told()


def months_of(number: int) -> list[date]:
    """The first days of the months of a history."""
    return [_first(month) for month in range(number)]


def _first(month: int) -> date:
    place = FIRST + month
    return date(place // 12, place % 12 + 1, 1)


def _day(month: int, rng: Generator) -> date:
    return _first(month) + timedelta(days=int(rng.integers(0, 28)))
