# SPDX-License-Identifier: EUPL-1.2
"""What all workloads share: their sizes, a claim against a peer, and that no ratio comes without equal answers."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks import parts
from benchmarks.rows import Claim, seconds

SEED = 20162020
ROUNDS = 3
Work = Callable[[], object]


@dataclass(frozen=True)
class Sizes:
    """How large each workload is."""

    parameters: int = 10
    values: int = 5
    partners: int = 400
    contacts: int = 6_000
    months: int = 60
    runs: int = 100_000
    inputs: int = 20
    forecasts: int = 1_000_000
    questions: int = 2_000
    resamples: int = 100


SMALL = Sizes(
    parameters=6, values=3, contacts=200, months=3, runs=2_000, inputs=4, forecasts=5_000, questions=200, resamples=5
)
"""Enough to see that everything runs."""


def sizes_for(sizes: parts.Sizes) -> Sizes:
    """How large the workloads are in a run of this size; in one of a million rows only the resamples are more."""
    if sizes.small:
        return SMALL
    return Sizes(resamples=1_000) if sizes.rows >= 1_000_000 else Sizes()


def claim(name: str, ours: Work, peer: Work, times: float, *, rounds: int = ROUNDS, in_a_row: int = 1) -> Claim:
    """A claim to be at least so many times as fast: the shortest of as many runs on both sides, taken in turn.

    in_a_row: runs in each turn; more than one for work so short that it matters whose figures the cache holds.
    """
    turns = [[min(seconds(work) for _ in range(in_a_row)) for work in (ours, peer)] for _ in range(rounds)]
    task, _colon, against = name.rpartition(": ")
    return Claim(task, min(turn[0] for turn in turns), min(turn[1] for turn in turns), 1 / times, against)


def agree(holds: bool, what: str) -> None:
    """No ratio without equal answers."""
    if not holds:
        raise AssertionError(f"The answers differ: {what}.")
