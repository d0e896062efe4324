# SPDX-License-Identifier: EUPL-1.2
"""The shipped partners, municipalities and tile map."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, ValidationError

from vijfveld.node.yamlfile import Document, Entry, LibraryError, doubled, parse_rows, read, text_of

LIBRARY = Path(__file__).parent / "library"
PARTNERS = LIBRARY / "partners.yaml"
MUNICIPALITIES = LIBRARY / "gemeenten.csv"
TILES = LIBRARY / "tegelkaart.yaml"

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Province = Annotated[str, StringConstraints(pattern=r"^PV(2[0-9]|3[01])$")]
SafetyRegion = Annotated[str, StringConstraints(pattern=r"^VR(0[1-9]|1[0-9]|2[0-5])$")]

Kind = Literal[
    "ministry",
    "agency",
    "service",
    "police",
    "prosecution",
    "judiciary",
    "municipality",
    "province",
    "safety_region",
    "care",
    "youth_care",
    "education",
    "private",
    "research",
    "international",
    "political",
]
Discipline = Literal[
    "social",
    "security",
    "intelligence",
    "judicial",
    "aliens_chain",
    "care",
    "military",
    "private",
    "research",
    "political",
]


class Partner(Entry):
    """An organisation of the network, a sector or an umbrella body; its name in Dutch and English."""

    code: Code
    nl: Name
    en: Name
    kind: Kind
    discipline: Discipline
    reach: Literal["local", "national", "international"]
    softer_voice: bool = False
    former: Name | None = None
    area: Province | SafetyRegion | None = None
    oin: Annotated[str, StringConstraints(pattern=r"^[0-9]{20}$")] | None = None


class Municipality(Entry):
    """A municipality by its CBS code, with the province and the safety region it lies in."""

    code: Annotated[str, StringConstraints(pattern=r"^GM[0-9]{4}$")]
    name: Name
    province: Province
    safety_region: SafetyRegion


class Tile(Entry):
    """One square of the schematic map: its code, what to print on it, and where it stands."""

    code: Province | SafetyRegion
    short: Annotated[str, StringConstraints(min_length=2, max_length=2)]
    name: Name
    col: Annotated[int, Field(ge=0, le=20)]
    row: Annotated[int, Field(ge=0, le=20)]


@dataclass(frozen=True, slots=True)
class Tiles:
    """The two schematic maps."""

    provinces: tuple[Tile, ...]
    safety_regions: tuple[Tile, ...]


def load_partners(path: Path | None = None) -> Mapping[str, Partner]:
    """Load the partners by code, the shipped ones by default. Raises LibraryError naming every fault."""
    document = read(path or PARTNERS)
    problems: list[str] = []
    document.only({"partners"}, problems)
    doubled(document, "partners", "code", problems)
    doubled(document, "partners", "nl", problems)
    found = parse_rows(Partner, document, "partners", problems)
    problems += _areas_out_of_place(document, found)
    if problems:
        raise LibraryError(problems)
    return {partner.code: partner for partner in found.values()}


def load_municipalities(path: Path | None = None) -> Mapping[str, Municipality]:
    """Load the municipalities by CBS code, the shipped ones by default. Raises LibraryError naming every fault."""
    source = path or MUNICIPALITIES
    problems: list[str] = []
    found: dict[str, Municipality] = {}
    rows = csv.DictReader(io.StringIO(text_of(source)), restkey="a field too many")
    for row in rows:
        where = f"{source.name}, line {rows.line_num}"
        try:
            municipality = Municipality.model_validate(row)
        except ValidationError as error:
            fields = ", ".join(str(fault["loc"][0]) for fault in error.errors())
            problems.append(f"{where}: these fields are wrong: {fields}.")
            continue
        if municipality.code in found:
            problems.append(f"{where}: “{municipality.code}” was already used.")
        found[municipality.code] = municipality
    if problems:
        raise LibraryError(problems)
    return found


def load_tiles(path: Path | None = None) -> Tiles:
    """Load the schematic maps, the shipped ones by default. Raises LibraryError naming every fault."""
    document = read(path or TILES)
    problems: list[str] = []
    document.only({"provinces", "safety_regions"}, problems)
    maps: dict[str, tuple[Tile, ...]] = {}
    for key in ("provinces", "safety_regions"):
        doubled(document, key, "code", problems)
        found = parse_rows(Tile, document, key, problems)
        problems += _covered(document, key, found)
        maps[key] = tuple(found.values())
    if problems:
        raise LibraryError(problems)
    return Tiles(maps["provinces"], maps["safety_regions"])


def _areas_out_of_place(document: Document, partners: Mapping[int, Partner]) -> Iterator[str]:
    starts = {"province": "PV", "safety_region": "VR"}
    for index, partner in partners.items():
        if partner.area is not None and not partner.area.startswith(starts.get(partner.kind, "-")):
            yield f"{document.at('partners', index)}: “{partner.code}” cannot have the area {partner.area}."


def _covered(document: Document, key: str, tiles: Mapping[int, Tile]) -> Iterator[str]:
    taken: dict[tuple[int, int], str] = {}
    for index, tile in tiles.items():
        place = (tile.col, tile.row)
        if place in taken:
            yield f"{document.at(key, index)}: “{tile.code}” lies on “{taken[place]}”."
        taken.setdefault(place, tile.code)
