# SPDX-License-Identifier: EUPL-1.2
"""Who sees what of efforts, asks and answers, and who may do what: sums for all, names for those concerned."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from vijfveld.node.roles import Role
from vijfveld.strategy.acts.asks import Said, answer_ask, put_ask
from vijfveld.strategy.models import Answer, Ask, Effort
from vijfveld.strategy.pages.urls_efforts import urlpatterns
from vijfveld.strategy.queries import asks, capacity, efforts
from vijfveld.strategy.words import Area

SECRET = "Twee mensen met kennis van de haven"


def words(response) -> str:
    return re.sub(r"<[^>]+>", " ", response.content.decode())


@pytest.fixture
def asked(network):
    """An ask to the town about which the ministry may know no more than sums."""
    ask = put_ask(
        network.world.caller(network.coordinator), network.flexible().id, partner=network.town.organisation,
        what=SECRET, capacity=Decimal(2), reply_by=date(2026, 4, 1),
    )  # fmt: skip
    answer_ask(network.world.caller(network.town), ask.id, 1, Said("partly", Decimal("0.5"), "Meer past niet."))
    return Ask.objects.beyond_access("test").get(pk=ask.pk)


def test_a_visitor_is_sent_to_sign_in_from_every_page(network, asked):
    answer = Answer.objects.beyond_access("test").get()
    ids = {"ask": asked.id, "answer": answer.id, "adopt": asked.id, "withdraw": asked.id, "again": asked.id}
    for route in urlpatterns:
        takes_id = "id" in route.pattern.converters
        arguments = [ids.get(route.name, asked.effort_id)] if takes_id else []
        response = Client().get(reverse(f"efforts:{route.name}", args=arguments))
        assert response.status_code == 302, route.name
        assert response.url.startswith("/aanmelden/"), route.name


@pytest.mark.mission("S9")
def test_an_outsider_sees_the_sums_of_an_effort_and_nobody_by_name(network, asked, signed_in):
    client = signed_in(network.ministry)
    response = client.get(reverse("efforts:detail", args=[asked.effort_id]))
    page = response.content.decode()
    assert "1 partner gevraagd. Gevraagd: 2 fte. Toegezegd: 0,5 fte." in " ".join(page.split())
    assert [words for words in ("Gemeente Molenwaard", SECRET, "Meer past niet") if words in page] == []
    for name in ("capacity", "asks"):
        assert "Gemeente Molenwaard" not in client.get(reverse(f"efforts:{name}")).content.decode()


@pytest.mark.mission("S9")
@pytest.mark.parametrize("page", ["ask", "adopt", "withdraw", "again"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_ask_of_others_is_not_there_whatever_one_tries(network, asked, signed_in, page, method):
    sent = {"version": "2", "reply": "accepted", "what": "x", "capacity": "1", "reply_by": "1-5-2026"}
    response = getattr(signed_in(network.ministry), method)(reverse(f"efforts:{page}", args=[asked.id]), sent)
    nowhere = reverse(f"efforts:{page}", args=["00000000-0000-0000-0000-000000000001"])
    assert response.status_code == 404
    assert words(response) == words(signed_in(network.ministry).get(nowhere))
    assert Ask.objects.beyond_access("test").get().version == asked.version


@pytest.mark.mission("S9")
def test_the_coordinator_and_both_sides_read_the_answer(network, asked, signed_in):
    for viewer in (network.coordinator, network.town, network.decider):
        page = signed_in(viewer).get(reverse("efforts:ask", args=[asked.id])).content.decode()
        assert SECRET in page
        assert "Meer past niet." in page


@pytest.mark.mission("S9")
def test_only_a_liaison_of_the_partner_gets_the_form_and_may_send_it(network, asked, signed_in):
    planner = network.world.person("Pia Planner", "Gemeente Molenwaard", Role.PLANNER)
    page = reverse("efforts:ask", args=[asked.id])
    assert signed_in(network.town).get(page).context["form"] is not None
    for viewer in (planner, network.coordinator):
        client = signed_in(viewer)
        assert client.get(page).context["form"] is None
        assert client.post(page, {"version": "2", "reply": "accepted"}).status_code == 403
    assert Answer.objects.beyond_access("test").count() == 1


@pytest.mark.mission("S4")
@pytest.mark.parametrize("page", ["stop", "prolong", "take_up", "put_asks"])
def test_the_exits_of_an_effort_of_others_are_refused_with_a_sentence(network, asked, signed_in, page):
    client, address = signed_in(network.ministry), reverse(f"efforts:{page}", args=[asked.effort_id])
    shown = client.get(address)
    assert shown.status_code == 403
    assert str(shown.context["refusal"].sentence) in shown.content.decode()
    sent = {
        "version": "1", "reasons": "Het moet.", "ends_on": "1-10-2026", "rests_on": "zekerheid.radicalisering",
        "checked_purpose": "on", "checked_field": "x", "checked_effect": "x", "checked_owners": "on",
        "partners": str(network.decider.organisation), "what": "x", "capacity": "1", "reply_by": "1-4-2026",
    }  # fmt: skip
    assert client.post(address, sent).status_code in (400, 403)
    effort = Effort.objects.beyond_access("test").get()
    assert (effort.version, effort.state) == (1, "running")


@pytest.mark.mission("S2")
@pytest.mark.parametrize("page", ["wind_down", "keep"])
def test_only_who_decides_winds_down_and_only_what_can_be(network, signed_in, page):
    fixed, flexible = network.fixed(), network.flexible()
    assert signed_in(network.coordinator).get(reverse(f"efforts:{page}", args=[fixed.id])).status_code == 403
    refused = signed_in(network.decider).get(reverse(f"efforts:{page}", args=[flexible.id]))
    assert refused.context["refusal"].code == "effort.other_nature"


def test_only_who_may_propose_gets_the_form(network, signed_in):
    fg = network.world.person("Fien Fg", "NCTV", Role.FG)
    for name in ("flexible", "fixed"):
        assert signed_in(fg).get(reverse(f"efforts:{name}")).status_code == 403


def test_reads_take_a_viewer_and_give_no_more_than_theirs(network, asked):
    keeper = network.world.person("Nico Node", "Rekencentrum", Role.NODE_KEEPER)
    assert efforts.efforts(keeper).count == 0
    assert not any(efforts.running_flexible(keeper).values())
    assert capacity.capacity_per_field(keeper) == []
    assert [w.asked for w in capacity.capacity_per_field(network.ministry)] == [Decimal(2)]
    assert capacity.capacity_per_partner(network.ministry) == []
    assert [w.name for w in capacity.capacity_per_partner(network.town)] == ["Gemeente Molenwaard"]
    assert asks.ask(network.ministry, asked.id) is None
    assert asks.asked_of(network.ministry).count == 0


@pytest.mark.mission("S2")
def test_the_base_level_counts_every_gap_and_names_only_those_one_may_see(network):
    put_ask(
        network.world.caller(network.coordinator), network.fixed().id, partner=network.town.organisation,
        what=SECRET, capacity=Decimal(2), reply_by=date(2026, 4, 1), floor=Decimal(1),
    )  # fmt: skip
    for viewer, named in ((network.ministry, 0), (network.town, 1), (network.coordinator, 1)):
        level = capacity.base_level(viewer, Area.PREPARE)
        assert (level.fixed, level.gaps, level.floor_asked, level.floor_granted) == (1, 1, Decimal(1), Decimal(0))
        assert len(level.named) == named
        assert not level.in_order
        assert level.tested is None
