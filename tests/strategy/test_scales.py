# SPDX-License-Identifier: EUPL-1.2
"""The threat levels since 2005: what was seen, and nothing more."""

from pathlib import Path

import pytest

from vijfveld.node.yamlfile import LibraryError
from vijfveld.strategy.scales import LEVELS, ThreatLevels, load_threat_levels

NOT_SEEN = {
    *("2", "3", "5", "6", "7", "9", "10", "11", "12", "14", "15", "16", "17", "18", "20", "22", "24", "25", "26", "27"),
    *("29", "30", "31", "33", "38", "41", "43", "44", "45", "46", "47", "52", "55", "56", "58", "december 2024"),
}
"""Editions whose date nobody showed us."""


@pytest.fixture(scope="module")
def levels() -> ThreatLevels:
    return load_threat_levels()


@pytest.mark.mission("S5")
def test_editions_without_a_seen_date_have_none(levels: ThreatLevels) -> None:
    assert {row.edition for row in levels.editions if row.date is None} == NOT_SEEN
    assert not any(row.verified for row in levels.editions if row.date is None)


def test_an_inferred_number_is_not_verified(levels: ThreatLevels) -> None:
    unsure = [row.edition for row in levels.editions if row.date and not row.verified]

    assert unsure == ["49"]


def test_the_old_scale_has_names_without_numbers(levels: ThreatLevels) -> None:
    scale = levels.scales["schaal-2005"]

    assert [level.code for level in scale.levels] == ["minimaal", "beperkt", "substantieel", "kritiek"]
    assert {level.number for level in scale.levels} == {None}


def test_the_new_scale_counts_from_one_to_five(levels: ThreatLevels) -> None:
    scale = levels.scales["schaal-2016"]

    assert [(level.number, level.en.title) for level in scale.levels] == [
        (1, "minimal"),
        (2, "limited"),
        (3, "significant"),
        (4, "substantial"),
        (5, "critical"),
    ]


def test_no_edition_before_42_carries_a_number(levels: ThreatLevels) -> None:
    numbered = {row.edition: row.number for row in levels.editions if row.edition.isdigit()}

    assert all((number is None) == (int(edition) < 42) for edition, number in numbered.items())


def test_the_ranges_cover_every_numbered_edition_once(levels: ThreatLevels) -> None:
    covered = [edition for span in levels.ranges for edition in range(span.first, span.last + 1)]

    assert covered == list(range(1, 59))


def test_dates_rise_with_the_editions(levels: ThreatLevels) -> None:
    dates = [row.date for row in levels.dated() if row.edition.isdigit()]
    editions = [int(row.edition) for row in levels.dated() if row.edition.isdigit()]

    assert dates == sorted(dates, key=str)
    assert editions == sorted(editions)


def test_level_five_of_2019_held_in_one_province_only(levels: ThreatLevels) -> None:
    (row,) = levels.regional

    assert (row.date, row.region, row.number) == ("2019-03-18", "PV26", 5)


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        (
            "level: beperkt\n    number: null\n    changed: lowered",
            "level: aanzienlijk\n    number: null",
            "has no level",
        ),
        ('edition: "42"', 'edition: "41"', "already used"),
        ("number: 5\n    verified", "number: 4\n    verified", "does not have the number 4"),
        ('date: "2016-07-11"', "date: null", "verified without a date"),
        ("first: 51, last: 58", "first: 51, last: 57", "edition 58 does not agree"),
        ("scale: schaal-2016\n    level: kritiek", "scale: schaal-9\n    level: kritiek", "“schaal-9” does not exist"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused(tmp_path: Path, good: str, bad: str, said: str) -> None:
    text = LEVELS.read_text(encoding="utf-8")
    assert good in text
    path = tmp_path / "levels.yaml"
    path.write_text(text.replace(good, bad, 1), encoding="utf-8")

    with pytest.raises(LibraryError, match=said):
        load_threat_levels(path)
