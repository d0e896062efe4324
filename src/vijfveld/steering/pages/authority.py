# SPDX-License-Identifier: EUPL-1.2
"""The pages of authority: the map, and the lines that this node adds to it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vijfveld.face.dates import exactly
from vijfveld.face.items import Fact
from vijfveld.face.shell import Crumb
from vijfveld.law.acting_forms import EditForm
from vijfveld.law.refusals import NotThere
from vijfveld.node.slots import subject_url
from vijfveld.steering.acts.authority import add_authority_line, end_authority_line
from vijfveld.steering.authority import shipped_authority
from vijfveld.steering.forms.authority import SayForm
from vijfveld.steering.models import AuthorityLine
from vijfveld.steering.pages import role_parts as parts
from vijfveld.steering.pages.round_parts import require
from vijfveld.steering.queries import authority as read
from vijfveld.strategy.pages.shown import PageRequest, may, show, strip
from vijfveld.strategy.queries.efforts import today
from vijfveld.strategy.sayings import basis_title, name_of


@login_required
def map_page(request: PageRequest) -> HttpResponse:
    """Whose say it is, per task and phase."""
    rows = read.authority(request.viewer)
    bases = {line.basis: basis_title(line.basis) for line in shipped_authority().lines if line.basis}
    return show(
        request, "steering/roles/authority.html", rows=rows, phases=shipped_authority().phases, bases=bases,
        gaps=sum(row.is_gap for row in rows), own=read.own_lines(request.viewer),
        may_add=may(request.viewer, [add_authority_line]), breadcrumb=parts.crumbs(),
    )  # fmt: skip


def _crumbs() -> list[Crumb]:
    return parts.crumbs(Crumb(_("Gezagskaart"), reverse("roles:authority")))


@login_required
def add_page(request: PageRequest) -> HttpResponse:
    """Add a line to the map."""
    require(request, add_authority_line)
    day = today(request.viewer)
    form = SayForm(request.POST or None, day=day, initial={"from_on": day, "task": request.GET.get("taak", "")})
    if request.method == "POST" and form.is_valid() and form.do(request, add_authority_line, form.line):
        messages.success(request, _("De regel staat op de kaart."))
        return redirect("roles:authority_line", id=form.outcome.id)
    return parts.form_page(
        request, form, title=_("Voeg een regel toe"), button=_("Zet op de kaart"), back=reverse("roles:authority"),
        intro=_("Alleen wat in een besluit, convenant of wet staat. De meegeleverde regels veranderen niet."),
        breadcrumb=_crumbs(),
    )  # fmt: skip


@login_required
def line_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One line that this node added; whoever added it ends it here."""
    viewer, found = request.viewer, read.own_line(request.viewer, id)
    if found is None:
        raise NotThere
    lasts = found.until_on is None or found.until_on > today(viewer)
    ends = lasts and may(viewer, [end_authority_line], organisation=found.added_by_id)
    form = EditForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST":
        if form.is_valid() and form.do(request, end_authority_line, found.id, form.cleaned_data["version"]):
            messages.success(request, _("De regel geldt tot en met vandaag."))
            return redirect("roles:authority_line", id=found.id)
        if form.stale:
            form.renew(found.version)
    return show(
        request, "steering/roles/line.html", status=form.status, line=found, facts=_facts(found),
        form=form if ends or request.method == "POST" else None,
        title=f"{shipped_authority().tasks[found.task]}: {name_of(found.organisation)}",
        history=strip(viewer, found.urn), breadcrumb=_crumbs(),
    )  # fmt: skip


def _facts(line: AuthorityLine) -> list[Fact]:
    phases: dict[str, str] = {phase.code: str(phase) for phase in shipped_authority().phases}
    basis = Fact(_("Grondslag"), _("nog niet bekend"))
    if line.legal_basis:
        basis = Fact(_("Grondslag"), basis_title(line.legal_basis), reverse("law:basis", args=[line.legal_basis]))
    return [
        Fact(_("Fase"), phases.get(line.phase, line.phase)),
        Fact(_("Wie beslist"), name_of(line.organisation), subject_url(line.organisation.urn)),
        Fact(_("Waarover"), line.say),
        basis,
        Fact(_("Waar staat dit?"), line.source),
        Fact(_("Geldt vanaf"), exactly(line.from_on)),
        Fact(_("Geldt tot en met"), exactly(line.until_on) if line.until_on else _("geen einde bedacht")),
        Fact(_("Toegevoegd door"), name_of(line.added_by), subject_url(line.added_by.urn)),
    ]
