# SPDX-License-Identifier: EUPL-1.2
"""Each of the five patterns is seen when planted, and a healthy history stays silent, along the path of the page."""

from math import sqrt

import pytest

from benchmarks.erosion.measuring import FIRST, YOUNG, delays, false_alarms
from vijfveld.steering.erosion_words import Signal

HISTORIES = 150
"""300 healthy years; docs/erosion.md holds what was measured over 1,000 (`python -m benchmarks.erosion`)."""
MOST_A_YEAR = 0.1


def too_many(found):
    """The signals that alarmed for nothing more often than once in ten years, by more than two deviations."""
    return {
        signal: rate.alarms
        for signal, rate in found.items()
        if rate.alarms > MOST_A_YEAR * rate.years + 2 * sqrt(MOST_A_YEAR * rate.years)
    }


@pytest.mark.mission("S7")
@pytest.mark.parametrize("tight", [False, True], ids=["usual", "after a fall"])
def test_a_healthy_network_gives_at_most_one_false_alarm_per_signal_in_ten_years(tight):
    assert too_many(false_alarms(2016, HISTORIES, tight=tight)) == {}


def test_so_does_a_node_in_its_first_year():
    assert too_many(false_alarms(2016, 4 * HISTORIES, months=YOUNG, usual=FIRST)) == {}


@pytest.mark.mission("S7")
@pytest.mark.parametrize("signal", list(Signal))
def test_a_planted_pattern_is_seen(signal):
    usual = delays(2020, 20, signal)
    assert usual.seen >= 0.9
    assert usual.median <= 9
    assert delays(2020, 20, signal, tight=True).median <= usual.median, "after the level fell it is seen no later"
