# SPDX-License-Identifier: EUPL-1.2
"""What holds for every answer of the API: its version, its headers, its methods, and problems in one form."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from vijfveld.site.api.document import API_VERSION
from vijfveld.site.api.problems import problem

ROOT = "/api/"
DOCUMENT = "/api/v1/openapi.json"
JSON = "application/json"
WRITES = {"POST", "PUT", "PATCH"}


class ApiMiddleware:
    """Stands around the API alone; pages pass untouched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ROOT):
            return self.get_response(request)
        response = _unfit(request) or self._answered(request)
        response["API-Version"] = API_VERSION
        response["Cache-Control"] = "no-store"
        response["X-Frame-Options"] = "DENY"
        if request.path == DOCUMENT:
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = "API-Version"
        return response

    def _answered(self, request: HttpRequest) -> HttpResponse:
        """What the API answers; HEAD is GET without its body, and OPTIONS tells the methods."""
        asked = request.method
        if asked == "HEAD":
            request.method = "GET"
        response = self.get_response(request)
        request.method = asked
        if response.status_code == 405:
            _tell_methods(response)
            if asked == "OPTIONS":
                return HttpResponse(status=204, headers={"Allow": response["Allow"]})
        return _as_problem(response)


def _unfit(request: HttpRequest) -> HttpResponse | None:
    """What to say of a request in another language than JSON."""
    if not request.accepts(JSON) and not request.accepts("application/problem+json"):
        return problem(406, code="request.other_form")
    has_body = request.META.get("CONTENT_LENGTH") not in (None, "", "0")
    if request.method in WRITES and has_body and request.content_type != JSON:
        return problem(415, code="request.other_form")
    return None


def _tell_methods(response: HttpResponse) -> None:
    methods = {method.strip() for method in response.get("Allow", "").split(",") if method.strip()}
    also = {"OPTIONS", "HEAD"} if "GET" in methods else {"OPTIONS"}
    response["Allow"] = ", ".join(sorted(methods | also))


def _as_problem(response: HttpResponse) -> HttpResponse:
    """A fault that something before the API told in its own form, told in ours."""
    if response.status_code < 400 or response.get("Content-Type", "").startswith("application/problem+json"):
        return response
    told = problem(response.status_code)
    for header in ("Allow", "Retry-After"):
        if header in response:
            told[header] = response[header]
    return told
