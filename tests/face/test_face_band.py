# SPDX-License-Identifier: EUPL-1.2
"""A series beside its band: rings around what lies outside, gaps where nothing is known, and the same as a table."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest

from tests.face.hostile import HOSTILE
from vijfveld.face.drawings import draw, tabulate
from vijfveld.face.drawings.band import Band, Month
from vijfveld.face.palette import ALARM

SVG = "{http://www.w3.org/2000/svg}"
MONTHS = (
    Month(date(2026, 1, 1), 22.0, judged=False),
    Month(date(2026, 2, 1), 39.0, low=35.0, words="rustig"),
    Month(date(2026, 3, 1), None, low=35.0),
    Month(date(2026, 4, 1), 31.25, low=36.0, outside=True, words="let op"),
    Month(date(2026, 5, 1), 31.0, low=36.0, outside=True, words="alarm"),
)


def parsed(facts: Band, *, narrow: bool = False) -> ElementTree.Element:
    return ElementTree.fromstring(draw(facts, narrow=narrow, name="proef"))


def lines(root: ElementTree.Element, width: str) -> list[str]:
    return [one.attrib["d"] for one in root.iter(f"{SVG}path") if one.attrib.get("stroke-width") == width]


@pytest.mark.parametrize("narrow", [False, True])
def test_months_outside_have_a_ring_and_say_so_and_unknown_ones_break_the_line(narrow: bool) -> None:
    root = parsed(Band("Capaciteit", "fte", MONTHS), narrow=narrow)
    rings = [one for one in root.iter(f"{SVG}circle") if one.attrib["fill"] == "none"]
    assert [one.attrib["stroke"] for one in rings] == [ALARM, ALARM]
    assert [path.count("L") for path in lines(root, "2.2")] == [1, 1]
    assert "mei 2026: 31,0, gewoonlijk ten minste 36,0 · alarm" in " ".join(root.itertext())


def test_the_table_tells_the_newest_first_and_a_band_on_any_side_in_words() -> None:
    sides = (Month(date(2026, 1, 1), 1, high=2), Month(date(2026, 2, 1), 1, low=0, high=2))
    rows = tabulate(Band("Som", "som", (*MONTHS, *sides))).rows
    assert [row[2].text for row in rows[:3]] == ["0,0 tot 2,0", "hoogstens 2,0", "ten minste 36,0"]
    assert [cell.text for cell in rows[-1]] == ["januari 2026", "22,0", "nog niet te zeggen", "–"]
    assert rows[4][1].text == "niet bekend"


def test_a_day_is_marked_with_its_name() -> None:
    facts = Band("Capaciteit", "fte", MONTHS, marked=date(2026, 3, 9), mark="niveau daalde")
    assert "niveau daalde: 9 maart 2026" in " ".join(parsed(facts).itertext())
    assert lines(parsed(facts), "1.6")


@pytest.mark.parametrize("label", HOSTILE, ids=range(len(HOSTILE)))
def test_no_label_becomes_markup(label: str) -> None:
    facts = Band(label, label, tuple(Month(one.on, one.value, words=label) for one in MONTHS), marked=date(2026, 2, 1),
                 mark=label)  # fmt: skip
    assert not list(parsed(facts).iter(f"{SVG}script"))
    assert len(list(parsed(facts).iter(f"{SVG}svg"))) == 1


@pytest.mark.parametrize(("low", "high"), [(0.0, 0.03), (19.7, 19.8), (-0.4, 1.0), (120.0, 990.0), (0.0, 0.0)])
def test_the_scale_is_in_round_steps_around_everything(low: float, high: float) -> None:
    facts = Band("Reeks", "fte", (Month(date(2026, 1, 1), low), Month(date(2026, 2, 1), high)), places=3)
    said = [one.text or "" for one in parsed(facts).iter(f"{SVG}text") if one.attrib.get("text-anchor") == "end"]
    ticks = [
        float(one.replace(".", "").replace(",", ".")) for one in said if one.replace(",", "").lstrip("-").isdigit()
    ]
    assert 3 <= len(ticks) - 1 <= 9
    assert min(ticks) <= low
    assert max(ticks) >= high
