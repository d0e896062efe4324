# SPDX-License-Identifier: EUPL-1.2
"""The broker: experience that lapses, questions and offers, pairs with reasons, the consent of both, and access."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import World
from tests.strategy.conftest import words_of
from vijfveld.law.acts.clocks import sweep
from vijfveld.law.acts.people import leave_organisation
from vijfveld.law.events import deliver
from vijfveld.law.models import Deadline, Task
from vijfveld.law.refusals import Invalid, NotThere, Refused, Stale
from vijfveld.law.sealer import seal_pending
from vijfveld.node.roles import Discipline, Mode, OrganisationKind, Role
from vijfveld.node.viewer import Viewer
from vijfveld.steering import matching, topics
from vijfveld.steering.acts import expertise, pairing
from vijfveld.steering.acts.expertise import Known, Wanted
from vijfveld.steering.models import Expertise, Help, Pairing, Unmatched
from vijfveld.steering.queries import broker as read
from vijfveld.steering.queries.spread import spread
from vijfveld.steering.words_broker import PairingState, WhyNot

CASES, COUNTER, BORDER = "voorkomen.2.2.3", "voorkomen.2.2.2", "voorkomen.3.2.3"
DAY = date(2026, 3, 2)


@dataclass
class Broker:
    """A coordinator and a few towns, each with a liaison."""

    world: World
    coordinator: Viewer

    def town(self, name: str, **about) -> Viewer:
        self.world.organisation(name, **about)
        return self.world.person(f"Lies van {name}", name, Role.LIAISON)

    def by(self, viewer: Viewer, key: str | None = None):
        return self.world.caller(viewer, key)

    @property
    def today(self) -> date:
        return self.world.now.date()

    def knows(self, viewer: Viewer, subject: str = CASES, experience: str = "did", **told) -> Expertise:
        given = {"had_on": self.today - timedelta(days=30), "speed": "day", "lapses_on": self.today + timedelta(300)}
        return expertise.state_expertise(self.by(viewer), Known(subject, experience, **{**given, **told}))

    def asks(self, viewer: Viewer, subject: str = CASES, **told) -> Help:
        return expertise.ask_help(self.by(viewer), self.wanted(subject, **told))

    def offers(self, viewer: Viewer, subject: str = CASES, **told) -> Help:
        return expertise.offer_help(self.by(viewer), self.wanted(subject, **told))

    def wanted(self, subject: str, **told) -> Wanted:
        given = {
            "words": "Wij zoeken elkaar.",
            "first_on": self.today,
            "last_on": self.today + timedelta(90),
            "most": 1,
        }
        return Wanted(subject, **{**given, **told})

    def proposal(self) -> matching.Proposal:
        viewer = Viewer(self.coordinator.person, self.coordinator.organisation, self.coordinator.roles,
                        now=self.world.now)  # fmt: skip
        return read.proposal(viewer)

    def propose(self) -> list[Pairing]:
        return pairing.propose_pairings(
            self.by(self.coordinator), mark=self.proposal().mark, follow_up_on=self.today + timedelta(60)
        )

    def say(self, viewer: Viewer, one: Pairing, *, agrees: bool = True, reason: str = "") -> Pairing:
        return pairing.say_to_pairing(self.by(viewer), one.id, again(one).version, agrees=agrees, reason=reason)


def again(record):
    return type(record).objects.beyond_access("test").get(pk=record.pk)


def all_of(model):
    return model.objects.beyond_access("test")


@pytest.fixture
def broker(world: World) -> Broker:
    world.organisation("NCTV", discipline=Discipline.SECURITY, sort=OrganisationKind.AGENCY)
    return Broker(world, world.person("Cora Coördinator", "NCTV", Role.COORDINATOR))


@pytest.mark.mission("S10")
def test_experience_is_said_by_the_own_liaison_alone_and_replaces_what_was_said_before(broker):
    town, other = broker.town("Duin"), broker.town("Rode")
    first = broker.knows(town, speed="week")
    second = broker.knows(town, speed="four_hours")
    assert [one.pk for one in read.expertise(town, town.organisation)] == [second.pk]
    assert again(first).withdrawn_on == broker.today
    with pytest.raises(Refused, match="liaison van deze organisatie zelf"):
        expertise.withdraw_expertise(broker.by(other), second.id, second.version)
    with pytest.raises(Refused, match="niet de juiste rol"):
        broker.knows(broker.coordinator)


@pytest.mark.mission("P7")
def test_experience_lapses_and_is_asked_again(broker):
    town = broker.town("Duin")
    one = broker.knows(town, lapses_on=broker.today + timedelta(10))
    broker.world.later(days=12)
    sweep(broker.world.now, mode=Mode.REAL)
    looking = Viewer(town.person, town.organisation, town.roles, now=broker.world.now)
    assert [found.holders for found in spread(looking).topics] == [()]
    assert spread(looking).topics[0].lapsed == 1
    task = all_of(Task).get(what="expertise.ask_again")
    assert (task.organisation_id, task.done_at) == (town.organisation, None)
    expertise.confirm_expertise(
        broker.by(town), one.id, again(one).version, had_on=broker.today, speed="day",
        lapses_on=broker.today + timedelta(100),
    )  # fmt: skip
    assert again(task).done_at is not None
    assert len(spread(looking).topics[0].holders) == 1
    assert all_of(Deadline).filter(what="expertise.lapses", state="open").count() == 1


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"subject": "nergens"}, {"subject"}),
        ({"subject": "voorkomen"}, {"subject"}),
        ({"experience": "gelezen", "speed": "ooit"}, {"experience", "speed"}),
        ({"had_on": DAY + timedelta(1), "lapses_on": DAY}, {"had_on", "lapses_on"}),
        ({"lapses_on": DAY + timedelta(900), "words": "x" * 301}, {"lapses_on", "words"}),
        ({"words": "Bel Lies van Duin, 06 1234 5678."}, {"words"}),
    ],
)
def test_experience_that_makes_no_sense_is_refused_with_all_that_is_wrong(broker, told, wrong):
    with pytest.raises(Invalid) as refused:
        broker.knows(broker.town("Duin"), **told)
    assert set(refused.value.problems) == wrong


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"words": " ", "most": 0}, {"words", "most"}),
        ({"first_on": DAY + timedelta(9), "last_on": DAY + timedelta(5)}, {"last_on"}),
        ({"last_on": DAY - timedelta(1), "first_on": DAY - timedelta(9), "most": 21}, {"last_on", "most"}),
        ({"subject": "", "words": "Mail mij: lies@duin.nl"}, {"subject", "words"}),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_with_all_that_is_wrong(broker, told, wrong):
    with pytest.raises(Invalid) as refused:
        broker.asks(broker.town("Duin"), **told)
    assert set(refused.value.problems) == wrong


@pytest.mark.mission("S10")
def test_the_whole_proposal_is_best_and_not_each_question_by_itself(broker):
    """Greedily the first question would take the only offer about its neighbour's subject."""
    first, second, giver, other = (broker.town(name) for name in ("Aa", "Bee", "Cee", "Dee"))
    asked, near = broker.asks(first, CASES), broker.asks(second, COUNTER)
    broker.knows(giver)
    broker.knows(other, COUNTER, "trained")
    precise, beside = broker.offers(giver, CASES), broker.offers(other, COUNTER)
    found = {one.question.pk: one.offer.pk for one in broker.proposal().pairs}
    assert found == {asked.pk: precise.pk, near.pk: beside.pk}
    expertise.withdraw_help(broker.by(giver), precise.id, precise.version)
    only = broker.proposal()
    assert [(one.question.pk, one.offer.pk) for one in only.pairs] == [(near.pk, beside.pk)]
    assert [(one.pk, why) for one, why in only.unmatched] == [(asked.pk, WhyNot.FULL)]


