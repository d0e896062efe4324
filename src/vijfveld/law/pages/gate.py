# SPDX-License-Identifier: EUPL-1.2
"""The scope gate: plain questions, an answer in a sentence, and nothing kept of what does not belong here (§1.1)."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.items import Due, Refusal
from vijfveld.law import queries
from vijfveld.law.acting_forms import ActForm
from vijfveld.law.acts.tensions import Tension, areas, pass_on_tension, receive_tension, withdraw_tension
from vijfveld.law.changes import history
from vijfveld.law.forms import GateForm, TensionForm
from vijfveld.law.gate import Outcome, ground_words, intake_words, pass_gate
from vijfveld.law.pages.showing import lines, show, signed_in, viewer_of
from vijfveld.law.refusals import Invalid, NotThere, Refused
from vijfveld.node import clock
from vijfveld.node.naming import name_of

INTAKE = "gate.page"
PASSED = "gate_passed"
PASSED_FOR = timedelta(hours=1)


@sensitive_post_parameters()
@never_cache
@signed_in
def gate(request: HttpRequest) -> HttpResponse:
    """Put an intake to the gate. What was typed is judged here and goes nowhere, whatever the outcome."""
    form = GateForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return show(request, "law/gate.html", status=form.status, form=form)
    try:
        outcome = pass_gate(request.caller(form.cleaned_data["key"]), form.answers(), intake=INTAKE)  # type: ignore[attr-defined]
    except Invalid as invalid:
        form.refuse(invalid)
        return show(request, "law/gate.html", status=form.status, form=form)
    except Refused as refused:
        told = Refusal(sentence=str(refused), rule=refused.code, source=refused.source)
        return show(request, "law/gate_refused.html", status=refused.status, refusal=told, form=GateForm())
    if outcome is Outcome.SOCIAL_SIDE:
        _let_through(request)
        return redirect("law:tension-new")
    return show(request, "law/gate_passed.html")


def _let_through(request: HttpRequest, *, told: str = "") -> None:
    """Remember in the session that the gate was passed; once something was told, only the same form still counts."""
    request.session[PASSED] = {"at": clock.now().timestamp(), "told": told}


def _was_let_through(request: HttpRequest) -> bool:
    passed = request.session.get(PASSED)
    if not passed or clock.now().timestamp() - passed["at"] > PASSED_FOR.total_seconds():
        return False
    return not passed["told"] or passed["told"] == request.POST.get("key")


@sensitive_post_parameters()
@never_cache
@signed_in
def tension_new(request: HttpRequest) -> HttpResponse:
    """Tell a tension in an area, without persons, to a partner on the social side; for who comes from the gate."""
    if not _was_let_through(request):
        return redirect("law:gate")
    form = TensionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = Tension(*(form.cleaned_data[name] for name in ("area", "sort", "text")))
        persons_out = form.cleaned_data["without_persons"]
        if form.do(request, pass_on_tension, told, to=form.partner, without_persons=persons_out):
            _let_through(request, told=form.cleaned_data["key"])
            return redirect("law:tension", form.outcome.id)
    return show(request, "law/tension_new.html", status=form.status, form=form)


@signed_in
def tension(request: HttpRequest, id: UUID) -> HttpResponse:
    """One tension: what was seen, who got it, and whether it arrived."""
    viewer = viewer_of(request)
    found = queries.tension(viewer, id)
    if found is None:
        raise NotThere
    form = ActForm(request.POST or None)
    does = withdraw_tension if "withdraw" in request.POST else receive_tension
    if request.method == "POST" and form.is_valid() and form.do(request, does, id):
        return redirect("law:tension", id)
    handed = queries.handovers_about(viewer, found.urn)
    waits = found.handed_to_id == viewer.organisation and any(row.received_at is None for row in handed)
    mine = found.told_by_id == viewer.organisation
    return show(
        request, "law/tension.html", status=form.status, tension=found, area=areas().get(found.area, found.area),
        handed=handed, waits=waits and bool(found.text), may_withdraw=mine and bool(found.text), form=form,
        history=lines(viewer, history(viewer, found.urn)),
    )  # fmt: skip


@signed_in
def counts(request: HttpRequest) -> HttpResponse:
    """How often the gate refused, and the tensions that the viewer's organisation told or received."""
    viewer = viewer_of(request)
    rows = queries.gate_counts(viewer)
    table = Table(
        _("Per maand en reden"), (_("Maand"), _("Waar"), _("Reden"), _("Aantal")),
        tuple(
            (Cell(date_format(row.month, "F Y")), Cell(intake_words(row.intake)), Cell(ground_words(row.ground)),
             Cell(str(row.count)))
            for row in rows
        ),
        numeric=frozenset({3}),
    )  # fmt: skip
    tensions = [
        Due(row.told_at, f"{areas().get(row.area, row.area)}: {row.get_sort_display()}",
            reverse("law:tension", args=[row.id]), f"{name_of(row.told_by)} → {name_of(row.handed_to)}")
        for row in queries.tensions(viewer)
    ]  # fmt: skip
    return show(request, "law/gate_counts.html", table=table, tensions=tensions, may_count=queries.may_count(viewer))
