# SPDX-License-Identifier: EUPL-1.2
"""The one place where the time of day enters: everything else is handed `now`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

Moment = Callable[[], datetime]
"""What tells the time again and again, for work that takes long."""
_stopped_at: ContextVar[datetime | None] = ContextVar("stopped_at", default=None)


def now() -> datetime:
    """Return the present moment in UTC, or the moment at which `stopped` holds the clock."""
    return _stopped_at.get() or datetime.now(UTC)


@contextmanager
def stopped(at: datetime) -> Iterator[None]:
    """Hold the clock at one moment: for tests, the demo and replays."""
    token = _stopped_at.set(at)
    try:
        yield
    finally:
        _stopped_at.reset(token)
