# SPDX-License-Identifier: EUPL-1.2
"""The tokens of one's own programs: made with a name, an end and as little as they need, and shown once."""

from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from vijfveld.face.shell import Crumb
from vijfveld.law.acting_forms import ActForm
from vijfveld.law.acts.tokens import end_token, make_token
from vijfveld.law.rest.scopes import scopes
from vijfveld.law.tokens import digest_of, last_used, token_secret, tokens_of
from vijfveld.node import clock
from vijfveld.strategy.forms.fields import DayField


class TokenForm(ActForm):
    """A token for one program."""

    label = forms.CharField(
        label=gettext_lazy("Naam"), max_length=60,
        help_text=gettext_lazy("Waarvoor is de sleutel? Alleen u leest dit."),
    )  # fmt: skip
    ends_on = DayField(label=gettext_lazy("Laatste dag"), help_text=gettext_lazy("Ten hoogste een jaar vooruit."))
    allowed = forms.MultipleChoiceField(
        label=gettext_lazy("Wat het programma mag"), widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nooit meer dan u zelf mag. Geef zo weinig als het programma nodig heeft."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["allowed"].choices = scopes.items()  # type: ignore[attr-defined]


def tokens(request: Any) -> HttpResponse:
    """The tokens one has."""
    return _page(request, TokenForm())


@require_POST
@reauthentication_required  # type: ignore[untyped-decorator]
def make(request: Any) -> HttpResponse:
    """Make a token and show its secret, this one time."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    secret = token_secret(request.person.id, form.cleaned_data["key"], clock.now())
    if not form.do(request, make_token, digest=digest_of(secret), **form.typed):
        return _page(request, form)
    return _page(request, TokenForm(), secret=secret)


@require_POST
def end(request: Any, token: UUID) -> HttpResponse:
    """End a token."""
    end_token(request.caller(request.POST.get("key", "")), token)
    messages.success(request, _("De sleutel werkt niet meer."))
    return redirect("site:tokens")


def _page(request: Any, form: TokenForm, *, secret: str = "") -> HttpResponse:
    now = clock.now()
    rows = [
        {"token": token, "works": token.works_at(now), "used": last_used(token), "scopes": ", ".join(token.scopes)}
        for token in tokens_of(request.viewer)
    ]
    told = {
        "form": form,
        "secret": secret,
        "rows": rows,
        "breadcrumb": [Crumb(_("Uw account"), reverse("site:account"))],
    }
    response = render(request, "site/tokens.html", told, status=form.status)
    response["Cache-Control"] = "no-store"
    return response
