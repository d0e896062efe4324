# SPDX-License-Identifier: EUPL-1.2
"""A chain of stages that every case passes in order, first come first served, and what a simulation of it tells.

It is a stress test of capacity, not a forecast. Cases have no properties; nothing in it is about a person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

import numpy as np
from scipy.stats import t as student

from vijfveld.methods.chains.queues import BadChain, mean_wait
from vijfveld.methods.chains.sidebyside import simulate
from vijfveld.methods.figures import Floats, Reading, is_figure

MOST_EVENTS = 2_000_000_000


@dataclass(frozen=True)
class Stage:
    """One stage: its servers, their mean service in units of time, and how much a service varies.

    variation: standard deviation divided by mean: 1 is exponential, 0 is always the same, others are gamma.
    limit: the longest wait that the law or an agreement allows, if there is one. Raises BadChain.
    """

    servers: int
    mean_service: float
    name: str = ""
    variation: float = 1.0
    limit: float | None = None

    def __post_init__(self) -> None:
        called = self.name or "A stage"
        with Reading(BadChain) as reading:
            sound = isinstance(self.servers, int | np.integer) and self.servers >= 1
            reading.require(sound, f"{called} needs a whole number of servers from 1, not {self.servers!r}.")
            lasts = is_figure(self.mean_service) and 0 < self.mean_service < np.inf
            reading.require(lasts, f"{called} needs a mean service above 0, not {self.mean_service!r}.")
            varies = is_figure(self.variation) and 0 <= self.variation < np.inf
            reading.require(varies, f"{called} needs a variation from 0, not {self.variation!r}.")
            limited = self.limit is None or (is_figure(self.limit) and self.limit >= 0)
            reading.require(limited, f"{called} needs a limit from 0, not {self.limit!r}.")


def not_all(kind: type, name: str, given: Iterable[object]) -> list[str]:
    """What is wrong with what must be one or more of a kind, in sentences."""
    if isinstance(given, str) or not isinstance(given, Sequence | np.ndarray):
        return [f"The {name}s must be a list of {kind.__name__}, not {given!r}."]
    if not len(given):
        return [f"A chain needs at least one {name}."]
    strange = [(place, one) for place, one in enumerate(given, start=1) if not isinstance(one, kind)]
    return [f"{name.capitalize()} {place} must be a {kind.__name__}, not {one!r}." for place, one in strange]


class Interval(NamedTuple):
    """A mean with its 95 % interval over replications."""

    low: float
    mean: float
    high: float


@dataclass(frozen=True)
class Result:
    """What a simulation found. Arrays are (replications, stages), each figure a mean over the cases counted."""

    waits: Floats
    services: Floats
    over_limit: Floats

    @property
    def wait_per_stage(self) -> Floats:
        """The mean wait before each stage, (stages,), in units of time."""
        mean: Floats = self.waits.mean(axis=0)
        return mean

    @property
    def standard_errors(self) -> Floats:
        """The standard error of each mean wait, (stages,); not a figure when there is one replication."""
        runs = len(self.waits)
        if runs < 2:
            return np.full(self.waits.shape[1], np.nan)
        errors: Floats = self.waits.std(axis=0, ddof=1) / sqrt(runs)
        return errors

    @property
    def time_in_system(self) -> float:
        """The mean time from arrival to leaving the last stage."""
        return float(self._through.mean())

    @property
    def share_over_limit(self) -> Floats:
        """The share of cases that wait beyond the limit of each stage, (stages,), 0..1; 0 where there is none."""
        share: Floats = self.over_limit.mean(axis=0)
        return share

    def intervals(self) -> list[Interval]:
        """The mean wait before each stage with its 95 % interval over replications."""
        return [interval(column) for column in self.waits.T]

    def time_interval(self) -> Interval:
        """The mean time in the system with its 95 % interval."""
        return interval(self._through)

    @property
    def _through(self) -> Floats:
        through: Floats = (self.waits + self.services).sum(axis=1)
        return through


def interval(figures: Floats) -> Interval:
    """The mean of independent figures with its 95 % interval by Student's t; as wide as can be when there is one."""
    mean, runs = float(figures.mean()), len(figures)
    if runs < 2:
        return Interval(-np.inf, mean, np.inf)
    half = float(student.ppf(0.975, runs - 1) * figures.std(ddof=1) / sqrt(runs))
    return Interval(mean - half, mean, mean + half)


@dataclass(frozen=True)
class Chain:
    """Stages in order, and how many cases arrive per unit of time, at independent moments."""

    stages: Sequence[Stage]
    arrival_rate: float

    def __post_init__(self) -> None:
        with Reading(BadChain) as reading:
            rate = reading.number("arrival_rate", self.arrival_rate, low=0)
            reading.agree(rate > 0, "arrival_rate must be above 0.")
            reading.problems.extend(not_all(Stage, "stage", self.stages))

    @property
    def loads(self) -> Floats:
        """The share of its servers that each stage keeps at work in the long run, (stages,); from 1 it cannot last."""
        return np.array([self.arrival_rate * stage.mean_service / stage.servers for stage in self.stages])

    def long_run_waits(self) -> Floats:
        """The mean wait before each stage in the long run when every service is exponential, (stages,)."""
        return np.array([mean_wait(self.arrival_rate, one.servers, one.mean_service) for one in self.stages])

    def simulate(
        self, cases: int, replications: int = 1_000, seed: int = 0, *, warm_up: int | None = None, empty: bool = False
    ) -> Result:
        """Let `cases` cases arrive in each of `replications` independent runs; the same seed gives the same figures.

        A run begins in the long-run state of an exponential chain, which is exact where every variation is 1, so
        that nothing needs to be thrown away. `warm_up` cases arrive first and are not counted: by default none for
        such a chain, else as many as are counted. `empty` begins with idle servers instead (a new chain); a stage
        that cannot keep up always does. Raises BadChain.
        """
        with Reading(BadChain) as reading:
            counted = reading.count("cases", cases, low=1)
            runs = reading.count("replications", replications, low=1)
            first = None if warm_up is None else reading.count("warm_up", warm_up)
            begin = reading.count("seed", seed)
            exact = all(stage.variation == 1 for stage in self.stages)
            before = first if first is not None else 0 if exact or empty else counted
            events = counted * runs * (len(self.stages) + 1)
            reading.require(events <= MOST_EVENTS, f"That is {events:,} events; {MOST_EVENTS:,} is the most.")
        waits, services, over = simulate(
            [(one.servers, one.mean_service, one.variation, one.limit) for one in self.stages],
            self.arrival_rate, counted=counted, before=before, runs=runs,
            random=np.random.default_rng(begin), empty=empty,
        )  # fmt: skip
        return Result(waits=waits, services=services, over_limit=over)


def difference(one: Result, other: Result) -> list[Interval]:
    """How much longer cases wait before each stage in `one` than in `other`, as paired intervals.

    Give both runs the same seed, so that they share their chances (common random numbers). Raises BadChain.
    """
    with Reading(BadChain) as reading:
        reading.require(one.waits.shape == other.waits.shape, "Both results must have the same runs and stages.")
    return [interval(column) for column in (one.waits - other.waits).T]