@pytest.mark.mission("S10")
def test_an_earlier_reason_is_never_outweighed_by_later_ones(broker):
    """Who did it wins from who trained for it, however near, alike and quick the latter is."""
    asker = broker.town("Aa", province="PV26")
    did = broker.town("Ver weg", province="PV29", sort=OrganisationKind.POLICE, discipline=Discipline.SECURITY)
    near = broker.town("Vlakbij", province="PV26")
    broker.knows(did, experience="did", speed="week")
    broker.knows(near, experience="trained", speed="four_hours")
    broker.asks(asker)
    chosen, _other = broker.offers(did), broker.offers(near)
    (pair,) = broker.proposal().pairs
    assert pair.offer.pk == chosen.pk
    assert [one["what"] for one in pair.reasons] == list(matching.ORDER)
    assert [one["apart"] for one in pair.reasons] == [0, 0, 0, 2, 2, 2]


def test_a_cost_of_many_pairs_keeps_the_order_of_the_reasons():
    rows = matching.MOST_AT_ONCE
    worst = [{"what": what, "apart": matching.MOST_STEPS[what]} for what in matching.ORDER]
    none = [{"what": what, "apart": 0} for what in matching.ORDER]
    for place, what in enumerate(matching.ORDER):
        later = [*none[: place + 1], *worst[place + 1 :]]
        step = [*none[:place], {"what": what, "apart": 1}, *none[place + 1 :]]
        assert rows * matching.cost_of(tuple(later), rows) < matching.cost_of(tuple(step), rows)
    whole = matching.cost_of(tuple(worst), rows)
    assert (whole + 1) * (rows + 2) * rows < 2**53


