# SPDX-License-Identifier: EUPL-1.2
"""The frozen report: as a page, as JSON, as PDF; and two reports side by side."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.items import Fact
from vijfveld.law.acting_forms import EditForm
from vijfveld.law.refusals import NotThere
from vijfveld.steering import questions
from vijfveld.steering.acts.freezing import keep_pdf, verify_report
from vijfveld.steering.background import press_report
from vijfveld.steering.models import Round, Snapshot
from vijfveld.steering.pages import round_parts as parts
from vijfveld.steering.queries import reports as report_reads
from vijfveld.steering.queries import rounds as read
from vijfveld.steering.reading import fields_in_order, read_report
from vijfveld.steering.words import Edition, step_words
from vijfveld.strategy.pages.shown import PageRequest, may, show
from vijfveld.strategy.words import Area

TYPES = {"json": "application/json", "pdf": "application/pdf"}


def _frozen(request: PageRequest, id: UUID) -> tuple[Round, dict[str, object]]:
    found = parts.round_or_nothing(request, id)
    report = report_reads.report_of(request.viewer, found) if found.is_frozen else None
    if report is None:
        raise NotThere
    return found, report


@login_required
def report_page(request: PageRequest, id: UUID) -> HttpResponse:
    """The report, drawn from its stored bytes alone; here too it is checked, and its PDF made when it is missing."""
    found, report = _frozen(request, id)
    form = EditForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        if "press" in request.POST and may(request.viewer, [keep_pdf]):
            press_report.enqueue(str(found.id))
            messages.success(request, _("De pdf wordt gemaakt. Kijk over een minuut opnieuw."))
            return redirect("tests:report", id=found.id)
        if "verify" in request.POST and form.do(request, verify_report, found.id):
            _say(request, same=bool(form.outcome))
            return redirect("tests:report", id=found.id)
    kept = report_reads.kept_reports(request.viewer, found)
    return show(
        request, "steering/tests/report.html", status=form.status, round=found, told=read_report(report), form=form,
        kept=[_fact(one) for one in kept], verifies=may(request.viewer, [verify_report]),
        presses=may(request.viewer, [keep_pdf]) and not any(one.language == get_language() for one in kept),
        breadcrumb=parts.crumbs(found),
    )  # fmt: skip


def _say(request: PageRequest, *, same: bool) -> None:
    if same:
        messages.success(request, _("Opnieuw opgebouwd uit de antwoorden: het rapport is tot op de byte gelijk."))
    else:
        messages.error(request, _("Opnieuw opgebouwd is het rapport niet gelijk. Waarschuw de beheerder van de node."))


def _fact(one: Snapshot) -> Fact:
    form = one.get_form_display() if one.form == "json" else f"PDF ({one.language})"
    name = "json" if one.form == "json" else "pdf"
    url = f"{reverse(f'tests:{name}', args=[one.round_id])}?uitgave={one.edition}&taal={one.language}"
    return Fact(f"{form}, {one.get_edition_display()}", f"SHA-256 {one.sha256}", url)


@login_required
def json_page(request: PageRequest, id: UUID) -> HttpResponse:
    """The stored JSON, byte for byte."""
    return _stored(request, id, "json", "")


@login_required
def pdf_page(request: PageRequest, id: UUID) -> HttpResponse:
    """The stored PDF, byte for byte."""
    language = request.GET.get("taal", "") or get_language() or "nl"
    return _stored(request, id, "pdf", language[:2])


def _stored(request: PageRequest, id: UUID, form: str, language: str) -> HttpResponse:
    found = parts.round_or_nothing(request, id)
    edition = Edition.RESTRICTED if request.GET.get("uitgave") == Edition.RESTRICTED else Edition.NETWORK
    kept = report_reads.snapshot(request.viewer, found, form=form, edition=edition, language=language)
    if kept is None:
        raise NotThere
    response = HttpResponse(bytes(kept.stored), content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="systeemtoets-{kept.sha256[:12]}.{form}"'
    response["ETag"] = f'"{kept.sha256}"'
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
def compare_page(request: PageRequest, id: UUID) -> HttpResponse:
    """This frozen round beside the one before it: steps and spreads, nothing added up."""
    found, report = _frozen(request, id)
    before = report_reads.frozen_before(request.viewer, found)
    earlier = report_reads.report_of(request.viewer, before) if before else None
    rows = [] if earlier is None else report_reads.compare(earlier, report)
    return show(
        request, "steering/tests/compare.html", round=found, before=before, steps=_steps(report, earlier),
        items=_items(rows), breadcrumb=parts.crumbs(found),
    )  # fmt: skip


def _steps(report: dict[str, object], earlier: dict[str, object] | None) -> Table:
    old = {(one["area"], one["axis"]): one["step"] for one in (earlier or {"fields": []})["fields"]}  # type: ignore[attr-defined]
    rows = tuple(
        (
            Cell(parts.field_name(one["area"], one["axis"])),
            Cell(
                step_words(old[one["area"], one["axis"]]) if (one["area"], one["axis"]) in old else _("niet getoetst")
            ),
            Cell(step_words(one["step"])),
        )
        for one in fields_in_order(report)
    )
    return Table(_("Oordelen toen en nu"), (_("Veld en kant"), _("Toen"), _("Nu")), rows)


def _items(rows: list[report_reads.Compared]) -> Table:
    news = {"new": _("toen niet gevraagd"), "gone": _("nu niet gevraagd"), "changed": _("anders gesteld"), "": ""}
    headers = (_("Vraag"), _("Veld"), _("Toen, per niveau"), _("Nu, per niveau"), _("Bijzonderheid"))
    found = tuple(
        (
            Cell(f"{one.code} {questions.said(one.words)['question']}"),
            Cell(str(Area(one.area).label) if one.area else "–"),
            Cell(_counts(one.then)),
            Cell(_counts(one.now)),
            Cell(news[one.news]),
        )
        for one in rows
    )
    return Table(_("Vragen toen en nu"), headers, found)


def _counts(spread: list[int] | None) -> str:
    return " · ".join(map(str, spread)) if spread else "–"


@login_required
def snapshot_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Where stored bytes are read: at their report."""
    found = read.record(request.viewer, Snapshot, id)
    if found is None:
        raise NotThere
    return redirect("tests:report", id=found.round_id)
