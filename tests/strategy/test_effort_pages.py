# SPDX-License-Identifier: EUPL-1.2
"""The pages of efforts, asks and answers: every form tells all at once, loses nothing and acts once."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from vijfveld.law.models import Decision, Reasoning
from vijfveld.strategy.acts.asks import Said, answer_ask, put_ask
from vijfveld.strategy.acts.exits import ReverseTest, prolong, wind_down
from vijfveld.strategy.models import Answer, Ask, Effort

WHY = Reasoning("Het is nodig.")
PLAN = {
    "title": "Weerbare markten", "purpose": "Marktmeesters kennen hun rol.", "objective": "voorbereiden.doel",
    "work": "operational", "reach": "local", "legal_basis": "coordinatie-ct", "starts_on": "2-3-2026",
}  # fmt: skip
LONG = "Verwerkingsverantwoordelijkheidsovereenkomst"


def all_of(model):
    return model.objects.beyond_access("test")


def at(page: str, record=None) -> str:
    return reverse(f"efforts:{page}", args=[record.id] if record else [])


def ask_town(network, effort, capacity="2", floor=None):
    return put_ask(
        network.world.caller(network.coordinator), effort.id, partner=network.town.organisation, what="Twee mensen",
        capacity=Decimal(capacity), reply_by=date(2026, 4, 1), floor=Decimal(floor) if floor else None,
    )  # fmt: skip


def faults(response) -> set[str]:
    return {name for name, errors in response.context["form"].errors.items() if errors}


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


PLAIN_PAGES = ["list", "capacity", "flexible", "fixed", "asks"]
EFFORT_PAGES = ["detail", "stop", "prolong", "take_up", "put_asks"]
ASK_PAGES = ["ask", "adopt", "again", "withdraw"]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("page", [*PLAIN_PAGES, *EFFORT_PAGES, *ASK_PAGES])
def test_every_page_answers_in_both_languages(network, signed_in, page, language):
    effort = network.flexible(title=f"{LONG} voor alle gemeenten")
    asked = ask_town(network, effort)
    answer_ask(network.world.caller(network.town), asked.id, 1, Said("countered", Decimal(1), "Meer is er niet."))
    subject = None if page in PLAIN_PAGES else effort if page in EFFORT_PAGES else asked
    client = signed_in(network.coordinator)
    client.cookies["django_language"] = language
    response = client.get(at(page, subject))
    assert response.status_code == 200
    assert f'lang="{language}"' in response.content.decode()


@pytest.mark.mission("S9")
def test_a_reader_of_english_sees_the_english_name_of_a_partner(network, signed_in):
    partner = network.world.organisation("Douane", name_en="Customs")
    asked = put_ask(
        network.world.caller(network.coordinator), network.flexible().id, partner=partner.id, what="Eén collega",
        capacity=Decimal(1), reply_by=date(2026, 4, 1),
    )  # fmt: skip
    client = signed_in(network.coordinator)
    assert "Vraag aan Douane" in words(client.get(at("ask", asked)))
    client.cookies["django_language"] = "en"
    assert "Ask to Customs" in words(client.get(at("ask", asked)))
    assert [found.partner for found in client.get(at("capacity")).context["per_partner"].asks] == ["Customs"]


@pytest.mark.mission("S4")
@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Flexibel nu", "Flexibel later", "Vast"}),
        ("aard=fixed", {"Vast"}),
        ("veld=voorkomen", {"Flexibel later"}),
        ("bereik=national", {"Flexibel later"}),
        ("soort=policy", {"Vast"}),
        ("punt=voorkomen.doel", {"Flexibel later"}),
        ("binnenkort=on", {"Flexibel nu"}),
        ("staat=ended", set()),
        ("staat=all&volgorde=newest", {"Flexibel nu", "Flexibel later", "Vast"}),
        ("eigenaar=geen-uuid&veld=onzin&pagina=achterste", {"Flexibel nu", "Flexibel later", "Vast"}),
        ("eigenaar=00000000-0000-0000-0000-000000000000", set()),
    ],
)
def test_the_list_shows_what_was_chosen_and_leaves_out_what_it_cannot_read(network, signed_in, query, shown):
    network.flexible(title="Flexibel nu", ends_on=date(2026, 4, 20))
    network.flexible(title="Flexibel later", objective="voorkomen.doel", reach="national")
    network.fixed(title="Vast", work="policy")
    response = signed_in(network.coordinator).get(f"{at('list')}?{query}")
    assert {effort.title for effort in response.context["listed"].efforts} == shown


@pytest.mark.mission("S4")
def test_an_empty_proposal_is_told_everything_at_once_also_what_only_the_act_knows(network, signed_in):
    sent = {"ends_on": "1-1-2026", "starts_on": "2-3-2026", "work": "anders", "key": "k1"}
    response = signed_in(network.coordinator).post(at("flexible"), sent)
    assert response.status_code == 400
    assert faults(response) == {
        "title", "purpose", "driver", "objective", "work", "reach", "legal_basis", "ends_on"
    }  # fmt: skip
    assert not all_of(Effort).exists()


@pytest.mark.mission("S4")
def test_dutch_days_are_read_and_the_same_form_sent_twice_acts_once(network, signed_in):
    client = signed_in(network.coordinator)
    sent = {**PLAN, "driver": str(network.driver.id), "ends_on": "5-12-2026", "key": "k1"}
    first, second = client.post(at("flexible"), sent), client.post(at("flexible"), sent)
    made = all_of(Effort).get()
    assert (made.ends_on, made.title) == (date(2026, 12, 5), "Weerbare markten")
    assert first.url == second.url == at("detail", made)


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", "x" * 121), ("title", "nul\x00teken"), ("ends_on", "31 februari"), ("purpose", "x" * 4001)],
)
def test_what_cannot_be_taken_is_told_and_given_back_as_it_was_typed(network, signed_in, field, value):
    sent = {**PLAN, "driver": str(network.driver.id), "ends_on": "5-12-2026", field: value}
    response = signed_in(network.coordinator).post(at("flexible"), sent)
    assert faults(response) == {field}
    assert value in response.content.decode()


@pytest.mark.mission("S2")
def test_a_field_below_its_floor_is_named_and_asks_for_words_that_are_then_shown(network, signed_in):
    ask_town(network, network.fixed(), floor="1")
    client = signed_in(network.coordinator)
    sent = {**PLAN, "driver": str(network.driver.id), "ends_on": "5-12-2026"}
    assert "niet op orde" in words(client.get(at("flexible")))
    assert faults(client.post(at("flexible"), sent)) == {"acknowledged"}
    response = client.post(at("flexible"), {**sent, "acknowledged": "De markt is volgende week al."}, follow=True)
    assert "De markt is volgende week al." in words(response)
    assert "Gemeente Molenwaard : 0 van 1 fte" in words(response)
    assert "nog geen systeemtoets" in words(response)


@pytest.mark.mission("S2")
def test_fixed_effort_is_proposed_on_a_certainty(network, signed_in):
    client = signed_in(network.coordinator)
    assert faults(client.post(at("fixed"), PLAN)) == {"rests_on"}
    response = client.post(at("fixed"), {**PLAN, "rests_on": "zekerheid.radicalisering"}, follow=True)
    assert "heeft geen einddatum" in words(response)


@pytest.mark.mission("S4")
def test_the_page_says_in_words_where_the_effort_stands_and_offers_only_what_one_may_do(network, signed_in):
    effort = network.flexible(ends_on=date(2026, 3, 14))
    text = words(signed_in(network.coordinator).get(at("detail", effort)))
    assert "Loopt tot en met 14 maart 2026; nog 12 dagen." in text
    assert "Voorbereiden › " in text
    verbs = [verb.label for verb in signed_in(network.coordinator).get(at("detail", effort)).context["verbs"]]
    assert verbs == ["Verleng", "Vraag een partner", "Maak vast", "Stop"]
    assert signed_in(network.ministry).get(at("detail", effort)).context["verbs"] == []


@pytest.mark.mission("S4")
def test_a_stale_decision_is_told_keeps_its_words_and_can_be_sent_again(network, signed_in):
    effort, client = network.flexible(ends_on=date(2026, 6, 1)), signed_in(network.coordinator)
    prolong(network.world.caller(network.coordinator), effort.id, 1, ends_on=date(2026, 7, 1), reasoning=WHY)
    sent = {"version": "1", "key": "k1", "reasons": "Het werk is klaar."}
    response = client.post(at("stop", effort), sent)
    assert response.status_code == 409
    assert "Iemand anders heeft dit intussen gewijzigd" in words(response)
    assert "Het werk is klaar." in response.content.decode()
    form = response.context["form"]
    again = client.post(at("stop", effort), {**sent, "version": form["version"].value(), "key": form["key"].value()})
    assert again.status_code == 302
    assert all_of(Effort).get().state == "ended"


@pytest.mark.mission("S4")
def test_a_second_prolongation_asks_why_it_is_not_stopped_or_made_fixed(network, signed_in):
    effort, client = network.flexible(ends_on=date(2026, 6, 1)), signed_in(network.coordinator)
    prolong(network.world.caller(network.coordinator), effort.id, 1, ends_on=date(2026, 7, 1), reasoning=WHY)
    response = client.post(at("prolong", effort), {"version": "2", "ends_on": "1-6-2026", "reasons": ""})
    assert faults(response) == {"ends_on", "reasons", "alternatives"}
    sent = {"version": "2", "ends_on": "1-8-2026", "reasons": "Nog een maand.", "alternatives": "De toets loopt nog."}
    assert "2 keer verlengd" in words(client.post(at("prolong", effort), sent, follow=True))


@pytest.mark.mission("S4")
def test_making_fixed_names_every_missing_point_and_shows_what_the_node_saw(network, signed_in):
    effort, client = network.flexible(), signed_in(network.coordinator)
    asked = ask_town(network, effort)
    response = client.post(at("take_up", effort), {"version": str(effort.version)})
    assert faults(response) == {
        "__all__", "rests_on", "checked_purpose", "checked_field", "checked_effect", "checked_owners", "reasons"
    }  # fmt: skip
    assert [check.met for check in response.context["checks"]] == [True, False, True]
    answer_ask(network.world.caller(network.town), asked.id, 1, Said("accepted"))
    sent = {
        "version": str(effort.version), "rests_on": "zekerheid.radicalisering", "checked_purpose": "on",
        "checked_field": "Er was nog geen toets.", "checked_effect": "Drie oefeningen.", "checked_owners": "on",
        "reasons": "Dit werk blijft nodig.",
    }  # fmt: skip
    text = words(client.post(at("take_up", effort), sent, follow=True))
    assert "heeft geen einddatum" in text
    assert "Kwam voort uit Weerbare evenementen" in text


@pytest.mark.mission("S2")
def test_winding_down_wants_the_reverse_test_and_can_be_called_off(network, signed_in):
    effort, client = network.fixed(), signed_in(network.decider)
    response = client.post(at("wind_down", effort), {"version": "1", "ends_on": "1-4-2026", "why": "kort"})
    assert faults(response) == {"holds_without", "why", "ends_on", "reasons"}
    test = ReverseTest(True, "In elk scenario vangt een andere vaste inzet dit werk op.")
    ends_on = date(2026, 7, 1)
    wind_down(network.world.caller(network.decider), effort.id, 1, ends_on=ends_on, test=test, reasoning=WHY)
    assert "Wordt afgebouwd en stopt op 1 juli 2026" in words(client.get(at("detail", effort)))
    client.post(at("keep", effort), {"version": "2", "reasons": "De dreiging stijgt."})
    assert all_of(Effort).get().state == "running"
    assert all_of(Decision).filter(what="effort.keep").count() == 1


@pytest.mark.mission("S9")
def test_a_search_keeps_what_was_typed_and_ticked_and_asks_nothing(network, signed_in):
    effort, client = network.flexible(), signed_in(network.coordinator)
    network.world.organisation("Stichting Kleine Kans")
    town = str(network.town.organisation)
    sent = {"zoek": "kleine kans", "zoeken": "1", "partners": town, "what": "Eén wijkagent", "capacity": "0,5"}
    response = client.post(at("put_asks", effort), sent)
    assert (response.status_code, faults(response)) == (200, set())
    offered = [str(label) for _value, label in response.context["form"].fields["partners"].choices]
    assert offered == ["Gemeente Molenwaard", "Stichting Kleine Kans"]
    page = response.content.decode()
    assert "Eén wijkagent" in page
    assert 'value="0,5"' in page
    assert re.search(rf'value="{town}"[^>]* checked', page)
    assert not all_of(Ask).exists()


@pytest.mark.mission("S9")
def test_several_partners_are_asked_on_one_page_with_a_comma_in_the_number(network, signed_in):
    effort, client = network.flexible(), signed_in(network.coordinator)
    partners = [str(network.town.organisation), str(network.ministry.organisation)]
    sent = {"partners": partners, "what": "Eén collega", "capacity": "0,5", "reply_by": "1-4-2026", "key": "k1"}
    client.post(at("put_asks", effort), sent)
    text = words(client.post(at("put_asks", effort), sent, follow=True))
    assert {ask.capacity for ask in all_of(Ask)} == {Decimal("0.5")}
    assert all_of(Ask).count() == 2
    assert "2 partners gevraagd. Gevraagd: 1 fte. Toegezegd: 0 fte. 2 antwoorden komen nog." in text


@pytest.mark.parametrize("capacity", ["-1", "0", "veel", "1,234", "NaN", "1e9", "123456"])
def test_a_number_that_makes_no_sense_is_told_beside_everything_else(network, signed_in, capacity):
    effort = network.flexible()
    sent = {"capacity": capacity, "reply_by": "1-1-2026", "partners": str(network.town.organisation)}
    response = signed_in(network.coordinator).post(at("put_asks", effort), sent)
    assert faults(response) == {"capacity", "what", "reply_by"}
    assert f'value="{capacity}"' in response.content.decode()


def test_fixed_effort_asks_for_a_floor_within_what_is_asked(network, signed_in):
    effort, client = network.fixed(), signed_in(network.coordinator)
    sent = {
        "partners": str(network.town.organisation), "what": "Eén collega", "capacity": "1", "reply_by": "1-4-2026"
    }  # fmt: skip
    assert faults(client.post(at("put_asks", effort), sent)) == {"floor"}
    assert faults(client.post(at("put_asks", effort), {**sent, "floor": "1,5"})) == {"floor"}
    assert client.post(at("put_asks", effort), {**sent, "floor": "0,5"}).status_code == 302


@pytest.mark.mission("S9")
@pytest.mark.parametrize(
    ("said", "state", "granted"),
    [
        ({"reply": "accepted"}, "accepted", "2"),
        ({"reply": "partly", "capacity": "0,5", "reason": "Eén dag."}, "partly", "0.5"),
        ({"reply": "countered", "capacity": "1", "reason": "Na de zomer."}, "countered", "0"),
        ({"reply": "declined", "reason": "Geen mensen."}, "declined", "0"),
    ],
)
def test_the_partner_gives_each_of_the_four_replies_on_the_page_of_the_ask(network, signed_in, said, state, granted):
    asked = ask_town(network, network.flexible())
    response = signed_in(network.town).post(at("ask", asked), {**said, "version": "1", "key": "k1"}, follow=True)
    found = all_of(Ask).get()
    assert (found.state, found.granted) == (state, Decimal(granted))
    assert said.get("reason", "Ja, helemaal") in words(response)


@pytest.mark.mission("S9")
def test_an_answer_is_told_all_its_faults_and_every_answer_stays_in_order(network, signed_in):
    asked, client = ask_town(network, network.flexible()), signed_in(network.town)
    assert faults(client.post(at("ask", asked), {"version": "1"})) == {"reply"}
    late = {"version": "1", "reply": "partly", "from_on": "morgen"}
    assert faults(client.post(at("ask", asked), late)) == {"capacity", "reason", "from_on"}
    client.post(at("ask", asked), {"version": "1", "reply": "declined", "reason": "Geen mensen."})
    text = words(client.post(at("ask", asked), {"version": "2", "reply": "accepted"}, follow=True))
    assert text.index("Geen mensen.") < text.index("Ja, helemaal")
    first = all_of(Answer).get(number=1)
    assert client.get(at("answer", first)).url == f"{at('ask', asked)}#antwoord-{first.id}"


@pytest.mark.mission("S9")
def test_the_asker_adopts_a_counter_asks_again_or_withdraws(network, signed_in):
    effort, client = network.flexible(), signed_in(network.coordinator)
    asked = ask_town(network, effort)
    answer_ask(network.world.caller(network.town), asked.id, 1, Said("countered", Decimal("0.5"), "Meer is er niet."))
    labels = [verb.label for verb in client.get(at("ask", asked)).context["verbs"]]
    assert labels == ["Neem het tegenvoorstel over", "Vraag opnieuw", "Trek de vraag in"]
    assert client.post(at("adopt", asked), {"version": "1"}).status_code == 409
    client.post(at("adopt", asked), {"version": "2"})
    assert all_of(Ask).get().granted == Decimal("0.5")
    answer_ask(network.world.caller(network.town), asked.id, 3, Said("declined", None, "Toch niet."))
    again = {"version": "4", "what": "Een halve dag", "capacity": "0,1", "reply_by": "1-4-2026"}
    response = client.post(at("again", asked), again)
    latest = all_of(Ask).get(state="open")
    assert response.url == at("ask", latest)
    client.post(at("withdraw", latest), {"version": "1"})
    assert sorted(all_of(Ask).values_list("state", flat=True)) == ["closed", "withdrawn"]


@pytest.mark.mission("S9")
def test_what_is_asked_of_us_and_what_we_asked_are_two_lists(network, signed_in):
    asked = ask_town(network, network.flexible())
    ours, theirs = signed_in(network.coordinator), signed_in(network.town)
    assert asked.id not in {line.ask.id for line in ours.get(at("asks")).context["found"].lines}
    assert asked.id in {line.ask.id for line in ours.get(f"{at('asks')}?kant=door-ons").context["found"].lines}
    assert asked.id in {line.ask.id for line in theirs.get(at("asks")).context["found"].lines}
    assert not theirs.get(f"{at('asks')}?stand=accepted").context["found"].lines


@pytest.mark.mission("S4")
def test_capacity_is_drawn_per_field_and_per_partner(network, signed_in):
    ask_town(network, network.flexible())
    response = signed_in(network.coordinator).get(f"{at('capacity')}?veld=voorbereiden&pagina=99")
    assert [ask.partner for ask in response.context["per_partner"].asks] == ["Gemeente Molenwaard"]
    assert [(ask.asked, ask.answered) for ask in response.context["per_field"].asks] == [(2.0, 0.0)]
    assert "0 van 2 fte · geen antwoord" in words(response)


@pytest.mark.mission("S9")
def test_after_an_answer_its_page_is_read_from_the_top_where_it_says_that_it_was_sent(network, signed_in):
    asked, client = ask_town(network, network.flexible()), signed_in(network.town)
    sent = client.post(at("ask", asked), {"version": "1", "reply": "accepted", "key": "k1"})
    assert sent.url == f"{at('ask', asked)}#inhoud"
    assert '<main id="inhoud"' in client.get(sent.url).content.decode()


@pytest.mark.mission("S9")
@pytest.mark.parametrize("day", ["2020-01-01", "2026-03-01", "2026-09-02", "2099-01-01"])
def test_capacity_that_would_begin_outside_what_is_left_of_the_effort_is_refused_by_name(network, signed_in, day):
    asked, client = ask_town(network, network.flexible()), signed_in(network.town)
    said = {"version": "1", "reply": "accepted", "key": "k1"}
    assert faults(client.post(at("ask", asked), {**said, "from_on": day})) == {"from_on"}
    assert client.post(at("ask", asked), {**said, "from_on": "2026-09-01"}).status_code == 302


def test_a_drawing_of_one_page_says_how_many_of_all_efforts_it_shows(network, signed_in, monkeypatch):
    for number in range(3):
        network.flexible(title=f"Inzet {number}")
    client = signed_in(network.coordinator)
    assert "Getekend:" not in words(client.get(at("list")))
    monkeypatch.setattr("vijfveld.strategy.queries.efforts.PAGE", 2)
    text = words(client.get(at("list")))
    assert "Getekend: 2 van 3 inzetten" in text
    assert "Volgende" in text


def test_the_pages_of_partners_say_what_order_they_stand_in(network, signed_in, monkeypatch):
    effort = network.flexible()
    ask_town(network, effort)
    put_ask(
        network.world.caller(network.coordinator), effort.id, partner=network.ministry.organisation, what="Eén",
        capacity=Decimal(1), reply_by=date(2026, 4, 1),
    )  # fmt: skip
    monkeypatch.setattr("vijfveld.strategy.queries.capacity.PAGE", 1)
    text = words(signed_in(network.coordinator).get(at("capacity")))
    assert "staat vooraan" not in text
    assert "Op de eerste bladzijde staan de partners die het meest tekortkomen." in text
