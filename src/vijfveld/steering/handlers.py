# SPDX-License-Identifier: EUPL-1.2
"""What a system test does when others do something."""

from datetime import datetime

from vijfveld.law.events import Event, subscribes
from vijfveld.node.ids import Urn
from vijfveld.steering.acts.rounds import note_leaving


@subscribes("steering.leaving", ["organisation.leave"])
def partner_left(event: Event, now: datetime) -> None:
    """A partner that leaves the network leaves the rounds that run."""
    note_leaving(event.caller("steering.leaving", now), Urn.parse(event.subject).id)
