# SPDX-License-Identifier: EUPL-1.2
"""What a system test asks: items with levels and evidence, each feeding one area and one axis (§8.1 n.11, §8.3)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from vijfveld.node.yamlfile import Document, Entry, LibraryError, doubled, parse, parse_rows, read
from vijfveld.strategy.contents import Area, Code, Heading, Section, Sentences, StrategyLibrary, load_strategy

BASE_LEVEL = Path(__file__).parent / "library" / "systeemtoets-basisniveau.yaml"

LEAST_EVIDENCE = 2
"""Pieces of evidence per item. One can be missing or wrong; two can be laid side by side."""

Line = Annotated[str, StringConstraints(min_length=1, max_length=240)]
Axis = Literal["effective", "legitimate", "robust"]

# These lists repeat node.roles and strategy.words, so that a library can be read without Django; a test compares them.
Reach = Literal["local", "national", "international"]
Kind = Literal["policy", "administrative", "operational"]
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
OrganisationKind = Literal[
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

BILINGUAL = ("nl", "en")
"""The languages a library of our own format must have."""


class AskedOf(Entry):
    """Who answers: organisations of a discipline or of a kind. Nobody named means everybody."""

    disciplines: tuple[Discipline, ...] = ()
    organisations: tuple[OrganisationKind, ...] = ()

    def includes(self, *, discipline: str, organisation: str) -> bool:
        """Whether an organisation of this discipline and kind is asked."""
        everybody = not self.disciplines and not self.organisations
        return everybody or discipline in self.disciplines or organisation in self.organisations


EVERYBODY = AskedOf()


class StepWording(Entry):
    """A step of a scale in one language; the text is empty where a source gives only a name."""

    title: Annotated[str, StringConstraints(min_length=1)]
    text: str = ""


class StepRow(Entry):
    """A step of a scale as it stands in a file."""

    nl: StepWording
    en: StepWording


class ScaleRow(Entry):
    """A scale as it stands in a file, from its lowest step to its highest."""

    code: Code
    steps: Annotated[tuple[StepRow, ...], Field(min_length=2, max_length=11)]


class Head(Entry):
    """What a library is called, where it comes from and on which scales its items are answered."""

    code: Code
    version: Annotated[int, Field(ge=1)]
    nl: Heading
    en: Heading
    source: Sentences
    scales: Annotated[tuple[ScaleRow, ...], Field(min_length=1)]


class GroupRow(Entry):
    """A group of items as it stands in a file."""

    code: Code
    area: Area
    nl: Heading
    en: Heading


class Wording(Entry):
    """An item in one language. Only the question is certain: an imported framework may lack the rest."""

    question: str
    why: str = ""
    evidence: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    not_measurable: str = ""


class WholeWording(Entry):
    """An item in one language as it stands in a file of our own: nothing may be missing."""

    question: Line
    why: Line
    evidence: tuple[Line, ...]
    levels: tuple[Line, ...]
    not_measurable: Line

    def wording(self) -> Wording:
        """Give the same words in the form that every item has."""
        return Wording(**self.model_dump())


class ItemRow(Entry):
    """An item as it stands in a file."""

    code: Code
    group: Code
    area: Area
    axis: Axis
    reaches: Annotated[tuple[Reach, ...], Field(min_length=1)]
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)]
    asked_of: AskedOf
    section: Section
    serves: Annotated[tuple[Code, ...], Field(min_length=1)]
    scale: Code | None = None
    nl: WholeWording
    en: WholeWording


class Move(Entry):
    """Which item takes over from an item of an earlier version, so that two rounds can be laid side by side."""

    version: Annotated[int, Field(ge=1)]
    from_: Annotated[Code, Field(alias="from")]
    to: Code


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a scale: its number in the source and its words by language."""

    score: int
    words: Mapping[str, StepWording]


