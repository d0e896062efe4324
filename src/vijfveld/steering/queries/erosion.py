# SPDX-License-Identifier: EUPL-1.2
"""The erosion watch as it stands on a day: five signals, counted from the ledger, and what people did about them.

What everyone who sees an effort may count, counts: so everyone in the network reads the same signals.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

import numpy as np
from django.db.models import Q

from vijfveld.face.drawings.levels import Period
from vijfveld.methods.erosion import Watched
from vijfveld.node.viewer import Viewer
from vijfveld.steering.erosion_counting import Counted, judge, last_of, months_before
from vijfveld.steering.erosion_facts import Step
from vijfveld.steering.erosion_words import AFTER_FALL, ON, Signal, SignalState
from vijfveld.steering.models import AttentionAgreement, ErosionNote
from vijfveld.steering.queries.erosion_counted import counted
from vijfveld.strategy.queries.efforts import today
from vijfveld.strategy.queries.levels import history_drawn


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
    """That the level of the country became lower; `regained` from the day on which it stood as high again."""

    on: date
    before: str
    after: str
    regained: date | None = None


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
    """The watch as it stood at the end of a day; a month whose last day still runs is not over."""
    over = min(day, today(viewer) - timedelta(days=1))
    figures, steps = counted(viewer, over)
    falls = _falls(viewer, day)
    fall = next((one for one in reversed(falls) if one.on > day - AFTER_FALL and one.regained is None), None)
    agreed = agreement(viewer, day)
    if figures is None:
        return Watch(day, [], {one: _unsaid(one) for one in Signal}, fall=fall, agreed=agreed)
    shares = {area: share / 100 for area, share in agreed.shares.items()} if agreed else None
    judged = judge(figures, tight_months(figures.months, [one.on for one in falls]), agreed=shares)
    signals = {signal: Seen(signal, _state(one), one) for signal, one in judged.items()}
    return Watch(day, figures.months, signals, figures, fall, agreed, steps)


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


def _falls(viewer: Viewer, day: date) -> list[Fall]:
    """Every time the level of the country became lower on its scale, up to a day; a new scale is no fall."""
    periods = [one for one in history_drawn(viewer).periods if one.since <= day]
    return [
        Fall(after.since, before.scale.words(before.level), after.scale.words(after.level), _regained(before, later))
        for before, after, later in ((*pair, periods[at + 2 :]) for at, pair in enumerate(pairwise(periods)))
        if before.scale is after.scale and after.level < before.level
    ]


def _regained(before: Period, later: list[Period]) -> date | None:
    """On which day the level stood at least as high again as before a fall."""
    again = (one.since for one in later if one.scale is before.scale and one.level >= before.level)
    return next(again, None)


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
