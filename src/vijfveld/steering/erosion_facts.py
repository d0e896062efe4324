# SPDX-License-Identifier: EUPL-1.2
"""What the ledger tells of one ask: what was granted, from which day until which day, and who turned to whom.

Entries never change, so any day can be asked for what stood then, though the row of an ask only tells what stands now.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from vijfveld.node.ids import Urn
from vijfveld.steering.erosion_counting import Contact, Grant
from vijfveld.steering.ledgerline import HERE

ASKING: Final = frozenset({"ask.put", "ask.put_many", "ask.again", "portfolio.propose"})
ANSWERING: Final = "ask.answer"
GIVEN: Final = frozenset({"accepted", "partly"})
OVER: Final = frozenset({"withdrawn", "closed"})
CARRIED: Final = "effort.take_up"
"""The act in which what was granted to a flexible effort becomes granted to the fixed one it grows into."""
ADOPTED: Final = "ask.adopt_counter"


@dataclass(frozen=True)
class Work:
    """What is known of an effort: its field, whether it is fixed, who owns it."""

    area: str
    fixed: bool
    owner: UUID


@dataclass(frozen=True)
class Step:
    """That what a partner granted became another amount."""

    ask: UUID
    effort: UUID
    partner: UUID
    on: date
    before: float
    after: float


@dataclass
class Told:
    """What the entries of all asks told."""

    grants: list[Grant] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


def tell(streams: Iterable[list[bytes]], efforts: dict[UUID, Work]) -> Told:
    """Read the entries of asks, a list for each ask in order; asks of efforts that are not given are left out."""
    told = Told()
    for entries in streams:
        if entries:
            _Ask(told, efforts).read([json.loads(str(entry, "utf-8")) for entry in entries])
    return told


class _Ask:
    """One ask, entry by entry."""

    def __init__(self, told: Told, efforts: dict[UUID, Work]) -> None:
        self.told, self.efforts = told, efforts
        self.granted = self.floor = self.capacity = 0.0
        self.since: date | None = None
        self.held = False

    def read(self, entries: list[dict[str, Any]]) -> None:
        facts = entries[0].get("facts", {})
        if not {"effort", "partner"} <= facts.keys():
            return
        self.id = Urn.parse(entries[0]["stream"]).id
        self.effort, self.partner = Urn.parse(facts["effort"]).id, UUID(facts["partner"])
        work = self.efforts.get(self.effort)
        if work is None:
            return
        self.work = work
        for entry in entries:
            self._entry(entry)
        self._write(None)

    def _entry(self, entry: dict[str, Any]) -> None:
        facts, act, on = entry.get("facts", {}), entry["act"], _day(entry["at"])
        self.capacity = float(facts.get("capacity") or self.capacity)
        if entry["version"] == 1 and act in ASKING:
            self.told.contacts.append(Contact(on, self.work.owner, self.partner))
        if act == ANSWERING:
            self.told.contacts.append(Contact(on, self.partner, self.work.owner))
        granted = self._granted(facts, act, first=entry["version"] == 1)
        floor = float(facts["floor"]) if facts.get("floor") else self.floor
        if granted != self.granted or floor != self.floor or facts.get("state") in OVER:
            self._become(on, granted, floor, over=facts.get("state") in OVER)

    def _granted(self, facts: dict[str, Any], act: str, *, first: bool) -> float:
        if facts.get("state") in OVER:
            return 0.0
        if facts.get("granted") is not None:
            return float(facts["granted"])
        return self.capacity if act == ADOPTED or (first and act == CARRIED) else self.granted

    def _become(self, on: date, granted: float, floor: float, *, over: bool) -> None:
        if granted != self.granted:
            self.told.steps.append(Step(self.id, self.effort, self.partner, on, self.granted, granted))
        self._write(on)
        self.granted, self.floor, self.since = granted, floor, on
        self.held = (self.held or granted > 0) and not over

    def _write(self, until: date | None) -> None:
        """Close the stretch that ran; a floor counts from the first day on which anything was granted."""
        if self.since is not None and self.held and (self.granted or self.floor):
            self.told.grants.append(
                Grant(self.effort, self.partner, self.work.area, self.work.fixed, self.granted, self.floor,
                      self.since, until)
            )  # fmt: skip


def _day(at: str) -> date:
    return datetime.fromisoformat(at).astimezone(HERE).date()
