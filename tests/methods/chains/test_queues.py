# SPDX-License-Identifier: EUPL-1.2
"""One stage in closed form, against worked textbook cases and against its own birth and death process."""

from fractions import Fraction
from math import factorial, inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vijfveld.methods.chains import BadChain, erlang_b, erlang_c, mean_wait


@pytest.mark.parametrize(
    ("a", "c", "shared"),
    [(1, 1, Fraction(1, 2)), (1, 2, Fraction(1, 5)), (2, 3, Fraction(4, 19)), (3, 2, Fraction(9, 17)), (5, 0, 1)],
)
def test_the_share_that_is_turned_away_follows_the_definition(a: int, c: int, shared: Fraction) -> None:
    """By hand from a^c/c! over the sum of a^n/n!: for a = 2, c = 3: (8/6) / (1 + 2 + 2 + 8/6) = 4/19."""
    assert erlang_b(a, c) == pytest.approx(float(shared), rel=1e-12)


@pytest.mark.parametrize(
    ("doctors", "hours"), [(1, Fraction(2, 3)), (2, Fraction(1, 24))], ids=["one doctor", "two doctors"]
)
def test_the_wait_at_an_emergency_room_is_that_of_the_textbook(doctors: int, hours: Fraction) -> None:
    """Hillier and Lieberman, Introduction to Operations Research, the county hospital: 2 patients an hour arrive, a
    doctor helps 3 an hour. By hand: for one, rho/(mu - lambda) = (2/3)/1; for two, P0 = 1/2 and Lq = 1/12, so 1/24."""
    assert mean_wait(2, doctors, 1 / 3) == pytest.approx(float(hours), rel=1e-12)


@given(st.floats(0.01, 40), st.integers(1, 60))
def test_the_share_that_waits_is_the_tail_of_the_birth_and_death_process(load: float, servers: int) -> None:
    if load >= servers:
        assert erlang_c(load, servers) == 1
        assert mean_wait(1, servers, load) == inf
        return
    states = [load**n / factorial(n) for n in range(servers)]
    tail = load**servers / factorial(servers) / (1 - load / servers)
    assert erlang_c(load, servers) == pytest.approx(tail / (sum(states) + tail), rel=1e-9)


@given(st.floats(0.01, 20), st.integers(1, 30))
def test_another_server_never_makes_anyone_wait_longer(load: float, servers: int) -> None:
    assert erlang_c(load, servers + 1) <= erlang_c(load, servers)
    assert erlang_b(load, servers + 1) < erlang_b(load, servers)


@pytest.mark.parametrize(
    ("work", "said"),
    [
        (lambda: erlang_b(-1, 2.5), ["a must be at least 0, not -1.", "c must be a whole number from 0, not 2.5."]),
        (lambda: erlang_c(float("nan"), "a"), ["a misses a figure.", "c must be a whole number from 1, not 'a'."]),
        (lambda: erlang_b("x", float("nan")),
         ["a must be a figure, not 'x'.", "c must be a whole number from 0, not nan."]),
        (lambda: mean_wait(1, None, 1), ["servers must be a whole number from 1, not None."]),
        (lambda: erlang_c(1, 0), ["c must be a whole number from 1, not 0."]),
        (lambda: mean_wait(-1, 0, -1),
         ["arrival_rate must be at least 0, not -1.", "mean_service must be at least 0, not -1.",
          "servers must be a whole number from 1, not 0."]),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_every_problem(work, said) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadChain) as refused:
        work()
    assert list(refused.value.problems) == said
