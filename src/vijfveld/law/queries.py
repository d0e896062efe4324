# SPDX-License-Identifier: EUPL-1.2
"""The reads of the law: what runs out, what is asked, what was decided, and what oversight looks at."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.utils import timezone

from vijfveld.law.acts.clocks import STANDING
from vijfveld.law.acts.tasks import WATCHING
from vijfveld.law.models import (
    AreaTension,
    BasisConfirmation,
    BreakGlass,
    Deadline,
    Decision,
    GateCount,
    Handover,
    ProcessingLine,
    Task,
)
from vijfveld.node.roles import Role
from vijfveld.node.viewer import Viewer

MOST = 300
A_WEEK, A_MONTH = 7, 30
PAGE = 50


class When(StrEnum):
    """How soon something runs out, in the words of the page."""

    LATE = "late"
    THIS_WEEK = "week"
    THIS_MONTH = "month"
    LATER = "later"


@dataclass(frozen=True)
class RunningOut:
    """The deadlines a viewer may see, by how soon they end; `cut` when there are more than are shown."""

    groups: dict[When, list[Deadline]]
    sorts: list[str]
    cut: bool = False

    @property
    def count(self) -> int:
        """How many are shown."""
        return sum(len(group) for group in self.groups.values())


def running_out(viewer: Viewer, now: datetime, *, what: str = "", mine: bool = False) -> RunningOut:
    """What runs out, soonest first, of one sort or all, of the viewer's organisation or all."""
    rows = Deadline.objects.visible_to(viewer).filter(state__in=STANDING).select_related("organisation")
    sorts = sorted(set(rows.order_by().values_list("what", flat=True).distinct()))
    rows = rows.filter(what=what) if what else rows
    rows = rows.filter(organisation=viewer.organisation) if mine else rows
    found = list(rows.order_by("due_at", "id")[: MOST + 1])
    groups: dict[When, list[Deadline]] = {when: [] for when in When}
    for deadline in found[:MOST]:
        groups[how_soon(deadline.due_at, now)].append(deadline)
    return RunningOut(groups, sorts, cut=len(found) > MOST)


def how_soon(due: datetime, now: datetime) -> When:
    """Late, within a week, within a month (30 days), or later, in days of the time zone of the node.

    Counted from today and not by the calendar: on a Sunday, what ends on Tuesday is near.
    """
    if due <= now:
        return When.LATE
    days = (timezone.localtime(due).date() - timezone.localtime(now).date()).days
    if days <= A_WEEK:
        return When.THIS_WEEK
    return When.THIS_MONTH if days <= A_MONTH else When.LATER


@dataclass(frozen=True)
class Asked:
    """The open tasks of a viewer's organisation: those for one of their roles, and those for colleagues."""

    yours: list[Task] = field(default_factory=list)
    of_colleagues: list[Task] = field(default_factory=list)
    done: list[Task] = field(default_factory=list)


def asked(viewer: Viewer) -> Asked:
    """What is asked of a viewer and of their organisation, soonest first, and what was done last."""
    rows = Task.objects.visible_to(viewer).filter(organisation=viewer.organisation)
    open_ones = list(rows.filter(done_at__isnull=True).order_by("due_on", "opened_at", "id")[:MOST])
    open_ones.sort(key=lambda task: (task.due_on is None, task.due_on or date.max))
    return Asked(
        yours=[task for task in open_ones if is_for(task, viewer)],
        of_colleagues=[task for task in open_ones if not is_for(task, viewer)],
        done=list(rows.filter(done_at__isnull=False).order_by("-done_at", "-id")[:10]),
    )


def is_for(task: Task, viewer: Viewer) -> bool:
    """Whether a task is for a viewer: for their organisation, and for a role they hold or for whoever works there."""
    if task.organisation_id != viewer.organisation:
        return False
    return viewer.holds(Role(task.role)) if task.role else bool(viewer.roles - WATCHING)


def task(viewer: Viewer, id: UUID) -> Task | None:
    """One task, or nothing."""
    found: Task | None = Task.objects.visible_to(viewer).filter(pk=id).first()
    return found


def deadline(viewer: Viewer, id: UUID) -> Deadline | None:
    """One deadline, or nothing."""
    found: Deadline | None = Deadline.objects.visible_to(viewer).filter(pk=id).first()
    return found


