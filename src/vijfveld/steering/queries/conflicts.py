# SPDX-License-Identifier: EUPL-1.2
"""The reads of role conflicts: lists, figures, and the names of who clashes."""

from dataclasses import dataclass
from datetime import date
from math import inf, isnan
from statistics import median
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from vijfveld.law.models import Decision
from vijfveld.methods import erosion
from vijfveld.node.models import Organisation
from vijfveld.node.viewer import Viewer
from vijfveld.steering.models import RoleConflict, RoleTask
from vijfveld.steering.words_roles import ALIVE, COMES_BACK_WITHIN, ConflictState
from vijfveld.strategy.queries.efforts import today

MOST = 500


def conflicts(viewer: Viewer, *, living: bool = True) -> list[RoleConflict]:
    """What clashes now, the oldest first; or all there was, the newest first."""
    rows = _whole(viewer)
    if living:
        return list(rows.filter(state__in=ALIVE).order_by("found_on", "id")[:MOST])
    return list(rows.order_by("-id")[:MOST])


def conflict(viewer: Viewer, id: UUID) -> RoleConflict | None:
    """One conflict, or nothing."""
    found: RoleConflict | None = _whole(viewer).filter(pk=id).first()
    return found


def _whole(viewer: Viewer) -> "QuerySet[RoleConflict]":
    tasks = Prefetch("task", queryset=RoleTask.objects.visible_to(viewer))
    rows: QuerySet[RoleConflict] = RoleConflict.objects.visible_to(viewer).select_related("owner")
    return rows.prefetch_related(tasks)


def earlier(viewer: Viewer, one: RoleConflict) -> list[RoleConflict]:
    """The same conflict, the other times."""
    rows = RoleConflict.objects.visible_to(viewer).filter(mark=one.mark).exclude(pk=one.pk)
    return list(rows.order_by("-id")[:20])


def decisions(viewer: Viewer, one: RoleConflict) -> list[Decision]:
    """The decisions to accept this conflict, newest first."""
    rows = Decision.objects.visible_to(viewer).filter(about=one.urn).select_related("taken_for")
    return list(rows.order_by("-taken_at", "-id"))


def names_of(found: list[RoleConflict]) -> dict[str, Organisation]:
    """The organisations that clash, by identifier."""
    ids = {holder for one in found for holder in one.holders}
    return {str(one.pk): one for one in Organisation.objects.filter(pk__in=ids)}


@dataclass(frozen=True)
class Figures:
    """Count and age of what clashes, and the share of what ended that came back within 24 months (methods §5.5)."""

    open: int
    accepted: int
    median_days: int | None
    oldest_days: int | None
    ended: int
    back: int | None


def figures(viewer: Viewer) -> Figures:
    """The figures over what a viewer may see."""
    day = today(viewer)
    rows = list(RoleConflict.objects.visible_to(viewer).order_by("id"))
    ages = [(day - one.found_on).days for one in rows if one.state == ConflictState.OPEN]
    share = erosion.recurrence(
        [erosion.Conflict("", one.mark, (), one.found_on.toordinal(), _end(one.closed_on)) for one in rows],
        within=COMES_BACK_WITHIN.days,
    )
    return Figures(
        open=len(ages), accepted=sum(one.state == ConflictState.ACCEPTED for one in rows),
        median_days=int(median(ages)) if ages else None, oldest_days=max(ages, default=None),
        ended=sum(not one.is_alive for one in rows), back=None if isnan(share) else round(share * 100),
    )  # fmt: skip


def _end(day: date | None) -> float:
    return day.toordinal() if day else inf
