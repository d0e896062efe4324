# SPDX-License-Identifier: EUPL-1.2
"""A framework as a system test and the reverse; the § an item rests on can stand only in an annotation."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, get_args

from vijfveld.steering.frameworks import (
    Choice,
    Framework,
    FrameworkLibrary,
    ImplementationGroup,
    Objects,
    Question,
    RequirementNode,
    ScoreStep,
)
from vijfveld.steering.testlibrary import (
    AskedOf,
    Axis,
    Discipline,
    Group,
    Item,
    Kind,
    OrganisationKind,
    Reach,
    Scale,
    Step,
    StepWording,
    SystemTestLibrary,
    Wording,
)
from vijfveld.strategy.contents import Area

OURS = "urn:vijfveld:risk"
"""How the urns of our own libraries begin."""

MOST_STEPS = 11
"""Scores from 0 to 10 are steps one can choose between; a scale of 0 to 100 is not."""

FACTS: Mapping[str, tuple[str, ...]] = {
    "area": get_args(Area),
    "axis": get_args(Axis),
    "reach": get_args(Reach),
    "kind": get_args(Kind),
    "discipline": get_args(Discipline),
    "organisation": get_args(OrganisationKind),
}
"""What our own frameworks say as a subset, such as “axis.robust”; anything else is a subset and no more."""


def as_system_test(library: FrameworkLibrary, *, default: Scale) -> SystemTestLibrary:
    """Make a framework answerable in a system test, on its own scale or else on the default.

    Codes are urns, save those of our own libraries. Areas, axes and § are unknown until a person places the items.
    """
    return _Reading(library, default).library()


class _Reading:
    """One framework on its way to a test library: its nodes by urn, its scale and its own language."""

    def __init__(self, source: FrameworkLibrary, default: Scale) -> None:
        self.source = source
        self.framework = source.framework
        self.nodes = {node.urn: node for node in self.framework.requirement_nodes}
        self.name = self.framework.urn.removeprefix(f"{OURS}:framework:")
        self.prefix = f"{OURS}:req_node:{self.name}:"
        self.scale = self._scale() or default

    def library(self) -> SystemTestLibrary:
        headings = [node for node in self.nodes.values() if not node.assessable]
        said = self._said(self.framework)
        return SystemTestLibrary(
            code=self.name,
            version=self.source.version,
            titles=MappingProxyType({language: fields["name"] for language, fields in said.items()}),
            source=self.source.copyright or self.source.provider or self.source.urn,
            scales=MappingProxyType({self.scale.code: self.scale}),
            groups=MappingProxyType({self._code(node): self._group(node) for node in headings}),
            items=MappingProxyType({self._code(node): self._item(node) for node in self.framework.assessable()}),
        )

    def _scale(self) -> Scale | None:
        described = sorted(self.framework.steps, key=lambda step: step.score)
        low, high = self.framework.min_score, self.framework.max_score
        if not described and low is not None and high is not None and high - low < MOST_STEPS:
            described = [ScoreStep(score=score) for score in range(low, high + 1)]
        return Scale(code=self.name, steps=tuple(self._step(step) for step in described)) if described else None

    def _step(self, step: ScoreStep) -> Step:
        words = {
            language: StepWording(title=said["name"] or str(step.score), text=said["description"] or "")
            for language, said in self._said(step).items()
        }
        return Step(score=step.score, words=MappingProxyType(words))

    def _group(self, node: RequirementNode) -> Group:
        titles = {
            language: " ".join(filter(None, (said["ref_id"], said["name"] or said["description"]))) or node.urn
            for language, said in self._said(node).items()
        }
        return Group(code=self._code(node), titles=MappingProxyType(titles), parent=self._heading_above(node))

    def _item(self, node: RequirementNode) -> Item:
        facts = self._facts(node)
        words = {language: self._wording(node, said, language) for language, said in self._said(node).items()}
        asked = {"disciplines": facts["discipline"], "organisations": facts["organisation"]}
        return Item(
            code=self._code(node),
            label=node.ref_id or "",
            scale=self.scale.code,
            words=MappingProxyType(words),
            group=self._heading_above(node),
            area=next(iter(facts["area"]), None),
            axis=next(iter(facts["axis"]), None),
            reaches=facts["reach"],
            kinds=facts["kind"],
            asked_of=AskedOf.model_validate(asked),
        )

    def _wording(self, node: RequirementNode, said: Mapping[str, Any], language: str) -> Wording:
        lines = (line.strip().lstrip("-•*").strip() for line in (said["typical_evidence"] or "").splitlines())
        return Wording(
            question="\n".join(filter(None, (said["name"], said["description"]))) or node.ref_id or node.urn,
            why=said["annotation"] or "",
            evidence=tuple(line for line in lines if line),
            levels=self._levels(node, language),
        )

    def _levels(self, node: RequirementNode, language: str) -> tuple[str, ...]:
        """Give one text per step where the node asks one question with a choice for every score, else nothing."""
        asked = tuple((node.questions or {}).values())
        if len(asked) != 1 or asked[0].type != "unique_choice":
            return ()
        choices = {choice.add_score: self._chosen(choice, language) for choice in asked[0].choices}
        scores = tuple(step.score for step in self.scale.steps)
        if len(choices) < len(asked[0].choices) or set(choices) != set(scores):
            return ()
        return tuple(choices[score] for score in scores) if all(choices.values()) else ()

    def _chosen(self, choice: Choice, language: str) -> str:
        text = (choice.translations or {}).get(language, {}).get("value") or choice.value
        return text if isinstance(text, str) else ""

    def _said(self, part: Framework | RequirementNode | ScoreStep) -> Mapping[str, Mapping[str, Any]]:
        """Give the fields of a part by language; what a translation leaves out is said in the file's own language."""
        plain = dict(part)
        translated = {
            language: plain | {field: text for field, text in said.items() if text and isinstance(text, str)}
            for language, said in (part.translations or {}).items()
        }
        return {self.source.locale: plain} | translated

    def _heading_above(self, node: RequirementNode) -> str | None:
        above = self.nodes.get(node.parent_urn or "")
        while above is not None and above.assessable:
            above = self.nodes.get(above.parent_urn or "")
        return self._code(above) if above else None

    def _facts(self, node: RequirementNode) -> Mapping[str, tuple[str, ...]]:
        """Read back what `as_framework` wrote as subsets: {"axis": ("robust",), …}."""
        named = node.implementation_groups or () if node.urn.startswith(self.prefix) else ()
        return {fact: tuple(value for value in known if f"{fact}.{value}" in named) for fact, known in FACTS.items()}

    def _code(self, node: RequirementNode) -> str:
        return node.urn.removeprefix(self.prefix)


