# SPDX-License-Identifier: EUPL-1.2
"""The pages on which a report is asked for, is seen to come, and can be called off."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from vijfveld.face.items import Step
from vijfveld.law.acting_forms import EditForm
from vijfveld.law.refusals import NotThere
from vijfveld.steering.acts.freezing import ask_to_freeze, cancel_freezing
from vijfveld.steering.background import LANGUAGES
from vijfveld.steering.forms.rounds import FreezeForm
from vijfveld.steering.models import Freezing, Round
from vijfveld.steering.pages import round_parts as parts
from vijfveld.steering.queries import reports as report_reads
from vijfveld.steering.queries import rounds as read
from vijfveld.steering.words import FreezingState
from vijfveld.strategy.pages.shown import PageRequest, show


@login_required
def freeze_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Ask for the frozen report; once asked for, the page shows how far it is."""
    found = _round_to_freeze(request, id)
    freezing = report_reads.freezing_of(request.viewer, found)
    if request.method == "GET" and freezing and (freezing.state == FreezingState.ASKED or found.is_frozen):
        return _progress(request, found, freezing)
    form = FreezeForm(request.POST or None, initial={"version": found.version, **_before(freezing)})
    if request.method == "POST":
        words = form.data.get("not_measurable", "")
        if form.is_valid() and form.do(
            request, ask_to_freeze, found.id, form.cleaned_data["version"], not_measurable=words
        ):
            return redirect("tests:freeze", id=found.id)
        if form.stale:
            form.renew(found.version)
    return parts.form_page(
        request, form, round=found, title=_("Stel het rapport vast"), button=_("Stel vast"),
        intro=_("Het rapport wordt bevroren met alles wat er dan staat. Daarna verandert er niets meer aan."),
        warning=freezing.because if freezing and freezing.state == FreezingState.FAILED else "",
    )  # fmt: skip


def _round_to_freeze(request: PageRequest, id: UUID) -> Round:
    found = parts.round_or_nothing(request, id)
    mine = found.prepared_by_id == request.viewer.organisation or read.assesses(request.viewer, found)
    parts.require(request, ask_to_freeze, when=mine)
    return found


def _before(freezing: Freezing | None) -> dict[str, str]:
    """What was written when the report was asked for before, so that nobody types it twice."""
    return {"not_measurable": freezing.not_measurable} if freezing else {}


def _progress(request: PageRequest, round: Round, freezing: Freezing) -> HttpResponse:
    return show(
        request, "steering/tests/freezing.html", round=round, breadcrumb=parts.crumbs(round),
        **_how_far(request, round, freezing),
    )  # fmt: skip


def _how_far(request: PageRequest, round: Round, freezing: Freezing) -> dict[str, Any]:
    pressed = {one.language for one in report_reads.kept_reports(request.viewer, round) if one.form == "pdf"}
    done = [round.is_frozen, *(language in pressed for language in LANGUAGES)]
    words = [_("Het rapport samenstellen en vaststellen"), _("De pdf in het Nederlands"), _("De pdf in het Engels")]
    now = done.index(False) if False in done else len(done)
    states = ["done" if made else "now" if number == now else "later" for number, made in enumerate(done)]
    form = EditForm(initial={"version": freezing.version}) if freezing.state == FreezingState.ASKED else None
    steps = [Step(text, state) for text, state in zip(words, states, strict=True)]
    return {"steps": steps, "ready": all(done), "freezing": freezing, "form": form}


@login_required
def progress_part(request: PageRequest, id: UUID) -> HttpResponse:
    """The part of the page that tells how far it is; whoever has no script opens the page again."""
    found = _round_to_freeze(request, id)
    freezing = report_reads.freezing_of(request.viewer, found)
    if freezing is None:
        raise NotThere
    return show(request, "steering/tests/_freezing.html", round=found, **_how_far(request, found, freezing))


@login_required
def cancel_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Call off a report that is not there yet."""
    found = _round_to_freeze(request, id)
    freezing = report_reads.freezing_of(request.viewer, found)
    if freezing is None:
        raise NotThere
    form = EditForm(request.POST or None, initial={"version": freezing.version})
    if request.method == "POST" and form.is_valid():
        if form.do(request, cancel_freezing, freezing.id, form.cleaned_data["version"]):
            messages.success(request, _("Het vaststellen is afgebroken. Er is niets vastgesteld."))
            return redirect("tests:detail", id=found.id)
        if form.stale:
            form.renew(freezing.version)
    return parts.form_page(
        request, form, round=found, title=_("Breek het vaststellen af"), button=_("Breek af"), danger=True,
        intro=_("Er wordt dan niets vastgesteld. U kunt het later opnieuw vragen."),
    )  # fmt: skip


@login_required
def freezing_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Where the making of a report is read: at its round."""
    found = read.record(request.viewer, Freezing, id)
    if found is None:
        raise NotThere
    return redirect("tests:detail", id=found.round_id)
