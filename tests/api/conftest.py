# SPDX-License-Identifier: EUPL-1.2
"""Programs that hold a token, on the clock of the world."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from tests.conftest import World
from tests.strategy.conftest import Network
from tests.strategy.conftest import network as network
from vijfveld.law.acts.tokens import make_token
from vijfveld.law.rest.scopes import scopes
from vijfveld.law.tokens import digest_of, token_secret
from vijfveld.node import clock
from vijfveld.node.viewer import Viewer
from vijfveld.site.api.pace import pace

ROOT = "/api/v1"
_keys = count(1)


@dataclass
class Program:
    """A program with a token (or none) that asks and sends JSON."""

    world: World
    secret: str = ""
    client: Client | None = None

    def ask(self, method: str, path: str, *, body: Any = None, key: str = "", match: str = "", **headers: str):
        given = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        given |= {"Idempotency-Key": key or f"programma-{next(_keys)}"} if method == "POST" else {}
        given |= {"If-Match": match} if match else {}
        sent = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
        with clock.stopped(self.world.now):
            client = self.client or Client()
            return client.generic(method, ROOT + path, headers={**given, **headers}, **sent)

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **more: str) -> HttpResponse:
        return self.ask("POST", path, body=body, **more)

    def client_post(self, path: str, body: bytes, content_type: str = "application/json") -> HttpResponse:
        """Send bytes as they are."""
        headers = {"Authorization": f"Bearer {self.secret}", "Idempotency-Key": f"programma-{next(_keys)}"}
        with clock.stopped(self.world.now):
            return Client().generic("POST", ROOT + path, body, content_type, headers=headers)

    def all(self, path: str) -> list[dict[str, Any]]:
        """The rows of the first part of a list that must be there."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.content
        return answer.json()["resultaten"]


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()
    pace.forget()


@pytest.fixture
def program(world: World) -> Callable[..., Program]:
    """A program of the person behind a viewer, with a token for these scopes or for all there are."""

    def with_token(viewer: Viewer, allowed: Iterable[str] = ()) -> Program:
        caller = world.caller(viewer)
        secret = token_secret(viewer.person, caller.key, world.now)
        chosen = list(allowed) or [code for code, _words in scopes.items()]
        make_token(
            caller, label="Proef", allowed=chosen, ends_on=world.now.date() + timedelta(days=90),
            digest=digest_of(secret),
        )  # fmt: skip
        return Program(world, secret)

    return with_token


@pytest.fixture
def plan(network: Network) -> dict[str, Any]:
    """Flexible effort as a program proposes it."""
    return {
        "soort": "flexibel", "titel": "Weerbare evenementen", "bedoeling": "Organisatoren kennen hun rol.",
        "doelstelling": "voorbereiden.doel", "werk": "operationeel", "bereik": "lokaal", "grondslag": "coordinatie-ct",
        "eersteDag": "2026-03-02", "laatsteDag": "2026-09-01", "aanleiding": str(network.driver.id),
    }  # fmt: skip
