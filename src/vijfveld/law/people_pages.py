# SPDX-License-Identifier: EUPL-1.2
"""The pages on people: who works with this node, and what they may do for whom."""

import secrets
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.items import Fact
from vijfveld.face.shell import Crumb
from vijfveld.law.acting import NO_ROLE, Act
from vijfveld.law.acts import people as acts
from vijfveld.law.organisation_pages import urlpatterns as organisation_urls
from vijfveld.law.pages_in_parts import Part, part_of
from vijfveld.law.people_forms import MandateForm, PersonEdit, PersonForm
from vijfveld.law.people_queries import lines
from vijfveld.law.refusals import NotThere, Refused
from vijfveld.node import clock, queries
from vijfveld.node.models import Account, Person
from vijfveld.node.naming import name_of
from vijfveld.node.roles import Role
from vijfveld.node.slots import NavItem, navigation, routes
from vijfveld.node.viewer import Viewer

app_name = "people"


def register() -> None:
    """Fill the slots that these pages fill."""
    routes.fill("people", "vijfveld.law.people_pages")
    navigation.fill(
        "organisations", NavItem(gettext_lazy("Organisaties"), "people:organisations", tucked=True), order=650
    )
    keeping = NavItem(
        gettext_lazy("Mensen"), "people:people", lambda viewer: viewer.holds(Role.NODE_KEEPER), tucked=True
    )
    navigation.fill("people", keeping, order=660)


def may(viewer: Viewer, act: Act[Any, Any]) -> bool:
    """Whether a viewer holds a role for an act; the door asks again when it is done."""
    return viewer.holds(*act.declaration.roles)


def only(viewer: Viewer, act: Act[Any, Any]) -> None:
    """Show the form of an act only to who may do it."""
    if not may(viewer, act):
        raise Refused("actor.no_role", NO_ROLE)


def people(request: Any) -> HttpResponse:
    """Everyone the viewer may see: for a node keeper all, for others their colleagues."""
    words, left = request.GET.get("q", "")[:100], "left" in request.GET
    rows = queries.people(request.viewer, words=words, left=left)
    employer = as_uuid(request.GET.get("org", ""))
    part = part_of(request, rows.filter(organisation=employer) if employer else rows)
    told = {
        "part": part, "table": _table(request.viewer, part), "words": words, "left": left,
        "may_add": may(request.viewer, acts.add_person),
    }  # fmt: skip
    return render(request, "law/people/people.html", told)


