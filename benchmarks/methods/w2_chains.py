# SPDX-License-Identifier: EUPL-1.2
"""Cases through five stages, against SimPy and Ciw, after agreeing with Erlang."""

import random
from collections.abc import Iterator

import numpy as np

from benchmarks import parts
from benchmarks.methods.measuring import SEED, Sizes, agree, sizes_for
from benchmarks.rows import Claim, seconds, timed
from vijfveld.methods.chains import Chain, Flow, Post, Stage, Surge

SERVERS = (12, 6, 4, 40, 10)
LOAD = 0.85
RUNS = 1_000


def claims(sizes: parts.Sizes) -> Iterator[Claim]:
    """Cases through five stages, against SimPy and Ciw, after agreeing with Erlang."""
    yield from chains(sizes_for(sizes))


def chains(sizes: Sizes) -> Iterator[Claim]:
    """W2: seconds for a million cases; the peers pass fewer, and are scaled to a million."""
    stages = [Stage(servers, LOAD * servers) for servers in SERVERS]
    chain, few = Chain(stages, 1.0), min(20_000, sizes.runs // 5)
    whole = sizes.runs * 10
    found = chain.simulate(whole // RUNS, RUNS, SEED)
    away = np.abs(found.wait_per_stage - chain.long_run_waits())
    agree(bool((away < 3 * found.standard_errors).all()), "Erlang, within 3 standard errors")
    ours = timed(lambda: chain.simulate(whole // RUNS, RUNS, SEED), rounds=3)
    surge = Surge([Post(stage) for stage in stages], [Flow("cases", [(0.0, 1.0)])])
    by_event = timed(lambda: surge.run(float(few), seed=SEED), rounds=3) * whole / few
    simpy, ciw = (seconds(lambda peer=peer: peer(few)) * whole / few for peer in (simpy_run, ciw_run))
    yield Claim(f"W2 {whole:,} cases, five stages: SimPy", ours, simpy, 1 / 50, "peer")
    yield Claim(f"W2 {whole:,} cases, five stages: Ciw", ours, ciw, 1 / 150, "peer")
    yield Claim(f"W2 {whole:,} cases, event by event: SimPy", by_event, simpy, 1 / 5, "peer")


def simpy_run(cases: int) -> float:
    """Pass cases by SimPy; the mean wait before the first stage."""
    import simpy

    draw, world = random.Random(SEED), simpy.Environment()
    stages = [(simpy.Resource(world, servers), 1 / (LOAD * servers)) for servers in SERVERS]
    waits: list[float] = []

    def case():  # type: ignore[no-untyped-def]
        for place, (stage, rate) in enumerate(stages):
            arrived = world.now
            with stage.request() as turn:
                yield turn
                if place == 0:
                    waits.append(world.now - arrived)
                yield world.timeout(draw.expovariate(rate))

    def arrivals():  # type: ignore[no-untyped-def]
        for _ in range(cases):
            yield world.timeout(draw.expovariate(1.0))
            world.process(case())

    world.process(arrivals())
    world.run()
    return sum(waits) / len(waits)


def ciw_run(cases: int) -> int:
    """Pass cases by Ciw; how many services it recorded."""
    import ciw

    stages = len(SERVERS)
    onward = [[1.0 if other == place + 1 else 0.0 for other in range(stages)] for place in range(stages)]
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(1.0), *[None] * (stages - 1)],
        service_distributions=[ciw.dists.Exponential(1 / (LOAD * servers)) for servers in SERVERS],
        number_of_servers=list(SERVERS), routing=onward,
    )  # fmt: skip
    ciw.seed(SEED)
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(cases, method="Finish")
    return len(simulation.get_all_records())
