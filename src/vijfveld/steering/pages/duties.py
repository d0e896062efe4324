# SPDX-License-Identifier: EUPL-1.2
"""The pages of roles: what my organisation is asked, the matrix of an effort or a library, a task, a role."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vijfveld.face.items import Fact
from vijfveld.face.shell import Crumb
from vijfveld.law.acting_forms import EditForm
from vijfveld.law.refusals import NotThere
from vijfveld.node.roles import Role
from vijfveld.node.slots import subject_url
from vijfveld.steering.acts.duties import (
    Place,
    add_role_task,
    answer_duty,
    close_role_task,
    end_duty,
    propose_duty,
)
from vijfveld.steering.forms.duties import AnswerDutyForm, ChoreForm, DutyForm, ItemChoreForm, ReasonForm, role_words
from vijfveld.steering.models import Duty, RoleTask
from vijfveld.steering.pages import role_parts as parts
from vijfveld.steering.pages.round_parts import require
from vijfveld.steering.queries import conflicts as conflicts_read
from vijfveld.steering.queries import duties as read
from vijfveld.steering.words_roles import ANSWER_TERM, STANDING, DutyRole, DutyState
from vijfveld.strategy.pages.efforts import effort_or_nothing
from vijfveld.strategy.pages.shown import PageRequest, may, show, strip
from vijfveld.strategy.queries.efforts import today
from vijfveld.strategy.sayings import name_of


@login_required
def home_page(request: PageRequest) -> HttpResponse:
    """What my organisation is asked to be, what it is, and what still clashes."""
    viewer, day = request.viewer, today(request.viewer)
    mine = read.duties_of(viewer, viewer.organisation, DutyState.AGREED)
    libraries = [(reverse("roles:library", args=[one.code]), parts.library_title(one.code)) for one in read.libraries()]
    return show(
        request, "steering/roles/home.html",
        asked=parts.asked(read.duties_of(viewer, viewer.organisation, DutyState.PROPOSED), day),
        mine=parts.duties_table(mine, _("Rollen van uw organisatie"), by_task=True), has_mine=bool(mine),
        waiting=parts.asked(read.waiting_for_others(viewer), day, named=True),
        figures=conflicts_read.figures(viewer), libraries=libraries,
    )  # fmt: skip


@login_required
def effort_page(request: PageRequest, id: UUID) -> HttpResponse:
    """The roles of an effort: tasks against organisations."""
    viewer, effort = request.viewer, effort_or_nothing(request, id)
    owner = may(viewer, [add_role_task], organisation=effort.owner_id) and effort.is_alive
    return _matrix(
        request, read.tasks_of_effort(viewer, id), name=effort.title, owner=owner,
        add=reverse("roles:effort_task", args=[id]),
        breadcrumb=parts.crumbs(Crumb(effort.title, subject_url(effort.urn))),
    )  # fmt: skip


@login_required
def library_page(request: PageRequest, code: str) -> HttpResponse:
    """The roles for the questions of a library of the system test."""
    if read.library(code) is None:
        raise NotThere
    owner = may(request.viewer, [add_role_task]) and request.viewer.holds(Role.COORDINATOR)
    return _matrix(
        request, read.tasks_of_library(request.viewer, code), name=parts.library_title(code), owner=owner,
        add=reverse("roles:library_task", args=[code]), breadcrumb=parts.crumbs(),
    )  # fmt: skip


def _matrix(request: PageRequest, tasks: list[RoleTask], **told: Any) -> HttpResponse:
    found = read.matrix(request.viewer, tasks)
    rows = parts.rows_of(request.viewer, found, today(request.viewer))
    return show(
        request, "steering/roles/matrix.html", organisations=found.organisations, legend=parts.legend(rows),
        rows=rows, **told,
    )  # fmt: skip


@login_required
def effort_task_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Name a task of an effort."""
    effort = effort_or_nothing(request, id)
    require(request, add_role_task, when=effort.owner_id == request.viewer.organisation)
    day = today(request.viewer)
    form = ChoreForm(request.POST or None, day=day, initial={"starts_on": day + ANSWER_TERM})
    if request.method == "POST" and form.is_valid() and form.do(request, add_role_task, Place(effort=id), form.chore):
        messages.success(request, _("De taak staat er. Vraag nu organisaties om hun rol."))
        return redirect("roles:task", id=form.outcome.id)
    back = reverse("roles:effort", args=[id])
    return parts.form_page(
        request, form, title=_("Noem een taak"), button=_("Bewaar de taak"), back=back,
        intro=_("Een taak is klein genoeg om er één eindverantwoordelijke voor te hebben."),
        breadcrumb=parts.crumbs(Crumb(effort.title, back)),
    )  # fmt: skip


