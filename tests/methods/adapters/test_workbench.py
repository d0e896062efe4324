# SPDX-License-Identifier: EUPL-1.2
"""To EMA-workbench and back: the same fields, the same runs by whichever evaluator, the same boxes."""

import os
import warnings
from functools import partial

import numpy as np
import pytest
from numpy.random import default_rng

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # that ipyparallel is not there, which nothing here uses
    import ema_workbench as ema

from vijfveld.methods import discovery, portfolio
from vijfveld.methods.adapters import workbench
from vijfveld.methods.adapters.frames import BadFrame
from vijfveld.methods.discovery import BadExperiments
from vijfveld.methods.morphology import BadField, Field

RANGES = {"asked": (20.0, 100.0), "staff": (2.0, 12.0)}
FIELD = Field(
    {"weather": ["dry", "wet"], "crowd": ["small", "large"], "road": ["open", "closed"]},
    [(("weather", "wet"), ("crowd", "large"), "empirical"), (("crowd", "large"), ("road", "closed"), "normative")],
)
TWO = partial(ema.MultiprocessingEvaluator, n_processes=2)


def desk(columns):  # type: ignore[no-untyped-def]
    """What is asked beyond what staff can do, and what each has to do."""
    return {
        "backlog": np.maximum(columns["asked"] - 8 * columns["staff"], 0),
        "each": columns["asked"] / columns["staff"],
    }


def one_desk(asked: float, staff: float) -> dict[str, float]:
    return {"backlog": max(asked - 8 * staff, 0.0), "each": asked / staff}


def crowded(columns):  # type: ignore[no-untyped-def]
    pairs = zip(columns["weather"], columns["crowd"], strict=True)
    return {"letters": [len(weather) + len(crowd) for weather, crowd in pairs]}


def where(columns):  # type: ignore[no-untyped-def]
    return {"process": np.full(len(columns["asked"]), os.getpid())}


def performed(model, **what):  # type: ignore[no-untyped-def]
    with ema.SequentialEvaluator(model) as evaluator:
        return evaluator.perform_experiments(log_progress=True, **what)


@pytest.mark.parametrize("evaluator", [None, ema.SequentialEvaluator, TWO], ids=["none", "sequential", "processes"])
@pytest.mark.parametrize("block", [700, 1_000, 5_000])
def test_an_evaluator_gives_what_one_call_gives(evaluator, block: int) -> None:  # type: ignore[no-untyped-def]
    here = discovery.explore(desk, RANGES, runs=1_400, rng=default_rng(1))
    there = workbench.explore(
        desk, RANGES, outcomes=["backlog", "each"], runs=1_400, rng=default_rng(1), evaluator=evaluator, block=block
    )
    assert there.names == here.names
    assert np.array_equal(there.inputs, here.inputs)
    assert there.outcomes.keys() == here.outcomes.keys()
    assert all(np.array_equal(there.outcomes[name], here.outcomes[name]) for name in here.outcomes)


def test_runs_are_made_in_other_processes() -> None:
    found = workbench.explore(
        where, RANGES, outcomes=["process"], runs=40, rng=default_rng(1), evaluator=TWO, block=10
    ).outcomes["process"]
    assert os.getpid() not in found
    assert 1 <= len(set(found.reshape(4, 10).T.ravel())) <= 2
    assert (np.diff(found.reshape(4, 10), axis=1) == 0).all()


def test_runs_that_cannot_be_made_are_refused() -> None:
    explore = partial(workbench.explore, runs=10, rng=default_rng(1))
    with pytest.raises(BadExperiments, match=r"at least one run, not 0\. Name at least one outcome"):
        explore(desk, RANGES, outcomes=[], block=0)
    with pytest.raises(ema.EMAError, match="gives no outcome «wait»"):
        explore(desk, RANGES, outcomes=["wait"])
    with pytest.raises(BadExperiments, match="a name for each input"):
        workbench.run_by(None, desk, ("asked",), [[1.0, 2.0]], outcomes=["backlog"])


def test_a_field_comes_back_as_it_went() -> None:
    again = workbench.field(workbench.parameters(FIELD), FIELD.excluded)
    assert again.parameters == FIELD.parameters
    assert again.configurations() == FIELD.configurations()


def test_parameters_that_make_no_field_are_named() -> None:
    with pytest.raises(BadField, match="no categories: asked, staff"):
        workbench.field(workbench.parameters(RANGES))
    with pytest.raises(BadField, match="one value only: a, c"):
        workbench.parameters(Field({"a": ["1"], "b": ["1", "2"], "c": ["3"]}))