@dataclass(frozen=True, slots=True)
class Scale:
    """The steps on which an item is answered, from low to high. A level is a place in this row, from 0."""

    code: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A heading above items, by language; `parent` is the heading above it."""

    code: str
    titles: Mapping[str, str]
    parent: str | None = None
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a system test. Area, axis and § are None in an imported framework until a person places it."""

    code: str
    scale: str
    words: Mapping[str, Wording]
    label: str = ""
    group: str | None = None
    area: str | None = None
    axis: str | None = None
    reaches: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    asked_of: AskedOf = EVERYBODY
    section: str | None = None
    serves: tuple[str, ...] = ()

    def within(self, *, areas: Collection[str], reaches: Collection[str], kinds: Collection[str]) -> bool:
        """Whether the item falls in a scope. What an item does not state keeps it out of no scope."""
        return (
            (self.area is None or self.area in areas)
            and (not self.reaches or bool(set(self.reaches) & set(reaches)))
            and (not self.kinds or bool(set(self.kinds) & set(kinds)))
        )


@dataclass(frozen=True, slots=True)
class SystemTestLibrary:
    """One version of what can be asked in a system test: groups and items by code, in the order of the file."""

    code: str
    version: int
    titles: Mapping[str, str]
    source: str
    scales: Mapping[str, Scale]
    groups: Mapping[str, Group]
    items: Mapping[str, Item]
    moves: tuple[Move, ...] = ()

    def before(self, code: str) -> tuple[tuple[int, str], ...]:
        """Give the versions and codes of the items that this one takes over from."""
        return tuple((move.version, move.from_) for move in self.moves if move.to == code)

    def scoped(self, *, areas: Collection[str], reaches: Collection[str], kinds: Collection[str]) -> tuple[Item, ...]:
        """Give the items that fall in a scope."""
        return tuple(item for item in self.items.values() if item.within(areas=areas, reaches=reaches, kinds=kinds))

    def asked_of(self, *, discipline: str, organisation: str) -> tuple[Item, ...]:
        """Give the items that an organisation of this discipline and kind answers."""
        return tuple(
            item
            for item in self.items.values()
            if item.asked_of.includes(discipline=discipline, organisation=organisation)
        )

    def in_field(self, area: str, axis: str) -> tuple[Item, ...]:
        """Give the items that feed one axis of one area."""
        return tuple(item for item in self.items.values() if item.area == area and item.axis == axis)

    def steps_of(self, code: str) -> tuple[Step, ...]:
        """Give the steps on which an item is answered. Raises KeyError for an unknown item."""
        return self.scales[self.items[code].scale].steps


def load_system_test(path: Path | None = None, *, strategy: StrategyLibrary | None = None) -> SystemTestLibrary:
    """Load a test library, the base level by default. Raises LibraryError naming every fault."""
    document = read(path or BASE_LEVEL)
    problems: list[str] = []
    document.only({"library", "groups", "items", "maps"}, problems)
    head = parse(Head, document, ("library",), problems) if "library" in document.data else None
    if "library" not in document.data:
        problems.append(f"{document.at()}: “library” is missing.")
    known = doubled(document, "groups", "code", problems)
    groups = parse_rows(GroupRow, document, "groups", problems)
    doubled(document, "items", "code", problems)
    items = parse_rows(ItemRow, document, "items", problems)
    moves = parse_rows(Move, document, "maps", problems) if "maps" in document.data else {}
    problems += _faults_in_places(document, "groups", groups)
    problems += _faults_in_places(document, "items", items)
    problems += _faults_in_items(document, items, known)
    problems += _faults_in_links(document, items, strategy or load_strategy())
    if head is not None:
        problems += _faults_in_scales(document, head, items)
        problems += _faults_in_moves(document, moves, {item.code for item in items.values()}, head.version)
    if problems or head is None:
        raise LibraryError(problems)
    return replace(_library(head, tuple(groups.values()), tuple(items.values())), moves=tuple(moves.values()))


def _faults_in_moves(
    document: Document, moves: Mapping[int, Move], codes: Collection[str], version: int
) -> Iterator[str]:
    seen: set[tuple[int, str]] = set()
    for index, move in moves.items():
        where = document.at("maps", index)
        if move.version >= version:
            yield f"{where}: version {move.version} is not earlier than version {version}."
        if (move.version, move.from_) in seen:
            yield f"{where}: “{move.from_}” of version {move.version} was already mapped."
        seen.add((move.version, move.from_))
        if move.to not in codes:
            yield f"{where}: “{move.to}” does not exist."


