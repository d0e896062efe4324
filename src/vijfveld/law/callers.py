# SPDX-License-Identifier: EUPL-1.2
"""Callers: who stands before the door."""

import time
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from vijfveld.law.tracing import Trace
from vijfveld.node.roles import Mode
from vijfveld.node.viewer import VISITOR, Viewer


@dataclass(frozen=True)
class Caller:
    """Someone who wants to do an act: a person for an organisation, a clock, the keeper at the machine.

    `key` makes the act happen once: the same key by the same actor gives the same outcome.
    """

    viewer: Viewer
    now: datetime
    mode: Mode
    key: str = ""
    clock: UUID | None = None
    keeper: bool = False
    basis: str = ""
    trace: Trace = field(default_factory=Trace.new)
    made: float = field(default_factory=time.monotonic, compare=False, repr=False)
    """When this caller came to stand before the door, on a clock that nobody sets."""

    @classmethod
    def person(cls, viewer: Viewer, *, now: datetime, key: str = "", basis: str = "") -> "Caller":
        """A person, looking and acting for one organisation."""
        return cls(viewer=viewer, now=now, mode=viewer.mode, key=key, basis=basis)

    @classmethod
    def of_clock(cls, deadline: UUID, *, now: datetime, mode: Mode) -> "Caller":
        """The clock, acting on the basis of what set the deadline; once per deadline."""
        return cls(viewer=VISITOR, now=now, mode=mode, clock=deadline, key=f"deadline:{deadline}")

    @classmethod
    def of_keeper(cls, *, now: datetime, mode: Mode, key: str = "") -> "Caller":
        """Whoever holds the machine, at the command line: may found the node and its first people, nothing else."""
        return cls(viewer=VISITOR, now=now, mode=mode, keeper=True, key=key)

    def with_key(self, key: str) -> "Caller":
        """The same caller with another idempotency key."""
        return replace(self, key=key)

    @property
    def waited(self) -> timedelta:
        """How long this caller has been standing before the door, behind others."""
        return timedelta(seconds=time.monotonic() - self.made)

    @property
    def name(self) -> str:
        """The actor as the ledger writes it."""
        if self.clock:
            return f"clock:{self.clock}"
        if self.keeper:
            return "keeper"
        return f"person:{self.viewer.person}"