@pytest.mark.mission("S10")
def test_every_question_without_an_offer_hears_why(broker):
    asker, giver, third = (broker.town(name) for name in ("Aa", "Bee", "Cee"))
    lonely = broker.asks(asker, BORDER)
    early = broker.asks(asker, CASES, last_on=broker.today + timedelta(5))
    late = broker.asks(third, CASES)
    broker.offers(giver, CASES, first_on=broker.today + timedelta(30))
    own = broker.asks(giver, CASES)
    proposal = broker.proposal()
    assert {one.pk: why for one, why in proposal.unmatched} == {
        lonely.pk: WhyNot.NOBODY, early.pk: WhyNot.NOT_THEN, own.pk: WhyNot.NOBODY,
    }  # fmt: skip
    (made,) = broker.propose()
    assert made.question_id == late.pk
    told = {one.question_id: one.why for one in all_of(Unmatched)}
    assert told == {lonely.pk: "nobody", early.pk: "not_then", own.pk: "nobody"}
    broker.say(third, made, agrees=False, reason="Wij kiezen liever iemand dichtbij.")
    assert {one.pk: why for one, why in broker.proposal().unmatched}[late.pk] == WhyNot.BEFORE


def test_the_same_questions_and_offers_always_give_the_same_pairs(broker):
    for name in ("Aa", "Bee", "Cee", "Dee"):
        broker.asks(broker.town(name))
    for name in ("Ee", "Ef"):
        broker.offers(broker.town(name), most=2)
    first = broker.proposal()
    assert len(first.pairs) == 4
    assert all(broker.proposal().mark == first.mark for _ in range(3))
    known = {one.pk: one for one in broker.world.organisations.values()}
    shuffled = matching.Ground(tuple(reversed(all_of(Help))), (), (), known, broker.today)
    assert matching.propose(shuffled).mark == first.mark


def test_no_more_pairings_are_proposed_than_either_side_has_places_for(broker):
    giver = broker.town("Cee")
    broker.offers(giver, most=2)
    questions = [broker.asks(broker.town(name)) for name in ("Aa", "Bee", "Dee")]
    assert len(broker.propose()) == 2
    again_proposed = broker.proposal()
    assert again_proposed.pairs == ()
    assert [why for _one, why in again_proposed.unmatched] == [WhyNot.FULL]
    assert again_proposed.unmatched[0][0].pk in {one.pk for one in questions}


