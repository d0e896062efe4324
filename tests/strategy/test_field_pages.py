# SPDX-License-Identifier: EUPL-1.2
"""The five fields: what each holds, what is missing, what runs out, and what does not connect."""

import copy
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import transaction

from tests.strategy.conftest import words_of
from vijfveld.law import guard
from vijfveld.law.acts.people import change_organisation
from vijfveld.node.models import Organisation
from vijfveld.strategy.acts.asks import Said, answer_ask, put_ask
from vijfveld.strategy.acts.drivers import retire_driver
from vijfveld.strategy.models import Ask, Effort
from vijfveld.strategy.queries.drivers import loose_ends
from vijfveld.strategy.queries.fields import asked_in, glances, one_field
from vijfveld.strategy.words import Area


def ask(network, effort, capacity="2", floor=None):
    return put_ask(
        network.world.caller(network.coordinator), effort.id, partner=network.town.organisation, what="Twee mensen",
        capacity=Decimal(capacity), reply_by=date(2026, 4, 1), floor=Decimal(floor) if floor else None,
    )  # fmt: skip


def answer(network, asked, said):
    return answer_ask(network.world.caller(network.town), asked.id, asked.version, said)


@pytest.mark.mission("S2")
def test_a_field_without_fixed_effort_says_that_it_has_no_base_level(network, reader):
    text = reader(network.town).text("/velden/voorbereiden")
    assert "Dit veld heeft geen vaste inzet" in text
    assert "Flexibele inzet werkt pas als de vaste inzet op orde is." in text


@pytest.mark.mission("S2")
def test_a_partner_below_its_floor_is_a_gap_in_the_base_level(network, reader):
    asked = ask(network, network.fixed(), floor="1")
    answer(network, asked, Said("partly", Decimal("0.5"), "Meer is er niet."))
    browser = reader(network.coordinator)
    text = browser.text("/velden/voorbereiden")
    assert "Het basisniveau is niet op orde" in text
    assert "Gemeente Molenwaard: 0,5 van ten minste 1 fte" in text
    assert "1 tekort" in browser.text("/velden")


@pytest.mark.mission("S1")
def test_a_field_opens_to_its_goals_with_efforts_under_them_and_lines_without(network, reader):
    network.flexible(objective="voorbereiden.1.5")
    text = reader(network.town).text("/velden/voorbereiden")
    for told in ("§6.1", "Voorbereid zijn op geweld", "Trainen en oefenen", "Weerbare evenementen"):
        assert told in text
    assert "20 van 21 maatregelen zonder inzet" in text


@pytest.mark.mission("S4")
def test_what_stops_within_two_months_stands_on_top_and_what_stops_later_does_not(network):
    soon = network.flexible(title="Stopt gauw", ends_on=date(2026, 4, 1))
    network.flexible(title="Stopt later", ends_on=date(2026, 9, 1))
    network.fixed()
    assert [one.effort for one in one_field(network.town, Area.PREPARE).ending] == [soon]


@pytest.mark.mission("S9")
def test_asked_and_granted_are_counted_for_everyone_but_asks_are_shown_to_who_may_see_them(network, reader):
    asked = ask(network, network.flexible(), capacity="3")
    answer(network, asked, Said("partly", Decimal("0.5"), "Meer is er niet."))
    sums = one_field(network.ministry, Area.PREPARE).sums
    assert (sums.asked, sums.granted, sums.missing) == (Decimal(3), Decimal("0.5"), Decimal("2.5"))
    outside = reader(network.ministry).text("/velden/voorbereiden")
    assert "Er zijn geen vragen die u mag zien." in outside
    assert "Gemeente Molenwaard" not in outside
    assert "deels toegezegd" in reader(network.town).text("/velden/voorbereiden")


def test_asks_that_wait_come_before_asks_that_were_granted(network):
    granted = ask(network, network.flexible(title="Een"))
    answer(network, granted, Said("accepted"))
    waiting = ask(network, network.flexible(title="Twee"))
    found = asked_in(network.town, one_field(network.town, Area.PREPARE))
    assert [one.ask.id for one in found.asks] == [waiting.id, granted.id]
    assert found.count == 2


