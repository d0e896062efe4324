# SPDX-License-Identifier: EUPL-1.2
"""The strategy as data: complete, in two languages, in plain words, and safe to renew."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.plainwords import lix, sentences
from vijfveld.node.yamlfile import LibraryError
from vijfveld.strategy.contents import Kind, Node, StrategyLibrary, load_strategy

AREAS = ("verwerven", "voorkomen", "verdedigen", "voorbereiden", "vervolgen")

NUMBERED_IN_THE_TEXT = {
    "§1.3": (Kind.PRINCIPLE, 10),
    "§8.1 n.11": (Kind.AXIS, 3),
}
"""Sections whose points are counted, with the kind and number of nodes they must give."""

BULLETS = {
    "verwerven.1": 12,
    "verwerven.2": 5,
    "voorkomen.kwaliteit": 4,
    "voorkomen": 4,
    "voorkomen.2": 3,
    "voorkomen.3": 6,
    "verdedigen.2": 3,
    "verdedigen.2.luchtvaart": 4,
    "voorbereiden.1": 6,
    "vervolgen.2": 6,
}
"""How many points the text lists in chapters 3-7, by the node they stand below; point n has the code <node>.<n>."""

ROWS = {
    *(f"S{n}" for n in range(1, 18)),
    *(f"P{n}" for n in range(1, 11)),
    *(f"V{n}" for n in range(1, 14)),
    *(f"B{n}" for n in range(1, 6)),
    *(f"C{n}" for n in range(1, 9)),
    *(f"O{n}" for n in range(1, 8)),
}
"""Every row of the mission map."""


@pytest.fixture(scope="module")
def strategy() -> StrategyLibrary:
    return load_strategy()


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (Kind.AREA, 5),
        (Kind.OBJECTIVE, 6),
        (Kind.GOAL, 29),
        (Kind.MEASURE_LINE, 118),
        (Kind.PRINCIPLE, 10),
        (Kind.COORDINATION, 4),
        (Kind.AXIS, 3),
        (Kind.EROSION, 5),
        (Kind.COMMITMENT, 23),
        (Kind.SCOPE, 8),
        (Kind.CERTAINTY, 21),
        (Kind.UNCERTAINTY, 13),
        (Kind.INDIRECT, 3),
    ],
)
@pytest.mark.mission("S1")
def test_the_library_holds_every_statement_of_a_kind(strategy: StrategyLibrary, kind: Kind, number: int) -> None:
    assert len(strategy.of_kind(kind)) == number


@pytest.mark.parametrize(("node", "number"), BULLETS.items())
def test_every_point_the_text_lists_in_an_area_is_there(strategy: StrategyLibrary, node: str, number: int) -> None:
    assert {f"{node}.{n}" for n in range(1, number + 1)} <= set(strategy.nodes)


@pytest.mark.parametrize(("section", "expected"), NUMBERED_IN_THE_TEXT.items())
def test_a_section_that_counts_its_points_gives_as_many_nodes(
    strategy: StrategyLibrary, section: str, expected: tuple[Kind, int]
) -> None:
    assert Counter(node.kind for node in strategy.nodes.values() if node.section == section) == dict([expected])


@pytest.mark.parametrize(("section", "number"), [("§4.2", 3), ("§4.3", 6), ("§5.2", 3), ("§8.1", 5), ("§8.2", 4)])
def test_every_numbered_point_of_a_section_is_cited(strategy: StrategyLibrary, section: str, number: int) -> None:
    cited = {node.section for node in strategy.nodes.values()}

    assert {f"{section}.{n}" for n in range(1, number + 1)} <= cited
    assert f"{section}.{number + 1}" not in cited


@pytest.mark.parametrize(("area", "chapter"), list(zip(AREAS, range(3, 8), strict=True)))
def test_an_area_has_one_objective_and_stays_in_its_chapter(strategy: StrategyLibrary, area: str, chapter: int) -> None:
    nodes = [node for node in strategy.nodes.values() if node.area == area]

    assert [node.code for node in nodes if node.kind is Kind.OBJECTIVE] == [f"{area}.doel"]
    assert {node.section[1] for node in nodes} == {str(chapter)}
    assert all(strategy.path(node.code)[0].code == area for node in nodes)


def test_every_line_of_an_area_leads_to_its_objective(strategy: StrategyLibrary) -> None:
    for node in strategy.of_kind(Kind.MEASURE_LINE):
        assert f"{node.area}.doel" in [above.code for above in strategy.path(node.code)]


def test_a_node_cites_the_section_of_its_parent_or_one_within_its_chapter(strategy: StrategyLibrary) -> None:
    for node in strategy.nodes.values():
        if node.area and node.parent:
            assert node.section.startswith(strategy.nodes[node.parent].section[:2])


def test_every_row_of_the_mission_map_is_served(strategy: StrategyLibrary) -> None:
    assert {row for node in strategy.nodes.values() for row in node.rows} == ROWS


def test_only_what_the_annex_leaves_to_the_reader_is_marked_as_our_reading(strategy: StrategyLibrary) -> None:
    readings = Counter((node.kind, node.reading) for node in strategy.nodes.values() if node.reading)

    assert readings == {
        (Kind.CERTAINTY, "text"): 21,
        (Kind.UNCERTAINTY, "text"): 5,
        (Kind.UNCERTAINTY, "ours"): 8,
    }


@pytest.mark.parametrize("language", ["nl", "en"])
def test_titles_are_unique_and_short(strategy: StrategyLibrary, language: str) -> None:
    titles = [getattr(node, language).title for node in strategy.nodes.values()]

    assert len(set(titles)) == len(titles)
    assert max(map(len, titles)) <= 70


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_words_are_plain(strategy: StrategyLibrary, language: str) -> None:
    texts = [getattr(node, language).text for node in strategy.nodes.values()]
    lengths = [len(sentence) for text in texts for sentence in sentences(text)]

    assert max(lengths) <= 25
    assert sum(lengths) / len(lengths) <= 15
    assert lix(" ".join(texts)) <= 45
    assert max(len(sentences(text)) for text in texts) <= 2


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_text_is_made_of_whole_sentences(strategy: StrategyLibrary, language: str) -> None:
    for node in strategy.nodes.values():
        assert re.fullmatch(r"[A-ZÉ].*[.]", getattr(node, language).text), node.code


def test_the_two_languages_differ_and_the_english_is_not_dutch(strategy: StrategyLibrary) -> None:
    for node in strategy.nodes.values():
        assert node.nl.text != node.en.text
        assert not re.search(r"\b(de|het|een|niet|wordt|van)\b", node.en.text), node.code


def test_parents_come_before_their_children(strategy: StrategyLibrary) -> None:
    order = list(strategy.nodes)

    assert all(
        node.parent is None or order.index(node.parent) < order.index(code) for code, node in strategy.nodes.items()
    )


def test_the_tree_holds_every_node_once(strategy: StrategyLibrary) -> None:
    def below(code: str | None) -> list[Node]:
        return [found for child in strategy.children(code) for found in (child, *below(child.code))]

    assert [node.code for node in below(None)] == list(strategy.nodes)


NODE = """
  - code: {code}
    kind: goal
    section: "§1"
    nl: {{title: Titel {code}, text: Tekst.}}
    en: {{title: Title {code}, text: Text.}}
