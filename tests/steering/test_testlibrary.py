# SPDX-License-Identifier: EUPL-1.2
"""The system test of the base level: complete, in two languages, in plain words, with levels one can tell apart."""

import re
import subprocess
import sys
from collections import Counter
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plainwords import lix, sentences
from vijfveld.node import roles
from vijfveld.node.yamlfile import LibraryError
from vijfveld.steering import testlibrary as format_
from vijfveld.steering.testlibrary import BASE_LEVEL, BILINGUAL, AskedOf, Item, Wording, load_system_test
from vijfveld.strategy import words
from vijfveld.strategy.contents import Kind, StrategyLibrary, load_strategy

AREAS = ("verwerven", "voorkomen", "verdedigen", "voorbereiden", "vervolgen")
AXES = ("effective", "legitimate", "robust")

SOCIAL = {"social", "care"}
SOCIAL_KINDS = {"care", "youth_care", "education", "municipality"}

LITTLE_WORDS = {
    "nl": "aan achter al alle als altijd ander andere bij dan dat de deze die dit door een eén elk elke en er geen "
    "haar hebben heeft het hier hij hoe hun ieder iedere iemand in is kan kunnen met na naar niemand niet "
    "niets nog of om ook op over per te tot toen uit van voor waar wanneer was wat welke werd wie wij word "
    "worden wordt zich zij zijn zo zonder",
    "en": "a about after all also an and any are as at be before by can do does each every everybody for from get "
    "had has have her how if in into is it its no nobody not nothing of on one or our out over she so some "
    "somebody someone something such than that the their them then there these they this those to under us "
    "was we were what when where which who whom will with without would your",
}
"""Words that say nothing about the subject of an item."""

VAGUE = {
    "nl": "enigszins deels gedeeltelijk grotendeels meestal redelijk voldoende beperkt vrijwel vaak soms regelmatig "
    "beter",
    "en": "somewhat partly partially largely mostly generally reasonably sufficient limited often sometimes regularly "
    "better",
}
"""Words that make a ladder of degrees instead of things one can see."""

OUTSIDE = {
    "nl": r"\b(activis\w*|betoging\w*|demonstra\w*|protest\w*|stak(ing|en)\w*|etnici\w*|afkomst\w*|nationaliteit\w*|"
    r"religie\w*|geloof\w*|moslim\w*|islam\w*|migrant\w*|ranglijst\w*)\b",
    "en": r"\b(activis\w*|demonstrati(on|ng)\w*|protest\w*|strike\w*|ethnic\w*|nationalit\w*|religi\w*|faith\w*|"
    r"muslim\w*|islam\w*|migrant\w*|league table\w*)\b",
}
"""What no item asks about: lawful protest, and what someone is instead of what someone does (§1.1)."""


@pytest.fixture(scope="module")
def library() -> format_.SystemTestLibrary:
    return load_system_test()


@pytest.fixture(scope="module")
def strategy() -> StrategyLibrary:
    return the_strategy()


@cache
def the_strategy() -> StrategyLibrary:
    return load_strategy()


def texts(words: Wording) -> tuple[str, ...]:
    return (words.question, words.why, *words.evidence, *words.levels, words.not_measurable)


def telling(text: str, language: str) -> set[str]:
    little = set(LITTLE_WORDS[language].split())
    return {word for word in re.findall(r"[^\W\d_]{3,}", text.lower()) if word not in little}


def shared(one: set[str], other: set[str]) -> float:
    """The share of the words of the shorter text that the longer one has too."""
    return len(one & other) / min(len(one), len(other))


def twins(said: dict[str, str], language: str) -> list[tuple[str, str]]:
    """Pairs of texts that share half of their telling words or more."""
    found = {code: telling(text, language) for code, text in said.items()}
    return [(one, other) for one, other in combinations(found, 2) if shared(found[one], found[other]) >= 0.5]


# ---- what the shipped library holds


@pytest.mark.mission("S3")
def test_there_are_enough_items_for_a_round_and_not_too_many_to_answer(library: format_.SystemTestLibrary) -> None:
    assert 66 <= len(library.items) <= 80


@pytest.mark.mission("S8")
@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("axis", AXES)
def test_every_area_is_asked_on_every_axis(library: format_.SystemTestLibrary, area: str, axis: str) -> None:
    assert len(library.in_field(area, axis)) >= 4


