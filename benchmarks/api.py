# SPDX-License-Identifier: EUPL-1.2
"""Lists of the API against the same query, written out by plain Django: `JsonResponse` over the rows."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.http import JsonResponse
from django.test import RequestFactory
from django.urls import resolve

from benchmarks.generator import Full
from benchmarks.rows import Claim, timed
from vijfveld.node.models import Person, Record
from vijfveld.node.viewer import Viewer
from vijfveld.site.api import entering
from vijfveld.strategy.models import Ask, Effort

SIZE = 100
LISTS: dict[str, tuple[type[Record], dict[str, str]]] = {
    "vragen": (Ask, {
        "id": "id", "versie": "version", "inzet": "effort_id", "vrager": "asker_id", "partner": "partner_id",
        "gevraagd": "what", "capaciteit": "capacity", "ondergrens": "floor", "gevraagdOp": "asked_at",
        "antwoordVoor": "reply_by", "staat": "state", "toegezegd": "granted",
    }),
    "inspanningen": (Effort, {
        "id": "id", "versie": "version", "soort": "nature", "titel": "title", "bedoeling": "purpose", "veld": "area",
        "doelstelling": "objective", "strategie": "library", "werk": "work", "bereik": "reach",
        "eigenaar": "owner_id", "staat": "state", "aanleiding": "driver_id", "rustOp": "rests_on",
        "grondslag": "legal_basis", "eersteDag": "starts_on", "laatsteDag": "ends_on", "gestoptOp": "stopped_on",
        "verlengingen": "prolongations", "opgegaanIn": "taken_up_in_id", "besluit": "decision_id",
    }),
}  # fmt: skip
"""The lists that are timed, with the fields that each row writes out under which name."""


def claims(full: Full) -> Iterator[Claim]:
    """A list of 100 takes at most twice as long as the same query written out by plain Django."""
    viewer = full.viewers["ninety"]
    for name, (model, fields) in LISTS.items():
        ours, plain = _ours(viewer, name), _plain(viewer, model, fields)
        _same_rows(ours(), plain())
        took, floor = timed(ours, rounds=31, warm=5), timed(plain, rounds=31, warm=5)
        yield Claim(f"API list of {SIZE} {name}", took, floor, 2, "plain Django")


def _ours(viewer: Viewer, name: str) -> Callable[[], Any]:
    """The operation itself, past the middleware that both would have in common."""
    address = f"/api/v1/{name}"
    view = resolve(address).func
    person = Person.objects.beyond_access("who calls, found by the middleware").get(pk=viewer.person)

    def listed() -> Any:
        request: Any = RequestFactory(SERVER_NAME="127.0.0.1").get(address, {"limiet": SIZE})
        request.person, request.viewer, request.session = person, viewer, {"on_behalf_of": str(viewer.organisation)}
        entering.pace.forget()
        return view(request)

    return listed


def _plain(viewer: Viewer, model: type[Record], fields: dict[str, str]) -> Callable[[], JsonResponse]:
    def listed() -> JsonResponse:
        RequestFactory().get("/", {"limiet": SIZE})
        rows = model.objects.newest(viewer, size=SIZE)
        told = [{name: getattr(row, field) for name, field in fields.items()} for row in rows]
        return JsonResponse({"resultaten": told, "volgende": None, "aantal": None})

    return listed


def _same_rows(ours: Any, plain: JsonResponse) -> None:
    ids = [[row["id"] for row in json.loads(answer.content)["resultaten"]] for answer in (ours, plain)]
    if ids[0] != ids[1] or len(ids[0]) != SIZE:
        raise AssertionError("the two lists do not hold the same rows")
