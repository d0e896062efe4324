# SPDX-License-Identifier: EUPL-1.2
"""The pages of the minister's override: how often it was used, issuing, one with its account. Oversight reads along."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from vijfveld.face.dates import exactly
from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.items import Due, Fact
from vijfveld.face.shell import Crumb
from vijfveld.law.refusals import NotThere
from vijfveld.node import clock
from vijfveld.node.slots import subject_url
from vijfveld.node.viewer import Viewer
from vijfveld.steering.acts.overrides import HOLDER, account_override, issue_override, stop_override
from vijfveld.steering.forms.authority import OrderForm, ReportForm, StopForm
from vijfveld.steering.models import Override
from vijfveld.steering.pages import role_parts as parts
from vijfveld.steering.pages.round_parts import require
from vijfveld.steering.queries import authority as read
from vijfveld.strategy.pages.shown import PageRequest, may, show, strip
from vijfveld.strategy.queries.efforts import today
from vijfveld.strategy.sayings import basis_title, name_of

A_DAY = timedelta(hours=24)


@login_required
def list_page(request: PageRequest) -> HttpResponse:
    """Every override, how often it was used, and what must still be accounted for."""
    found, viewer = read.overrides(request.viewer), request.viewer
    headers = (_("Aanwijzing"), _("Bevoegdheid van"), _("Van"), _("Tot"), _("Stand"), _("Verantwoording"))
    rows = tuple(
        (
            Cell(one.title, reverse("roles:override", args=[one.id])), Cell(name_of(one.addressee)),
            Cell(exactly(one.starts_at)), Cell(_end(one)),
            Cell(str(one.get_state_display())), Cell(accounted(one, viewer)),
        )
        for one in found
    )  # fmt: skip
    return show(
        request, "steering/roles/overrides.html", found=found, use=read.use_of(found, today(viewer)),
        table=Table(_("Doorzettingsmacht"), headers, rows), may_issue=_is_minister(viewer), breadcrumb=_crumbs(viewer),
    )  # fmt: skip


def _crumbs(viewer: Viewer, *more: Crumb) -> list[Crumb]:
    """Oversight has no page of roles to go back to."""
    return parts.crumbs(*more) if viewer.in_network else list(more)


def accounted(one: Override, viewer: Viewer) -> str:
    """Whether an override was accounted for."""
    if one.reported_at:
        return _("gegeven op %(day)s") % {"day": exactly(localtime(one.reported_at).date())}
    if one.report_by is None:
        return _("na het einde")
    said = _("te laat: uiterlijk %(day)s") if one.report_by < today(viewer) else _("uiterlijk %(day)s")
    return said % {"day": exactly(one.report_by)}


def _is_minister(viewer: Viewer) -> bool:
    own = read.named([str(viewer.organisation)]) if viewer.organisation else []
    return may(viewer, [issue_override]) and any(one.code == HOLDER for one in own)


@login_required
def issue_page(request: PageRequest) -> HttpResponse:
    """Take over a power for a short time."""
    require(request, issue_override, when=_is_minister(request.viewer))
    now = localtime(request.viewer.now or clock.now()).replace(second=0, microsecond=0)
    form = OrderForm(request.POST or None, now=now, initial={"starts_at": now, "ends_at": now + A_DAY})
    if request.method == "POST" and form.is_valid() and form.do(request, issue_override, form.order):
        messages.success(request, _("De aanwijzing staat er. Wie het aangaat en de toezichthouder krijgen bericht."))
        return redirect("roles:override", id=form.outcome.id)
    return parts.form_page(
        request, form, title=_("Neem een bevoegdheid over"), button=_("Leg de aanwijzing vast"), danger=True,
        back=reverse("roles:overrides"), breadcrumb=_crumbs(request.viewer, _back()),
        intro=_("Alleen als er snel moet worden gehandeld en gewoon overleg te lang duurt. De aanwijzing stopt vanzelf."
                " Zij verandert zelf niets aan inzet, rollen of maatregelen."),
    )  # fmt: skip


def _back() -> Crumb:
    return Crumb(_("Doorzettingsmacht"), reverse("roles:overrides"))


@login_required
def detail_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One override: what was taken over, why, until when, who knew, and the account afterwards."""
    viewer, found = request.viewer, override_or_nothing(request, id)
    mine = _is_minister(viewer)
    form = ReportForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST":
        if form.is_valid() and form.do(
            request, account_override, found.id, form.cleaned_data["version"], report=form.cleaned_data["report"]
        ):
            messages.success(request, _("De verantwoording staat erbij."))
            return redirect("roles:override", id=found.id)
        if form.stale:
            form.renew(found.version)
    reports = mine and not found.in_force and found.reported_at is None
    return show(
        request, "steering/roles/override.html", status=form.status, one=found, facts=_facts(found),
        due=_due(found, viewer),
        state=str(capfirst(found.get_state_display())), stops=mine and found.in_force,
        form=form if reports or request.method == "POST" else None, words=_words(found),
        history=strip(viewer, found.urn), breadcrumb=_crumbs(viewer, _back()),
    )  # fmt: skip


