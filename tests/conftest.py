# SPDX-License-Identifier: EUPL-1.2
"""What every test may use: a made node, a few people, a clock that stands still."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.utils import translation

from tests.fixtures_transactions import let_tests_commit
from vijfveld.law.acts.people import add_organisation, add_person, give_mandate
from vijfveld.law.callers import Caller
from vijfveld.law.door import forget_audiences
from vijfveld.law.making import make_node
from vijfveld.law.timekeeping import forget_time
from vijfveld.node.models import Organisation, Person, forget_node
from vijfveld.node.roles import Discipline, Mode, OrganisationKind, Profile, Reach, Role
from vijfveld.node.viewer import Viewer
from vijfveld.steering.queries.erosion_counted import forget_erosion

let_tests_commit()
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@dataclass
class World:
    """A made node and a clock; people and organisations are added as a test needs them."""

    now: datetime = NOON
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    count: int = 0

    def keeper(self) -> Caller:
        return Caller.of_keeper(now=self.now, mode=Mode.REAL, key=self._key())

    def _key(self) -> str:
        self.count += 1
        return f"key-{self.count}"

    def organisation(self, name: str, **about: object) -> Organisation:
        if name not in self.organisations:
            about = {
                "sort": OrganisationKind.MUNICIPALITY,
                "discipline": Discipline.SOCIAL,
                "reach": Reach.LOCAL,
                **about,
            }
            self.organisations[name] = add_organisation(
                self.keeper(), code=name.lower().replace(" ", "-"), name=name, **about
            )
        return self.organisations[name]

    def person(self, name: str, organisation: str, *roles: Role) -> Viewer:
        """A person with roles at an organisation, as a viewer."""
        home = self.organisation(organisation)
        if name not in self.people:
            email = f"{name.lower().replace(' ', '.')}@voorbeeld.invalid"
            self.people[name] = add_person(self.keeper(), name=name, email=email, organisation=home.id)
        for role in roles:
            give_mandate(self.keeper(), self.people[name].id, organisation=home.id, role=role)
        return Viewer(person=self.people[name].id, organisation=home.id, roles=frozenset(roles), now=self.now)

    def caller(self, viewer: Viewer, key: str | None = None) -> Caller:
        """The person behind a viewer, about to act, under a key of its own."""
        return Caller.person(viewer, now=self.now, key=key if key is not None else self._key())

    def later(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now


@pytest.fixture(autouse=True)
def dutch() -> Iterator[None]:
    """Every test begins in Dutch, whatever language the one before it left behind."""
    with translation.override("nl"):
        yield


@pytest.fixture
def world(db: None) -> Iterator[World]:
    """A node that was made for this test."""
    forget_node()
    forget_audiences()
    forget_time()
    forget_erosion()
    made = World()
    make_node(name="Proefnode", profile=Profile.COORDINATOR, now=made.now, id=UUID(int=7))
    yield made
    forget_node()
    forget_audiences()
    forget_time()
    forget_erosion()