@pytest.mark.mission("S3")
@pytest.mark.parametrize("area", AREAS)
def test_every_area_is_asked_at_every_reach_and_about_every_kind_of_work(
    library: format_.SystemTestLibrary, area: str
) -> None:
    items = [item for item in library.items.values() if item.area == area]

    assert {reach for item in items for reach in item.reaches} == {"local", "national", "international"}
    assert {kind for item in items for kind in item.kinds} == {"policy", "administrative", "operational"}


def test_no_discipline_is_left_without_questions(library: format_.SystemTestLibrary) -> None:
    asked = Counter(discipline for item in library.items.values() for discipline in item.asked_of.disciplines)

    assert set(asked) == set(roles.Discipline.values)
    assert min(asked.values()) >= 4


def test_no_kind_of_organisation_is_left_without_questions(library: format_.SystemTestLibrary) -> None:
    discipline_of = {"service": "intelligence", "research": "research", "political": "political"}

    for kind in roles.OrganisationKind.values:
        assert len(library.asked_of(discipline=discipline_of.get(kind, "-"), organisation=kind)) >= 3, kind


@pytest.mark.mission("S9")
@pytest.mark.parametrize("axis", AXES)
def test_social_partners_have_questions_of_their_own_on_every_axis(
    library: format_.SystemTestLibrary, axis: str
) -> None:
    own = [
        item.code
        for item in library.items.values()
        if item.axis == axis
        and SOCIAL & set(item.asked_of.disciplines)
        and set(item.asked_of.disciplines) <= SOCIAL
        and set(item.asked_of.organisations) <= SOCIAL_KINDS
    ]

    assert len(own) >= 3, own


@pytest.mark.parametrize("kind", [Kind.CERTAINTY, Kind.EROSION, Kind.COORDINATION, Kind.PRINCIPLE])
@pytest.mark.mission("S2")
def test_every_certainty_pattern_and_principle_is_served(
    library: format_.SystemTestLibrary, strategy: StrategyLibrary, kind: Kind
) -> None:
    served = {code for item in library.items.values() for code in item.serves}

    assert {node.code for node in strategy.of_kind(kind)} - served == set()


def test_every_goal_of_an_area_is_served_itself_or_below(
    library: format_.SystemTestLibrary, strategy: StrategyLibrary
) -> None:
    served = {code for item in library.items.values() for code in item.serves}
    above = {node.code for code in served for node in strategy.path(code)}

    assert {node.code for node in strategy.of_kind(Kind.GOAL) if node.area} - above == set()


@pytest.mark.parametrize("area", AREAS)
def test_an_item_of_an_area_serves_something_in_that_area_or_in_the_whole(
    library: format_.SystemTestLibrary, strategy: StrategyLibrary, area: str
) -> None:
    for item in library.items.values():
        if item.area == area:
            assert {strategy.nodes[code].area for code in item.serves} & {area, None}, item.code


def test_every_group_has_items_and_stands_in_both_languages(library: format_.SystemTestLibrary) -> None:
    assert {item.group for item in library.items.values()} == set(library.groups)
    assert all(set(group.titles) == set(BILINGUAL) for group in library.groups.values())


# ---- how it reads


@pytest.mark.parametrize("language", BILINGUAL)
def test_the_words_are_plain(library: format_.SystemTestLibrary, language: str) -> None:
    said = [
        text
        for item in library.items.values()
        for text in (
            item.words[language].question,
            item.words[language].why,
            *item.words[language].levels,
            item.words[language].not_measurable,
        )
    ]
    lengths = [len(sentence) for text in said for sentence in sentences(text)]

    assert max(lengths) <= 25
    assert sum(lengths) / len(lengths) <= 15
    assert lix(" ".join(said)) <= 45


@pytest.mark.parametrize("language", BILINGUAL)
def test_an_item_asks_one_question_and_says_in_one_sentence_why(
    library: format_.SystemTestLibrary, language: str
) -> None:
    for item in library.items.values():
        said = item.words[language]
        assert re.fullmatch(r"[A-ZÉ][^?]*\?", said.question), item.code
        assert re.fullmatch(r"[A-ZÉ].*\.", said.why), item.code
        assert len(sentences(said.why)) == 1, item.code
        assert all(re.fullmatch(r"[A-ZÉ].*\.", level) for level in (*said.levels, said.not_measurable)), item.code


