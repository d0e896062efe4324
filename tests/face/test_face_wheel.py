# SPDX-License-Identifier: EUPL-1.2
"""The wheel shows the level in force, three axes per field, and every flexible effort or how many more there are."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from vijfveld.face.drawings.wheel import Field, Hub, Running, Steps, Wheel, table, wheel
from vijfveld.face.palette import ALARM, EMPTY, Area

SVG = "{http://www.w3.org/2000/svg}"
WIDTHS = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])


def efforts(count: int, *, soon: int | None = None) -> tuple[Running, ...]:
    return tuple(Running(f"Inzet {at}", 0.5, f"/inzet/{at}", stops_soon=at == soon) for at in range(count))


def links(facts: Wheel, *, narrow: bool = False) -> dict[str, ElementTree.Element]:
    """The links of the wheel by their titles."""
    root = ElementTree.fromstring(wheel(facts, narrow=narrow))
    return {link[0].text or "": link for link in root.iter(f"{SVG}a")}


UNTESTED = Steps()


def one(area: Area, steps: Steps = UNTESTED, running: tuple[Running, ...] = ()) -> Wheel:
    return Wheel(Hub("substantieel", 4, "/niveau"), (Field(area, steps, running, "/veld"),))


@WIDTHS
@pytest.mark.parametrize("area", Area)
@pytest.mark.parametrize("step", [0, 1, 2, 3])
def test_an_arc_is_filled_up_to_its_step(area: Area, step: int, narrow: bool) -> None:
    link = links(one(area, Steps(effective=step)), narrow=narrow)[f"{area.label}, effectief: {step} van 3"]
    fills = [path.attrib["fill"] for path in link.iter(f"{SVG}path") if path.attrib["fill"] != "none"]
    assert fills == [area.colour] * step + [EMPTY] * (3 - step)


@WIDTHS
def test_what_is_not_tested_is_hatched_and_not_empty(narrow: bool) -> None:
    link = links(one(Area.PREVENT), narrow=narrow)["Voorkomen, robuust: nog niet getoetst"]
    paths = [path for path in link.iter(f"{SVG}path") if path.attrib.get("class") != "hit"]
    assert len(paths) == 3
    assert all(path.attrib["stroke"] == Area.PREVENT.colour and path.attrib["d"].count("M") > 1 for path in paths)


def test_the_three_axes_are_never_merged() -> None:
    named = links(one(Area.PROTECT, Steps(1, 2, 3)))
    assert {"Verdedigen, effectief: 1 van 3", "Verdedigen, legitiem: 2 van 3", "Verdedigen, robuust: 3 van 3"} <= set(
        named
    )


@pytest.mark.parametrize("step", [-1, 4])
def test_a_step_outside_the_scale_is_refused(step: int) -> None:
    with pytest.raises(ValueError, match="0 and 3"):
        Steps(legitimate=step)


@pytest.mark.parametrize("remaining", [-0.01, 1.01])
def test_a_share_outside_its_range_is_refused(remaining: float) -> None:
    with pytest.raises(ValueError, match="0 to 1"):
        Running("Inzet", remaining)


@pytest.mark.parametrize(
    ("count", "narrow", "cells", "more"),
    [
        (0, False, 0, None),
        (1, False, 1, None),
        (5, False, 5, None),
        (18, False, 18, None),
        (19, False, 17, 2),
        (30, False, 17, 13),
        (5, True, 5, None),
        (8, True, 8, None),
        (30, True, 7, 23),
    ],
)
def test_every_effort_has_a_cell_or_is_counted(count: int, narrow: bool, cells: int, more: int | None) -> None:
    named = links(one(Area.PURSUE, running=efforts(count)), narrow=narrow)
    assert len([name for name in named if name.startswith("Inzet")]) == cells
    counted = [name for name in named if name.startswith("+")]
    assert counted == ([f"+{more} flexibele inzetten, Vervolgen"] if more else [])


@pytest.mark.parametrize(
    ("count", "narrow", "cells", "more"),
    [(1, False, 1, None), (12, False, 12, None), (13, False, 11, 2), (8, True, 8, None), (9, True, 7, 2)],
)
def test_the_common_basis_has_its_cells_around_itself(count: int, narrow: bool, cells: int, more: int | None) -> None:
    named = links(one(Area.PROCURE, running=efforts(count)), narrow=narrow)
    assert len([name for name in named if name.startswith("Inzet")]) == cells
    assert [name for name in named if name.startswith("+")] == (
        [f"+{more} flexibele inzetten, Verwerven"] if more else []
    )


@pytest.mark.parametrize(("soon", "told"), [(2, False), (25, True)])
def test_an_effort_that_stops_soon_keeps_its_dot_even_when_counted(soon: int, told: bool) -> None:
    named = links(one(Area.PURSUE, running=efforts(30, soon=soon)))
    dotted = [
        name for name, link in named.items() for dot in link.iter(f"{SVG}circle") if dot.attrib.get("fill") == ALARM
    ]
    assert len(dotted) == 1
    assert dotted[0].startswith("+") is told
    assert ("stopt" in dotted[0]) is True


@WIDTHS
@pytest.mark.parametrize("count", [0, 1, 5, 30])
def test_nothing_leaves_the_view_box(count: int, narrow: bool) -> None:
    facts = one(Area.PREPARE, running=efforts(count, soon=0))
    root = ElementTree.fromstring(wheel(facts, narrow=narrow))
    half = float(root.attrib["viewBox"].split()[2]) / 2
    for dot in root.iter(f"{SVG}circle"):
        reach = (float(dot.attrib.get("cx", 0)) ** 2 + float(dot.attrib.get("cy", 0)) ** 2) ** 0.5
        assert reach + float(dot.attrib["r"]) <= half


@WIDTHS
@pytest.mark.parametrize(
    ("hub", "name"),
    [
        (Hub("substantieel", 4, "/n"), "Dreigingsniveau 4 substantieel"),
        (Hub("beperkt", None, "/n"), "Dreigingsniveau beperkt"),
        (Hub(href="/n"), "Dreigingsniveau niet vastgesteld"),
    ],
)
def test_the_hub_says_the_level_in_force(hub: Hub, name: str, narrow: bool) -> None:
    assert name in links(Wheel(hub), narrow=narrow)


@WIDTHS
def test_every_field_is_named_as_a_link(narrow: bool) -> None:
    facts = Wheel(Hub(), tuple(Field(area, href=f"/{area}") for area in Area))
    named = links(facts, narrow=narrow)
    assert [named[str(area.label)].attrib["href"] for area in Area] == [f"/{area}" for area in Area]


def test_the_table_tells_all_efforts_also_those_without_a_cell() -> None:
    rows = table(one(Area.PURSUE, Steps(1, None, 2), efforts(30))).rows
    assert len(rows) == 5 + 30
    field = next(row for row in rows if row[0].text == "Vervolgen")
    assert [cell.text for cell in field] == [
        "Vervolgen",
        "1 van 3",
        "nog niet getoetst",
        "2 van 3",
        "30 flexibele inzetten",
    ]
    assert all(row[0].under for row in rows if row[0].text.startswith("Inzet"))


def test_the_description_says_the_whole_wheel_in_words() -> None:
    root = ElementTree.fromstring(wheel(one(Area.PREVENT, Steps(2, 2, 1), efforts(1))))
    assert "Dreigingsniveau 4 substantieel." in (root[1].text or "")
    assert "Voorkomen: effectief 2 van 3, legitiem 2 van 3, robuust 1 van 3; 1 flexibele inzet" in (root[1].text or "")
