# SPDX-License-Identifier: EUPL-1.2
"""Pathways: first times, triggers, routes that last, and the test before a measure is wound down."""

from itertools import permutations
from math import inf, isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vijfveld.methods import pathways
from vijfveld.methods.pathways import Action, BadPathway, Network, Pathway, Shortfall, Transfer, Urgency


@pytest.mark.parametrize(
    ("demand", "capacity", "horizon", "found"),
    [
        (lambda t: 10 + 2 * t, 20, 30, 5.0),
        (lambda t: 10 + 2 * t, 10, 30, 0.0),
        (lambda t: 10 + 2 * t, 70, 30, 30.0),
        (lambda t: 10 + 2 * t, 71, 30, inf),
        (lambda t: 100 * 1.05**t, 200, 40, 14.206699082890463),
        (lambda t: 5 if t < 12 else 9, 8, 36, 12.0),
        (lambda t: 10 - abs(t - 6), 9, 30, 5.0),
    ],
)
def test_the_sell_by_is_the_first_time_demand_reaches_capacity(demand, capacity, horizon, found) -> None:  # type: ignore[no-untyped-def]
    """Worked by hand; growth of 5 % doubles in ln 2 / ln 1.05 years."""
    assert pathways.sell_by(demand, capacity, horizon) == pytest.approx(found, rel=1e-12)


@settings(deadline=None)
@given(st.floats(0.01, 100), st.floats(0.1, 10), st.floats(1, 200))
def test_before_the_sell_by_demand_is_below_capacity_and_at_it_no_longer(
    start: float, slope: float, above: float
) -> None:
    found = pathways.sell_by(lambda t: start + slope * t, start + above, 1000.0)
    if found == inf:
        assert start + slope * 1000 < start + above
    else:
        assert start + slope * found >= start + above
        assert isclose(found, above / slope, rel_tol=1e-9)


def test_a_tipping_point_is_where_performance_falls_below_the_threshold() -> None:
    assert pathways.tipping_point(lambda x: 100 - x, 40, 100) == pytest.approx(60)
    assert pathways.tipping_point(lambda x: 100 - x, 0, 100) == inf


def test_a_trigger_leaves_time_to_build_and_decide() -> None:
    assert pathways.trigger(24, 9, 3) == 12
    assert pathways.trigger(inf, 9, 3) == inf
    assert pathways.trigger(5, 9, 3) == -7


@pytest.mark.parametrize(
    ("trigger", "said"), [(11.9, "too late"), (12, "start now"), (15, "start now"), (15.1, "later")]
)
def test_urgency_is_said_in_words(trigger: float, said: str) -> None:
    assert pathways.urgency(trigger, now=12, notice=3) == Urgency(said)


def transfer_map() -> Network:
    """A map of four actions shaped like the generic one of Haasnoot et al. (2013); the years are our own."""
    return Network(
        [
            Action("now", {"X": 4, "other": 4}),
            Action("A", {"X": inf, "other": inf}, cost=7),
            Action("B", {"X": 9, "other": 9}, cost=1),
            Action("C", {"X": 85, "other": inf}, cost=3),
            Action("D", {"X": inf, "other": inf}, cost=10),
        ],
        [Transfer("now", to) for to in "ABCD"]
        + [Transfer("B", to) for to in "ACD"]
        + [Transfer("C", to) for to in "AD"],
        horizon=100,
    )


def test_the_map_has_the_routes_that_its_transfers_and_ends_leave() -> None:
    """By hand: A and D last in all scenarios, B tips after nine years, C in X after 85; ten routes lead on from now."""
    routes = {"".join(one.actions[1:]): one for one in transfer_map().pathways("now")}
    assert set(routes) == {"A", "C", "D", "CA", "CD", "BA", "BC", "BD", "BCA", "BCD"}
    assert routes["C"].lasts_in == routes["BC"].lasts_in == {"other"}
    assert routes["CA"].lasts_in == {"X", "other"}
    assert [(leg.action, leg.start, leg.end) for leg in routes["BCA"].legs["X"]] == [
        ("now", 0, 4),
        ("B", 4, 9),
        ("C", 9, 85),
        ("A", 85, 100),
    ]
    assert [leg.action for leg in routes["BCA"].legs["other"]] == ["now", "B", "C"]
    assert routes["BCA"].cost == 11


def test_routes_that_another_beats_are_pruned() -> None:
    kept = pathways.undominated(transfer_map().pathways("now"))
    assert ["".join(one.actions[1:]) for one in kept] == ["C", "A"]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 3), st.sets(st.sampled_from("xyz"))), max_size=7))
def test_every_pruned_route_is_beaten_by_one_that_stays(rows: list[tuple[int, int, set[str]]]) -> None:
    routes = [Pathway(tuple("abc"[:length]), cost, frozenset(lasts), {}) for cost, length, lasts in rows]
    kept = pathways.undominated(routes)
    for one in routes:
        assert any(
            other.cost <= one.cost and len(other.actions) <= len(one.actions) and other.lasts_in >= one.lasts_in
            for other in kept
        )
    measures = [(one.cost, len(one.actions), one.lasts_in) for one in kept]
    assert len(measures) == len(set(measures))
    for one, other in permutations(measures, 2):
        assert not (other[0] <= one[0] and other[1] <= one[1] and other[2] >= one[2])


