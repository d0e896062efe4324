# SPDX-License-Identifier: EUPL-1.2
"""Tasks: opened from within acts, done by the people they are for."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.door import Door
from vijfveld.law.models import Task
from vijfveld.law.purposes import Purpose
from vijfveld.node.models import Record
from vijfveld.node.roles import Role


def open_task(
    door: Door, what: str, *, about: Record, organisation: UUID, role: Role | None = None, due_on: date | None = None
) -> Task:
    """Put something on the list of an organisation, for a role there or for anyone; it holds no content."""
    return door.new(
        Task, what=what, about=about.urn, organisation_id=organisation, role=role or "", due_on=due_on,
        dossier=about.sealing_key(), opened_at=door.now, facts={"what": what},
    )  # fmt: skip


@act("task.finish", roles=frozenset(Role), purpose=Purpose.COORDINATION, says=_("rondde een taak af"))
def finish_task(door: Door, task: UUID, *, result: str = "done") -> Task:
    """Finish a task of one's own organisation, with the outcome as a code."""
    found = door.lock(Task, task)
    door.require(
        found.organisation_id == door.organisation,
        "task.not_yours", _("Deze taak is van een andere organisatie."),
    )  # fmt: skip
    if found.done_at is None:
        found.done_at, found.result = door.now, result
        door.save(found, what=found.what, result=result)
    return found


def finish_tasks_about(door: Door, about: str, *, what: str = "", result: str = "done") -> int:
    """Finish the open tasks about a record, from within the act that makes them moot."""
    rows = door.all(Task).filter(about=about, done_at__isnull=True)
    rows = rows.filter(what=what) if what else rows
    for task in (found := list(rows)):
        task.done_at, task.result = door.now, result
        door.save(task, what=task.what, result=result)
    return len(found)