@pytest.mark.mission("S10")
def test_it_is_a_pairing_only_with_the_consent_of_both_and_then_it_has_a_day_to_look_back(broker):
    asker, giver = broker.town("Aa"), broker.town("Bee")
    broker.asks(asker)
    broker.offers(giver)
    (made,) = broker.propose()
    assert made.state == PairingState.PROPOSED
    assert {(one.organisation_id, one.due_on) for one in all_of(Task).filter(what="pairing.say")} == {
        (asker.organisation, broker.today + timedelta(21)), (giver.organisation, broker.today + timedelta(21)),
    }  # fmt: skip
    broker.say(asker, made)
    assert again(made).state == PairingState.PROPOSED
    assert all_of(Deadline).filter(what="pairing.follow_up").count() == 0
    broker.say(giver, made)
    now = again(made)
    assert (now.state, now.agreed_on) == (PairingState.AGREED, broker.today)
    assert all_of(Deadline).get(what="pairing.follow_up").due_at.date() == broker.today + timedelta(60)
    assert all_of(Task).filter(what="pairing.say", done_at__isnull=True).count() == 0
    going = pairing.follow_up_pairing(
        broker.by(asker), made.id, now.version, words="Twee keer langs geweest.", next_on=broker.today + timedelta(90)
    )  # fmt: skip
    assert going.state == PairingState.AGREED
    over = pairing.follow_up_pairing(broker.by(giver), made.id, going.version, words="Het overleg loopt nu zelf.")
    assert (over.state, over.ended_on) == (PairingState.ENDED, broker.today)
    assert [one["words"] for one in over.outcomes] == ["Twee keer langs geweest.", "Het overleg loopt nu zelf."]
    assert all_of(Deadline).filter(what="pairing.follow_up", state="open").count() == 0
    assert (broker.proposal().pairs, broker.proposal().unmatched) == ((), ())


@pytest.mark.mission("S10")
def test_either_side_may_decline_with_a_reason_and_nobody_else_speaks_for_it(broker):
    asker, giver, third = (broker.town(name) for name in ("Aa", "Bee", "Cee"))
    broker.asks(asker)
    broker.offers(giver)
    (made,) = broker.propose()
    with pytest.raises(NotThere):
        broker.say(third, made)
    with pytest.raises(Refused, match="niet de juiste rol"):
        broker.say(broker.coordinator, made)
    with pytest.raises(Invalid) as refused:
        broker.say(giver, made, agrees=False)
    assert set(refused.value.problems) == {"reason"}
    broker.say(giver, made, agrees=False, reason="Wij hebben nu geen mensen vrij.")
    assert again(made).state == PairingState.DECLINED
    assert all_of(Task).get(what="pairing.declined").organisation_id == broker.coordinator.organisation
    with pytest.raises(Refused, match="al beslist"):
        broker.say(asker, made)


def test_a_proposal_that_is_another_by_now_is_refused_and_proposes_nothing(broker):
    asker = broker.town("Aa")
    broker.asks(asker)
    giver = broker.town("Bee")
    offer = broker.offers(giver)
    mark = broker.proposal().mark
    expertise.withdraw_help(broker.by(giver), offer.id, offer.version)
    with pytest.raises(Stale):
        pairing.propose_pairings(broker.by(broker.coordinator), mark=mark, follow_up_on=broker.today + timedelta(9))
    assert all_of(Pairing).count() == 0


