# SPDX-License-Identifier: EUPL-1.2
"""Server time and queries of pages of a full node, for the coordinator: under 300 ms and at most 30 queries."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from benchmarks.generator import Full
from benchmarks.rows import Claim, timed
from vijfveld.node.viewer import Viewer

PAGES = {
    "home": "/",
    "fields": "/velden",
    "one field": "/velden/voorkomen",
    "efforts": "/inzet",
    "what runs out": "/loopt-af",
    "erosion watch": "/slijtage",
}
LIMIT, MOST_QUERIES = 0.300, 30


class Counter:
    """Counts the queries that pass it."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        return execute(sql, params, many, context)


def claims(full: Full) -> Iterator[Claim]:
    """Every page of the list."""
    client = signed_in(full.viewers["partner-000"])
    for name, address in PAGES.items():
        yield from of_page(client, name, address)


def signed_in(viewer: Viewer) -> Client:
    """A browser in which the person behind a viewer is signed in."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(get_user_model().objects.get(person=viewer.person))
    return client


def of_page(client: Client, name: str, address: str) -> Iterator[Claim]:
    """How long the server takes over one page, and how many queries."""
    client.get(address)
    asked = Counter()
    with connection.execute_wrapper(asked):
        response = client.get(address)
    if response.status_code != 200:
        raise AssertionError(f"{address} answered {response.status_code}")
    yield Claim(f"page: {name}", timed(lambda: client.get(address)), LIMIT, 1)
    yield Claim(f"page: {name}, queries", asked.count, MOST_QUERIES, 1, unit="")
