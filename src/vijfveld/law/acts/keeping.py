# SPDX-License-Identifier: EUPL-1.2
"""What the keeper of the machine does to the node itself: resetting a sign-in, restoring a backup, the clock."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.door import Door
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import NotThere
from vijfveld.law.timekeeping import CLOCK_ACCEPTED, behind_by
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
def note_restore(door: Door, *, made_at: datetime, size: int, lost: int, held: int) -> None:
    """Note that the node was restored from a backup: of when, of how many entries, how many came after it, and how
    many keys of dossiers that are not in it are held."""
    door.note(made_at=made_at, size=size, lost=lost, held=held)


@act(CLOCK_ACCEPTED, purpose=ADMIN, basis=BASIS, by_keeper=True, sets_clock=True, says=_("nam de klok van nu aan"))
def accept_clock(door: Door) -> None:
    """Open a node that only reads because its clock ran ahead and was put right; what the clock did meanwhile stands.

    The ledger keeps by how many seconds the last entries lie ahead.
    """
    behind = behind_by(door.now)
    door.require(bool(behind), "clock.runs_on", _("De klok loopt niet achter. Er valt niets aan te nemen."))
    door.note(seconds_ahead=int(behind.total_seconds()))
