# SPDX-License-Identifier: EUPL-1.2
"""What the last frozen rounds say: the steps on the wheel, and when a field was last tested."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from vijfveld.face.drawings.wheel import Steps
from vijfveld.node.viewer import Viewer
from vijfveld.steering.models import Round, StepDecision
from vijfveld.steering.words import RoundState

MOST_ROUNDS = 20


@dataclass(frozen=True)
class Tested:
    """A frozen round, as far as the wheel needs it."""

    id: UUID
    on: date


def last_rounds(viewer: Viewer) -> dict[str, Tested]:
    """The last frozen round that covered each field."""
    rows = Round.objects.visible_to(viewer).filter(state=RoundState.FROZEN).order_by("-frozen_at", "-id")
    found: dict[str, Tested] = {}
    for id, areas, frozen_at in rows.values_list("id", "areas", "frozen_at")[:MOST_ROUNDS]:
        for area in areas:
            found.setdefault(area, Tested(id, timezone.localdate(frozen_at)))
    return found


def steps_of_last_round(viewer: Viewer) -> Mapping[str, Steps]:
    """The decided steps per field, from the last frozen round that covered it."""
    rounds = {area: tested.id for area, tested in last_rounds(viewer).items()}
    rows = StepDecision.objects.visible_to(viewer).filter(round__in=set(rounds.values()))
    found: dict[str, dict[str, int | None]] = {}
    for area, axis, step, round in rows.values_list("area", "axis", "step", "round_id"):
        if rounds.get(area) == round:
            found.setdefault(area, {})[axis] = step
    return {area: Steps(**steps) for area, steps in found.items()}


def last_tested(viewer: Viewer) -> Mapping[str, date]:
    """The day on which the last test of each field was frozen."""
    return {area: tested.on for area, tested in last_rounds(viewer).items()}