@pytest.mark.parametrize("language", BILINGUAL)
def test_a_level_is_something_one_can_see_and_no_degree(library: format_.SystemTestLibrary, language: str) -> None:
    vague = set(VAGUE[language].split())

    for item in library.items.values():
        for level in item.words[language].levels:
            assert not vague & set(re.findall(r"\w+", level.lower())), f"{item.code}: {level}"


@pytest.mark.parametrize("language", BILINGUAL)
def test_every_level_brings_words_that_no_lower_level_has(library: format_.SystemTestLibrary, language: str) -> None:
    for item in library.items.values():
        levels = [telling(level, language) for level in item.words[language].levels]
        below: set[str] = set()
        for lower, level in pairwise(levels):
            below |= lower
            assert len(level - below) >= 2, f"{item.code}: {level}"
        assert all(len(a & b) / len(a | b) < 0.6 for a, b in combinations(levels, 2)), item.code


@pytest.mark.parametrize("language", BILINGUAL)
def test_no_item_shares_half_of_its_words_with_another(library: format_.SystemTestLibrary, language: str) -> None:
    said = {item.code: " ".join(texts(item.words[language])) for item in library.items.values()}

    assert twins(said, language) == []


@pytest.mark.parametrize("language", BILINGUAL)
def test_no_question_shares_half_of_its_words_with_another(library: format_.SystemTestLibrary, language: str) -> None:
    said = {item.code: item.words[language].question for item in library.items.values()}

    assert twins(said, language) == []


def test_a_pair_that_shares_half_of_its_words_is_found() -> None:
    said = {
        "a": "Heeft uw gemeente een draaiboek voor drukke pleinen?",
        "b": "Oefent uw gemeente het draaiboek voor vitale bruggen?",
        "c": "Weet de bank wie treffers beoordeelt?",
    }

    assert twins(said, "nl") == [("a", "b")]


@pytest.mark.parametrize("language", BILINGUAL)
@pytest.mark.mission("S13")
def test_no_item_asks_about_lawful_protest_or_about_who_someone_is(
    library: format_.SystemTestLibrary, language: str
) -> None:
    for item in library.items.values():
        found = re.search(OUTSIDE[language], " ".join(texts(item.words[language])).lower())
        assert found is None, f"{item.code}: {found}"


def test_the_two_languages_differ_and_the_english_is_not_dutch(library: format_.SystemTestLibrary) -> None:
    for item in library.items.values():
        assert not set(texts(item.words["nl"])) & set(texts(item.words["en"])), item.code
        assert not re.search(r"\b(de|het|een|niet|wordt|van)\b", " ".join(texts(item.words["en"]))), item.code


# ---- the model


def test_the_closed_lists_are_those_of_the_node_and_the_strategy() -> None:
    assert set(get_args(format_.Reach)) == set(roles.Reach.values)
    assert set(get_args(format_.Discipline)) == set(roles.Discipline.values)
    assert set(get_args(format_.OrganisationKind)) == set(roles.OrganisationKind.values)
    assert set(get_args(format_.Kind)) == set(words.Work.values)


