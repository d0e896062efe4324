# SPDX-License-Identifier: EUPL-1.2
"""Many replications of a chain side by side, in numpy: case by case in time, all replications at once.

A case starts when it has arrived and the first of the servers is free (Kiefer and Wolfowitz 1955); sorted departures
of a stage are the arrivals of the next. Runs are the columns of each array, so that a step reads memory in order.
"""

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator
from scipy.stats import geom

from vijfveld.methods.chains.queues import erlang_c, mean_wait
from vijfveld.methods.figures import Floats, Ints

Shape = tuple[int, float, float, float | None]
"""A stage: servers, mean service, variation, limit."""
NOBODY = -np.inf
"""The arrival of a case that is not there: it sorts first, takes no time and changes nothing."""


def simulate(
    stages: Sequence[Shape], rate: float, *, counted: int, before: int, runs: int, random: Generator, empty: bool
) -> tuple[Floats, Floats, Floats]:
    """Mean wait, mean service and share over the limit of `counted` arrivals at each stage, (runs, stages).

    The first case arrives at 0, when a case that arrives sees the long-run state. More cases than are counted arrive
    afterwards, as many as the chain holds, so that the last that are counted see a chain that still is fed.
    """
    streams = random.spawn(2 * len(stages) + 1)
    fresh = before + counted + _held(stages, rate)
    arrivals = streams[0].exponential(1 / rate, (fresh, runs))
    arrivals[0] = 0.0
    np.cumsum(arrivals, axis=0, out=arrivals)
    found = np.zeros((3, len(stages), runs))
    for place, (servers, mean, variation, limit) in enumerate(stages):
        start, services = streams[1 + 2 * place], streams[2 + 2 * place]
        free = np.zeros((servers, runs))
        waiting = np.zeros((0, runs))
        if not empty and rate * mean < servers:
            free, waiting = long_run_start(rate * mean, free, mean, random=start)
        present = np.where(free > 0, free, NOBODY)
        work = _services(services, mean, variation, (len(waiting) + len(arrivals), runs))
        lined = np.concatenate([waiting, arrivals])
        work[lined == NOBODY] = 0.0
        starts = serve(lined, work, free)
        first = len(lined) - fresh + before
        waits = starts[first : first + counted] - lined[first : first + counted]
        found[:, place] = waits.mean(axis=0), work[first : first + counted].mean(axis=0), _over(waits, limit)
        starts += work
        starts[lined == NOBODY] = NOBODY
        arrivals = np.concatenate([present, starts])
        arrivals.sort(axis=0)
    return tuple(figure.T for figure in found)  # type: ignore[return-value]


def _held(stages: Sequence[Shape], rate: float) -> int:
    """Somewhat more than how many cases all stages but the last hold in the long run."""
    held = 0.0
    for servers, mean, _variation, _limit in stages[:-1]:
        wait = mean_wait(rate, servers, mean)
        held += rate * mean + (rate * wait if wait < np.inf else servers)
    return int(np.ceil(1.5 * held))


def _services(random: Generator, mean: float, variation: float, shape: tuple[int, int]) -> Floats:
    if variation == 0:
        return np.full(shape, mean)
    if variation == 1:
        drawn: Floats = random.exponential(mean, shape)
        return drawn
    return random.gamma(variation**-2, mean * variation**2, shape)


def _over(waits: Floats, limit: float | None) -> Floats:
    if limit is None:
        return np.zeros(waits.shape[1])
    share: Floats = (waits > limit).mean(axis=0)
    return share


def serve(arrivals: Floats, services: Floats, free: Floats) -> Floats:
    """When each case starts, (cases, runs); `free`, (servers, runs), says when each server is free and is moved on."""
    starts = np.empty_like(arrivals)
    columns = np.arange(free.shape[1])
    if len(free) == 1:
        return _serve_alone(arrivals, services, free[0], starts)
    flat = free.reshape(-1)
    runs = free.shape[1]
    for case, arrival in enumerate(arrivals):
        first = free.argmin(axis=0)
        first *= runs
        first += columns
        start = starts[case]
        np.take(flat, first, out=start, mode="clip")
        np.maximum(start, arrival, out=start)
        flat[first] = start + services[case]
    return starts


def _serve_alone(arrivals: Floats, services: Floats, free: Floats, starts: Floats) -> Floats:
    """One server: no need to look for the first that is free. Source: Lindley (1952)."""
    for case, arrival in enumerate(arrivals):
        np.maximum(free, arrival, out=starts[case])
        np.add(starts[case], services[case], out=free)
    return starts


def long_run_start(load: float, free: Floats, mean: float, *, random: Generator) -> tuple[Floats, Floats]:
    """When each server is free and who waits, drawn from the long-run state of an exponential stage.

    Gives free, (servers, runs), 0 where a server is idle, and the arrivals of those in line, (longest line, runs):
    0 for who is there, NOBODY elsewhere. Source: the birth and death process of Erlang's queue, and Burke (1956): the
    stages of an exponential chain are independent in the long run.
    """
    servers, runs = free.shape
    busy = _busy(load, servers, np.asarray(random.random(runs)))
    remaining = random.exponential(mean, (servers, runs))
    rank = np.arange(servers)[:, None]
    free = np.where(rank < np.minimum(busy, servers), remaining, 0.0)
    line = np.maximum(busy - servers, 0)
    length = int(line.max())
    waiting = np.where(np.arange(length, 0, -1)[:, None] <= line, 0.0, NOBODY)
    return free, waiting


def _busy(load: float, servers: int, chance: Floats) -> Ints:
    """How many cases a stage holds, by the inverse of their long-run distribution."""
    below = np.cumprod(np.concatenate([[1.0], load / np.arange(1, servers)])) if servers > 1 else np.ones(1)
    waits = erlang_c(load, servers)
    edges = np.cumsum(below / below.sum()) * (1 - waits)
    counts: Ints = np.searchsorted(edges, chance).astype(np.int64)
    in_line = chance > edges[-1]
    if in_line.any():
        rest = (chance[in_line] - edges[-1]) / waits
        counts[in_line] = servers - 1 + geom.ppf(np.clip(rest, 1e-15, 1 - 1e-15), 1 - load / servers).astype(np.int64)
    return counts
