# SPDX-License-Identifier: EUPL-1.2
"""The pages of a run: asking for it, seeing it come, calling it off, reading what came out, comparing two."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vijfveld.face.items import Step
from vijfveld.face.shell import Crumb
from vijfveld.law.acting_forms import ActForm
from vijfveld.steering.acts.portfolio_proposals import propose
from vijfveld.steering.acts.portfolio_runs import OVER, ask_run, cancel_run
from vijfveld.steering.models import PortfolioRun
from vijfveld.steering.pages import portfolio_parts as parts
from vijfveld.steering.pages import run_parts
from vijfveld.steering.portfolio_clashes import clash_words, law_words
from vijfveld.steering.portfolio_reading import Compared, Finished
from vijfveld.steering.portfolio_words import FAILURES, RunState, Stage, Tail
from vijfveld.steering.queries import portfolios as read
from vijfveld.strategy.pages.shown import PageRequest, may, show, strip


def crumb(run: PortfolioRun) -> Crumb:
    """The way back to a run."""
    return Crumb(_("Berekening %(number)s") % {"number": run.number}, reverse("portfolios:run", args=[run.id]))


@login_required
def ask_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Ask once more, then ask for a calculation on the assumptions as they stand."""
    study = parts.study_or_nothing(request, id)
    parts.require_maker(request, ask_run, study)
    return parts.sure(
        request, ask_run, study, again=lambda: parts.study_or_nothing(request, id).version,
        onward=lambda made: reverse("portfolios:run", args=[made.id]), title=_("Reken deze studie door"),
        intro=_("De aannames worden vastgelegd zoals zij nu staan. Het rekenen gaat op de achtergrond; u kunt het "
                "afbreken."),
        button=_("Reken door"), back=parts.url(study), breadcrumb=parts.crumbs(study),
    )  # fmt: skip


@login_required
def run_page(request: PageRequest, id: UUID) -> HttpResponse:
    """A run: how far it is, why nothing came out, or what did."""
    run = parts.run_or_nothing(request, id)
    told: dict[str, Any] = {"study": run.study, "breadcrumb": parts.crumbs(run.study)}
    if run.state == RunState.DONE:
        return _done(request, run, told)
    runs, clash = read.runs_of(request.viewer, run.study), run.outcome.get("clash", ())
    return show(
        request, "steering/portfolios/run.html", **told, **_how_far(request, run),
        clash=clash_words(run.assumptions, clash), law=law_words(run.assumptions, clash),
        failure=FAILURES.get(run.because, ""), last=read.last_good(runs), history=strip(request.viewer, run.urn),
    )  # fmt: skip


def _how_far(request: PageRequest, run: PortfolioRun) -> dict[str, Any]:
    stages = list(Stage)
    at = stages.index(Stage(run.stage))
    at = len(stages) if run.state == RunState.DONE else at
    states = ["done" if place < at else "now" if place == at else "later" for place in range(len(stages))]
    steps = [Step(str(stage.label), state) for stage, state in zip(stages, states, strict=True)]
    return {"run": run, "steps": steps, "maker": parts.makes(request, run.study)}


@login_required
def progress_part(request: PageRequest, id: UUID) -> HttpResponse:
    """The part of the page that tells how far a run is; when it is over, it leads to what came out."""
    run = parts.run_or_nothing(request, id)
    return show(request, "steering/portfolios/_progress.html", **_how_far(request, run))


def _done(request: PageRequest, run: PortfolioRun, told: dict[str, Any]) -> HttpResponse:
    finished = Finished(run)
    others = [one for one in read.runs_of(request.viewer, run.study)
              if one.state == RunState.DONE and one.id != run.id]  # fmt: skip
    mine = run.organisation_id == request.viewer.organisation
    return show(
        request, "steering/portfolios/outcome.html", **told, run=run, finished=finished,
        drawing=run_parts.drawing(finished),
        shortages=run_parts.shortages(finished), asked=run_parts.asked(finished), swaps=run_parts.swaps(finished),
        others=others, tail=Tail(finished.given["tail"]).label, bound=run_parts.figure(run.outcome["bound"]),
        best=run_parts.figure(finished.mixes[0]["loss"]), gap=run_parts.figure(100 * run.outcome["gap"]),
        may_propose=mine and may(request.viewer, [propose]), history=strip(request.viewer, run.urn),
    )  # fmt: skip


@login_required
def cancel_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Ask once more, then call the run off, however far it came meanwhile; one that is over shows what became of it."""
    run = parts.run_or_nothing(request, id)
    parts.require_maker(request, cancel_run, run.study)
    here, form = reverse("portfolios:run", args=[run.id]), ActForm(request.POST or None)
    if run.state != RunState.ASKED:
        messages.info(request, OVER)
        return redirect(here)
    if form.is_valid() and form.do(request, cancel_run, run.id):
        messages.success(request, _("De berekening is afgebroken. Wat eerder uitkwam, blijft staan."))
        return redirect(parts.url(run.study))
    return parts.form_page(
        request, form, title=_("Breek deze berekening af"), button=_("Breek af"),
        intro=_("Er wordt dan niets bewaard. U kunt het later opnieuw vragen."), danger=True, back=here,
        breadcrumb=parts.crumbs(run.study, crumb(run)),
    )  # fmt: skip


@login_required
def compare_page(request: PageRequest, id: UUID, other: UUID) -> HttpResponse:
    """Two finished runs of one study side by side: what changed in the assumptions, and what came out otherwise."""
    pair = [parts.run_or_nothing(request, one) for one in (id, other)]
    before, after = sorted(pair, key=lambda one: one.number)
    same = before.study_id == after.study_id and before.id != after.id
    done = before.state == after.state == RunState.DONE
    parts.found_or_nothing(before if same and done else None)
    compared = Compared(Finished(before), Finished(after))
    return show(
        request, "steering/portfolios/compare.html", study=before.study, before=before, after=after, compared=compared,
        changes=[run_parts.change_words(one) for one in compared.changes()], moved=run_parts.moved(compared),
        same=sum(was == now for _partner, was, now in compared.asked()),
        shorter=run_parts.shorter(compared), breadcrumb=parts.crumbs(before.study, crumb(after)),
    )  # fmt: skip
