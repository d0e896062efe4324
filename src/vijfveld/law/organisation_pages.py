# SPDX-License-Identifier: EUPL-1.2
"""The pages on organisations: the partners, what each of them is, and what other floors show about them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.items import Fact
from vijfveld.face.shell import Crumb
from vijfveld.law.acting import NO_ROLE, Act
from vijfveld.law.acts import people as acts
from vijfveld.law.pages_in_parts import part_of
from vijfveld.law.people_forms import LeaveForm, Look, OrganisationEdit, OrganisationForm
from vijfveld.law.people_queries import lines
from vijfveld.law.refusals import NotThere, Refused
from vijfveld.node import queries
from vijfveld.node.models import Organisation
from vijfveld.node.naming import name_of
from vijfveld.node.queries import OrganisationFilter
from vijfveld.node.roles import Role
from vijfveld.node.slots import organisation_panels
from vijfveld.node.viewer import Viewer

CHANGED = ("name", "name_en", "sort", "discipline", "reach", "softer_voice")


def _only(viewer: Viewer, act: Act[Any, Any]) -> None:
    if not viewer.holds(*act.declaration.roles):
        raise Refused("actor.no_role", NO_ROLE)


def organisations(request: Any) -> HttpResponse:
    """The partners, a page at a time, narrowed by what one looks for."""
    look = Look(request.GET)
    found = look.cleaned_data if look.is_valid() else {}
    wanted = OrganisationFilter(
        words=found.get("q", ""), **{name: value for name, value in found.items() if name != "q"}
    )
    part = part_of(request, queries.organisations(wanted))
    told = {
        "look": look, "narrowed": wanted != OrganisationFilter(), "part": part, "table": _table(part.rows),
        "may_add": request.viewer.holds(*acts.add_organisation.declaration.roles),
    }  # fmt: skip
    return render(request, "law/people/organisations.html", told)


def _table(rows: list[Organisation]) -> Table:
    cells = tuple(
        (
            Cell(name_of(row), reverse("people:organisation", args=[row.id])), Cell(str(row.get_sort_display())),
            Cell(str(row.get_discipline_display())), Cell(str(row.get_reach_display())),
            Cell(_("zachtere stem") if row.softer_voice else ""),
        )
        for row in rows
    )  # fmt: skip
    heads = (_("Naam"), _("Soort"), _("Discipline"), _("Niveau"), _("Bijzonder"))
    return Table(_("Organisaties"), heads, cells)


def organisation(request: Any, id: UUID) -> HttpResponse:
    """One partner: what it is, its people for who may see them, and what other floors show of it."""
    viewer, found = request.viewer, _found(id)
    panels = [panel(viewer, id) for panel in organisation_panels]
    told = {
        "organisation": found, "name": name_of(found), "facts": _facts(viewer, found),
        "panels": [panel for panel in panels if panel], "history": lines(viewer, found.urn), "breadcrumb": [_crumb()],
        "may_change": viewer.holds(*acts.change_organisation.declaration.roles) and not found.left_on,
        "may_leave": viewer.holds(*acts.leave_organisation.declaration.roles) and not found.left_on,
    }  # fmt: skip
    return render(request, "law/people/organisation.html", told)


def _found(id: UUID) -> Organisation:
    found = queries.organisation(id)
    if found is None:
        raise NotThere
    return found


def _facts(viewer: Viewer, found: Organisation) -> list[Fact]:
    facts = [
        Fact(_("Soort"), found.get_sort_display()), Fact(_("Discipline"), found.get_discipline_display()),
        Fact(_("Niveau"), found.get_reach_display()), Fact(_("Code"), found.code),
    ]  # fmt: skip
    if found.province:
        facts.append(Fact(_("Provincie"), found.province))
    if found.oin:
        facts.append(Fact("OIN", found.oin))
    if viewer.holds(Role.NODE_KEEPER) or viewer.organisation == found.id:
        count = queries.people_of(viewer, found.id).count()
        facts.append(Fact(_("Mensen op deze node"), count, f"{reverse('people:people')}?org={found.id}"))
    return facts


def _crumb() -> Crumb:
    return Crumb(_("Organisaties"), reverse("people:organisations"))


def _here(found: Organisation) -> list[Crumb]:
    return [_crumb(), Crumb(name_of(found), reverse("people:organisation", args=[found.id]))]


def add(request: Any) -> HttpResponse:
    """Add a partner."""
    _only(request.viewer, acts.add_organisation)
    form = OrganisationForm(request.POST or None)
    if form.is_valid() and form.do(request, acts.add_organisation, **form.typed):
        messages.success(request, _("De organisatie is toegevoegd."))
        return redirect("people:organisation", form.outcome.id)
    told = {"form": form, "title": _("Een organisatie toevoegen"), "verb": _("Toevoegen"), "back": _crumb().url}
    return render(request, "law/people/form.html", {**told, "breadcrumb": [_crumb()]}, status=form.status)


def change(request: Any, id: UUID) -> HttpResponse:
    """Change what is known of a partner."""
    _only(request.viewer, acts.change_organisation)
    found = _found(id)
    known = {name: getattr(found, name) for name in CHANGED}
    form = OrganisationEdit(request.POST or None, initial={**known, "version": found.version})
    if form.is_valid() and form.do(request, acts.change_organisation, id, form.cleaned_data["version"], **form.typed):
        messages.success(request, _("De wijziging is opgeslagen."))
        return redirect("people:organisation", id)
    standing = []
    if form.stale:
        form.renew(found.version)
        standing = [Fact(_("Naam"), found.name), *_facts(request.viewer, found)[:3]]
    told = {"form": form, "title": _("Een organisatie wijzigen"), "verb": _("Opslaan"), "standing": standing}
    crumbs = _here(found)
    return render(
        request, "law/people/form.html", {**told, "back": crumbs[-1].url, "breadcrumb": crumbs}, status=form.status
    )


def leave(request: Any, id: UUID) -> HttpResponse:
    """Note that a partner no longer takes part."""
    _only(request.viewer, acts.leave_organisation)
    found = _found(id)
    form = LeaveForm(request.POST or None)
    if form.is_valid() and form.do(request, acts.leave_organisation, id, **form.typed):
        messages.success(request, _("De organisatie is afgemeld."))
        return redirect("people:organisation", id)
    told = {"form": form, "title": _("Een organisatie afmelden"), "state": name_of(found), "verb": _("Afmelden")}
    crumbs = _here(found)
    return render(
        request, "law/people/form.html", {**told, "back": crumbs[-1].url, "breadcrumb": crumbs}, status=form.status
    )


urlpatterns = [
    path("organisaties", organisations, name="organisations"),
    path("organisaties/nieuw", add, name="add_organisation"),
    path("organisaties/<uuid:id>", organisation, name="organisation"),
    path("organisaties/<uuid:id>/wijzigen", change, name="change_organisation"),
    path("organisaties/<uuid:id>/afmelden", leave, name="leave_organisation"),
]
