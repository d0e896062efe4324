# SPDX-License-Identifier: EUPL-1.2
"""Setting, meeting and sweeping deadlines. The default at the end is to stop; going on takes an act with a reason."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import structlog
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.callers import Caller
from vijfveld.law.door import Door
from vijfveld.law.models import Deadline, DeadlineState
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import Refused
from vijfveld.node.clock import Moment
from vijfveld.node.models import Record
from vijfveld.node.roles import Mode

log = structlog.get_logger(__name__)
Ending = Callable[[Caller, Deadline], object]
STANDING = (DeadlineState.OPEN, DeadlineState.RAN_OUT)
"""A deadline that ran out without an act stays in sight until an act closes it."""
_endings: dict[str, Ending] = {}


def at_deadline(what: str) -> Callable[[Ending], Ending]:
    """Register what is done when deadlines of a sort run out: a function that calls an act as the clock."""

    def registered(ending: Ending) -> Ending:
        _endings[what] = ending
        return ending

    return registered


def set_deadline(
    door: Door, what: str, *, about: Record, due_at: datetime, organisation: UUID | None = None,
    remind_before: timedelta | None = timedelta(days=14), readers: Iterable[str] | None = None,
) -> Deadline:  # fmt: skip
    """Set a deadline about a record, from within the act that calls for it; whoever sees the record sees it, unless
    `readers` says that it matters to fewer."""
    remind_at = due_at - remind_before if remind_before else None
    audience = sorted(about.readers() if readers is None else readers)
    return door.new(
        Deadline, what=what, about=about.urn, about_audience=audience, due_at=due_at,
        basis=door.basis, set_by=door.act.code, organisation_id=organisation, remind_at=remind_at,
        facts={"what": what, "due_at": due_at},
    )  # fmt: skip


def close_deadlines(door: Door, about: str, *, what: str = "", state: DeadlineState = DeadlineState.MET) -> int:
    """Close the deadlines about a record that still stand, overdue ones too, of one sort or all."""
    rows = door.all(Deadline).filter(about=about, state__in=STANDING)
    rows = rows.filter(what=what) if what else rows
    closed = list(rows)
    for deadline in closed:
        deadline.state, deadline.closed_at = state, door.now
        door.save(deadline, what=deadline.what, state=state.value)
    return len(closed)


@act("deadline.run_out", purpose=Purpose.COORDINATION, by_clock=True, says=_("liet een termijn verlopen"))
def run_out(door: Door, deadline: UUID) -> Deadline:
    """Mark that a deadline passed, when nothing else was registered for it: it stays in sight as overdue."""
    found = door.lock(Deadline, deadline)
    if found.state == DeadlineState.OPEN:
        found.state, found.closed_at = DeadlineState.RAN_OUT, door.now
        door.save(found, what=found.what, state=found.state)
    return found


@act("deadline.remind", purpose=Purpose.COORDINATION, by_clock=True, says=_("herinnerde aan een termijn"))
def remind(door: Door, deadline: UUID) -> Deadline:
    """Remind of a deadline that comes near; once."""
    found = door.lock(Deadline, deadline)
    if found.reminded_at is None and found.state == DeadlineState.OPEN:
        found.reminded_at = door.now
        door.save(found, what=found.what)
    return found


def sweep(now: datetime, *, mode: Mode, moment: Moment | None = None) -> int:
    """Remind of what comes near and end what is due; each deadline in an act of its own, safe to run twice.

    `moment` gives the time of day for each act, for a long sweep in which `now` grows old. Returns how many were
    handled. One that is refused or fails stays open and is told in the log; the others go on.
    """
    at = moment or (lambda: now)
    machinery = Deadline.objects.beyond_access("the clock sweeps").filter(state=DeadlineState.OPEN, mode=mode)
    near = machinery.filter(remind_at__lte=now, reminded_at__isnull=True, due_at__gt=now)
    due = machinery.filter(due_at__lte=now)
    handled = 0
    for deadline in list(near):
        caller = Caller.of_clock(deadline.id, now=at(), mode=mode).with_key(f"reminder:{deadline.id}")
        handled += _tried(deadline, partial(remind, caller, deadline.id))
    for deadline in list(due):
        caller = Caller.of_clock(deadline.id, now=at(), mode=mode)
        handled += _tried(deadline, partial(_end, caller, deadline))
    return handled


def _end(caller: Caller, deadline: Deadline) -> None:
    ending = _endings.get(deadline.what)
    if ending is None:
        run_out(caller, deadline.id)
    else:
        ending(caller, deadline)


def _tried(deadline: Deadline, step: Callable[[], object]) -> int:
    try:
        step()
    except Refused as refusal:
        log.warning("deadline refused", deadline=str(deadline.id), what=deadline.what, refusal=refusal.code)
        return 0
    except Exception:
        log.exception("deadline failed", deadline=str(deadline.id), what=deadline.what)
        return 0
    return 1


def endings() -> set[str]:
    """The sorts of deadlines for which something is registered to happen."""
    return set(_endings)
