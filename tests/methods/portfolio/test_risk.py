# SPDX-License-Identifier: EUPL-1.2
"""The tail of losses and the regret of having chosen otherwise, by hand and by definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vijfveld.methods.portfolio import BadPortfolio, cvar, minimax_regret


@pytest.mark.parametrize(
    ("losses", "alpha", "weights", "tail"),
    [
        (range(1, 11), 0.8, None, 9.5),
        (range(1, 11), 0.85, None, (0.10 * 10 + 0.05 * 9) / 0.15),
        (range(1, 11), 0.0, None, 5.5),
        (range(1, 11), 0.95, None, 10.0),
        ([3.0], 0.5, None, 3.0),
        ([1, 2, 30], 0.75, [2, 1, 1], 30.0),
        ([1, 2, 30], 0.5, [2, 1, 1], 16.0),
        ([5, 1], 0.9, [0, 7], 1.0),
    ],
)
def test_the_tail_is_the_mean_of_the_worst(losses, alpha, weights, tail) -> None:  # type: ignore[no-untyped-def]
    """By hand from the definition of Rockafellar and Uryasev (2002): an atom on the edge counts for its part."""
    assert cvar(list(losses), alpha, weights) == pytest.approx(tail, rel=1e-12)


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=30), st.floats(0, 0.99))
def test_the_tail_is_the_least_of_their_formula(losses: list[float], alpha: float) -> None:
    """Rockafellar and Uryasev (2000): CVaR = min over t of t + E[(loss - t)+] / (1 - alpha); a loss attains it."""
    array = np.array(losses)
    least = min(t + np.maximum(array - t, 0).mean() / (1 - alpha) for t in losses)
    assert cvar(losses, alpha) == pytest.approx(least, rel=1e-9, abs=1e-9)


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=20), st.floats(0, 0.9), st.floats(0, 0.09))
def test_a_smaller_tail_is_never_milder(losses: list[float], alpha: float, more: float) -> None:
    assert cvar(losses, alpha + more) >= cvar(losses, alpha) - 1e-9
    assert np.mean(losses) - 1e-9 <= cvar(losses, alpha) <= max(losses) + 1e-9


def test_the_least_regret_is_found_by_hand() -> None:
    """Best per column: 30, 20, 13. Regrets: (20, 8, 0), (0, 0, 9), (10, 5, 3): greatest 20, 9, 10."""
    index, regrets = minimax_regret([[10, 12, 13], [30, 20, 4], [20, 15, 10]])
    assert index == 1
    assert regrets.tolist() == [20, 9, 10]


@pytest.mark.parametrize(
    ("work", "said"),
    [
        (lambda: cvar([], 1.2), ["losses is empty.", "alpha must be from 0 to 1, not 1.2."]),
        (lambda: cvar([1, 2], 1.0), ["alpha must be below 1."]),
        (lambda: cvar([1, 2], 0.5, [1]), ["There must be one weight for each loss."]),
        (lambda: cvar([1, 2], 0.5, [0, 0]), ["At least one weight must be above 0."]),
        (lambda: minimax_regret([1, 2]), ["payoffs must have two axes, but has one axis."]),
    ],
)
def test_bad_figures_are_refused_with_every_problem(work, said) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadPortfolio) as refused:
        work()
    assert list(refused.value.problems) == said
