# SPDX-License-Identifier: EUPL-1.2
"""What pages say about what happened: offers, days that moved, and the history of an effort with its asks."""

import html
import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from vijfveld.law.models import Decision, Reasoning
from vijfveld.node.roles import Discipline, Role
from vijfveld.strategy.acts.asks import Said, Wanted, adopt_counter, answer_ask, put_ask, put_asks
from vijfveld.strategy.acts.exits import ReverseTest, prolong, wind_down
from vijfveld.strategy.models import Ask

WHY = Reasoning("Het is nodig.", alternatives="Stoppen is te vroeg.")


def at(page, record):
    return reverse(f"efforts:{page}", args=[record.id])


def words(response) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


def asked_of(network, who, effort, *, floor=None):
    return put_ask(
        network.world.caller(network.coordinator), effort.id, partner=who.organisation, what="Twee mensen",
        capacity=Decimal(2), reply_by=date(2026, 4, 1), floor=floor,
    )  # fmt: skip


def counter(network, ask, capacity="0.5"):
    said = Said("countered", Decimal(capacity), "Eén collega heeft halve dagen vrij.", date(2026, 3, 16))
    return answer_ask(network.world.caller(network.town), ask.id, 1, said)


@pytest.mark.mission("S9")
def test_who_adopts_a_counter_first_reads_how_much_until_when_of_whom_and_in_which_words(network, signed_in):
    ask = asked_of(network, network.town, network.flexible(ends_on=date(2026, 9, 1)))
    client = signed_in(network.coordinator)
    assert client.get(at("adopt", ask)).status_code == 403, "there is nothing to adopt yet"
    counter(network, ask)
    offered = {fact.key: fact.value for fact in client.get(at("adopt", ask)).context["offer"]}
    assert offered["Voorstel van"] == "Gemeente Molenwaard"
    assert offered["Hoeveel"] == "0,5 fte in plaats van 2 fte"
    assert offered["Vanaf"] == "16 maart 2026"
    assert offered["Tot en met"] == "1 september 2026, de laatste dag van de inzet"
    assert offered["In hun woorden"] == "Eén collega heeft halve dagen vrij."
    assert "0,5 fte in plaats van 2 fte" in words(client.get(at("adopt", ask)))


def test_an_offer_below_the_floor_is_said_to_be_so_before_one_adopts_it(network, signed_in):
    ask = asked_of(network, network.town, network.fixed(), floor=Decimal(1))
    counter(network, ask)
    assert "Dit voorstel ligt onder de ondergrens" in words(signed_in(network.coordinator).get(at("adopt", ask)))


@pytest.mark.mission("S4")
def test_a_prolongation_says_from_which_day_to_which_on_the_effort_and_on_its_decision(network, signed_in):
    effort = network.flexible(ends_on=date(2026, 9, 1))
    for version, day in ((1, date(2026, 11, 1)), (2, date(2027, 2, 1))):
        prolong(network.world.caller(network.coordinator), effort.id, version, ends_on=day, reasoning=WHY)
    client = signed_in(network.coordinator)
    first, second = Decision.objects.beyond_access("test").filter(what="effort.prolong").order_by("valid_until")
    told = ["van 1 september 2026 naar 1 november 2026", "van 1 november 2026 naar 1 februari 2027"]
    for decision, days in zip((first, second), told, strict=True):
        assert days in words(client.get(f"/besluiten/{decision.id}"))
        assert days in words(client.get(at("detail", effort)))


@pytest.mark.mission("S4")
def test_a_decision_to_wind_down_names_the_last_day(network, signed_in):
    effort, test = (
        network.fixed(),
        ReverseTest(True, "In elk scenario neemt de veiligheidsregio dit werk helemaal over."),
    )
    wind_down(network.world.caller(network.decider), effort.id, 1, ends_on=date(2026, 8, 1), test=test, reasoning=WHY)
    decision = Decision.objects.beyond_access("test").get(what="effort.wind_down")
    assert "Laatste dag 1 augustus 2026" in words(signed_in(network.town).get(f"/besluiten/{decision.id}"))


