# SPDX-License-Identifier: EUPL-1.2
"""What a system test does when others do something."""

from datetime import datetime

from vijfveld.law.events import Event, subscribes
from vijfveld.node.ids import Urn
from vijfveld.steering.acts.outcomes import take_up_finding
from vijfveld.steering.acts.rounds import note_leaving
from vijfveld.steering.background import make_report


@subscribes("steering.leaving", ["organisation.leave"])
def partner_left(event: Event, now: datetime) -> None:
    """A partner that leaves the network leaves the rounds that run."""
    note_leaving(event.caller("steering.leaving", now), Urn.parse(event.subject).id)


@subscribes("steering.findings", ["effort.propose_fixed"])
def effort_proposed(event: Event, now: datetime) -> None:
    """Fixed effort that rests on a finding takes that finding up."""
    take_up_finding(event.caller("steering.findings", now), Urn.parse(event.subject).id)


@subscribes("steering.freezing", ["round.ask_freeze"])
def freezing_asked(event: Event, now: datetime) -> None:
    """A report that is asked for goes into the long lane; twice in the lane is still made once."""
    make_report.enqueue(str(Urn.parse(event.subject).id))
