# SPDX-License-Identifier: EUPL-1.2
"""The root of the API: the resources that apps filled in, and what every kind of fault becomes."""

import json
import math
from typing import Any, cast

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser

from vijfveld.law.refusals import Refused, Stale
from vijfveld.law.rest.values import Faulty
from vijfveld.node.slots import api_routers
from vijfveld.site.api.document import API_VERSION, document_of
from vijfveld.site.api.entering import BySession, ByToken
from vijfveld.site.api.pace import TooFast
from vijfveld.site.api.problems import error_of, problem
from vijfveld.site.middleware import as_refusal

STATUSES = {"key.used_before": 409}
"""Refusals that are told under another status than their own."""


class JsonParser(Parser):
    """Reads JSON, and refuses what cannot be read: bytes that are no text, nests without end."""

    def parse_body(self, request: HttpRequest) -> Any:
        try:
            return json.loads(request.body.decode("utf-8"), parse_constant=_no_number)
        except RecursionError as error:
            raise ValueError("nested too deep") from error


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


class Api(NinjaAPI):
    """Our API: its description is made from the resources, with all that the design rules ask."""

    def get_openapi_schema(self, **_: Any) -> Any:
        """The description of the API, with paths as they follow the address of the server."""
        return document_of(super().get_openapi_schema(path_prefix=""))


api = Api(
    title="Vijfveld", version=API_VERSION, auth=[ByToken(), BySession()], urls_namespace="api", docs_url=None,
    parser=JsonParser(),
)  # fmt: skip


@api.exception_handler(Refused)
def on_refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A refusal, with its code, its sentence and every problem of the input."""
    status = STATUSES.get(refusal.code, 412 if isinstance(refusal, Stale) else refusal.status)
    errors = [
        {"in": "body", "location": {"pointer": f"/{name}"}, "code": refusal.code, "detail": str(sentence)}
        for name, sentence in refusal.problems.items()
    ]
    return problem(status, code=refusal.code, detail=refusal.sentence, errors=errors, source=refusal.source)


@api.exception_handler(ValidationError)
def on_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Input of another form than was asked: 400, all faults together."""
    return problem(400, code="input.invalid", errors=[error_of(fault) for fault in error.errors])


@api.exception_handler(Faulty)
def on_faulty(request: HttpRequest, error: Faulty) -> HttpResponse:
    """Names that the operation does not know."""
    return problem(400, code="input.invalid", errors=[error_of(fault) for fault in error.faults])


@api.exception_handler(AuthenticationError)
def on_nobody(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Nobody is signed in, or the token opens nothing."""
    return problem(401, code="actor.unknown")


@api.exception_handler(HttpError)
def on_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A fault of the request itself, such as JSON that cannot be read."""
    return problem(error.status_code, code="request.unreadable")


@api.exception_handler(TooFast)
def on_too_fast(request: HttpRequest, error: TooFast) -> HttpResponse:
    """Someone asks more than a node gives."""
    response = problem(429, code="request.too_many")
    response["Retry-After"] = str(math.ceil(error.wait))
    return response


@api.exception_handler(RequestDataTooBig)
def on_too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    """A body that is larger than any that makes sense."""
    return problem(413, code="request.too_big")


@api.exception_handler(SuspiciousOperation)
def on_suspicious(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
    """A request that no honest program sends."""
    return problem(400, code="request.unreadable")


@api.exception_handler(Exception)
def on_anything(request: HttpRequest, error: Exception) -> HttpResponse:
    """Bad weather of the store is told as such; a fault of ours goes on to be logged."""
    refusal = as_refusal(error)
    if refusal is None:
        raise error
    return on_refused(request, refusal)


for _name, _router in api_routers.items():
    api.add_router(f"/{_name}", cast(Any, _router))
