# SPDX-License-Identifier: EUPL-1.2
"""The cast of the example: real public institutions and municipalities, invented bodies marked as such, and invented
people who look invented. Everything is made by acts."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password

from vijfveld.law.acts.people import add_organisation, add_organisations, add_person, give_mandate
from vijfveld.law.callers import Caller
from vijfveld.node import clock
from vijfveld.node.contents import load_municipalities, load_partners
from vijfveld.node.models import Account, Organisation, Person
from vijfveld.node.roles import Mode, Role
from vijfveld.node.viewer import Viewer

PASSWORD = "vijf-velden-voorbeeld"  # noqa: S105 - printed by `vijfveld demo`; demo nodes only
INVENTED = {
    "gemeente-molenwaard": (
        "Gemeente Molenwaard (verzonnen)",
        "Municipality of Molenwaard (invented)",
        "municipality",
        "social",
        "local",
    ),
    "gemeente-duinrode": (
        "Gemeente Duinrode (verzonnen)",
        "Municipality of Duinrode (invented)",
        "municipality",
        "social",
        "local",
    ),
    "gemeente-oudekerk-aan-de-ae": (
        "Gemeente Oudekerk aan de Ae (verzonnen)",
        "Municipality of Oudekerk aan de Ae (invented)",
        "municipality",
        "social",
        "local",
    ),
    "veiligheidsregio-noordkust": (
        "Veiligheidsregio Noordkust (verzonnen)",
        "Safety Region Noordkust (invented)",
        "safety_region",
        "security",
        "local",
    ),
    "toezicht-voorbeeld": (
        "Inspectie Voorbeeld (verzonnen)",
        "Example Inspectorate (invented)",
        "agency",
        "judicial",
        "national",
    ),
    "visitatie-voorbeeld": (
        "Visitatiecommissie Voorbeeld (verzonnen)",
        "Example Peer Review Committee (invented)",
        "research",
        "research",
        "national",
    ),
}
STAFF = [
    ("Coby Coördinator", "coordinator", "nctv", (Role.COORDINATOR, Role.PLANNER)),
    ("Ada Analist", "analist", "nctv", (Role.ANALYST,)),
    ("Bas Besluit", "beslisser", "nctv", (Role.DECISION_MAKER,)),
    ("Fien Fg", "fg", "nctv", (Role.FG,)),
    ("Nico Node", "beheerder", "nctv", (Role.NODE_KEEPER,)),
    ("Tess Toezicht", "toezicht", "toezicht-voorbeeld", (Role.OVERSIGHT,)),
    ("Tom Toetser", "toetser", "visitatie-voorbeeld", (Role.ASSESSOR,)),
    ("Kees Collega", "collega", "gemeente-molenwaard", (Role.PLANNER,)),
]
SIGN_INS = [
    "coordinator", "beslisser", "analist", "toetser", "molenwaard", "collega", "politie", "minszw", "fg", "beheerder",
    "toezicht",
]  # fmt: skip


@dataclass
class Cast:
    """Everyone who plays a part, by the short name of their organisation or their own."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    viewers: dict[str, Viewer] = field(default_factory=dict)
    acts: int = 0

    def keeper(self) -> Caller:
        """Whoever founds the node."""
        return Caller.of_keeper(now=clock.now(), mode=Mode.DEMO, key=self._key())

    def caller(self, name: str) -> Caller:
        """Someone about to act: a member of staff, or the liaison of an organisation."""
        return Caller.person(self.viewers[name], now=clock.now(), key=self._key())

    def id(self, code: str) -> Any:
        """The identifier of an organisation."""
        return self.organisations[code].id

    def _key(self) -> str:
        self.acts += 1
        return f"demo-{self.acts}"


def gather(cast: Cast, liaisons: Iterator[str] | list[str], *, now: datetime) -> None:
    """Add the partners, the municipalities, the staff and a liaison for each organisation that takes part."""
    _add_partners(cast)
    for code, (name, name_en, sort, discipline, reach) in INVENTED.items():
        about = {"sort": sort, "discipline": discipline, "reach": reach}
        add_organisation(cast.keeper(), code=code, name=name, name_en=name_en, **about)
    cast.organisations = {row.code: row for row in Organisation.objects.all()}
    for name, alias, code, roles in STAFF:
        add_person_to(cast, alias, name=name, code=code, roles=roles)
    for code in liaisons:
        short = code.removeprefix("gemeente-").removeprefix("veiligheidsregio-")
        roles = (Role.LIAISON, Role.PLANNER)
        add_person_to(cast, code, name=f"Lies Liaison ({short})", code=code, roles=roles, alias=short)


def _add_partners(cast: Cast) -> None:
    partners = [
        {
            "code": row.code, "name": row.nl, "name_en": row.en, "sort": row.kind, "discipline": row.discipline,
            "reach": row.reach, "softer_voice": row.softer_voice, "province": row.area or "",
        }
        for row in load_partners().values()
    ]  # fmt: skip
    towns = [
        {
            "code": row.code, "name": f"Gemeente {row.name}",
            "name_en": f"Municipality of {row.name}", "sort": "municipality", "discipline": "social",
            "reach": "local", "province": row.province,
        }
        for row in load_municipalities().values()
    ]  # fmt: skip
    for rows in (partners, towns):
        digest = hashlib.sha256(repr(rows).encode()).hexdigest()
        add_organisations(cast.keeper(), rows, manifest=digest)


def add_person_to(cast: Cast, key: str, *, name: str, code: str, roles: tuple[Role, ...], alias: str = "") -> None:
    home = cast.organisations[code]
    email = f"{alias or key}@voorbeeld.invalid"
    person = add_person(cast.keeper(), name=name, email=email, organisation=home.id)
    for role in roles:
        give_mandate(cast.keeper(), person.id, organisation=home.id, role=role)
    cast.viewers[key] = Viewer(person=person.id, organisation=home.id, roles=frozenset(roles), mode=Mode.DEMO)


def let_everyone_in() -> None:
    """Give every invented person the password of the example; refused on a node that is not an example."""
    if Person.objects.beyond_access("demo sign-ins").exclude(mode=Mode.DEMO).exists():
        raise RuntimeError("example passwords are for example nodes only")
    Account.objects.update(password=make_password(PASSWORD))