def _faults_in_places(
    document: Document, key: str, rows: Mapping[int, GroupRow] | Mapping[int, ItemRow]
) -> Iterator[str]:
    for index, row in rows.items():
        if row.code.split(".")[0] != row.area:
            yield f"{document.at(key, index, 'area')}: the area of “{row.code}” does not match its code."


def _faults_in_items(document: Document, items: Mapping[int, ItemRow], groups: Collection[str]) -> Iterator[str]:
    for index, item in items.items():
        if item.group not in groups:
            yield f"{document.at('items', index, 'group')}: the group “{item.group}” does not exist."
        elif item.group.split(".")[0] != item.area:
            yield f"{document.at('items', index, 'group')}: “{item.code}” stands in a group of another area."
        if not item.asked_of.disciplines and not item.asked_of.organisations:
            yield f"{document.at('items', index, 'asked_of')}: “{item.code}” is asked of nobody."
        yield from _faults_in_wordings(document, index, item)


def _faults_in_wordings(document: Document, index: int, item: ItemRow) -> Iterator[str]:
    for language in BILINGUAL:
        words: WholeWording = getattr(item, language)
        where = document.at("items", index, language)
        if len(words.evidence) < LEAST_EVIDENCE:
            yield f"{where}: “{item.code}” needs at least {LEAST_EVIDENCE} pieces of evidence."
        if len(set(words.levels)) < len(words.levels):
            yield f"{where}: two levels of “{item.code}” are the same."
    if len(item.nl.evidence) != len(item.en.evidence):
        yield f"{document.at('items', index)}: “{item.code}” has other evidence in Dutch than in English."


def _faults_in_links(document: Document, items: Mapping[int, ItemRow], strategy: StrategyLibrary) -> Iterator[str]:
    for index, item in items.items():
        where = document.at("items", index, "serves")
        unknown = [code for code in item.serves if code not in strategy.nodes]
        yield from (f"{where}: the strategy has no “{code}”." for code in unknown)
        if not unknown and item.section not in {strategy.nodes[code].section for code in item.serves}:
            yield f"{where}: nothing that “{item.code}” serves stands in {item.section}."


def _faults_in_scales(document: Document, head: Head, items: Mapping[int, ItemRow]) -> Iterator[str]:
    scales = {scale.code: scale for scale in head.scales}
    if len(scales) < len(head.scales):
        yield f"{document.at('library', 'scales')}: two scales have the same code."
    for index, item in items.items():
        scale = scales.get(item.scale or head.scales[0].code)
        if scale is None:
            yield f"{document.at('items', index, 'scale')}: the scale “{item.scale}” does not exist."
            continue
        for language in BILINGUAL:
            given, asked = len(getattr(item, language).levels), len(scale.steps)
            if given != asked:
                where = document.at("items", index, language, "levels")
                yield f"{where}: “{item.code}” has {given} levels; “{scale.code}” has {asked} steps."


def _library(head: Head, groups: tuple[GroupRow, ...], items: tuple[ItemRow, ...]) -> SystemTestLibrary:
    return SystemTestLibrary(
        code=head.code,
        version=head.version,
        titles=MappingProxyType({"nl": head.nl.title, "en": head.en.title}),
        source=head.source,
        scales=MappingProxyType({scale.code: _scale(scale) for scale in head.scales}),
        groups=MappingProxyType({group.code: _group(group) for group in groups}),
        items=MappingProxyType({item.code: _item(item, head.scales[0].code) for item in items}),
    )


def _scale(row: ScaleRow) -> Scale:
    steps = (
        Step(score=score, words=MappingProxyType({"nl": step.nl, "en": step.en}))
        for score, step in enumerate(row.steps)
    )
    return Scale(code=row.code, steps=tuple(steps))


def _group(row: GroupRow) -> Group:
    titles = MappingProxyType({"nl": row.nl.title, "en": row.en.title})
    return Group(code=row.code, titles=titles, area=row.area)


def _item(row: ItemRow, first_scale: str) -> Item:
    return Item(
        code=row.code,
        label=row.code,
        scale=row.scale or first_scale,
        words=MappingProxyType({"nl": row.nl.wording(), "en": row.en.wording()}),
        group=row.group,
        area=row.area,
        axis=row.axis,
        reaches=row.reaches,
        kinds=row.kinds,
        asked_of=row.asked_of,
        section=row.section,
        serves=row.serves,
    )
