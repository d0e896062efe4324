# SPDX-License-Identifier: EUPL-1.2
"""Whoever holds the machine, as the door knows them."""

import secrets
from typing import Any

from vijfveld.law.callers import Caller
from vijfveld.node import clock
from vijfveld.node.models import Organisation, Person, this_node
from vijfveld.node.roles import Mode
from vijfveld.site.commands.words import _, refuse


def keeper() -> Caller:
    """The keeper at the command line, about to do one act."""
    return Caller.of_keeper(now=clock.now(), mode=Mode(this_node().mode), key=secrets.token_hex(16))


def person_with(email: str) -> Person:
    """The person with an address; refused when there is none."""
    found: Any = Person.objects.beyond_access("the keeper names a person").filter(email__iexact=email).first()
    if found is None:
        refuse(_("Niemand heeft het adres {email}. Doe: vijfveld user list"), email=email)
    return found  # type: ignore[no-any-return]


def organisation_with(code: str) -> Organisation:
    """The organisation with a code; refused when there is none."""
    found = Organisation.objects.filter(code=code).first()
    if found is None:
        refuse(_("Geen organisatie heeft de code {code}. Doe: vijfveld organisation list"), code=code)
    return found
