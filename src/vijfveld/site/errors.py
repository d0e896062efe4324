# SPDX-License-Identifier: EUPL-1.2
"""What a visitor sees when something is not there, not theirs, was refused, or went wrong; programs get a problem."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from vijfveld.law.refusals import NotThere, Refused, Stale, Unavailable
from vijfveld.site.api.problems import problem

Page = Callable[..., HttpResponse]


def for_people(status: int) -> Callable[[Page], Page]:
    """A page about a fault; whoever asked the API gets the same as problem details instead."""

    def told(page: Page) -> Page:
        @functools.wraps(page)
        def shown(request: HttpRequest, *args: Any, **about: Any) -> HttpResponse:
            return problem(status) if request.path.startswith("/api/") else page(request, *args, **about)

        return shown

    return told


@for_people(400)
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what the browser sent is not complete."""
    return render(request, "face/400.html", status=400)


@for_people(403)
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in, but not for this."""
    return render(request, "face/403.html", status=403)


@for_people(404)
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there, or not for you; the page does not say which."""
    return render(request, "face/404.html", status=404)


@for_people(429)
def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: tried too often; the page says how long to wait."""
    return render(request, "site/429.html", status=429)


@for_people(500)
def server_error(request: HttpRequest) -> HttpResponse:
    """500: drawn without the request, so that a broken frame cannot break it again."""
    return HttpResponse(render_to_string("face/500.html"), status=500)


@for_people(403)
def csrf_failure(request: HttpRequest, reason: str = "", **_: Any) -> HttpResponse:
    """403: the form was open for too long, or came from elsewhere."""
    return render(request, "face/403.html", {"form_expired": True}, status=403)


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The page of a refusal, with the status it stands for."""
    if isinstance(refusal, NotThere):
        return not_found(request)
    told: dict[str, Any] = {"refusal": refusal}
    page = "face/refused.html"
    if isinstance(refusal, Stale):
        page, told = "face/409.html", {"current_url": request.path}
    if isinstance(refusal, Unavailable):
        page, told = "face/503.html", {"reason": refusal.sentence}
    return render(request, page, told, status=refusal.status)