def override_or_nothing(request: PageRequest, id: UUID) -> Override:
    """The override that a page is about. Raises NotThere when there is none for this viewer."""
    found = read.override(request.viewer, id)
    if found is None:
        raise NotThere
    return found


def _due(one: Override, viewer: Viewer) -> list[Due]:
    if one.in_force:
        return [Due(one.ends_at, _("Eindigt vanzelf"), "", exactly(one.ends_at), True)]
    if one.reported_at is None and one.report_by:
        return [Due(one.report_by, _("Verantwoording"), "", name_of(one.issued_for), one.report_by < today(viewer))]
    return []


def _facts(one: Override) -> list[Fact]:
    found = [
        Fact(_("Genomen door"), name_of(one.issued_for), subject_url(one.issued_for.urn)),
        Fact(_("Bevoegdheid van"), name_of(one.addressee), subject_url(one.addressee.urn)),
        Fact(_("Grondslag"), basis_title(one.legal_basis), reverse("law:basis", args=[one.legal_basis])),
        Fact(_("Begin"), exactly(one.starts_at)),
        Fact(_("Einde"), _end(one)),
        Fact(_("Geraadpleegd"), ", ".join(map(name_of, read.named(one.consulted))) or _("niemand")),
        Fact(_("Meteen bericht aan"), _told(one)),
    ]
    return found


def _end(one: Override) -> str:
    end = exactly(one.ended_at or one.ends_at)
    return _("ingetrokken voor het begin, op {day}").format(day=end) if one.never_began else end


def _told(one: Override) -> str:
    others = [name_of(organisation) for organisation in read.named([*one.told, *one.consulted])]
    return ", ".join(dict.fromkeys([name_of(one.addressee), *others, _("de toezichthouder")]))


def _words(one: Override) -> list[tuple[str, str]]:
    words = [
        (_("Welke bevoegdheid"), one.power), (_("Wat er moet gebeuren"), one.what), (_("Redenen"), one.reasons),
        (_("Waarom gewone afstemming te lang duurde"), one.no_time), (_("Wat zij zeiden"), one.consultation),
        (_("Waarom dit eerder stopte"), one.stopped_because),
    ]  # fmt: skip
    return [(heading, text) for heading, text in words if text]


@login_required
def stop_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Give a power back before its end."""
    found = override_or_nothing(request, id)
    require(request, stop_override, when=_is_minister(request.viewer) and found.in_force)
    form = StopForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST":
        if form.is_valid() and form.do(
            request, stop_override, found.id, form.cleaned_data["version"], because=form.cleaned_data["because"]
        ):
            messages.success(request, _("De bevoegdheid is terug. Leg binnen vier weken verantwoording af."))
            return redirect("roles:override", id=found.id)
        if form.stale:
            form.renew(found.version)
    return parts.form_page(
        request, form, title=_("Geef de bevoegdheid terug"), button=_("Geef terug"),
        intro=found.title, back=reverse("roles:override", args=[found.id]),
        breadcrumb=_crumbs(request.viewer, _back(), Crumb(found.title, reverse("roles:override", args=[found.id]))),
    )  # fmt: skip
