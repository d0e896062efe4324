# SPDX-License-Identifier: EUPL-1.2
"""One's own account: what one may do, how one signs in, where one is signed in, and at which tables one sits."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.adapter import get_adapter as sessions_adapter
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from vijfveld.face.items import Check, Fact
from vijfveld.law.acting_forms import ActForm
from vijfveld.law.acts.dossiers import accept_seat, leave_seat
from vijfveld.law.acts.people import note_account_change, set_preferences
from vijfveld.law.people_queries import chairs_of, lines
from vijfveld.law.refusals import NotThere
from vijfveld.node import clock
from vijfveld.node.naming import name_of
from vijfveld.node.queries import mandates_of
from vijfveld.site.browsers import browser_of
from vijfveld.site.noting import note
from vijfveld.site.signin import SECOND_FACTORS, remember_language


class PreferencesForm(ActForm):
    """In which language one reads, and whether notices also come by mail."""

    language = forms.ChoiceField(
        label=gettext_lazy("Taal van de pagina’s en de mail"), choices=[("nl", "Nederlands"), ("en", "English")],
        widget=forms.RadioSelect,
    )  # fmt: skip
    mail_notices = forms.BooleanField(
        label=gettext_lazy("Stuur mij berichten ook per mail"), required=False,
        help_text=gettext_lazy("In de mail staat alleen dat er iets is. De inhoud leest u hier."),
    )  # fmt: skip


@dataclass(frozen=True)
class Session:
    """One place where someone is signed in."""

    row: UserSession
    browser: str
    current: bool


def account(request: Any) -> HttpResponse:
    """The page of one's own account; sent, it saves the preferences."""
    person = request.person
    known = {"language": person.language, "mail_notices": person.mail_notices}
    form = PreferencesForm(request.POST or None, initial=known)
    if form.is_valid() and form.do(request, set_preferences, **form.typed):
        messages.success(request, _("Uw voorkeuren zijn opgeslagen."))
        response = redirect("site:account")
        remember_language(response, form.typed["language"])
        return response
    return render(request, "site/account.html", {"form": form, **_told(request)}, status=form.status)


def _told(request: Any) -> dict[str, Any]:
    viewer, person, now = request.viewer, request.person, clock.now()
    return {
        "facts": [Fact(_("Naam"), person.name), Fact(_("E-mailadres"), person.email),
                  Fact(_("Organisatie"), name_of(person.organisation))],
        "mandates": mandates_of(viewer, person.id), "chairs": chairs_of(viewer, now),
        "sessions": _sessions(request), "factors": _factors(request), "history": lines(viewer, person.urn),
    }  # fmt: skip


def _sessions(request: HttpRequest) -> list[Session]:
    key = request.session.session_key
    rows = sorted(UserSession.objects.purge_and_list(request.user), key=lambda row: row.created_at, reverse=True)
    return [Session(row, browser_of(row.user_agent), row.session_key == key) for row in rows]


def _factors(request: HttpRequest) -> list[Check]:
    held = list(Authenticator.objects.filter(user=request.user))
    second = any(factor.type in SECOND_FACTORS for factor in held)
    codes = next((factor.wrap() for factor in held if factor.type == Authenticator.Type.RECOVERY_CODES), None)
    left = len(codes.get_unused_codes()) if codes else 0
    return [
        Check(_("Een app of een passkey als tweede stap"), second),
        Check(_("Herstelcodes voor als u uw telefoon kwijt bent"), left > 0, _("nog %(count)s") % {"count": left}),
    ]


@require_POST
def end_session(request: HttpRequest, session: int) -> HttpResponse:
    """End one place where one is signed in."""
    rows = UserSession.objects.filter(user=request.user, pk=session)
    return _end(request, list(rows.exclude(session_key=request.session.session_key)))


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End all other places where one is signed in."""
    rows = UserSession.objects.filter(user=request.user)
    return _end(request, list(rows.exclude(session_key=request.session.session_key)))


def _end(request: HttpRequest, rows: list[UserSession]) -> HttpResponse:
    if not rows:
        raise NotThere
    sessions_adapter().end_sessions(rows)
    note(request.user, note_account_change, what="session.ended")  # type: ignore[arg-type]
    messages.success(request, _("U bent daar afgemeld."))
    return redirect("site:account")


@require_POST
def accept(request: Any, seat: UUID) -> HttpResponse:
    """Accept the duty of confidentiality of a seat."""
    accept_seat(request.caller(request.POST.get("key", "")), seat)
    messages.success(request, _("U zit nu aan deze tafel. Wat u daar leest, blijft daar."))
    return redirect("site:account")


@require_POST
def leave(request: Any, seat: UUID) -> HttpResponse:
    """Give up a seat."""
    leave_seat(request.caller(request.POST.get("key", "")), seat)
    messages.success(request, _("U hebt deze tafel verlaten."))
    return redirect("site:account")