@login_required
def library_task_page(request: PageRequest, code: str) -> HttpResponse:
    """Name the work on one question of the system test."""
    library = read.library(code)
    if library is None:
        raise NotThere
    require(request, add_role_task, when=request.viewer.holds(Role.COORDINATOR))
    day, taken = today(request.viewer), [task.item for task in read.tasks_of_library(request.viewer, code)]
    form = ItemChoreForm(
        request.POST or None, library=library, taken=taken, day=day, initial={"starts_on": day + ANSWER_TERM}
    )
    if request.method == "POST" and form.is_valid():
        place = Place(library=code, item=form.cleaned_data["item"])
        if form.do(request, add_role_task, place, form.chore):
            messages.success(request, _("De taak staat er. Vraag nu organisaties om hun rol."))
            return redirect("roles:task", id=form.outcome.id)
    back = reverse("roles:library", args=[code])
    return parts.form_page(
        request, form, title=_("Noem een taak"), button=_("Bewaar de taak"), back=back,
        intro=_("Wie zorgt dat het antwoord op deze vraag beter wordt?"),
        breadcrumb=parts.crumbs(Crumb(parts.library_title(code), back)),
    )  # fmt: skip


def task_or_nothing(request: PageRequest, id: UUID) -> RoleTask:
    """The task that a page is about. Raises NotThere when there is none for this viewer."""
    found = read.task(request.viewer, id)
    if found is None:
        raise NotThere
    return found


@login_required
def task_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One task: who is what in it, what is asked, what clashes."""
    viewer, found = request.viewer, task_or_nothing(request, id)
    duties = read.duties_in(viewer, found)
    owner = found.owner_id == viewer.organisation and found.closed_on is None and may(viewer, [propose_duty])
    order = list(DutyRole.values)
    standing = sorted((duty for duty in duties if duty.state in STANDING), key=lambda one: order.index(one.role))
    over = [duty for duty in duties if duty.state not in STANDING]
    conflicts = read.living_conflicts(viewer, [found]).get(found.pk, [])
    names = conflicts_read.names_of(conflicts)
    return show(
        request, "steering/roles/task.html", task=found, owner=owner, facts=_task_facts(request, found),
        standing=parts.duties_table(standing, _("Rollen nu en straks"), by_task=False) if standing else None,
        over=parts.duties_table(over, _("Rollen die voorbij zijn"), by_task=False) if over else None,
        conflicts=[(one, parts.rule_words(one), parts.holders_of(one, names)) for one in conflicts],
        history=strip(viewer, found.urn), breadcrumb=parts.crumbs(parts.place_of(viewer, found)),
    )  # fmt: skip


def _task_facts(request: PageRequest, task: RoleTask) -> list[Fact]:
    place = parts.place_of(request.viewer, task)
    kinds = [
        (task.municipal, _("een taak van de gemeente zelf")), (task.individual, _("gaat over individuele zaken")),
        (task.intrusive, _("grijpt in in de rechten van mensen")),
    ]  # fmt: skip
    said = ", ".join(words for fits, words in kinds if fits)
    return [
        Fact(_("Hoort bij"), place.label, place.url),
        Fact(_("Verdeeld door"), name_of(task.owner), subject_url(task.owner.urn)),
        Fact(_("Rollen helder vanaf"), task.starts_on),
        *([Fact(_("Bijzonder"), said)] if said else []),
    ]


@login_required
def propose_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Ask an organisation to take a role."""
    viewer, found = request.viewer, task_or_nothing(request, id)
    require(request, propose_duty, when=found.owner_id == viewer.organisation and found.closed_on is None)
    day = today(viewer)
    form = DutyForm(
        request.POST or None, near=read.partners_in(viewer, found.effort_id), day=day, initial={"from_on": day}
    )
    if request.method == "POST" and form.is_valid() and form.do(request, propose_duty, found.id, form.wanted):
        agreed = form.outcome.state == DutyState.AGREED
        said = (
            _("Uw organisatie heeft deze rol.")
            if agreed
            else _("De rol is voorgesteld. De organisatie zegt zelf ja of nee.")
        )
        messages.success(request, said)
        return redirect("roles:task", id=found.id)
    return parts.form_page(
        request, form, title=_("Vraag een organisatie om een rol"), button=_("Stel de rol voor"),
        back=reverse("roles:task", args=[found.id]), breadcrumb=parts.way_to(viewer, found),
        intro=_("Taak: %(task)s. De rol geldt pas als de organisatie zelf ja zegt.") % {"task": found.title},
    )  # fmt: skip


