# SPDX-License-Identifier: EUPL-1.2
"""Many runs of a model over uncertain inputs, all at once: the model takes and gives whole columns."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from vijfveld.methods.figures import BadFigures, Floats, Reading

Columns = Mapping[str, Floats]


class BadExperiments(BadFigures):
    """Ranges or outcomes that do not make experiments."""


class Experiments(NamedTuple):
    """The names of the inputs, their values (runs, inputs), and each outcome (runs,)."""

    names: tuple[str, ...]
    inputs: Floats
    outcomes: dict[str, Floats]


def latin_hypercube(ranges: Mapping[str, tuple[float, float]], *, runs: int, rng: Generator) -> Floats:
    """Inputs (runs, inputs) such that each input has one value in each of `runs` equal parts of its range.

    ranges: input → (low, high). Source: McKay, Beckman and Conover (1979). Raises BadExperiments.
    """
    with Reading(BadExperiments) as reading:
        reading.require(bool(ranges), "There are no inputs.")
        reading.require(runs >= 1, "There must be at least one run.")
        for name, (low, high) in ranges.items():
            sound = bool(np.isfinite(low) and np.isfinite(high) and low < high)
            reading.require(sound, f"The range of «{name}» must be finite, low below high.")
    inputs = np.empty((len(ranges), runs))
    for column, (low, high) in zip(inputs, ranges.values(), strict=True):
        column[:] = low + (high - low) * (rng.permutation(runs) + rng.random(runs)) / runs
    # Columns lie together in memory, since models and searches go through inputs one by one.
    return inputs.T


def run(model: Callable[[Columns], Mapping[str, ArrayLike]], names: tuple[str, ...], inputs: ArrayLike) -> Experiments:
    """Run a model over given inputs (runs, inputs) in one call.

    model: takes each input by name as an array (runs,) and gives each outcome by name, one figure or (runs,).
    Raises BadExperiments naming every outcome that is missing a figure or has another length.
    """
    with Reading(BadExperiments) as reading:
        given = reading.matrix("inputs", inputs)
        reading.agree(given.shape[1] == len(names), "There must be a name for each input.")
    outcomes = dict(model(dict(zip(names, given.T, strict=True))))
    with Reading(BadExperiments) as reading:
        reading.require(bool(outcomes), "The model gives no outcomes.")
        read = {name: _outcome(reading, name, values, len(given)) for name, values in outcomes.items()}
    return Experiments(names, given, read)


def explore(
    model: Callable[[Columns], Mapping[str, ArrayLike]],
    ranges: Mapping[str, tuple[float, float]],
    *,
    runs: int,
    rng: Generator,
) -> Experiments:
    """Run a model over a Latin hypercube. See latin_hypercube and run. Raises BadExperiments."""
    return run(model, tuple(ranges), latin_hypercube(ranges, runs=runs, rng=rng))


def _outcome(reading: Reading, name: str, values: ArrayLike, runs: int) -> Floats:
    figures = np.asarray(values, dtype=np.float64)
    if not figures.ndim:
        figures = np.full(runs, figures)
    column = reading.vector(f"The outcome «{name}»", figures)
    reading.agree(len(column) == runs, f"The outcome «{name}» must have one figure for each run.")
    return column
