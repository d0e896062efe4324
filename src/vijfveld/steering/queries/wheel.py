# SPDX-License-Identifier: EUPL-1.2
"""What the last frozen rounds say: the steps on the wheel, and when a field was last tested."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils import timezone

from vijfveld.face.drawings.wheel import Steps
from vijfveld.node.viewer import Viewer
from vijfveld.steering.models import Round, StepDecision
from vijfveld.steering.words import RoundState
from vijfveld.strategy.words import Area

MOST_ROUNDS = 20


def last_rounds(viewer: Viewer) -> dict[str, Round]:
    """The last frozen round that covered each field."""
    rows = Round.objects.visible_to(viewer).filter(state=RoundState.FROZEN)
    found: dict[str, Round] = {}
    for round in rows.order_by("-frozen_at", "-id")[:MOST_ROUNDS]:
        for area in round.areas:
            found.setdefault(area, round)
    return found


def steps_of_last_round(viewer: Viewer) -> Mapping[str, Steps]:
    """The decided steps per field, from the last frozen round that covered it."""
    rounds = {area: round.pk for area, round in last_rounds(viewer).items()}
    rows = StepDecision.objects.visible_to(viewer).filter(round__in=set(rounds.values()))
    found: dict[str, dict[str, int | None]] = {}
    for one in rows:
        if rounds.get(one.area) == _round_of(one):
            found.setdefault(one.area, {})[one.axis] = one.step
    return {area: Steps(**steps) for area, steps in found.items()}


def _round_of(one: StepDecision) -> UUID:
    found: UUID = one.round_id
    return found


def last_tested(viewer: Viewer, area: Area) -> date | None:
    """The day on which the last test of a field was frozen."""
    round = last_rounds(viewer).get(area)
    return timezone.localdate(round.frozen_at) if round and round.frozen_at else None