def test_taking_a_question_back_lapses_what_was_proposed_and_leaves_what_was_agreed(broker):
    asker, giver = broker.town("Aa"), broker.town("Bee")
    question = broker.asks(asker, most=2)
    broker.offers(giver)
    (agreed,) = broker.propose()
    broker.say(asker, agreed)
    broker.say(giver, agreed)
    broker.offers(broker.town("Cee"))
    (proposed,) = broker.propose()
    expertise.withdraw_help(broker.by(asker), question.id, question.version)
    assert (again(agreed).state, again(proposed).state) == (PairingState.AGREED, PairingState.LAPSED)
    with pytest.raises(Refused, match="al ingetrokken"):
        expertise.withdraw_help(broker.by(asker), question.id, again(question).version)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (CASES, CASES, 0), (CASES, COUNTER, 1), (CASES, "voorkomen.2.2", 1), (CASES, BORDER, None),
        (CASES, "voorkomen.doel", None), (CASES, "verdedigen.1.1", None), (CASES, "nergens", None),
    ],
)  # fmt: skip
def test_subjects_are_near_when_they_lie_in_one_part_of_a_field(one, other, apart):
    assert topics.distance((one, ""), (other, "")) == topics.distance((other, ""), (one, "")) == apart


@pytest.mark.mission("P7")
def test_what_rests_on_two_organisations_is_counted_and_can_be_thought_away(broker):
    first, second, third = (broker.town(name) for name in ("Aa", "Bee", "Cee"))
    broker.knows(first, CASES, "did", speed="four_hours")
    broker.knows(first, CASES, "trained", speed="week")
    broker.knows(second, CASES, "exercised", speed="day")
    for town in (first, second, third):
        broker.knows(town, BORDER, "did", speed="four_hours" if town is first else "week")
    known = spread(Viewer(first.person, first.organisation, first.roles, now=broker.world.now))
    cases, border = known.topics
    assert (cases.did, cases.exercised, cases.trained, cases.hours, cases.day, cases.week) == (1, 1, 1, 1, 2, 2)
    assert cases.rests_on_few
    assert not border.rests_on_few
    without = known.without({first.organisation, second.organisation})
    assert [one.subject for one in without.nobody] == [CASES]
    assert [one.subject for one in without.slower] == [BORDER]


@pytest.mark.mission("S10")
def test_the_broker_is_worked_from_its_pages(broker, reader):
    asker, giver = broker.town("Aa"), broker.town("Bee")
    page = reader(giver)
    bad = page.post("/kennis/ervaring/nieuw", key="k0", subject="", had_on="ooit", words="lies@duin.nl")
    assert bad.status_code == 400
    for words in (
        "Kies een onderwerp",
        "Kies wat voor ervaring",
        "Dit is geen dag",
        "naam, adres of nummer: “lies@duin.nl”",
    ):
        assert words in words_of(bad)
    made = page.post(
        "/kennis/ervaring/nieuw", key="k1", subject=CASES, experience="did", had_on="2026-01-05", speed="four_hours",
        lapses_on="2027-01-05", words="Het eerste overleg voorbereiden.",
    )  # fmt: skip
    assert "Het eerste" in page.text(f"/kennis/ervaring/{all_of(Expertise).get().pk}")
    assert made["Location"] == f"/kennis/organisaties/{giver.organisation}"
    period = {"first_on": "2026-03-02", "last_on": "2026-06-30", "most": "1"}
    page.post("/kennis/aanbod/nieuw", key="k2", subject=CASES, words="Wij komen langs.", **period)
    reader(asker).post("/kennis/vragen/nieuw", key="k3", subject=CASES, words="Hoe begint men?", **period)
    lonely = reader(asker).post("/kennis/vragen/nieuw", key="k4", subject=BORDER, words="En hier?", **period)
    desk = reader(broker.coordinator)
    text = desk.text("/kennis/koppelen")
    assert "Bee helpt Aa" in text
    assert "Wie helpt deed het in het echt" in text
    assert "Niemand anders biedt nu hulp aan" in text
    mark = broker.proposal().mark
    assert desk.post("/kennis/koppelen", key="k5", mark="oud", follow_up_on="2026-05-01").status_code == 409
    desk.post("/kennis/koppelen", key="k6", mark=mark, follow_up_on="2026-05-01")
    one = all_of(Pairing).get()
    where = f"/kennis/koppels/{one.pk}"
    assert "Wacht op uw antwoord" in page.text("/kennis")
    assert page.post(f"{where}/instemmen", key="k7", version="1", agrees="no", reason="").status_code == 400
    page.post(f"{where}/instemmen", key="k8", version="1", agrees="yes")
    reader(asker).post(f"{where}/instemmen", key="k9", version="2", agrees="yes")
    assert "Afgesproken op" in page.text(where)
    page.post(f"{where}/terugblik", key="k10", version="3", words="Het eerste overleg is er geweest.", next_on="")
    assert "Het eerste overleg is er geweest." in reader(asker).text(where)
    assert "Nog geen koppeling" in reader(asker).text(lonely["Location"])
    spread_text = page.text(f"/kennis/ervaring?een={giver.organisation}&ander=")
    assert "Niemand weet dan nog iets van" in spread_text


