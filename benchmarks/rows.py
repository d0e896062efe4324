# SPDX-License-Identifier: EUPL-1.2
"""One measured claim, and the table that `make bench` writes."""

import os
import platform
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

RESULTS = Path(__file__).parent / "RESULTS.md"


@dataclass(frozen=True)
class Claim:
    """Seconds of ours, seconds of the floor, peer or limit, and the ratio that must not be passed."""

    name: str
    ours: float
    floor: float
    target: float
    against: str = "limit"
    counts: bool = False
    """Whether these are counts (of queries) instead of seconds."""

    @property
    def ratio(self) -> float:
        """Ours divided by the floor, peer or limit."""
        return self.ours / self.floor

    @property
    def holds(self) -> bool:
        """Whether the ratio is within the target."""
        return self.ratio <= self.target


def timed(work: Callable[[], object], *, rounds: int = 9, warm: int = 1) -> float:
    """The median seconds of a piece of work, after a warm-up."""
    for _ in range(warm):
        work()
    return median(_once(work) for _ in range(rounds))


def _once(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def table(title: str, claims: Iterable[Claim]) -> str:
    """The claims as a table in Markdown."""
    head = f"## {title}\n\n| what | ours | against | ratio | at most | holds |\n|---|---|---|---|---|---|\n"
    return head + "".join(
        f"| {claim.name} | {_told(claim, claim.ours)} | {claim.against} {_told(claim, claim.floor)} "
        f"| {claim.ratio:.2f} | {claim.target:g} | {'yes' if claim.holds else '**no**'} |\n"
        for claim in claims
    )


def _told(claim: Claim, value: float) -> str:
    if claim.counts:
        return f"{value:.0f}"
    return f"{value * 1000:.2f} ms" if value < 1 else f"{value:.2f} s"


def machine() -> str:
    """The machine and the day, for the head of the results."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} shared cores ({platform.machine()}), {memory:.0f} GiB, "
        f"Python {platform.python_version()}"
    )
