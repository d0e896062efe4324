# SPDX-License-Identifier: EUPL-1.2
"""Events: upper floors hear what lower floors did, from the sealed ledger, in order, exactly once in effect.

A handler must be idempotent: it calls acts under keys made from the event, so that a crash between the act and the
moving of the cursor repeats nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from vijfveld.law import guard
from vijfveld.law.callers import Caller
from vijfveld.law.entries import as_object
from vijfveld.law.models import Cursor, Seal
from vijfveld.law.writing import writing
from vijfveld.node.clock import Moment
from vijfveld.node.roles import Mode

BATCH = 200


@dataclass(frozen=True)
class Event:
    """Something that was done: the act, the record, and the facts of its ledger entry."""

    id: UUID
    act: str
    subject: str
    version: int
    at: datetime
    mode: Mode
    facts: dict[str, Any]

    def caller(self, subscriber: str, now: datetime) -> Caller:
        """Whoever acts upon this event: the clock, once per event and subscriber."""
        return Caller.of_clock(self.id, now=now, mode=self.mode).with_key(f"{subscriber}:{self.id}")


Handler = Callable[[Event, datetime], None]
_subscribers: dict[str, tuple[frozenset[str], Handler]] = {}


def subscribes(name: str, acts: Iterable[str]) -> Callable[[Handler], Handler]:
    """Register a handler under a lasting name for some acts."""

    def registered(handler: Handler) -> Handler:
        _subscribers[name] = (frozenset(acts), handler)
        return handler

    return registered


def deliver(now: datetime, *, moment: Moment | None = None) -> int:
    """Let every subscriber read on from where it was; returns how many events were handled.

    `moment` gives the time of day for each event, for a long list in which `now` grows old. One that fails holds up
    no other; its fault is raised when all had their turn, and it tries again next time.
    """
    at = moment or (lambda: now)
    handled, faults = 0, list[Exception]()
    for name, (acts, handler) in sorted(_subscribers.items()):
        try:
            handled += _read_on(name, acts, handler, at)
        except Exception as fault:
            faults.append(fault)
    if faults:
        raise faults[0]
    return handled


def _read_on(name: str, acts: frozenset[str], handler: Handler, at: Moment) -> int:
    handled = 0
    while True:
        position = Cursor.objects.filter(name=name).values_list("position", flat=True).first() or 0
        seals = list(_seals().filter(position__gte=position).order_by("position")[:BATCH])
        if not seals:
            return handled
        for seal in seals:
            if seal.entry.act in acts:
                handler(_event(seal), at())
                handled += 1
        _move(name, seals[-1].position + 1)


def _seals() -> Any:
    from django.db.models import Prefetch

    from vijfveld.law.models import Entry

    entries = Entry.objects.beyond_access("subscribers read the ledger")
    return Seal.objects.prefetch_related(Prefetch("entry", queryset=entries))


def _event(seal: Seal) -> Event:
    body = as_object(seal.entry.body)
    return Event(
        id=seal.entry.pk, act=body["act"], subject=body["stream"], version=body["version"], at=seal.entry.at,
        mode=Mode(body["mode"]), facts=body["facts"],
    )  # fmt: skip


def _move(name: str, position: int) -> None:
    """Move a cursor on; one that another worker moved further stays there."""
    with writing(), transaction.atomic(), guard.opened("events"):
        Cursor.objects.get_or_create(name=name)
        Cursor.objects.filter(name=name, position__lt=position).update(position=position)
