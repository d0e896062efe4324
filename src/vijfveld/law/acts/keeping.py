# SPDX-License-Identifier: EUPL-1.2
"""What the keeper of the machine does to the node itself: resetting a sign-in, restoring a backup."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.door import Door
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import NotThere
from vijfveld.node.models import Person

ADMIN = Purpose.ADMINISTRATION
BASIS = "beheer-node"


@act("account.reset", purpose=ADMIN, basis=BASIS, by_keeper=True, says=_("herstelde een aanmelding"))
def note_sign_in_reset(door: Door, person: UUID, *, what: str) -> None:
    """Note that the keeper gave someone a new password or removed their second factors."""
    found = door.all(Person).filter(pk=person).first()
    if found is None:
        raise NotThere
    door.note(what=what, person=found.urn)


@act("node.restore", purpose=ADMIN, basis=BASIS, by_keeper=True, says=_("zette een reservekopie terug"))
def note_restore(door: Door, *, made_at: datetime, size: int, lost: int) -> None:
    """Note that the node was restored from a backup: of when, of how many entries, and how many came after it."""
    door.note(made_at=made_at, size=size, lost=lost)
