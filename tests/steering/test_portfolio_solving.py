# SPDX-License-Identifier: EUPL-1.2
"""A study as a problem of the method: what is chosen is the best there is, tried against every mix by hand."""

from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vijfveld.methods.portfolio import Infeasible
from vijfveld.steering.portfolio_checking import faults_in
from vijfveld.steering.portfolio_posed import Posed
from vijfveld.steering.portfolio_solving import Called, Steering, solved, trim
from vijfveld.steering.portfolio_words import Stage

AREAS = ["voorkomen", "verdedigen"]
STEP = st.integers(0, 4)


def candidate(id: str, area: str = "voorkomen", **told: Any) -> dict[str, Any]:
    return {
        "id": id, "title": id, "area": area, "cost": "10", "intrusive": 0, "bar": "", "needs_first": [], "milder": [],
        "asked": {}, "cover": {}, **told,
    }  # fmt: skip


def assumptions(candidates: list[dict[str, Any]], needs: list[tuple[int, int]], **told: Any) -> dict[str, Any]:
    scenarios = [
        {"id": f"s{place}", "title": f"S{place}", "needs": dict(zip(AREAS, pair, strict=True))}
        for place, pair in enumerate(needs)
    ]
    return {
        "areas": AREAS, "alpha": 0.9, "tail": "worst", "budget": None, "floors": {}, "scenarios": scenarios,
        "partners": [], "candidates": candidates, **told,
    }  # fmt: skip


@st.composite
def studies(draw: st.DrawFn) -> dict[str, Any]:
    """Up to five candidates over two scenarios, with money and one partner that bind or do not."""
    ids = [f"e{place}" for place in range(draw(st.integers(1, 5)))]
    candidates = [
        candidate(
            id, draw(st.sampled_from(AREAS)), cost=str(draw(st.integers(0, 30))), intrusive=draw(st.integers(0, 3)),
            bar=draw(st.sampled_from(["", "", "geen grondslag"])), asked={"p": str(draw(st.integers(0, 3)))},
            cover={f"s{place}": {area: draw(STEP) for area in AREAS} for place in range(2)},
        )
        for id in ids
    ]  # fmt: skip
    needs = [(draw(st.integers(0, 3)), draw(st.integers(0, 3))) for _ in range(2)]
    partner = {"id": "p", "name": "P", "name_en": "P", "room": draw(st.sampled_from([None, "2", "4"]))}
    return assumptions(
        candidates, needs, budget=draw(st.sampled_from([None, "20", "50"])), partners=[partner],
        alpha=draw(st.sampled_from([0.0, 0.5, 0.9])),
    )  # fmt: skip


def losses_of(told: dict[str, Any], chosen: list[dict[str, Any]]) -> list[Fraction]:
    """The shortage that a mix leaves in each scenario, counted by hand."""
    return [
        sum(
            (
                max(Fraction(need) - sum((Fraction(one["cover"][scenario["id"]][area], 4) for one in chosen),
                                         Fraction()), Fraction())
                for area, need in scenario["needs"].items()
            ),
            Fraction(),
        )
        for scenario in told["scenarios"]
    ]  # fmt: skip


def tail_of(told: dict[str, Any], losses: list[Fraction]) -> Fraction:
    """Of two scenarios: the mean, or the worst of them."""
    return sum(losses, Fraction()) / 2 if told["alpha"] == 0 else max(losses)


def allowed(told: dict[str, Any], chosen: list[dict[str, Any]]) -> bool:
    """Whether a mix keeps money, capacity, law, and the mildest first: of those that cover as much, the least deep
    and then the cheapest must be in."""
    if any(one["bar"] for one in chosen):
        return False
    if told["budget"] and sum(int(one["cost"]) for one in chosen) > int(told["budget"]):
        return False
    room = told["partners"][0]["room"]
    if room and sum(int(one["asked"]["p"]) for one in chosen) > int(room):
        return False
    pairs = Posed(told).problem().subsidiarity
    taken = {told["candidates"].index(one) for one in chosen}
    return all(milder in taken for deeper, milder in pairs if deeper in taken)