@pytest.mark.parametrize(
    ("transfer", "valid"),
    [
        (Transfer("a", "b", lead=6, decision=4), True),
        (Transfer("a", "b", lead=7, decision=4), False),
        (Transfer("a", "b", lock_in=10), True),
        (Transfer("a", "b", lock_in=11), False),
        (Transfer("a", "c"), False),
    ],
)
def test_a_switch_needs_time_to_prepare_an_end_of_lock_in_and_something_that_lasts_longer(transfer, valid) -> None:  # type: ignore[no-untyped-def]
    network = Network([Action("a", {"s": 10}), Action("b", {"s": 50}), Action("c", {"s": 10})], [transfer], horizon=50)
    assert bool(network.pathways("a")) is valid


def test_a_leg_says_when_its_preparation_must_begin() -> None:
    network = Network(
        [Action("a", {"s": 10}), Action("b", {"s": inf})], [Transfer("a", "b", lead=4, decision=1)], horizon=20
    )
    assert network.pathways("a")[0].legs["s"][1].begin == 5


def test_too_many_routes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pathways, "MOST_PATHS", 9)
    with pytest.raises(BadPathway, match="more than 9 pathways"):
        transfer_map().pathways("now")


def test_winding_down_is_safe_only_where_the_base_holds_without_it() -> None:
    capacity, needs = [[5, 0], [3, 4], [2, 2]], [[5, 4], [7, 4]]
    ask = {"scenarios": ["calm", "storm"], "areas": ["prevent", "prepare"]}
    assert pathways.reverse_test(capacity, needs, without=2, **ask) == []
    assert pathways.reverse_test(capacity, needs, without=1, **ask) == [
        Shortfall("calm", "prepare", 2.0),
        Shortfall("storm", "prepare", 2.0),
    ]


A, B = Action("a", {"s": 1}), Action("b", {"s": 2})


@pytest.mark.parametrize(
    ("work", "problem"),
    [
        (lambda: pathways.sell_by(lambda t: t, 1, 0), "horizon must be above 0"),
        (
            lambda: pathways.sell_by(5, float("nan"), "x"),
            "^demand must be a function of a time, not 5. capacity misses a figure. The horizon must be above",
        ),
        (lambda: pathways.sell_by(lambda t: "much", 1, 1), "^The demand at 0 is not a figure but 'much'.$"),
        (lambda: pathways.sell_by(lambda t: None, 1, 1), "^The demand at 0 is not a figure but None.$"),
        (lambda: pathways.sell_by(lambda t: [t, t], 1, 1), "demand at 0 is not a figure but"),
        (lambda: pathways.first_time(None, 1), "holds must be a function"),
        (
            lambda: pathways.tipping_point(3, "x", 0),
            "^performance must be a function of a condition, not 3. threshold must be a figure, not 'x'. The reach",
        ),
        (lambda: pathways.tipping_point(lambda x: float("nan"), 1, 1), "performance is missing at 0"),
        (lambda: pathways.trigger(None, 1, "x"), "^The sell-by is missing. decision must be a figure, not 'x'"),
        (
            lambda: pathways.urgency(None, now=float("nan"), notice=-1),
            "^The trigger is missing. now misses a figure. notice must be at least 0",
        ),
        (lambda: pathways.sell_by(lambda t: t, float("nan"), 1), "capacity misses a figure"),
        (lambda: pathways.sell_by(lambda t: float("nan"), 1, 1), "demand is missing at 0"),
        (lambda: pathways.trigger(5, -1, float("nan")), "lead must be at least 0.*decision misses a figure"),
        (lambda: pathways.trigger(float("nan"), 1, 1), "sell-by is missing"),
        (lambda: Network([], [], horizon=1), "There are no actions."),
        (lambda: Network([A, A], [], horizon=1), "same name"),
        (lambda: Network([A, Action("b", {"z": 1})], [], horizon=1), "the same scenarios"),
        (lambda: Network([Action("a", {})], [], horizon=1), "There are no scenarios."),
        (lambda: Network([Action("a", {"s": float("nan")}, cost=inf)], [], horizon=1), "cost of «a».*misses a sell-by"),
        (
            lambda: Network([Action("a", {"s": None, "z": 1}, cost="x")], [], horizon="y"),
            "^The horizon must be.*cost of «a» is not a figure. «a» misses a sell-by in s.$",
        ),
        (lambda: Network([A, B], [Transfer("a", "b", cost=None)], horizon=1), "finite times of at least 0"),
        (lambda: Network([A, B], [Transfer("a", "z")], horizon=inf), "horizon must be.*unknown action «z»"),
        (lambda: Network([A, B], [Transfer("a", "b", lead=-1)], horizon=1), "finite times of at least 0"),
        (lambda: Network([A, B], [], horizon=1).pathways("z"), "There is no action «z»."),
        (
            lambda: pathways.reverse_test([[1]], [[1]], without=3, scenarios=["s"], areas=["a"]),
            "There is no measure 3.",
        ),
        (lambda: pathways.reverse_test([[1]], [[1]], without=0, scenarios=[], areas=["a"]), "a need for each scenario"),
    ],
)
def test_times_and_networks_that_do_not_fit_are_refused(work, problem) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadPathway, match=problem):
        work()
