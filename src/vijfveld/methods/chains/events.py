# SPDX-License-Identifier: EUPL-1.2
"""The event loop of a chain under pressure: one heap of endings, a line per priority at every stage.

The loop keeps its state in lists, because it passes here millions of times.
"""

from collections import deque
from collections.abc import Sequence
from heapq import heappop, heappush
from math import inf
from typing import Protocol

MOST_PASSES = 20
"""How often one case may pass one stage; a case that would come back more often goes on."""
Event = tuple[float, int, int, int]
"""Time, order, stage, and the case that ends there or, below 0, minus one minus the servers on duty from then."""


class AStage(Protocol):
    """What the loop needs of a stage."""

    @property
    def servers(self) -> int: ...
    @property
    def limit(self) -> float | None: ...


class APost(Protocol):
    """What the loop needs of a post."""

    @property
    def stage(self) -> AStage: ...
    @property
    def roster(self) -> Sequence[tuple[float, float]]: ...
    @property
    def back(self) -> float: ...
    @property
    def back_to(self) -> int: ...


class AFlow(Protocol):
    """What the loop needs of a flow."""

    @property
    def priority(self) -> int: ...
    @property
    def interrupts(self) -> bool: ...


class Draw(Protocol):
    """Where the chances come from."""

    def service(self, flow: int, post: int, turn: int) -> list[float]: ...
    def turns(self, flow: int, post: int, turn: int) -> list[float]: ...


class Seen:
    """What the loop saw: sums by flow and stage, and when each case left."""

    def __init__(self, flows: int, posts: int, cases: int) -> None:
        """Nothing was seen yet."""
        self.waits = [[0.0] * posts for _ in range(flows)]
        self.passed = [[0] * posts for _ in range(flows)]
        self.over = [[0] * posts for _ in range(flows)]
        self.interrupted = [[0] * posts for _ in range(flows)]
        self.left_at = [inf] * cases


class Line:
    """One stage: its servers, who waits by priority, and who is served."""

    __slots__ = ("free", "limit", "serving", "waiting")

    def __init__(self, servers: int, priorities: int, limit: float | None) -> None:
        """All servers are free and nobody waits."""
        self.free = servers
        self.limit = inf if limit is None else limit
        self.waiting: list[deque[int]] = [deque() for _ in range(priorities)]
        self.serving: dict[int, float] = {}


