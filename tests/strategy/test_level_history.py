# SPDX-License-Identifier: EUPL-1.2
"""The drawn history of the threat level: two scales, dates as far as they were seen, continued by this node."""

from datetime import date
from itertools import pairwise

import pytest

from vijfveld.face.drawings import draw, tabulate
from vijfveld.face.drawings.levels import NEW, OLD
from vijfveld.law.models import Reasoning
from vijfveld.strategy.acts.levels import Setting, set_threat_level
from vijfveld.strategy.queries.levels import SCALES, history_drawn, public_series, step_of
from vijfveld.strategy.shelf import threat_levels

WHY = Reasoning("Nodig.", alternatives="Niveau 3.")


def decide(network, level):
    setting = Setting(level=level, edition="DTN", review_on=network.world.now.date().replace(year=2027))
    return set_threat_level(network.world.caller(network.decider), setting, WHY)


@pytest.mark.mission("S5")
def test_the_public_series_follows_the_official_changes_with_dates_as_far_as_they_were_seen():
    told = [(row.scale, row.level, row.seen) for row in public_series()]
    assert told == [
        ("schaal-2005", "substantieel", "2005-05"),
        ("schaal-2005", "beperkt", "2007-03"),
        ("schaal-2005", "substantieel", "2008-03"),
        ("schaal-2005", "beperkt", "2009-11"),
        ("schaal-2005", "substantieel", "2013-03-13"),
        ("schaal-2016", "substantieel", "2016-07-11"),
        ("schaal-2016", "aanzienlijk", "2019-12-09"),
        ("schaal-2016", "substantieel", "2023-12-12"),
    ]


@pytest.mark.mission("S5")
def test_a_level_stands_on_the_scale_of_its_own_time_and_is_never_converted(network):
    drawn = history_drawn(network.town)
    change = date(2016, 7, 11)
    assert all((period.scale is OLD) == (period.since < change) for period in drawn.periods)
    assert all((edition.scale is OLD) == (edition.on < change) for edition in drawn.editions)
    assert (step_of("schaal-2005", "substantieel"), step_of("schaal-2016", "substantieel")) == (3, 4)


def test_the_drawing_knows_every_scale_and_its_levels_in_order():
    for code, scale in threat_levels().scales.items():
        drawn = [str(words).rpartition(" ")[2] for words in SCALES[code].levels]
        assert drawn == [level.code for level in scale.levels]


def test_only_editions_whose_day_was_seen_are_drawn_as_a_day(network):
    names = {edition.name for edition in history_drawn(network.town).editions}
    assert {"DTN 4", "DTN 42", "DTN juni 2024"} <= names
    assert names.isdisjoint({"DTN 1", "DTN 23", "DTN 40", "DTN 2", "DTN december 2024"})


def test_periods_follow_one_another_without_a_gap(network):
    decide(network, "kritiek")
    network.world.later(days=10)
    decide(network, "aanzienlijk")
    periods = history_drawn(network.town).periods
    assert all(before.until == after.since for before, after in pairwise(periods))
    assert [period.until for period in periods if period.until is None] == [None]


@pytest.mark.mission("S5")
def test_what_this_node_decides_continues_the_public_series_and_leads_to_the_decision(network):
    level = decide(network, "kritiek")
    before, last = history_drawn(network.town).periods[-2:]
    assert (before.since, before.until) == (date(2023, 12, 12), date(2026, 3, 2))
    assert (last.scale, last.level, last.since, last.until) == (NEW, 5, date(2026, 3, 2), None)
    assert last.href == f"/dreigingsniveau/{level.id}"


def test_the_level_of_utrecht_in_2019_is_a_mark_of_its_own(network):
    drawn = history_drawn(network.town)
    assert [(one.place, one.level, one.on) for one in drawn.regional] == [("Utrecht", 5, date(2019, 3, 18))]


def test_the_table_says_what_the_drawing_shows(network):
    drawn = history_drawn(network.town)
    rows = tabulate(drawn).rows
    assert len(rows) == len(drawn.periods) + len(drawn.regional) + len(drawn.editions)
    assert "<svg" in draw(drawn, narrow=False, name="levels")
