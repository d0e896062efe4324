# SPDX-License-Identifier: EUPL-1.2
"""The pages for when it does not go as it should; the site names them as its handlers."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from vijfveld.face.items import Fact, Refusal
from vijfveld.face.shell import Change


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what the browser sent is not complete."""
    return render(request, "face/errors/400.html", status=HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in, but not for this."""
    return render(request, "face/errors/403.html", status=HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there, or not for you; the page does not say which."""
    return render(request, "face/errors/404.html", status=HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest, reference: str = "") -> HttpResponse:
    """500: drawn without the request, so that a broken frame cannot break it again."""
    page = render_to_string("face/errors/500.html", {"reference": reference})
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def conflict(
    request: HttpRequest,
    *,
    current_url: str,
    changed: tuple[Change, ...] = (),
    entered: tuple[Fact, ...] = (),
    now: datetime | None = None,
) -> HttpResponse:
    """409: someone else changed it meanwhile; what was entered is given back."""
    told = {"current_url": current_url, "changed": changed, "entered": entered}
    moment = {"now": now} if now else {}
    return render(request, "face/errors/409.html", told | moment, status=HTTPStatus.CONFLICT)


def read_only(request: HttpRequest, *, reason: str = "", until: datetime | None = None) -> HttpResponse:
    """503: the node takes no changes now; reading goes on."""
    told = {"reason": reason, "until": until}
    return render(request, "face/errors/503.html", told, status=HTTPStatus.SERVICE_UNAVAILABLE)


def refused(
    request: HttpRequest, refusal: Refusal, *, status: int = HTTPStatus.UNPROCESSABLE_ENTITY
) -> HttpResponse:
    """A refusal: its sentence, the rule, the source, and what one can do."""
    return render(request, "face/errors/refused.html", {"refusal": refusal}, status=status)
