# SPDX-License-Identifier: EUPL-1.2
"""The API root: the routers that apps filled in, problem details for every fault, the version on every answer."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import APIKeyCookie

from vijfveld import __version__
from vijfveld.law.refusals import Refused
from vijfveld.node.slots import api_routers


class SignedIn(APIKeyCookie):
    """Who calls: the viewer of the session, when someone is signed in. What writes must carry the token of a page."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> object | None:
        viewer = request.viewer  # type: ignore[attr-defined]
        return viewer if viewer.person else None


api = NinjaAPI(title="Vijfveld", version=__version__, auth=SignedIn(), urls_namespace="api", docs_url=None)


def problem(
    request: HttpRequest, *, status: int, title: str, detail: str, errors: list[dict[str, str]] | None = None
) -> HttpResponse:
    """An RFC 9457 answer that names every problem at once."""
    body: dict[str, Any] = {"status": status, "title": title, "detail": detail}
    if errors:
        body["errors"] = errors
    response = api.create_response(request, body, status=status)
    response["Content-Type"] = "application/problem+json"
    return response


@api.exception_handler(Refused)
def on_refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A refusal, with its code as title and its sentence as detail."""
    errors = [{"in": "body", "field": name, "detail": str(text)} for name, text in refusal.problems.items()]
    return problem(request, status=refusal.status, title=refusal.code, detail=str(refusal.sentence), errors=errors)


@api.exception_handler(ValidationError)
def on_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Input of another form than was asked: 400, all faults together."""
    errors = [
        {"in": str(fault["loc"][0]), "field": ".".join(map(str, fault["loc"][1:])), "detail": fault["msg"]}
        for fault in error.errors
    ]
    return problem(request, status=400, title="input.invalid", detail="Niet alles klopt nog.", errors=errors)


@api.exception_handler(AuthenticationError)
def on_nobody(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Nobody is signed in."""
    return problem(request, status=401, title="actor.unknown", detail="Meld u aan.")


@api.exception_handler(HttpError)
def on_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A fault of the request itself, such as JSON that cannot be read."""
    return problem(request, status=error.status_code, title="request.unreadable", detail=str(error))


for _prefix, _router in api_routers.items():
    api.add_router(f"/{_prefix}", _router)
