# SPDX-License-Identifier: EUPL-1.2
"""The pages of pathway studies: the list, one study with its map, and making, changing and closing it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vijfveld.face.shell import Change, Crumb
from vijfveld.law.changes import history_of
from vijfveld.law.refusals import NotThere
from vijfveld.steering.acts.pathways import change_study, close_study, make_study
from vijfveld.steering.forms.pathways import StudyForm
from vijfveld.steering.forms.scenarios import SureForm
from vijfveld.steering.models import PathwayStudy
from vijfveld.steering.pages import pathway_parts as parts
from vijfveld.steering.queries import pathways as read
from vijfveld.strategy.pages.effort_parts import require_role
from vijfveld.strategy.pages.shown import PageRequest, may, show
from vijfveld.strategy.queries.efforts import today
from vijfveld.strategy.shelf import nodes_now, title_of


def study_or_nothing(request: PageRequest, id: UUID) -> read.Seen:
    """A study the reader may see."""
    found = read.study(request.viewer, id)
    if found is None:
        raise NotThere
    return found


def crumbs(study: PathwayStudy | None = None) -> list[Crumb]:
    """The way to a page of pathways."""
    here = [Crumb(_("Paden"), reverse("pathways:list"))]
    return here + ([Crumb(study.title, reverse("pathways:study", args=[study.id]))] if study else [])


def is_maker(request: PageRequest, study: PathwayStudy) -> bool:
    """Whether the reader may change this study now."""
    return study.closed_on is None and may(request.viewer, [change_study], organisation=study.organisation_id)


@login_required
def list_page(request: PageRequest) -> HttpResponse:
    """Every study with what presses in it."""
    found = read.studies(request.viewer)
    return show(
        request, "steering/pathways/list.html", may_make=may(request.viewer, [make_study]),
        studies=[(one, parts.pressing_words(one)) for one in found if one.study.closed_on is None],
        closed=[one.study for one in found if one.study.closed_on],
    )  # fmt: skip


@login_required
def study_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One study: what presses, the map of one scenario, the sums of all, the routes, the needs and the steps."""
    seen = study_or_nothing(request, id)
    chosen = parts.chosen_scenario(seen, request.GET.get("scenario", ""))
    node = next(iter(nodes_now(seen.study.objective, seen.study.library)), None)
    return show(
        request, "steering/pathways/study.html", seen=seen, study=seen.study, said=parts.pressing_words(seen),
        pressing=parts.pressing_lines(seen), chosen=chosen, map=parts.drawn(seen, chosen) if chosen else None,
        sums=parts.sums_table(seen), routes=parts.routes(seen), routes_known=bool(seen.needs and seen.steps),
        needs=parts.need_rows(seen), without=read.scenarios_without(request.viewer, seen),
        steps=parts.steps_table(seen), maker=is_maker(request, seen.study),
        point=title_of(node) if node else "", point_url=reverse("strategy:node", args=[node.code]) if node else "",
        history=_history(request, seen), breadcrumb=crumbs(),
    )  # fmt: skip


def _history(request: PageRequest, seen: read.Seen) -> list[Change]:
    """What was done to the study, its needs and its steps."""
    urns = [seen.study.urn, *(one.urn for one in (*seen.needs, *seen.steps))]
    found = history_of(request.viewer, urns, limit=20)
    return [Change(change.at, capfirst(str(change.says)), change.said_by) for change in found]


@login_required
def new_page(request: PageRequest) -> HttpResponse:
    """Make a study."""
    require_role(request.viewer, make_study)
    form = StudyForm(request.POST or None, today=today(request.viewer))
    if form.is_valid() and form.do(request, make_study, form.plan):
        messages.success(request, _("De studie staat er. Schrijf nu per scenario op wat er nodig is."))
        return redirect("pathways:study", id=form.outcome.id)
    return show(
        request, "steering/pathways/form.html", status=form.status, form=form, title=_("Maak een padenstudie"),
        intro=_("Tot wanneer volstaat wat er nu is, en wat kan daarop volgen?"), button=_("Maak de studie"),
        back=reverse("pathways:list"), breadcrumb=crumbs(),
    )  # fmt: skip


@login_required
def change_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Change a study."""
    found = study_or_nothing(request, id).study
    require_role(request.viewer, change_study)
    names = ("title", "question", "objective", "unit", "looks_to", "notice_days", "version")
    given = {name: getattr(found, name) for name in names}
    form = StudyForm(request.POST or None, initial=given, today=today(request.viewer))
    if form.is_valid() and form.do(request, change_study, found.id, form.cleaned_data["version"] or 0, form.plan):
        return redirect("pathways:study", id=found.id)
    if form.stale:
        form.renew(study_or_nothing(request, id).study.version)
    return show(
        request, "steering/pathways/form.html", status=form.status, form=form, title=_("Wijzig de studie"),
        intro=found.title, button=_("Bewaar"), back=reverse("pathways:study", args=[found.id]),
        breadcrumb=crumbs(found),
    )  # fmt: skip


@login_required
def close_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Ask once more, then close the study."""
    found = study_or_nothing(request, id).study
    require_role(request.viewer, close_study)
    form = SureForm(request.POST or None, initial={"version": found.version})
    if form.is_valid() and form.do(request, close_study, found.id, form.cleaned_data["version"]):
        return redirect("pathways:study", id=found.id)
    if form.stale:
        form.renew(study_or_nothing(request, id).study.version)
    return show(
        request, "steering/pathways/form.html", status=form.status, form=form, title=_("Sluit deze studie af"),
        intro=_("De studie blijft te lezen. Termijnen die eruit volgden, worden ingetrokken."), button=_("Sluit af"),
        back=reverse("pathways:study", args=[found.id]), breadcrumb=crumbs(found),
    )  # fmt: skip
