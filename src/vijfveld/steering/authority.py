# SPDX-License-Identifier: EUPL-1.2
"""The shipped map of authority: whose say it is, per task and phase, and how far that was seen (§6.2, 8.1)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from django.utils.translation import get_language
from pydantic import Field, StringConstraints

from vijfveld.law.bases import catalogue
from vijfveld.node.contents import load_partners
from vijfveld.node.yamlfile import Document, Entry, LibraryError, doubled, parse_rows, read

SHIPPED = Path(__file__).parent / "library" / "gezagskaart.yaml"
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=300)]


class Said(Entry):
    """Words in both languages."""

    nl: Words
    en: Words

    def __str__(self) -> str:
        return self.en if get_language() == "en" else self.nl


class Phase(Said):
    """A phase of the map."""

    code: Literal["normal", "raised", "incident", "aftermath"]


class MapTask(Said):
    """A task of the map, and where the strategy speaks of it."""

    code: Code
    section: Annotated[str, Field(pattern=r"^§")]


class Line(Entry):
    """Whose say it is in a task, in some phases; `partner` is empty where it differs per place."""

    task: Code
    phases: Annotated[tuple[Literal["normal", "raised", "incident", "aftermath"], ...], Field(min_length=1)]
    holder: Said
    partner: Code | None
    level: Literal["local", "national", "international"]
    say: Said
    basis: Annotated[str, StringConstraints(max_length=60)] | None
    source: Words
    verified: Literal["seen", "unverified"]


@dataclass(frozen=True, slots=True)
class AuthorityMap:
    """The phases, the tasks and the lines, in the order of the file."""

    phases: tuple[Phase, ...]
    tasks: Mapping[str, MapTask]
    lines: tuple[Line, ...]

    def at(self, task: str, phase: str) -> list[Line]:
        """The lines of one cell; none is a gap."""
        return [line for line in self.lines if line.task == task and phase in line.phases]


def load_authority(path: Path = SHIPPED) -> AuthorityMap:
    """Read the map. Raises LibraryError naming every fault."""
    document, problems = read(path), list[str]()
    document.only({"phases", "tasks", "lines"}, problems)
    known = {key: doubled(document, key, "code", problems) for key in ("phases", "tasks")}
    phases = parse_rows(Phase, document, "phases", problems)
    tasks = parse_rows(MapTask, document, "tasks", problems)
    lines = parse_rows(Line, document, "lines", problems)
    problems += _faults_in_lines(document, lines, known)
    if problems:
        raise LibraryError(problems)
    return AuthorityMap(tuple(phases.values()), {row.code: row for row in tasks.values()}, tuple(lines.values()))


def _faults_in_lines(document: Document, lines: Mapping[int, Line], known: Mapping[str, set[str]]) -> Iterator[str]:
    partners = load_partners()
    taken: dict[tuple[str, str], int] = {}
    for index, line in lines.items():
        where = document.at("lines", index)
        if line.task not in known["tasks"]:
            yield f"{where}: the task “{line.task}” does not exist."
        if line.partner is not None and line.partner not in partners:
            yield f"{where}: the partner “{line.partner}” does not exist."
        if line.basis is not None and catalogue().find(line.basis) is None:
            yield f"{where}: the basis “{line.basis}” does not exist."
        for phase in line.phases:
            if phase not in known["phases"]:
                yield f"{where}: the phase “{phase}” does not exist."
            if (line.task, phase) in taken:
                yield f"{where}: “{line.task}” already has a line in this phase."
            taken[line.task, phase] = index


@lru_cache(maxsize=1)
def shipped_authority() -> AuthorityMap:
    """The shipped map, read once."""
    return load_authority()
