# SPDX-License-Identifier: EUPL-1.2
"""A resource of the API: its lists, its records and its verbs. Reads take a viewer, verbs take a caller.

    asks = Resource("vragen", "Vragen om inzet")

    @asks.lists("", AskOut, says="De vragen die u mag zien")
    def newest(viewer: Viewer, wish: AskWish) -> GuardedQuerySet[Ask]:
        return Ask.objects.filter(**wish.filters)

    @asks.does("/{uuid:id}/_intrekken", AskOut, says="Trek een vraag in", scope="voorstellen", edits=True)
    def withdraw(caller: Caller, id: UUID, version: int) -> Ask:
        return withdraw_ask(caller, id, version)

An operation refuses names it does not know. A verb asks for an `Idempotency-Key`; one that edits, for an `If-Match`.
"""

import inspect
from collections.abc import Callable
from typing import Annotated, Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Body, Header, Query, Router
from pydantic import BaseModel, StringConstraints, TypeAdapter

from vijfveld.law.refusals import NotThere, Refused
from vijfveld.law.rest.listing import Listed, Paging, next_link, part_of
from vijfveld.law.rest.scopes import READ, require_scope, scopes
from vijfveld.law.rest.values import Faulty, In
from vijfveld.node.slots import api_routers

Handler = Callable[..., Any]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:-]{8,80}$")]
Mark = Annotated[str, StringConstraints(pattern=r'^"[0-9]{1,9}"$')]


