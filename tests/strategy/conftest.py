# SPDX-License-Identifier: EUPL-1.2
"""A small network: a coordinator, a municipality and a ministry, with a driver that holds."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.conftest import World
from vijfveld.node import clock
from vijfveld.node.models import Account
from vijfveld.node.roles import Discipline, Role
from vijfveld.node.viewer import Viewer
from vijfveld.strategy.acts.drivers import state_driver
from vijfveld.strategy.acts.efforts import Plan, propose_fixed, propose_flexible
from vijfveld.strategy.models import Driver, Effort

CERTAINTY = "zekerheid.radicalisering"


@dataclass
class Network:
    """The people of a small network."""

    world: World
    coordinator: Viewer
    decider: Viewer
    town: Viewer
    ministry: Viewer
    driver: Driver

    def plan(self, **changes: object) -> Plan:
        given = {
            "title": "Weerbare evenementen",
            "purpose": "Organisatoren kennen hun rol.",
            "objective": "voorbereiden.doel",
            "work": "operational",
            "reach": "local",
            "legal_basis": "coordinatie-ct",
            "starts_on": self.world.now.date(),
        }
        return Plan(**{**given, **changes})  # type: ignore[arg-type]

    def flexible(self, ends_on: date = date(2026, 9, 1), **changes: object) -> Effort:
        caller = self.world.caller(self.coordinator)
        return propose_flexible(caller, self.plan(**changes), driver=self.driver.id, ends_on=ends_on)

    def fixed(self, **changes: object) -> Effort:
        return propose_fixed(self.world.caller(self.coordinator), self.plan(**changes), rests_on=CERTAINTY)


@pytest.fixture
def network(world: World) -> Network:
    """Three organisations and a driver."""
    world.organisation("NCTV", discipline=Discipline.SECURITY)
    coordinator = world.person("Cora Coördinator", "NCTV", Role.COORDINATOR, Role.ANALYST)
    driver = state_driver(
        world.caller(coordinator), sort="threat_picture", title="Meer dreiging rond evenementen",
        statement="Evenementen zijn vaker doelwit.", source="DTN juni 2024", stated_on=world.now.date(),
    )  # fmt: skip
    return Network(
        world=world,
        coordinator=coordinator,
        decider=world.person("Dirk Beslisser", "NCTV", Role.DECISION_MAKER),
        town=world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON),
        ministry=world.person("Mo Liaison", "Ministerie van Voorbeeld", Role.LIAISON),
        driver=driver,
    )


@dataclass
class Browser:
    """A browser in which someone is signed in, on the clock of the world, in Dutch or English."""

    world: World
    client: Client

    def get(self, path: str, language: str = "nl") -> HttpResponse:
        with clock.stopped(self.world.now):
            return self.client.get(path, headers={"accept-language": language})

    def post(self, path: str, **typed: object) -> HttpResponse:
        with clock.stopped(self.world.now):
            return self.client.post(path, typed)

    def text(self, path: str, language: str = "nl") -> str:
        """The words of a page that must be there, without its tags."""
        response = self.get(path, language)
        assert response.status_code == 200, (path, response.status_code)
        return words_of(response)


def words_of(response: HttpResponse) -> str:
    """The words of a page, without tags, scripts and needless space."""
    shown = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", shown)).split())


@pytest.fixture
def reader(world: World) -> Callable[[Viewer], Browser]:
    """A browser for the person behind a viewer, on the clock of the world even when that moves on."""

    def signed_in(viewer: Viewer) -> Browser:
        client = Client()
        client.force_login(Account.objects.get(person=viewer.person))
        return Browser(world, client)

    return signed_in


@pytest.fixture
def signed_in(world: World) -> Iterator[Callable[[Viewer], Client]]:
    """A plain client for the person behind a viewer, while the clock stands at the moment of the world."""

    def client_of(viewer: Viewer) -> Client:
        client = Client()
        client.force_login(Account.objects.get(person=viewer.person))
        return client

    with clock.stopped(world.now):
        yield client_of
