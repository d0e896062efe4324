# SPDX-License-Identifier: EUPL-1.2
"""Oversight sees the level, which is public, and is told plainly that efforts are not for it to see."""

import pytest
from django.contrib.auth import get_user_model

from vijfveld.node.roles import Role


@pytest.fixture
def overseer(network, client):
    viewer = network.world.person("Tess Toezicht", "Inspectie Voorbeeld", Role.OVERSIGHT)
    client.force_login(get_user_model().objects.get(person=viewer.person))
    return client


@pytest.mark.mission("S5")
def test_oversight_sees_the_level_in_force(overseer):
    assert overseer.get("/dreigingsniveau").status_code == 200


@pytest.mark.parametrize(
    "address", ["/velden", "/velden/voorkomen", "/inzet", "/vragen", "/aanleidingen", "/aansluiting"]
)
def test_oversight_is_told_that_efforts_are_not_for_it_instead_of_reading_noughts(overseer, address):
    answer = overseer.get(address)
    assert answer.status_code == 403
    assert "ziet u de inzet van partners niet" in answer.content.decode()
