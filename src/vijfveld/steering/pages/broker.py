# SPDX-License-Identifier: EUPL-1.2
"""The pages of the broker: what is asked and offered, and one question or offer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vijfveld.law.acting import Act
from vijfveld.steering import topics
from vijfveld.steering.acts.expertise import ask_help, offer_help, withdraw_help
from vijfveld.steering.acts.lessons import bring_lesson
from vijfveld.steering.acts.pairing import propose_pairings
from vijfveld.steering.forms.broker import HelpForm
from vijfveld.steering.models import Help
from vijfveld.steering.pages.broker_parts import HALF_A_YEAR, crumbs, form_page, found_or_nothing, sure_page
from vijfveld.steering.queries import broker as read
from vijfveld.steering.queries import lessons as read_lessons
from vijfveld.steering.words_broker import LessonState, PairingState, Side
from vijfveld.strategy.pages.effort_parts import require_role
from vijfveld.strategy.pages.shown import PageRequest, may, show, strip
from vijfveld.strategy.queries.efforts import today


@login_required
def list_page(request: PageRequest) -> HttpResponse:
    """Who needs help, who offers it, who was paired, and which lessons are open."""
    viewer = request.viewer
    why, pairings = read.unmatched(viewer), read.pairings(viewer)
    questions = [(_listed(one), why.get(one.pk)) for one in read.helps(viewer, Side.QUESTION)]
    found = read_lessons.lessons(viewer)
    return show(
        request, "steering/broker/list.html", questions=questions, day=today(viewer),
        offers=[_listed(one) for one in read.helps(viewer, Side.OFFER)],
        waiting=[one for one in pairings if read.waits_for(viewer, one)],
        pairings=[one for one in pairings if one.state in (PairingState.PROPOSED, PairingState.AGREED)],
        over=[one for one in pairings if one.state not in (PairingState.PROPOSED, PairingState.AGREED)],
        lessons=[(state.label, sum(one.state == state for one in found)) for state in LessonState],
        may_ask=may(viewer, [ask_help]), may_propose=may(viewer, [propose_pairings]),
        may_bring=may(viewer, [bring_lesson]),
    )  # fmt: skip


def _listed(one: Help) -> dict[str, Any]:
    return {"help": one, "subject": topics.placed(one.subject, one.library)}


@login_required
def ask_page(request: PageRequest) -> HttpResponse:
    """Ask for help."""
    return _put_page(
        request, ask_help, title=_("Vraag hulp"),
        intro=_("Waar heeft uw organisatie geen ervaring mee? De coördinator zoekt wie kan helpen; u beslist zelf."),
        button=_("Stel de vraag"), done=_("De vraag staat er. Zij blijft staan tot de laatste dag."),
    )  # fmt: skip


@login_required
def offer_page(request: PageRequest) -> HttpResponse:
    """Offer help."""
    return _put_page(
        request, offer_help, title=_("Bied hulp aan"),
        intro=_("Waar kan uw organisatie een ander mee helpen? U beslist bij elk voorstel zelf of u instemt."),
        button=_("Bied aan"), done=_("Het aanbod staat er. Het blijft staan tot de laatste dag."),
    )  # fmt: skip


def _put_page(request: PageRequest, act: Act[Any, Help], *, done: str, **told: str) -> HttpResponse:
    require_role(request.viewer, act)
    day = today(request.viewer)
    given = {"first_on": day, "last_on": day + HALF_A_YEAR, "most": 1}
    form = HelpForm(request.POST or None, viewer=request.viewer, day=day, initial=given)
    if form.is_valid() and form.do(request, act, form.wanted):
        messages.success(request, done)
        return redirect("broker:help", id=form.outcome.id)
    return form_page(request, form, back=reverse("broker:list"), breadcrumb=crumbs(), **told)


@login_required
def help_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One question or offer."""
    viewer, found = request.viewer, found_or_nothing(request, Help, id)
    own = found.organisation_id == viewer.organisation
    return show(
        request, "steering/broker/help.html", help=found, subject=topics.placed(found.subject, found.library),
        pairings=read.pairings(viewer, found), why=read.unmatched(viewer).get(found.pk),
        over=found.withdrawn_on is not None or found.last_on < today(viewer),
        day=today(viewer), may_withdraw=own and found.withdrawn_on is None and may(viewer, [withdraw_help]),
        history=strip(viewer, found.urn), breadcrumb=crumbs(),
    )  # fmt: skip


@login_required
def withdraw_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Take a question or an offer back."""
    return sure_page(
        request, withdraw_help, Help, id, title=_("Trek dit in"), button=_("Trek in"),
        intro=_("Voorstellen die nog op antwoord wachten, vervallen. Afgesproken koppelingen gaan door."),
        back=reverse("broker:help", args=[id]), breadcrumb=crumbs(),
    )  # fmt: skip