def deadlines_about(viewer: Viewer, about: str) -> list[Deadline]:
    """The deadlines that stand about one record, soonest first."""
    rows = Deadline.objects.visible_to(viewer).filter(about=about, state__in=STANDING)
    return list(rows.order_by("due_at", "id"))


def tasks_about(viewer: Viewer, about: str) -> list[Task]:
    """The open tasks about one record."""
    rows = Task.objects.visible_to(viewer).filter(about=about, done_at__isnull=True)
    return list(rows.order_by("opened_at", "id"))


def decisions(viewer: Viewer, *, what: str = "", about: str = "", before: UUID | None = None) -> list[Decision]:
    """What was decided, newest first, of one sort or all, about one record or all."""
    rows = Decision.objects.visible_to(viewer)
    rows = rows.filter(what=what) if what else rows
    rows = rows.filter(about=about) if about else rows
    rows = rows.filter(pk__lt=before) if before else rows
    return list(rows.prefetch_related("taken_for").order_by("-pk")[: PAGE + 1])


def sorts_of_decisions(viewer: Viewer) -> list[str]:
    """The sorts of decisions among those a viewer may see."""
    rows = Decision.objects.visible_to(viewer).order_by()
    return sorted(set(rows.values_list("what", flat=True).distinct()))


def decision(viewer: Viewer, id: UUID) -> Decision | None:
    """One decision, or nothing."""
    found: Decision | None = Decision.objects.visible_to(viewer).filter(pk=id).first()
    return found


def superseded_by(viewer: Viewer, decision: Decision) -> Decision | None:
    """The decision that took the place of this one, if one did."""
    found: Decision | None = Decision.objects.visible_to(viewer).filter(supersedes=decision.pk).first()
    return found


def confirmations(viewer: Viewer) -> dict[str, BasisConfirmation]:
    """The confirmations in force, by basis: everyone on the node may know on what it stands."""
    rows = BasisConfirmation.objects.visible_to(viewer).filter(withdrawn_at__isnull=True)
    return {row.basis: row for row in rows}


def glass_broken(viewer: Viewer) -> list[BreakGlass]:
    """The uses of break glass a viewer may see, those that wait for review first."""
    rows = BreakGlass.objects.visible_to(viewer).select_related("organisation")
    waiting = list(rows.filter(reviewed_at__isnull=True).order_by("opened_at"))
    return waiting + list(rows.filter(reviewed_at__isnull=False).order_by("-opened_at")[:PAGE])


def glass(viewer: Viewer, id: UUID) -> BreakGlass | None:
    """One use of break glass, or nothing."""
    found: BreakGlass | None = BreakGlass.objects.visible_to(viewer).filter(pk=id).first()
    return found


def gate_counts(viewer: Viewer) -> list[GateCount]:
    """How often the gate refused, per month and ground; for the data protection officer and oversight."""
    if not may_count(viewer):
        return []
    return list(GateCount.objects.order_by("-month", "intake", "ground")[:240])


def may_count(viewer: Viewer) -> bool:
    """Whether a viewer may see how often the gate refused."""
    return viewer.holds(Role.FG, Role.OVERSIGHT, Role.COORDINATOR)


def tensions(viewer: Viewer) -> list[AreaTension]:
    """The area tensions that the viewer's organisation told or received, newest first."""
    rows = AreaTension.objects.visible_to(viewer).select_related("told_by", "handed_to")
    return list(rows.order_by("-pk")[:PAGE])


def tension(viewer: Viewer, id: UUID) -> AreaTension | None:
    """One area tension, or nothing."""
    found: AreaTension | None = AreaTension.objects.visible_to(viewer).filter(pk=id).first()
    return found


def handovers_about(viewer: Viewer, about: str) -> list[Handover]:
    """To whom a record was handed, and whether it arrived."""
    rows = Handover.objects.visible_to(viewer).filter(about=about).select_related("giver", "recipient")
    return list(rows.order_by("handed_at", "id"))


def lines_about(viewer: Viewer, pseudonym: str) -> list[ProcessingLine]:
    """The processing lines of one data subject, newest first; the data protection officer alone sees them."""
    if not pseudonym:
        return []
    rows = ProcessingLine.objects.visible_to(viewer).filter(data_subject_id=pseudonym)
    return list(rows.order_by("-start_time", "-id")[:200])
