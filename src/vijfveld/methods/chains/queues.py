# SPDX-License-Identifier: EUPL-1.2
"""One stage in closed form: how often a case must wait, and how long, when arrivals and services are exponential.

Load a is arrival rate times mean service, in servers at work (erlang); c is the number of servers.
"""

from math import inf

from vijfveld.methods.figures import BadFigures, Reading


class BadChain(BadFigures):
    """Stages, rates or runs that do not make a chain."""


def erlang_b(a: float, c: int) -> float:
    """The share of cases that find all c servers busy when nobody may wait, 0..1.

    a: load in erlang, from 0; c: servers, from 0. Source: Erlang (1917), by the recursion B(n) = aB/(n + aB).
    Raises BadChain.
    """
    with Reading(BadChain) as reading:
        load = reading.number("a", a, low=0)
        most = reading.count("c", c)
    blocked = 1.0
    for servers in range(1, most + 1):
        blocked = load * blocked / (servers + load * blocked)
    return blocked


def erlang_c(a: float, c: int) -> float:
    """The share of cases that must wait before one of c servers is free, 0..1; 1 when the load is c or more.

    a: load in erlang, from 0; c: servers, from 1. Source: Erlang (1917), from Erlang-B. Raises BadChain.
    """
    with Reading(BadChain) as reading:
        load = reading.number("a", a, low=0)
        servers = reading.count("c", c, low=1)
    if load >= servers:
        return 1.0
    blocked = erlang_b(load, servers)
    return servers * blocked / (servers - load * (1 - blocked))


def mean_wait(arrival_rate: float, servers: int, mean_service: float) -> float:
    """The mean time before service in the long run, over all cases; infinite when the servers cannot keep up.

    Rates are per unit of time, mean_service in that unit. Source: Erlang (1917): C(a, c) s / (c - a). Raises BadChain.
    """
    with Reading(BadChain) as reading:
        rate = reading.number("arrival_rate", arrival_rate, low=0)
        service = reading.number("mean_service", mean_service, low=0)
        most = reading.count("servers", servers, low=1)
    load = rate * service
    if load >= most:
        return inf
    return erlang_c(load, most) * service / (most - load)
