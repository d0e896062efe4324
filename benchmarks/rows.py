# SPDX-License-Identifier: EUPL-1.2
"""One measured claim, and the tables that `make bench` writes."""

import os
import platform
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Claim:
    """What was measured of ours, of the floor, peer or limit, and the ratio that must not be passed."""

    name: str
    ours: float
    floor: float
    target: float
    against: str = "limit"
    unit: str = "s"
    """`s` for seconds, `%`, or nothing for a count (of queries)."""

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
    return median(seconds(work) for _ in range(rounds))


def seconds(work: Callable[[], object]) -> float:
    """How long one run takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def table(title: str, claims: Iterable[Claim]) -> str:
    """The claims as a table in Markdown; a ratio that has to be small is written as so many times as fast."""
    head = f"## {title}\n\n| what | ours | against | ratio | at most | holds |\n|---|---|---|---|---|---|\n"
    return head + "".join(
        f"| {claim.name} | {_told(claim, claim.ours)} | {claim.against} {_told(claim, claim.floor)} "
        f"| {_ratio(claim.ratio, claim)} | {_ratio(claim.target, claim)} | {'yes' if claim.holds else '**no**'} |\n"
        for claim in claims
    )


def _told(claim: Claim, value: float) -> str:
    if claim.unit != "s":
        return f"{value:.2f} %" if claim.unit == "%" else f"{value:.0f}"
    return f"{value * 1000:.2f} ms" if value < 1 else f"{value:.2f} s"


def _ratio(ratio: float, claim: Claim) -> str:
    if claim.target < 1:
        return f"1/{1 / ratio:,.0f}" if ratio < 1 / 20 else f"1/{1 / ratio:.3g}"
    return f"{ratio:.2f}" if ratio != claim.target else f"{ratio:g}"


def machine() -> str:
    """The machine and the day, for the head of the results."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} shared cores ({platform.machine()}), {memory:.0f} GiB, "
        f"Python {platform.python_version()}"
    )
