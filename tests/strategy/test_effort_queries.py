# SPDX-License-Identifier: EUPL-1.2
"""The reads of efforts with 400 partners and 1,000 efforts: a fixed number of queries, whatever the number of rows."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import World
from vijfveld.face.drawings import draw, tabulate
from vijfveld.law import guard
from vijfveld.law.acts.people import add_organisations
from vijfveld.law.models import Reasoning
from vijfveld.law.writing import writing
from vijfveld.node.ids import Randomness, uuid7
from vijfveld.node.models import AudienceMember, Organisation, audience_id
from vijfveld.node.viewer import Viewer
from vijfveld.strategy.acts.asks import Said, answer_ask, put_ask
from vijfveld.strategy.acts.exits import ReverseTest, end_effort, prolong, wind_down
from vijfveld.strategy.models import Ask, Effort
from vijfveld.strategy.queries import asks, capacity, efforts
from vijfveld.strategy.words import Area

AREAS = list(Area)
MOST_QUERIES = 10
RANDOM = Randomness(b"a crowd")


def copied(record, **changes):
    """A row like another, under a name of its own."""
    values = {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}
    return type(record)(**{**values, "id": uuid7(World().now, RANDOM), **changes})


@pytest.fixture
def crowd(network):
    """400 partners, each asked once, and 1,000 efforts over the five fields; rows are laid down past the acts."""
    rows = [
        {"code": f"p-{n}", "name": f"Partner {n}", "sort": "municipality", "discipline": "social", "reach": "local"}
        for n in range(400)
    ]  # fmt: skip
    add_organisations(network.world.keeper(), rows, manifest="0" * 64)
    flexible, fixed = network.flexible(), network.fixed()
    pattern = put_ask(
        network.world.caller(network.coordinator), flexible.id, partner=network.town.organisation, what="Eén collega",
        capacity=Decimal(2), reply_by=date(2026, 4, 1),
    )  # fmt: skip
    made = [
        copied(kind, area=AREAS[n % 5], title=f"Inzet {n}", ends_on=kind.ends_on and kind.ends_on + timedelta(days=n))
        for n in range(499)
        for kind in (flexible, fixed)
    ]  # fmt: skip
    partners = Organisation.objects.filter(code__startswith="p-")
    asked = [
        copied(pattern, effort_id=made[n].id, partner_id=partner.id, floor=None if n % 2 == 0 else Decimal(1))
        for n, partner in enumerate(partners)
    ]  # fmt: skip
    with writing(), guard.opened("test"):
        for ask in asked:
            tokens = [f"{ask.mode}/{token}" for token in sorted(ask.readers())]
            ask.audience = audience_id(tokens)
            AudienceMember.objects.bulk_create(AudienceMember(audience=ask.audience, token=token) for token in tokens)
        Effort._base_manager.bulk_create(made)
        Ask._base_manager.bulk_create(asked)
    return network


def counted(read: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        read()
    return len(queries)


READS: dict[str, Callable[[Viewer], object]] = {
    "efforts": lambda viewer: efforts.efforts(viewer),
    "last page of all": lambda viewer: efforts.efforts(viewer, efforts.Wish(state="all", order="newest"), page=40),
    "running_flexible": lambda viewer: efforts.running_flexible(viewer),
    "timeline": lambda viewer: efforts.timeline(viewer, efforts.efforts(viewer).efforts),
    "capacity_per_field": lambda viewer: capacity.capacity_per_field(viewer),
    "capacity_per_partner": lambda viewer: capacity.capacity_per_partner(viewer),
    "base_level": lambda viewer: capacity.base_level(viewer, Area.PREPARE),
    "base_levels": lambda viewer: capacity.base_levels(viewer),
    "asked_of": lambda viewer: asks.asked_of(viewer),
    "asked_by": lambda viewer: asks.asked_by(viewer),
    "open_asks_of": lambda viewer: asks.open_asks_of(viewer),
}


@pytest.mark.mission("S4")
def test_every_read_takes_few_queries_with_400_partners_and_1000_efforts(crowd):
    found = {name: counted(lambda read=read: read(crowd.coordinator)) for name, read in READS.items()}
    assert {name: count for name, count in found.items() if count > MOST_QUERIES} == {}
    listed = efforts.efforts(crowd.coordinator, efforts.Wish(state="all"))
    assert (listed.count, listed.pages, len(listed.efforts)) == (1000, 40, 25)
    assert len(capacity.capacity_per_partner(crowd.coordinator)) == 401
    assert sum(weighed.partners for weighed in capacity.capacity_per_field(crowd.coordinator)) == 401
    assert sum(level.gaps for level in capacity.base_levels(crowd.coordinator).values()) == 200
    assert len(capacity.base_level(crowd.coordinator, Area.PREPARE).named) == capacity.MOST_NAMED


@pytest.mark.mission("S4")
def test_pages_take_as_many_queries_with_1000_efforts_as_with_few(crowd, signed_in):
    client = signed_in(crowd.coordinator)
    for address in ("/inzet", "/inzet?staat=all&pagina=40", "/inzet/capaciteit", "/vragen?kant=door-ons"):
        client.get(address)
        assert counted(lambda address=address: client.get(address)) <= 30, address


@pytest.mark.mission("S4")
def test_what_runs_is_told_per_field_with_what_remains_and_what_stops_soon(network):
    near = network.flexible(title="Bijna klaar", ends_on=date(2026, 3, 23))
    network.flexible(title="Nog lang", ends_on=date(2027, 3, 2))
    network.fixed()
    ended = network.flexible(title="Gestopt")
    end_effort(network.world.caller(network.coordinator), ended.id, 1, reasoning=Reasoning("Klaar."))
    running = efforts.running_flexible(network.town)
    assert list(running) == list(Area)
    assert [(found.title, found.stops_soon) for found in running[Area.PREPARE]] == [
        ("Bijna klaar", True), ("Nog lang", False)
    ]  # fmt: skip
    assert running[Area.PREPARE][0].id == near.id
    assert 0 < running[Area.PREPARE][0].time_left <= 1


@pytest.mark.mission("S4")
def test_the_timeline_marks_when_an_effort_was_prolonged(network):
    effort = network.flexible(ends_on=date(2026, 6, 1))
    network.world.later(days=30)
    prolong(
        network.world.caller(network.coordinator), effort.id, 1, ends_on=date(2026, 8, 1), reasoning=Reasoning("Nog.")
    )
    drawn = efforts.timeline(network.town, efforts.efforts(network.town).efforts)
    assert [(bar.end, bar.prolonged) for bar in drawn.bars] == [(date(2026, 8, 1), (date(2026, 4, 1),))]


SAID = (
    None,
    Said("declined", None, "Nee."),
    Said("countered", Decimal(1), "Minder."),
    Said("partly", Decimal(1), "Eén."),
    Said("accepted"),
)


@pytest.mark.mission("S4")
def test_a_field_that_no_partner_answered_is_told_from_one_that_was_declined(network):
    asked = put_ask(
        network.world.caller(network.coordinator), network.flexible().id, partner=network.town.organisation,
        what="Eén collega", capacity=Decimal(2), reply_by=date(2026, 4, 1),
    )  # fmt: skip
    told = []
    for number, said in enumerate(SAID):
        if said:
            answer_ask(network.world.caller(network.town), asked.id, number, said)
        told += [weighed.reply.value for weighed in capacity.capacity_per_field(network.ministry)]
    assert told == ["none", "declined", "countered", "partly", "accepted"]


def test_what_waits_for_an_answer_comes_first_and_soonest_first(network):
    def put(day: int) -> Ask:
        effort = network.flexible(title=f"Inzet {day}")
        return put_ask(
            network.world.caller(network.coordinator), effort.id, partner=network.town.organisation, what="x",
            capacity=Decimal(1), reply_by=date(2026, 4, day),
        )  # fmt: skip

    late, soon, said = put(20), put(10), put(5)
    answer_ask(network.world.caller(network.town), said.id, 1, Said("accepted"))
    assert [line.ask.id for line in asks.asked_of(network.town).lines] == [soon.id, late.id, said.id]
    assert [line.ask.id for line in asks.open_asks_of(network.town)] == [soon.id, late.id]
    assert [line.answer is not None for line in asks.asked_of(network.town).lines] == [False, False, True]


def test_partners_can_be_found_by_words_and_sort_and_those_asked_before_come_without_a_search(network):
    effort = network.flexible()
    world = network.world
    world.organisation("Veiligheidsregio Noord", sort="safety_region")
    found = asks.partners_to_ask(network.coordinator, effort, words="noord VEILIG")
    assert [partner.name for partner in found.found] == ["Veiligheidsregio Noord"]
    found = asks.partners_to_ask(network.coordinator, effort, sort="safety_region")
    assert [partner.name for partner in found.found] == ["Veiligheidsregio Noord"]
    put_ask(
        world.caller(network.coordinator), effort.id, partner=network.town.organisation, what="x",
        capacity=Decimal(1), reply_by=date(2026, 4, 1),
    )  # fmt: skip
    assert asks.partners_to_ask(network.coordinator, effort, words="molenwaard").found == []
    found = asks.partners_to_ask(network.coordinator, network.flexible(title="Nog een"))
    assert (found.known, [partner.name for partner in found.found]) == (True, ["Gemeente Molenwaard"])


@pytest.mark.mission("S2")
def test_fixed_effort_that_is_wound_down_is_drawn_full_with_an_end_and_called_fixed(network):
    caller, effort = network.world.caller, network.fixed()
    test = ReverseTest(True, "In elk scenario vangt een andere vaste inzet dit werk op.")
    wind_down(caller(network.decider), effort.id, 1, ends_on=date(2026, 7, 1), test=test, reasoning=Reasoning("Om."))
    facts = efforts.timeline(network.town, efforts.efforts(network.town).efforts)
    drawn = draw(facts, narrow=False, name="inzet")
    assert "vaste inzet, vanaf" in drawn
    assert "tot 1 juli 2026" in drawn
    assert "flexibele inzet, vanaf" not in drawn
    assert "Vaste inzet: 1." in drawn
    assert tabulate(facts).rows[0][2].text == "vaste inzet"