def test_every_field_is_there_at_a_glance_even_when_it_is_empty(network, reader):
    text = reader(network.town).text("/velden")
    assert all(str(area.label) in text for area in Area)
    assert "In 0 van 5 velden haalt de vaste inzet haar ondergrens." in text
    assert "In de komende twee maanden stopt er niets." in text


def test_a_field_that_does_not_exist_is_not_there(network, reader):
    assert reader(network.town).get("/velden/elders").status_code == 404


@pytest.mark.mission("S4")
def test_drivers_without_effort_and_efforts_whose_driver_was_retired_are_loose_ends(network, reader):
    assert loose_ends(network.town).drivers == [network.driver]
    effort = network.flexible()
    assert loose_ends(network.town).drivers == []
    retire_driver(network.world.caller(network.coordinator), network.driver.id, network.driver.version)
    found = loose_ends(network.town)
    assert (found.drivers, found.flexible) == ([], [effort])
    text = reader(network.town).text("/aansluiting")
    assert "Flexibele inzet met een ingetrokken aanleiding" in text
    assert effort.title in text


@pytest.mark.mission("S1")
def test_goals_and_fields_without_effort_are_loose_ends_until_something_serves_them(network):
    before = loose_ends(network.town)
    assert Area.PREPARE in before.fields
    assert "voorbereiden.1" in {goal.node.code for goal in before.goals}
    network.fixed(objective="voorbereiden.1.5")
    after = loose_ends(network.town)
    assert Area.PREPARE not in after.fields
    assert {goal.node.code for goal in before.goals} - {goal.node.code for goal in after.goals} == {"voorbereiden.1"}


def test_the_fields_read_in_english(network, reader):
    answered = reader(network.town).get("/velden", "en")
    assert "The five fields" in words_of(answered)
    assert "The base level" in reader(network.town).text("/velden/verwerven", "en")


@pytest.fixture
def crowd(network):
    """A thousand efforts over the five fields and 400 partners, each asked a few times."""
    effort, lines = network.flexible(), {}
    asked = ask(network, effort)
    town = Organisation.objects.get(pk=network.town.organisation)
    partners = [_like(town, code=f"p{n}", name=f"Partner {n}") for n in range(400)]
    for area in Area:
        lines[area] = [line.node.code for line in one_field(network.town, area).lines]
    areas = list(Area)
    efforts = [
        _like(effort, title=f"Inzet {n}", area=areas[n % 5], objective=lines[areas[n % 5]][n % 12],
              ends_on=effort.ends_on + timedelta(days=n % 300))
        for n in range(999)
    ]  # fmt: skip
    asks = [_like(asked, effort=one, partner=partners[n % 400]) for n, one in enumerate(efforts)]
    with transaction.atomic(), guard.opened("test"):
        Organisation.objects.bulk_create(partners)
        Effort._base_manager.bulk_create(efforts)
        Ask._base_manager.bulk_create(asks)
    return network


def _like(record, **changes):
    made = copy.copy(record)
    made._state = copy.copy(record._state)
    made._state.fields_cache = {}
    made.pk = uuid4()
    for name, value in changes.items():
        setattr(made, name, value)
    return made


@pytest.mark.parametrize("path", ["/velden", "/velden/voorkomen", "/aansluiting", "/strategie/voorkomen"])
def test_with_a_thousand_efforts_and_400_partners_a_page_takes_at_most_30_queries(
    crowd, reader, path, django_assert_max_num_queries
):
    browser = reader(crowd.coordinator)
    browser.get("/velden")
    with django_assert_max_num_queries(30):
        browser.text(path)
    assert sum(field.fixed + field.flexible for field in glances(crowd.town)) == 1000


def test_partners_and_owners_are_named_in_the_language_of_the_reader(network, reader):
    town = Organisation.objects.get(pk=network.town.organisation)
    caller = network.world.caller(network.coordinator)
    change_organisation(caller, town.id, town.version, name_en="Municipality of Molenwaard")
    ask(network, network.flexible())
    assert "Municipality of Molenwaard" in reader(network.coordinator).text("/velden/voorbereiden", "en")
    assert "Gemeente Molenwaard" in reader(network.coordinator).text("/velden/voorbereiden")
