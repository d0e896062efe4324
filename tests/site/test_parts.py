# SPDX-License-Identifier: EUPL-1.2
"""The page with every part of the face, on example nodes only."""

from uuid import UUID

import pytest
from django.contrib.auth import get_user_model

from tests.conftest import NOON
from vijfveld.law.acts.people import add_organisation
from vijfveld.law.demo import Cast, add_person_to
from vijfveld.law.making import make_node
from vijfveld.node import clock
from vijfveld.node.models import Organisation, forget_node
from vijfveld.node.roles import Mode, Profile, Role


@pytest.fixture
def example(db):
    """An example node with one coordinator."""
    forget_node()
    with clock.stopped(NOON):
        make_node(name="Voorbeeld", profile=Profile.COORDINATOR, mode=Mode.DEMO, now=NOON, id=UUID(int=8))
        cast = Cast()
        add_organisation(
            cast.keeper(), code="nctv", name="NCTV", sort="agency", discipline="security", reach="national"
        )
        cast.organisations = {row.code: row for row in Organisation.objects.all()}
        add_person_to(cast, "coordinator", name="Coby", code="nctv", roles=(Role.COORDINATOR,))
        yield cast
    forget_node()


def test_an_example_node_shows_every_part(example, client):
    client.force_login(get_user_model().objects.get(person=example.viewers["coordinator"].person))
    assert client.get("/onderdelen").status_code == 200


def test_a_real_node_does_not(world, client):
    viewer = world.person("Cora", "NCTV", Role.COORDINATOR)
    client.force_login(get_user_model().objects.get(person=viewer.person))
    assert client.get("/onderdelen").status_code == 404
