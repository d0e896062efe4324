# SPDX-License-Identifier: EUPL-1.2
"""Loading the example: the stories of all floors, told in the order in which they happened, on a clock of their own."""

import heapq
import os
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from math import floor
from uuid import UUID

from vijfveld.law.acts.clocks import sweep
from vijfveld.law.demo import PASSWORD, SIGN_INS, Cast, gather, let_everyone_in
from vijfveld.law.demo_stories import Story
from vijfveld.law.demo_stories import stories as stories_of_law
from vijfveld.law.making import make_node
from vijfveld.law.models import Entry
from vijfveld.law.sealer import seal_pending
from vijfveld.node import clock
from vijfveld.node.models import Node
from vijfveld.node.roles import Mode, Profile
from vijfveld.steering import (
    demo,
    demo_accounts,
    demo_bodies,
    demo_broker,
    demo_erosion,
    demo_pathways,
    demo_portfolios,
    demo_roles,
    demo_scenarios,
)
from vijfveld.strategy.demo import partners
from vijfveld.strategy.demo import stories as stories_of_strategy
from vijfveld.strategy.demo_data import data_stories

NODE = UUID("01900000-0000-7000-8000-000000000005")
FIRST_DAY = -365
OPENS, A_DAY, BETWEEN = time(7, 0), timedelta(hours=10), timedelta(minutes=4)
"""When the example goes to work, how long it works, and how far apart its acts are at least."""
Progress = Callable[[int, int], None]


def demo_day() -> date:
    """The day that the example calls today: the real one, or `VIJFVELD_DEMO_DAY` for pictures and tests."""
    given = os.environ.get("VIJFVELD_DEMO_DAY")
    return date.fromisoformat(given) if given else clock.now().date()


def load(progress: Progress = lambda done, whole: None, *, today: date | None = None) -> int:
    """Make an example node and tell its year; returns how many entries the ledger holds. Does nothing twice."""
    if Node.objects.exists():
        return _entries()
    last = today or demo_day()
    cast = Cast()
    with clock.stopped(_moment(last, FIRST_DAY)):
        make_node(name="Voorbeeldnode", profile=Profile.COORDINATOR, mode=Mode.DEMO, now=clock.now(), id=NODE)
        gather(cast, sorted(partners()), now=clock.now())
    _tell(cast, last, progress)
    let_everyone_in()
    seal_pending(clock.now())
    return _entries()


def _entries() -> int:
    return int(Entry.objects.beyond_access("counting the example").count())


def _stories(cast: Cast) -> list[Story]:
    """The stories of every floor."""
    return [
        *stories_of_strategy(cast), *stories_of_law(cast), demo_scenarios.story(cast), *demo_pathways.stories(cast),
        *demo.rounds(cast), *demo_bodies.stories(cast), *demo_portfolios.stories(cast), *demo_accounts.stories(cast),
        *demo_roles.role_stories(cast), *demo_broker.stories(cast), *data_stories(cast), demo_erosion.story(cast),
    ]  # fmt: skip


def _tell(cast: Cast, last: date, progress: Progress) -> None:
    """Let every story go on on its day; between two days the clock sweeps, as it would have."""
    waiting: list[tuple[float, int, Story]] = []
    for number, story in enumerate(_stories(cast)):
        heapq.heappush(waiting, (next(story), number, story))
    swept, moment = FIRST_DAY, _moment(last, FIRST_DAY)
    while waiting:
        day, number, story = heapq.heappop(waiting)
        while swept < floor(day):
            swept += 1
            sweep(_moment(last, swept), mode=Mode.DEMO)
        moment = max(_moment(last, day), moment) + BETWEEN
        with clock.stopped(moment):
            goes_on = next(story, None)
        if goes_on is not None:
            heapq.heappush(waiting, (max(goes_on, day), number, story))
        progress(floor(day) - FIRST_DAY, -FIRST_DAY)
    sweep(min(_moment(last, 0), clock.now()), mode=Mode.DEMO)


def _moment(last: date, day: float) -> datetime:
    """A moment of the example: a day begins at the opening of offices, and what follows its comma is how far it is."""
    start = datetime.combine(last + timedelta(days=floor(day)), OPENS, tzinfo=UTC)
    return start + (day - floor(day)) * A_DAY


def sign_ins() -> list[tuple[str, str]]:
    """The addresses and the password with which the example can be entered."""
    return [(f"{alias}@voorbeeld.invalid", PASSWORD) for alias in SIGN_INS]