@given(told=studies())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_mix_that_is_allowed_leaves_less_than_the_first_one_and_each_is_allowed(told: dict[str, Any]) -> None:
    outcome = solved(told)
    known = {one["id"]: one for one in told["candidates"]}
    every = [
        tail_of(told, losses_of(told, list(mix)))
        for size in range(len(known) + 1)
        for mix in combinations(told["candidates"], size) if allowed(told, list(mix))
    ]  # fmt: skip
    best = min(every)
    for mix in outcome["mixes"]:
        chosen = [known[id] for id in mix["chosen"]]
        assert allowed(told, chosen)
        assert float(best) - 1e-9 <= mix["loss"] <= float(best) * 1.0111 + 1e-6
        assert mix["loss"] == pytest.approx(float(tail_of(told, losses_of(told, chosen))))
    assert outcome["mixes"][0]["loss"] <= float(best) * 1.0011 + 1e-6
    assert faults_in(told, outcome) == []


@given(told=studies())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_regret_is_from_nought_and_what_is_best_alone_is_no_worse_than_any_mix(told: dict[str, Any]) -> None:
    outcome = solved(told)
    for mix in outcome["mixes"]:
        for scenario, row in mix["scenarios"].items():
            assert row["regret"] >= 0
            assert outcome["alone"][scenario] <= row["loss"] + 1e-6
            assert sum(row["gaps"].values()) == pytest.approx(row["loss"])


def test_what_closes_no_gap_is_left_out_the_deepest_first_unless_a_floor_needs_it() -> None:
    whole = {"s0": {"voorkomen": 4, "verdedigen": 0}}
    told = assumptions([candidate("a", cover=whole, intrusive=2), candidate("b", cover=whole)], [(1, 0)])
    posed = Posed(told)
    assert trim(posed, posed.problem(), [0, 1]) == [1]
    floored = Posed({**told, "floors": {"voorkomen": "20"}})
    assert trim(floored, floored.problem(), [0, 1]) == [0, 1]


def test_what_only_an_idle_effort_needed_first_goes_with_it_however_long_the_chain() -> None:
    chain = [
        candidate("a"), candidate("b", needs_first=["a"]), candidate("c", needs_first=["b"]),
        candidate("d", cover={"s0": {"voorkomen": 4, "verdedigen": 0}}),
    ]  # fmt: skip
    for place, one in enumerate(chain):
        one["intrusive"] = 3 - place
    posed = Posed(assumptions(chain, [(1, 0)]))
    assert trim(posed, posed.problem(), [0, 1, 2, 3]) == [3]


def test_a_milder_effort_that_is_barred_does_not_hold_up_the_deeper_one() -> None:
    whole = {"s0": {"voorkomen": 4, "verdedigen": 0}}
    mild = candidate("mild", cover=whole, bar="geen grondslag")
    told = assumptions([candidate("deep", cover=whole, intrusive=3, milder=["mild"]), mild], [(1, 0)])
    assert solved(told)["mixes"][0]["chosen"] == ["deep"]


def test_a_calculation_that_is_called_off_stops_at_the_next_stage() -> None:
    told = assumptions([candidate("a", cover={"s0": {"voorkomen": 4, "verdedigen": 0}})], [(1, 0)])
    heard: list[Stage] = []
    steering = Steering(heard.append, lambda: len(heard) < 2)
    with pytest.raises(Called):
        solved(told, steering)
    assert heard == [Stage.SEARCHES, Stage.ALONE]


def test_a_floor_without_any_candidate_is_no_portfolio() -> None:
    told = assumptions([candidate("a", cover={})], [(1, 0)], floors={"verdedigen": "5"})
    with pytest.raises(Infeasible) as refused:
        solved(told)
    assert refused.value.clash == ("the floor of 5 for verdedigen",)