class Resource(Router):
    """A plural noun under the root of the API, with the operations on it."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(tags=[name], by_alias=True)
        self.name, self.words = name, words
        self._seen: set[str] = set()

    def publish(self) -> None:
        """Put the resource in the API; done by the app that owns it, at start-up."""
        api_routers.fill(self.name, self)
        scopes.fill(f"{self.name}:{READ}", f"{self.words}: {READ}")
        for scope in sorted(self._seen):
            scopes.fill(f"{self.name}:{scope}", f"{self.words}: {scope}")

    def lists(
        self, path: str, out: type[BaseModel], *, says: str,
        prepare: Callable[[Any, list[Any]], None] = lambda viewer, rows: None,
    ) -> Callable[[Handler], Handler]:  # fmt: skip
        """A list by cursor. The handler gives what may be listed; `prepare` adds what a part of it needs besides."""
        part: Any = Listed[out]  # type: ignore[valid-type]
        rows_of, written = TypeAdapter(list[out]), TypeAdapter(part)  # type: ignore[valid-type]

        def answer(request: Any, handler: Handler, given: dict[str, Any]) -> HttpResponse:
            wish = given["wish"]
            rows, cursor, count = part_of(handler(request.viewer, **given), request.viewer, wish)
            prepare(request.viewer, rows)
            listed = part.model_construct(
                results=rows_of.validate_python(rows, from_attributes=True), next=next_link(request, cursor),
                count=count,
            )  # fmt: skip
            return as_json(written.dump_json(listed, by_alias=True))

        return self._operation("GET", path, response=part, says=says, answer=answer)

    def shows(
        self, path: str, out: type[BaseModel], *, says: str,
        prepare: Callable[[Any, list[Any]], None] = lambda viewer, rows: None,
    ) -> Callable[[Handler], Handler]:  # fmt: skip
        """One record. The handler gives it, or None when it is not there for this viewer."""

        def answer(request: Any, handler: Handler, given: dict[str, Any]) -> HttpResponse:
            found = handler(request.viewer, **given)
            if found is None:
                raise NotThere
            prepare(request.viewer, [found])
            return _written(out, found)

        return self._operation("GET", path, response=out, says=says, answer=answer)

    def does(
        self, path: str, out: type[BaseModel], *, says: str, scope: str, edits: bool = False, makes: str = "",
        prepare: Callable[[Any, list[Any]], None] = lambda viewer, rows: None,
    ) -> Callable[[Handler], Handler]:  # fmt: skip
        """A verb: one act, for which a token needs the scope. `makes` names the resource of what it makes."""
        self._seen.add(scope)

        def answer(request: Any, handler: Handler, given: dict[str, Any]) -> HttpResponse:
            require_scope(request, f"{self.name}:{scope}")
            caller = request.caller(given.pop("idempotency_key"))
            if edits:
                given["version"] = int(given.pop("if_match").strip('"'))
            with_names = _body_of(given)
            try:
                done = handler(caller, **given)
            except Refused as refusal:
                refusal.problems = {with_names.outside(name): said for name, said in refusal.problems.items()}
                raise
            prepare(request.viewer, [done])
            response = _written(out, done, status=201 if makes else 200)
            if makes:
                response["Location"] = f"{reverse('api:api-root')}{makes}/{done.id}"
            return response

        extra = [_header("idempotency_key", Key, "Idempotency-Key")]
        extra += [_header("if_match", Mark, "If-Match")] if edits else []
        response = {201: out} if makes else {200: out}
        return self._operation("POST", path, response=response, says=says, answer=answer, headers=extra)

    def _operation(
        self, method: str, path: str, *, response: Any, says: str, answer: Callable[..., HttpResponse],
        headers: Any = (),
    ) -> Callable[[Handler], Handler]:  # fmt: skip
        def added(handler: Handler) -> Handler:
            signature = _signature(handler, list(headers))
            known = _query_names(signature)

            def view(request: Any, **given: Any) -> HttpResponse:
                if method == "GET":
                    require_scope(request, f"{self.name}:{READ}")
                _refuse_unknown(request, known)
                return answer(request, handler, given)

            view.__name__, view.__signature__ = handler.__name__, signature  # type: ignore[attr-defined]
            self.add_api_operation(
                path, [method], view, response=response, summary=says, by_alias=True,
                operation_id=_operation_id(self.name, method, path), url_name=f"{self.name}-{handler.__name__}",
            )  # fmt: skip
            return handler

        return added


def as_json(body: bytes, *, status: int = 200) -> HttpResponse:
    """An answer in JSON."""
    return HttpResponse(body, content_type="application/json", status=status)


def _written(out: type[BaseModel], record: Any, *, status: int = 200) -> HttpResponse:
    body = out.model_validate(record, from_attributes=True).model_dump_json(by_alias=True)
    response = as_json(body.encode(), status=status)
    if hasattr(record, "version"):
        response["ETag"] = f'"{record.version}"'
    return response


def _signature(handler: Handler, headers: list[inspect.Parameter]) -> inspect.Signature:
    """The signature as the router reads it: a request comes first, wishes from the query, versions from a header."""
    first, *others = inspect.signature(handler).parameters.values()
    given = [inspect.Parameter("request", first.kind), *(_placed(each) for each in others if each.name != "version")]
    as_keywords = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in [*given[1:], *headers]]
    return inspect.Signature([given[0], *as_keywords])


def _placed(parameter: inspect.Parameter) -> inspect.Parameter:
    kind = parameter.annotation
    if isinstance(kind, type) and issubclass(kind, Paging):
        return parameter.replace(default=cast(Any, Query)(...))
    if isinstance(kind, type) and issubclass(kind, In):
        return parameter.replace(default=cast(Any, Body)(...))
    return parameter


def _header(name: str, kind: Any, alias: str) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=cast(Any, Header)(..., alias=alias)
    )


def _query_names(signature: inspect.Signature) -> set[str]:
    kinds = [each.annotation for each in signature.parameters.values()]
    wishes = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Paging)]
    return {field.alias or name for wish in wishes for name, field in wish.model_fields.items()}


def _refuse_unknown(request: HttpRequest, known: set[str]) -> None:
    unknown = sorted(set(request.GET) - known)
    if unknown:
        raise Faulty([{"type": "extra_forbidden", "loc": ("query", name)} for name in unknown])


def _body_of(given: dict[str, Any]) -> type[In]:
    return next((type(value) for value in given.values() if isinstance(value, In)), In)


def _operation_id(name: str, method: str, path: str) -> str:
    """What generated clients call an operation: `vragenLijst`, `vragenToon`, `vragenMaak`, `vragenIntrekken`."""
    last = path.rpartition("/")[2]
    plain = {("GET", False): "lijst", ("GET", True): "toon", ("POST", False): "maak"}
    word = last.strip("_") if last and "{" not in last else plain[method, bool(last)]
    parts = f"{name}-{word}".split("-")
    return parts[0] + "".join(part.capitalize() for part in parts[1:])
