# SPDX-License-Identifier: EUPL-1.2
"""The event loop of a chain under pressure: one heap of endings, a line per priority at every stage.

The loop keeps its state in lists and does what is common itself, because it passes here millions of times. What is
rare (rosters, work that makes way, cases that come back) has a function of its own.
"""

from collections import deque
from collections.abc import Sequence
from heapq import heapify, heappop, heappush
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


class Play:
    """One run: the state of all stages and cases in lists, by place of the stage and by case, and what is rare."""

    def __init__(
        self, posts: Sequence[APost], flows: Sequence[AFlow], flow_of: list[int], number: list[int], draw: Draw
    ) -> None:
        """An empty chain at time 0."""
        ranks = sorted({flow.priority for flow in flows})
        ranked = [ranks.index(flow.priority) for flow in flows]
        self.posts, self.flow_of, self.number, self.draw = posts, flow_of, number, draw
        self.rank_of = [ranked[flow] for flow in flow_of]
        self.interrupts = [flow.interrupts for flow in flows]
        self.interrupting = any(self.interrupts)
        self.on_duty = [post.stage.servers for post in posts]
        self.free = list(self.on_duty)
        self.waiting: list[list[deque[int]]] = [[deque() for _ in ranks] for _ in posts]
        self.serving: list[dict[int, float]] = [{} for _ in posts]
        self.first = [self._first_pass(place, len(flows)) for place in range(len(posts))]
        self.seen = Seen(len(flows), len(posts), len(flow_of))
        self.since = [0.0] * len(flow_of)
        self.waited = [0.0] * len(flow_of)
        self.left: dict[int, float] = {}
        self.turn: dict[int, list[int]] = {}
        shifts = [(time, place, int(servers)) for place, post in enumerate(posts) for time, servers in post.roster]
        self.order = len(shifts)
        self.heap: list[Event] = [
            (time, order, place, -1 - servers) for order, (time, place, servers) in enumerate(shifts, start=1)
        ]
        heapify(self.heap)

    def service(self, case: int, place: int) -> float:
        """How long a case is served from now: what was left when it made way, or the time of this pass."""
        left = self.left.pop(case, None) if self.left else None
        if left is not None:
            return left
        turn = self.turn[case][place] if case in self.turn else 0
        return self.draw.service(self.flow_of[case], place, turn)[self.number[case]]

    def make_way(self, now: float, case: int, place: int) -> bool:
        """Let the last begun of the least urgent work make way, if it is less urgent; it waits at the front."""
        if not self.interrupts[self.flow_of[case]]:
            return False
        serving, rank = self.serving[place], self.rank_of
        least = max(serving, key=lambda one: (rank[one], serving[one]), default=None)
        if least is None or rank[least] <= rank[case]:
            return False
        self.left[least] = serving.pop(least) - now
        self.since[least] = now
        self.seen.interrupted[self.flow_of[least]][place] += 1
        self.waiting[place][rank[least]].appendleft(least)
        self.free[place] += 1
        return True

    def still_served(self, now: float, case: int, place: int) -> bool:
        """Whether an ending is true: the case did not make way since it was foreseen."""
        serving = self.serving[place]
        if serving.get(case) != now:
            return False
        del serving[case]
        return True

    def onward(self, case: int, place: int) -> int:
        """The stage where a case goes from one with a chance to go back; one past the last is out."""
        post, flow = self.posts[place], self.flow_of[case]
        turns = self.turn.setdefault(case, [0] * len(self.posts))
        returns = self.draw.turns(flow, place, turns[place])[self.number[case]] < post.back
        turns[place] += 1
        return post.back_to if returns and turns[place] < MOST_PASSES else place + 1

    def shift(self, place: int, servers: int) -> None:
        """From now on there are so many servers; who is at work when there are fewer ends that work first."""
        self.free[place] += servers - self.on_duty[place]
        self.on_duty[place] = servers

    def _first_pass(self, place: int, flows: int) -> list[float]:
        """The service time of every case in its first pass."""
        drawn = [self.draw.service(flow, place, 0) for flow in range(flows)]
        return drawn[0] if flows == 1 else [drawn[flow][at] for flow, at in zip(self.flow_of, self.number, strict=True)]


def play(  # noqa: C901, PLR0915
    posts: Sequence[APost], flows: Sequence[AFlow], at: list[float], flow_of: list[int], number: list[int], *,
    draw: Draw, until: float, warm_up: float,
) -> Seen:  # fmt: skip
    """Let the cases, in order of arrival, pass the posts until a time.

    One long loop on purpose: a call for each of the four things that can happen would take as long as the thing itself.
    """
    run = Play(posts, flows, flow_of, number, draw)
    heap, free, waiting, since, waited, first = run.heap, run.free, run.waiting, run.since, run.waited, run.first
    rank_of, serving, interrupting = run.rank_of, run.serving, run.interrupting
    backs, limits = [post.back > 0 for post in posts], [_limit(post) for post in posts]
    plain = not interrupting and not any(backs)
    seen, order, last, arrived = run.seen, run.order, len(posts), 0
    waits, passed, over, left_at = seen.waits, seen.passed, seen.over, seen.left_at
    coming = at[0] if at else inf
    at = [*at, inf]
    while True:
        if heap and heap[0][0] <= coming:
            now, _, place, case = heappop(heap)
            if now > until:
                return seen
            if case < 0:
                run.shift(place, -1 - case)
            elif interrupting and not run.still_served(now, case, place):
                continue
            else:
                free[place] += 1
                wait, waited[case] = waited[case], 0.0
                if since[case] >= warm_up:
                    flow = flow_of[case]
                    passed[flow][place] += 1
                    if wait:
                        waits[flow][place] += wait
                        over[flow][place] += wait > limits[place]
            while free[place] > 0:
                for line in waiting[place]:
                    if line:
                        break
                else:
                    break
                taken = line.popleft()
                free[place] -= 1
                waited[taken] += now - since[taken]
                end = now + (first[place][taken] if plain else run.service(taken, place))
                if interrupting:
                    serving[place][taken] = end
                order += 1
                heappush(heap, (end, order, place, taken))
            if case < 0:
                continue
            place = run.onward(case, place) if backs[place] else place + 1
            if place == last:
                left_at[case] = now
                continue
        elif coming <= until:
            now, case, place = coming, arrived, 0
            arrived += 1
            coming = at[arrived]
        else:
            return seen
        since[case] = now
        if free[place] > 0 or (interrupting and run.make_way(now, case, place)):
            free[place] -= 1
            end = now + (first[place][case] if plain else run.service(case, place))
            if interrupting:
                serving[place][case] = end
            order += 1
            heappush(heap, (end, order, place, case))
        else:
            waiting[place][rank_of[case]].append(case)


def _limit(post: APost) -> float:
    return inf if post.stage.limit is None else post.stage.limit
