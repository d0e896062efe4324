# SPDX-License-Identifier: EUPL-1.2
"""The pages on which an organisation says whether it takes part in a body and who sits for it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vijfveld.law.refusals import NotThere
from vijfveld.steering.acts.bodies import answer_invitation, leave_body, name_seat
from vijfveld.steering.forms.bodies import ConsentForm, ReasonsForm, SeatForm
from vijfveld.steering.models import Body, BodyMembership, BodySeat
from vijfveld.steering.pages import body_parts as parts
from vijfveld.steering.queries import bodies as read
from vijfveld.steering.words_bodies import Membership
from vijfveld.strategy.pages.shown import PageRequest


def _own(request: PageRequest, id: UUID) -> tuple[BodyMembership, Body]:
    found = read.record(request.viewer, BodyMembership, id)
    if found is None:
        raise NotThere
    body = parts.body_or_nothing(request, found.body_id)
    return found, body


def _mine(request: PageRequest, found: BodyMembership, *, state: str) -> bool:
    own = found.organisation_id == request.viewer.organisation
    return own and found.state == state and read.consents(request.viewer)


@login_required
def membership_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Answer the question whether one's own organisation takes part; answered before, it leads to the body."""
    found, body = _own(request, id)
    if not _mine(request, found, state=Membership.ASKED):
        return redirect("bodies:body", id=body.id)
    people = read.colleagues(request.viewer, parts.moment(request))
    form = ConsentForm(request.POST or None, people=people, initial={"version": found.version})
    do = lambda: form.do(request, answer_invitation, found.id, form.cleaned_data["version"], form.consent)  # noqa: E731
    if parts.sent(request, form, do, version=found.version):
        messages.success(request, _("Uw antwoord staat vast."))
        agreed = form.outcome.state == Membership.AGREED
        return redirect(parts.back_to(body) if agreed else reverse("bodies:list"))
    return parts.form_page(
        request, form, title=_("Doet uw organisatie mee?"), button=_("Geef antwoord"), intro=body.purpose,
        facts=parts.facts(body), back=parts.back_to(body), breadcrumb=parts.crumbs(body),
    )  # fmt: skip


@login_required
def seat_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Say who sits for one's own organisation from now on."""
    found, body = _own(request, id)
    parts.require(_mine(request, found, state=Membership.AGREED))
    people = read.colleagues(request.viewer, parts.moment(request))
    form = SeatForm(request.POST or None, people=people, initial={"version": found.version})
    do = lambda: form.do(request, name_seat, found.id, form.cleaned_data["version"], form.seating)  # noqa: E731
    if parts.sent(request, form, do, version=found.version):
        messages.success(request, _("Vanaf nu zit deze collega voor uw organisatie."))
        return redirect("bodies:body", id=body.id)
    return parts.form_page(
        request, form, title=_("Wijs aan wie er zit"), button=_("Wijs aan"), intro=body.name,
        back=parts.back_to(body), breadcrumb=parts.crumbs(body),
    )  # fmt: skip


@login_required
def leave_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Stop taking part in a body."""
    found, body = _own(request, id)
    parts.require(_mine(request, found, state=Membership.AGREED))
    form = ReasonsForm(request.POST or None, initial={"version": found.version})

    def do() -> bool:
        given = form.cleaned_data
        return form.do(request, leave_body, found.id, given["version"], reasons=given["reasons"])

    if parts.sent(request, form, do, version=found.version):
        messages.success(request, _("Uw organisatie doet niet meer mee aan dit overleg."))
        return redirect("bodies:list")
    return parts.form_page(
        request, form, title=_("Stop met dit overleg"), button=_("Stop"), danger=True, back=parts.back_to(body),
        intro=_("Wat uw organisatie eerder afsprak, blijft staan. Nieuwe besluiten ziet u niet meer."),
        breadcrumb=parts.crumbs(body),
    )  # fmt: skip


@login_required
def seat_detail_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Where a seat is read: at its body."""
    found = read.record(request.viewer, BodySeat, id)
    if found is None:
        raise NotThere
    return redirect("bodies:body", id=found.body_id)
