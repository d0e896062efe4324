# SPDX-License-Identifier: EUPL-1.2
"""The strategy as pages, and links that survive a second version of it."""

import pytest

from tests.strategy.fixtures import second_version
from vijfveld.strategy import contents, shelf
from vijfveld.strategy.contents import load_strategy
from vijfveld.strategy.queries.drivers import loose_ends
from vijfveld.strategy.queries.fields import one_field
from vijfveld.strategy.queries.library import SHELVES, efforts_serving, found_in_library, shelves
from vijfveld.strategy.shelf import edition, nodes_now, strategy
from vijfveld.strategy.words import Area


@pytest.fixture
def version_two(tmp_path, monkeypatch):
    """From here on the second version of the strategy is in force; call it when the first one was used."""

    def renew():
        monkeypatch.setattr(contents, "STRATEGY", second_version(tmp_path / "versie-2.yaml"))
        strategy.cache_clear()
        return strategy()

    yield renew
    monkeypatch.undo()
    strategy.cache_clear()


@pytest.mark.mission("S1")
def test_the_library_shows_every_node_once():
    shown = [part.node.code for shelf in shelves() for part in shelf.points]
    assert sorted(shown) == sorted(strategy().nodes)
    assert len(SHELVES) == len(shelves())


@pytest.mark.mission("S1")
def test_every_node_has_a_page_with_its_place_its_text_and_its_way_up(world, network, reader):
    browser = reader(network.town)
    for code in ("voorkomen.2.2.3", "zekerheid.radicalisering", "as.robuust", "scope.strafwet", "verwerven"):
        node, text = strategy().nodes[code], browser.text(f"/strategie/{code}")
        assert node.nl.title in text
        assert node.nl.text in text
        assert node.en.text in text
        assert ("bijlage" if node.section == "annex" else node.section) in text
        assert all(above.nl.title in text for above in strategy().path(code))


def test_a_point_that_does_not_exist_is_not_there(network, reader):
    assert reader(network.town).get("/strategie/verzonnen.punt").status_code == 404


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("casusoverleg", "voorkomen.2.2.3"),
        ("CASUSOVERLEG regie", "voorkomen.2.2.3"),
        ("coordinatie bevelen", "afspraak.geen-bevelsstructuur"),
        ("§8.2.1", "coordinatie.draagvlak"),
    ],
)
def test_search_finds_points_without_accents_in_any_case_and_by_section(words, found):
    assert found in [point.node.code for point in found_in_library(words)]


@pytest.mark.parametrize("words", ["", "   ", "xyzzy"])
def test_search_for_nothing_or_nonsense_finds_nothing(words):
    assert found_in_library(words) == []


def test_the_page_of_what_was_found_says_how_much(network, reader):
    assert "Niets gevonden" in reader(network.town).text("/strategie?zoek=xyzzy")
    assert "1 punt gevonden" in reader(network.town).text("/strategie?zoek=casusoverleg+regie")


def test_our_own_reading_is_marked_and_the_words_of_the_annex_are_not(network, reader):
    browser = reader(network.town)
    assert "Onze lezing" in browser.text("/strategie/onzekerheid.terugkeer")
    assert "Onze lezing" not in browser.text("/strategie/onzekerheid.verloop")


def test_a_point_shows_the_efforts_that_serve_it_or_anything_below_it(network):
    effort = network.flexible(objective="voorbereiden.1.5")
    assert efforts_serving(network.town, "voorbereiden") == [effort]
    assert efforts_serving(network.town, "voorbereiden.1.5") == [effort]
    assert efforts_serving(network.town, "voorbereiden.2") == []


def test_a_certainty_shows_the_fixed_efforts_that_rest_on_it(network):
    effort = network.fixed()
    assert efforts_serving(network.town, "zekerheid.radicalisering") == [effort]


@pytest.mark.mission("S1")
def test_a_second_version_loses_no_code_of_the_first(version_two):
    first = load_strategy()
    second = version_two()
    assert (first.version, second.version) == (1, 2)
    assert second.lost_from(first) == ()
    assert set(first.nodes) - set(second.nodes) > {"voorkomen.2", "voorkomen.2.2.3", "voorbereiden.1.5"}


@pytest.mark.mission("S1")
def test_every_link_made_under_the_first_version_leads_to_nodes_of_the_second(version_two):
    links = [(code, edition()) for code in strategy().nodes]
    version_two()
    assert all(nodes_now(*link) for link in links)
    split = [node.code for node in nodes_now("voorbereiden.1.5", links[0][1])]
    assert split == ["voorbereiden.1.trainen", "voorbereiden.1.oefenen"]


@pytest.mark.mission("S1")
def test_efforts_are_found_from_the_new_points_and_stay_connected(network, reader, version_two):
    moved = network.fixed(title="Casusoverleg", objective="voorkomen.2.2.3")
    split = network.flexible(title="Oefenen", objective="voorbereiden.1.5")
    version_two()
    assert efforts_serving(network.town, "voorkomen.aanhang.2") == [moved]
    assert efforts_serving(network.town, "zekerheid.radicalisering-gaat-door") == [moved]
    assert loose_ends(network.town).fixed == []
    for code in ("voorbereiden.1.trainen", "voorbereiden.1.oefenen"):
        assert efforts_serving(network.town, code) == [split]
    assert "Casusoverleg" in reader(network.town).text("/velden/voorkomen")


def test_an_effort_under_a_split_point_is_counted_once_in_its_field(network, version_two):
    network.flexible(objective="voorbereiden.1.5")
    version_two()
    field = one_field(network.town, Area.PREPARE)
    assert [len(part.efforts) for part in field.branch.served] == [1, 1]
    assert len(field.flexible) == 1


def test_a_certainty_that_the_new_version_drops_leaves_a_loose_end(network, monkeypatch):
    effort = network.fixed()
    monkeypatch.setattr("vijfveld.strategy.queries.library.nodes_now", lambda code, library: ())
    assert loose_ends(network.town).fixed == [effort]
    assert shelf.nodes_now(effort.rests_on, effort.library)