"""
HEAD = "library: {{code: proef, version: {version}, nl: {{title: A}}, en: {{title: B}}, source: C}}\n"


def library(tmp_path: Path, nodes: str, *, version: int = 1, maps: str = "[]") -> Path:
    path = tmp_path / f"strategy-{version}.yaml"
    path.write_text(HEAD.format(version=version) + f"maps: {maps}\nnodes:{nodes}", encoding="utf-8")
    return path


def refusals(path: Path) -> str:
    with pytest.raises(LibraryError) as refused:
        load_strategy(path)
    return "\n".join(refused.value.problems)


def test_every_fault_is_named_at_once_with_its_line(tmp_path: Path) -> None:
    nodes = f"""
  - {{code: a, parent: gone, kind: goal, section: "§1", nl: {{title: A, text: A.}}, en: {{title: A, text: A.}}}}
  - {{code: b, parent: c, kind: goal, section: "§1", nl: {{title: B, text: B.}}, en: {{title: B, text: B.}}}}
  - {{code: c, parent: b, kind: goal, section: "§1", nl: {{title: C, text: C.}}, en: {{title: C, text: C.}}}}
  - {{code: a, kind: goal, section: "§1", nl: {{title: D, text: D.}}, en: {{title: D, text: D.}}}}
  - {{code: e, kind: wish, section: "§1", nl: {{title: E, text: E.}}, en: {{title: E, text: E.}}}}
  - {{code: f, kind: goal, nl: {{title: F, text: F.}}, en: {{title: F, text: F.}}}}
  - {{code: g, kind: goal, section: "1.2", nl: {{title: G, text: G.}}, en: {{title: G, text: G.}}}}
  - {{code: h, kind: goal, section: "§1", nl: {{title: H, text: H.}}}}
  - {{code: i, kind: goal, section: "§1", nl: {{title: {"x" * 71}, text: I.}}, en: {{title: I, text: I.}}}}
  - {{code: j, kind: certainty, section: annex, nl: {{title: A, text: J.}}, en: {{title: J, text: J.}}}}
