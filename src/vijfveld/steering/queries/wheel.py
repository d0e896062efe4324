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
from vijfveld.strategy.queries.capacity import LastTest

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
    """The decided steps of each field that a frozen round covered, from the last one; there may be none."""
    return _steps(viewer, last_rounds(viewer))


def _steps(viewer: Viewer, last: Mapping[str, Tested]) -> dict[str, Steps]:
    rounds = {area: tested.id for area, tested in last.items()}
    rows = StepDecision.objects.visible_to(viewer).filter(round__in=set(rounds.values()))
    found: dict[str, dict[str, int | None]] = {area: {} for area in rounds}
    for area, axis, step, round in rows.values_list("area", "axis", "step", "round_id"):
        if rounds.get(area) == round:
            found[area][axis] = step
    return {area: Steps(tested=True, **steps) for area, steps in found.items()}


def last_tested(viewer: Viewer) -> Mapping[str, LastTest]:
    """When the last test of each field was frozen, and whether it judged the field: what the wheel shows."""
    last = last_rounds(viewer)
    steps = _steps(viewer, last)
    return {
        area: LastTest(tested.on, judged=any(step is not None for step in steps[area].inside_out))
        for area, tested in last.items()
    }
