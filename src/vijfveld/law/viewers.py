# SPDX-License-Identifier: EUPL-1.2
"""As whom a person looks: for the organisation they chose, with the roles and seats they hold there now."""

from datetime import datetime
from uuid import UUID

from vijfveld.law.models import Seat, seated
from vijfveld.node.models import Mandate, Person, in_force, this_node
from vijfveld.node.roles import Mode, Role
from vijfveld.node.viewer import Viewer


def viewer_of(person: Person, *, now: datetime, wanted: str | UUID | None = None) -> Viewer:
    """The viewer a person is now: for the organisation they chose, their own, or the first that gave a mandate."""
    held = _roles(person, now)
    choices = {str(organisation): organisation for organisation in held}
    chosen = choices.get(str(wanted)) or choices.get(str(person.organisation_id)) or next(iter(held), None)
    if chosen is None:
        return Viewer(person=person.id, organisation=None, mode=Mode(this_node().mode), now=now)
    return _for(person, chosen, held[chosen], now)


def viewers_of(person: Person, *, now: datetime) -> list[Viewer]:
    """One viewer for each organisation for which a person may act now."""
    return [_for(person, organisation, roles, now) for organisation, roles in _roles(person, now).items()]


def _roles(person: Person, now: datetime) -> dict[UUID, set[Role]]:
    mandates = Mandate.objects.beyond_access("who is this person").filter(in_force(now), person=person)
    held: dict[UUID, set[Role]] = {}
    for organisation, role in mandates.order_by("valid_from", "id").values_list("organisation_id", "role"):
        held.setdefault(organisation, set()).add(Role(role))
    return held


def _for(person: Person, organisation: UUID, roles: set[Role], now: datetime) -> Viewer:
    seats = Seat.objects.beyond_access("who is this person").filter(seated(person.id, organisation, now))
    return Viewer(
        person=person.id, organisation=organisation, roles=frozenset(roles), mode=Mode(this_node().mode), now=now,
        seats=frozenset(seats.values_list("dossier", flat=True)),
    )  # fmt: skip