def test_surviving_futures_are_run_as_scenarios_under_each_policy() -> None:
    model = workbench.model("crowd", crowded, inputs=FIELD, outcomes=["letters"])
    futures = FIELD.configurations()
    results = performed(
        model,
        scenarios=workbench.scenarios(list(FIELD.parameters), futures),
        policies=workbench.policies({"a": {}, "b": {}}),
    )
    assert [tuple(row) for row in results[0][list(FIELD.parameters)].to_numpy()] == [tuple(one) for one in futures] * 2
    found = workbench.payoffs(results, "letters")
    assert found.rows == ("a", "b")
    assert found.figures[1].tolist() == [len(future["weather"]) + len(future["crowd"]) for future in futures]


def test_levers_of_policies_reach_the_model_and_their_payoffs_are_compared() -> None:
    model = ema.Model("desk", function=one_desk)
    model.uncertainties = workbench.parameters({"asked": RANGES["asked"]})
    model.levers = workbench.parameters({"staff": RANGES["staff"]})
    model.outcomes = [ema.ScalarOutcome("backlog")]
    results = performed(
        model, scenarios=workbench.scenarios(["asked"], [[40.0], [90.0]]),
        policies=workbench.policies({"few": {"staff": 5.0}, "many": {"staff": 10.0}}),
    )  # fmt: skip
    found = workbench.payoffs(results, "backlog")
    assert (found.rows, found.figures.tolist()) == (("few", "many"), [[0, 50], [0, 10]])
    best, _regrets = portfolio.minimax_regret(-found.figures)
    assert found.rows[best] == "many"
    with pytest.raises(BadFrame, match="no outcome «wait», only backlog"):
        workbench.payoffs(results, "wait")


def test_results_become_experiments_and_results_again() -> None:
    model = workbench.model("desk", desk, inputs=RANGES, outcomes=["backlog", "each"])
    results = performed(model, scenarios=30)
    found = workbench.experiments(results)
    assert set(found.names) == {"asked", "staff"}
    assert found.inputs.shape == (30, 2)
    again = desk(dict(zip(found.names, found.inputs.T, strict=True)))
    assert all(np.allclose(found.outcomes[name], again[name]) for name in again)
    frame, outcomes = workbench.results(found, name="desk")
    assert set(frame.columns) == set(results[0].columns)
    assert all(np.array_equal(outcomes[name], results[1][name]) for name in results[1])
    assert workbench.experiments((frame, outcomes)).inputs.tolist() == found.inputs.tolist()


def test_results_that_are_no_figures_are_refused() -> None:
    results = performed(workbench.model("crowd", crowded, inputs=FIELD, outcomes=["letters"]), scenarios=4)
    with pytest.raises(BadFrame, match="«weather» misses a figure"):
        workbench.experiments(results)
    with pytest.raises(BadFrame, match="no single figures: letters"):
        workbench.experiments((results[0], {"letters": np.zeros((4, 2))}), inputs=[])


def test_boxes_are_the_same_from_their_results_and_from_ours() -> None:
    from ema_workbench.analysis.prim import Prim

    found = discovery.explore(desk, RANGES, runs=3_000, rng=default_rng(3))
    wanted = found.outcomes["backlog"] > 20
    frame, _outcomes = workbench.results(found)
    theirs = Prim(frame[list(found.names)], wanted, threshold=0.8, peel_alpha=0.05).find_box()
    ours = discovery.prim(found.inputs, wanted)[-1]
    assert (ours.coverage, ours.density) == pytest.approx((theirs.coverage, theirs.density), abs=0.01)


def test_a_model_of_theirs_is_explored_by_us() -> None:
    model = ema.Model("desk", function=one_desk)
    model.uncertainties = [ema.RealParameter(name, *bounds) for name, bounds in RANGES.items()]
    model.outcomes = [ema.ScalarOutcome("backlog"), ema.ScalarOutcome("each")]
    columns, ranges = workbench.columns(model)
    assert ranges == RANGES
    one, other = (discovery.explore(made, ranges, runs=200, rng=default_rng(2)) for made in (columns, desk))
    assert all(np.allclose(one.outcomes[name], other.outcomes[name]) for name in other.outcomes)


def test_a_model_that_is_more_than_ranges_and_figures_says_what() -> None:
    model = ema.Model("other", function=one_desk)
    model.uncertainties = [ema.IntegerParameter("asked", 0, 9), *workbench.parameters(FIELD)]
    model.levers = [ema.RealParameter("staff", 1, 2)]
    model.outcomes = [ema.TimeSeriesOutcome("path")]
    with pytest.raises(BadExperiments) as refused:
        workbench.columns(model)
    assert refused.value.problems == (
        "These uncertainties are no ranges: asked, weather, crowd, road.",
        "These outcomes are no figures: path.",
        "The model has levers: fix them before it is explored.",
    )