def as_framework(library: SystemTestLibrary, *, language: str, provider: str) -> FrameworkLibrary:
    """Give a test library as a framework whose own language is the given one; other languages become translations.

    Raises ValueError for a library with more than one scale, because a framework has one, and for a language that an
    item lacks.
    """
    if len(library.scales) > 1:
        raise ValueError(f"“{library.code}” has {len(library.scales)} scales; a framework has one.")
    if silent := [item.code for item in library.items.values() if language not in item.words]:
        raise ValueError(f"“{silent[0]}” has no text in “{language}”.")
    (scale,) = library.scales.values()
    titles = {spoken: {"name": title} for spoken, title in library.titles.items()}
    nodes = tuple(_nodes(library, language))
    subsets = sorted({name for node in nodes for name in node.implementation_groups or ()})
    scores = [step.score for step in scale.steps]
    return FrameworkLibrary(
        urn=f"{OURS}:library:{library.code}",
        locale=language,
        ref_id=library.code,
        **_spoken(titles, language),
        description=library.source,
        copyright=library.source,
        version=library.version,
        provider=provider,
        packager="vijfveld",
        objects=Objects(
            framework=Framework(
                urn=f"{OURS}:framework:{library.code}",
                ref_id=library.code,
                **_spoken(titles, language),
                min_score=min(scores),
                max_score=max(scores),
                scores_definition=tuple(_score(step, language) for step in scale.steps),
                implementation_groups_definition=tuple(ImplementationGroup(ref_id=name, name=name) for name in subsets),
                requirement_nodes=nodes,
            )
        ),
    )


