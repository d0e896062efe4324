# SPDX-License-Identifier: EUPL-1.2
"""What a system test, portfolios, bodies and the roles do when others do something."""

from datetime import datetime
from typing import Any

from vijfveld.law.events import Event, subscribes
from vijfveld.node.ids import Urn
from vijfveld.node.models import Mandate, Record
from vijfveld.steering.acts.bodies import leave_bodies
from vijfveld.steering.acts.conflicts import look_again, look_at_mandates, mandates_changed
from vijfveld.steering.acts.duties import note_partner_gone
from vijfveld.steering.acts.leaving_broker import close_for_partner
from vijfveld.steering.acts.outcomes import take_up_finding
from vijfveld.steering.acts.rounds import note_leaving
from vijfveld.steering.acts.seats import check_seats
from vijfveld.steering.background import make_report
from vijfveld.steering.models import Duty, Expertise, Help, RoleTask
from vijfveld.steering.portfolio_background import calculate
from vijfveld.steering.words_roles import ALIVE, STANDING
from vijfveld.strategy.words import Nature


def read(model: type[Record]) -> Any:
    """All rows of a model: what others did may concern what they do not see."""
    return model.objects.beyond_access("roles follow what others did")


@subscribes("steering.leaving", ["organisation.leave"])
def partner_left(event: Event, now: datetime) -> None:
    """A partner that leaves the network leaves the rounds that run, and its roles."""
    partner = Urn.parse(event.subject).id
    note_leaving(event.caller("steering.leaving", now), partner)
    if read(Duty).filter(organisation=partner, state__in=STANDING).exists():
        note_partner_gone(event.caller("steering.leaving.roles", now), partner)


@subscribes("steering.broker", ["organisation.leave"])
def helper_left(event: Event, now: datetime) -> None:
    """A partner that leaves the network helps nobody any more and is helped by nobody."""
    partner = Urn.parse(event.subject).id
    if any(read(model).filter(organisation=partner).exists() for model in (Expertise, Help)):
        close_for_partner(event.caller("steering.broker", now), partner)


@subscribes("steering.effort_over", ["effort.end", "effort.run_out", "effort.take_up"])
def effort_over(event: Event, now: datetime) -> None:
    """When an effort is over, so are the conflicts about roles in it."""
    urn = Urn.parse(event.subject)
    if urn.kind == "effort":
        tasks = read(RoleTask).filter(effort=urn.id, conflicts__state__in=ALIVE).order_by("id").distinct()
        for task in tasks:
            look_again(event.caller(f"steering.effort_over:{task.id}", now), task.id)


@subscribes("steering.mandates", ["mandate.give", "mandate.end", "person.leave"])
def mandate_changed(event: Event, now: datetime) -> None:
    """When a mandate begins or ends, look whether someone decides in cases and oversees them too."""
    urn = Urn.parse(event.subject)
    mandate = read(Mandate).filter(pk=urn.id).first() if urn.kind == "mandate" else None
    if mandate is not None and mandates_changed(read, mandate.organisation_id, now=now):
        look_at_mandates(event.caller("steering.mandates", now), mandate.organisation_id)


@subscribes("steering.bodies", ["organisation.leave"])
def member_left(event: Event, now: datetime) -> None:
    """A partner that leaves the network leaves the bodies in which it sits."""
    leave_bodies(event.caller("steering.bodies", now), Urn.parse(event.subject).id)


@subscribes("steering.seats", ["mandate.end", "person.leave"])
def mandate_ended(event: Event, now: datetime) -> None:
    """Whoever has no mandate left for a member sits for it no more."""
    check_seats(event.caller("steering.seats", now), event.subject)


@subscribes("steering.findings", ["effort.propose_fixed", "effort.import"])
def effort_proposed(event: Event, now: datetime) -> None:
    """Fixed effort that rests on a finding takes that finding up, also when it came in with a file."""
    urn = Urn.parse(event.subject)
    if urn.kind == "effort" and event.facts.get("nature") == Nature.FIXED:
        take_up_finding(event.caller("steering.findings", now), urn.id)


@subscribes("steering.freezing", ["round.ask_freeze"])
def freezing_asked(event: Event, now: datetime) -> None:
    """A report that is asked for goes into the long lane; twice in the lane is still made once."""
    make_report.enqueue(str(Urn.parse(event.subject).id))


@subscribes("steering.portfolio", ["portfolio.ask_run"])
def calculation_asked(event: Event, now: datetime) -> None:
    """A calculation that is asked for goes into the long lane; twice in the lane is still done once."""
    calculate.enqueue(str(Urn.parse(event.subject).id))
