# SPDX-License-Identifier: EUPL-1.2
"""Read and write the framework library YAML of CISO Assistant, so that sets such as BIO2 serve in a system test.

What we know of the format is typed and checked; what we do not know is kept as it came and written back.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from vijfveld.node.yamlfile import Document, LibraryError, parse, read

NAME = "framework.yaml"
"""What a fault calls the text it stands in."""

RARE_BREAKS = "\r\x85\u2028\u2029"
"""What YAML takes for a line break beside the newline."""

Urn = Annotated[str, StringConstraints(pattern=r"^urn:[^\s:]+(:[^\s:]+){2,}$", max_length=255)]
Translations = Mapping[str, Mapping[str, Any]]
"""Fields by language: {"nl": {"name": …}}."""


class Foreign(BaseModel):
    """A part of a foreign file: known fields exactly typed, unknown fields kept, nothing trimmed."""

    model_config = ConfigDict(frozen=True, strict=True, extra="allow")


class ScoreStep(Foreign):
    """One score on the scale of a framework."""

    score: int
    name: str | None = None
    description: str | None = None
    translations: Translations | None = None


class ScoresDefinition(Foreign):
    """The form in which newer files give their scores: beside how they are counted together."""

    scale: tuple[ScoreStep, ...] = ()


class ImplementationGroup(Foreign):
    """A subset of requirements that one can choose."""

    ref_id: str
    name: str | None = None
    description: str | None = None
    translations: Translations | None = None


class Choice(Foreign):
    """An answer one can choose; `add_score` is what it adds to the score."""

    urn: str
    value: str | bool | int | float | None = None
    add_score: int | None = None
    translations: Translations | None = None


class Question(Foreign):
    """A question below a requirement."""

    type: str
    text: str | None = None
    choices: tuple[Choice, ...] = ()
    translations: Translations | None = None


class RequirementNode(Foreign):
    """A heading or a requirement; only an assessable node is answered."""

    urn: Urn
    parent_urn: Urn | None = None
    assessable: bool
    depth: Annotated[int, Field(ge=1)]
    ref_id: str | None = None
    name: str | None = None
    description: str | None = None
    annotation: str | None = None
    typical_evidence: str | None = None
    implementation_groups: tuple[str, ...] | None = None
    questions: Mapping[str, Question] | None = None
    translations: Translations | None = None


class Framework(Foreign):
    """The framework itself: its scale, its subsets and its tree of requirements."""

    urn: Urn
    ref_id: str
    name: str
    description: str | None = None
    min_score: int | None = None
    max_score: int | None = None
    scores_definition: tuple[ScoreStep, ...] | ScoresDefinition | None = None
    implementation_groups_definition: tuple[ImplementationGroup, ...] | None = None
    requirement_nodes: Annotated[tuple[RequirementNode, ...], Field(min_length=1)]
    translations: Translations | None = None

    def children(self) -> Mapping[str | None, tuple[RequirementNode, ...]]:
        """Give the nodes below each node, in the order of the file; None holds the top."""
        found: dict[str | None, list[RequirementNode]] = {}
        for node in self.requirement_nodes:
            found.setdefault(node.parent_urn, []).append(node)
        return {urn: tuple(nodes) for urn, nodes in found.items()}

    @property
    def steps(self) -> tuple[ScoreStep, ...]:
        """The scores that are described, whichever form the file has."""
        found = self.scores_definition
        return found.scale if isinstance(found, ScoresDefinition) else found or ()

    def assessable(self) -> tuple[RequirementNode, ...]:
        """Give the nodes that are answered, in the order of the file."""
        return tuple(node for node in self.requirement_nodes if node.assessable)


class Objects(Foreign):
    """What a library holds; we read its framework and keep the rest."""

    framework: Framework


class FrameworkLibrary(Foreign):
    """A library file of CISO Assistant that holds one framework."""

    urn: Urn
    locale: Annotated[str, StringConstraints(min_length=2, max_length=10)]
    ref_id: str
    name: str
    description: str | None = None
    copyright: str | None = None
    version: Annotated[int, Field(ge=1)]
    provider: str | None = None
    packager: str | None = None
    objects: Objects
    translations: Translations | None = None

    @property
    def framework(self) -> Framework:
        """The framework this library holds."""
        return self.objects.framework


def read_framework(text: str) -> FrameworkLibrary:
    """Read a framework library from YAML. Raises LibraryError naming every fault with its line."""
    document = _document(text)
    held = document.data.get("objects")
    if isinstance(held, Mapping) and "framework" not in held:
        kinds = ", ".join(f"“{kind}”" for kind in held) or "nothing"
        raise LibraryError([f"{document.at('objects')}: this file holds no framework; it holds {kinds}."])
    problems: list[str] = []
    library = parse(FrameworkLibrary, document, (), problems)
    if library is not None:
        problems += _faults_in_tree(document, library.framework)
        problems += _faults_in_scale(document, library.framework)
        problems += _faults_in_subsets(document, library.framework)
    if problems or library is None:
        raise LibraryError(problems)
    return library


def write_framework(library: FrameworkLibrary) -> str:
    """Write a framework library as YAML that `read_framework` reads back as the same library."""
    return yaml.dump(
        library.model_dump(exclude_unset=True), Dumper=_PlainDumper, allow_unicode=True, sort_keys=False, width=110
    )


class _PlainDumper(yaml.SafeDumper):
    """Writes a value out each time it occurs (the reader takes no aliases) and every text so that it returns."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_text(self, text: str) -> yaml.ScalarNode:
        # Only double quotes keep a line break that is no newline; any other style gives it back as a space.
        style = '"' if set(text) & set(RARE_BREAKS) else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_PlainDumper.add_representer(str, _PlainDumper.represent_text)


