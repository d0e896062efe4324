# SPDX-License-Identifier: EUPL-1.2
"""Tasks: opened from within acts, done by the people they are for."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.door import Door
from vijfveld.law.models import Task
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import Invalid
from vijfveld.law.words import task_words
from vijfveld.node.models import Record
from vijfveld.node.roles import Role

RESULTS = ("done", "not_needed")
WATCHING = frozenset({Role.FG, Role.OVERSIGHT, Role.NODE_KEEPER})
"""Those who watch the work and do not do it: a task for anyone at an organisation is not for them."""
NOT_YOURS = _("Deze taak is van een andere organisatie.")
OTHER_ROLE = _("Deze taak is voor een collega met een andere rol.")
OWN_ACT = _("Deze taak eindigt vanzelf als u doet wat er wordt gevraagd. Ga naar de pagina waar de taak over gaat.")


def open_task(
    door: Door, what: str, *, about: Record, organisation: UUID, role: Role | None = None, due_on: date | None = None
) -> Task:
    """Put something on the list of an organisation, for a role there or for anyone; it holds no content."""
    return door.new(
        Task, what=what, about=about.urn, organisation_id=organisation, role=role or "", due_on=due_on,
        dossier=about.sealing_key(), opened_at=door.now, facts={"what": what},
    )  # fmt: skip


@act("task.finish", roles=frozenset(Role), purpose=Purpose.COORDINATION, says=_("rondde een taak af"))
def finish_task(door: Door, task: UUID, *, result: str = "done", version: int | None = None) -> Task:
    """Finish a task of one's own organisation and role, with the outcome as a code."""
    found = door.lock(Task, task, version)
    if result not in RESULTS:
        raise Invalid({"result": _("Kies hoe de taak is afgelopen.")})
    door.require(found.organisation_id == door.organisation, "task.not_yours", NOT_YOURS)
    mine = door.holds(Role(found.role)) if found.role else bool(door.viewer.roles - WATCHING)
    door.require(mine, "task.other_role", OTHER_ROLE)
    door.require(by_hand(found.what), "task.own_act", OWN_ACT)
    if found.done_at is None:
        found.done_at, found.result = door.now, result
        door.save(found, what=found.what, result=result)
    return found


def by_hand(what: str) -> bool:
    """Whether people can finish tasks of this sort themselves; of others the act that they ask for does it."""
    word = task_words.get(what)
    return word is None or word.by_hand


def finish_tasks_about(door: Door, about: str, *, what: str = "", result: str = "done") -> int:
    """Finish the open tasks about a record, from within the act that makes them moot."""
    rows = door.all(Task).filter(about=about, done_at__isnull=True)
    rows = rows.filter(what=what) if what else rows
    for task in (found := list(rows)):
        task.done_at, task.result = door.now, result
        door.save(task, what=task.what, result=result)
    return len(found)
