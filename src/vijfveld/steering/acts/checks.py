# SPDX-License-Identifier: EUPL-1.2
"""Checking the ledger from a page: asked for by oversight, run in the background, and its outcome kept."""

from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.door import Door
from vijfveld.law.purposes import Purpose
from vijfveld.node.roles import Role
from vijfveld.steering.models import LedgerCheck
from vijfveld.steering.words import CheckState

RUNNING = (CheckState.WAITING, CheckState.RUNNING)
BUSY = _("Er loopt al een controle. Wacht tot die klaar is.")


@act(
    "ledger_check.start",
    roles={Role.OVERSIGHT},
    purpose=Purpose.OVERSIGHT,
    says=_("vroeg om een controle van het register"),
)
def start_check(door: Door) -> LedgerCheck:
    """Ask for a check of the whole ledger; one runs at a time."""
    door.one_at_a_time("ledger_check")
    door.require(not door.all(LedgerCheck).filter(state__in=RUNNING).exists(), "ledger_check.busy", BUSY)
    return door.new(LedgerCheck, asked_at=door.now)


@act("ledger_check.begin", purpose=Purpose.OVERSIGHT, by_clock=True, says=_("begon met een controle van het register"))
def begin_check(door: Door, check: UUID) -> LedgerCheck:
    """Begin a check, or begin it again after the worker was stopped; it is held against the last good one."""
    found = door.lock(LedgerCheck, check)
    if not found.ended:
        last = door.all(LedgerCheck).filter(state=CheckState.GOOD).order_by("-size", "-id").first()
        found.state, found.share, found.held_against = CheckState.RUNNING, 0, last.size if last else None
        door.save(found)
    return found


@act(
    "ledger_check.move", purpose=Purpose.OVERSIGHT, by_clock=True, says=_("vorderde met een controle van het register")
)
def move_check(door: Door, check: UUID, share: int) -> LedgerCheck:
    """Tell how far a check is, in percents; only of a large ledger, and a few times."""
    found = door.lock(LedgerCheck, check)
    if found.state == CheckState.RUNNING and share > found.share:
        found.share = min(share, 99)
        door.save(found, share=found.share)
    return found


@dataclass(frozen=True)
class Outcome:
    """What a check found: up to which entry, and every fault by its kind and place."""

    state: CheckState
    size: int = 0
    root: str = ""
    checkpoint: str = ""
    faults: list[dict[str, object]] = field(default_factory=list)
    left_out: int = 0


@act("ledger_check.end", purpose=Purpose.OVERSIGHT, by_clock=True, says=_("rondde een controle van het register af"))
def end_check(door: Door, check: UUID, outcome: Outcome) -> LedgerCheck:
    """Keep what a check found; it never changes afterwards."""
    found = door.lock(LedgerCheck, check)
    if found.ended:
        return found
    for name, value in outcome.__dict__.items():
        setattr(found, name, value)
    found.share, found.done_at = 100, door.now
    door.save(found, state=found.state, size=found.size, root=found.root, faults=len(found.faults) + found.left_out)
    return found
