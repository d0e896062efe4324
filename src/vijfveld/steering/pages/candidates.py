# SPDX-License-Identifier: EUPL-1.2
"""The pages of candidates: choosing them, what one asks and covers, and who was heard about work abroad."""

from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vijfveld.face.shell import Crumb
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Reach
from vijfveld.steering.acts.candidates import (
    choose_candidates,
    drop_candidate,
    judge_cover,
    note_consultation,
    weigh_candidate,
)
from vijfveld.steering.forms.portfolios import ChooseForm, CoverForm, WeighForm
from vijfveld.steering.forms.proposals import ConsultationForm
from vijfveld.steering.models import Candidate, Consultation, Cover
from vijfveld.steering.pages import portfolio_parts as parts
from vijfveld.steering.portfolio_words import CONSULTED, CoverStep, Intrusion
from vijfveld.steering.queries import portfolios as read
from vijfveld.strategy.pages.effort_parts import require_role
from vijfveld.strategy.pages.shown import PageRequest, may, show, strip
from vijfveld.strategy.queries import efforts as efforts_read
from vijfveld.strategy.sayings import fte, name_of
from vijfveld.strategy.words import Area


def _crumb(one: Candidate) -> Crumb:
    return Crumb(one.effort.title, reverse("portfolios:candidate", args=[one.id]))


@login_required
def choose_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Choose which efforts take part, with a search that keeps nothing."""
    study = parts.study_or_nothing(request, id)
    parts.require_maker(request, choose_candidates, study)
    words, area = request.GET.get("zoek", "").strip()[:80], request.GET.get("veld", "")
    area = area if area in Area.values else ""
    found = read.efforts_to_choose(request.viewer, study, words=words, area=area)
    form = ChooseForm(request.POST or None, found=found)
    if form.is_valid() and form.do(
        request, choose_candidates, study.id, efforts=[UUID(one) for one in form.cleaned_data["efforts"]]
    ):
        messages.success(request, _("Overgenomen. Oordeel nu wat elke inzet in elk scenario dekt."))
        return redirect(parts.url(study, "#candidates"))
    return show(
        request, "steering/portfolios/choose.html", status=form.status, form=form, study=study, found=found,
        words=words, chosen=area, areas=Area.choices, breadcrumb=parts.crumbs(study),
    )  # fmt: skip


@login_required
def candidate_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One candidate: what it asks, costs and needs, what is judged of it, and who was heard about it."""
    viewer, one = request.viewer, parts.candidate_or_nothing(request, id)
    study, covers = one.study, read.covers_of(viewer, one.study).get(one.id, {})
    titles = efforts_read.titles(viewer, [UUID(other) for other in [*one.needs_first, *one.milder]])
    abroad = one.effort.reach == Reach.INTERNATIONAL
    heard = read.consultations(viewer, [one.effort_id]).get(one.effort_id, [])
    return show(
        request, "steering/portfolios/candidate.html", candidate=one, effort=one.effort, study=study,
        maker=parts.makes(request, study) and one.dropped_on is None, area=Area(one.effort.area).label,
        deep=Intrusion(one.intrusive).label, cost=parts.money(one.cost),
        asked=[(name_of(org), fte(Decimal(one.asked[str(org.id)]))) for org in read.partners(one.asked)],
        first=[titles[UUID(other)] for other in one.needs_first if UUID(other) in titles],
        milder=[titles[UUID(other)] for other in one.milder if UUID(other) in titles],
        covers=[
            (each.scenario, covers.get(each.scenario_id),
             parts.steps_in_words(covers[each.scenario_id].steps, CoverStep) if each.scenario_id in covers else [])
            for each in read.scenarios_of(viewer, study)
        ],
        abroad=abroad, heard=heard, may_hear=abroad and may(viewer, [note_consultation]),
        unheard=[code for code in CONSULTED if code not in {each.ministry.code for each in heard}] if abroad else [],
        history=strip(viewer, one.urn), breadcrumb=parts.crumbs(study),
    )  # fmt: skip


