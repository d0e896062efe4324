# SPDX-License-Identifier: EUPL-1.2
"""The erosion watch as it stands on a day: five signals, counted from the ledger, and what people did about them.

What everyone who sees an effort may count, counts: so everyone in the network reads the same signals.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from vijfveld.law.models import Entry
from vijfveld.methods.erosion import Watched
from vijfveld.node.models import Organisation, this_node
from vijfveld.node.viewer import Viewer
from vijfveld.steering.erosion_counting import (
    SECURITY,
    SOCIAL,
    Counted,
    Facts,
    Partner,
    count,
    judge,
    last_of,
    last_whole_month,
    months_before,
    whole_months,
)
from vijfveld.steering.erosion_facts import Step, Work, tell
from vijfveld.steering.erosion_words import AFTER_FALL, ON, Signal, SignalState
from vijfveld.steering.models import AttentionAgreement, ErosionNote, RoleConflict
from vijfveld.strategy.models import Ask, Effort
from vijfveld.strategy.queries.levels import history_drawn
from vijfveld.strategy.words import Nature

AT_ONCE = 400
WHY = "what was asked and granted before is counted from the ledger, of efforts that one may see"


@dataclass(frozen=True)
class Seen:
    """One signal on a day: its series and how it stands."""

    signal: Signal
    state: SignalState
    judged: Watched

    @property
    def is_on(self) -> bool:
        """Whether it asks for anything."""
        return self.state in ON


@dataclass(frozen=True)
class Fall:
    """That the level of the country became lower."""

    on: date
    before: str
    after: str


@dataclass(frozen=True)
class Watch:
    """The five signals on a day, over the months that were over then."""

    day: date
    months: list[date]
    signals: dict[Signal, Seen]
    counted: Counted | None = None
    fall: Fall | None = None
    agreed: AttentionAgreement | None = None
    steps: list[Step] = field(default_factory=list)

    @property
    def on(self) -> list[Seen]:
        """The signals that ask for something, alarms first."""
        found = [one for one in self.signals.values() if one.is_on]
        return sorted(found, key=lambda one: one.state != SignalState.ALARM)


def watch(viewer: Viewer, day: date) -> Watch:
    """The watch as it stood at the end of a day."""
    counted, steps = _counted(viewer, day)
    falls = _falls(viewer, day)
    fall = next((one for one in reversed(falls) if one.on > day - AFTER_FALL), None)
    agreed = agreement(viewer, day)
    if counted is None:
        return Watch(day, [], {one: _unsaid(one) for one in Signal}, fall=fall, agreed=agreed)
    shares = {area: share / 100 for area, share in agreed.shares.items()} if agreed else None
    judged = judge(counted, tight_months(counted.months, [one.on for one in falls]), agreed=shares)
    signals = {signal: Seen(signal, _state(one), one) for signal, one in judged.items()}
    return Watch(day, counted.months, signals, counted, fall, agreed, steps)


def tight_months(months: list[date], falls: list[date]) -> np.ndarray:
    """The months with narrower bands: a year from each fall, and the two months before it, so that the moment of a
    fall is judged as strictly as what follows."""
    return np.array([any(months_before(on, 2) <= month and last_of(month) < on + AFTER_FALL for on in falls)
                     for month in months])  # fmt: skip


def _unsaid(signal: Signal) -> Seen:
    nothing, never = np.zeros(0), np.zeros(0, dtype=bool)
    return Seen(signal, SignalState.UNKNOWN, Watched(nothing, nothing, nothing, never, never))


def _state(judged: Watched) -> SignalState:
    """How the last month stands; one of which nothing is known is not calm."""
    if judged.alarm[-1]:
        return SignalState.ALARM
    if judged.look[-1]:
        return SignalState.LOOK
    unknown = np.isnan(judged.values[-1]) or np.isnan(judged.low[-1])
    return SignalState.UNKNOWN if unknown else SignalState.CALM


Remembered = tuple[Counted | None, list[Step]]
_memory: dict[Hashable, Remembered] = {}
MOST_KEPT = 8


def forget_erosion() -> None:
    """Forget what was counted; for whoever takes another store in place of this one."""
    _memory.clear()


def _counted(viewer: Viewer, day: date) -> Remembered:
    """The figures of the whole months before a day, and what changed in them.

    Entries never change and the running month does not count, so what was counted once stands for the rest of the
    month, unless an effort or an organisation is another than it was.
    """
    key = (this_node().id, viewer.mode, last_whole_month(day), _mark(Effort.objects.visible_to(viewer)),
           _mark(Organisation.objects.all()))  # fmt: skip
    if key not in _memory:
        while len(_memory) >= MOST_KEPT:
            _memory.pop(next(iter(_memory)))
        _memory[key] = _count_anew(viewer, day)
    return _memory[key]


def _mark(rows: "QuerySet[Any]") -> tuple[Any, ...]:
    """By what rows are known to be the same as before."""
    return tuple(rows.order_by().aggregate(Count("pk"), Sum("version"), Min("audience"), Max("audience")).values())


def _count_anew(viewer: Viewer, day: date) -> Remembered:
    facts, steps = _facts(viewer)
    months = whole_months(facts.first_on, day) if facts.first_on else []
    if not months:
        return None, []
    return count(facts, months), [one for one in steps if one.on <= last_of(months[-1])]


def _facts(viewer: Viewer) -> tuple[Facts, list[Step]]:
    rows = Effort.objects.visible_to(viewer).values_list("id", "area", "nature", "owner_id")
    efforts = {id: Work(area, nature == Nature.FIXED, owner) for id, area, nature, owner in rows}
    told = tell(_entries(viewer), efforts)
    found = RoleConflict.objects.visible_to(viewer).filter(task__isnull=False).values_list("found_on", flat=True)
    organisations = Organisation.objects.values_list("id", "discipline", "reach")
    taking_part = {one.partner for one in told.grants} | {work.owner for work in efforts.values()}
    taking_part |= {end for one in told.contacts for end in (one.one, one.other)}
    partners: dict[Hashable, Partner] = {
        id: Partner(_side(side), reach) for id, side, reach in organisations if id in taking_part
    }
    owners: dict[Hashable, Hashable] = {id: work.owner for id, work in efforts.items()}
    return Facts(partners, owners, told.grants, told.contacts, list(found)), told.steps


def _side(discipline: str) -> int | None:
    return 0 if discipline in SOCIAL else 1 if discipline in SECURITY else None


def _entries(viewer: Viewer) -> Iterator[list[bytes]]:
    """The entries of each ask that counts for a viewer, in order."""
    asks = list(Ask.objects.countable_by(viewer).only("id", "home"))
    urns = [one.urn for one in asks]
    for start in range(0, len(urns), AT_ONCE):
        by_stream: dict[str, list[bytes]] = defaultdict(list)
        rows = Entry.objects.beyond_access(WHY).filter(stream__in=urns[start : start + AT_ONCE])
        for stream, body in rows.order_by("stream", "version").values_list("stream", "body"):
            by_stream[stream].append(bytes(body))
        yield from by_stream.values()


def _falls(viewer: Viewer, day: date) -> list[Fall]:
    """Every time the level of the country became lower on its scale, up to a day; a new scale is no fall."""
    periods = [one for one in history_drawn(viewer).periods if one.since <= day]
    return [
        Fall(after.since, before.scale.words(before.level), after.scale.words(after.level))
        for before, after in pairwise(periods)
        if before.scale is after.scale and after.level < before.level
    ]


def agreement(viewer: Viewer, day: date) -> AttentionAgreement | None:
    """The division of attention that stood on a day."""
    rows = AttentionAgreement.objects.visible_to(viewer).filter(agreed_on__lte=day)
    stood = rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day)).select_related("organisation")
    found: AttentionAgreement | None = stood.order_by("-agreed_on", "-id").first()
    return found


def notes(viewer: Viewer, signal: Signal | None = None) -> list[ErosionNote]:
    """What was done about a signal, or about all; what is open first, then the newest."""
    rows = ErosionNote.objects.visible_to(viewer).select_related("organisation", "asked").order_by("-id")
    found = list(rows.filter(signal=signal) if signal else rows[:50])
    return sorted(found, key=lambda one: not one.is_open)


def note(viewer: Viewer, id: UUID) -> ErosionNote | None:
    """One of them, or nothing."""
    rows = ErosionNote.objects.visible_to(viewer).select_related("organisation", "asked")
    found: ErosionNote | None = rows.filter(pk=id).first()
    return found
