# SPDX-License-Identifier: EUPL-1.2
"""The shipped partners, municipalities and tile map."""

from collections import Counter
from pathlib import Path

import pytest

from vijfveld.node.contents import Tile, load_municipalities, load_partners, load_tiles
from vijfveld.node.roles import Discipline, OrganisationKind, Reach
from vijfveld.node.yamlfile import LibraryError

NAMED_IN_THE_STRATEGY = {
    *(
        "nctv",
        "aivd",
        "mivd",
        "politie",
        "dsi",
        "om",
        "kmar",
        "dji",
        "ind",
        "coa",
        "dtv",
        "minjenv",
        "minbzk",
        "minszw",
    ),
    *("minocw", "minvws", "minbz", "mindef", "nederlandse-ggz", "jeugdzorg-nederland", "nvb", "verzekeraars", "knb"),
    *("nova", "luchtvaartmaatschappijen", "internetbedrijven", "frontex", "douane", "reclassering-nederland", "vng"),
}


def test_there_are_342_municipalities_in_12_provinces_and_25_safety_regions() -> None:
    municipalities = load_municipalities().values()

    assert len(municipalities) == 342
    assert len({row.province for row in municipalities}) == 12
    assert len({row.safety_region for row in municipalities}) == 25


def test_every_safety_region_lies_in_one_province() -> None:
    pairs = {(row.safety_region, row.province) for row in load_municipalities().values()}

    assert len(pairs) == 25


@pytest.mark.parametrize("gone", ["GM0457", "GM0501", "GM0530", "GM0614"])
def test_a_municipality_that_was_merged_is_gone(gone: str) -> None:
    assert gone not in load_municipalities()


@pytest.mark.parametrize(
    ("code", "name", "province", "region"),
    [
        ("GM1992", "Voorne aan Zee", "PV28", "VR17"),
        ("GM0363", "Amsterdam", "PV27", "VR13"),
        ("GM0518", "'s-Gravenhage", "PV28", "VR15"),
        ("GM1961", "Vijfheerenlanden", "PV26", "VR09"),
        ("GM1900", "Súdwest-Fryslân", "PV21", "VR02"),
        ("GM0034", "Almere", "PV24", "VR25"),
    ],
)
def test_a_municipality_lies_where_its_sources_say(code: str, name: str, province: str, region: str) -> None:
    row = load_municipalities()[code]

    assert (row.name, row.province, row.safety_region) == (name, province, region)


def test_the_partners_named_in_the_strategy_are_there() -> None:
    assert set(load_partners()) >= NAMED_IN_THE_STRATEGY


def test_the_network_holds_85_partners_beside_every_province_and_safety_region() -> None:
    areas = Counter(row.area for row in load_partners().values())

    assert areas.pop(None) == 85
    assert set(areas) == {row.province for row in load_municipalities().values()} | {
        row.safety_region for row in load_municipalities().values()
    }
    assert set(areas.values()) == {1}


def test_ten_regional_units_of_the_police_work_locally() -> None:
    local = [row for row in load_partners().values() if row.kind == "police" and row.reach == "local"]

    assert len(local) == 10


def test_only_the_social_partners_of_section_8_2_are_softer_voices() -> None:
    softer = {row.code for row in load_partners().values() if row.softer_voice}

    assert softer == {"minszw", "minocw", "minvws", "jeugdzorg-nederland", "sociale-zaken-gemeenten"}


def test_no_number_for_government_messages_is_invented() -> None:
    assert {row.oin for row in load_partners().values()} == {None}


def test_kinds_disciplines_and_reaches_are_those_of_the_node() -> None:
    for row in load_partners().values():
        assert row.kind in OrganisationKind.values
        assert row.discipline in Discipline.values
        assert row.reach in Reach.values


def test_the_tile_map_shows_every_province_and_safety_region_once() -> None:
    tiles = load_tiles()

    assert {tile.code for tile in tiles.provinces} == {row.province for row in load_municipalities().values()}
    assert {tile.code for tile in tiles.safety_regions} == {row.safety_region for row in load_municipalities().values()}


@pytest.mark.parametrize("key", ["provinces", "safety_regions"])
def test_the_tiles_hang_together_as_one_country(key: str) -> None:
    places = {(tile.col, tile.row) for tile in getattr(load_tiles(), key)}
    reached, edge = set[tuple[int, int]](), [min(places)]
    while edge:
        col, row = edge.pop()
        reached.add((col, row))
        near = {(col + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1)}
        edge += [place for place in near & places if place not in reached]

    assert reached == places


@pytest.mark.parametrize(
    ("north", "south"),
    [("PV20", "PV22"), ("PV22", "PV23"), ("PV21", "PV24"), ("PV27", "PV28"), ("PV28", "PV29"), ("PV26", "PV30")],
)
def test_a_province_in_the_north_stands_above_one_in_the_south(north: str, south: str) -> None:
    tiles: dict[str, Tile] = {tile.code: tile for tile in load_tiles().provinces}

    assert tiles[north].row < tiles[south].row


def test_every_fault_in_a_list_of_partners_is_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "partners.yaml"
    path.write_text(
        "partners:\n"
        "  - {code: a, nl: A, en: A, kind: agency, discipline: social, reach: local, area: PV20}\n"
        "  - {code: a, nl: B, en: B, kind: agency, discipline: social, reach: local}\n"
        "  - {code: c, nl: C, en: C, kind: guild, discipline: social, reach: local, oin: '12'}\n",
        encoding="utf-8",
    )
    with pytest.raises(LibraryError) as refused:
        load_partners(path)

    said = "\n".join(refused.value.problems)
    for words in ("line 3: “a” was already used on line 2", "“kind”", "“oin”", "cannot have the area PV20"):
        assert words in said


def test_every_fault_in_a_list_of_municipalities_is_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "gemeenten.csv"
    path.write_text(
        "code,name,province,safety_region\n"
        "GM0001,Eerste,PV20,VR01\n"
        "GM0001,Tweede,PV20,VR01\n"
        "0002,Derde,PV99,VR26\n"
        "GM0004,Vierde,PV20,VR01,meer\n"
        "GM0005,Vijfde\n",
        encoding="utf-8",
    )
    with pytest.raises(LibraryError) as refused:
        load_municipalities(path)

    assert refused.value.problems == (
        "gemeenten.csv, line 3: “GM0001” was already used.",
        "gemeenten.csv, line 4: these fields are wrong: code, province, safety_region.",
        "gemeenten.csv, line 5: these fields are wrong: a field too many.",
        "gemeenten.csv, line 6: these fields are wrong: province, safety_region.",
    )


def test_two_tiles_cannot_lie_on_one_place(tmp_path: Path) -> None:
    path = tmp_path / "tegelkaart.yaml"
    path.write_text(
        "provinces:\n"
        "  - {code: PV20, short: GR, name: Groningen, col: 0, row: 0}\n"
        "  - {code: PV21, short: FR, name: Fryslân, col: 0, row: 0}\n"
        "safety_regions: []\n",
        encoding="utf-8",
    )
    with pytest.raises(LibraryError, match="“PV21” lies on “PV20”"):
        load_tiles(path)
