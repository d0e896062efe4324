# SPDX-License-Identifier: EUPL-1.2
"""What the broker does when a partner leaves the network: nobody is left waiting for it."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.clocks import close_deadlines
from vijfveld.law.acts.tasks import finish_tasks_about
from vijfveld.law.door import Door
from vijfveld.law.models import DeadlineState
from vijfveld.law.purposes import Purpose
from vijfveld.steering.models import Expertise, Help, Pairing
from vijfveld.steering.words_broker import STANDING, PairingState


@act("pairing.partner_left", purpose=Purpose.COORDINATION, by_clock=True,
     says=_("sloot af wat hulp was met wie het netwerk verliet"))  # fmt: skip
def close_for_partner(door: Door, partner: UUID) -> list[Pairing]:
    """Take back what a partner asked, offered and knew; proposals with it lapse, and what was agreed with it ends."""
    mine: dict[str, Any] = {"organisation_id": partner, "withdrawn_on__isnull": True, "mode": door.mode}
    theirs: list[Expertise | Help] = [*door.all(Expertise).filter(**mine), *door.all(Help).filter(**mine)]
    for one in sorted(theirs, key=lambda one: one.pk):
        one.withdrawn_on = door.today
        door.save(one)
        _let_go(door, one.urn)
    both = Q(asker=partner) | Q(giver=partner)
    pairings = list(door.all(Pairing).filter(both, state__in=STANDING, mode=door.mode).order_by("id"))
    for pairing in pairings:
        agreed = pairing.state == PairingState.AGREED
        pairing.state = PairingState.ENDED if agreed else PairingState.LAPSED
        pairing.ended_on = door.today if agreed else None
        door.save(pairing, state=pairing.state)
        _let_go(door, pairing.urn)
    return pairings


def _let_go(door: Door, urn: str) -> None:
    close_deadlines(door, urn, state=DeadlineState.WITHDRAWN)
    finish_tasks_about(door, urn, result="not_needed")
