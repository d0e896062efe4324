# SPDX-License-Identifier: EUPL-1.2
"""One strict reader for shipped YAML: plain data only, every fault at once, each with its line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from yaml.constructor import SafeConstructor
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

LARGEST = 5_000_000
"""Bytes. A library is text that people read; anything larger is not a library."""

DEEPEST = 20
"""Levels of nesting. Deeper than this is an attack or a mistake."""

Place = tuple[str | int, ...]
"""Where a value sits: the keys and indexes that lead to it from the top."""

Model = TypeVar("Model", bound=BaseModel)

LOADER: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
"""The one written in C reads ten times as fast, and every process that starts reads a few libraries."""

WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not a field we know",
}


class LibraryError(Exception):
    """A library that cannot be used; `problems` names everything that is wrong with it."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class Entry(BaseModel):
    """What every row of a library is: unchangeable, exactly typed, without unknown fields."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", str_strip_whitespace=True)


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: its data, with sequences as tuples, and the line of every value."""

    name: str
    data: Mapping[str, Any]
    lines: Mapping[Place, int]

    def at(self, *place: str | int) -> str:
        """Name a place for people: the file and the line of the nearest value that exists."""
        while place and place not in self.lines:
            place = place[:-1]
        return f"{self.name}, line {self.lines.get(place, 1)}"

    def rows(self, key: str, problems: list[str]) -> tuple[Any, ...]:
        """Give the list under a key at the top; a list that is missing or no list is a problem."""
        found = self.data.get(key)
        if isinstance(found, tuple):
            return found
        problems.append(f"{self.at(key)}: “{key}” must be a list.")
        return ()

    def only(self, keys: set[str], problems: list[str]) -> None:
        """Report every key at the top that we do not know."""
        problems += [f"{self.at(key)}: “{key}” is not a field we know." for key in self.data if key not in keys]


def text_of(path: Path) -> str:
    """Give the text of a library file. Raises LibraryError when it is too large or not UTF-8."""
    if path.stat().st_size > LARGEST:
        raise LibraryError([f"{path.name}: the file is larger than {LARGEST // 1_000_000} MB."])
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise LibraryError([f"{path.name}: the file is not UTF-8 (byte {error.start})."]) from error


def read(path: Path) -> Document:
    """Read one file of plain YAML with a mapping at the top, or raise LibraryError with every fault."""
    text = text_of(path)
    faults = list(_forbidden(text, path.name))
    if faults:
        raise LibraryError(faults)
    root = yaml.compose(text, Loader=LOADER)
    if not isinstance(root, MappingNode):
        raise LibraryError([f"{path.name}, line 1: the file must hold fields with values."])
    lines: dict[Place, int] = {}
    data = _value(root, (), lines, faults, path.name)
    if faults:
        raise LibraryError(faults)
    return Document(path.name, data, lines)


def parse(model: type[Model], document: Document, place: Place, problems: list[str]) -> Model | None:
    """Check the value at a place against a model; add what is wrong to `problems` and give None."""
    value: Any = document.data
    for step in place:
        value = value.get(step) if isinstance(value, Mapping) else value[step]
    try:
        return model.model_validate(value)
    except ValidationError as error:
        problems += [_sentence(document, place, fault) for fault in error.errors()]
        return None


def parse_rows(model: type[Model], document: Document, key: str, problems: list[str]) -> dict[int, Model]:
    """Check every row under a key on its own; give the sound rows by their index."""
    found = (
        (index, parse(model, document, (key, index), problems)) for index in range(len(document.rows(key, problems)))
    )
    return {index: row for index, row in found if row is not None}


def doubled(document: Document, key: str, field: str, problems: list[str]) -> set[str]:
    """Report codes that occur twice under a key; give all codes, those of unsound rows included."""
    seen: dict[str, int] = {}
    for index, row in enumerate(document.rows(key, [])):
        code = row.get(field) if isinstance(row, Mapping) else None
        if not isinstance(code, str):
            continue
        if code in seen:
            first = document.lines[(key, seen[code])]
            problems.append(f"{document.at(key, index)}: “{code}” was already used on line {first}.")
        seen.setdefault(code, index)
    return set(seen)


def _forbidden(text: str, name: str) -> Iterator[str]:
    """Find what plain data does not need: anchors, aliases, tags, a second document, broken syntax."""
    depth = 0
    opened = False
    try:
        for event in yaml.parse(text, Loader=LOADER):
            where = f"{name}, line {_line(event.start_mark)}"
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                yield f"{where}: fields are nested more than {DEEPEST} deep."
                return
            if isinstance(event, yaml.DocumentStartEvent) and opened:
                yield f"{where}: a second document starts here; one file holds one document."
            opened = opened or isinstance(event, yaml.DocumentStartEvent)
            yield from (f"{where}: {said}" for said in _more_than_data(event))
    except yaml.MarkedYAMLError as error:
        yield f"{name}, line {_line(error.problem_mark)}: this is not YAML: {error.problem}."
    except yaml.YAMLError as error:
        yield f"{name}: this is not YAML: {error}."


def _more_than_data(event: yaml.Event) -> Iterator[str]:
    anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
    if isinstance(event, yaml.AliasEvent):
        yield f"an alias (*{anchor}) is not allowed; write the value out."
    elif anchor is not None:
        yield f"an anchor (&{anchor}) is not allowed; write the value out."
    if tag is not None:
        yield f"a tag ({tag}) is not allowed."


def _line(mark: Any) -> int:
    """Give the line people count from 1; a fault without a mark is placed at the top."""
    return mark.line + 1 if mark else 1


def _value(node: Node, place: Place, lines: dict[Place, int], faults: list[str], name: str) -> Any:
    lines[place] = _line(node.start_mark)
    if isinstance(node, MappingNode):
        return _mapping(node, place, lines, faults, name)
    if isinstance(node, SequenceNode):
        return tuple(_value(item, (*place, index), lines, faults, name) for index, item in enumerate(node.value))
    return _scalar(node, faults, name)


def _mapping(node: MappingNode, place: Place, lines: dict[Place, int], faults: list[str], name: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        where = f"{name}, line {_line(key_node.start_mark)}"
        if not isinstance(key_node, ScalarNode) or key_node.tag != "tag:yaml.org,2002:str":
            faults.append(f"{where}: a field must be named by plain text.")
            continue
        key = key_node.value
        if key in found:
            faults.append(f"{where}: “{key}” is given twice.")
            continue
        found[key] = _value(value_node, (*place, key), lines, faults, name)
        lines[(*place, key)] = _line(key_node.start_mark)
    return found


def _scalar(node: Node, faults: list[str], name: str) -> Any:
    try:
        return SafeConstructor().construct_object(node)
    except (ValueError, yaml.YAMLError):
        faults.append(f"{name}, line {_line(node.start_mark)}: “{node.value}” cannot be read as a value.")
        return None


def _sentence(document: Document, place: Place, fault: Any) -> str:
    field = ".".join(str(step) for step in fault["loc"] or place[-1:])
    said = WORDS.get(fault["type"], f"is wrong: {fault['msg']}")
    return f"{document.at(*place, *fault['loc'])}: “{field}” {said}."
