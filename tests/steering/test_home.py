# SPDX-License-Identifier: EUPL-1.2
"""The lines of home and of lists: they say who offers, asks or grants what, and for which effort."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.strategy.conftest import network, reader, signed_in  # noqa: F401
from vijfveld.law.changes import changes
from vijfveld.law.models import Reasoning
from vijfveld.law.pages.showing import lines
from vijfveld.node.roles import Role
from vijfveld.steering.queries.home import home
from vijfveld.strategy.acts.asks import Said, answer_ask, put_ask
from vijfveld.strategy.acts.levels import Setting, set_threat_level


@pytest.fixture
def ask(network):  # noqa: F811
    effort = network.flexible(title="Weerbare markten", ends_on=date(2026, 3, 14))
    network.world.later(hours=1)
    return put_ask(
        network.world.caller(network.coordinator), effort.id, partner=network.town.organisation, what="Twee mensen",
        capacity=Decimal(2), reply_by=date(2026, 3, 9),
    )  # fmt: skip


def reply(network, ask, said):  # noqa: F811
    network.world.later(hours=1)
    answer_ask(network.world.caller(network.town), ask.id, 1, said)


def shown(items):
    return [(item.title, item.meta) for item in items]


@pytest.mark.mission("S5")
def test_before_an_answer_home_says_who_asks_whom_and_what_turns_red(network, ask):  # noqa: F811
    theirs = home(network.town, network.world.now)
    assert shown(theirs.asked) == [("NCTV vraagt 2 fte", "Weerbare markten · Beantwoord de vraag om inzet")]
    runs_out = {(item.title, item.meta): item.urgent for item in home(network.coordinator, network.world.now).runs_out}
    assert runs_out == {
        ("Antwoord van Gemeente Molenwaard", "Weerbare markten"): False, ("Weerbare markten", "Inzet stopt"): True
    }, "an answer is red when it is near, an effort that stops while one can still decide"  # fmt: skip


@pytest.mark.mission("S5")
@pytest.mark.parametrize(
    ("said", "asked", "changed", "listed"),
    [
        (Said("accepted"), None, "Gemeente Molenwaard zegt 2 fte toe", "Zegde 2 fte toe: Weerbare markten"),
        (
            Said("partly", Decimal("0.5"), "Meer is er niet."), None,
            "Gemeente Molenwaard zegt 0,5 fte toe, een deel van de vraag",
            "Zegde 0,5 fte toe, een deel van de vraag: Weerbare markten",
        ),
        (
            Said("countered", Decimal(1), "Eén kan wel."), "Gemeente Molenwaard stelt 1 fte voor in plaats van 2",
            "Gemeente Molenwaard stelt 1 fte voor", "Deed een tegenvoorstel van 1 fte: Weerbare markten",
        ),
        (
            Said("declined", None, "Geen mensen."), "Gemeente Molenwaard kan geen 2 fte leveren",
            "Gemeente Molenwaard zegt nee", "Wees een vraag af: Weerbare markten",
        ),
    ],
)  # fmt: skip
def test_each_answer_is_said_in_full_on_home_and_in_lists(network, ask, said, asked, changed, listed):  # noqa: F811
    reply(network, ask, said)
    ours = home(network.coordinator, network.world.now)
    assert [item.title for item in ours.asked] == ([asked] if asked else [])
    assert shown(ours.changed)[0] == (changed, "Weerbare markten")
    assert [line.what for line in lines(network.coordinator, changes(network.coordinator, limit=1))] == [listed]


def test_what_changed_names_each_subject_once_by_its_last_step(network, ask, monkeypatch):  # noqa: F811
    last, *others = changes(network.coordinator, limit=3)
    monkeypatch.setattr("vijfveld.steering.queries.home.changes", lambda *_, **__: [last, *[last] * 7, *others])
    told = [item.url for item in home(network.coordinator, network.world.now).changed]
    assert told == [change.url for change in (last, *others)]


def test_who_may_not_see_an_ask_reads_nothing_of_it_on_home(network, ask):  # noqa: F811
    reply(network, ask, Said("accepted"))
    told = [home(who, network.world.now) for who in (network.town, network.ministry)]
    ours, others = (str(shown([*one.asked, *one.runs_out, *one.changed])) for one in told)
    assert "zegt 2 fte toe" in ours
    assert "fte" not in others


@pytest.fixture
def oversight(network):  # noqa: F811
    return network.world.person("Tess Toezicht", "Inspectie van Buiten", Role.OVERSIGHT)


def test_the_menu_is_one_calm_row_and_oversight_finds_its_page_in_it(network, oversight, signed_in):  # noqa: F811
    rows = {}
    for who in (network.coordinator, oversight):
        page = signed_in(who).get("/").content.decode()
        rows[who.person] = re.search(r"nav--wide.*?</nav>", page, re.S)[0]
    row, rest = rows[network.coordinator.person].split('<details class="more">')
    assert row.count("<a ") <= 6
    assert "Overleg" in rest
    assert "/toezicht" not in row + rest
    assert 'href="/toezicht"' in rows[oversight.person]
    assert "Meer" not in rows[oversight.person]


def test_the_wheel_tells_oversight_what_it_may_not_see(network, oversight, signed_in):  # noqa: F811
    theirs = signed_in(oversight).get("/").content.decode()
    assert "nog niet getoetst" not in theirs
    assert "niet voor u te zien" in theirs
    assert 'href="/velden' not in theirs
    ours = signed_in(network.coordinator).get("/").content.decode()
    assert "nog niet getoetst" in ours
    assert "niet voor u te zien" not in ours
    assert 'href="/velden/voorkomen"' in ours


WORDS = Reasoning("Een concrete aanwijzing.", alternatives="Een niveau lager is overwogen.")


def set_level(network, level, region=""):  # noqa: F811
    until = network.world.now + timedelta(days=3) if region else None
    setting = Setting(level, "DTN proef", date(2026, 6, 1), region, until)
    set_threat_level(network.world.caller(network.decider), setting, WORDS)


def headline(network, reader, language="nl"):  # noqa: F811
    page = reader(network.coordinator).get("/", language).content.decode()
    return " ".join(re.findall("<strong>(.*?)</strong>", re.search('page__state">(.*?)</p>', page, re.S)[1]))


@pytest.mark.mission("S5")
def test_the_headline_names_the_level_of_a_province_in_the_language_of_the_reader(network, reader):  # noqa: F811
    set_level(network, "substantieel")
    assert headline(network, reader) == ""
    set_level(network, "kritiek", "PV26")
    assert headline(network, reader) == "In de provincie Utrecht geldt niveau 5 kritiek."
    assert headline(network, reader, "en") == "In the province of Utrecht level 5 critical is in force."


@pytest.mark.mission("S5")
def test_a_level_of_the_country_that_is_as_high_is_named_too(network, reader):  # noqa: F811
    set_level(network, "substantieel", "PV26")
    set_level(network, "substantieel")
    assert headline(network, reader) == "In heel Nederland geldt niveau 4 substantieel."
    set_level(network, "kritiek")
    told = "In heel Nederland geldt niveau 5 kritiek. In de provincie Utrecht geldt niveau 4 substantieel."
    assert headline(network, reader) == told


def test_a_task_without_a_day_shows_no_day_that_looks_like_a_deadline(network, ask):  # noqa: F811
    reply(network, ask, Said("declined", None, "Geen mensen."))
    assert [item.when for item in home(network.coordinator, network.world.now).asked] == ["geen datum"]