"""
    said = refusals(library(tmp_path, nodes))

    for words in (
        "line 4: the parent “gone” of “a” does not exist.",
        "line 5: “b” stands below itself.",
        "line 6: “c” stands below itself.",
        "line 7: “a” was already used on line 4.",
        "line 8: “kind”",
        "line 9: “section” is missing.",
        "line 10: “section”",
        "line 11: “en” is missing.",
        "line 12: “nl.title”",
        "line 13: “reading” belongs to certainties",
        "line 13: “A” is already a title.",
    ):
        assert words in said, words


def test_a_child_of_an_unsound_node_is_not_blamed_for_it(tmp_path: Path) -> None:
    nodes = NODE.format(code="child").replace("kind", "parent: top\n    kind") + "  - {code: top}\n"

    assert "parent" not in refusals(library(tmp_path, nodes))


@pytest.mark.parametrize("text", ["nodes: []\nmaps: []\n", "library: 1\nnodes: []\nmaps: []\n", "extra: 1\n"])
def test_a_library_without_a_head_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "strategy.yaml"
    path.write_text(text, encoding="utf-8")

    assert "library" in refusals(path)


def test_links_to_an_earlier_version_find_their_way(tmp_path: Path) -> None:
    old = load_strategy(library(tmp_path, NODE.format(code="a") + NODE.format(code="b") + NODE.format(code="c")))
    maps = "[{version: 1, from: b, to: [b.1, b.2]}]"
    nodes = "".join(NODE.format(code=code) for code in ("a", "b.1", "b.2"))
    new = load_strategy(library(tmp_path, nodes, version=2, maps=maps))

    mapping = new.mapping_from(1)

    assert mapping["a"] == ("a",)
    assert mapping["b"] == ("b.1", "b.2")
    assert new.lost_from(old) == ("c",)


def test_a_version_maps_onto_itself_and_never_onto_an_earlier_one(strategy: StrategyLibrary) -> None:
    assert strategy.mapping_from(1) == {code: (code,) for code in strategy.nodes}
    assert strategy.lost_from(strategy) == ()
    with pytest.raises(ValueError, match="later"):
        strategy.mapping_from(2)


@pytest.mark.parametrize(
    ("maps", "said"),
    [
        ("[{version: 2, from: z, to: [a]}]", "not earlier than version 2"),
        ("[{version: 1, from: z, to: [gone]}]", "“gone” does not exist"),
        ("[{version: 1, from: z, to: []}]", "“to”"),
        ("[{version: 1, from: z, to: [a]}, {version: 1, from: z, to: [a]}]", "already mapped"),
    ],
)
def test_a_map_that_cannot_carry_links_is_refused(tmp_path: Path, maps: str, said: str) -> None:
    assert said in refusals(library(tmp_path, NODE.format(code="a"), version=2, maps=maps))
