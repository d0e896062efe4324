# SPDX-License-Identifier: EUPL-1.2
"""The register of processing activities, and the log in which the data protection officer looks up one person."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.items import Due, Fact
from vijfveld.law import queries
from vijfveld.law.bases import catalogue
from vijfveld.law.forms import LogForm
from vijfveld.law.models import ProcessingLine
from vijfveld.law.pages.bases import wording
from vijfveld.law.pages.showing import show, signed_in, viewer_of
from vijfveld.law.processing import activities, activity
from vijfveld.law.refusals import NotThere
from vijfveld.node.roles import Role


@signed_in
def processing(request: HttpRequest) -> HttpResponse:
    """The register: the newest version of every activity."""
    newest = {one.code: one for one in activities}
    items = [
        Due(when=_("versie %s") % one.version, title=str(one.title), url=f"/verwerkingen/{code}/{one.version}",
            meta=str(one.what))
        for code, one in sorted(newest.items())
    ]  # fmt: skip
    return show(request, "law/processing.html", items=items, may_look=viewer_of(request).holds(Role.FG))


@signed_in
def activity_page(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """One version of one activity; the address that lines of the log carry."""
    found, newest = activity(code, version), activity(code)
    if found is None or newest is None:
        raise NotThere
    basis = catalogue().find(found.basis)
    facts = [
        Fact(_("Wat"), found.what), Fact(_("Doel"), found.purpose.label),
        Fact(_("Grondslag"), wording(basis).title if basis else found.basis, f"/grondslagen/{found.basis}"),
        Fact(_("Over wie"), found.subjects),
        Fact(_("Welke gegevens"), found.data), Fact(_("Bewaard"), found.retention),
        Fact(_("Vertrouwelijkheid"), found.confidentiality.label), Fact(_("Sinds"), found.since),
    ]  # fmt: skip
    return show(request, "law/activity.html", activity=found, facts=facts, newest=newest)


@signed_in
def log(request: HttpRequest) -> HttpResponse:
    """What was done with the data of one person, by pseudonym; for the data protection officer alone.

    The pseudonym travels in the body of the request and not in its address.
    """
    viewer = viewer_of(request)
    if not viewer.holds(Role.FG):
        raise NotThere
    form = LogForm(request.POST or None)
    lines = queries.lines_about(viewer, form.cleaned_data["pseudoniem"]) if form.is_valid() else []
    response = show(request, "law/log.html", form=form, table=_table(lines), asked=form.is_bound and form.is_valid())
    response["Cache-Control"] = "no-store"
    return response


def _table(lines: list[ProcessingLine]) -> Table:
    heads = (_("Tijdstip (UTC)"), _("Handeling"), _("Verwerking"), _("Uitkomst"), _("Spoor"))
    outcomes = {0: _("onbekend"), 1: _("gelukt"), 2: _("fout in de node")}
    rows = tuple(
        (Cell(f"{datetime.fromtimestamp(line.start_time / 1000, tz=UTC):%Y-%m-%d %H:%M:%S}"), Cell(line.name),
         Cell(line.processing_activity_id), Cell(outcomes.get(line.status_code, "")), Cell(line.trace_id))
        for line in lines
    )  # fmt: skip
    return Table(_("Verwerkingen van deze betrokkene"), heads, rows)
