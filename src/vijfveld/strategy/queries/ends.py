# SPDX-License-Identifier: EUPL-1.2
"""From which day to which day a decision moved the end of an effort, as the ledger and the decisions tell it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from vijfveld.law.entries import as_object
from vijfveld.law.models import Decision, Entry
from vijfveld.node.viewer import Viewer

PROLONG = "effort.prolong"
MOVES = (PROLONG, "effort.wind_down")
"""The decisions that move the last day of an effort, or give it one."""


@dataclass(frozen=True)
class Moved:
    """The last day of an effort before and after a decision; nothing before when there was none."""

    before: date | None
    after: date


def moved_ends(viewer: Viewer, effort: str) -> dict[UUID, Moved]:
    """By decision, how the last day of an effort, named by its urn, was moved; fixed effort had none before."""
    rows = Decision.objects.visible_to(viewer).filter(about=effort, what__in=MOVES, valid_until__isnull=False)
    decisions = list(rows.order_by("valid_until", "id").values_list("id", "what", "valid_until"))
    found: dict[UUID, Moved] = {}
    before = _planned_end(viewer, effort) if decisions else None
    for id, what, after in decisions:
        found[id], before = Moved(before if what == PROLONG else None, after), after
    return found


def _planned_end(viewer: Viewer, effort: str) -> date | None:
    """The last day with which an effort was proposed."""
    first = Entry.objects.visible_to(viewer).filter(stream=effort).order_by("version").first()
    told = as_object(first.body)["facts"].get("ends_on") if first else None
    return date.fromisoformat(told) if told else None
