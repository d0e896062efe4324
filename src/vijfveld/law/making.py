# SPDX-License-Identifier: EUPL-1.2
"""Making a node: its name, what it is for and what it may hold, once and for all."""

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vijfveld.law import guard
from vijfveld.law.callers import Caller
from vijfveld.law.migrating import note_migrations
from vijfveld.law.writing import writing
from vijfveld.node.ids import Randomness, uuid7
from vijfveld.node.models import Node, forget_node
from vijfveld.node.roles import Classification, Mode, Profile, Regime


class AlreadyMade(RuntimeError):
    """This node was made before; its settings do not change."""


def make_node(
    *, name: str, profile: Profile, now: datetime, id: UUID | None = None, mode: Mode = Mode.REAL,
    regimes: tuple[Regime, ...] = (), ceiling: Classification = Classification.RESTRICTED, oin: str = "",
) -> Node:  # fmt: skip
    """Make this node and note the migrations that shaped it.

    Raises AlreadyMade when there is one, and ValueError when a coordinator's node would hold a regime: it holds
    plans and aggregates and cannot hold a case.
    """
    if profile == Profile.COORDINATOR and regimes:
        raise ValueError("a coordinator's node holds plans and aggregates; it cannot hold personal data of subjects")
    with writing(), transaction.atomic(), guard.opened("making"):
        if Node.objects.exists():
            raise AlreadyMade("this node was made before")
        node = Node.objects.create(
            id=id or uuid7(now, Randomness(secrets.token_bytes(32))), name=name, profile=profile, mode=mode,
            regimes=[regime.value for regime in regimes], ceiling=ceiling, oin=oin, made_at=now,
        )  # fmt: skip
    forget_node()
    note_migrations(Caller.of_keeper(now=now, mode=mode))
    return node
