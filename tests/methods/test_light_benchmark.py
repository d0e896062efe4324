# SPDX-License-Identifier: EUPL-1.2
"""The benchmark of the light methods compares equal tasks; the peers themselves live outside this environment."""

import numpy as np
import pytest

from benchmarks.methods.measuring import Sizes, agree, claim
from benchmarks.methods.w1_fields import barred_by_pair, random_field
from benchmarks.methods.w5_exploration import shortfall
from vijfveld.methods.morphology import Field


def test_the_benchmark_field_is_the_same_every_time_and_as_large_as_named() -> None:
    parameters, excluded = random_field(Sizes())
    assert (parameters, excluded) == random_field(Sizes())
    assert Field(parameters, excluded).size == 5**10
    assert sum(map(len, barred_by_pair(excluded).values())) == len(excluded)


def test_the_model_gives_the_same_for_single_figures_and_whole_columns() -> None:
    columns = {"a": np.array([1.0, 2.0]), "b": np.array([3.0, 5.0]), "c": np.array([2.0, 1.0])}
    singles = [shortfall({name: values[at] for name, values in columns.items()})["shortfall"] for at in (0, 1)]
    assert shortfall(columns)["shortfall"].tolist() == singles == [0.0, 2.5]


def test_a_row_holds_when_the_peer_takes_so_many_times_as_long() -> None:
    made = claim("claim: a peer", lambda: None, lambda: sum(range(200_000)), 10)
    assert (made.name, made.against, made.target) == ("claim", "a peer", 0.1)
    assert made.holds
    assert not claim("claim: a peer", lambda: sum(range(200_000)), lambda: None, 1).holds


def test_both_sides_run_in_turn_and_as_often() -> None:
    runs: list[str] = []
    claim("claim: a peer", lambda: runs.append("ours"), lambda: runs.append("peer"), 1, rounds=2)
    assert runs == ["ours", "peer", "ours", "peer"]


def test_answers_that_differ_stop_the_run() -> None:
    with pytest.raises(AssertionError, match="The answers differ: a peer"):
        agree(False, "a peer")
