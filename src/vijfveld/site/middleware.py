# SPDX-License-Identifier: EUPL-1.2
"""Between a request and a page: who looks, on whose behalf, in which thread; and what a refusal becomes."""

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from vijfveld.law.callers import Caller
from vijfveld.law.refusals import Refused, bad_weather
from vijfveld.law.tracing import Trace
from vijfveld.law.viewers import viewer_of
from vijfveld.node import clock
from vijfveld.node.models import Person
from vijfveld.node.viewer import VISITOR, Viewer

ON_BEHALF = "on_behalf_of"
GetResponse = Callable[[HttpRequest], HttpResponse]


class VijfveldRequest(HttpRequest):
    """A request as our pages see it."""

    viewer: Viewer
    person: Person | None
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
        mine.viewer = _viewer(request, mine.person)
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
        with translation.override(translation.get_language()):
            return render(request, "face/refused.html", {"refusal": refusal}, status=refusal.status)


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
