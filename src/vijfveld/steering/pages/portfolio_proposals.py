# SPDX-License-Identifier: EUPL-1.2
"""The pages on which an outcome becomes proposals, one question to one partner at a time."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vijfveld.face.shell import Crumb
from vijfveld.law.refusals import NotThere, Refused
from vijfveld.node.roles import Reach
from vijfveld.steering.acts.portfolio_proposals import NOT_DONE, named_run, propose
from vijfveld.steering.acts.portfolios import NOT_YOURS
from vijfveld.steering.forms.proposals import OfferForm
from vijfveld.steering.models import PortfolioProposal, PortfolioRun
from vijfveld.steering.pages import portfolio_parts as parts
from vijfveld.steering.pages import run_parts
from vijfveld.steering.pages.portfolio_runs import crumb
from vijfveld.steering.portfolio_reading import Finished
from vijfveld.steering.portfolio_words import CONSULTED, RunState
from vijfveld.steering.queries import portfolios as read
from vijfveld.strategy.models import Ask, Effort
from vijfveld.strategy.pages.effort_parts import require_role
from vijfveld.strategy.pages.shown import PageRequest, show, strip
from vijfveld.strategy.queries import asks as asks_read
from vijfveld.strategy.queries import efforts as efforts_read
from vijfveld.strategy.sayings import fte, name_of
from vijfveld.strategy.words import OPEN_ASKS


def _run_to_propose(request: PageRequest, id: UUID) -> PortfolioRun:
    run = parts.run_or_nothing(request, id)
    require_role(request.viewer, propose)
    if run.organisation_id != request.viewer.organisation:
        raise Refused("portfolio.not_yours", NOT_YOURS)
    if run.state != RunState.DONE:
        raise Refused("portfolio_run.not_done", NOT_DONE)
    return run


@login_required
def list_page(request: PageRequest, id: UUID) -> HttpResponse:
    """What the mixes ask of partners, question by question: what was asked already, what was proposed, what waits."""
    run = _run_to_propose(request, id)
    finished, viewer = Finished(run), request.viewer
    chosen = [one for one in finished.given["candidates"] if any(finished.inside(one["id"]))]
    ids = [UUID(one["id"]) for one in chosen]
    efforts = Effort.objects.visible_to(viewer).select_related("owner").in_bulk(ids)
    heard = read.consultations(viewer, ids)
    open_asks = Ask.objects.visible_to(viewer).filter(effort__in=ids, state__in=OPEN_ASKS)
    asked = {(ask.effort_id, ask.partner_id): ask for ask in open_asks}
    made = {(one.effort_id, one.partner_id): one for one in read.proposals_of(viewer, run)}
    places = {one.effort_id: one.id for one in read.candidates_of(viewer, run.study)}
    groups = []
    for one in chosen:
        effort = efforts.get(UUID(one["id"]))
        if effort is None:
            continue
        lines = [_line(run, finished, effort, partner, Decimal(amount), asked, made)
                 for partner, amount in one["asked"].items()]  # fmt: skip
        groups.append(
            {
                "effort": effort, "lines": lines, "unheard": _unheard(effort, heard), "heard": heard.get(effort.id, []),
                "abroad": effort.reach == Reach.INTERNATIONAL, "place": places.get(effort.id),
                "inside": sum(finished.inside(one["id"])), "mine": effort.owner_id == viewer.organisation,
                "owner": name_of(effort.owner), "over": not effort.is_alive,
            }
        )  # fmt: skip
    return show(
        request, "steering/portfolios/proposals.html", run=run, study=run.study, groups=groups,
        whole=len(finished.mixes), breadcrumb=parts.crumbs(run.study, crumb(run)),
    )  # fmt: skip


def _unheard(effort: Effort, heard: dict[UUID, list[Any]]) -> bool:
    """Whether a ministry must still be heard before partners can be asked."""
    codes = {one.ministry.code for one in heard.get(effort.id, [])}
    return effort.reach == Reach.INTERNATIONAL and not set(CONSULTED) <= codes


def _line(
    run: PortfolioRun, finished: Finished, effort: Effort, partner: str, amount: Decimal, asked: dict[Any, Ask],
    made: dict[Any, PortfolioProposal],
) -> dict[str, Any]:  # fmt: skip
    place = (effort.id, UUID(partner))
    return {
        "name": run_parts.name_of(finished.partners[partner]) if partner in finished.partners else "–",
        "fte": fte(amount), "ask": asked.get(place), "proposal": made.get(place),
        "url": reverse("portfolios:propose", args=[run.id, effort.id, partner]),
    }  # fmt: skip


@login_required
def propose_page(request: PageRequest, id: UUID, effort: UUID, partner: UUID) -> HttpResponse:
    """Propose one thing to one partner."""
    run = _run_to_propose(request, id)
    one = Finished(run).candidates.get(str(effort))
    there = efforts_read.effort(request.viewer, effort)
    asked = next(iter(read.partners([str(partner)])), None)
    wanted = one["asked"].get(str(partner)) if one else None
    if one is None or there is None or asked is None or wanted is None:
        raise NotThere
    mine = there.owner_id == request.viewer.organisation
    amount = Decimal(wanted)
    form = OfferForm(
        request.POST or None, effort=there, mine=mine, initial={"capacity": amount, "words": there.purpose}
    )
    if form.is_valid() and form.do(request, propose, run.id, form.offer(effort, partner)):
        messages.success(request, _("Het voorstel is gedaan. De partner beslist zelf."))
        return redirect("portfolios:proposals", id=run.id)
    intro = (
        _("U vraagt %(partner)s voor «%(effort)s».")
        if mine
        else _("«%(effort)s» is niet van u. Dit voorstel gaat naar de eigenaar, %(owner)s; die vraagt zelf partners.")
    )
    told = {"partner": name_of(asked), "effort": there.title, "owner": name_of(there.owner), "amount": fte(amount)}
    amounts = _("De berekening rekende met %(amount)s fte. Vraagt u iets anders, dan staat dat bij de vraag.")
    return parts.form_page(
        request, form, title=_("Doe een voorstel"), intro=f"{intro % told} {amounts % told}",
        button=_("Doe het voorstel"),
        back=reverse("portfolios:proposals", args=[run.id]),
        breadcrumb=parts.crumbs(run.study, crumb(run), Crumb(_("Voorstellen"), reverse("portfolios:proposals",
                                                                                      args=[run.id]))),
    )  # fmt: skip


@login_required
def proposal_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One proposal, for who made it, for the partner and for the owner of the effort."""
    viewer = request.viewer
    found = parts.found_or_nothing(read.proposal(viewer, id))
    line = asks_read.ask(viewer, found.ask_id) if found.ask_id else None
    return show(
        request, "steering/portfolios/proposal.html", proposal=found, effort=found.effort, line=line,
        rests=named_run(found.rests_on, found.capacity), run=read.record(viewer, PortfolioRun, found.run_id),
        history=strip(viewer, found.urn), breadcrumb=parts.crumbs(),
    )  # fmt: skip