def strip(client, effort):
    return [change.what for change in client.get(at("detail", effort)).context["history"]]


@pytest.mark.mission("S9")
def test_the_history_of_an_effort_tells_what_became_of_its_asks_to_those_who_may_see_them(network, signed_in):
    effort = network.flexible()
    network.world.later(hours=1)
    ask = asked_of(network, network.town, effort)
    network.world.later(hours=1)
    counter(network, ask)
    network.world.later(hours=1)
    adopt_counter(network.world.caller(network.coordinator), ask.id, 2)
    everything = [
        "Nam een tegenvoorstel over: Gemeente Molenwaard, 0,5 fte",
        "Antwoordde op een vraag: tegenvoorstel, 0,5 fte",
        "Vroeg een partner om inzet: Gemeente Molenwaard, 2 fte",
        "Stelde flexibele inzet voor: tot en met 1 september 2026",
    ]
    assert strip(signed_in(network.coordinator), effort) == everything
    assert strip(signed_in(network.town), effort) == everything
    assert strip(signed_in(network.ministry), effort) == everything[-1:], "an ask is not for other partners"


def test_an_act_on_many_asks_stands_once_in_the_history_of_the_effort(network, signed_in):
    effort = network.flexible()
    network.world.later(hours=1)
    wanted = Wanted("Twee mensen", Decimal(2), date(2026, 4, 1))
    partners = {network.town.organisation, network.ministry.organisation}
    put_asks(network.world.caller(network.coordinator), effort.id, partners=partners, wanted=wanted)
    network.world.later(hours=1)
    prolong(network.world.caller(network.coordinator), effort.id, 1, ends_on=date(2026, 11, 1), reasoning=WHY)
    told = strip(signed_in(network.coordinator), effort)
    assert told[:2] == ["Verlengde een flexibele inzet: tot en met 1 november 2026", "Vroeg partners om inzet"]
    assert strip(signed_in(network.town), effort)[1] == "Vroeg partners om inzet: Gemeente Molenwaard, 2 fte"


@pytest.mark.mission("S4")
def test_capacity_says_how_many_partners_there_are_and_keeps_one_scale_on_every_page(network, signed_in):
    effort = network.flexible()
    for number in range(21):
        network.world.organisation(f"Gemeente {number:02}", discipline=Discipline.SOCIAL)
        who = network.world.person(f"Lies {number:02}", f"Gemeente {number:02}", Role.LIAISON)
        ask = asked_of(network, who, effort)
        if number == 20:
            answer_ask(network.world.caller(who), ask.id, 1, Said("accepted"))
    big = put_ask(
        network.world.caller(network.coordinator), effort.id, partner=network.town.organisation, what="Veel",
        capacity=Decimal(40), reply_by=date(2026, 4, 1),
    )  # fmt: skip
    client = signed_in(network.coordinator)
    first, second = (client.get(f"/inzet/capaciteit?pagina={page}") for page in (1, 2))
    assert "U ziet partner 1 tot en met 20 van 22." in words(first)
    assert "U ziet partner 21 tot en met 22 van 22." in words(second)
    assert first.context["per_partner"].asks[0].partner == "Gemeente Molenwaard", "who misses most stands first"
    assert second.context["per_partner"].most == float(Ask.objects.beyond_access("test").get(pk=big.pk).capacity)
    assert [ask.partner for ask in second.context["per_partner"].asks] == ["Gemeente 19", "Gemeente 20"]
    assert "Alle 22 partners." not in words(first)


def test_what_happened_at_one_moment_stands_in_the_order_in_which_it_can_have_happened(network, signed_in):
    for _again in range(3):
        effort = network.flexible()
        counter(network, asked_of(network, network.town, effort))
        told = [line.split(":")[0] for line in strip(signed_in(network.coordinator), effort)]
        assert told == ["Antwoordde op een vraag", "Vroeg een partner om inzet", "Stelde flexibele inzet voor"]
