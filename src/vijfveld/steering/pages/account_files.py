# SPDX-License-Identifier: EUPL-1.2
"""The files of a frozen account, the records behind each figure, and composing it again to see that it is the same."""

from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.law.refusals import NotThere, Refused
from vijfveld.node.roles import Role
from vijfveld.steering import account_words, bundling
from vijfveld.steering.accounting import ALL
from vijfveld.steering.acts.account_freezing import verify_account
from vijfveld.steering.models import AccountCount, AccountEdition, AccountField
from vijfveld.steering.models.accounts import PartOfAccount
from vijfveld.steering.pages import account_parts as parts
from vijfveld.steering.pages.accounts import language_of
from vijfveld.steering.queries import accounts as read
from vijfveld.steering.words import AccountEditionKind
from vijfveld.strategy.pages.shown import PageRequest, show
from vijfveld.strategy.words import Area

R = TypeVar("R", bound=HttpResponseBase)
TYPES = {"json": "application/json", "pdf": "application/pdf", "zip": "application/zip"}
CHANGED = gettext_lazy(
    "Het bestand is niet meer te maken zoals het werd vastgelegd. Waarschuw de beheerder van de node."
)


@login_required
def json_page(request: PageRequest, id: UUID) -> HttpResponse:
    """The stored JSON, byte for byte."""
    kept = _stored(request, id, "json")
    return _given(HttpResponse(bytes(kept.stored), content_type=TYPES["json"]), kept)


@login_required
def pdf_page(request: PageRequest, id: UUID) -> HttpResponse:
    """The stored PDF, byte for byte."""
    kept = _stored(request, id, "pdf", language_of(request))
    return _given(HttpResponse(bytes(kept.stored), content_type=TYPES["pdf"]), kept)


@login_required
def zip_page(request: PageRequest, id: UUID) -> FileResponse:
    """The file for outside evaluators, made again; given only when it is the one whose hash was written down."""
    found = parts.account_or_nothing(request, id)
    kept = read.stored(request.viewer, found, form="zip", edition=AccountEditionKind.RESTRICTED.value)
    if kept is None:
        raise NotThere
    packed = bundling.pack(request.viewer, found, bundling.Frame.read(bytes(kept.stored)))
    sha256, _size = bundling.digest_of(packed)
    if sha256 != kept.sha256:
        raise Refused("account.bundle_differs", CHANGED)
    return _given(FileResponse(packed, content_type=TYPES["zip"]), kept)


def _stored(request: PageRequest, id: UUID, form: str, language: str = "") -> AccountEdition:
    found = parts.account_or_nothing(request, id)
    wanted = request.GET.get("uitgave", "") == AccountEditionKind.RESTRICTED.value
    edition = (AccountEditionKind.RESTRICTED if wanted else AccountEditionKind.PUBLIC).value
    kept = read.stored(request.viewer, found, form=form, edition=edition, language=language)
    if kept is None:
        raise NotThere
    return kept


def _given(response: R, kept: AccountEdition) -> R:
    response["Content-Disposition"] = f'attachment; filename="verantwoording-{kept.sha256[:12]}.{kept.form}"'
    response["ETag"] = f'"{kept.sha256}"'
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
def source_page(request: PageRequest, id: UUID, name: str) -> HttpResponse:
    """The records that one figure counts, as far as this viewer may see them, and what the figure does not show."""
    viewer, account = request.viewer, parts.account_or_nothing(request, id)
    found = read.sources(viewer, account, name)
    if found is None:
        raise NotThere
    area = account_words.area_of(name)
    whole = _("Alle velden samen") if f".{ALL}" in name else ""
    title = f"{Area(area).label}: {account_words.label(name).lower()}" if area else account_words.label(name)
    title = f"{whole}: {title.lower()}" if whole else title
    headers = (_("Stuk"), _("Plaats in het register"))
    rows = tuple((Cell(one.title, one.url), Cell(str(one.position))) for one in found.shown)
    limit = account_words.LIMITS.get(name.partition(".")[0], "")
    return show(
        request, "steering/accounts/source.html", account=account, title=title, found=found, limit=limit,
        table=Table(_("Stukken achter dit cijfer"), headers, rows, frozenset({1})), name=name,
        full=viewer.holds(Role.COORDINATOR), breadcrumb=parts.crumbs(account),
    )  # fmt: skip


@login_required
def check_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Count and compose a frozen account again, and say whether it is the same to the byte."""
    found = parts.account_or_nothing(request, id)
    if request.method == "POST":
        counted = read.counted_again(request.viewer, found)
        if counted is None:
            raise NotThere
        if verify_account(request.caller(), found.id, counted):
            messages.success(request, _("Opnieuw geteld en samengesteld: de verantwoording is tot op de byte gelijk."))
        else:
            messages.error(request, _("Opnieuw samengesteld is zij niet gelijk. Waarschuw de beheerder van de node."))
    return redirect("accounts:detail", id=found.id)


@login_required
def part_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Where a text, a counting or a stored edition is read: at its account."""
    kinds: tuple[type[PartOfAccount], ...] = (AccountField, AccountCount, AccountEdition)
    for model in kinds:
        found = read.record(request.viewer, model, id)
        if found is not None:
            return redirect(reverse("accounts:detail", args=[found.account_id]))  # type: ignore[attr-defined]
    raise NotThere
