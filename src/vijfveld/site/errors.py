# SPDX-License-Identifier: EUPL-1.2
"""What a visitor sees when something is not there, not theirs, or went wrong."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "face/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "face/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "face/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "face/500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "", **_: Any) -> HttpResponse:
    return render(request, "face/403.html", {"form_expired": True}, status=403)
