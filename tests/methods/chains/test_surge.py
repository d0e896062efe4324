# SPDX-License-Identifier: EUPL-1.2
"""A chain under pressure: priorities, work that makes way, rosters, returns, and who is displaced."""

from heapq import heapreplace

import numpy as np
import pytest
from numpy.random import default_rng

from vijfveld.methods.chains import BadChain, Chain, Flow, Post, Stage, Surge, displaced
from vijfveld.methods.chains.surge import Chances, _arrivals

ONE = Stage(1, 1.0)
NAN = float("nan")
LONG = 60_000.0


def mean_waits(surge: Surge, until: float = LONG, seed: int = 1) -> list[float]:
    found = surge.run(until, seed=seed, warm_up=until / 20).mean_waits[:, 0]
    return [float(wait) for wait in found]


def test_without_pressure_it_waits_as_erlang_says() -> None:
    surge = Surge([Post(Stage(3, 2.0)), Post(Stage(2, 1.5))], [Flow("cases", [(0, 1.0)])])
    found = surge.run(LONG, seed=1, warm_up=LONG / 20)
    expected = Chain([post.stage for post in surge.posts], 1.0).long_run_waits()
    assert found.mean_waits[0] == pytest.approx(expected, rel=0.06)


@pytest.mark.parametrize("variation", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_case_leaves_when_the_recursion_of_kiefer_and_wolfowitz_says(variation: float, seed: int) -> None:
    """Kiefer and Wolfowitz (1955): a case starts when it is there and the earliest of the servers is free."""
    stages = [Stage(3, 2.5, variation=variation), Stage(1, 0.7), Stage(4, 3.0, variation=variation)]
    flow = Flow("cases", [(0, 0.0), (10, 1.2), (300, 0.4)])
    found = Surge([Post(stage) for stage in stages], [flow]).run(500, seed=seed)
    ready = _arrivals(flow.rate, 500, default_rng([seed, 0]))
    chances = Chances([Post(stage) for stage in stages], [len(ready)], seed)
    for place, stage in enumerate(stages):
        services, free = chances.service(0, place, 0), [0.0] * stage.servers
        done = np.empty(len(ready))
        for case in np.argsort(ready, kind="stable").tolist():
            done[case] = max(ready[case], free[0]) + services[case]
            heapreplace(free, done[case])
        ready = done
    assert len(ready) == len(found.left_at) > 300
    assert np.array_equal(np.where(ready <= 500, ready, np.inf), found.left_at)


def test_who_goes_first_waits_as_cobham_says() -> None:
    """Cobham (1954): W_k = R / ((1 - s_{k-1})(1 - s_k)), R = rho for exponential services of mean 1; with 0.3 urgent
    and 0.4 ordinary: 0.7/0.7 = 1 and 0.7/(0.7 * 0.3) = 10/3."""
    surge = Surge([Post(ONE)], [Flow("ordinary", [(0, 0.4)], priority=2), Flow("urgent", [(0, 0.3)], priority=1)])
    assert mean_waits(surge) == pytest.approx([10 / 3, 1.0], rel=0.08)


def test_who_interrupts_does_not_notice_the_others() -> None:
    """Preemptive resume (White and Christie 1958): time in system is 1/(1 - 0.3) for the urgent and
    1/((1 - 0.3)(1 - 0.7)) for the ordinary; less the service of 1 that is the wait."""
    urgent = Flow("urgent", [(0, 0.3)], priority=1, interrupts=True)
    surge = Surge([Post(ONE)], [Flow("ordinary", [(0, 0.4)], priority=2), urgent])
    assert mean_waits(surge) == pytest.approx([1 / 0.21 - 1, 1 / 0.7 - 1], rel=0.08)


def test_cases_that_come_back_load_a_stage_as_jackson_says() -> None:
    """Jackson (1957): with a chance of 1/2 to return the rate at the stage is 0.4/(1 - 1/2) = 0.8, so 4 is waited each
    pass; the case passes twice on average."""
    surge = Surge([Post(ONE, back=0.5)], [Flow("cases", [(0, 0.4)])])
    found = surge.run(LONG, seed=2, warm_up=LONG / 20)
    assert found.mean_waits[0, 0] == pytest.approx(4.0, rel=0.1)
    assert found.passed[0, 0] == pytest.approx(2 * found.finished[0], rel=0.02)


def test_a_roster_that_falls_makes_cases_wait_and_lets_work_at_hand_end() -> None:
    steady = Post(Stage(4, 3.0, variation=0))
    thin = Post(Stage(4, 3.0, variation=0), roster=[(1_000, 2), (1_500, 4)])
    flows = [Flow("cases", [(0, 1.0)])]
    before, after = (Surge([post], flows).run(3_000, seed=3).left_at for post in (steady, thin))
    assert len(before) == len(after)
    early = before < 1_000
    assert (before[early] == after[early]).all()
    assert (after >= before).all()
    assert (after > before).any()


def test_a_surge_displaces_ordinary_cases_and_then_lets_go() -> None:
    def run(rate: float):  # type: ignore[no-untyped-def]
        urgent = Flow("urgent", [(0, 0.0), (500, rate), (700, 0.0)], priority=1, interrupts=True)
        posts = [Post(Stage(4, 3.0, limit=10.0)), Post(Stage(3, 2.0))]
        return Surge(posts, [Flow("ordinary", [(0, 1.0)], priority=2), urgent]).run(3_000, seed=4)

    calm, burst = run(0.0), run(0.5)
    assert displaced(calm, calm, flow="ordinary") == 0
    few, many = displaced(calm, burst, flow="ordinary", later=5.0), displaced(calm, burst, flow="ordinary")
    assert 0 < few < many
    assert burst.interrupted[0].sum() > 0
    assert burst.interrupted[1].sum() == 0
    assert burst.over_limit[0, 0] > calm.over_limit[0, 0]
    first = calm.left_at[:400]
    assert (first[first < 500] == burst.left_at[burst.flow_of == 0][:400][first < 500]).all()


def test_every_case_is_either_out_or_still_in() -> None:
    found = Surge([Post(Stage(2, 1.0), back=0.2)], [Flow("a", [(0, 1.0)]), Flow("b", [(10, 0.2)], 0, True)]).run(400)
    assert (found.finished <= found.arrived).all()
    assert np.isfinite(found.left_at).sum() == found.finished.sum()
    assert len(found.left_at) == found.arrived.sum()


def test_what_cannot_be_is_refused_with_every_problem() -> None:
    with pytest.raises(BadChain) as refused:
        Surge(
            [Post(Stage(1, 1.0, "Cells"), roster=[(5, 1), (2, -1)], back=1.0, back_to=3)],
            [Flow("a", [(3, 1.0), (1, -1.0)]), Flow("a", [])],
        )
    assert list(refused.value.problems) == [
        "Every flow needs a name of its own.",
        "Cells: the roster must follow in time.",
        "Cells: a roster holds whole numbers of servers from 0.",
        "Cells: the chance to go back is from 0 to below 1.",
        "Cells: there is no stage 3.",
        "a: the steps of its rate must follow in time.",
        "a: rates are from 0.",
        "a needs a rate.",
    ]
    with pytest.raises(BadChain) as refused:
        Surge(
            [Post(ONE, roster=[(0, NAN), 3], back="x", back_to=None), Post(3)], [Flow("a", None), Flow("b", [("x", 1)])]
        )  # type: ignore[list-item, arg-type]
    assert list(refused.value.problems) == [
        f"Stage 1 needs a roster in pairs of figures (from, servers), not {[(0, NAN), 3]}.",
        "Stage 1: the chance to go back is from 0 to below 1.",
        "Stage 1: there is no stage None.",
        "Post 2 needs a Stage, not 3.",
        "a needs a rate in pairs of figures (from, rate), not None.",
        "b needs a rate in pairs of figures (from, rate), not [('x', 1)].",
    ]
    with pytest.raises(BadChain, match=r"^Post 1 must be a Post, not 3\. A chain needs at least one flow\.$"):
        Surge([3], [])  # type: ignore[list-item]
    with pytest.raises(BadChain, match="a roster holds whole numbers"):
        Surge([Post(ONE, roster=[(0, NAN)])], [Flow("a", [(0, 1.0)])])
    plain = Surge([Post(ONE)], [Flow("a", [(0, 1.0)])])
    with pytest.raises(BadChain) as refused:
        plain.run("x", seed=1.5, warm_up=None)  # type: ignore[arg-type]
    assert list(refused.value.problems) == [
        "until must be above 0 and finite.",
        "warm_up must be a figure, not None.",
        "seed must be a whole number from 0, not 1.5.",
    ]
    for until, warm_up in ((0, 0), (10, 10)):
        with pytest.raises(BadChain):
            plain.run(until, warm_up=warm_up)
    with pytest.raises(BadChain, match="is the most"):
        plain.run(1e9)
    with pytest.raises(BadChain, match="no flow 'b'"):
        displaced(plain.run(10), plain.run(10), flow="b")
    with pytest.raises(BadChain, match="same cases"):
        displaced(plain.run(10), plain.run(20), flow="a")
