# SPDX-License-Identifier: EUPL-1.2
"""The pages of experience: of one organisation, and who together can answer what."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vijfveld.law.refusals import NotThere
from vijfveld.node.models import Organisation
from vijfveld.steering import topics
from vijfveld.steering.acts.expertise import confirm_expertise, state_expertise, withdraw_expertise
from vijfveld.steering.forms.broker import ConfirmForm, ExpertiseForm, WithoutForm
from vijfveld.steering.models import Expertise
from vijfveld.steering.pages.broker_parts import (
    A_YEAR,
    crumbs,
    edit_page,
    form_page,
    found_or_nothing,
    own_and_standing,
    sure_page,
)
from vijfveld.steering.pages.standing import only_if
from vijfveld.steering.queries import broker as read
from vijfveld.steering.queries import spread as counts
from vijfveld.steering.words_broker import Experience
from vijfveld.strategy.pages.effort_parts import require_role
from vijfveld.strategy.pages.shown import PageRequest, may, show, strip
from vijfveld.strategy.queries.efforts import today


@login_required
def spread_page(request: PageRequest) -> HttpResponse:
    """Of every subject how many organisations can answer, how soon, and what is left when two of them leave."""
    viewer = request.viewer
    known = counts.spread(viewer)
    form = WithoutForm(request.GET or None, holders=known.holders)
    gone = form.gone if form.is_valid() else set()
    return show(
        request, "steering/broker/spread.html", known=known, form=form, without=known.without(gone) if gone else None,
        may_state=may(viewer, [state_expertise]), own=viewer.organisation, breadcrumb=crumbs(),
    )  # fmt: skip


@login_required
def profile_page(request: PageRequest, id: UUID) -> HttpResponse:
    """What one organisation says it has experience with."""
    viewer = request.viewer
    found = Organisation.objects.filter(pk=id).first()
    if found is None or not viewer.in_network:
        raise NotThere
    return show(
        request, "steering/broker/profile.html", organisation=found, day=today(viewer),
        rows=[(one, topics.placed(one.subject, one.library)) for one in read.expertise(viewer, id)],
        mine=id == viewer.organisation and may(viewer, [state_expertise]), breadcrumb=crumbs(),
    )  # fmt: skip


@login_required
def new_page(request: PageRequest) -> HttpResponse:
    """Say what one's own organisation has experience with."""
    require_role(request.viewer, state_expertise)
    day = today(request.viewer)
    form = ExpertiseForm(
        request.POST or None, viewer=request.viewer, day=day, initial={"had_on": day, "lapses_on": day + A_YEAR}
    )  # fmt: skip
    if form.is_valid() and form.do(request, state_expertise, form.known):
        messages.success(request, _("Het staat erbij. Wie dit zoekt, vindt u nu."))
        return redirect("broker:profile", id=request.viewer.organisation)
    return form_page(
        request, form, title=_("Schrijf op waarmee u ervaring hebt"), button=_("Leg vast"),
        intro=_("Dit gaat over uw organisatie, niet over een medewerker. Niemand krijgt er een cijfer voor."),
        back=reverse("broker:profile", args=[request.viewer.organisation]), breadcrumb=crumbs(),
    )  # fmt: skip


@login_required
def detail_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One statement of experience."""
    viewer, found = request.viewer, found_or_nothing(request, Expertise, id)
    own = found.organisation_id == viewer.organisation and found.withdrawn_on is None
    return show(
        request, "steering/broker/expertise.html", known=found, subject=topics.placed(found.subject, found.library),
        lapsed=read.lapsed(found, today(viewer)), mine=own and may(viewer, [confirm_expertise]),
        did=found.experience == Experience.DID, history=strip(viewer, found.urn), breadcrumb=crumbs(),
    )  # fmt: skip


@login_required
def confirm_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Say that it still holds."""
    found = found_or_nothing(request, Expertise, id)
    require_role(request.viewer, confirm_expertise)
    only_if(request, *own_and_standing(request, found))
    day: date = today(request.viewer)
    given = {"version": found.version, "had_on": found.had_on, "speed": found.speed, "lapses_on": day + A_YEAR}
    form = ConfirmForm(request.POST or None, initial=given)

    def done() -> bool:
        told = {name: form.cleaned_data[name] for name in ("had_on", "speed", "lapses_on")}
        return form.do(request, confirm_expertise, found.id, form.cleaned_data["version"], **told)

    return edit_page(
        request, form, done, lambda: found_or_nothing(request, Expertise, id).version,
        title=_("Bevestig deze ervaring"), intro=topics.placed(found.subject, found.library), button=_("Bevestig"),
        back=reverse("broker:expertise", args=[id]), breadcrumb=crumbs(),
    )  # fmt: skip


@login_required
def withdraw_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Say that it is no longer there."""
    return sure_page(
        request, withdraw_expertise, Expertise, id, title=_("Trek deze ervaring in"), button=_("Trek in"),
        intro=_("Zij telt dan niet meer mee. Wat er stond, blijft in de geschiedenis."),
        back=reverse("broker:expertise", args=[id]), breadcrumb=crumbs(),
    )  # fmt: skip
