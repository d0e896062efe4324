# SPDX-License-Identifier: EUPL-1.2
"""Many replications side by side agree with theory, and two plans meet the same chances."""

import numpy as np
import pytest

from vijfveld.methods.chains import BadChain, Chain, Stage, difference

SERVERS = [12, 6, 4, 40, 10]
"""The chain of methods.md §4: five stages, each at work 85 % of the time."""
CHAIN = Chain([Stage(servers, 0.85 * servers) for servers in SERVERS], arrival_rate=1.0)


def test_five_stages_wait_as_erlang_says() -> None:
    """Burke (1956): each stage of an exponential chain waits in the long run as if it stood alone."""
    found = CHAIN.simulate(1_000, 1_000, seed=1)
    assert CHAIN.long_run_waits() == pytest.approx([2.796, 3.536, 3.906, 1.331, 3.003], abs=5e-4)
    assert np.abs(found.wait_per_stage - CHAIN.long_run_waits()).max() < 4 * found.standard_errors.max()
    assert (np.abs(found.wait_per_stage - CHAIN.long_run_waits()) < 3 * found.standard_errors).all()


def test_short_runs_are_not_biased_by_their_beginning_or_their_end() -> None:
    found = CHAIN.simulate(20, 6_000, seed=5)
    assert (np.abs(found.wait_per_stage - CHAIN.long_run_waits()) < 3.5 * found.standard_errors).all()


def test_a_run_that_begins_empty_waits_less() -> None:
    found = CHAIN.simulate(200, 400, seed=1, empty=True)
    assert (found.wait_per_stage < CHAIN.long_run_waits()).all()


@pytest.mark.parametrize(("variation", "wait"), [(0.0, 2.0), (0.5, 2.5), (2.0, 10.0)])
def test_one_server_with_other_services_waits_as_pollaczek_and_khinchine_say(variation: float, wait: float) -> None:
    """W = rho s (1 + v^2) / (2 (1 - rho)); with rho = 0.8 and s = 1: 2 (1 + v^2). Pollaczek (1930)."""
    chain = Chain([Stage(1, 1.0, variation=variation)], arrival_rate=0.8)
    found = chain.simulate(3_000, 600, seed=3)
    assert wait == pytest.approx(2 * (1 + variation**2))
    assert abs(found.wait_per_stage[0] - wait) < 3.5 * found.standard_errors[0]


def test_time_in_the_system_is_all_waits_and_services() -> None:
    found = CHAIN.simulate(500, 500, seed=2)
    expected = CHAIN.long_run_waits().sum() + 0.85 * sum(SERVERS)
    low, mean, high = found.time_interval()
    assert low < mean == found.time_in_system < high
    assert found.time_in_system == pytest.approx(expected, rel=0.02)


def test_the_share_over_a_limit_is_the_tail_of_the_wait() -> None:
    """For one exponential server P(wait > t) = rho exp(-(mu - lambda) t): with 0.5, 1 and t = 2 it is 0.5/e."""
    chain = Chain([Stage(1, 1.0, limit=2.0), Stage(1, 1.0)], arrival_rate=0.5)
    share = chain.simulate(2_000, 500, seed=4).share_over_limit
    assert share == pytest.approx([0.5 / np.e, 0.0], abs=0.004)


def test_the_same_seed_gives_the_same_figures_and_another_does_not() -> None:
    one, again, other = (CHAIN.simulate(50, 20, seed=seed).waits for seed in (7, 7, 8))
    assert (one == again).all()
    assert not (one == other).all()


def test_plans_share_their_chances_so_that_little_tells_them_apart() -> None:
    more = Chain([Stage(13, 0.85 * 12), *CHAIN.stages[1:]], arrival_rate=1.0)
    paired = difference(more.simulate(300, 200, seed=9, empty=True), CHAIN.simulate(300, 200, seed=9, empty=True))
    apart = difference(more.simulate(300, 200, seed=9, empty=True), CHAIN.simulate(300, 200, seed=10, empty=True))
    assert paired[0].high < 0
    assert paired[0].high - paired[0].low < (apart[0].high - apart[0].low) / 2


def test_a_stage_that_cannot_keep_up_grows_from_empty() -> None:
    chain = Chain([Stage(2, 3.0)], arrival_rate=1.0)
    assert chain.loads == pytest.approx([1.5])
    assert np.isinf(chain.long_run_waits()).all()
    short, long = (chain.simulate(cases, 200, seed=1).wait_per_stage[0] for cases in (100, 200))
    assert long == pytest.approx(2 * short, rel=0.1)


def test_one_replication_has_no_interval() -> None:
    found = CHAIN.simulate(10, 1, seed=1)
    assert np.isnan(found.standard_errors).all()
    assert found.intervals()[0].low == -np.inf


def test_a_chain_that_cannot_be_names_every_problem() -> None:
    with pytest.raises(BadChain) as refused:
        Stage(0, -1.0, "Police", variation=-1, limit=-2)
    assert list(refused.value.problems) == [
        "Police needs a whole number of servers from 1, not 0.",
        "Police needs a mean service above 0, not -1.0.",
        "Police needs a variation from 0, not -1.",
        "Police needs a limit from 0, not -2.",
    ]
    with pytest.raises(BadChain) as refused:
        Stage("a", "b", variation=None, limit=float("nan"))  # type: ignore[arg-type]
    assert len(refused.value.problems) == 4
    with pytest.raises(BadChain) as refused:
        Chain([3, Stage(1, 1.0), None], arrival_rate=0)  # type: ignore[list-item]
    assert list(refused.value.problems) == [
        "arrival_rate must be above 0.",
        "Stage 1 must be a Stage, not 3.",
        "Stage 3 must be a Stage, not None.",
    ]
    with pytest.raises(BadChain, match="at least one stage"):
        Chain([], 1.0)
    with pytest.raises(BadChain, match="The stages must be a list of Stage, not None"):
        Chain(None, 1.0)  # type: ignore[arg-type]
    with pytest.raises(BadChain) as refused:
        CHAIN.simulate(10.5, "b", seed="x", warm_up=0.5)  # type: ignore[arg-type]
    assert list(refused.value.problems) == [
        "cases must be a whole number from 1, not 10.5.",
        "replications must be a whole number from 1, not 'b'.",
        "warm_up must be a whole number from 0, not 0.5.",
        "seed must be a whole number from 0, not 'x'.",
    ]
    with pytest.raises(BadChain) as refused:
        CHAIN.simulate(0, 0, warm_up=-1)
    assert len(refused.value.problems) == 3
    with pytest.raises(BadChain, match="is the most"):
        CHAIN.simulate(10**6, 10**6)
    with pytest.raises(BadChain, match="same runs and stages"):
        difference(CHAIN.simulate(5, 5), CHAIN.simulate(5, 6))
