# SPDX-License-Identifier: EUPL-1.2
"""The pages of a portfolio study: the list, making one, what it holds, what scenarios ask, and its limits."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from vijfveld.steering.acts.portfolios import change_study, close_study, judge_need, open_study, set_bounds
from vijfveld.steering.forms.portfolios import BoundsForm, NeedForm, StudyForm, TitleForm
from vijfveld.steering.models import Candidate, PortfolioStudy, StudyScenario
from vijfveld.steering.pages import portfolio_parts as parts
from vijfveld.steering.portfolio_words import Intrusion, Need, Tail
from vijfveld.steering.queries import portfolios as read
from vijfveld.steering.queries import scenarios as scenario_reads
from vijfveld.strategy.pages.effort_parts import require_role
from vijfveld.strategy.pages.shown import PageRequest, may, show, strip
from vijfveld.strategy.sayings import fte, name_of
from vijfveld.strategy.words import Area


@login_required
def list_page(request: PageRequest) -> HttpResponse:
    """Every study with its latest calculation."""
    viewer = request.viewer
    return show(
        request, "steering/portfolios/list.html", studies=read.studies(viewer),
        proposals=read.proposals_to(viewer), may_open=may(viewer, [open_study]),
    )  # fmt: skip


@login_required
def new_page(request: PageRequest) -> HttpResponse:
    """Make a study."""
    require_role(request.viewer, open_study)
    found = read.scenarios_to_choose(request.viewer)
    apart = scenario_reads.clashes(request.viewer, found)
    form = StudyForm(request.POST or None, found=found, apart=apart, initial={"areas": list(Area.values)})
    if form.is_valid() and form.do(request, open_study, form.plan):
        messages.success(request, _("De studie staat er. Kies nu welke inzet meedoet."))
        return redirect("portfolios:detail", id=form.outcome.id)
    return show(
        request, "steering/portfolios/new.html", status=form.status, form=form, scenarios=found,
        breadcrumb=parts.crumbs(),
    )  # fmt: skip


@login_required
def detail_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One study: its scenarios, candidates and limits, what is missing, and its calculations."""
    viewer, study = request.viewer, parts.study_or_nothing(request, id)
    scenarios, candidates = read.scenarios_of(viewer, study), read.candidates_of(viewer, study)
    covers, runs = read.covers_of(viewer, study), read.runs_of(viewer, study)
    busy = next((one for one in runs if one.state == "asked"), None)
    return show(
        request, "steering/portfolios/detail.html", study=study, runs=runs, busy=busy,
        maker=parts.makes(request, study), missing=parts.missing_in(scenarios, candidates, covers),
        limits=_limits(study), apart=scenario_reads.clashes(viewer, [one.scenario for one in scenarios]),
        scenarios=[(one, parts.steps_in_words(one.needs, Need)) for one in scenarios],
        candidates=[_line(one, len(covers.get(one.id, {})), len(scenarios)) for one in candidates],
        areas=[Area(area).label for area in study.areas], tail=Tail(study.tail).label,
        history=strip(viewer, study.urn), breadcrumb=parts.crumbs(),
    )  # fmt: skip


def _line(one: Candidate, judged: int, whole: int) -> dict[str, Any]:
    """A candidate as a row of the study."""
    return {
        "candidate": one, "effort": one.effort, "area": Area(one.effort.area).label,
        "deep": str(Intrusion(one.intrusive).label).partition(":")[0], "cost": one.cost,
        "asked": sum((Decimal(fte) for fte in one.asked.values()), Decimal(0)),
        "judged": judged, "whole": whole,
    }  # fmt: skip


def _limits(study: PortfolioStudy) -> list[tuple[str, str]]:
    """The limits of a study in words."""
    found = [] if study.budget is None else [(_("Geld, ten hoogste"), parts.money(study.budget))]
    found += [
        (_("Naar %(area)s, ten minste") % {"area": Area(area).label}, parts.money(floor))
        for area, floor in study.floors.items()
    ]
    return found + [
        (_("Van %(partner)s, ten hoogste") % {"partner": name_of(one)}, _("%(fte)s fte") % {
            "fte": fte(Decimal(study.room[str(one.id)]))})
        for one in read.partners(study.room)
    ]  # fmt: skip


