# SPDX-License-Identifier: EUPL-1.2
"""Many runs of a small model over many inputs, against EMA-workbench one after another."""

import logging
from collections.abc import Iterator

import numpy as np
from numpy.random import default_rng

from benchmarks import parts
from benchmarks.methods.measuring import SEED, Sizes, agree, claim, sizes_for
from benchmarks.rows import Claim
from vijfveld.methods import discovery


def claims(sizes: parts.Sizes) -> Iterator[Claim]:
    """Many runs of a small model over many inputs, against EMA-workbench one after another."""
    yield from exploration(sizes_for(sizes))


def exploration(sizes: Sizes) -> Iterator[Claim]:
    """W5: many runs of a small model over many inputs."""
    import ema_workbench

    ema_workbench.ema_logging.log_to_stderr(logging.ERROR)
    names = [f"x{at}" for at in range(sizes.inputs)]
    ranges = {name: (0.0, 1.0 + at) for at, name in enumerate(names)}
    model = ema_workbench.Model("shortfall", function=lambda **columns: shortfall(columns))
    model.uncertainties = [ema_workbench.RealParameter(name, *bounds) for name, bounds in ranges.items()]
    model.outcomes = [ema_workbench.ScalarOutcome("shortfall")]

    def peer() -> tuple[object, object]:
        with ema_workbench.SequentialEvaluator(model) as evaluator:
            return evaluator.perform_experiments(scenarios=sizes.runs, log_progress=True)

    def ours() -> object:
        return discovery.explore(shortfall, ranges, runs=sizes.runs, rng=default_rng(SEED))

    experiments, outcomes = peer()
    again = discovery.run(shortfall, tuple(names), experiments[names].to_numpy(dtype=float))
    agree(bool(np.allclose(again.outcomes["shortfall"], outcomes["shortfall"], atol=1e-9)), "EMA-workbench")
    yield claim(f"W5 {sizes.runs:,} runs of {sizes.inputs} inputs: EMA sequential", ours, peer, 100, rounds=1)


def shortfall(columns):  # type: ignore[no-untyped-def]
    """A model that takes single figures and whole columns alike: what the last input lacks of the mean of the rest."""
    *rest, last = columns.values()
    return {"shortfall": sum(rest) / len(rest) - last}
