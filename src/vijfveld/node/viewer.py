# SPDX-License-Identifier: EUPL-1.2
"""Who looks: the one object that every read takes, and the reader tokens it stands for."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import UUID

from vijfveld.node.roles import Mode, Role

NETWORK = "net"
"""The token of everyone who holds a mandate on this node."""


EVERYONE = "all"
"""The token of everyone who is signed in, whatever their role: for what is public anyway."""


def for_organisation(organisation: UUID) -> str:
    """The token of everyone who acts for an organisation."""
    return f"org:{organisation}"


def for_role(role: Role) -> str:
    """The token of everyone who holds a role, for whichever organisation."""
    return f"role:{role.value}"


def for_person(person: UUID) -> str:
    """The token of one person."""
    return f"person:{person}"


def for_seat(dossier: UUID) -> str:
    """The token of those who hold a seat in force on a dossier."""
    return f"seat:{dossier}"


@dataclass(frozen=True)
class Viewer:
    """A person who looks on behalf of an organisation, with the roles and seats they hold there now.

    A viewer without a person is a visitor who sees nothing that is not public.
    """

    person: UUID | None
    organisation: UUID | None
    roles: frozenset[Role] = frozenset()
    seats: frozenset[UUID] = frozenset()
    mode: Mode = Mode.REAL
    now: datetime | None = field(default=None, compare=False)

    @cached_property
    def tokens(self) -> frozenset[str]:
        """The reader tokens of this viewer, each marked with the mode the viewer works in."""
        mine = {for_role(role) for role in self.roles} | {for_seat(dossier) for dossier in self.seats}
        if self.organisation and self.roles - {Role.NODE_KEEPER, Role.OVERSIGHT}:
            mine |= {NETWORK, for_organisation(self.organisation)}
        if self.person:
            mine |= {EVERYONE, for_person(self.person)}
        return frozenset(f"{self.mode.value}/{token}" for token in mine)

    @property
    def in_network(self) -> bool:
        """Whether the viewer works with partners; oversight and keepers do not."""
        return f"{self.mode.value}/{NETWORK}" in self.tokens

    def holds(self, *roles: Role) -> bool:
        """Whether the viewer holds at least one of the roles."""
        return not self.roles.isdisjoint(roles)


VISITOR = Viewer(person=None, organisation=None)
