# SPDX-License-Identifier: EUPL-1.2
"""From what organisations granted, asked and answered to figures per month, and from those to the five signals.

Pure: facts in, figures out, no store and no clock. The page and the simulated years go the same way. Nothing is kept
of a person; of an organisation only whether it counts. Figures that rest on fewer than five organisations are unknown.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

import numpy as np

from vijfveld.methods.erosion import watch
from vijfveld.methods.figures import Floats, Truths
from vijfveld.node.roles import Discipline, Reach
from vijfveld.steering.erosion_words import Signal
from vijfveld.steering.words import FEWEST_SHOWN
from vijfveld.strategy.words import Area

SOCIAL: Final = frozenset({Discipline.SOCIAL, Discipline.CARE})
SECURITY: Final = frozenset({Discipline.SECURITY, Discipline.INTELLIGENCE, Discipline.JUDICIAL,
                             Discipline.ALIENS_CHAIN, Discipline.MILITARY})  # fmt: skip
"""The two sides; companies, researchers and politics stand on neither."""
AREAS: Final = tuple(Area)
MONTHS: Final = 36
ACROSS: Final = 2
"""The place of contacts across the sides; those within a side have the number of the side."""
Key = Hashable


@dataclass(frozen=True)
class Partner:
    """What counts of an organisation: its side (0 social, 1 security, None neither) and its reach."""

    side: int | None
    reach: str


@dataclass(frozen=True)
class Grant:
    """Capacity that a partner granted to an effort, from a day until a day on which it was something else."""

    effort: Key
    partner: Key
    area: str
    fixed: bool
    fte: float
    floor: float
    since: date
    until: date | None = None


@dataclass(frozen=True)
class Contact:
    """That one organisation turned to another: it asked, or it answered."""

    on: date
    one: Key
    other: Key


@dataclass(frozen=True)
class Facts:
    """Everything that is counted."""

    partners: Mapping[Key, Partner]
    owners: Mapping[Key, Key] = field(default_factory=dict)
    grants: Sequence[Grant] = ()
    contacts: Sequence[Contact] = ()
    found: Sequence[date] = ()

    @property
    def first_on(self) -> date | None:
        """The first day of which anything is known."""
        days = [*(one.since for one in self.grants), *(one.on for one in self.contacts), *self.found]
        return min(days, default=None)


@dataclass(frozen=True)
class Counted:
    """The figures of each month; (months, ...).

    behind: how many organisations stand behind each set of fields, by the bits of the set (months, 32); in_touch: how
    many behind each set of contacts: within social, within security, across, three months together (months, 8).
    """

    months: list[date]
    efforts: Floats
    behind: Floats
    mixing: Floats
    in_touch: Floats
    sides: Floats
    granted: dict[str, Floats]
    floors: dict[str, Floats]
    granters: dict[str, Floats]
    found: Floats


def whole_months(first: date, day: date, most: int = MONTHS) -> list[date]:
    """The first days of the months that were over on a day, from the one that holds `first`, the newest `most`."""
    end = _place(day + timedelta(days=1))
    return [_first_of(place) for place in range(max(_place(first), end - most), end)]


def last_whole_month(day: date) -> date:
    """The first day of the last month that was over at the end of a day."""
    return _first_of(_place(day + timedelta(days=1)) - 1)


def last_of(month: date) -> date:
    """The last day of a month."""
    return _first_of(_place(month) + 1) - timedelta(days=1)


def months_before(day: date, number: int) -> date:
    """The first day of the month that lies so many months before that of a day."""
    return _first_of(_place(day) - number)


def _place(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_of(place: int) -> date:
    return date(place // 12, place % 12 + 1, 1)


def count(facts: Facts, months: list[date]) -> Counted:
    """The figures of some months that follow one another; what stands at the end of a month counts for it."""
    number, start = len(months), _place(months[0])
    order = {key: place for place, key in enumerate(facts.partners)}
    sides = np.array([-1 if one.side is None else one.side for one in facts.partners.values()], dtype=np.int64)
    by_area = np.zeros((len(order), len(AREAS), number + 1))
    fixed, floors = np.zeros((len(order), number + 1)), np.zeros((len(order), number + 1))
    at_work: dict[Key, list[tuple[int, int, int]]] = defaultdict(list)
    for one in facts.grants:
        since = max(_place(one.since) - start, 0)
        until = min(_place(one.until) - start, number) if one.until else number
        if since >= until or one.partner not in order:
            continue
        who = order[one.partner]
        _stretch(by_area[who, AREAS.index(Area(one.area))], since, until, one.fte)
        if one.fixed:
            _stretch(fixed[who], since, until, one.fte)
            _stretch(floors[who], since, until, one.floor)
        if one.fte > 0:
            at_work[one.effort].append((who, since, until))
    by_area, fixed, floors = (np.cumsum(each, axis=-1)[..., :number] for each in (by_area, fixed, floors))
    mixing, touched = _mixing(facts, at_work, order, sides, start, number)
    reach = np.array([one.reach for one in facts.partners.values()])
    found = np.zeros(number)
    for day in facts.found:
        if 0 <= _place(day) - start < number:
            found[_place(day) - start] += 1
    own = {at: reach == at for at in (Reach.NATIONAL, Reach.LOCAL)}
    return Counted(
        months=months, efforts=np.round(by_area.sum(axis=0).T, 6).clip(0), mixing=mixing,
        behind=_behind_sets(by_area.transpose(1, 0, 2) > 1e-9), in_touch=_behind_sets(touched),
        sides=np.stack([np.logical_or.reduce(touched)[sides == side].sum(axis=0) for side in (0, 1)], axis=1),
        granted={at: np.round(fixed[rows].sum(axis=0), 6).clip(0) for at, rows in own.items()},
        floors={at: np.round(floors[rows].sum(axis=0), 6).clip(0) for at, rows in own.items()},
        granters={at: (fixed[rows] > 1e-9).sum(axis=0) for at, rows in own.items()}, found=found,
    )  # fmt: skip


def _behind_sets(there: Truths) -> Floats:
    """How many organisations stand behind each set of sorts, each counted once; (sorts, organisations, months) to
    (months, sets)."""
    sets = [[at for at in range(len(there)) if number >> at & 1] for number in range(1 << len(there))]
    behind: Floats = np.stack([there[chosen].any(axis=0).sum(axis=0) for chosen in sets], axis=1)
    return behind


def _stretch(row: Floats, since: int, until: int, amount: float) -> None:
    row[since] += amount
    row[until] -= amount


def _mixing(
    facts: Facts, at_work: Mapping[Key, list[tuple[int, int, int]]], order: Mapping[Key, int],
    sides: "np.typing.NDArray[np.int64]", start: int, number: int,
) -> tuple[Floats, Truths]:  # fmt: skip
    """The mixing matrix of each month, and which organisations were in contact in the months up to it: within social,
    within security, across (3, organisations, months).

    An effort that several work on counts for each of them once, shared over its other partners; a question or an answer
    counts for one contact.
    """
    matrix, touched = np.zeros((number, 2, 2)), np.zeros((ACROSS + 1, len(order), number), dtype=bool)
    for effort, stretches in at_work.items():
        there: dict[int, Truths] = defaultdict(lambda: np.zeros(number, dtype=bool))
        for who, since, until in stretches:
            there[who][since:until] = True
        owner = order.get(facts.owners.get(effort))
        if owner is not None:
            there[owner] = np.any(list(there.values()), axis=0)
        _work_together(there, sides, matrix, touched)
    for one in facts.contacts:
        month, first, second = _place(one.on) - start, order.get(one.one), order.get(one.other)
        if first is None or second is None or first == second or not 0 <= month < number:
            continue
        if sides[first] < 0 or sides[second] < 0:
            continue
        matrix[month, sides[first], sides[second]] += 1
        matrix[month, sides[second], sides[first]] += 1
        touched[_sort(sides[first], sides[second]), [first, second], month] = True
    recent = touched.copy()
    for back in range(1, watch.TOGETHER):
        recent[..., back:] |= touched[..., :-back]
    return matrix, recent


def _work_together(
    there: Mapping[int, Truths], sides: "np.typing.NDArray[np.int64]", matrix: Floats, touched: Truths
) -> None:  # fmt: skip
    own = [(who, months) for who, months in there.items() if sides[who] >= 0]
    if len(own) < 2:
        return
    counts = [np.sum([months for who, months in own if sides[who] == side], axis=0, dtype=float) for side in (0, 1)]
    together = counts[0] + counts[1]
    weight = np.divide(1.0, together - 1, out=np.zeros(len(matrix)), where=together > 1)
    for side in (0, 1):
        matrix[:, side, side] += counts[side] * np.maximum(counts[side] - 1, 0) * weight
    matrix[:, 0, 1] += counts[0] * counts[1] * weight
    matrix[:, 1, 0] += counts[0] * counts[1] * weight
    for who, months in own:
        side = sides[who]
        touched[_sort(side, side), who] |= months & (counts[side] > 1)
        touched[ACROSS, who] |= months & (counts[1 - side] > 0)


def _sort(one: int, other: int) -> int:
    return int(one) if one == other else ACROSS


def judge(counted: Counted, tight: Truths, *, agreed: Mapping[str, float] | None = None) -> dict[Signal, watch.Watched]:
    """The five signals. `tight` marks the months in the year after the threat level fell; `agreed` the shares of
    attention that people agreed on, by field."""
    efforts, merged = fit_to_show(counted)
    shares = [agreed.get(area, 0.0) for area in AREAS] if agreed else None
    few = (counted.sides < FEWEST_SHOWN).any(axis=1)
    found = {
        Signal.ATTENTION: watch.watch_attention(efforts, tight, agreed=shares, merged=merged),
        Signal.DRIFT: watch.watch_drift(counted.mixing, tight, few=few),
        Signal.CONFLICTS: watch.watch_conflicts(counted.found, tight),
    }
    for signal, at in ((Signal.NATIONAL, Reach.NATIONAL), (Signal.LOCAL, Reach.LOCAL)):
        granted = np.where(counted.granters[at] < FEWEST_SHOWN, np.nan, counted.granted[at])
        found[signal] = watch.watch_capacity(granted, counted.floors[at], tight)
    return {signal: found[signal] for signal in Signal}


def fit_to_show(counted: Counted) -> tuple[Floats, Floats]:
    """Effort per field, and which fields are taken together because too few organisations are behind them; a month of
    which nothing can be shown has no effort."""
    merged = np.array([too_few(behind) for behind in counted.behind], dtype=np.float64)
    efforts = counted.efforts.copy()
    nothing = merged.all(axis=1)
    efforts[nothing], merged[nothing] = 0, 0
    return efforts, merged


def too_few(behind: Floats) -> Truths:
    """Which sorts cannot be shown apart: those behind which stand one to four organisations, and with them the next
    smallest until five different ones stand behind all that is hidden; everything when that cannot be.

    behind: how many organisations stand behind each set of sorts, by the bits of the set (sets,).
    """
    number = len(behind).bit_length() - 1
    alone = [int(behind[1 << at]) for at in range(number)]
    hidden = {at for at in range(number) if 0 < alone[at] < FEWEST_SHOWN}
    while hidden and behind[sum(1 << at for at in hidden)] < FEWEST_SHOWN:
        left = [at for at in range(number) if alone[at] and at not in hidden]
        if not left:
            return np.ones(number, dtype=bool)
        hidden.add(min(left, key=lambda at: (alone[at], at)))
    return np.isin(np.arange(number), list(hidden))
