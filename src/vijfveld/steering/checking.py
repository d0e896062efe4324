# SPDX-License-Identifier: EUPL-1.2
"""The background work of a check of the ledger: everything is read anew from the first entry, on the lane `long`.

It reads what is stored, exactly as an export would, and asks the same question as `vijfveld ledger verify`. A check
made by the node itself shows damage, not deceit by who holds the machine; for that, keep checkpoints elsewhere.
"""

from collections.abc import Callable
from uuid import UUID

import structlog
from django_tasks import task

from vijfveld.law.callers import Caller
from vijfveld.law.ledger import bring_up_to_date, export
from vijfveld.law.models import Checkpoint
from vijfveld.law.sealer import verifier_key
from vijfveld.methods.ledgerfile import Report, verify
from vijfveld.node import clock
from vijfveld.node.roles import Mode
from vijfveld.steering.acts.checks import Outcome, begin_check, end_check, move_check
from vijfveld.steering.models import LedgerCheck
from vijfveld.steering.words import CheckState

log = structlog.get_logger(__name__)
LARGE = 20_000
STEP = 10
MOST_FAULTS = 50


@task(queue_name="long")
def run_check(check: str, mode: str) -> None:
    """Run one check to its end; safe to run again after a crash."""
    check_ledger(UUID(check), Mode(mode))


def check_ledger(id: UUID, mode: Mode) -> LedgerCheck:
    """Read the whole ledger anew and keep the outcome."""

    def caller(step: str) -> Caller:
        return Caller.of_clock(id, now=clock.now(), mode=mode).with_key(f"ledger_check:{id}:{step}")

    found = begin_check(Caller.of_clock(id, now=clock.now(), mode=mode).with_key(""), id)
    if found.ended:
        return found
    try:
        outcome = _checked(found, lambda share: move_check(caller(str(share)), id, share))
    except Exception:
        log.exception("the check of the ledger failed", check=str(id))
        outcome = Outcome(CheckState.FAILED)
    return end_check(caller("end"), id, outcome)


def _checked(check: LedgerCheck, moved: Callable[[int], object]) -> Outcome:
    signed = bring_up_to_date(clock.now())
    before = Checkpoint.objects.filter(size=check.held_against).first() if check.held_against else None
    report = verify(
        export(signed, moved=_in_steps(moved)), verifier_keys=[verifier_key(signed.signed_at)],
        old_checkpoint=before.note if before else None,
    )  # fmt: skip
    return _outcome(report, signed)


def _in_steps(moved: Callable[[int], object]) -> Callable[[int, int], None]:
    told = [0]

    def follow(done: int, total: int) -> None:
        share = done * 100 // total // STEP * STEP if total else 0
        if total >= LARGE and told[0] < share < 100:
            told[0] = share
            moved(share)

    return follow


def _outcome(report: Report, signed: Checkpoint) -> Outcome:
    faults: list[dict[str, object]] = [
        {"kind": fault.kind.value, "first": fault.first, "last": fault.last} for fault in report.faults
    ]
    return Outcome(
        CheckState.GOOD if report.ok else CheckState.BAD, signed.size, bytes(signed.root).hex(), signed.note,
        faults[:MOST_FAULTS], max(len(faults) - MOST_FAULTS, 0) + report.left_out,
    )  # fmt: skip
