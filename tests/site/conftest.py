# SPDX-License-Identifier: EUPL-1.2
"""Signing in for tests of pages."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from vijfveld.law.timekeeping import forget_time
from vijfveld.node import keystore as keys
from vijfveld.node.models import Account
from vijfveld.node.roles import Role
from vijfveld.node.viewer import Viewer

PASSWORD = "vier paarden in een kano"


@pytest.fixture(autouse=True)
def _no_counts_of_earlier_tries() -> None:
    cache.clear()


@pytest.fixture
def browse(world) -> Callable[[Viewer], Client]:
    """A browser in which the person behind a viewer is signed in."""

    def signed_in(viewer: Viewer) -> Client:
        client = Client()
        client.force_login(Account.objects.get(person=viewer.person))
        return client

    return signed_in


@pytest.fixture
def account(world) -> Callable[[Viewer], Account]:
    """The account of the person behind a viewer, with a password."""

    def with_password(viewer: Viewer) -> Account:
        found = Account.objects.get(person=viewer.person)
        if not found.has_usable_password():
            found.set_password(PASSWORD)
            found.save()
        return found

    return with_password


@pytest.fixture
def enter(account) -> Callable[[Viewer], Client]:
    """A browser in which the person behind a viewer signed in with address and password."""

    def signed_in(viewer: Viewer, **headers: str) -> Client:
        client = Client(**headers)
        client.post("/aanmelden/", {"login": account(viewer).email, "password": PASSWORD})
        return client

    return signed_in


@pytest.fixture
def node(world, tmp_path, settings):
    """A node with keys of its own and a chair, whose store is the one of this test."""
    settings.VIJFVELD_HOME, settings.VIJFVELD_KEYS = tmp_path / "home", tmp_path / "home" / "keys"
    settings.VIJFVELD_HOME.mkdir()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"]
    keys._store.cache_clear()
    forget_time()
    world.chair = world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)
    world.later(hours=1)
    yield world
    keys._store.cache_clear()
