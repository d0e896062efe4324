# SPDX-License-Identifier: EUPL-1.2
"""A chain under pressure, event by event: urgent cases before ordinary ones, rosters, cases that come back.

Every case draws its chances by its own number, so that two plans with one seed meet the same cases (common random
numbers) and their difference is the plan's. Slower than side by side; for what that cannot do.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.random import SeedSequence, default_rng

from vijfveld.methods.chains.events import Seen, play
from vijfveld.methods.chains.model import Stage, not_all
from vijfveld.methods.chains.queues import BadChain
from vijfveld.methods.figures import Floats, Ints, Reading, is_figure

MOST_CASES = 5_000_000
Steps = Sequence[tuple[float, float]]
"""A figure that holds from a time on: (from, figure), in order of time."""


def _steps(given: Steps) -> tuple[list[float], list[float]] | None:
    """The times and the figures of steps; nothing when they are no pairs of figures."""
    try:
        pairs = [(time, figure) for time, figure in given]
    except (TypeError, ValueError):
        return None
    if not all(is_figure(one) for pair in pairs for one in pair):
        return None
    return [time for time, _figure in pairs], [figure for _time, figure in pairs]


@dataclass(frozen=True)
class Flow:
    """Cases of one sort: how many arrive per unit of time, and who goes first. Lower priority numbers go first.

    rate: steps (from, rate), so that a surge is a step up and a step down. interrupts: whether a case of this flow
    takes the place of work with a higher priority number that was begun; that work goes on later where it was.
    """

    name: str
    rate: Steps
    priority: int = 1
    interrupts: bool = False

    def problems(self) -> list[str]:
        """Everything wrong with it, in sentences."""
        steps = _steps(self.rate)
        if steps is None:
            return [f"{self.name} needs a rate in pairs of figures (from, rate), not {self.rate!r}."]
        times, rates = steps
        wrong = [] if times else [f"{self.name} needs a rate."]
        wrong += [] if times == sorted(times) else [f"{self.name}: the steps of its rate must follow in time."]
        return wrong + ([] if all(0 <= rate < np.inf for rate in rates) else [f"{self.name}: rates are from 0."])


@dataclass(frozen=True)
class Post:
    """A stage with a roster (from, servers) and a chance, below 1, that a case goes back to an earlier stage."""

    stage: Stage
    roster: Steps = ()
    back: float = 0.0
    back_to: int = 0

    def problems(self, place: int, posts: int) -> list[str]:
        """Everything wrong with it, in sentences."""
        if not isinstance(self.stage, Stage):
            return [f"Post {place} needs a Stage, not {self.stage!r}."]
        called = self.stage.name or f"Stage {place}"
        wrong, steps = [], _steps(self.roster)
        if steps is None:
            wrong.append(f"{called} needs a roster in pairs of figures (from, servers), not {self.roster!r}.")
        times, counts = steps or ([], [])
        wrong += [] if times == sorted(times) else [f"{called}: the roster must follow in time."]
        whole = all(0 <= count < np.inf and count == int(count) for count in counts)
        wrong += [] if whole else [f"{called}: a roster holds whole numbers of servers from 0."]
        back = is_figure(self.back) and 0 <= self.back < 1
        wrong += [] if back else [f"{called}: the chance to go back is from 0 to below 1."]
        return wrong + ([] if self.back_to in range(posts) else [f"{called}: there is no stage {self.back_to!r}."])


@dataclass(frozen=True)
class Outcome:
    """What happened between the warm-up and the end. Arrays are (flows, stages) unless said otherwise."""

    flows: tuple[str, ...]
    waits: Floats
    passed: Ints
    over_limit: Ints
    interrupted: Ints
    arrived: Ints = field(repr=False)
    finished: Ints = field(repr=False)
    left_at: Floats = field(repr=False)
    flow_of: Ints = field(repr=False)
    """Per case, (cases,): its flow and when it left the chain; infinite when it was still in it at the end."""

    @property
    def mean_waits(self) -> Floats:
        """The mean wait before each stage by flow; not a figure where nobody passed."""
        with np.errstate(invalid="ignore", divide="ignore"):
            mean: Floats = self.waits / self.passed
        return mean


def displaced(without: Outcome, with_surge: Outcome, *, flow: str, later: float = 0.0) -> int:
    """How many cases of an ordinary flow leave the chain more than `later` later, or no more, because of the surge.

    Both outcomes must share seed, posts and horizon: the n-th case of a flow is then the same case. Raises BadChain.
    """
    with Reading(BadChain) as reading:
        reading.require(flow in without.flows and flow in with_surge.flows, f"There is no flow {flow!r} in both.")
    one = without.left_at[without.flow_of == without.flows.index(flow)]
    other = with_surge.left_at[with_surge.flow_of == with_surge.flows.index(flow)]
    with Reading(BadChain) as reading:
        reading.require(len(one) == len(other), "The two runs do not hold the same cases.")
    finite = np.isfinite(one)
    return int(np.count_nonzero(other[finite] > one[finite] + later))


@dataclass(frozen=True)
class Surge:
    """Posts in order and the flows through them."""

    posts: Sequence[Post]
    flows: Sequence[Flow]

    def __post_init__(self) -> None:
        with Reading(BadChain) as reading:
            reading.problems.extend([*not_all(Post, "post", self.posts), *not_all(Flow, "flow", self.flows)])
        with Reading(BadChain) as reading:
            names = [flow.name for flow in self.flows]
            reading.require(len(set(names)) == len(names), "Every flow needs a name of its own.")
            for place, post in enumerate(self.posts, start=1):
                reading.problems.extend(post.problems(place, len(self.posts)))
            for flow in self.flows:
                reading.problems.extend(flow.problems())

    def run(self, until: float, *, seed: int = 0, warm_up: float = 0.0) -> Outcome:
        """Play from an empty chain at 0 until a time; waits count for cases that arrive at a stage after the warm-up.

        Raises BadChain.
        """
        with Reading(BadChain) as reading:
            lasts = is_figure(until) and 0 < until < np.inf
            reading.require(lasts, "until must be above 0 and finite.")
            first = reading.number("warm_up", warm_up, low=0)
            reading.count("seed", seed)
            reading.require(not lasts or first < until, "warm_up must be from 0 to below until.")
            expected = sum(_expected(flow.rate, until) for flow in self.flows) if lasts else 0.0
            reading.require(expected <= MOST_CASES, f"That is about {expected:,.0f} cases; {MOST_CASES:,} is the most.")
        times = [_arrivals(flow.rate, until, default_rng([seed, place])) for place, flow in enumerate(self.flows)]
        at = np.concatenate(times)
        flow_of = np.repeat(np.arange(len(times)), [len(one) for one in times])
        number = np.concatenate([np.arange(len(one)) for one in times])
        order = np.argsort(at, kind="stable")
        chances = Chances(self.posts, [len(one) for one in times], seed)
        seen = play(
            self.posts, self.flows, at[order].tolist(), flow_of[order].tolist(), number[order].tolist(),
            draw=chances, until=until, warm_up=warm_up,
        )  # fmt: skip
        return _outcome(self.flows, seen, flow_of[order], at[order], warm_up)


class Chances:
    """The service times and turns back of every case, drawn by flow, stage, pass and the case's own number."""

    def __init__(self, posts: Sequence[Post], cases: Sequence[int], seed: int) -> None:
        """Nothing is drawn before it is asked for."""
        self._posts, self._cases, self._seed = posts, cases, seed
        self._services: dict[tuple[int, int, int], list[float]] = {}
        self._turns: dict[tuple[int, int, int], list[float]] = {}

    def service(self, flow: int, post: int, turn: int) -> list[float]:
        """The service times of all cases of a flow at a stage, in their pass of that number."""
        key = (flow, post, turn)
        if key not in self._services:
            stage, random = self._posts[post].stage, default_rng(SeedSequence(self._seed, spawn_key=(0, *key)))
            self._services[key] = _drawn(random, stage, self._cases[flow]).tolist()
        return self._services[key]

    def turns(self, flow: int, post: int, turn: int) -> list[float]:
        """A chance 0..1 for each case: below the stage's `back`, it goes back."""
        key = (flow, post, turn)
        if key not in self._turns:
            random = default_rng(SeedSequence(self._seed, spawn_key=(1, *key)))
            self._turns[key] = random.random(self._cases[flow]).tolist()
        return self._turns[key]