class Play:
    """One run: the state of all stages and cases, and the four things that can happen."""

    def __init__(self, posts: Sequence[APost], flows: Sequence[AFlow], flow_of: list[int], number: list[int]) -> None:
        """An empty chain at time 0."""
        ranks = sorted({flow.priority for flow in flows})
        self.posts, self.flows = posts, flows
        self.flow_of, self.number = flow_of, number
        self.rank = [ranks.index(flow.priority) for flow in flows]
        self.interrupts = [flow.interrupts for flow in flows]
        self.any_interrupts = any(self.interrupts)
        self.lines = [Line(post.stage.servers, len(ranks), post.stage.limit) for post in posts]
        self.seen = Seen(len(flows), len(posts), len(flow_of))
        self.since = [0.0] * len(flow_of)
        self.waited = [0.0] * len(flow_of)
        self.left: dict[int, float] = {}
        self.turn: dict[int, list[int]] = {}
        self.heap: list[Event] = []
        self.order = 0
        self.warm_up = 0.0
        for place, post in enumerate(posts):
            for time, servers in post.roster:
                self.order += 1
                heappush(self.heap, (time, self.order, place, -1 - int(servers)))
        self.on_duty = [post.stage.servers for post in posts]

    def arrive(self, now: float, case: int, place: int, draw: Draw) -> None:
        """A case comes to a stage: it is served, takes a place, or waits."""
        line = self.lines[place]
        self.since[case] = now
        if line.free > 0 or (self.any_interrupts and self.make_way(now, case, place)):
            self.begin(now, case, place, draw)
        else:
            line.waiting[self.rank[self.flow_of[case]]].append(case)

    def begin(self, now: float, case: int, place: int, draw: Draw) -> None:
        """A case is taken up at a stage, for the first time or again after it made way."""
        line, flow = self.lines[place], self.flow_of[case]
        line.free -= 1
        wait = now - self.since[case]
        left = self.left.pop(case, None) if self.left else None
        if left is None:
            turn = self.turn[case][place] if case in self.turn else 0
            left = draw.service(flow, place, turn)[self.number[case]]
        if wait:
            self.waited[case] += wait
        end = now + left
        if self.any_interrupts:
            line.serving[case] = end
        self.order += 1
        heappush(self.heap, (end, self.order, place, case))

    def make_way(self, now: float, case: int, place: int) -> bool:
        """Let the last begun of the least urgent work make way, if it is less urgent; it waits at the front."""
        if not self.interrupts[self.flow_of[case]]:
            return False
        line, mine = self.lines[place], self.rank[self.flow_of[case]]
        least = max(line.serving, key=lambda one: (self.rank[self.flow_of[one]], line.serving[one]), default=None)
        if least is None or self.rank[self.flow_of[least]] <= mine:
            return False
        self.left[least] = line.serving.pop(least) - now
        self.since[least] = now
        self.seen.interrupted[self.flow_of[least]][place] += 1
        line.waiting[self.rank[self.flow_of[least]]].appendleft(least)
        line.free += 1
        return True

    def end(self, now: float, case: int, place: int, draw: Draw) -> None:
        """A stage is done with a case: the next is taken up, and the case goes on, back, or out."""
        line, flow = self.lines[place], self.flow_of[case]
        if self.any_interrupts:
            if line.serving.get(case) != now:
                return
            del line.serving[case]
        self.note(now, case, place, flow)
        line.free += 1
        if line.free > 0:
            self.take_next(now, place, draw)
        onward = self.onward(case, place, flow, draw)
        if onward < len(self.lines):
            self.arrive(now, case, onward, draw)
        else:
            self.seen.left_at[case] = now

    def note(self, now: float, case: int, place: int, flow: int) -> None:
        """Count the wait of a case that a stage is done with."""
        waited, self.waited[case] = self.waited[case], 0.0
        if self.since[case] >= self.warm_up:
            self.seen.waits[flow][place] += waited
            self.seen.passed[flow][place] += 1
            if waited > self.lines[place].limit:
                self.seen.over[flow][place] += 1

    def take_next(self, now: float, place: int, draw: Draw) -> None:
        """The first of the most urgent who wait is taken up."""
        for waiting in self.lines[place].waiting:
            if waiting:
                self.begin(now, waiting.popleft(), place, draw)
                return

    def onward(self, case: int, place: int, flow: int, draw: Draw) -> int:
        """The stage where a case goes next; one past the last is out."""
        post = self.posts[place]
        if not post.back:
            return place + 1
        turns = self.turn.setdefault(case, [0] * len(self.posts))
        returns = draw.turns(flow, place, turns[place])[self.number[case]] < post.back
        turns[place] += 1
        return post.back_to if returns and turns[place] < MOST_PASSES else place + 1

    def shift(self, now: float, place: int, servers: int, draw: Draw) -> None:
        """From now on there are so many servers; who is at work when there are fewer ends that work first."""
        line = self.lines[place]
        line.free += servers - self.on_duty[place]
        self.on_duty[place] = servers
        while line.free > 0 and any(line.waiting):
            self.take_next(now, place, draw)


def play(
    posts: Sequence[APost], flows: Sequence[AFlow], at: list[float], flow_of: list[int], number: list[int], *,
    draw: Draw, until: float, warm_up: float,
) -> Seen:  # fmt: skip
    """Let the cases, in order of arrival, pass the posts until a time."""
    run = Play(posts, flows, flow_of, number)
    run.warm_up = warm_up
    heap, arrive, end = run.heap, run.arrive, run.end
    case, cases = 0, len(at)
    coming = at[0] if cases else inf
    while coming <= until or heap:
        if heap and heap[0][0] <= coming:
            now, _order, place, who = heappop(heap)
            if now > until:
                break
            if who >= 0:
                end(now, who, place, draw)
            else:
                run.shift(now, place, -1 - who, draw)
        else:
            arrive(coming, case, 0, draw)
            case += 1
            coming = at[case] if case < cases else inf
    return run.seen
