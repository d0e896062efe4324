# SPDX-License-Identifier: EUPL-1.2
"""The pages of what a study states: the need of a scenario, and a step with its sums, deadline and decisions."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vijfveld.face.shell import Crumb
from vijfveld.law.acting import Act
from vijfveld.law.refusals import NotThere
from vijfveld.steering.acts.pathway_steps import add_step, change_step, drop_step, review_step, watch_begin
from vijfveld.steering.acts.pathways import drop_need, state_need
from vijfveld.steering.forms.pathways import NeedForm, ReviewForm, StepForm
from vijfveld.steering.forms.scenarios import SureForm
from vijfveld.steering.models import PathwayNeed, PathwayStep, Scenario
from vijfveld.steering.needs import as_lines, stored_needs
from vijfveld.steering.outlook import Carried
from vijfveld.steering.pages import pathway_parts as parts
from vijfveld.steering.pages.pathways import crumbs, is_maker, study_or_nothing
from vijfveld.steering.pathway_reading import why_begin_then, why_it_ends
from vijfveld.steering.queries import pathways as read
from vijfveld.strategy.pages.effort_parts import require_role
from vijfveld.strategy.pages.shown import PageRequest, may, show, strip
from vijfveld.strategy.queries.efforts import url_of


def _found(request: PageRequest, model: type[Any], id: UUID) -> Any:
    found = read.record(request.viewer, model, id)
    if found is None:
        raise NotThere
    return found


def _step_crumbs(seen: read.Seen, step: PathwayStep) -> list[Crumb]:
    return [*crumbs(seen.study), Crumb(step.title, parts.step_url(step.id))]


@login_required
def need_page(request: PageRequest, id: UUID, scenario: UUID) -> HttpResponse:
    """State what a scenario asks, anew or for the first time."""
    seen = study_or_nothing(request, id)
    about: Scenario = _found(request, Scenario, scenario)
    require_role(request.viewer, state_need)
    before = next((one for one in seen.needs if one.scenario_id == scenario), None)
    given = {"lines": as_lines(stored_needs(before.points)), "version": before.version} if before else {"version": 0}
    form = NeedForm(request.POST or None, initial=given)
    back = reverse("pathways:study", args=[id])
    if form.is_valid() and form.do(
        request, state_need, id, scenario, form.cleaned_data["version"], needs=form.needs
    ):  # fmt: skip
        return redirect(f"{back}?scenario={scenario}")
    if form.stale:
        form.renew(next((one.version for one in study_or_nothing(request, id).needs if one.scenario_id == scenario), 0))
    intro = _("«%(title)s», geteld in %(unit)s.") % {"title": about.title, "unit": seen.study.unit}
    return show(
        request, "steering/pathways/form.html", status=form.status, form=form, title=_("Wat vraagt dit scenario?"),
        intro=intro, button=_("Bewaar"), back=back, breadcrumb=crumbs(seen.study),
    )  # fmt: skip


@login_required
def need_drop_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Reckon no more with a scenario."""
    found: PathwayNeed = _found(request, PathwayNeed, id)
    seen = study_or_nothing(request, found.study_id)
    return _sure(
        request, drop_need, found, title=_("Haal dit scenario uit de studie"),
        intro=_("Wat erover was opgeschreven, blijft bewaard. Er wordt niet meer mee gerekend."),
        button=_("Haal eruit"), back=reverse("pathways:study", args=[found.study_id]), breadcrumb=crumbs(seen.study),
    )  # fmt: skip


@login_required
def step_new_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Add a step."""
    seen = study_or_nothing(request, id)
    require_role(request.viewer, add_step)
    form = StepForm(
        request.POST or None, others=seen.steps, efforts=read.efforts_to_choose(request.viewer, seen),
        initial={"effort": request.GET.get("inzet", "")},
    )  # fmt: skip
    if form.is_valid() and form.do(request, add_step, id, form.plan):
        return redirect("pathways:study", id=id)
    return show(
        request, "steering/pathways/form.html", status=form.status, form=form, title=_("Voeg een stap toe"),
        intro=_("Een inzet die loopt, of een voorstel. Alles telt in: %(unit)s.") % {"unit": seen.study.unit},
        button=_("Voeg toe"), back=reverse("pathways:study", args=[id]), breadcrumb=crumbs(seen.study),
    )  # fmt: skip


@login_required
def step_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One step: what it delivers, its sums per scenario, the deadline, and what was decided."""
    viewer, step = request.viewer, _found(request, PathwayStep, id)
    seen = study_or_nothing(request, step.study_id)
    effort = seen.efforts.get(step.effort_id) if step.effort_id else None
    deadline = seen.deadlines.get(step.urn)
    set_on = parts.day_of(deadline) if deadline else None
    sums = [_sums(seen, scenario, carried, set_on) for scenario, carried in seen.of_step(step.id)]
    begins = [one["begin"] for one in sums if one["begin"]]
    known = {str(one.id): one for one in seen.steps}
    return show(
        request, "steering/pathways/step.html", step=step, study=seen.study, effort=effort,
        effort_url=url_of(effort) if effort else "", sums=sums, over=step in seen.over,
        watched=parts.watched_words(deadline, begins), deadline=deadline,
        followers=[known[one] for one in step.followers if one in known],
        decisions=parts.decided(read.decisions(viewer, step)),
        maker=step.dropped_on is None and is_maker(request, seen.study),
        may_review=step.dropped_on is None and seen.study.closed_on is None
        and may(viewer, [review_step], organisation=seen.study.organisation_id),
        history=strip(viewer, step.urn), breadcrumb=crumbs(seen.study),
    )  # fmt: skip


