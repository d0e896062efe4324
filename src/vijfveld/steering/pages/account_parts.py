# SPDX-License-Identifier: EUPL-1.2
"""What the pages of an account share: finding it, the way back, its verbs, and its figures with their sources."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vijfveld.face.dates import exactly
from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.items import Fact
from vijfveld.face.shell import Crumb
from vijfveld.law.acting import NO_ROLE, Act
from vijfveld.law.refusals import NotThere, Refused
from vijfveld.node.roles import Role
from vijfveld.node.viewer import Viewer
from vijfveld.steering import account_reading as reading
from vijfveld.steering.models import Account, AccountEdition
from vijfveld.steering.queries import accounts as read
from vijfveld.steering.queries.rounds import round as round_of
from vijfveld.steering.words import AccountEditionKind, AccountState
from vijfveld.strategy.pages.effort_parts import Verb
from vijfveld.strategy.pages.shown import PageRequest, may, show
from vijfveld.strategy.words import Area


def account_or_nothing(request: PageRequest, id: UUID) -> Account:
    """The account a page is about. Raises NotThere when there is none for this viewer."""
    found = read.account(request.viewer, id)
    if found is None:
        raise NotThere
    return found


def own_or_nothing(request: PageRequest, id: UUID) -> Account:
    """An account on which this viewer works; refused to others who read it."""
    found = account_or_nothing(request, id)
    if not read.prepares(request.viewer, found):
        raise Refused("actor.no_role", NO_ROLE)
    return found


def require(request: PageRequest, act: Act[Any, Any], *, when: bool = True) -> None:
    """Refuse a page to who may not do its act, in the words of the door."""
    if not may(request.viewer, [act]) or not when:
        raise Refused("actor.no_role", NO_ROLE)


def may_check(viewer: Viewer) -> bool:
    """Whether a viewer may have a frozen account composed again."""
    return viewer.holds(Role.COORDINATOR, Role.OVERSIGHT)


def crumbs(account: Account | None = None) -> list[Crumb]:
    """The way back to the list, and to the account."""
    first = [Crumb(_("Verantwoording"), reverse("accounts:list"))]
    return [*first, Crumb(account.title, reverse("accounts:detail", args=[account.id]))] if account else first


def back_to(request: PageRequest, account: Account, said: str, *, place: str = "") -> HttpResponse:
    """Back to the account, with a word about what was done."""
    messages.success(request, said)
    return redirect(reverse("accounts:detail", args=[account.id]) + (f"#{place}" if place else ""))


def period_of(account: Account) -> str:
    """The days an account is about."""
    return reading.period({"first_on": account.first_on.isoformat(), "last_on": account.last_on.isoformat()})


def state_of(account: Account) -> str:
    """Where an account stands, in a sentence."""
    told = {"period": period_of(account)}
    if account.is_frozen and account.frozen_at:
        frozen = _("Over %(period)s. Vastgesteld op %(day)s; er verandert niets meer aan.")
        return frozen % {**told, "day": exactly(account.frozen_at)}
    if account.state == AccountState.REVIEW and account.remarks_by:
        lies = _("Over %(period)s. Ligt ter inzage; partners kunnen opmerken tot en met %(day)s.")
        return lies % {**told, "day": exactly(account.remarks_by)}
    return _("Over %(period)s. Wordt geschreven; alleen coördinatoren lezen haar.") % told


def edition_of(request: PageRequest) -> str:
    """The edition that is asked for, and otherwise the public one; the other is not there for everyone."""
    asked = request.GET.get("uitgave", "")
    restricted = AccountEditionKind.RESTRICTED.value
    return restricted if asked == restricted and request.viewer.holds(Role.COORDINATOR) else "public"


def verbs(viewer: Viewer, account: Account) -> list[Verb]:
    """What this viewer may do with an account now; the likely one first."""
    mine, state = read.prepares(viewer, account), account.state
    open_to = state == AccountState.REVIEW
    offered = [
        (mine and state == AccountState.DRAFT, _("Leg ter inzage"), "open", "primary"),
        (mine and open_to, _("Stel de verantwoording vast"), "freeze", "primary"),
        (viewer.holds(Role.LIAISON) and open_to, _("Maak een opmerking"), "remark", "primary"),
        (mine and not account.is_frozen, _("Schrijf de inleiding"), "introduction", ""),
        (mine and not account.is_frozen, _("Tel opnieuw"), "count", "post"),
    ]
    return [
        Verb(label, reverse(f"accounts:{page}", args=[account.id]), look) for fits, label, page, look in offered if fits
    ]


def fields_shown(
    viewer: Viewer, account: Account, told: reading.Account | None
) -> list[tuple[reading.FieldSaid, str, Table, str]]:
    """Every field with its figures as a table, each figure leading to its source, and where its text is written."""
    writes = read.prepares(viewer, account) and not account.is_frozen
    shown = []
    for area, one in zip(Area.values, told.fields if told else (), strict=False):
        url = reverse("accounts:field", args=[account.id, area]) if writes else ""
        shown.append((one, area, _figures(account, one.figures, one.area), url))
    return shown


def overall_table(account: Account, told: reading.Account | None) -> Table:
    """The figures of all fields together."""
    return _figures(account, told.overall if told else (), _("Alle velden samen"))


def figures_table(account: Account, told: reading.Account | None) -> Table:
    """The figures that belong to no field."""
    return _figures(account, told.apart if told else (), _("Weigeringen, noodstappen en wat verder is geteld"))


def _figures(account: Account, figures: Sequence[reading.FigureSaid], caption: str) -> Table:
    compared = any(one.before for one in figures)
    headers = (_("Cijfer"), _("Aantal"), *((_("Vorige keer"),) if compared else ()), _("Wat dit niet laat zien"))
    rows = tuple(
        (
            Cell(one.label, reverse("accounts:source", args=[account.id, one.name]), under=one.under),
            Cell(one.count), *((Cell(one.before or "–"),) if compared else ()), Cell(one.limit),
        )
        for one in figures
    )  # fmt: skip
    return Table(caption, headers, rows)


def partners_table(told: reading.Account | None) -> Table | None:
    """What each partner was asked and answered, by name; only in the edition for coordinators."""
    if told is None or not told.partners:
        return None
    headers = (_("Partner"), _("Gevraagd"), _("Ja"), _("Deels"), _("Tegenvoorstel"), _("Nee"))
    rows = tuple(tuple(Cell(cell) for cell in row) for row in told.partners)
    return Table(_("Per partner, op naam"), headers, rows, frozenset(range(1, 6)))


def rounds_shown(viewer: Viewer, told: reading.Account | None) -> list[tuple[reading.RoundSaid, str, Table]]:
    """The frozen system tests of the period, each leading to its own report for those who may read that."""
    headers = (_("Veld en kant"), _("Trede"), _("Antwoorden per niveau"), _("Redenen"))
    return [
        (
            one, reverse("tests:report", args=[one.id]) if round_of(viewer, UUID(one.id)) else "",
            Table(one.title, headers, tuple(tuple(Cell(cell) for cell in step[:4]) for step in one.steps)),
        )
        for one in (told.rounds if told else ())
    ]  # fmt: skip


def file_fact(one: AccountEdition) -> Fact:
    """A stored file with its hash."""
    forms = {"json": _("JSON"), "pdf": _("PDF (%(language)s)"), "zip": _("Bestand voor beoordelaars (zip)")}
    form = forms[one.form] % {"language": one.language} if one.form == "pdf" else forms[one.form]
    url = f"{reverse(f'accounts:{one.form}', args=[one.account_id])}?uitgave={one.edition}&taal={one.language}"
    return Fact(f"{form}, {one.get_edition_display()}", f"SHA-256 {one.sha256}", url)


def form_page(request: PageRequest, form: Any, *, account: Account | None = None, **told: Any) -> HttpResponse:
    """A page that holds one form."""
    back = reverse("accounts:detail", args=[account.id]) if account else reverse("accounts:list")
    return show(
        request, "steering/accounts/form.html", form=form, status=form.status, breadcrumb=crumbs(account),
        **{"back": back, **told},
    )  # fmt: skip
