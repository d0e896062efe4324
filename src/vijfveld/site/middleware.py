# SPDX-License-Identifier: EUPL-1.2
"""Between a request and a page: who looks, on whose behalf, in which thread; and what a refusal becomes."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from vijfveld.law.callers import Caller
from vijfveld.law.refusals import Refused, bad_weather
from vijfveld.law.tracing import Trace
from vijfveld.law.viewers import viewer_of
from vijfveld.node import clock
from vijfveld.node.models import Person
from vijfveld.node.viewer import VISITOR, Viewer
from vijfveld.site.errors import refused
from vijfveld.site.sessions import ON_BEHALF, choice_pending
from vijfveld.site.signin import second_factor_missing

SIGN_IN, FACTORS, NO_MANDATE, CHOICE = "account_login", "mfa_index", "site:no_mandate", "site:on_behalf"
LEAVING = {"account_logout", "account_reauthenticate"}
SETTING_UP = {
    FACTORS, "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn", "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes", "account_set_password",
}  # fmt: skip
STEPS = {
    SIGN_IN: set[str](),
    FACTORS: LEAVING | SETTING_UP,
    NO_MANDATE: LEAVING | SETTING_UP | {NO_MANDATE, "account_change_password"},
    CHOICE: LEAVING | SETTING_UP | {CHOICE},
}
"""The pages that lead past each step; all others wait behind it."""
GetResponse = Callable[[HttpRequest], HttpResponse]


class VijfveldRequest(HttpRequest):
    """A request as our pages see it."""

    viewer: Viewer
    person: Person | None
    factor_missing: bool
    trace: Trace
    htmx: Any

    def caller(self, key: str = "", basis: str = "") -> Caller:
        """Whoever sent this request, as the door wants to know them."""
        raise NotImplementedError


class CallerMiddleware:
    """Find out who looks, and for which of their organisations; a session keeps the choice."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        mine = cast(VijfveldRequest, request)
        mine.trace = Trace.read(request.headers.get("traceparent"))
        mine.person = _person(request)
        mine.factor_missing = mine.person is not None and second_factor_missing(request)
        mine.viewer = VISITOR if mine.factor_missing else _viewer(request, mine.person)
        mine.caller = lambda key="", basis="": Caller(  # type: ignore[method-assign]
            viewer=mine.viewer, now=clock.now(), mode=mine.viewer.mode, key=key, basis=basis, trace=mine.trace
        )
        response = self.get_response(request)
        response["traceparent"] = mine.trace.header
        return response


def _person(request: HttpRequest) -> Person | None:
    user: Any = request.user
    if not user.is_authenticated:
        return None
    people = Person.objects.beyond_access("who is signed in").select_related("organisation")
    found: Person | None = people.filter(pk=user.person_id, left_at__isnull=True).first()
    return found


def _viewer(request: HttpRequest, person: Person | None) -> Viewer:
    return viewer_of(person, now=clock.now(), wanted=request.session.get(ON_BEHALF)) if person else VISITOR


class FrontDoorMiddleware:
    """What comes before anything is shown: signing in, a second factor, a mandate, and for whom one works now.

    Views say themselves that they are for everyone (`login_not_required`). The API answers for itself: whoever may
    not pass here is a visitor to it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        open_to_all = not getattr(view, "login_required", True)
        if open_to_all or request.path.startswith("/api/"):
            return None
        step = _step_before(cast(VijfveldRequest, request))
        here = request.resolver_match.view_name if request.resolver_match else ""
        if step is None or here in STEPS[step]:
            return None
        if step == SIGN_IN:
            return redirect_to_login(request.get_full_path(), step)
        return redirect(f"{reverse(step)}?{urlencode({'next': request.get_full_path()})}")


def _step_before(request: VijfveldRequest) -> str | None:
    """The page that someone has to pass before any other, if there is one."""
    if request.person is None:
        return SIGN_IN
    if request.factor_missing:
        return FACTORS
    if request.viewer.organisation is None:
        return NO_MANDATE
    return CHOICE if choice_pending(request) else None


class RefusalMiddleware:
    """A refusal that no page caught becomes a page of its own, with its sentence and the status it stands for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        refusal = as_refusal(error)
        if refusal is None or request.path.startswith("/api/"):
            return None
        return refused(request, refusal)


def as_refusal(error: Exception) -> Refused | None:
    """The refusal an error is, or what bad weather of the store comes down to."""
    if isinstance(error, Refused):
        return error
    try:
        with bad_weather():
            raise error
    except Refused as refusal:
        return refusal
    except Exception:
        return None
