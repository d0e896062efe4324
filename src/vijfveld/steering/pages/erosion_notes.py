# SPDX-License-Identifier: EUPL-1.2
"""The pages on which people act on a signal: take note, look again, ask a partner, agree on attention."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vijfveld.face.shell import Crumb
from vijfveld.law.refusals import NotThere, Refused
from vijfveld.node.models import Organisation
from vijfveld.steering.acts.erosion import QUIET, agree_attention, close_note, note_signal
from vijfveld.steering.erosion_words import TOLD, Signal
from vijfveld.steering.forms.erosion import NoteForm, OutcomeForm, SharesForm
from vijfveld.steering.models import AttentionAgreement, ErosionNote
from vijfveld.steering.pages.erosion import crumbs, signal_or_nothing, told_of
from vijfveld.steering.queries import erosion as read
from vijfveld.strategy.pages.effort_parts import require_role
from vijfveld.strategy.pages.shown import PageRequest, may, show, strip
from vijfveld.strategy.queries.efforts import today
from vijfveld.strategy.sayings import name_of
from vijfveld.strategy.words import Area


def _way(signal: str) -> list[Crumb]:
    told = TOLD[Signal(signal)]
    return [*crumbs(), Crumb(str(Signal(signal).label), reverse("erosion:signal", args=[told.address]))]


@login_required
def new_page(request: PageRequest, address: str) -> HttpResponse:
    """Act on a signal that is on."""
    signal = signal_or_nothing(request, address)
    require_role(request.viewer, note_signal)
    day = today(request.viewer)
    watch = read.watch(request.viewer, day)
    one = told_of(watch, watch.signals[signal])
    if not one["is_on"]:
        raise Refused("erosion.quiet", QUIET)
    partners = Organisation.objects.filter(left_on__isnull=True).order_by("name")
    form = NoteForm(request.POST or None, partners=partners, today=day)
    if form.is_valid() and form.do(request, note_signal, signal.value, form.note):
        messages.success(request, _("Vastgelegd. Er volgt niets vanzelf."))
        return redirect("erosion:note", id=form.outcome.id)
    return show(
        request, "steering/erosion/react.html", status=form.status, form=form, one=one, breadcrumb=_way(signal),
    )  # fmt: skip


def _note_or_nothing(request: PageRequest, id: UUID) -> ErosionNote:
    found = read.note(request.viewer, id)
    if found is None:
        raise NotThere
    return found


@login_required
def note_page(request: PageRequest, id: UUID) -> HttpResponse:
    """What one organisation did about a signal, and what came of it."""
    found = _note_or_nothing(request, id)
    mine = request.viewer.organisation in (found.organisation_id, found.asked_id)
    return show(
        request, "steering/erosion/note.html", note=found, may_close=found.is_open and mine and may(
            request.viewer, [close_note]), breadcrumb=_way(found.signal), history=strip(request.viewer, found.urn),
    )  # fmt: skip


@login_required
def close_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Say what came of it."""
    found = _note_or_nothing(request, id)
    require_role(request.viewer, close_note)
    form = OutcomeForm(request.POST or None, initial={"version": found.version})
    if form.is_valid() and form.do(
        request, close_note, found.id, form.cleaned_data["version"], outcome=form.cleaned_data["outcome"]
    ):
        return redirect("erosion:note", id=found.id)
    if form.stale:
        form.renew(_note_or_nothing(request, id).version)
    return show(
        request, "steering/erosion/form.html", status=form.status, form=form, title=_("Rond dit af"),
        intro=found.words, button=_("Rond af"), back=reverse("erosion:note", args=[found.id]),
        breadcrumb=_way(found.signal),
    )  # fmt: skip


@login_required
def agree_page(request: PageRequest) -> HttpResponse:
    """Lay down how attention should be divided."""
    signal_or_nothing(request, TOLD[Signal.ATTENTION].address)
    require_role(request.viewer, agree_attention)
    before = read.agreement(request.viewer, today(request.viewer))
    shares = before.shares if before else {area.value: 20 for area in Area}
    form = SharesForm(request.POST or None, initial={**shares, "before": before.pk if before else None})
    back = reverse("erosion:signal", args=[TOLD[Signal.ATTENTION].address])
    if form.is_valid() and form.do(
        request, agree_attention, form.cleaned_data["before"], shares=form.shares, words=form.cleaned_data["words"]
    ):
        messages.success(request, _("Vastgelegd. De verdeling geldt tot er een nieuwe is."))
        return redirect(back)
    if form.stale:
        form.renew(before.pk if before else None)
    return show(
        request, "steering/erosion/form.html", status=form.status, form=form, title=_("Verdeel de aandacht"),
        intro=_("Welk deel van de inzet hoort elk veld te krijgen? Samen 100%, en geen veld minder dan 5%. Afwijken "
                "mag; dan ziet iedereen het en staat er waarom."),
        button=_("Leg vast"), back=back, breadcrumb=_way(Signal.ATTENTION.value),
        meanwhile=_said(before) if form.stale and before else "",
    )  # fmt: skip


def _said(agreed: AttentionAgreement) -> str:
    """A division in words, for whoever was about to lay down another."""
    told = {
        "who": name_of(agreed.organisation), "words": agreed.words,
        "shares": ", ".join(f"{area.label} {agreed.shares[area.value]}%" for area in Area),
    }  # fmt: skip
    return _("%(who)s legde intussen een verdeling vast: %(shares)s. De reden: %(words)s") % told
