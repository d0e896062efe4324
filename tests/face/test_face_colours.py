# SPDX-License-Identifier: EUPL-1.2
"""The colours are the same in style sheet and drawings, and can be told apart by weak eyes (WCAG 2.2, 1.4)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vijfveld.face import palette
from vijfveld.face.drawings.tilemap import SHADES
from vijfveld.face.palette import Area, tint

STATIC = Path(palette.__file__).parent / "static/face"
TOKENS = dict(re.findall(r"--face-([a-z]+): (#[0-9a-f]{6});", (STATIC / "tokens.css").read_text()))
GROUNDS = {"paper": palette.PAPER, "sheet": palette.SHEET}
TEXT = {"ink": palette.INK, "muted": palette.MUTED, "alarm": palette.ALARM} | {area.value: area.colour for area in Area}
LIGHT, BIG = 4.5, 3.0


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_has_the_contrast_the_standard_names() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("name", ["ink", "muted", "line", "edge", "empty", "paper", "sheet", "alarm"])
def test_style_sheet_and_drawings_share_a_colour(name: str) -> None:
    assert TOKENS[name] == getattr(palette, name.upper())


@pytest.mark.parametrize("area", Area)
def test_style_sheet_and_drawings_share_the_colour_of_a_field(area: Area) -> None:
    assert TOKENS[area.value] == area.colour


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("name", TEXT)
def test_text_stands_out_from_its_ground(name: str, ground: str) -> None:
    assert contrast(TEXT[name], GROUNDS[ground]) >= LIGHT


@pytest.mark.parametrize("ground", ["#f6efe4", "#f4ecf2"])
def test_ink_stands_out_from_the_strips_that_name_the_mode(ground: str) -> None:
    assert ground in (STATIC / "frame.css").read_text()
    assert contrast(palette.INK, ground) >= LIGHT


@pytest.mark.parametrize("ground", GROUNDS)
def test_the_edge_of_a_field_to_fill_in_stands_out(ground: str) -> None:
    assert contrast(palette.EDGE, GROUNDS[ground]) >= BIG


@pytest.mark.parametrize("area", Area)
def test_a_reached_step_stands_out_from_an_open_one(area: Area) -> None:
    assert contrast(area.colour, palette.EMPTY) >= BIG


@pytest.mark.parametrize("area", Area)
def test_the_level_line_of_a_cell_stands_out_on_both_sides(area: Area) -> None:
    assert contrast(area.colour, tint(area.colour, 0.42)) >= 2.0
    assert contrast(area.colour, palette.SHEET) >= BIG


def test_the_alarm_dot_stands_out_from_the_sheet() -> None:
    assert contrast(palette.ALARM, palette.SHEET) >= BIG


@pytest.mark.parametrize("small", ["#c9cedb", "#ffffff"])
def test_words_on_the_hub_stand_out(small: str) -> None:
    assert contrast(small, palette.INK) >= LIGHT


@pytest.mark.parametrize("shade", SHADES)
def test_words_on_a_tile_stand_out_from_its_shade(shade: float) -> None:
    ink = palette.SHEET if shade > 0.5 else palette.INK
    assert contrast(ink, tint(palette.INK, shade)) >= LIGHT


@pytest.mark.parametrize(
    ("code", "area"),
    [("prevent", Area.PREVENT), ("voorkomen", Area.PREVENT), ("Vervolgen", Area.PURSUE)],
)
def test_a_field_is_known_by_its_english_and_its_dutch_code(code: str, area: Area) -> None:
    assert Area(code) is area


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValueError, match="elders"):
        Area("elders")


def test_our_own_style_sheets_use_no_gradient_and_no_shadow_but_the_focus_halo() -> None:
    own = "".join(path.read_text() for path in STATIC.glob("*.css"))
    assert "gradient" not in own
    shadows = re.findall(r"box-shadow: ([^;]+);", own)
    assert all("focus-halo" in shadow or shadow.startswith(("inset", "none")) for shadow in shadows)