def test_a_library_is_read_without_django() -> None:
    program = (
        "import sys, vijfveld.steering.framework_items\n"
        "from vijfveld.steering.testlibrary import load_system_test\n"
        "load_system_test()\nsys.exit('django' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_scope_holds_the_items_that_touch_it(library: format_.SystemTestLibrary) -> None:
    found = library.scoped(areas={"verdedigen"}, reaches={"local"}, kinds={"policy", "administrative"})

    assert [item.code for item in found] == ["verdedigen.l2"]
    assert library.scoped(areas=set(), reaches={"local"}, kinds={"policy"}) == ()


def test_an_item_that_states_no_area_or_reach_is_in_every_scope() -> None:
    item = Item(code="x", scale="s", words={})

    assert item.within(areas={"verwerven"}, reaches={"local"}, kinds=set())


@given(
    disciplines=st.lists(st.sampled_from(roles.Discipline.values), max_size=3),
    kinds=st.lists(st.sampled_from(roles.OrganisationKind.values), max_size=3),
    discipline=st.sampled_from(roles.Discipline.values),
    kind=st.sampled_from(roles.OrganisationKind.values),
)
def test_an_organisation_answers_for_its_discipline_or_its_kind_and_all_answer_what_names_nobody(
    disciplines: list[str], kinds: list[str], discipline: str, kind: str
) -> None:
    asked = AskedOf.model_validate({"disciplines": tuple(disciplines), "organisations": tuple(kinds)})

    expected = (not disciplines and not kinds) or discipline in disciplines or kind in kinds
    assert asked.includes(discipline=discipline, organisation=kind) is expected


def test_every_item_has_a_text_for_every_step_of_its_scale(library: format_.SystemTestLibrary) -> None:
    for code, item in library.items.items():
        assert [step.score for step in library.steps_of(code)] == [0, 1, 2, 3]
        assert all(len(item.words[language].levels) == 4 for language in BILINGUAL)


# ---- what is refused

HEAD = """
library:
  code: proef
  version: 1
  nl: {title: Proef}
  en: {title: Trial}
  source: Bron.
  scales:
    - code: vier
      steps:
        - {nl: {title: A}, en: {title: A}}
        - {nl: {title: B}, en: {title: B}}
        - {nl: {title: C}, en: {title: C}}
        - {nl: {title: D}, en: {title: D}}
groups:
  - {code: verwerven.zicht, area: verwerven, nl: {title: Zicht}, en: {title: Sight}}
items:
"""
FIELDS = {
    "code": "verwerven.e1",
    "group": "verwerven.zicht",
    "area": "verwerven",
    "axis": "effective",
    "reaches": "[local]",
    "kinds": "[policy]",
    "asked_of": "{disciplines: [social]}",
    "section": "§3.1",
    "serves": "[verwerven.1.1]",
    "nl": '{question: "A?", why: B., evidence: [C, D], levels: [E., F., G., H.], not_measurable: I.}',
    "en": '{question: "A?", why: B., evidence: [C, D], levels: [E., F., G., H.], not_measurable: I.}',
}


def row(**changed: str | None) -> str:
    fields = {name: text for name, text in (FIELDS | changed).items() if text is not None}
    return "  - {" + ", ".join(f"{name}: {text}" for name, text in fields.items()) + "}\n"


def written(tmp_path: Path, *rows: str, head: str = HEAD) -> Path:
    path = tmp_path / "trial.yaml"
    path.write_text(head.lstrip() + "".join(rows), encoding="utf-8")
    return path


def refusals(path: Path) -> str:
    with pytest.raises(LibraryError) as refused:
        load_system_test(path, strategy=the_strategy())
    return "\n".join(refused.value.problems)


def test_the_smallest_sound_library_is_read(tmp_path: Path) -> None:
    library = load_system_test(written(tmp_path, row()), strategy=the_strategy())

    assert list(library.items) == ["verwerven.e1"]
    assert library.items["verwerven.e1"].scale == "vier"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"serves": "[verwerven.1.1, gone]"}, "line 17: the strategy has no “gone”."),
        ({"section": '"§4.1"'}, "line 17: nothing that “verwerven.e1” serves stands in §4.1."),
        ({"section": '"3.1"'}, "line 17: “section”"),
        ({"en": None}, "line 17: “en” is missing."),
        ({"nl": None}, "line 17: “nl” is missing."),
        ({"nl": '{question: "A?"}'}, "line 17: “nl.levels” is missing."),
        (
            {"en": '{question: "A?", why: B., evidence: [C, D], levels: [E., F., G.], not_measurable: I.}'},
            "line 17: “verwerven.e1” has 3 levels; “vier” has 4 steps.",
        ),
        (
            {"nl": '{question: "A?", why: B., evidence: [C, D], levels: [E., F., G., H., J.], not_measurable: I.}'},
            "line 17: “verwerven.e1” has 5 levels; “vier” has 4 steps.",
        ),
        (
            {"nl": '{question: "A?", why: B., evidence: [C, D], levels: [E., F., E., H.], not_measurable: I.}'},
            "line 17: two levels of “verwerven.e1” are the same.",
        ),
        (
            {"nl": '{question: "A?", why: B., evidence: [C], levels: [E., F., G., H.], not_measurable: I.}'},
            "line 17: “verwerven.e1” needs at least 2 pieces of evidence.",
        ),
        (
            {"nl": '{question: "A?", why: B., evidence: [C, D, K], levels: [E., F., G., H.], not_measurable: I.}'},
            "line 17: “verwerven.e1” has other evidence in Dutch than in English.",
        ),
        ({"asked_of": "{}"}, "line 17: “verwerven.e1” is asked of nobody."),
        ({"asked_of": "{disciplines: [spies]}"}, "line 17: “asked_of.disciplines.0”"),
        ({"group": "verwerven.weg"}, "line 17: the group “verwerven.weg” does not exist."),
        ({"area": "voorkomen"}, "line 17: the area of “verwerven.e1” does not match its code."),
        ({"area": "voorkomen", "code": "voorkomen.e1"}, "“voorkomen.e1” stands in a group of another area."),
        ({"axis": "cheap"}, "line 17: “axis”"),
        ({"axis": "[effective, robust]"}, "line 17: “axis”"),
        ({"reaches": "[]"}, "line 17: “reaches”"),
        ({"kinds": "[secret]"}, "line 17: “kinds.0”"),
        ({"scale": "vijf"}, "line 17: the scale “vijf” does not exist."),
        ({"score": "7"}, "line 17: “score” is not a field we know."),
    ],
)
def test_a_faulty_item_is_refused_with_its_line(tmp_path: Path, changed: dict[str, str | None], said: str) -> None:
    assert said in refusals(written(tmp_path, row(**changed)))


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    said = refusals(written(tmp_path, row(), row(axis="cheap"), row(code="verwerven.e2", serves="[gone]")))

    for words_ in (
        "line 18: “verwerven.e1” was already used on line 17.",
        "line 18: “axis”",
        "line 19: the strategy has no “gone”.",
    ):
        assert words_ in said


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("groups: []\nitems:\n", "“library” is missing"),
        ("library: 1\ngroups: []\nitems:\n", "“library”"),
        (HEAD.replace("nl: {title: Proef}", "extra: 1"), "line 1: “nl” is missing."),
        (HEAD.replace("area: verwerven, nl", "area: vervolgen, nl"), "does not match its code"),
        (HEAD.replace("groups:", "groups: 3\nold:"), "“groups” must be a list."),
        (
            HEAD.replace(
                "groups:",
                "    - {code: vier, steps: [{nl: {title: A}, en: {title: A}}, {nl: {title: B}, en: "
                "{title: B}}]}\ngroups:",
            ),
            "two scales have the same code",
        ),
    ],
)
def test_a_faulty_head_is_refused(tmp_path: Path, head: str, said: str) -> None:
    assert said in refusals(written(tmp_path, row(), head=head))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &a [x, x]\nb: &b [*a, *a]\nitems: [*b, *b]\n", "line 1: an anchor (&a) is not allowed"),
        ("items: &loop\n  - *loop\n", "line 2: an alias (*loop) is not allowed"),
        ("items: !!python/object/apply:os.getcwd []\n", "line 1: a tag"),
        ("items: []\n---\nitems: []\n", "line 2: a second document"),
        ("items: " + "[" * 30 + "]" * 30 + "\n", "nested more than"),
        ("items: []\nitems: []\n", "line 2: “items” is given twice."),
        ("items: [\n", "this is not YAML"),
    ],
)
def test_a_file_with_more_than_plain_data_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    assert said in refusals(written(tmp_path, head=text))


