# SPDX-License-Identifier: EUPL-1.2
"""How roles, conflicts, authority and overrides are named and reached, and their words on other pages."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from vijfveld.face.items import Fact
from vijfveld.law.words import (
    Noteworthy,
    TaskWord,
    deadline_words,
    decision_words,
    noteworthy,
    outcome_words,
    task_words,
)
from vijfveld.node.ids import Urn
from vijfveld.node.slots import NavItem, Subject, organisation_panels, routes, subjects
from vijfveld.node.viewer import Viewer
from vijfveld.steering.authority import shipped_authority
from vijfveld.steering.models import AuthorityLine, Duty, RoleConflict
from vijfveld.steering.pages import role_parts as parts
from vijfveld.steering.queries import authority
from vijfveld.steering.queries import duties as read
from vijfveld.steering.words_roles import DutyRole, DutyState
from vijfveld.strategy.models import Effort
from vijfveld.strategy.pages.effort_parts import list_places, more_facts

DEADLINES = {
    "role_task.clear": gettext_lazy("Rollen moeten helder zijn"),
    "duty.answer": gettext_lazy("Antwoord op een voorgestelde rol"),
    "duty.end": gettext_lazy("Rol eindigt"),
    "role_conflict.settle": gettext_lazy("Rolconflict oplossen"),
    "role_conflict.accepted": gettext_lazy("Aanvaard rolconflict staat weer open"),
    "role_conflict.over": gettext_lazy("Rollen botsen niet meer"),
    "override.end": gettext_lazy("Doorzettingsmacht eindigt vanzelf"),
    "override.report": gettext_lazy("Verantwoording over doorzettingsmacht"),
}
TASKS = {
    "duty.answer": TaskWord(gettext_lazy("Zeg of uw organisatie deze rol neemt"), by_hand=False),
    "duty.declined": TaskWord(gettext_lazy("Een organisatie nam een rol niet aan")),
    "role_conflict.settle": TaskWord(gettext_lazy("Los een rolconflict op"), by_hand=False),
    "override.know": TaskWord(gettext_lazy("Lees de aanwijzing van de minister")),
    "override.report": TaskWord(gettext_lazy("Leg verantwoording af over doorzettingsmacht"), by_hand=False),
    "reservation.overdue": TaskWord(gettext_lazy("Een voorbehoud kreeg niet op tijd antwoord"), by_hand=False),
}
DECISIONS = {
    "role_conflict.accept": gettext_lazy("Rolconflict aanvaard voor een tijd"),
    "override.issue": gettext_lazy("Bevoegdheid overgenomen met doorzettingsmacht"),
}
OUTCOMES = {
    "agreed": gettext_lazy("rol genomen"), "issued": gettext_lazy("overgenomen tot een moment"),
    "resolved": gettext_lazy("opgelost"),
}  # fmt: skip


ALARM_SUBJECT = gettext_lazy("Doorzettingsmacht gebruikt")
ALARM = gettext_lazy("De minister heeft een bevoegdheid van een andere minister overgenomen.")


def duty_titles(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
    """The titles of roles: the task and the role."""
    rows = Duty.objects.visible_to(viewer).filter(pk__in=ids).values_list("id", "task_id", "role")
    found = list(rows)
    tasks = read.task_titles(viewer, [task for _id, task, _role in found])
    return {id: f"{tasks[task]}: {DutyRole(role).label}" for id, task, role in found if task in tasks}


def conflict_titles(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
    """The titles of conflicts: what is wrong, and in which task."""
    found = list(RoleConflict.objects.visible_to(viewer).filter(pk__in=ids))
    tasks = read.task_titles(viewer, [one.task_id for one in found if one.task_id])
    words = {one.pk: (parts.rule_words(one), tasks.get(one.task_id, "")) for one in found}
    return {pk: ": ".join(filter(None, pair)) for pk, pair in words.items()}


def line_titles(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
    """The titles of lines on the map of authority: their tasks."""
    rows = AuthorityLine.objects.visible_to(viewer).filter(pk__in=ids).values_list("id", "task")
    tasks = shipped_authority().tasks
    return {id: str(tasks[task]) if task in tasks else task for id, task in rows}


def _subject(word: Any, page: str, many: Callable[[Viewer, list[UUID]], dict[UUID, str]]) -> Subject:
    def one(viewer: Viewer, urn: Urn) -> str | None:
        return many(viewer, [urn.id]).get(urn.id)

    return Subject(word, one, lambda urn: reverse(f"roles:{page}", args=[urn.id]), many)


def facts_of_effort(viewer: Viewer, effort: Effort) -> list[Fact]:
    """The line on the page of an effort that leads to its roles."""
    tasks = read.tasks_of_effort(viewer, effort.pk)
    clashing = sum(len(found) for found in read.living_conflicts(viewer, tasks).values())
    said = ngettext("%(count)s taak", "%(count)s taken", len(tasks)) % {"count": len(tasks)}
    if clashing:
        said += ngettext(", %(count)s conflict", ", %(count)s conflicten", clashing) % {"count": clashing}
    return [Fact(_("Rollen"), said if tasks else _("nog niet verdeeld"), reverse("roles:effort", args=[effort.pk]))]


def panel_of_organisation(viewer: Viewer, organisation: UUID) -> dict[str, Any] | None:
    """The roles of an organisation, on its page."""
    if not viewer.in_network:
        return None
    held = read.duties_of(viewer, organisation, DutyState.AGREED)
    if not held:
        return None
    table = parts.duties_table(held, _("Rollen die deze organisatie zelf nam"), by_task=True)
    return {"template": "steering/roles/panel.html", "table": table, "own": organisation == viewer.organisation}


def register() -> None:
    """Fill the slots that roles, authority and the override fill."""
    routes.fill("roles", "vijfveld.steering.pages.urls_roles")
    list_places.fill("roles", NavItem(gettext_lazy("Wie is wat: rollen en gezag"), "roles:home"))
    subjects.fill("role_task", _subject(gettext_lazy("taak met rollen"), "task", read.task_titles))
    subjects.fill("duty", _subject(gettext_lazy("rol"), "duty", duty_titles))
    subjects.fill("role_conflict", _subject(gettext_lazy("rolconflict"), "conflict", conflict_titles))
    subjects.fill("authority_line", _subject(gettext_lazy("regel van de gezagskaart"), "authority_line", line_titles))
    subjects.fill("override", _subject(gettext_lazy("aanwijzing"), "override", authority.override_titles))
    more_facts.fill("roles", facts_of_effort)
    organisation_panels.fill("roles", panel_of_organisation)
    noteworthy.fill("override.issue", Noteworthy(urgent=True, subject=ALARM_SUBJECT, alarm=ALARM))
    for slot, words in ((deadline_words, DEADLINES), (decision_words, DECISIONS), (outcome_words, OUTCOMES)):
        for code, said in words.items():
            slot.fill(code, said)
    for code, task in TASKS.items():
        task_words.fill(code, task)
