# SPDX-License-Identifier: EUPL-1.2
"""The strategy as data: what it asks, with its §, and how a later version takes over from an earlier one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from vijfveld.node.yamlfile import Document, Entry, LibraryError, doubled, parse, parse_rows, read

LIBRARY = Path(__file__).parent / "library"
STRATEGY = LIBRARY / "ct-strategie-2016-2020.yaml"

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$", max_length=60)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=70)]
Sentences = Annotated[str, StringConstraints(min_length=1, max_length=400)]
Section = Annotated[str, StringConstraints(pattern=r"^(§[1-8](\.[1-9]){0,2}( n\.[1-9][0-9]?)?|annex)$")]
Row = Annotated[str, StringConstraints(pattern=r"^[SPVBCO][1-9][0-9]?$")]
Area = Literal["verwerven", "voorkomen", "verdedigen", "voorbereiden", "vervolgen"]


class Kind(StrEnum):
    """What sort of statement a node is."""

    AREA = "area"
    OBJECTIVE = "objective"
    GOAL = "goal"
    MEASURE_LINE = "measure_line"
    PRINCIPLE = "principle"
    COORDINATION = "coordination"
    AXIS = "axis"
    EROSION = "erosion"
    COMMITMENT = "commitment"
    SCOPE = "scope"
    CERTAINTY = "certainty"
    UNCERTAINTY = "uncertainty"
    INDIRECT = "indirect"


class Heading(Entry):
    """The title of a library in one language."""

    title: Title


class Wording(Entry):
    """A node in one language: a short title and one or two sentences."""

    title: Title
    text: Sentences


class Node(Entry):
    """One statement of the strategy, in our words, with the place where it stands."""

    code: Code
    parent: Code | None = None
    kind: Annotated[Kind, Field(strict=False)]
    section: Section
    area: Area | None = None
    reading: Literal["text", "ours"] | None = None
    rows: tuple[Row, ...] = ()
    nl: Wording
    en: Wording


class Head(Entry):
    """What a library is called and where it comes from."""

    code: Code
    version: Annotated[int, Field(ge=1)]
    nl: Heading
    en: Heading
    source: Sentences


class Move(Entry):
    """Which nodes take over from a node of an earlier version."""

    version: Annotated[int, Field(ge=1)]
    from_: Annotated[Code, Field(alias="from")]
    to: Annotated[tuple[Code, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class StrategyLibrary:
    """One version of the strategy: its nodes by code, each parent before its children."""

    code: str
    version: int
    title_nl: str
    title_en: str
    source: str
    nodes: Mapping[str, Node]
    moves: tuple[Move, ...]

    def children(self, code: str | None) -> tuple[Node, ...]:
        """Give the nodes directly below this one, in the order of the text; None gives the top."""
        return tuple(node for node in self.nodes.values() if node.parent == code)

    def path(self, code: str) -> tuple[Node, ...]:
        """Give the way from the top to this node, itself included. Raises KeyError for an unknown code."""
        node = self.nodes[code]
        return (node,) if node.parent is None else (*self.path(node.parent), node)

    def of_kind(self, kind: Kind) -> tuple[Node, ...]:
        """Give every node of one kind, in the order of the text."""
        return tuple(node for node in self.nodes.values() if node.kind is kind)

    def mapping_from(self, old_version: int) -> Mapping[str, tuple[str, ...]]:
        """Say for each code of an earlier version which codes carry its links now.

        A code that still exists carries itself. Raises ValueError for a version later than this one.
        """
        if old_version > self.version:
            raise ValueError(f"Version {old_version} is later than version {self.version}.")
        kept = {code: (code,) for code in self.nodes}
        moved = {move.from_: move.to for move in self.moves if move.version == old_version}
        return MappingProxyType(kept | moved)

    def lost_from(self, old: "StrategyLibrary") -> tuple[str, ...]:
        """Name the codes of an earlier version that nothing takes over; links to them would break."""
        mapping = self.mapping_from(old.version)
        return tuple(code for code in old.nodes if code not in mapping)


def load_strategy(path: Path | None = None) -> StrategyLibrary:
    """Load a strategy library, the shipped one by default. Raises LibraryError naming every fault."""
    document = read(path or STRATEGY)
    problems: list[str] = []
    document.only({"library", "maps", "nodes"}, problems)
    head = parse(Head, document, ("library",), problems) if "library" in document.data else None
    if "library" not in document.data:
        problems.append(f"{document.at()}: “library” is missing.")
    codes = doubled(document, "nodes", "code", problems)
    nodes = parse_rows(Node, document, "nodes", problems)
    moves = parse_rows(Move, document, "maps", problems)
    problems += _faults_in_tree(document, nodes, codes)
    problems += _doubled_titles(document, nodes)
    if head is not None:
        problems += _faults_in_moves(document, moves, codes, head.version)
    if problems or head is None:
        raise LibraryError(problems)
    ordered = {node.code: node for node in _in_tree_order(tuple(nodes.values()), None)}
    return StrategyLibrary(
        code=head.code,
        version=head.version,
        title_nl=head.nl.title,
        title_en=head.en.title,
        source=head.source,
        nodes=MappingProxyType(ordered),
        moves=tuple(moves.values()),
    )


def _in_tree_order(nodes: tuple[Node, ...], parent: str | None) -> Iterator[Node]:
    for node in nodes:
        if node.parent == parent:
            yield node
            yield from _in_tree_order(nodes, node.code)


def _faults_in_tree(document: Document, nodes: Mapping[int, Node], codes: set[str]) -> Iterator[str]:
    parents = {node.code: node.parent for node in nodes.values()}
    for index, node in nodes.items():
        where = document.at("nodes", index)
        if node.parent is not None and node.parent not in codes:
            yield f"{where}: the parent “{node.parent}” of “{node.code}” does not exist."
        if _returns_to_itself(node.code, parents):
            yield f"{where}: “{node.code}” stands below itself."
        if (node.reading is not None) != (node.kind in {Kind.CERTAINTY, Kind.UNCERTAINTY}):
            yield f"{where}: “reading” belongs to certainties and uncertainties, and only to them."
        if node.area != (node.code.split(".")[0] if node.area or node.kind is Kind.AREA else None):
            yield f"{where}: the area of “{node.code}” does not match its code."


def _returns_to_itself(code: str, parents: Mapping[str, str | None]) -> bool:
    passed: set[str] = set()
    above = parents.get(code)
    while above is not None and above not in passed:
        if above == code:
            return True
        passed.add(above)
        above = parents.get(above)
    return False


def _doubled_titles(document: Document, nodes: Mapping[int, Node]) -> Iterator[str]:
    for language in ("nl", "en"):
        seen: set[str] = set()
        for index, node in nodes.items():
            title = (node.nl if language == "nl" else node.en).title
            if title in seen:
                yield f"{document.at('nodes', index, language, 'title')}: “{title}” is already a title."
            seen.add(title)


def _faults_in_moves(document: Document, moves: Mapping[int, Move], codes: set[str], version: int) -> Iterator[str]:
    seen: set[tuple[int, str]] = set()
    for index, move in moves.items():
        where = document.at("maps", index)
        if move.version >= version:
            yield f"{where}: version {move.version} is not earlier than version {version}."
        if (move.version, move.from_) in seen:
            yield f"{where}: “{move.from_}” of version {move.version} was already mapped."
        seen.add((move.version, move.from_))
        yield from (f"{where}: “{code}” does not exist." for code in move.to if code not in codes)