def test_the_shipped_file_has_no_line_that_only_a_program_would_write() -> None:
    assert not re.search(r"\\[nux]|: \|", BASE_LEVEL.read_text(encoding="utf-8"))


MOVES = [
    ("- {version: 1, from: oud.e1, to: verwerven.e1}", "version 1 is not earlier than version 1"),
    ("- {version: 1, from: oud.e1, to: bestaat.niet}", "“bestaat.niet” does not exist"),
]


@pytest.mark.parametrize(("move", "fault"), MOVES)
def test_a_move_from_an_earlier_version_leads_to_an_item_that_exists(tmp_path, move, fault):
    path = tmp_path / "toets.yaml"
    path.write_text(f"{BASE_LEVEL.read_text()}\nmaps:\n  {move}\n")
    with pytest.raises(LibraryError, match=fault):
        load_system_test(path)


def test_an_item_knows_what_it_takes_over_from(tmp_path):
    path = tmp_path / "toets.yaml"
    later = BASE_LEVEL.read_text().replace("  version: 1\n", "  version: 2\n", 1)
    path.write_text(f"{later}\nmaps:\n  - {{version: 1, from: oud.e1, to: verwerven.e1}}\n")
    assert load_system_test(path).before("verwerven.e1") == ((1, "oud.e1"),)
