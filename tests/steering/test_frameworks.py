# SPDX-License-Identifier: EUPL-1.2
"""Frameworks in the YAML of CISO Assistant: read strictly, written back the same, and answerable in a system test."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vijfveld.node.yamlfile import LibraryError
from vijfveld.steering.framework_items import as_framework, as_system_test
from vijfveld.steering.frameworks import FrameworkLibrary, read_framework, write_framework
from vijfveld.steering.testlibrary import Item, Scale, Step, StepWording, SystemTestLibrary, Wording, load_system_test

LEVELS = """
urn: urn:proef:risk:library:brug
locale: nl
ref_id: BRUG
name: Bruggen bewaken
description: Verzonnen.
copyright: Vrij te gebruiken
version: 2
provider: Waterschap Verzinsel
packager: proef
translations:
  en:
    name: Guarding bridges
objects:
  framework:
    urn: urn:proef:risk:framework:brug
    ref_id: BRUG
    name: Bruggen bewaken
    description: null
    min_score: 0
    max_score: 3
    scores_definition:
    - score: 0
      name: trede 0
      description: null
    - score: 1
      name: trede 1
      description: Een begin.
      translations:
        en:
          name: step 1
          description: A start.
    - score: 2
      name: trede 2
      description: null
    - score: 3
      name: trede 3
      description: null
    implementation_groups_definition:
    - ref_id: D
      name: DAG
      description: null
    - ref_id: Nachtploeg
      name: NACHT
      description: null
    requirement_nodes:
    - urn: urn:proef:risk:req_node:brug:node1
      assessable: false
      depth: 1
      name: Toezicht
      translations:
        en:
          name: Watching
    - urn: urn:proef:risk:req_node:brug:1.1
      assessable: true
      depth: 2
      parent_urn: urn:proef:risk:req_node:brug:node1
      ref_id: '1.1'
      name: Ronde
      description: "Loopt iemand elke dag een ronde?\\nOok in het weekend?"
      annotation: Een brug zonder oog roest.
      typical_evidence: "- Logboek\\n- Rooster"
      implementation_groups:
      - D
      - nachtploeg
      translations:
        en:
          description: Does someone walk a round every day?
"""
"""A heading, a scale of the framework itself, subsets spelled in two ways and a translation that leaves things out."""

NO_SCALE = """
convert_library_version: 'v2'
urn: urn:proef:risk:library:sluis
locale: en
ref_id: sluis
name: Locks
copyright: Free
version: 1
publication_date: 2026-07-29
provider: Verzinsel
packager: proef
objects:
  reference_controls:
  - urn: urn:proef:risk:function:sluis:rc-01
    ref_id: RC.01
    name: Key cabinet
    category: physical
  framework:
    urn: urn:proef:risk:framework:sluis
    ref_id: sluis
    name: Locks
    score_scale_locked: true
    requirement_nodes:
    - urn: urn:proef:risk:req_node:sluis:5.01.01
      assessable: true
      depth: 1
      ref_id: 5.01.01
      description: The keys shall lie in a cabinet.
      reference_controls:
      - urn:proef:risk:function:sluis:rc-01
      weight: 2
"""
"""No scale, no headings, no name, a date, and fields and objects that we do not know."""

WITH_CHOICES = """
urn: urn:proef:risk:library:dijk
locale: en
ref_id: dijk
name: Dikes
version: 1
objects:
  framework:
    urn: urn:proef:risk:framework:dijk
    ref_id: dijk
    name: Dikes
    min_score: 1
    max_score: 3
    scores_definition:
      aggregation: mean
      scale:
      - {score: 3, name: High}
      - {score: 1, name: Low}
      - {score: 2, name: Middle}
    requirement_nodes:
    - urn: urn:proef:risk:req_node:dijk:1
      assessable: true
      depth: 1
      ref_id: '1'
      name: Who walks the dike?
      questions:
        urn:proef:risk:req_node:dijk:1:question:1:
          type: unique_choice
          text: Pick one
          choices:
          - {urn: 'urn:c:3', value: Two people, add_score: 3, translations: {nl: {value: Twee mensen}}}
          - {urn: 'urn:c:1', value: Nobody, add_score: 1, translations: {nl: {value: Niemand}}}
          - {urn: 'urn:c:2', value: One person, add_score: 2, translations: {nl: {value: Een mens}}}
      translations:
        nl: {name: "Wie loopt de dijk?"}
    - urn: urn:proef:risk:req_node:dijk:2
      assessable: true
      depth: 2
      parent_urn: urn:proef:risk:req_node:dijk:1
      questions:
        urn:proef:risk:req_node:dijk:2:question:1: {type: text, text: "Why?"}