def _score(step: Step, language: str) -> ScoreStep:
    words = {spoken: {"name": said.title, "description": said.text} for spoken, said in step.words.items()}
    return ScoreStep(score=step.score, **_spoken(words, language))


def _nodes(library: SystemTestLibrary, language: str) -> Iterator[RequirementNode]:
    for group in library.groups.values():
        titles = {spoken: {"name": title} for spoken, title in group.titles.items()}
        yield RequirementNode(
            assessable=False, **_place(library, group.code, group.parent), **_spoken(titles, language)
        )
        for item in library.items.values():
            if item.group == group.code:
                yield _requirement(library, item, language)
    for item in library.items.values():
        if item.group is None:
            yield _requirement(library, item, language)


def _requirement(library: SystemTestLibrary, item: Item, language: str) -> RequirementNode:
    texts = {spoken: _texts(item, words) for spoken, words in item.words.items()}
    stated: dict[str, Any] = {
        "ref_id": item.label,
        "implementation_groups": tuple(_subsets(item)),
        "questions": _questions(library, item, language),
    }
    return RequirementNode(
        assessable=True,
        **_place(library, item.code, item.group),
        **_spoken(texts, language),
        **{field: value for field, value in stated.items() if value},
    )


def _place(library: SystemTestLibrary, code: str, parent: str | None) -> dict[str, Any]:
    depth, above = 1, parent
    while above is not None:
        depth, above = depth + 1, library.groups[above].parent
    place = {"urn": _urn(library, code), "depth": depth}
    return place if parent is None else place | {"parent_urn": _urn(library, parent)}


def _urn(library: SystemTestLibrary, code: str) -> str:
    return code if code.startswith("urn:") else f"{OURS}:req_node:{library.code}:{code}"


def _texts(item: Item, words: Wording) -> dict[str, Any]:
    rests_on = " ".join(filter(None, (item.section, *item.serves)))
    return {
        "description": words.question,
        "annotation": "\n".join(filter(None, (words.why, words.not_measurable, rests_on))),
        "typical_evidence": "\n".join(f"- {piece}" for piece in words.evidence),
    }


def _subsets(item: Item) -> Iterator[str]:
    yield from (f"{fact}.{value}" for fact, value in (("area", item.area), ("axis", item.axis)) if value)
    yield from (f"reach.{reach}" for reach in item.reaches)
    yield from (f"kind.{kind}" for kind in item.kinds)
    yield from (f"discipline.{discipline}" for discipline in item.asked_of.disciplines)
    yield from (f"organisation.{organisation}" for organisation in item.asked_of.organisations)


def _questions(library: SystemTestLibrary, item: Item, language: str) -> Mapping[str, Question]:
    if not item.words[language].levels:
        return {}
    urn = f"{_urn(library, item.code)}:question"
    choices = tuple(
        Choice(
            urn=f"{urn}:choice:{step.score}",
            add_score=step.score,
            **_spoken({spoken: {"value": words.levels[place]} for spoken, words in item.words.items()}, language),
        )
        for place, step in enumerate(library.steps_of(item.code))
    )
    texts = {spoken: {"text": words.question} for spoken, words in item.words.items()}
    return {urn: Question(type="unique_choice", choices=choices, **_spoken(texts, language))}


def _spoken(texts: Mapping[str, Mapping[str, Any]], language: str) -> dict[str, Any]:
    """Split texts by language into the fields of one language and the translations into the others.

    What is empty is left out: the format knows no empty fields, and a reader of it may take null for a value.
    """
    said = {spoken: {field: text for field, text in fields.items() if text} for spoken, fields in texts.items()}
    others = {spoken: fields for spoken, fields in said.items() if spoken != language and fields}
    return said[language] | ({"translations": others} if others else {})
