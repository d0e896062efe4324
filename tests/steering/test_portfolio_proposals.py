# SPDX-License-Identifier: EUPL-1.2
"""An outcome becomes proposals one by one; work abroad only after Foreign Affairs and Defence were heard."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.steering.studies import Workroom, all_of
from tests.strategy.conftest import network, words_of
from vijfveld.law.models import Entry, Task
from vijfveld.law.refusals import Invalid, Refused
from vijfveld.node.roles import Mode, Role
from vijfveld.steering.accounting import Counts
from vijfveld.steering.acts.candidates import choose_candidates, note_consultation
from vijfveld.steering.acts.portfolio_proposals import Offer, propose
from vijfveld.steering.models import Consultation, PortfolioProposal
from vijfveld.strategy.acts.asks import Said, Wanted, answer_ask, put_asks
from vijfveld.strategy.acts.efforts import propose_flexible
from vijfveld.strategy.models import Ask

__all__ = ["network"]
WORDS = "Wilt u één collega vrijmaken? In beide scenario's is dit nodig."


@pytest.fixture
def room(network):
    return Workroom(network)


def offer(room, name: str, partner=None, **told) -> Offer:
    given = {
        "effort": room.efforts[name].id, "partner": partner or room.network.town.organisation,
        "capacity": Decimal(1), "reply_by": room.world.now.date() + timedelta(days=14), "words": WORDS, **told,
    }  # fmt: skip
    return Offer(**given)


def hear(room, *codes: str) -> None:
    there = room.ministries()
    for code in codes:
        note_consultation(
            room.by(), room.efforts["zoeken"].id, ministry=there[code].id, held_on=room.world.now.date(),
            said=f"{code} ziet geen bezwaar, als de veiligheid ter plekke is geregeld.",
        )  # fmt: skip


@pytest.mark.mission("S6")
def test_a_proposal_asks_one_partner_names_its_run_and_the_partner_answers_for_itself(room):
    run = room.run(room.ready())
    assert not all_of(Ask).exists()
    made = propose(room.by(), run.id, offer(room, "praten"))
    ask = all_of(Ask).get()
    assert made.ask_id == ask.id
    assert run.sha256[:12] in ask.what
    assert "berekening 1 van de studie «Wat houdt stand?»" in ask.what
    assert made.rests_on == {
        "study": "Wat houdt stand?", "number": 1, "sha256": run.sha256, "inside": len(run.outcome["mixes"]),
        "mixes": len(run.outcome["mixes"]), "asked": "1",
    }  # fmt: skip
    assert "rekende met" not in ask.what
    assert any(run.sha256.encode() in bytes(one.body) for one in all_of(Entry).filter(act="portfolio.propose"))
    town = room.network.town
    assert PortfolioProposal.objects.visible_to(town).count() == 1
    assert not PortfolioProposal.objects.visible_to(room.network.ministry).exists()
    answer_ask(room.by(town), ask.id, ask.version, Said("declined", reason="Wij zijn met te weinig."))
    assert all_of(Ask).get().state == "declined"


@pytest.mark.mission("S11")
def test_what_a_proposal_asks_counts_as_asked_in_the_account_of_its_day(room):
    propose(room.by(), room.run(room.ready()).id, offer(room, "praten"))
    day = room.world.now.date()
    counts = Counts(day, day, mode=Mode.REAL.value)
    for position, one in enumerate(all_of(Entry).order_by("id")):
        counts.read(position, bytes(one.body))
    asked = counts.told()["figures"]["asked.voorkomen"]
    assert (asked["count"], asked["fte"]) == (1, "1")
    assert asked["sources"][0][1] == all_of(Ask).get().urn


def test_a_proposal_for_the_effort_of_another_goes_to_its_owner_and_asks_nobody(room):
    owner = room.world.person("Kees Planner", "Politie", Role.PLANNER, Role.LIAISON)
    theirs = propose_flexible(
        room.by(owner), room.network.plan(title="Surveilleren", objective="voorkomen.doel"),
        driver=room.network.driver.id, ends_on=room.efforts["praten"].ends_on,
    )  # fmt: skip
    study = room.ready()
    room.efforts["surveilleren"] = theirs
    choose_candidates(room.by(), study.id, efforts=[theirs.id])
    room.weigh(study, "surveilleren", asked={room.town: "1"})
    room.cover(study, "surveilleren", (4, 4), (4, 4))
    run = room.run(study)
    made = propose(room.by(), run.id, offer(room, "surveilleren"))
    assert made.ask_id is None
    assert not all_of(Ask).exists()
    told = all_of(Task).get(what="portfolio.look")
    assert (told.organisation_id, told.about) == (owner.organisation, made.urn)
    assert PortfolioProposal.objects.visible_to(owner).exists()
    assert not PortfolioProposal.objects.visible_to(room.network.town).exists()


@pytest.mark.mission("S17")
def test_work_abroad_is_not_proposed_before_both_ministries_were_heard(room):
    study = room.ready()
    room.weigh(study, "praten", bar="Geen grondslag.")
    run = room.run(study)
    assert "zoeken" in room.chosen(run)
    for heard in ((), ("minbz",)):
        hear(room, *heard)
        with pytest.raises(Refused, match="Buitenlandse Zaken en Defensie zijn"):
            propose(room.by(), run.id, offer(room, "zoeken"))
    hear(room, "mindef")
    assert propose(room.by(), run.id, offer(room, "zoeken")).ask_id
    told = all_of(Task).filter(what="consultation.read").values_list("organisation_id", flat=True)
    assert set(told) == {one.id for one in room.ministries().values()}


@pytest.mark.mission("S17")
def test_the_owner_itself_asks_nobody_for_work_abroad_before_both_ministries_were_heard(room):
    town = room.network.town.organisation
    wanted = Wanted("Mensen.", Decimal(1), room.world.now.date() + timedelta(days=14))
    for heard in ((), ("minbz",)):
        hear(room, *heard)
        with pytest.raises(Refused, match="Buitenlandse Zaken en Defensie zijn"):
            room.put_ask("zoeken")
        with pytest.raises(Refused, match="Een coördinator legt dat vast"):
            put_asks(room.by(), room.efforts["zoeken"].id, partners=[town], wanted=wanted)
    assert not all_of(Ask).exists()
    assert room.put_ask("praten")
    hear(room, "mindef")
    assert room.put_ask("zoeken").effort_id == room.efforts["zoeken"].id


def test_a_partner_that_the_run_does_not_ask_for_the_effort_is_not_proposed_to(room, reader):
    run = room.run(room.ready())
    other = room.network.ministry.organisation
    with pytest.raises(Refused, match="vraagt deze partner niet"):
        propose(room.by(), run.id, offer(room, "praten", partner=other))
    at = f"/portefeuilles/berekeningen/{run.id}/voorstellen/{room.efforts['praten'].id}"
    page = reader(room.coordinator)
    assert page.get(f"{at}/{other}").status_code == 404
    assert "De berekening rekende met 1 fte." in page.text(f"{at}/{room.town}")


def test_another_amount_than_the_run_asks_is_told_in_the_question(room):
    run = room.run(room.ready())
    propose(room.by(), run.id, offer(room, "praten", capacity=Decimal("2.5")))
    assert "De berekening rekende met 1 fte; dit voorstel is voor 2,5 fte." in all_of(Ask).get().what


def test_an_effort_that_is_over_is_not_proposed_any_more(room, reader):
    run = room.run(room.ready())
    room.stop("praten")
    with pytest.raises(Refused, match="loopt niet meer"):
        propose(room.by(), run.id, offer(room, "praten"))
    text = reader(room.coordinator).text(f"/portefeuilles/berekeningen/{run.id}/voorstellen")
    assert "Deze inzet loopt niet meer. Er is niets meer voor te stellen." in text
    assert text.count("Doe Gemeente Molenwaard een voorstel") == 1


@pytest.mark.mission("S17")
def test_a_consultation_is_noted_with_the_words_of_a_ministry_about_work_abroad_only(room):
    there = room.ministries()
    day = room.world.now.date()
    with pytest.raises(Invalid) as refused:
        note_consultation(
            room.by(), room.efforts["praten"].id, ministry=room.network.town.organisation,
            held_on=day + timedelta(days=1), said=" ",
        )  # fmt: skip
    assert set(refused.value.problems) == {"said", "ministry", "held_on"}
    hear(room, "minbz")
    assert Consultation.objects.visible_to(room.liaisons["minbz"]).get().ministry_id == there["minbz"].id
    assert not Consultation.objects.visible_to(room.network.town).exists()
    analyst = room.world.person("Ada", "NCTV", Role.ANALYST)
    with pytest.raises(Refused, match="niet de juiste rol"):
        note_consultation(
            room.by(analyst), room.efforts["zoeken"].id, ministry=there["minbz"].id, held_on=day, said="Ja."
        )


def test_a_proposal_that_cannot_be_names_all_faults_and_is_made_once(room):
    run = room.run(room.ready())
    with pytest.raises(Invalid) as refused:
        propose(room.by(), run.id, offer(room, "praten", words="", capacity=Decimal(0), reply_by=room.world.now.date()))
    assert set(refused.value.problems) == {"words", "capacity", "reply_by"}
    propose(room.by(), run.id, offer(room, "praten"))
    with pytest.raises(Invalid) as refused:
        propose(room.by(), run.id, offer(room, "praten"))
    assert "al voorgesteld" in str(refused.value.problems["words"])


def test_only_a_finished_run_and_an_effort_in_a_mix_can_be_proposed_by_a_coordinator_of_its_maker(room):
    study = room.ready()
    run = room.run(study)
    hear(room, "minbz", "mindef")
    with pytest.raises(Refused, match="geen enkele gevonden mix"):
        propose(room.by(), run.id, offer(room, "zoeken"))
    other = room.world.person("Otto", "Politie", Role.COORDINATOR)
    with pytest.raises(Refused, match="Alleen de organisatie die deze studie maakte"):
        propose(room.by(other), run.id, offer(room, "praten"))
    waits = room.ask(study)
    with pytest.raises(Refused, match="Alleen een berekening die klaar is"):
        propose(room.by(), waits.id, offer(room, "praten"))
    analyst = room.world.person("Ada", "NCTV", Role.ANALYST)
    with pytest.raises(Refused, match="niet de juiste rol"):
        propose(room.by(analyst), run.id, offer(room, "praten"))


@pytest.mark.mission("S17")
def test_proposals_are_made_from_their_page_and_read_by_the_partner(room, reader):
    study = room.ready()
    room.weigh(study, "oefenen", bar="Geen grondslag.")
    run = room.run(study)
    page = reader(room.coordinator)
    at = f"/portefeuilles/berekeningen/{run.id}/voorstellen"
    shown = page.text(at)
    assert "Inzet in het buitenland: leg eerst vast" in shown
    assert shown.count("Doe Gemeente Molenwaard een voorstel") == 1
    room.ministries()
    abroad = f"/portefeuilles/kandidaten/{room.candidate(study, 'zoeken').id}"
    assert "een voorstel aan partners kan nog niet" in page.text(abroad)
    for number, ministry in enumerate(room.ministries().values()):
        page.post(
            f"{abroad}/raadplegen", key=f"h{number}", ministry=str(ministry.id), held_on=room.world.now.date(),
            said="Geen bezwaar.",
        )  # fmt: skip
    assert "Dat is voor beide vastgelegd." in page.text(abroad)
    assert page.text(at).count("Doe Gemeente Molenwaard een voorstel") == 2
    one = f"{at}/{room.efforts['zoeken'].id}/{room.town}"
    bad = page.post(one, key="p1", words="", capacity="nul", reply_by="morgen")
    assert bad.status_code == 400
    assert all(word in words_of(bad) for word in ("wat u vraagt, en waarom", "geen getal", "geen dag"))
    reply_by = room.world.now.date() + timedelta(days=14)
    assert page.post(one, key="p2", words=WORDS, capacity="0,5", reply_by=reply_by)["Location"] == at
    made = all_of(PortfolioProposal).get()
    assert "voorgesteld" in page.text(at)
    town = reader(room.network.town)
    assert "Voorgesteld aan uw organisatie Zoeken , 0,5 fte" in town.text("/portefeuilles")
    assert "Voorgesteld aan uw organisatie" not in page.text("/portefeuilles")
    told = town.text(f"/portefeuilles/voorstellen/{made.id}")
    assert WORDS in told
    assert "De berekening rekende met 1 fte; dit voorstel is voor 0,5 fte." in told
    assert "Naar de vraag en het antwoord" in told
    assert "Lees de berekening" not in told
    consultation = all_of(Consultation).first()
    assert "Geen bezwaar." in page.text(f"/portefeuilles/raadplegingen/{consultation.id}")
