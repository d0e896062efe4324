# SPDX-License-Identifier: EUPL-1.2
"""From and to EMA-workbench: fields, scenarios, policies, models, results, and runs by its evaluators.

An evaluator decides where runs are made: one after another, on all processors, or on many machines over MPI. What is
sent to it must be picklable: give models as functions of a module, not as lambdas, for all but the sequential one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import ceil
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from vijfveld.methods.adapters import frames, need
from vijfveld.methods.adapters.frames import BadFrame, Table
from vijfveld.methods.discovery import BadExperiments, Experiments, latin_hypercube, run
from vijfveld.methods.discovery.experiments import Columns
from vijfveld.methods.figures import Floats, Reading
from vijfveld.methods.morphology import BadField, Field
from vijfveld.methods.morphology.exclusions import GivenExclusion

BLOCK = 10_000
"""Runs in one experiment of EMA-workbench, whose own work for each experiment is that of many runs over columns."""
ColumnModel = Callable[[Columns], Mapping[str, ArrayLike]]
Results = tuple[Any, Mapping[str, Any]]
"""What perform_experiments gives: a data frame of experiments, and outcomes by name."""
BY_BLOCK = "by block"
BESIDE = ("scenario", "policy", "model")
"""What EMA-workbench adds to the inputs of an experiment."""


def parameters(of: Field | Mapping[str, tuple[float, float]]) -> list[Any]:
    """The inputs of a model: a RealParameter for each range, or a CategoricalParameter for each of a field.

    Raises BadField when a parameter has one value only: that is a constant and no uncertainty.
    """
    ema = need("ema_workbench")
    if not isinstance(of, Field):
        return [ema.RealParameter(name, low, high) for name, (low, high) in of.items()]
    single = [name for name, values in of.parameters.items() if len(values) < 2]
    with Reading(BadField) as reading:
        reading.require(not single, f"These parameters have one value only: {', '.join(single)}.")
    return [ema.CategoricalParameter(name, values) for name, values in of.parameters.items()]


def field(given: Iterable[Any], excluded: Iterable[GivenExclusion] = ()) -> Field:
    """A morphological field of CategoricalParameters, with these exclusions. Raises BadField for any other kind."""
    kept = list(given)
    with Reading(BadField) as reading:
        odd = [one.name for one in kept if not hasattr(one, "categories")]
        reading.require(not odd, f"These parameters have no categories: {', '.join(odd)}.")
    return Field({one.name: [str(category.value) for category in one.categories] for one in kept}, excluded)


def scenarios(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[Any]:
    """A Scenario for each row, named by its number: inputs (runs, inputs), or futures of a field."""
    ema = need("ema_workbench")
    return [ema.Scenario(str(at), **dict(zip(names, row, strict=True))) for at, row in enumerate(rows)]


def policies(levers: Mapping[str, Mapping[str, Any]]) -> list[Any]:
    """A Policy for each name, with its levers (lever → setting)."""
    ema = need("ema_workbench")
    return [ema.Policy(name, **settings) for name, settings in levers.items()]


def model(
    name: str, columns: ColumnModel, *, inputs: Field | Mapping[str, tuple[float, float]], outcomes: Sequence[str]
) -> Any:
    """A Model that runs a model over columns one run at a time, as EMA-workbench does; inputs are its uncertainties."""
    ema = need("ema_workbench")
    made = ema.Model(name, function=OneRun(columns))
    made.uncertainties = parameters(inputs)
    made.outcomes = [ema.ScalarOutcome(outcome) for outcome in outcomes]
    return made


def columns(given: Any) -> tuple[ColumnModel, dict[str, tuple[float, float]]]:
    """A Model of EMA-workbench as a model over columns, and the ranges of its uncertainties, for `discovery.explore`.

    It still runs once for each run. Raises BadExperiments when an uncertainty is no range, or an outcome no figure.
    """
    ema = need("ema_workbench")
    with Reading(BadExperiments) as reading:
        odd = [one.name for one in given.uncertainties if type(one) is not ema.RealParameter]
        reading.require(not odd, f"These uncertainties are no ranges: {', '.join(odd)}.")
        odd = [one.name for one in given.outcomes if not isinstance(one, ema.ScalarOutcome)]
        reading.require(not odd, f"These outcomes are no figures: {', '.join(odd)}.")
        reading.require(not list(given.levers), "The model has levers: fix them before it is explored.")
    ranges = {one.name: (float(one.lower_bound), float(one.upper_bound)) for one in given.uncertainties}
    return Columnwise(given.function, tuple(one.name for one in given.outcomes)), ranges


def experiments(results: Results, *, inputs: Sequence[str] | None = None) -> Experiments:
    """Results as experiments for `discovery.prim`; without inputs all columns but scenario, policy and model.

    Raises BadFrame when an input is not a figure (leave categories out) or an outcome has more than one for each run.
    """
    frame, outcomes = results
    names = [name for name in frame.columns if name not in BESIDE] if inputs is None else list(inputs)
    with Reading(BadFrame) as reading:
        long = [name for name, values in outcomes.items() if np.ndim(values) != 1]
        reading.require(not long, f"These outcomes are no single figures: {', '.join(long)}.")
    came = {name: np.asarray(values, dtype=np.float64) for name, values in outcomes.items()}
    return frames.experiments(frame[names].assign(**came), inputs=names, outcomes=list(came))


def results(found: Experiments, *, name: str = "model") -> Results:
    """Experiments as perform_experiments would give them, for save_results and the analysis of EMA-workbench."""
    pandas = need("pandas")
    frame = pandas.DataFrame(found.inputs, columns=list(found.names))
    frame["scenario"] = [str(at) for at in range(len(frame))]
    frame["policy"], frame["model"] = "None", name
    return frame, dict(found.outcomes)


def payoffs(given: Results, outcome: str) -> Table:
    """An outcome by policy and scenario, (policies, scenarios), for `portfolio.minimax_regret` and `robustness`.

    Raises BadFrame when the outcome is not there, or a policy was not run in every scenario once.
    """
    frame, outcomes = given
    with Reading(BadFrame) as reading:
        reading.require(outcome in outcomes, f"There is no outcome «{outcome}», only {', '.join(outcomes)}.")
    lines = frame[["policy", "scenario"]].assign(payoff=np.asarray(outcomes[outcome], dtype=np.float64))
    return frames.table(lines, row="policy", column="scenario", figure="payoff")


def explore(
    model: ColumnModel, ranges: Mapping[str, tuple[float, float]], *, outcomes: Sequence[str], runs: int,
    rng: Generator, evaluator: Callable[[Any], Any] | None = None, block: int = BLOCK,
) -> Experiments:  # fmt: skip
    """As `discovery.explore`, with the same figures for the same rng, made by an evaluator in blocks of runs.

    evaluator: makes one from a model: SequentialEvaluator (without), MultiprocessingEvaluator, MPIEvaluator, or a
    partial of these. block: runs in one experiment. Raises BadExperiments.
    """
    inputs = latin_hypercube(ranges, runs=runs, rng=rng)
    return run_by(evaluator, model, tuple(ranges), inputs, outcomes=outcomes, block=block)


def run_by(
    evaluator: Callable[[Any], Any] | None, model: ColumnModel, names: tuple[str, ...], inputs: ArrayLike, *,
    outcomes: Sequence[str], block: int = BLOCK,
) -> Experiments:  # fmt: skip
    """As `discovery.run` over given inputs (runs, inputs), made by an evaluator. See explore. Raises BadExperiments."""
    ema = need("ema_workbench")
    with Reading(BadExperiments) as reading:
        given = reading.matrix("inputs", inputs)
        reading.agree(given.shape[1] == len(names), "There must be a name for each input.")
        reading.require(block >= 1, f"A block must have at least one run, not {block}.")
        reading.require(bool(outcomes), "Name at least one outcome.")
    size = min(block, len(given))
    number = ceil(len(given) / size)
    made = ema.Model("blocks", function=Block(model, names, given, size, tuple(outcomes)))
    made.uncertainties = [ema.IntegerParameter("block", 0, max(number - 1, 1))]
    # An outcome of EMA-workbench may have one kind only in a process, and the caller may know it as a single figure.
    made.outcomes = [ema.ArrayOutcome(f"{outcome} {BY_BLOCK}") for outcome in outcomes]
    with (evaluator or ema.SequentialEvaluator)(made) as at_work:
        _, came = at_work.perform_experiments(
            scenarios=scenarios(["block"], [[at] for at in range(number)]), log_progress=True
        )
    # An experiment that was lost leaves NaN behind, which the reading of experiments refuses.
    whole = {outcome: np.ravel(came[f"{outcome} {BY_BLOCK}"])[: len(given)] for outcome in outcomes}
    return run(lambda _columns: whole, names, given)


class OneRun:
    """A model over columns, called with single values."""

    def __init__(self, columns: ColumnModel) -> None:
        """The model."""
        self.columns = columns

    def __call__(self, **values: Any) -> dict[str, float]:
        """One run: every input as a column of one."""
        came = self.columns({name: np.array([value]) for name, value in values.items()})
        return {name: float(np.asarray(figures).ravel()[0]) for name, figures in came.items()}


class Columnwise:
    """A model over single values, called with columns."""

    def __init__(self, function: Callable[..., Mapping[str, Any]], outcomes: tuple[str, ...]) -> None:
        """The function of the model, and which outcomes to keep."""
        self.function, self.outcomes = function, outcomes

    def __call__(self, columns: Columns) -> dict[str, Floats]:
        """One call for each run."""
        rows = zip(*(column.tolist() for column in columns.values()), strict=True)
        came = [self.function(**dict(zip(columns, row, strict=True))) for row in rows]
        return {name: np.array([one[name] for one in came], dtype=np.float64) for name in self.outcomes}


class Block:
    """The runs of one block of inputs, all outcomes as columns; the last block is filled up with its last run."""

    def __init__(
        self, model: ColumnModel, names: tuple[str, ...], inputs: Floats, size: int, outcomes: tuple[str, ...]
    ) -> None:
        """The model, all inputs (runs, inputs), the runs in a block, and the outcomes to give."""
        self.model, self.names, self.inputs = model, names, inputs
        self.size, self.outcomes = size, outcomes

    def __call__(self, block: int) -> dict[str, Floats]:
        """The outcomes of a block, each (size,)."""
        rows = np.minimum(np.arange(block * self.size, (block + 1) * self.size), len(self.inputs) - 1)
        found = run(self.model, self.names, self.inputs[rows])
        missing = [name for name in self.outcomes if name not in found.outcomes]
        if missing:
            raise BadExperiments(f"The model gives no outcome {', '.join(f'«{name}»' for name in missing)}.")
        return {f"{name} {BY_BLOCK}": found.outcomes[name] for name in self.outcomes}
