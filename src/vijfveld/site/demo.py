# SPDX-License-Identifier: EUPL-1.2
"""Loading the example: the stories of all floors, told in the order in which they happened, on a clock of their own."""

import heapq
import os
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from vijfveld.law.acts.clocks import sweep
from vijfveld.law.demo import PASSWORD, SIGN_INS, Cast, gather, let_everyone_in
from vijfveld.law.making import make_node
from vijfveld.law.models import Entry
from vijfveld.law.sealer import seal_pending
from vijfveld.node import clock
from vijfveld.node.models import Node
from vijfveld.node.roles import Mode, Profile
from vijfveld.steering import demo_bodies
from vijfveld.strategy.demo import Story, partners, stories

NODE = UUID("01900000-0000-7000-8000-000000000005")
FIRST_DAY = -365
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
    with clock.stopped(_moment(last, FIRST_DAY, 0)):
        make_node(name="Voorbeeldnode", profile=Profile.COORDINATOR, mode=Mode.DEMO, now=clock.now(), id=NODE)
        gather(cast, sorted(partners()), now=clock.now())
    _tell(cast, last, progress)
    let_everyone_in()
    seal_pending(clock.now())
    return _entries()


def _entries() -> int:
    return int(Entry.objects.beyond_access("counting the example").count())


def _tell(cast: Cast, last: date, progress: Progress) -> None:
    """Let every story go on on its day; between two days the clock sweeps, as it would have."""
    waiting: list[tuple[int, int, Story]] = []
    for number, story in enumerate([*stories(cast), *demo_bodies.stories(cast)]):
        heapq.heappush(waiting, (next(story), number, story))
    swept, step = FIRST_DAY, 0
    while waiting:
        day, number, story = heapq.heappop(waiting)
        while swept < day:
            swept += 1
            sweep(_moment(last, swept, 0), mode=Mode.DEMO)
        step += 1
        with clock.stopped(_moment(last, day, 60 + step)):
            goes_on = next(story, None)
        if goes_on is not None:
            heapq.heappush(waiting, (max(goes_on, day), number, story))
        progress(day - FIRST_DAY, -FIRST_DAY)
    sweep(min(_moment(last, 0, 0), clock.now()), mode=Mode.DEMO)


def _moment(last: date, day: int, minutes: int) -> datetime:
    """A moment of the example: working hours, later steps later."""
    start = datetime.combine(last + timedelta(days=day), time(4, 0), tzinfo=UTC)
    return start + timedelta(seconds=minutes * 20)


def sign_ins() -> list[tuple[str, str]]:
    """The addresses and the password with which the example can be entered."""
    return [(f"{alias}@voorbeeld.invalid", PASSWORD) for alias in SIGN_INS]
