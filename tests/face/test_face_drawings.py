# SPDX-License-Identifier: EUPL-1.2
"""Every drawing is sound XML, named and described, safe from its labels, and said again as a table."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.face.hostile import DRAWN, EMPTY, HOSTILE, LONG, TODAY
from vijfveld.face.drawings import Facts, draw, tabulate
from vijfveld.face.drawings.capacity import Asked, Capacity, Reply
from vijfveld.face.drawings.levels import NEW, OLD, Levels, Period
from vijfveld.face.drawings.lines import Axis, shortened
from vijfveld.face.drawings.mark import mark
from vijfveld.face.drawings.places import PROVINCES, SAFETY_REGIONS
from vijfveld.face.drawings.tilemap import Tile, TileMap, tilemap
from vijfveld.face.drawings.timeline import Bar, Timeline, timeline
from vijfveld.face.palette import Area

SVG = "{http://www.w3.org/2000/svg}"
KINDS = pytest.mark.parametrize("kind", DRAWN)
WIDTHS = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])


def parsed(facts: Facts, *, narrow: bool = False) -> ElementTree.Element:
    return ElementTree.fromstring(draw(facts, narrow=narrow, name="proef"))  # our own text, no entities


def words_of(root: ElementTree.Element) -> str:
    return " ".join(root.itertext())


def elements(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return list(root.iter(SVG + name))


@WIDTHS
@KINDS
@pytest.mark.parametrize("label", HOSTILE, ids=range(len(HOSTILE)))
def test_a_label_never_becomes_markup(kind: str, narrow: bool, label: str) -> None:
    root = parsed(DRAWN[kind](label), narrow=narrow)
    assert not elements(root, "script")
    assert len(elements(root, "svg")) == 1
    for element in root.iter():
        assert not any(key == "style" or key.startswith("on") for key in element.attrib)


@KINDS
@given(label=st.text(max_size=40))
@settings(max_examples=40, deadline=None)
def test_any_text_gives_sound_xml(kind: str, label: str) -> None:
    for narrow in (False, True):
        assert parsed(DRAWN[kind](label), narrow=narrow).tag == f"{SVG}svg"


@WIDTHS
@pytest.mark.parametrize("name", EMPTY)
def test_nothing_to_draw_is_still_a_drawing(name: str, narrow: bool) -> None:
    root = parsed(EMPTY[name], narrow=narrow)
    assert words_of(root).strip()
    assert all(float(side) >= 0 for side in root.attrib["viewBox"].split()[2:])


@WIDTHS
@KINDS
def test_a_drawing_is_named_and_described(kind: str, narrow: bool) -> None:
    root = parsed(DRAWN[kind]("Inzet"), narrow=narrow)
    title, desc = root[0], root[1]
    assert (title.tag, desc.tag) == (f"{SVG}title", f"{SVG}desc")
    assert title.text
    assert desc.text
    assert root.attrib["aria-labelledby"] == title.attrib["id"]
    assert root.attrib["aria-describedby"] == desc.attrib["id"]
    assert root.attrib["role"] == "group"


@KINDS
def test_both_widths_of_two_drawings_share_no_id(kind: str) -> None:
    facts = DRAWN[kind]("Inzet")
    drawn = [draw(facts, narrow=narrow, name=name) for narrow in (False, True) for name in ("a", "b")]
    ids = Counter(
        element.attrib["id"]
        for one in drawn
        for element in ElementTree.fromstring(one).iter()
        if "id" in element.attrib
    )
    assert ids
    assert max(ids.values()) == 1


@WIDTHS
@KINDS
def test_every_link_says_where_it_leads_and_shows_its_focus(kind: str, narrow: bool) -> None:
    links = elements(parsed(DRAWN[kind]("Inzet"), narrow=narrow), "a")
    assert links
    for link in links:
        assert link[0].tag == f"{SVG}title"
        assert link[0].text
        assert link.attrib["href"].startswith("/")
        assert "aria-label" not in link.attrib


@pytest.mark.parametrize("href", ["javascript:alert(1)", "//elders.example", "data:text/html,x", "", " /x"])
def test_what_is_no_page_address_becomes_no_link(href: str) -> None:
    facts = Timeline((Bar("Inzet", Area.PREVENT, TODAY, href=href),), TODAY, TODAY, TODAY + timedelta(90))
    root = parsed(facts)
    assert not elements(root, "a")
    assert "Inzet" in words_of(root)


@KINDS
def test_the_table_has_as_many_cells_as_headers(kind: str) -> None:
    table = tabulate(DRAWN[kind]("Inzet"))
    assert table.caption
    assert table.rows
    assert all(len(row) == len(table.headers) for row in table.rows)
    assert all(cell.text for row in table.rows for cell in row)


@pytest.mark.parametrize("name", EMPTY)
def test_the_table_of_nothing_has_headers_and_no_holes(name: str) -> None:
    table = tabulate(EMPTY[name])
    assert table.headers
    assert all(len(row) == len(table.headers) for row in table.rows)


def test_the_mark_is_hidden_from_readers_because_the_name_stands_beside_it() -> None:
    assert ElementTree.fromstring(mark()).attrib["aria-hidden"] == "true"


def test_a_long_word_is_cut_in_the_drawing_and_whole_in_its_title() -> None:
    facts = Timeline((Bar(LONG, Area.PREVENT, TODAY, href="/x"),), TODAY, TODAY, TODAY + timedelta(90))
    (link,) = elements(parsed(facts), "a")
    assert LONG in (link[0].text or "")
    assert any("…" in (text.text or "") for text in elements(parsed(facts), "text"))


@pytest.mark.parametrize("room", [1, 20, 80, 300])
def test_a_shortened_text_is_never_longer(room: float) -> None:
    assert len(shortened(LONG, room=room)) <= len(LONG)


@pytest.mark.parametrize(("count", "narrow"), [(0, False), (1, True), (60, False), (60, True)])
def test_a_timeline_grows_with_its_rows(count: int, narrow: bool) -> None:
    bars = tuple(Bar(f"Inzet {at}", list(Area)[at % 5], TODAY, TODAY + timedelta(at)) for at in range(count))
    root = ElementTree.fromstring(
        timeline(Timeline(bars, TODAY, TODAY - timedelta(90), TODAY + timedelta(90)), narrow=narrow)
    )
    height = float(root.attrib["viewBox"].split()[3])
    assert height >= 27 * count
    assert len([text for text in elements(root, "text") if (text.text or "").startswith("Inzet")]) == count


def test_a_fixed_effort_has_no_end_and_a_flexible_one_has() -> None:
    bars = (Bar("Vast", Area.PREVENT, TODAY), Bar("Los", Area.PREVENT, TODAY, TODAY + timedelta(30)))
    rows = tabulate(Timeline(bars, TODAY, TODAY, TODAY + timedelta(90))).rows
    assert [row[4].text for row in rows] == ["geen einde", "23 december 2026"]


def test_a_fixed_effort_that_ends_is_a_full_bar_up_to_its_end() -> None:
    ends = Bar("Vast", Area.PREVENT, TODAY, TODAY + timedelta(30), href="/x", fixed=True)
    (link,) = elements(parsed(Timeline((ends,), TODAY, TODAY, TODAY + timedelta(90))), "a")
    assert not [path for path in link.iter(f"{SVG}path") if path.attrib.get("stroke-linecap")]
    (full,) = [box for box in link.iter(f"{SVG}rect") if box.attrib.get("fill") == Area.PREVENT.colour]
    (flexible,) = elements(parsed(Timeline((replace(ends, fixed=False),), TODAY, TODAY, TODAY + timedelta(90))), "a")
    assert full.attrib["width"] in {box.attrib["width"] for box in flexible.iter(f"{SVG}rect")}
    assert "vaste inzet" in words_of(link)


def test_each_answer_is_drawn_in_its_own_way() -> None:
    pictures = set()
    for reply in Reply:
        answered = {Reply.ACCEPTED: 4.0, Reply.DECLINED: 0.0, Reply.NONE: 0.0}.get(reply, 2.0)
        (link,) = elements(parsed(Capacity((Asked("Partner", Area.PREVENT, 4, answered, reply, "/x"),))), "a")
        shapes = [child for child in link if child.tag != f"{SVG}title" and child.tag != f"{SVG}text"]
        pictures.add(b"".join(ElementTree.tostring(shape) for shape in shapes))
        assert str(reply.label) in words_of(link)
    assert len(pictures) == len(Reply)


def test_an_answer_larger_than_the_question_stays_inside_the_drawing() -> None:
    root = parsed(Capacity((Asked("Partner", Area.PREVENT, 1, 9, Reply.ACCEPTED, "/x"),)))
    assert max(float(bar.attrib["x"]) + float(bar.attrib["width"]) for bar in elements(root, "rect")) <= 880


def test_the_two_scales_are_never_joined_by_a_line() -> None:
    periods = (
        Period(OLD, 3, date(2013, 3, 13), date(2016, 7, 11)),
        Period(NEW, 4, date(2016, 7, 11)),
    )
    upright = [
        path for path in elements(parsed(Levels(TODAY, periods)), "path") if path.attrib.get("stroke-width") == "1.5"
    ]
    assert upright == []


def test_levels_keep_to_the_words_of_their_own_scale() -> None:
    rows = tabulate(DRAWN["levels"]("Bron")).rows
    assert [(row[0].text, row[1].text) for row in rows[:2]] == [
        ("substantieel", "Oude schaal: vier namen"),
        ("4 substantieel", "Nieuwe schaal: vijf niveaus"),
    ]


def test_a_period_of_which_only_the_month_is_known_says_no_day() -> None:
    assert tabulate(DRAWN["levels"]("Bron")).rows[0][2].text == "mei 2005"


@pytest.mark.parametrize(("days", "apart"), [(30, 84), (400, 84), (900, 84), (8000, 46), (30000, 62)])
def test_ticks_keep_their_distance(days: int, apart: float) -> None:
    axis = Axis(TODAY - timedelta(days), TODAY, 0, 340)
    places = [x for x, _label in axis.ticks(apart=apart)]
    assert all(after - before >= apart * 0.8 for before, after in itertools.pairwise(places))


@pytest.mark.parametrize(("places", "count"), [(PROVINCES, 12), (SAFETY_REGIONS, 25)])
def test_every_place_has_a_tile_of_its_own(places: tuple[object, ...], count: int) -> None:
    assert len(places) == count
    for part in ("code", "short", "label"):
        assert len({getattr(place, part) for place in places}) == count
    assert len({(place.col, place.row) for place in places}) == count  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("values", "meanings"),
    [
        ((0, 10), ["0 tot 3 keer", "3 tot 5 keer", "5 tot 8 keer", "8 tot en met 10 keer"]),
        ((0, 2), ["0 tot 1 keer", "1 tot 2 keer", "2 keer"]),
        ((0, 1), ["0 tot 1 keer", "1 keer"]),
        ((0.5, 2.0), ["0 tot 0,5 keer", "0,5 tot 1 keer", "1 tot 1,5 keer", "1,5 tot en met 2 keer"]),
        ((), ["0 keer"]),
    ],
)
def test_the_legend_of_a_tile_map_counts_whole_things_whole(values: tuple[float, ...], meanings: list[str]) -> None:
    tiles = tuple(Tile(str(at), at, 0, str(at), value) for at, value in enumerate(values))
    root = ElementTree.fromstring(tilemap(TileMap("Proef", tiles, "keer")))
    told = [text.text for text in elements(root, "text")]
    assert [text for text in told if text and text.endswith("keer")] == meanings
    assert "onbekend" in told


@pytest.mark.parametrize(
    ("start", "end", "sides"),
    [(0, 30, 2), (-60, 30, 1), (0, 200, 1), (-60, 200, 0)],
)
def test_a_bar_is_open_where_it_goes_on_beyond_the_axis(start: int, end: int, sides: int) -> None:
    bar = Bar("Inzet", Area.PREVENT, TODAY + timedelta(start), TODAY + timedelta(end), href="/x")
    (link,) = elements(parsed(Timeline((bar,), TODAY, TODAY, TODAY + timedelta(90))), "a")
    (edges,) = [path for path in link.iter(f"{SVG}path") if path.attrib.get("stroke-linecap")]
    assert edges.attrib["d"].count("V") == sides


@pytest.mark.parametrize(("value", "said"), [(0.0, "0"), (0.5, "0,5"), (1234.0, "1.234"), (None, "?")])
def test_a_tile_says_its_value(value: float | None, said: str) -> None:
    root = ElementTree.fromstring(tilemap(TileMap("Proef", (Tile("UT", 0, 0, "Utrecht", value),))))
    assert said in [text.text for text in elements(root, "text")]


def test_mixes_say_in_words_what_they_show_and_put_the_measures_in_the_order_of_the_strategy() -> None:
    told = tabulate(DRAWN["mixes"]("Inzet"))
    assert told.headers == ("Scenario of inzet", "Mix A", "Mix B", "Samen")
    rows = [tuple(cell.text for cell in row) for row in told.rows]
    assert rows[:3] == [
        ("Inzet: Voorkomen", "1,25 van 2", "1,25 van 2", "–"),
        ("Inzet: Vervolgen", "niets gevraagd", "niets gevraagd", "–"),
        ("Inzet: Voorbereiden", "1 van 1", "1 van 1", "–"),
    ]
    assert [row[1:] for row in rows[3:]] == [
        ("ja", "ja", "in alle"),
        ("nee", "nee", "mag niet"),
        ("nee", "nee", "in geen"),
        ("ja", "nee", "in 1 van 2"),
    ]
    assert "Voorkomen 1,25 van 2, Voorbereiden 1 van 1" in words_of(parsed(DRAWN["mixes"]("Inzet")))