def _document(text: str) -> Document:
    # The strict reader takes a path, and a fault must not name a temporary folder: it names only the file.
    with TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        path.write_text(text, encoding="utf-8", newline="")
        return read(path)


def _faults_in_tree(document: Document, framework: Framework) -> Iterator[str]:
    nodes = framework.requirement_nodes
    known = {node.urn: node for node in nodes}
    seen: set[str] = set()
    for index, node in enumerate(nodes):
        where = _at(document, "requirement_nodes", index)
        if node.urn in seen:
            yield f"{where}: “{node.urn}” was already used."
        seen.add(node.urn)
        if node.parent_urn is None:
            continue
        above = known.get(node.parent_urn)
        if above is None:
            yield f"{where}: the parent “{node.parent_urn}” of “{node.urn}” does not exist."
        elif node.depth <= above.depth:
            # Depths that grow on every path also rule out a node that stands below itself.
            yield f"{where}: “{node.urn}” must be deeper than its parent (depth {above.depth})."
    if not framework.assessable():
        yield f"{_at(document, 'requirement_nodes')}: no node is assessable, so nothing can be answered."


def _faults_in_scale(document: Document, framework: Framework) -> Iterator[str]:
    low, high = framework.min_score, framework.max_score
    if low is not None and high is not None and low >= high:
        yield f"{_at(document, 'max_score')}: the highest score {high} is not above the lowest {low}."
    scores = [step.score for step in framework.steps]
    where = _at(document, "scores_definition")
    if len(set(scores)) < len(scores):
        yield f"{where}: a score is described twice."
    outside = [s for s in scores if (low is not None and s < low) or (high is not None and s > high)]
    yield from (f"{where}: the score {score} lies outside the scale." for score in outside)


def _faults_in_subsets(document: Document, framework: Framework) -> Iterator[str]:
    # Published sets spell a subset with and without a capital; only the letters count.
    known = {group.ref_id.casefold() for group in framework.implementation_groups_definition or ()}
    for index, node in enumerate(framework.requirement_nodes):
        where = _at(document, "requirement_nodes", index, "implementation_groups")
        for name in node.implementation_groups or ():
            if name.casefold() not in known:
                yield f"{where}: “{node.urn}” names the subset “{name}”, which is not defined."


def _at(document: Document, *place: str | int) -> str:
    return document.at("objects", "framework", *place)