@login_required
def change_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Change the title and the question."""
    study = parts.study_or_nothing(request, id)
    parts.require_maker(request, change_study, study)
    given = {"title": study.title, "question": study.question, "version": study.version}
    form = TitleForm(request.POST or None, initial=given)
    if form.is_valid() and form.do(request, change_study, study.id, form.cleaned_data["version"], **form.typed):
        return redirect("portfolios:detail", id=study.id)
    if form.stale:
        form.renew(parts.study_or_nothing(request, id).version)
    return parts.form_page(
        request, form, title=_("Wijzig titel en vraag"), intro=_("Eerdere berekeningen houden de oude titel."),
        button=_("Leg vast"), back=parts.url(study), breadcrumb=parts.crumbs(study),
    )  # fmt: skip


@login_required
def close_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Ask once more, then close the study."""
    study = parts.study_or_nothing(request, id)
    parts.require_maker(request, close_study, study)
    return parts.sure(
        request, close_study, study, again=lambda: parts.study_or_nothing(request, id).version,
        onward=lambda _made: parts.url(study), title=_("Sluit deze studie af"), button=_("Sluit af"),
        intro=_("Alles blijft te lezen. Nieuwe oordelen en berekeningen zijn dan niet meer mogelijk."),
        back=parts.url(study), breadcrumb=parts.crumbs(study),
    )  # fmt: skip


@login_required
def need_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Judge how much a scenario asks for."""
    one = parts.found_or_nothing(read.record(request.viewer, StudyScenario, id))
    study, scenario = one.study, one.scenario
    parts.require_maker(request, judge_need, study)
    given = {f"need-{area}": step for area, step in one.needs.items()}
    form = NeedForm(
        request.POST or None, areas=study.areas, initial={**given, "reasons": one.reasons, "version": one.version}
    )  # fmt: skip
    if form.is_valid() and form.do(
        request, judge_need, one.id, form.cleaned_data["version"], needs=form.needs,
        reasons=form.cleaned_data["reasons"],
    ):  # fmt: skip
        return redirect(parts.url(study, "#scenarios"))
    if form.stale:
        form.renew(parts.found_or_nothing(read.record(request.viewer, StudyScenario, id)).version)
    return show(
        request, "steering/portfolios/need.html", status=form.status, form=form, scenario=scenario,
        back=parts.url(study), breadcrumb=parts.crumbs(study),
    )  # fmt: skip


@login_required
def bounds_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Set the limits: for every partner that a candidate asks, for every field that counts, and money."""
    study = parts.study_or_nothing(request, id)
    parts.require_maker(request, set_bounds, study)
    asked = {partner for one in read.candidates_of(request.viewer, study) for partner in one.asked}
    given: dict[str, Any] = {"tail": study.tail, "budget": study.budget, "because": study.because}
    given |= {f"floor-{area}": Decimal(floor) for area, floor in study.floors.items()}
    given |= {f"room-{partner}": Decimal(room) for partner, room in study.room.items()}
    form = BoundsForm(
        request.POST or None, areas=study.areas, partners=read.partners(asked | set(study.room)),
        initial={**given, "version": study.version},
    )  # fmt: skip
    if form.is_valid() and form.do(request, set_bounds, study.id, form.cleaned_data["version"], form.bounds):
        return redirect(parts.url(study, "#limits"))
    if form.stale:
        form.renew(parts.study_or_nothing(request, id).version)
    return parts.form_page(
        request, form, title=_("Grenzen van de studie"), button=_("Leg de grenzen vast"), back=parts.url(study),
        intro=_("Elke mix houdt zich aan deze grenzen. Wat leeg blijft, begrenst niet."),
        breadcrumb=parts.crumbs(study),
    )  # fmt: skip
