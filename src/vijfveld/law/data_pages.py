# SPDX-License-Identifier: EUPL-1.2
"""The pages with which data is brought and taken: what there is, a file, its columns, its check, its outcome."""

import csv
import tempfile
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.items import Due, Fact
from vijfveld.face.shell import Crumb
from vijfveld.law.acting import NO_ROLE
from vijfveld.law.acts.importing import Reading, cancel_import, check_import, start_import, type_of, upload_file
from vijfveld.law.data.columns import harmless
from vijfveld.law.data.declaring import DataType
from vijfveld.law.data.lines import guess
from vijfveld.law.data.reading import Table as Sheet
from vijfveld.law.data.reading import Unfit, open_table
from vijfveld.law.data.taking import MARK, csv_lines, headers, pages, write_xlsx
from vijfveld.law.data.templates import csv_template, xlsx_template
from vijfveld.law.data_forms import ColumnsForm, FileForm, StartForm
from vijfveld.law.models import ColumnMapping, Import, ImportFile, ImportState, OnConflict
from vijfveld.law.pages.showing import show, signed_in, viewer_of
from vijfveld.law.refusals import NotThere, Refused
from vijfveld.node import clock
from vijfveld.node.slots import exports
from vijfveld.node.viewer import Viewer

app_name = "data"
R = TypeVar("R", bound=HttpResponseBase)
NO_BREAK = "\u00a0"
SHOWN = 50
"""How many problems a page shows; the file with all of them is beside it."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STATES = {
    ImportState.UPLOADED: gettext_lazy("wacht op uw keuze van kolommen"),
    ImportState.CHECKING: gettext_lazy("wordt nagekeken"),
    ImportState.CHECKED: gettext_lazy("nagekeken, er is nog niets opgeslagen"),
    ImportState.RUNNING: gettext_lazy("wordt ingelezen"),
    ImportState.DONE: gettext_lazy("ingelezen"),
    ImportState.STOPPED: gettext_lazy("gestopt"),
    ImportState.CANCELLED: gettext_lazy("afgebroken"),
    ImportState.EXPIRED: gettext_lazy("gewist omdat het bleef liggen"),
}
COUNTS = {
    "added": gettext_lazy("Nieuw"), "updated": gettext_lazy("Bijgewerkt"), "same": gettext_lazy("Ongewijzigd"),
    "skipped": gettext_lazy("Overgeslagen"), "refused": gettext_lazy("Met een probleem"),
}  # fmt: skip


def _type(what: str) -> DataType:
    found: DataType | None = exports.get(what)
    if found is None:
        raise NotThere
    return found


def _crumb() -> Crumb:
    return Crumb(_("Gegevens"), reverse("data:all"))


def _imports(viewer: Viewer) -> list[Import]:
    return list(Import.objects.visible_to(viewer).order_by("-id")[:20])


@signed_in
def all_page(request: HttpRequest) -> HttpResponse:
    """Everything that can be brought and taken, and what was brought last."""
    viewer = viewer_of(request)
    types = [{"type": one, "brings": one.may_bring(viewer)} for one in exports]
    recent = [
        Due(when=row.made_at, title=row.name, url=reverse("data:import", args=[row.id]),
            meta=f"{_title(row)} · {STATES[ImportState(row.state)]}")
        for row in _imports(viewer)
    ]  # fmt: skip
    return show(request, "law/data/all.html", types=types, recent=recent)


def _title(row: Import) -> str:
    known = exports.get(row.what)
    return str(known.title) if known else row.what


@signed_in
def upload_page(request: HttpRequest, what: str) -> HttpResponse:
    """Choose a file to bring."""
    data_type = _type(what)
    if not data_type.may_bring(viewer_of(request)):
        raise Refused("actor.no_role", NO_ROLE)
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid() and form.do(request, upload_file, what, upload=form.cleaned_data["file"]):
        return redirect("data:import", form.outcome.id)
    return show(request, "law/data/upload.html", status=form.status, form=form, type=data_type, breadcrumb=[_crumb()])


@signed_in
def import_page(request: HttpRequest, id: UUID) -> HttpResponse:
    """One import: its columns to choose, its progress, its check, or its outcome."""
    viewer = viewer_of(request)
    found = _found(viewer, id)
    mine = found.person_id == viewer.person
    form: Any = None
    if mine and found.state == ImportState.UPLOADED:
        form = _columns_form(request, found)
        if form.is_valid() and _check(request, found, form):
            return redirect("data:import", id)
    elif mine and found.state == ImportState.CHECKED and _fresh(found):
        initial = {"version": found.version, "on_conflict": OnConflict.SKIP}
        form = StartForm(request.POST or None, initial=initial, found=found)
        typed = form.cleaned_data if form.is_valid() else {}
        if typed and form.do(request, start_import, id, typed["version"], **form.choices):
            return redirect("data:import", id)
    return show(request, "law/data/import.html", status=form.status if form else 200, form=form, **_told(found, mine))


def _found(viewer: Viewer, id: UUID) -> Import:
    found: Import | None = Import.objects.visible_to(viewer).filter(pk=id).first()
    if found is None:
        raise NotThere
    return found


def _columns_form(request: HttpRequest, found: Import) -> ColumnsForm:
    viewer, data_type = viewer_of(request), type_of(found)
    file = ImportFile.objects.visible_to(viewer).get(brought=found)
    table = _table(found, bytes(file.stored))
    saved = ColumnMapping.objects.visible_to(viewer).filter(organisation=viewer.organisation, what=found.what)
    fitting = next((one for one in saved.order_by("-id") if set(one.columns.values()) <= set(table.headers)), None)
    chosen = found.columns if set(found.columns.values()) <= set(table.headers) else {}
    columns = chosen or guess(data_type, table.headers, saved=fitting.columns if fitting else None)
    initial = {
        "version": found.version, "sheet": table.sheet, "source": found.source or "eigen",
        "saved_as": fitting.name if fitting else "", **{f"column-{name}": header for name, header in columns.items()},
    }  # fmt: skip
    return ColumnsForm(request.POST or None, initial=initial, data_type=data_type, table=table)


def _table(found: Import, content: bytes) -> Sheet:
    """The sheet that was chosen; the first, with which the file came in, when that turned out to be no table."""
    try:
        return open_table(content, name=found.name, sheet=found.sheet)
    except Unfit:
        return open_table(content, name=found.name)


def _check(request: HttpRequest, found: Import, form: ColumnsForm) -> bool:
    typed = form.cleaned_data
    reading = Reading(typed["sheet"], form.columns, typed["source"], typed["saved_as"])
    return form.do(request, check_import, found.id, typed["version"], reading=reading)


def _fresh(found: Import) -> bool:
    """Whether a file that was looked over holds anything to write."""
    return found.added + found.updated > 0


def _facts(found: Import) -> list[Fact]:
    """What is known of a file; figures only once its rows were looked at."""
    facts = [Fact(_("Soort"), _title(found))]
    if found.sheet and found.sheet != found.name:
        facts.append(Fact(_("Blad"), found.sheet))
    if found.rows and not found.at_work:
        facts.append(Fact(_("Regels"), str(found.rows)))
        facts += [Fact(str(words), str(getattr(found, name))) for name, words in COUNTS.items()]
    return [*facts, Fact(_("Aangeleverd"), found.made_at), Fact(_("SHA-256 van het bestand"), found.sha256)]


def _told(found: Import, mine: bool) -> dict[str, Any]:
    shown = found.problems[:SHOWN]
    rows = tuple(
        (Cell(_("Regel {row}").format(row=row).replace(" ", NO_BREAK)), Cell(column or _("hele regel")), Cell(sentence))
        for _sheet, row, column, sentence, _conflict in shown
    )
    heads = (_("Waar"), _("Kolom"), _("Wat er is"))
    return {
        "found": found, "state": STATES[ImportState(found.state)], "facts": _facts(found), "mine": mine,
        "looked_over": mine and found.state == ImportState.CHECKED, "fresh": _fresh(found),
        "problems": Table(_("Problemen"), heads, rows) if rows else None, "more": len(found.problems) > SHOWN,
        "all_problems": len(found.problems), "breadcrumb": [_crumb()],
    }  # fmt: skip


@signed_in
def progress(request: HttpRequest, id: UUID) -> HttpResponse:
    """How far the work is, asked for every second; when it ends the whole page comes anew."""
    found = _found(viewer_of(request), id)
    answer = show(request, "law/data/_progress.html", found=found, state=STATES[ImportState(found.state)])
    if not found.at_work:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
def cancel(request: Any, id: UUID) -> HttpResponse:
    """Stop between two batches."""
    cancel_import(request.caller(request.POST.get("key", "")), id)
    return redirect("data:import", id)


@signed_in
def problems_file(request: HttpRequest, id: UUID) -> HttpResponse:
    """Every problem of an import as CSV."""
    found = _found(viewer_of(request), id)
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow([_("Blad"), _("Regel"), _("Kolom"), _("Wat er is")])
    writer.writerows([harmless(str(cell)) for cell in problem[:4]] for problem in found.problems)
    return _file(HttpResponse(MARK + text.getvalue(), content_type="text/csv; charset=utf-8"), "problemen.csv")


@signed_in
def template(request: HttpRequest, what: str, form: str) -> HttpResponse:
    """The template of a type."""
    data_type = _type(what)
    if form == "xlsx":
        return _file(HttpResponse(xlsx_template(data_type), content_type=XLSX), f"{what}-sjabloon.xlsx")
    text = csv_template(data_type, language=translation.get_language() or "nl")
    return _file(HttpResponse(text, content_type="text/csv; charset=utf-8"), f"{what}-sjabloon.csv")


@signed_in
def take(request: HttpRequest, what: str, form: str) -> HttpResponse:
    """What the viewer may see of a type, streamed."""
    data_type, language = _type(what), translation.get_language() or "nl"
    taken = pages(data_type, viewer_of(request))
    if form == "xlsx":
        with tempfile.TemporaryDirectory(prefix="vijfveld-") as folder:
            place = Path(folder) / "data.xlsx"
            write_xlsx(place, data_type, taken, made=clock.now())
            return _file(FileResponse(place.open("rb"), content_type=XLSX), f"{what}.xlsx")  # type: ignore[return-value]
    lines = csv_lines(headers(data_type), taken, language=language)
    return _file(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"), f"{what}.csv")  # type: ignore[return-value]


def _file(answer: R, name: str) -> R:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


urlpatterns = [
    path("gegevens", all_page, name="all"),
    path("gegevens/ingelezen/<uuid:id>", import_page, name="import"),
    path("gegevens/ingelezen/<uuid:id>/stand", progress, name="progress"),
    path("gegevens/ingelezen/<uuid:id>/afbreken", cancel, name="cancel"),
    path("gegevens/ingelezen/<uuid:id>/problemen.csv", problems_file, name="problems"),
    path("gegevens/<slug:what>/inlezen", upload_page, name="upload"),
    path("gegevens/<slug:what>/sjabloon.<slug:form>", template, name="template"),
    path("gegevens/<slug:what>/uitvoer.<slug:form>", take, name="take"),
]
