# SPDX-License-Identifier: EUPL-1.2
"""The threat levels of the DTN since 2005: two scales that are never converted, ranges and dated editions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from vijfveld.node.seendates import SeenDate
from vijfveld.node.yamlfile import Document, Entry, LibraryError, doubled, parse_rows, read

LEVELS = Path(__file__).parent / "library" / "dreigingsniveaus.yaml"

Words = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Number = Annotated[int, Field(ge=1, le=5)]
Edition = Annotated[int, Field(ge=1)]
LevelCode = Literal["minimaal", "beperkt", "aanzienlijk", "substantieel", "kritiek"]


class Title(Entry):
    """What a scale is called in one language."""

    title: Words


class Meaning(Entry):
    """A level in one language; the text is None where no official description was seen."""

    title: Words
    text: Words | None


class Note(Entry):
    """What must be said beside a date or a level, in both languages."""

    nl: Words
    en: Words


class Level(Entry):
    """One level of a scale; the older scale has names without numbers."""

    code: LevelCode
    number: Number | None
    nl: Meaning
    en: Meaning


class Span(Entry):
    """The numbered editions a scale was used for; None while it is in use."""

    first: Edition
    last: Edition | None


class Scale(Entry):
    """One of the scales the DTN has used, from its lowest level to its highest."""

    code: Words
    valid_from: SeenDate
    valid_until: SeenDate | None
    editions: Span
    nl: Title
    en: Title
    source: Words
    levels: tuple[Level, ...]

    def level(self, code: str) -> Level:
        """Give one level. Raises KeyError when this scale does not have it."""
        levels: dict[str, Level] = {level.code: level for level in self.levels}
        return levels[code]


class LevelRange(Entry):
    """Numbered editions in a row that had the same level."""

    first: Edition
    last: Edition
    in_force_from: SeenDate
    scale: Words
    level: LevelCode
    verified: bool
    source: Words


class DtnEdition(Entry):
    """One edition of the threat assessment; its date is None where none was seen."""

    edition: Words
    date: SeenDate | None
    scale: Words
    level: LevelCode
    number: Number | None
    changed: Literal["raised", "lowered"] | None = None
    level_by: Literal["source", "range"]
    verified: bool
    source: Words | None
    note: Note | None = None


class RegionalLevel(Entry):
    """A level that was declared for part of the country."""

    date: SeenDate
    region: Annotated[str, StringConstraints(pattern=r"^PV[0-9]{2}$")]
    scale: Words
    level: LevelCode
    number: Number | None
    verified: bool
    source: Words
    note: Note


@dataclass(frozen=True, slots=True)
class ThreatLevels:
    """Everything known of the level since 2005, in the order of the editions."""

    scales: Mapping[str, Scale]
    ranges: tuple[LevelRange, ...]
    editions: tuple[DtnEdition, ...]
    regional: tuple[RegionalLevel, ...]

    def dated(self) -> tuple[DtnEdition, ...]:
        """Give the editions whose date was seen, oldest first."""
        return tuple(sorted((row for row in self.editions if row.date), key=lambda row: row.date or ""))


def load_threat_levels(path: Path | None = None) -> ThreatLevels:
    """Load the threat levels, the shipped ones by default. Raises LibraryError naming every fault."""
    document = read(path or LEVELS)
    problems: list[str] = []
    document.only({"scales", "ranges", "editions", "regional"}, problems)
    doubled(document, "editions", "edition", problems)
    scales = {scale.code: scale for scale in parse_rows(Scale, document, "scales", problems).values()}
    ranges = parse_rows(LevelRange, document, "ranges", problems)
    editions = parse_rows(DtnEdition, document, "editions", problems)
    regional = parse_rows(RegionalLevel, document, "regional", problems)
    for key, rows in (("ranges", ranges), ("editions", editions), ("regional", regional)):
        problems += _off_scale(document, key, rows, scales)
    problems += _against_ranges(document, editions, tuple(ranges.values()))
    if problems:
        raise LibraryError(problems)
    return ThreatLevels(scales, tuple(ranges.values()), tuple(editions.values()), tuple(regional.values()))


def _off_scale(
    document: Document,
    key: str,
    rows: Mapping[int, LevelRange] | Mapping[int, DtnEdition] | Mapping[int, RegionalLevel],
    scales: Mapping[str, Scale],
) -> Iterator[str]:
    for index, row in rows.items():
        where = document.at(key, index)
        scale = scales.get(row.scale)
        if scale is None:
            yield f"{where}: the scale “{row.scale}” does not exist."
        elif row.level not in {level.code for level in scale.levels}:
            yield f"{where}: the scale “{row.scale}” has no level “{row.level}”."
        elif not isinstance(row, LevelRange) and row.number != scale.level(row.level).number:
            yield f"{where}: “{row.level}” does not have the number {row.number} on “{row.scale}”."


def _against_ranges(
    document: Document, editions: Mapping[int, DtnEdition], ranges: tuple[LevelRange, ...]
) -> Iterator[str]:
    for index, row in editions.items():
        where = document.at("editions", index)
        if row.verified and (row.date is None or row.source is None):
            yield f"{where}: edition {row.edition} is verified without a date and a source."
        if not row.edition.isdigit():
            continue
        held = [span for span in ranges if span.first <= int(row.edition) <= span.last]
        if [(span.scale, span.level) for span in held] != [(row.scale, row.level)]:
            yield f"{where}: edition {row.edition} does not agree with the official ranges."