def _drawn(random: np.random.Generator, stage: Stage, cases: int) -> Floats:
    if stage.variation == 0:
        return np.full(cases, stage.mean_service)
    shape = stage.variation**-2
    drawn: Floats = random.gamma(shape, stage.mean_service / shape, cases)
    return drawn


def _pieces(steps: Steps, until: float) -> list[tuple[float, float, float]]:
    ends = [*(step[0] for step in steps[1:]), until]
    pieces = [(max(start, 0.0), min(end, until), rate) for (start, rate), end in zip(steps, ends, strict=True)]
    return [piece for piece in pieces if piece[0] < piece[1]]


def _expected(steps: Steps, until: float) -> float:
    return sum((end - start) * rate for start, end, rate in _pieces(steps, until))


def _arrivals(steps: Steps, until: float, random: np.random.Generator) -> Floats:
    """Independent moments at a rate that changes by steps."""
    pieces = [np.sort(random.uniform(start, end, random.poisson((end - start) * rate)))
              for start, end, rate in _pieces(steps, until)]  # fmt: skip
    return np.concatenate(pieces) if pieces else np.zeros(0)


def _outcome(flows: Sequence[Flow], seen: Seen, flow_of: Ints, at: Floats, warm_up: float) -> Outcome:
    left = np.array(seen.left_at)
    counted = at >= warm_up
    count = np.bincount(flow_of[counted], minlength=len(flows))
    done = np.bincount(flow_of[counted & np.isfinite(left)], minlength=len(flows))
    return Outcome(
        flows=tuple(flow.name for flow in flows), waits=np.array(seen.waits), passed=np.array(seen.passed),
        over_limit=np.array(seen.over), interrupted=np.array(seen.interrupted), arrived=count, finished=done,
        left_at=left, flow_of=flow_of,
    )  # fmt: skip