@pytest.mark.mission("S10")
def test_a_pairing_and_why_a_question_found_nothing_are_for_the_sides_and_the_coordinator(broker, reader):
    asker, giver, third = (broker.town(name) for name in ("Aa", "Bee", "Cee"))
    broker.asks(asker)
    broker.offers(giver)
    lonely = broker.asks(asker, BORDER)
    (made,) = broker.propose()
    outside = reader(third)
    assert outside.get(f"/kennis/koppels/{made.pk}").status_code == 404
    assert "helpt" not in outside.text("/kennis").partition("Koppelingen")[2].partition("Lessen")[0]
    assert "Nog geen koppeling" not in outside.text(f"/kennis/hulp/{lonely.pk}")
    assert outside.get("/kennis/koppelen").status_code == 403
    for viewer in (asker, giver, broker.coordinator):
        assert "Bee helpt Aa" in reader(viewer).text(f"/kennis/koppels/{made.pk}")


def test_only_the_own_organisation_is_reminded_that_its_experience_lapses(broker):
    first, second = broker.town("Aa"), broker.town("Bee")
    broker.knows(first)
    seen = [Deadline.objects.visible_to(viewer).count() for viewer in (first, second, broker.coordinator)]
    assert seen == [1, 0, 0]


def test_the_page_reads_as_often_for_many_questions_as_for_few(broker, reader):
    def questions(names: str) -> None:
        for name in names:
            town = broker.town(f"Stad {name}")
            broker.asks(town)
            broker.offers(town, COUNTER)
            broker.knows(town)

    page = reader(broker.coordinator)
    questions("ab")
    broker.propose()
    counted = []
    for more in ("", "cdefg"):
        questions(more)
        if more:
            broker.propose()
        page.text("/kennis")
        with CaptureQueriesContext(connection) as caught:
            for path in ("/kennis", "/kennis/ervaring", "/kennis/koppelen"):
                page.text(path)
        counted.append(len(caught))
    assert counted[0] == counted[1]


def test_a_partner_that_leaves_helps_nobody_any_more_and_nobody_waits_for_it(broker):
    first, second, giver = (broker.town(name) for name in ("Aa", "Bee", "Cee"))
    broker.knows(giver)
    question = broker.asks(first)
    broker.asks(second)
    offer = broker.offers(giver, most=2)
    agreed, proposed = broker.propose()
    broker.say(first if agreed.asker_id == first.organisation else second, agreed)
    broker.say(giver, agreed)
    leave_organisation(broker.by(broker.coordinator), giver.organisation, on=broker.today)
    seal_pending(broker.world.now)
    deliver(broker.world.now)
    assert (again(agreed).state, again(proposed).state) == (PairingState.ENDED, PairingState.LAPSED)
    assert (again(offer).withdrawn_on, again(question).withdrawn_on) == (broker.today, None)
    assert read.expertise(first, giver.organisation) == []
    assert all_of(Task).filter(what="pairing.say", done_at__isnull=True).count() == 0
    assert all_of(Deadline).filter(state="open").count() == 0
