# SPDX-License-Identifier: EUPL-1.2
"""Who comes in: a program with its token, or a page of our own with the session of a person; at a pace."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext_lazy as _
from ninja.errors import AuthenticationError
from ninja.security.base import AuthBase

from vijfveld.law.refusals import Refused
from vijfveld.law.tokens import holder_of, note_use
from vijfveld.node import clock
from vijfveld.node.viewer import Viewer
from vijfveld.site.api.pace import pace
from vijfveld.site.sessions import choice_pending
from vijfveld.site.signin import factor_is_missing

NO_MANDATE = _("U hebt nu voor deze organisatie geen mandaat. Vraag een beheerder van de node.")
NO_FACTOR = _(
    "Van wie deze sleutel is, heeft geen tweede stap meer. De sleutel werkt weer als die is ingesteld, op de pagina van"
    " uw account."
)
CHOOSE = _("U werkt voor meer dan één organisatie. Kies eerst voor welke, op de pagina’s van de node.")
FORGED = _("Dit verzoek komt niet van een pagina van deze node. Stuur de kop X-CSRFToken mee, of gebruik een sleutel.")


class ByToken(AuthBase):
    """`Authorization: Bearer …`: one person, one organisation, and what the token was made for."""

    openapi_type = "http"
    openapi_scheme = "bearer"
    openapi_description = "Een sleutel die u maakt op de pagina “Sleutels voor programma’s” van uw account."

    def __call__(self, request: Any) -> Any:
        header = request.headers.get("Authorization", "")
        if not header:
            return None
        scheme, _space, secret = header.partition(" ")
        now = clock.now()
        found = holder_of(secret.strip(), now) if scheme.lower() == "bearer" else None
        if found is None:
            pace.take(f"wrong:{get_adapter().get_client_ip(request)}", a_minute=settings.API_PACE // 10)
            raise AuthenticationError
        token, viewer = found
        if factor_is_missing(token.person_id):
            raise Refused("actor.no_factor", NO_FACTOR)
        if viewer.organisation != token.organisation_id:
            raise Refused("actor.no_mandate", NO_MANDATE)
        _let_in(request, viewer, frozenset(token.scopes))
        note_use(token, now)
        return token


class BySession(AuthBase):
    """The cookie of someone who signed in on the pages; writes carry the token against forgery as well."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = settings.SESSION_COOKIE_NAME
    openapi_description = "De sessie van iemand die is aangemeld; bij wijzigingen ook de kop X-CSRFToken."

    def __call__(self, request: Any) -> Any:
        viewer: Viewer = request.viewer
        if viewer.person is None:
            return None
        if viewer.organisation is None:
            raise Refused("actor.no_mandate", NO_MANDATE)
        if choice_pending(request):
            raise Refused("actor.for_nobody", CHOOSE)
        if _is_forged(request):
            raise Refused("request.forged", FORGED)
        _let_in(request, viewer, None)
        return viewer


def _forbidden(request: HttpRequest) -> HttpResponseForbidden:
    return HttpResponseForbidden()


class _Forgery(CsrfViewMiddleware):
    """Django's own check, without a page about it."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponseForbidden:
        return HttpResponseForbidden()


def _is_forged(request: HttpRequest) -> bool:
    """Whether a write comes from elsewhere than our pages; routers are spared the check, so it is made here."""
    check = _Forgery(_forbidden)
    request.csrf_processing_done = False  # type: ignore[attr-defined]
    check.process_request(request)
    return check.process_view(request, _forbidden, (), {}) is not None


def _let_in(request: Any, viewer: Viewer, scopes: frozenset[str] | None) -> None:
    pace.take(f"person:{viewer.person}", a_minute=settings.API_PACE)
    request.viewer, request.scopes = viewer, scopes