@login_required
def weigh_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Say what a candidate asks, costs and needs, how deep it cuts, and whether the law bars it."""
    viewer, one = request.viewer, parts.candidate_or_nothing(request, id)
    parts.require_maker(request, weigh_candidate, one.study)
    others = {
        str(each.effort_id): each.effort.title for each in read.candidates_of(viewer, one.study) if each.id != one.id
    }
    known = read.partners(one.asked)
    rest = Organisation.objects.filter(left_on__isnull=True).exclude(pk__in=[each.id for each in known])
    form = WeighForm(
        request.POST or None, partners=known, others=others, more=rest.order_by("name")[:1000],
        initial={
            **{f"asked-{partner}": Decimal(amount) for partner, amount in one.asked.items()}, "cost": one.cost,
            "intrusive": one.intrusive, "needs_first": one.needs_first, "milder": one.milder, "bar": one.bar,
            "version": one.version,
        },
    )  # fmt: skip
    if form.is_valid() and form.do(request, weigh_candidate, one.id, form.cleaned_data["version"], form.weighing):
        return redirect("portfolios:candidate", id=one.id)
    if form.stale:
        form.renew(parts.candidate_or_nothing(request, id).version)
    return parts.form_page(
        request, form, title=one.effort.title, button=_("Leg vast"), breadcrumb=parts.crumbs(one.study, _crumb(one)),
        intro=_("Wat deze inzet vraagt en wat zij raakt. Wat zij dekt, beoordeelt u per scenario. Wat andere "
                "organisaties elkaar vragen, is niet overgenomen: vul dat zelf in als u het mag delen."),
        back=reverse("portfolios:candidate", args=[one.id]),
    )  # fmt: skip


@login_required
def cover_page(request: PageRequest, id: UUID, scenario: UUID) -> HttpResponse:
    """Judge what a candidate covers in one scenario."""
    viewer, one = request.viewer, parts.candidate_or_nothing(request, id)
    parts.require_maker(request, judge_cover, one.study)
    studied = {each.scenario_id: each for each in read.scenarios_of(viewer, one.study)}
    there = parts.found_or_nothing(studied.get(scenario))
    before = read.covers_of(viewer, one.study).get(one.id, {}).get(scenario)
    given = {f"step-{area}": step for area, step in before.steps.items()} if before else {}
    form = CoverForm(
        request.POST or None, areas=one.study.areas,
        initial={**given, "reasons": before.reasons if before else "", "version": before.version if before else 0},
    )  # fmt: skip
    if form.is_valid() and form.do(
        request, judge_cover, one.id, scenario, form.cleaned_data["version"], steps=form.steps,
        reasons=form.cleaned_data["reasons"],
    ):  # fmt: skip
        return redirect("portfolios:candidate", id=one.id)
    if form.stale:
        before = read.covers_of(viewer, one.study).get(one.id, {}).get(scenario)
        form.renew(before.version if before else 0)
    return show(
        request, "steering/portfolios/cover.html", status=form.status, form=form, scenario=there.scenario,
        effort=one.effort, before=before if form.stale else None,
        stands=parts.steps_in_words(before.steps, CoverStep) if before else [],
        back=reverse("portfolios:candidate", args=[one.id]),
        breadcrumb=parts.crumbs(one.study, _crumb(one)),
    )  # fmt: skip


@login_required
def cover_at(request: PageRequest, id: UUID) -> HttpResponse:
    """Where a judgement of cover is read: at its candidate."""
    found = parts.found_or_nothing(read.record(request.viewer, Cover, id))
    return redirect("portfolios:candidate", id=found.candidate_id)


@login_required
def drop_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Ask once more, then take the effort out of the study."""
    one = parts.candidate_or_nothing(request, id)
    parts.require_maker(request, drop_candidate, one.study)
    return parts.sure(
        request, drop_candidate, one, again=lambda: parts.candidate_or_nothing(request, id).version,
        onward=lambda _made: parts.url(one.study, "#candidates"), title=_("Haal deze inzet uit de studie"),
        intro=_("De inzet zelf gaat door zoals zij was. Eerdere berekeningen blijven zoals zij zijn."),
        button=_("Haal eruit"), back=reverse("portfolios:candidate", args=[one.id]),
        breadcrumb=parts.crumbs(one.study, _crumb(one)),
    )  # fmt: skip


@login_required
def hear_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Note that a ministry was heard about foreign effort."""
    one = parts.candidate_or_nothing(request, id)
    require_role(request.viewer, note_consultation)
    form = ConsultationForm(request.POST or None, found=read.ministries())
    if form.is_valid() and form.do(
        request, note_consultation, one.effort_id, ministry=UUID(form.cleaned_data["ministry"]),
        held_on=form.cleaned_data["held_on"], said=form.cleaned_data["said"],
    ):  # fmt: skip
        return redirect("portfolios:candidate", id=one.id)
    return parts.form_page(
        request, form, title=_("Leg vast wie is geraadpleegd"), button=_("Leg vast"),
        intro=_("Inzet in het buitenland wordt pas een voorstel als Buitenlandse Zaken en Defensie zijn gehoord."),
        back=reverse("portfolios:candidate", args=[one.id]), breadcrumb=parts.crumbs(one.study, _crumb(one)),
    )  # fmt: skip


@login_required
def consultation_page(request: PageRequest, id: UUID) -> HttpResponse:
    """What was noted of a consultation, for the ministry that was heard too."""
    found = parts.found_or_nothing(read.record(request.viewer, Consultation, id))
    return show(
        request, "steering/portfolios/consultation.html", consultation=found, effort=found.effort,
        history=strip(request.viewer, found.urn), breadcrumb=parts.crumbs(),
    )  # fmt: skip
