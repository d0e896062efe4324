# SPDX-License-Identifier: EUPL-1.2
"""One run of HiGHS: a sparse model in, an answer out, or a refusal when the solver gives none.

A second run in one process with another number of threads comes back without a status and with an objective of 0, and
says nothing (HiGHS issues 810 and 3141): its threads are shared by the process. They are let go before each run, and
any status but a proven or a timed one with a choice is no answer.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import highspy
import numpy as np
from scipy.sparse import csc_array

from vijfveld.methods.figures import Floats, Truths

Watch = Callable[[float, float, float], bool]
"""Hears seconds, objective and bound; ends the run by giving False."""
GOOD = {
    highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kTimeLimit, highspy.HighsModelStatus.kInterrupt,
    highspy.HighsModelStatus.kSolutionLimit, highspy.HighsModelStatus.kObjectiveTarget,
}  # fmt: skip
EMPTY = {highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible}


@dataclass(frozen=True)
class Model:
    """Minimise cost @ x with low <= rows @ x <= high and least <= x <= most; `whole` names the integers."""

    cost: Floats
    least: Floats
    most: Floats
    rows: csc_array
    low: Floats
    high: Floats
    whole: Truths


@dataclass(frozen=True)
class Answer:
    """What a run found: values are None when there is no choice; empty when it is proven that there can be none.

    proven: whether it came to its gap, or to the certainty that there is no choice.
    passed: the choices, each better than the one before, that it met on its way.
    """

    status: str
    values: Floats | None
    objective: float
    bound: float
    seconds: float
    empty: bool = False
    proven: bool = False
    passed: tuple[Floats, ...] = ()


class Silent(highspy.Highs):
    """HiGHS that says nothing: it would print who it is as soon as it may call back."""

    def enableCallbacks(self) -> None:  # noqa: N802 - the name is theirs
        """Be silent first."""
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def run(
    model: Model, *, gap: float = 0.0, seconds: float = 60.0, start: Floats | None = None, watch: Watch | None = None
) -> Answer:
    """Solve a model to a relative gap within a time."""
    highspy.Highs.resetGlobalScheduler(True)
    highs = Silent()  # type: ignore[no-untyped-call]
    highs.setOptionValue("time_limit", float(max(seconds, 0.01)))
    highs.setOptionValue("mip_rel_gap", float(gap))
    highs.passModel(_as_highs(model))
    if start is not None:
        given = highspy.HighsSolution()
        given.col_value = start.tolist()
        highs.setSolution(given)
    passed: list[Floats] = []
    if model.whole.any():
        highs.cbMipImprovingSolution += lambda event: passed.append(np.array(event.data_out.mip_solution))
    if watch is not None:
        _listen(highs, watch)
    highs.run()
    return replace(_answer(highs, model), passed=tuple(passed))


def _as_highs(model: Model) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.cost), len(model.low)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = model.cost, model.least, model.most
    lp.row_lower_, lp.row_upper_ = model.low, model.high
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = model.rows.indptr.astype(np.int32)
    lp.a_matrix_.index_ = model.rows.indices.astype(np.int32)
    lp.a_matrix_.value_ = model.rows.data
    if model.whole.any():
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[int(one)] for one in model.whole]
    return lp


def _listen(highs: highspy.Highs, watch: Watch) -> None:
    def hear(event: highspy.highs.HighsCallbackEvent) -> None:
        out = event.data_out
        if not watch(out.running_time, out.mip_primal_bound, out.mip_dual_bound):
            event.interrupt()

    def hear_simplex(event: highspy.highs.HighsCallbackEvent) -> None:
        if not watch(event.data_out.running_time, np.inf, -np.inf):
            event.interrupt()

    highs.cbMipInterrupt += hear
    highs.cbSimplexInterrupt += hear_simplex


def _answer(highs: highspy.Highs, model: Model) -> Answer:
    status, info = highs.getModelStatus(), highs.getInfo()
    said, seconds, empty = highs.modelStatusToString(status), highs.getRunTime(), status in EMPTY
    proven, mixed = status == highspy.HighsModelStatus.kOptimal or empty, bool(model.whole.any())
    if info.primal_solution_status != highspy.kSolutionStatusFeasible or status not in GOOD:
        bound = info.mip_dual_bound if mixed and status in GOOD else -np.inf
        return Answer(said, None, np.inf, bound, seconds, empty=empty, proven=proven)
    objective = float(info.objective_function_value)
    bound = float(info.mip_dual_bound) if mixed else objective if proven else -np.inf
    return Answer(said, np.array(highs.getSolution().col_value), objective, bound, seconds, proven=proven)
