# SPDX-License-Identifier: EUPL-1.2
"""What the pages of roles share: the way back, the matrix, lines of roles and conflicts in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vijfveld.face.dates import exactly
from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.items import Due
from vijfveld.face.shell import Crumb
from vijfveld.node.models import Organisation
from vijfveld.node.viewer import Viewer
from vijfveld.steering import questions
from vijfveld.steering.models import Duty, RoleConflict, RoleTask
from vijfveld.steering.queries import duties as read
from vijfveld.steering.words_roles import DutyRole, DutyState, Rule
from vijfveld.strategy.pages.shown import PageRequest, show
from vijfveld.strategy.queries import efforts as efforts_read
from vijfveld.strategy.sayings import name_of


def crumbs(*more: Crumb) -> list[Crumb]:
    """The way back to the page of roles, and further."""
    return [Crumb(_("Rollen"), reverse("roles:home")), *more]


def place_of(viewer: Viewer, task: RoleTask) -> Crumb:
    """Where a task belongs: the roles of its effort, or of its library."""
    if task.effort_id:
        effort = efforts_read.effort(viewer, task.effort_id)
        return Crumb(effort.title if effort else _("Inzet"), reverse("roles:effort", args=[task.effort_id]))
    return Crumb(library_title(task.library), reverse("roles:library", args=[task.library]))


def library_title(code: str) -> str:
    """The title of a library in the language of the reader."""
    found = read.library(code)
    return str(questions.said(found.titles)) if found else code


def way_to(viewer: Viewer, task: RoleTask) -> list[Crumb]:
    """The way to a task."""
    return crumbs(place_of(viewer, task), Crumb(task.title, reverse("roles:task", args=[task.id])))


@dataclass(frozen=True)
class Mark:
    """A role in a cell of the matrix: its letter, its words, whether it was agreed, and its page."""

    letter: str
    words: str
    state: str
    url: str


@dataclass(frozen=True)
class Row:
    """A task in the matrix, with the marks of each organisation and what is wrong."""

    task: RoleTask
    cells: list[tuple[Organisation, list[Mark]]]
    conflicts: list[RoleConflict]


def rows_of(viewer: Viewer, found: read.Matrix, day: date) -> list[Row]:
    """The matrix, row by row."""
    conflicts = read.living_conflicts(viewer, found.tasks)
    return [
        Row(
            task,
            [(one, [mark_of(duty, day) for duty in found.cells.get((task.pk, one.pk), [])])
             for one in found.organisations],
            conflicts.get(task.pk, []),
        )
        for task in found.tasks
    ]  # fmt: skip


def mark_of(duty: Duty, day: date) -> Mark:
    """A role as a mark."""
    said = str(duty.get_role_display())
    if duty.state == DutyState.PROPOSED:
        said = _("%(role)s, voorgesteld") % {"role": said}
    elif duty.from_on > day:
        said = _("%(role)s vanaf %(day)s") % {"role": said, "day": exactly(duty.from_on)}
    elif duty.until_on:
        said = _("%(role)s tot en met %(day)s") % {"role": said, "day": exactly(duty.until_on)}
    state = "asked" if duty.state == DutyState.PROPOSED else "held" if duty.holds_on(day) else "later"
    return Mark(duty.role, said, state, reverse("roles:duty", args=[duty.id]))


def legend(rows: Iterable[Row]) -> list[tuple[str, str]]:
    """The letters that occur, and what they stand for."""
    shown = {mark.letter for row in rows for _one, marks in row.cells for mark in marks}
    return [(role.value, str(role.label)) for role in DutyRole if role.value in shown]


def period(duty: Duty) -> str:
    """From when until when a role is held."""
    if duty.until_on:
        return _("%(first)s tot en met %(last)s") % {"first": exactly(duty.from_on), "last": exactly(duty.until_on)}
    return _("vanaf %(first)s, geen einde bedacht") % {"first": exactly(duty.from_on)}


def duties_table(found: Iterable[Duty], caption: str, *, by_task: bool) -> Table:
    """Roles in a table: of one organisation by task, or of one task by organisation."""
    headers = (_("Taak") if by_task else _("Organisatie"), _("Rol"), _("Periode"), _("Stand"))
    rows = tuple(
        (
            Cell(duty.task.title if by_task else name_of(duty.organisation), reverse("roles:duty", args=[duty.id])),
            Cell(str(capfirst(duty.get_role_display()))),
            Cell(period(duty)),
            Cell(str(duty.get_state_display())),
        )
        for duty in found
    )
    return Table(caption, headers, rows)


def asked(found: Iterable[Duty], day: date, *, named: bool = False) -> list[Due]:
    """Roles that wait for a word, as what is due; `named` says whose word."""
    return [
        Due(
            duty.reply_by, f"{duty.task.title}: {duty.get_role_display()}", reverse("roles:duty", args=[duty.id]),
            name_of(duty.organisation) if named else period(duty), duty.reply_by < day,
        )
        for duty in found
    ]  # fmt: skip


def rule_words(one: RoleConflict) -> str:
    """What is wrong, as a sentence begins."""
    return str(capfirst(Rule(one.rule).label))


def holders_of(one: RoleConflict, names: dict[str, Organisation]) -> str:
    """Who clashes."""
    return ", ".join(name_of(names[holder]) for holder in one.holders if holder in names)


def form_page(request: PageRequest, form: Any, **told: Any) -> HttpResponse:
    """A page that holds one form."""
    return show(request, "steering/tests/form.html", form=form, status=form.status, **told)
