# SPDX-License-Identifier: EUPL-1.2
"""What the stories of the example are told with: one act each, by the hand that may do it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from vijfveld.law.acts.tasks import finish_task
from vijfveld.law.demo import Cast
from vijfveld.law.models import Task
from vijfveld.node import clock
from vijfveld.strategy.acts.asks import Said, answer_ask, put_ask
from vijfveld.strategy.acts.drivers import state_driver
from vijfveld.strategy.acts.efforts import Plan, propose_flexible
from vijfveld.strategy.models import Ask, Driver, Effort

ASKED = "Mensen met kennis van dit onderwerp, vrijgemaakt voor dit werk."


def today() -> date:
    return clock.now().date()


def in_days(days: int) -> date:
    return today() + timedelta(days=days)


def planned(title: str, purpose: str, objective: str, work: str = "operational", reach: str = "national") -> Plan:
    return Plan(title, purpose, objective, work, reach, "coordinatie-ct", today())


def begin_flexible(cast: Cast, plan: Plan, driver: Driver, ends_on: date) -> Effort:
    return propose_flexible(
        cast.caller("coordinator"), plan, driver=driver.id, ends_on=ends_on,
        acknowledged="De partners die nog onder hun ondergrens zitten, worden hier niet gevraagd.",
    )  # fmt: skip


def put(
    cast: Cast, owner: str, effort: Effort, partner: str, fte: str, floor: str | None = None, days: int = 28
) -> Ask:
    return put_ask(
        cast.caller(owner), effort.id, partner=cast.id(partner), what=ASKED, capacity=Decimal(fte),
        floor=Decimal(floor) if floor else None, reply_by=in_days(days),
    )  # fmt: skip


def say(cast: Cast, ask: Ask, partner: str, reply: str, fte: str | None = None, reason: str = "") -> None:
    now = Ask.objects.beyond_access("the example answers").get(pk=ask.pk)
    answer_ask(cast.caller(partner), now.id, now.version, Said(reply, Decimal(fte) if fte else None, reason))


def look_at(cast: Cast, ask: Ask) -> None:
    """The coordinator reads an answer other than yes and leaves it at that."""
    rows = Task.objects.beyond_access("the example goes on").filter(about=ask.urn, done_at__isnull=True)
    for task in rows:
        finish_task(cast.caller("coordinator"), task.id)


def look_ahead(cast: Cast, effort: Effort, partner: str) -> None:
    """A partner takes note that an effort is wound down."""
    rows = Task.objects.beyond_access("the example goes on").filter(about=effort.urn, organisation=cast.id(partner))
    for task in rows.filter(done_at__isnull=True):
        finish_task(cast.caller(partner), task.id)


def as_it_is(record: Any) -> Any:
    return type(record).objects.beyond_access("the example goes on").get(pk=record.pk)


def stated(
    cast: Cast, title: str, statement: str, *, sort: str = "threat_picture", areas: tuple[str, ...] = ()
) -> Driver:
    source = "DTN (voorbeeld)" if sort == "threat_picture" else "Scenario's (voorbeeld)"
    return state_driver(
        cast.caller("analist"),
        sort=sort,
        title=title,
        statement=statement,
        source=source,
        stated_on=today(),
        areas=areas,
    )