def _sums(seen: read.Seen, scenario: Scenario, carried: Carried, set_on: date | None) -> dict[str, Any]:
    today = seen.outlook.today
    best = carried.best if carried.sell_by else None
    return {
        "scenario": scenario, "standing": carried.standing, "look": parts.look_of(carried.standing),
        "why": why_it_ends(carried, seen.study.unit), "begin": best.begin if best else None,
        "watchable": best is not None and best.begin is not None and best.begin >= today and best.begin != set_on,
        "switches": [
            {"title": one.to.title, "url": parts.step_url(one.to.id), "standing": one.standing,
             "look": parts.look_of(one.standing), "why": why_begin_then(carried, one), "longer": one.carries_longer}
            for one in carried.switches
        ] if carried.sell_by else [],
    }  # fmt: skip


@login_required
def step_change_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Change a step."""
    step: PathwayStep = _found(request, PathwayStep, id)
    seen = study_or_nothing(request, step.study_id)
    require_role(request.viewer, change_step)
    names = ("title", "nature", "delivers", "why", "decision_days", "lead_days", "followers", "version")
    given = {**{name: getattr(step, name) for name in names}, "effort": step.effort_id or ""}
    others = [one for one in seen.steps if one.id != step.id]
    form = StepForm(request.POST or None, others=others, efforts=None, initial=given)
    if form.is_valid() and form.do(request, change_step, id, form.cleaned_data["version"] or 0, form.plan):
        return redirect("pathways:step", id=id)
    if form.stale:
        form.renew(_found(request, PathwayStep, id).version)
    return show(
        request, "steering/pathways/form.html", status=form.status, form=form, title=_("Wijzig deze stap"),
        intro=step.title, button=_("Bewaar"), back=parts.step_url(id), breadcrumb=_step_crumbs(seen, step),
    )  # fmt: skip


@login_required
def step_drop_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Take a step out of the study."""
    step: PathwayStep = _found(request, PathwayStep, id)
    seen = study_or_nothing(request, step.study_id)
    return _sure(
        request, drop_step, step, title=_("Haal deze stap uit de studie"),
        intro=_("De inzet zelf verandert niet. Een termijn over deze stap wordt ingetrokken."), button=_("Haal eruit"),
        back=parts.step_url(id), breadcrumb=_step_crumbs(seen, step),
    )  # fmt: skip


@login_required
def watch_page(request: PageRequest, id: UUID, scenario: UUID) -> HttpResponse:
    """Put the day to begin on the list of what runs out."""
    step: PathwayStep = _found(request, PathwayStep, id)
    about: Scenario = _found(request, Scenario, scenario)
    seen = study_or_nothing(request, step.study_id)
    return _sure(
        request, watch_begin, step, title=_("Bewaak de dag om te beginnen"),
        intro=_("De dag uit scenario «%(title)s» komt op de lijst van wat afloopt. Er start dan niets vanzelf.")
        % {"title": about.title},
        button=_("Zet op de lijst"), back=parts.step_url(id), breadcrumb=_step_crumbs(seen, step),
        given={"scenario": scenario},
    )  # fmt: skip


@login_required
def review_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Decide what happens now that the day to begin is near or there."""
    step: PathwayStep = _found(request, PathwayStep, id)
    seen = study_or_nothing(request, step.study_id)
    require_role(request.viewer, review_step)
    form = ReviewForm(request.POST or None, initial={"version": step.version})
    if form.is_valid() and form.do(
        request, review_step, id, form.cleaned_data["version"], outcome=form.cleaned_data["outcome"],
        reasoning=form.reasoning,
    ):  # fmt: skip
        messages.success(request, _("Vastgelegd. De termijn is gehaald; er start niets vanzelf."))
        return redirect("pathways:step", id=id)
    if form.stale:
        form.renew(_found(request, PathwayStep, id).version)
    return show(
        request, "steering/pathways/form.html", status=form.status, form=form, title=_("Besluit over deze stap"),
        intro=step.title, button=_("Leg het besluit vast"), back=parts.step_url(id),
        breadcrumb=_step_crumbs(seen, step),
    )  # fmt: skip


def _sure(
    request: PageRequest, act: Act[Any, Any], found: PathwayStep | PathwayNeed, *, given: dict[str, Any] | None = None,
    **told: Any,
) -> HttpResponse:  # fmt: skip
    """Ask once more, then act."""
    require_role(request.viewer, act)
    form = SureForm(request.POST or None, initial={"version": found.version})
    if form.is_valid() and form.do(request, act, found.id, form.cleaned_data["version"], **(given or {})):
        return redirect(told["back"])
    if form.stale:
        form.renew(_found(request, type(found), found.id).version)
    return show(request, "steering/pathways/form.html", status=form.status, form=form, **told)