@login_required
def close_page(request: PageRequest, id: UUID) -> HttpResponse:
    """End a task, after a last look."""
    viewer, found = request.viewer, task_or_nothing(request, id)
    require(request, close_role_task, when=found.owner_id == viewer.organisation and found.closed_on is None)
    form = EditForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST":
        if form.is_valid() and form.do(request, close_role_task, found.id, form.cleaned_data["version"]):
            messages.success(request, _("De taak is afgesloten."))
            return redirect("roles:task", id=found.id)
        if form.stale:
            form.renew(found.version)
    return parts.form_page(
        request, form, title=_("Sluit de taak af"), button=_("Sluit af"), danger=True,
        intro=_("Alle rollen in deze taak eindigen vandaag. Wat was afgesproken, blijft te lezen."),
        back=reverse("roles:task", args=[found.id]), breadcrumb=parts.way_to(viewer, found),
    )  # fmt: skip


@login_required
def duty_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One role: what it is; who is asked answers here."""
    viewer, found = request.viewer, duty_or_nothing(request, id)
    mine = may(viewer, [answer_duty], organisation=found.organisation_id)
    asked = mine and found.state == DutyState.PROPOSED
    form = AnswerDutyForm(request.POST or None, initial={"version": found.version}) if asked or request.POST else None
    if request.method == "POST" and form is not None:
        if form.is_valid() and _answered(request, form, found):
            return redirect("roles:duty", id=found.id)
        if form.stale:
            form.renew(found.version)
    ends = may(viewer, [end_duty]) and _may_end(request, found)
    clashing = read.would_clash(viewer, found) if found.state == DutyState.PROPOSED else []
    return show(
        request, "steering/roles/duty.html", status=form.status if form else 200, duty=found, form=form,
        title=f"{name_of(found.organisation)}: {found.get_role_display()}", facts=_duty_facts(found),
        clashing=[str(clash.rule.label) for clash in clashing], late=found.reply_by < today(viewer),
        ends=ends, history=strip(viewer, found.urn),
        breadcrumb=parts.way_to(viewer, found.task),
    )  # fmt: skip


def _may_end(request: PageRequest, duty: Duty) -> bool:
    owner = request.viewer.organisation == duty.task.owner_id
    return duty.state in STANDING and (owner or (duty.agreed and request.viewer.organisation == duty.organisation_id))


def _answered(request: PageRequest, form: AnswerDutyForm, duty: Duty) -> bool:
    told = form.cleaned_data
    agrees = told["agrees"] == "ja"
    reason = "" if agrees else told["reason"]
    if not form.do(request, answer_duty, duty.id, told["version"], agrees=agrees, reason=reason):
        return False
    said = (
        _("Uw organisatie heeft deze rol.") if agrees else _("U hebt de rol niet aangenomen. De vrager leest uw reden.")
    )
    messages.success(request, said)
    return True


def duty_or_nothing(request: PageRequest, id: UUID) -> Duty:
    """The role that a page is about. Raises NotThere when there is none for this viewer."""
    found = read.duty(request.viewer, id)
    if found is None:
        raise NotThere
    return found


def _duty_facts(duty: Duty) -> list[Fact]:
    found = [
        Fact(_("Taak"), duty.task.title, reverse("roles:task", args=[duty.task_id])),
        Fact(_("Organisatie"), name_of(duty.organisation), subject_url(duty.organisation.urn)),
        Fact(_("Rol"), role_words(duty.role)),
        Fact(_("Periode"), parts.period(duty)),
        Fact(_("Voorgesteld door"), name_of(duty.proposed_by), subject_url(duty.proposed_by.urn)),
    ]
    return found + ([Fact(_("Reden"), duty.reason)] if duty.reason else [])


@login_required
def end_page(request: PageRequest, id: UUID) -> HttpResponse:
    """End a role, or withdraw what was only proposed."""
    viewer, found = request.viewer, duty_or_nothing(request, id)
    require(request, end_duty, when=_may_end(request, found))
    form = ReasonForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST":
        if form.is_valid() and form.do(
            request, end_duty, found.id, form.cleaned_data["version"], reason=form.cleaned_data["reason"]
        ):
            messages.success(request, _("De rol is voorbij."))
            return redirect("roles:duty", id=found.id)
        if form.stale:
            form.renew(found.version)
    return parts.form_page(
        request, form, title=_("Beëindig de rol"), button=_("Beëindig de rol"), danger=True,
        intro=f"{name_of(found.organisation)}: {found.get_role_display()}. {found.task.title}.",
        back=reverse("roles:duty", args=[found.id]), breadcrumb=parts.way_to(viewer, found.task),
    )  # fmt: skip
