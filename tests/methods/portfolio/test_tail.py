# SPDX-License-Identifier: EUPL-1.2
"""What the search rests on: planes that never lie above the loss, and cuts that leave every whole choice alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.methods.portfolio.test_choosing import every_mix, planted
from vijfveld.methods.portfolio import Problem, broken_limits
from vijfveld.methods.portfolio.hulls import hulls_of, may_be_chosen
from vijfveld.methods.portfolio.tail import plane


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**6), st.sampled_from([0.0, 0.3, 0.8, 0.95]))
def test_a_plane_touches_the_loss_and_lies_beneath_it_everywhere_else(seed: int, alpha: float) -> None:
    problem, random = planted(seed), np.random.default_rng(seed)
    effects = np.asarray(problem.effects)
    taken = random.integers(0, 2, problem.measures)
    touching = plane(problem, taken @ effects, alpha)
    assert touching.at(taken @ effects) == pytest.approx(problem.tail_loss(np.flatnonzero(taken), alpha))
    for mix in every_mix(problem.measures):
        assert touching.at(effects[list(mix)].sum(axis=0)) <= problem.tail_loss(mix, alpha) + 1e-9


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**6))
def test_no_cut_forbids_a_choice_that_keeps_the_limits(seed: int) -> None:
    problem, random = planted(seed), np.random.default_rng(seed)
    there = may_be_chosen(problem)
    cuts = [(hull, hull.cut(random.uniform(size=problem.measures))[0]) for hull in hulls_of(problem, there)]
    for mix in (mix for mix in every_mix(problem.measures) if not broken_limits(problem, mix)):
        taken = np.zeros(problem.measures)
        taken[list(mix)] = 1.0
        assert there[list(mix)].all()
        assert all(factors is None or factors @ taken[hull.asked] <= 1 + 1e-9 for hull, factors in cuts)


def test_a_cut_is_worked_by_hand() -> None:
    """Of three measures that ask 2 of a capacity of 3 only one fits: x0 + x1 + x2 <= 1, which halves of each break."""
    problem = Problem(effects=np.ones((3, 1)), needs=[[3.0]], use=[[2, 2, 2]], capacity=[3])
    (hull,) = hulls_of(problem, may_be_chosen(problem))
    assert sorted(hull.sets.tolist()) == [[0, 0, 1], [0, 1, 0], [1, 0, 0]]
    assert hull.cut(np.array([0.5, 0.5, 0.5]))[0] == pytest.approx([1, 1, 1])
    assert hull.cut(np.array([0.2, 0.3, 0.4]))[0] is None
    assert hull.cut(np.array([1.0, 0.0, 0.0]))[0] is None


def test_what_never_fits_draws_along_what_needs_it() -> None:
    problem = Problem(effects=np.ones((3, 1)), needs=[[3.0]], use=[[4, 1, 1]], capacity=[3], needs_first=[(1, 0)])
    assert may_be_chosen(problem).tolist() == [False, False, True]


def test_a_capacity_that_many_ask_for_is_left_to_the_solver() -> None:
    problem = Problem(effects=np.ones((15, 1)), needs=[[9.0]], use=np.full((1, 15), 2.0), capacity=[9])
    assert hulls_of(problem, may_be_chosen(problem)) == []
    assert len(problem.solve(0.0, 0.0).chosen) == 4


def test_a_sum_that_comes_to_the_capacity_still_fits() -> None:
    """0.1 + 0.2 is a hair more than 0.3 in the figures of a machine."""
    problem = Problem(effects=np.ones((3, 1)), needs=[[3.0]], use=[[0.1, 0.2, 0.3]], capacity=[0.3])
    (hull,) = hulls_of(problem, may_be_chosen(problem))
    assert sorted(hull.sets.tolist()) == [[0, 0, 1], [1, 1, 0]]
