# SPDX-License-Identifier: EUPL-1.2
"""A planted box, found by patient rule induction, against that of EMA-workbench."""

from collections.abc import Iterator

import numpy as np
from numpy.random import default_rng

from benchmarks import parts
from benchmarks.methods.measuring import SEED, Sizes, agree, claim, sizes_for
from benchmarks.rows import Claim
from vijfveld.methods import discovery


def claims(sizes: parts.Sizes) -> Iterator[Claim]:
    """A planted box, found by patient rule induction, against that of EMA-workbench."""
    yield from boxes(sizes_for(sizes))


def boxes(sizes: Sizes) -> Iterator[Claim]:
    """W6: a planted box found by patient rule induction."""
    import pandas
    from ema_workbench.analysis.prim import Prim

    table = default_rng(SEED).random((sizes.runs, sizes.inputs))
    wanted = (table[:, 0] > 0.7) & (table[:, 1] > 0.4)
    frame = pandas.DataFrame(table, columns=[f"x{at}" for at in range(sizes.inputs)])

    def peer() -> tuple[float, float]:
        found = Prim(frame, wanted, threshold=0.8, peel_alpha=0.05, paste_alpha=0.05, mass_min=0.05).find_box()
        return float(found.coverage), float(found.density)

    def ours() -> tuple[float, float]:
        last = discovery.prim(table, wanted)[-1]
        return last.coverage, last.density

    agree(bool(np.allclose(ours(), peer(), atol=0.01)), f"EMA-workbench, {ours()} and {peer()}")
    yield claim(f"W6 box in {sizes.runs:,} cases of {sizes.inputs} inputs: EMA", ours, peer, 5, rounds=1)