def as_uuid(text: str) -> UUID | None:
    """An identifier in an address, or nothing when it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _table(viewer: Viewer, part: Part[Person]) -> Table:
    roles = queries.roles_of(viewer, part.rows, clock.now())
    rows = tuple(
        (
            Cell(row.name, reverse("people:person", args=[row.id])), Cell(name_of(row.organisation)),
            Cell(", ".join(roles.get(row.id, [])) or _("geen mandaat")), Cell(row.email),
        )
        for row in part.rows
    )  # fmt: skip
    return Table(_("Mensen"), (_("Naam"), _("Organisatie"), _("Rollen"), _("E-mailadres")), rows)


def person(request: Any, id: UUID) -> HttpResponse:
    """One person: who they are, what they may do, and whether they can sign in."""
    viewer, found = request.viewer, _found(request.viewer, id)
    keeper = may(viewer, acts.add_person)
    mandates, now = queries.mandates_of(viewer, id), clock.now()
    told = {
        "person": found, "facts": _facts(found, keeper=keeper), "keeper": keeper and found.left_at is None,
        "mandates": mandates, "history": lines(viewer, found.urn),
        "has_password": _has_password(found), "key": secrets.token_urlsafe(18), "is_self": id == viewer.person,
        "mandated": any(one.valid_until is None or one.valid_until > now for one in mandates),
        "breadcrumb": [_crumb()],
    }  # fmt: skip
    return render(request, "law/people/person.html", told)


def _found(viewer: Viewer, id: UUID) -> Person:
    found = queries.person(viewer, id)
    if found is None:
        raise NotThere
    return found


def _facts(found: Person, *, keeper: bool) -> list[Fact]:
    organisation = reverse("people:organisation", args=[found.organisation_id])
    facts = [Fact(_("Organisatie"), name_of(found.organisation), organisation), Fact(_("E-mailadres"), found.email)]
    if keeper:
        facts += [
            Fact(_("Taal"), found.get_language_display()),
            Fact(_("Aanmelden"), _("heeft een wachtwoord") if _has_password(found) else _("nog geen wachtwoord")),
        ]
    return facts


def _has_password(found: Person) -> bool:
    account = Account.objects.filter(person=found.id).first()
    return account is not None and account.has_usable_password()


def _crumb() -> Crumb:
    return Crumb(_("Mensen"), reverse("people:people"))


def add(request: Any) -> HttpResponse:
    """Add a colleague."""
    only(request.viewer, acts.add_person)
    form = PersonForm(request.POST or None)
    if form.is_valid() and form.do(request, acts.add_person, **form.typed):
        messages.success(request, _("De collega is toegevoegd. Geef nu een mandaat en stuur een uitnodiging."))
        return redirect("people:person", form.outcome.id)
    told = {"form": form, "title": _("Een collega toevoegen"), "verb": _("Toevoegen"), "back": _crumb().url}
    return render(request, "law/people/form.html", {**told, "breadcrumb": [_crumb()]}, status=form.status)


def change(request: Any, id: UUID) -> HttpResponse:
    """Change who a colleague is."""
    only(request.viewer, acts.change_person)
    found = _found(request.viewer, id)
    known = {"name": found.name, "email": found.email, "organisation": str(found.organisation_id)}
    form = PersonEdit(request.POST or None, initial={**known, "version": found.version})
    if form.is_valid() and form.do(request, acts.change_person, id, form.cleaned_data["version"], **form.typed):
        messages.success(request, _("De wijziging is opgeslagen."))
        return redirect("people:person", id)
    standing = _standing(form, found)
    told = {"form": form, "title": _("Een collega wijzigen"), "verb": _("Opslaan"), "standing": standing}
    return _form(request, found, {**told, "status": form.status})


def _standing(form: PersonEdit, found: Person) -> list[Fact]:
    """After someone else was first: what stands now, beside what was typed."""
    if not form.stale:
        return []
    form.renew(found.version)
    return [Fact(_("Naam"), found.name), *_facts(found, keeper=False)]


def _form(request: Any, found: Person, told: dict[str, Any]) -> HttpResponse:
    here = Crumb(found.name, reverse("people:person", args=[found.id]))
    told = {"back": here.url, "breadcrumb": [_crumb(), here], **told}
    return render(request, "law/people/form.html", told, status=told.pop("status", 200))


def give(request: Any, id: UUID) -> HttpResponse:
    """Give a colleague a mandate."""
    only(request.viewer, acts.give_mandate)
    found = _found(request.viewer, id)
    form = MandateForm(request.POST or None, initial={"organisation": str(found.organisation_id)})
    if form.is_valid():
        typed = {**form.typed, "until": _end_of(form.cleaned_data["until"])}
        if form.do(request, acts.give_mandate, id, **typed):
            messages.success(request, _("Het mandaat is gegeven en geldt vanaf nu."))
            return redirect("people:person", id)
    told = {"form": form, "title": _("Een mandaat geven"), "state": found.name, "verb": _("Mandaat geven")}
    return _form(request, found, {**told, "status": form.status})


def _end_of(day: date | None) -> datetime | None:
    """The moment a day is over, where the node stands."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) if day else None


def leave(request: Any, id: UUID) -> HttpResponse:
    """End someone's work with the node, after asking once more."""
    only(request.viewer, acts.leave_person)
    found = _found(request.viewer, id)
    if request.method == "POST":
        acts.leave_person(request.caller(request.POST.get("key", "")), id)
        messages.success(request, _("De collega is afgemeld en kan zich niet meer aanmelden."))
        return redirect("people:person", id)
    told = {"title": _("Een collega afmelden"), "state": found.name, "key": secrets.token_urlsafe(18)}
    here = Crumb(found.name, reverse("people:person", args=[id]))
    return render(request, "law/people/leave.html", {**told, "back": here.url, "breadcrumb": [_crumb(), here]})


@require_POST
def invite(request: Any, id: UUID) -> HttpResponse:
    """Send someone the link with which they set a password."""
    acts.invite_person(request.caller(request.POST.get("key", "")), id)
    messages.success(request, _("De uitnodiging gaat zo weg, met een link die één keer werkt."))
    return redirect("people:person", id)


@require_POST
def end(request: Any, mandate: UUID) -> HttpResponse:
    """End a mandate."""
    ended = acts.end_mandate(request.caller(request.POST.get("key", "")), mandate)
    messages.success(request, _("Het mandaat is beëindigd."))
    return redirect("people:person", ended.person_id)


urlpatterns = [
    path("mensen", people, name="people"),
    path("mensen/nieuw", add, name="add"),
    path("mensen/mandaten/<uuid:mandate>/beeindigen", end, name="end_mandate"),
    path("mensen/<uuid:id>", person, name="person"),
    path("mensen/<uuid:id>/wijzigen", change, name="change"),
    path("mensen/<uuid:id>/mandaat", give, name="give_mandate"),
    path("mensen/<uuid:id>/uitnodigen", invite, name="invite"),
    path("mensen/<uuid:id>/afmelden", leave, name="leave"),
    *organisation_urls,
]
