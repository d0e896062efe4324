# SPDX-License-Identifier: EUPL-1.2
"""Counting for an account, outside any act: only reading, from a ledger whose entries never change.

It may take seconds on a large ledger and holds no lock meanwhile. The act that keeps the outcome checks that it rests
on a signed checkpoint.
"""

from dataclasses import dataclass
from datetime import datetime

import rfc8785

from vijfveld.law.ledger import bring_up_to_date, sealed_bodies
from vijfveld.law.models import Checkpoint
from vijfveld.steering import accounting
from vijfveld.steering.models import Account
from vijfveld.steering.suppression import opened


@dataclass(frozen=True)
class Counted:
    """What was counted below a checkpoint, for coordinators and for everyone, as the bytes that are kept."""

    size: int
    root: str
    checkpoint: str
    restricted: bytes
    public: bytes


def count_now(account: Account, now: datetime) -> Counted:
    """Seal what waits, sign the tree and count."""
    return count_under(account, bring_up_to_date(now))


def count_under(account: Account, signed: Checkpoint, *, schema: int = accounting.SCHEMA) -> Counted:
    """Count below a checkpoint that was signed before; by the schema of now, or of what was counted before."""
    told = accounting.count(
        sealed_bodies(signed.size), account.first_on, account.last_on, mode=account.mode, schema=schema
    )
    restricted, public = rfc8785.dumps(told), rfc8785.dumps(opened(told))
    return Counted(signed.size, bytes(signed.root).hex(), signed.note, restricted, public)