"""
"""Scores in the newer form and out of order, level texts as choices, and a requirement below a requirement."""

EXAMPLES = {"scale": LEVELS, "no scale": NO_SCALE, "choices": WITH_CHOICES}


@pytest.fixture(scope="module")
def shipped() -> SystemTestLibrary:
    return load_system_test()


@pytest.fixture(scope="module")
def default(shipped: SystemTestLibrary) -> Scale:
    return shipped.scales["basisniveau"]


def refusals(text: str) -> str:
    with pytest.raises(LibraryError) as refused:
        read_framework(text)
    return "\n".join(refused.value.problems)


# ---- reading and writing


@pytest.mark.parametrize("text", EXAMPLES.values(), ids=EXAMPLES)
def test_what_is_written_is_read_back_the_same(text: str) -> None:
    library = read_framework(text)
    written = write_framework(library)

    assert read_framework(written) == library
    assert write_framework(read_framework(written)) == written


def test_a_framework_is_read_with_its_tree_scale_and_subsets() -> None:
    framework = read_framework(LEVELS).framework

    assert [(node.depth, node.assessable) for node in framework.requirement_nodes] == [(1, False), (2, True)]
    assert [step.score for step in framework.steps] == [0, 1, 2, 3]
    assert [node.ref_id for node in framework.assessable()] == ["1.1"]
    assert {urn: len(nodes) for urn, nodes in framework.children().items()} == {
        None: 1,
        "urn:proef:risk:req_node:brug:node1": 1,
    }


def test_what_we_do_not_know_is_kept_and_written_back() -> None:
    library = read_framework(NO_SCALE)
    written = write_framework(library)

    assert library.model_extra == {"convert_library_version": "v2", "publication_date": date(2026, 7, 29)}
    for kept in ("score_scale_locked: true", "weight: 2", "category: physical", "publication_date: 2026-07-29"):
        assert kept in written


def test_a_field_that_was_absent_stays_absent_and_one_that_was_empty_stays_empty() -> None:
    written = write_framework(read_framework(LEVELS))

    assert written.count("description: null") == LEVELS.count("description: null")
    assert "questions" not in written


WORDS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)
TRANSLATED = st.dictionaries(
    st.sampled_from(["nl", "en", "fr"]), st.fixed_dictionaries({"name": WORDS, "description": WORDS}), max_size=2
)


@st.composite
def frameworks(draw: st.DrawFn) -> FrameworkLibrary:
    """A sound library with any tree, any subsets and any words."""
    subsets = draw(st.lists(st.sampled_from("ABCDE"), unique=True))
    depths: list[int] = []
    nodes: list[dict[str, object]] = []
    for index in range(draw(st.integers(1, 8))):
        parent = draw(st.none() | st.integers(0, index - 1)) if index else None
        depths.append(1 if parent is None else depths[parent] + 1)
        node: dict[str, object] = {
            "urn": f"urn:x:risk:req_node:f:{index}",
            "assessable": index == 0 or draw(st.booleans()),
            "depth": depths[-1],
            "description": draw(st.none() | WORDS),
            "translations": draw(TRANSLATED),
        }
        if parent is not None:
            node["parent_urn"] = f"urn:x:risk:req_node:f:{parent}"
        if subsets:
            node["implementation_groups"] = tuple(draw(st.lists(st.sampled_from(subsets), max_size=3)))
        nodes.append(node | draw(st.dictionaries(st.sampled_from(["weight", "importance"]), WORDS | st.integers())))
    framework = {
        "urn": "urn:x:risk:framework:f",
        "ref_id": draw(WORDS),
        "name": draw(WORDS),
        "implementation_groups_definition": tuple({"ref_id": name, "name": draw(WORDS)} for name in subsets),
        "scores_definition": tuple({"score": n, "name": draw(WORDS)} for n in range(draw(st.integers(0, 4)))),
        "requirement_nodes": tuple(nodes),
    }
    head = {"urn": "urn:x:risk:library:f", "locale": "nl", "ref_id": draw(WORDS), "name": draw(WORDS), "version": 1}
    return FrameworkLibrary.model_validate(head | {"objects": {"framework": framework}})


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(library=frameworks())
def test_any_sound_library_is_read_back_the_same(library: FrameworkLibrary) -> None:
    assert read_framework(write_framework(library)) == library


# ---- refusing


@pytest.mark.parametrize(
    ("text", "old", "new", "said"),
    [
        (LEVELS, "version: 2", "version: nul", "line 7: “version”"),
        (LEVELS, "locale: nl\n", "", "“locale” is missing"),
        (LEVELS, "req_node:brug:node1\n      ref_id", "req_node:brug:weg\n      ref_id", "does not exist"),
        (LEVELS, "depth: 2", "depth: 1", "line 53: “urn:proef:risk:req_node:brug:1.1” must be deeper"),
        (LEVELS, "depth: 2", "depth: diep", "line 55: “objects.framework.requirement_nodes.1.depth”"),
        (LEVELS, "brug:1.1\n", "brug:node1\n", "line 53: “urn:proef:risk:req_node:brug:node1” was already used"),
        (LEVELS, "- nachtploeg", "- avond", "line 62: “urn:proef:risk:req_node:brug:1.1” names"),
        (LEVELS, "- score: 3", "- score: 4", "the score 4 lies outside the scale"),
        (LEVELS, "- score: 3", "- score: 2", "a score is described twice"),
        (LEVELS, "max_score: 3", "max_score: 0", "the highest score 0 is not above the lowest 0"),
        (LEVELS, "ref_id: '1.1'", "ref_id: 1.1", "line 57: “objects.framework.requirement_nodes.1.ref_id”"),
        (LEVELS, "assessable: true", "assessable: false", "no node is assessable"),
        (NO_SCALE, "urn:proef:risk:framework:sluis", "sluis", "“objects.framework.urn”"),
        (NO_SCALE, "  framework:", "  risk_matrix:", "it holds “reference_controls”, “risk_matrix”"),
        (NO_SCALE, "objects:", "things:", "“objects” is missing"),
        (NO_SCALE, "name: Locks\ncopyright", "name: &a Locks\ncopyright", "an anchor (&a) is not allowed"),
        (NO_SCALE, "name: Locks\ncopyright", "name: *a\ncopyright", "an alias (*a) is not allowed"),
        (NO_SCALE, "weight: 2", "weight: 2\n      weight: 3", "“weight” is given twice"),
    ],
)  # fmt: skip
def test_a_faulty_framework_is_refused(text: str, old: str, new: str, said: str) -> None:
    faulty = text.lstrip().replace(old, new)

    assert faulty != text.lstrip()
    assert said in refusals(faulty)


def test_a_tree_that_returns_to_itself_is_refused() -> None:
    faulty = LEVELS.replace("      depth: 1\n", "      depth: 3\n      parent_urn: urn:proef:risk:req_node:brug:1.1\n")

    assert "must be deeper than its parent" in refusals(faulty)


def test_every_fault_is_named_at_once_and_no_folder_of_this_machine() -> None:
    said = refusals(LEVELS.replace("- nachtploeg", "- avond").replace("depth: 2", "depth: 1"))

    assert len(said.splitlines()) == 2
    assert all(line.startswith("framework.yaml, line ") for line in said.splitlines())


@pytest.mark.parametrize("text", ["", "[]", "a: &x [*x]", "{" * 40, "\x00", "!!python/name:os.system x"])
def test_what_is_no_library_at_all_is_refused(text: str) -> None:
    assert refusals(text)


# ---- a framework as a system test


@pytest.mark.mission("S3")
def test_a_framework_with_a_scale_is_answered_on_it(default: Scale) -> None:
    library = as_system_test(read_framework(LEVELS), default=default)
    (item,) = library.items.values()

    assert library.code == "urn:proef:risk:framework:brug"
    assert [step.words["nl"].title for step in library.steps_of(item.code)] == [f"trede {n}" for n in range(4)]
    assert library.steps_of(item.code)[1].words["en"] == StepWording(title="step 1", text="A start.")
    assert item.label == "1.1"
    assert item.words["nl"] == Wording(
        question="Ronde\nLoopt iemand elke dag een ronde?\nOok in het weekend?",
        why="Een brug zonder oog roest.",
        evidence=("Logboek", "Rooster"),
    )
    assert item.words["en"].question == "Ronde\nDoes someone walk a round every day?"
    assert library.groups[item.group or ""].titles == {"nl": "Toezicht", "en": "Watching"}


def test_a_framework_says_nothing_about_areas_axes_or_whom_to_ask(default: Scale) -> None:
    library = as_system_test(read_framework(LEVELS), default=default)
    (item,) = library.items.values()

    assert (item.area, item.axis, item.section, item.serves) == (None, None, None, ())
    assert library.asked_of(discipline="care", organisation="care") == (item,)


def test_a_framework_without_a_scale_is_answered_on_the_default(default: Scale) -> None:
    library = as_system_test(read_framework(NO_SCALE), default=default)

    assert library.scales == {"basisniveau": default}
    assert library.items["urn:proef:risk:req_node:sluis:5.01.01"].group is None


@pytest.mark.parametrize(("high", "steps"), [(5, 6), (10, 11), (11, 4), (100, 4)])
def test_bare_scores_are_steps_while_one_can_choose_between_them(default: Scale, high: int, steps: int) -> None:
    text = NO_SCALE.replace("    name: Locks\n", f"    name: Locks\n    min_score: 0\n    max_score: {high}\n")
    library = as_system_test(read_framework(text), default=default)

    assert len(library.steps_of("urn:proef:risk:req_node:sluis:5.01.01")) == steps


def test_choices_that_name_every_score_are_the_levels_in_the_order_of_the_scale(default: Scale) -> None:
    library = as_system_test(read_framework(WITH_CHOICES), default=default)
    first, second = library.items.values()

    assert [step.score for step in library.steps_of(first.code)] == [1, 2, 3]
    assert first.words["en"].levels == ("Nobody", "One person", "Two people")
    assert first.words["nl"].levels == ("Niemand", "Een mens", "Twee mensen")
    assert second.words["en"].levels == ()
    assert second.words["en"].question == second.code


@pytest.mark.parametrize("old", ["add_score: 2", "value: One person", "type: unique_choice"])
def test_choices_that_do_not_name_every_score_are_no_levels(default: Scale, old: str) -> None:
    new = {"add_score: 2": "add_score: 3", "value: One person": "value: true", "type: unique_choice": "type: multiple"}
    library = as_system_test(read_framework(WITH_CHOICES.replace(old, new[old])), default=default)

    assert library.items["urn:proef:risk:req_node:dijk:1"].words["en"].levels == ()


def test_a_foreign_set_cannot_pose_as_placed_by_naming_our_subsets(default: Scale) -> None:
    text = LEVELS.replace("ref_id: D\n", "ref_id: axis.robust\n").replace("- D\n", "- axis.robust\n")
    library = as_system_test(read_framework(text), default=default)

    assert [item.axis for item in library.items.values()] == [None]


# ---- a system test as a framework


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.mission("S3")
def test_the_base_level_survives_the_way_out_and_back(
    shipped: SystemTestLibrary, default: Scale, language: str
) -> None:
    text = write_framework(as_framework(shipped, language=language, provider="Proef"))
    back = as_system_test(read_framework(text), default=default)

    assert (back.code, back.version, back.titles, back.groups.keys()) == (
        shipped.code,
        shipped.version,
        shipped.titles,
        shipped.groups.keys(),
    )
    assert next(iter(back.scales.values())).steps == default.steps
    assert {code: said_of(item) for code, item in back.items.items()} == {
        code: said_of(item) for code, item in shipped.items.items()
    }


def said_of(item: Item) -> tuple[object, ...]:
    """What a framework can hold of an item."""
    asked = (set(item.asked_of.disciplines), set(item.asked_of.organisations))
    words = {spoken: (said.question, said.evidence, said.levels) for spoken, said in item.words.items()}
    return (item.label, item.group, item.area, item.axis, set(item.reaches), set(item.kinds), asked, words)


def test_why_an_item_is_asked_what_it_hides_and_where_it_rests_stand_in_the_annotation(
    shipped: SystemTestLibrary,
) -> None:
    nodes = as_framework(shipped, language="nl", provider="Proef").framework.assessable()

    for node, item in zip(sorted(nodes, key=lambda n: n.ref_id or ""), sorted(shipped.items.items()), strict=True):
        said = item[1].words["nl"]
        assert node.annotation == "\n".join(
            [said.why, said.not_measurable, " ".join([item[1].section or "", *item[1].serves])]
        )


def test_the_written_framework_has_no_empty_fields_and_no_aliases(shipped: SystemTestLibrary) -> None:
    text = write_framework(as_framework(shipped, language="en", provider="Proef"))

    assert ": null" not in text
    assert "&id" not in text


def test_a_library_that_a_framework_cannot_hold_is_refused(shipped: SystemTestLibrary, default: Scale) -> None:
    second = Scale(code="twee", steps=(Step(score=0, words={}),))
    whole = {field: getattr(shipped, field) for field in SystemTestLibrary.__dataclass_fields__}

    with pytest.raises(ValueError, match="has 2 scales"):
        as_framework(
            SystemTestLibrary(**whole | {"scales": {"basisniveau": default, "twee": second}}),
            language="nl",
            provider="P",
        )
    with pytest.raises(ValueError, match="has no text in “fr”"):
        as_framework(shipped, language="fr", provider="P")
