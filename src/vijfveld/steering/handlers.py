# SPDX-License-Identifier: EUPL-1.2
"""What a system test and a body do when others do something."""

from datetime import datetime

from vijfveld.law.events import Event, subscribes
from vijfveld.node.ids import Urn
from vijfveld.steering.acts.bodies import leave_bodies
from vijfveld.steering.acts.rounds import note_leaving
from vijfveld.steering.acts.seats import check_seats


@subscribes("steering.leaving", ["organisation.leave"])
def partner_left(event: Event, now: datetime) -> None:
    """A partner that leaves the network leaves the rounds that run."""
    note_leaving(event.caller("steering.leaving", now), Urn.parse(event.subject).id)


@subscribes("steering.bodies", ["organisation.leave"])
def member_left(event: Event, now: datetime) -> None:
    """A partner that leaves the network leaves the bodies in which it sits."""
    leave_bodies(event.caller("steering.bodies", now), Urn.parse(event.subject).id)


@subscribes("steering.seats", ["mandate.end", "person.leave"])
def mandate_ended(event: Event, now: datetime) -> None:
    """Whoever has no mandate left for a member sits for it no more."""
    check_seats(event.caller("steering.seats", now), event.subject)
