# SPDX-License-Identifier: EUPL-1.2
"""Alarms for nothing in healthy years, and months until what was planted is seen, along the path of the page."""

from dataclasses import dataclass

import numpy as np

from benchmarks.erosion.histories import histories, months_of
from vijfveld.steering.erosion_counting import count, judge
from vijfveld.steering.erosion_words import Signal

MONTHS, USUAL = 36, 12
"""A history as long as the page looks back, and its first months, from which what is usual is read."""
YOUNG, FIRST = 12, 6
"""A node in its first year."""


@dataclass(frozen=True)
class Rate:
    """What a signal did in healthy years: years judged, alarms begun, months that asked to look."""

    years: float
    alarms: int
    looks: int


@dataclass(frozen=True)
class Delay:
    """What a signal did with its own pattern planted: histories, those seen, and the months it took, in order."""

    histories: int
    months: list[int]

    @property
    def seen(self) -> float:
        """The share of histories in which it was seen."""
        return len(self.months) / self.histories

    @property
    def median(self) -> float:
        """The middle of the months it took."""
        return float(np.median(self.months)) if self.months else float("nan")


def onsets(marks: np.ndarray) -> int:
    """How often a run of marks begins."""
    return int(np.count_nonzero(marks & ~np.concatenate([[False], marks[:-1]])))


def false_alarms(
    seed: int, number: int, *, tight: bool = False, months: int = MONTHS, usual: int = USUAL
) -> dict[Signal, Rate]:
    """What each signal did in so many healthy histories of so many months, after the usual ones."""
    found = {signal: [0, 0, 0] for signal in Signal}
    narrow = np.full(months, tight)
    for facts in histories(seed, number, months=months):
        for signal, judged in judge(count(facts, months_of(months)), narrow).items():
            found[signal][0] += months - usual
            found[signal][1] += onsets(judged.alarm[usual:])
            found[signal][2] += onsets(judged.look[usual:])
    return {signal: Rate(row[0] / 12, row[1], row[2]) for signal, row in found.items()}


def delays(seed: int, number: int, planted: Signal, *, at: int = 18, tight: bool = False) -> Delay:
    """How soon a signal alarms after its pattern was planted; what alarmed before that does not count as seen."""
    narrow, took = np.full(MONTHS, tight), []
    for facts in histories(seed, number, months=MONTHS, planted=planted, at=at):
        alarm = judge(count(facts, months_of(MONTHS)), narrow)[planted].alarm
        if not alarm[:at].any() and alarm[at:].any():
            took.append(int(np.argmax(alarm[at:])) + 1)
    return Delay(number, took)
