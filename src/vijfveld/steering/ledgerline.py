# SPDX-License-Identifier: EUPL-1.2
"""An entry of the ledger as the program that counts reads it; with Python and nothing else."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/Amsterdam")
Json = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """An entry of the ledger with its place."""

    position: int
    act: str
    at: datetime
    stream: str
    version: int
    behalf: str
    facts: Json

    @property
    def kind(self) -> str:
        """What sort of record it is about."""
        return self.stream.split(":")[3] if self.stream.count(":") >= 4 else ""

    @property
    def day(self) -> date:
        """The day on which it was done, where the node stands."""
        return self.at.astimezone(HERE).date()
