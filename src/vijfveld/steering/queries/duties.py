# SPDX-License-Identifier: EUPL-1.2
"""The reads of roles: the tasks of an effort or a library, who is what in them, and what an organisation is asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from vijfveld.node.models import Organisation
from vijfveld.node.roles import Discipline, OrganisationKind, Role
from vijfveld.node.viewer import Viewer
from vijfveld.steering import questions
from vijfveld.steering.conflicting import Clash, Sides, clashes
from vijfveld.steering.models import Duty, RoleConflict, RoleTask
from vijfveld.steering.testlibrary import SystemTestLibrary
from vijfveld.steering.words_roles import ALIVE, STANDING, DutyRole, DutyState
from vijfveld.strategy.models import Ask, Effort
from vijfveld.strategy.queries.efforts import today
from vijfveld.strategy.words import OPEN_ASKS

MOST = 200


def task(viewer: Viewer, id: UUID) -> RoleTask | None:
    """One task, or nothing."""
    found: RoleTask | None = RoleTask.objects.visible_to(viewer).select_related("owner").filter(pk=id).first()
    return found


def tasks_of_effort(viewer: Viewer, effort: UUID) -> list[RoleTask]:
    """The tasks of an effort, in the order in which they were named."""
    rows = RoleTask.objects.visible_to(viewer).filter(effort=effort, closed_on__isnull=True)
    return list(rows.order_by("id")[:MOST])


def tasks_of_library(viewer: Viewer, code: str) -> list[RoleTask]:
    """The tasks for the questions of a library, by question."""
    rows = RoleTask.objects.visible_to(viewer).filter(library=code, closed_on__isnull=True)
    return list(rows.order_by("item", "id")[:MOST])


def library(code: str) -> SystemTestLibrary | None:
    """The newest shipped library of a code, or nothing."""
    found = [one for one in questions.shipped().values() if one.code == code]
    return max(found, key=lambda one: one.version, default=None)


def libraries() -> list[SystemTestLibrary]:
    """The shipped libraries, each once."""
    found = (library(code) for code in sorted({one.code for one in questions.shipped().values()}))
    return [one for one in found if one is not None]


@dataclass(frozen=True)
class Matrix:
    """Tasks against organisations: the roles that are held or asked in each cell."""

    tasks: list[RoleTask]
    organisations: list[Organisation]
    cells: dict[tuple[UUID, UUID], list[Duty]]


def matrix(viewer: Viewer, tasks: list[RoleTask]) -> Matrix:
    """Who is what in these tasks, now and later; who is accountable stands first."""
    rows = Duty.objects.visible_to(viewer).filter(task__in=[one.pk for one in tasks], state__in=STANDING)
    cells: dict[tuple[UUID, UUID], list[Duty]] = {}
    weight: dict[Organisation, tuple[bool, str]] = {}
    for duty in rows.select_related("organisation").order_by("from_on", "id"):
        cells.setdefault((duty.task_id, duty.organisation_id), []).append(duty)
        second = weight.get(duty.organisation, (True, ""))[0] and duty.role != DutyRole.ACCOUNTABLE
        weight[duty.organisation] = (second, duty.organisation.name)
    order = list(DutyRole.values)
    for found in cells.values():
        found.sort(key=lambda duty: (order.index(duty.role), duty.from_on))
    return Matrix(tasks, sorted(weight, key=lambda one: (*weight[one], str(one.pk))), cells)


def duties_in(viewer: Viewer, task: RoleTask) -> list[Duty]:
    """Every role in a task, those that are over too, newest first."""
    rows = Duty.objects.visible_to(viewer).filter(task=task).select_related("organisation")
    return list(rows.order_by("-id")[:MOST])


def duty(viewer: Viewer, id: UUID) -> Duty | None:
    """One role with its task and organisations, or nothing."""
    rows = (
        Duty.objects.visible_to(viewer).select_related("organisation", "proposed_by").prefetch_related(_tasks(viewer))
    )
    found: Duty | None = rows.filter(pk=id).first()
    return found


def _tasks(viewer: Viewer) -> "Prefetch[Any]":
    return Prefetch("task", queryset=RoleTask.objects.visible_to(viewer))


def duties_of(viewer: Viewer, organisation: UUID | None, *states: DutyState) -> list[Duty]:
    """The roles of an organisation that stand so, newest first."""
    rows: QuerySet[Duty] = Duty.objects.visible_to(viewer).filter(organisation_id=organisation, state__in=states)
    return list(rows.select_related("organisation").prefetch_related(_tasks(viewer)).order_by("-id")[:MOST])


def waiting_for_others(viewer: Viewer) -> list[Duty]:
    """What the viewer's organisation asked of others and that was not answered yet, longest first."""
    rows = Duty.objects.visible_to(viewer).filter(proposed_by_id=viewer.organisation, state=DutyState.PROPOSED)
    rows = rows.select_related("organisation").prefetch_related(_tasks(viewer))
    return list(rows.order_by("reply_by", "id")[:MOST])


def would_clash(viewer: Viewer, duty: Duty) -> list[Clash]:
    """Which rules would not hold if this proposed role were taken, as far as the viewer can know."""
    held = list(Duty.objects.visible_to(viewer).filter(task=duty.task_id, state=DutyState.AGREED))
    politics = Organisation.objects.filter(Q(discipline=Discipline.POLITICAL) | Q(sort=OrganisationKind.POLITICAL))
    mine = {viewer.organisation} if viewer.organisation and viewer.holds(Role.COORDINATOR) else set()
    sides = Sides(frozenset(politics.values_list("pk", flat=True)), frozenset(mine))
    day = today(viewer)
    before = {(one.rule, one.holders) for one in clashes(duty.task, held, sides, today=day)}
    after = clashes(duty.task, [*held, duty], sides, today=day)
    return [one for one in after if (one.rule, one.holders) not in before]


def partners_in(viewer: Viewer, effort: UUID | None) -> list[Organisation]:
    """The organisations that were asked to take part in an effort, as far as the viewer sees, and its owner."""
    if effort is None:
        return []
    asked = Ask.objects.visible_to(viewer).filter(effort=effort, state__in=OPEN_ASKS).values_list("partner_id")
    owner = Effort.objects.visible_to(viewer).filter(pk=effort).values_list("owner_id")
    rows = Organisation.objects.filter(left_on__isnull=True)
    return list(rows.filter(Q(pk__in=[id for (id,) in [*asked, *owner]])).order_by("name"))


def task_titles(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
    """The titles of tasks."""
    return dict(RoleTask.objects.visible_to(viewer).filter(pk__in=ids).values_list("id", "title"))


def living_conflicts(viewer: Viewer, tasks: Iterable[RoleTask]) -> dict[UUID, list[RoleConflict]]:
    """What clashes in these tasks, by task."""
    found: dict[UUID, list[RoleConflict]] = {}
    rows = RoleConflict.objects.visible_to(viewer).filter(task__in=[one.pk for one in tasks], state__in=ALIVE)
    for conflict in rows.order_by("id"):
        found.setdefault(conflict.task_id, []).append(conflict)
    return found
