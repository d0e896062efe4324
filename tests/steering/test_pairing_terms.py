# SPDX-License-Identifier: EUPL-1.2
"""The terms of a pairing: until when one consents, when both look back, and the word of either side after its end."""

from datetime import timedelta

import pytest

from tests.conftest import World
from tests.steering.test_broker import Broker, again, all_of
from vijfveld.law.models import Deadline, Task
from vijfveld.law.refusals import Invalid
from vijfveld.node.roles import Discipline, OrganisationKind, Role
from vijfveld.steering.acts import pairing
from vijfveld.steering.words_broker import PairingState


@pytest.fixture
def broker(world: World) -> Broker:
    world.organisation("NCTV", discipline=Discipline.SECURITY, sort=OrganisationKind.AGENCY)
    return Broker(world, world.person("Cora Coördinator", "NCTV", Role.COORDINATOR))


@pytest.mark.mission("S10")
def test_a_pairing_ends_only_once_both_sides_looked_back_and_the_other_is_asked_to(broker, reader):
    asker, giver = broker.town("Aa"), broker.town("Bee")
    broker.asks(asker)
    broker.offers(giver)
    (made,) = broker.propose()
    broker.say(asker, made)
    broker.say(giver, made)
    pairing.follow_up_pairing(broker.by(asker), made.id, again(made).version, words="Het loopt.")
    assert (again(made).state, again(made).ended_on) == (PairingState.AGREED, None)
    asked = all_of(Task).get(what="pairing.look_back")
    assert (asked.organisation_id, asked.done_at, asked.due_on) == (giver.organisation, None, made.follow_up_on)
    assert all_of(Deadline).get(what="pairing.follow_up").state == "open"
    page, where = reader(giver), f"/kennis/koppels/{made.pk}"
    assert "Aa wil afronden. Bee is gevraagd ook terug te kijken" in page.text(where)
    assert "Afgerond op" not in page.text(where)
    form = page.text(f"{where}/terugblik")
    assert "De andere kant wil afronden" in form
    assert "Wanneer kijkt u weer terug" not in form
    broker.world.later(days=3)
    with pytest.raises(Invalid) as refused:
        pairing.follow_up_pairing(
            broker.by(giver), made.id, again(made).version, words="Nee.", next_on=broker.today + timedelta(9)
        )
    assert set(refused.value.problems) == {"next_on"}
    page.post(f"{where}/terugblik", key="t1", version=str(again(made).version), words="Wij zagen het anders.")
    over = again(made)
    assert (over.state, over.ended_on) == (PairingState.ENDED, broker.today)
    assert [one["words"] for one in over.outcomes] == ["Het loopt.", "Wij zagen het anders."]
    assert again(asked).done_at is not None
    assert all_of(Task).filter(what="pairing.tell").count() == 0
    assert all_of(Deadline).get(what="pairing.follow_up").state == "met"
    assert "De koppeling is afgerond" in page.text(f"{where}/terugblik")


@pytest.mark.mission("S10")
def test_who_wanted_to_round_off_can_set_a_day_after_all(broker):
    asker, giver = broker.town("Aa"), broker.town("Bee")
    broker.asks(asker)
    broker.offers(giver)
    (made,) = broker.propose()
    broker.say(asker, made)
    broker.say(giver, made)
    for next_on in (None, None, broker.today + timedelta(90)):
        pairing.follow_up_pairing(
            broker.by(asker), made.id, again(made).version, words="Nog een keer.", next_on=next_on
        )
    now = again(made)
    assert (now.state, now.follow_up_on) == (PairingState.AGREED, broker.today + timedelta(90))
    assert [one.result for one in all_of(Task).filter(what="pairing.look_back")] == ["not_needed"]
    assert len(now.outcomes) == 3
    pairing.follow_up_pairing(broker.by(giver), made.id, now.version, words="Voor ons is het klaar.")
    assert again(made).state == PairingState.ENDED
    assert all_of(Task).get(what="pairing.tell").organisation_id == asker.organisation


@pytest.mark.mission("S10")
def test_nobody_consents_once_the_question_or_the_offer_is_over(broker):
    asker, giver = broker.town("Aa"), broker.town("Bee")
    broker.asks(asker)
    broker.offers(giver, last_on=broker.today + timedelta(10))
    (made,) = broker.propose()
    broker.say(asker, made)
    broker.world.later(days=11)
    with pytest.raises(Invalid) as refused:
        broker.say(giver, made)
    assert "voorbij" in str(refused.value.problems["agrees"])
    assert (again(made).state, again(made).giver_says) == (PairingState.PROPOSED, "")
    broker.say(giver, made, agrees=False, reason="Ons aanbod is voorbij.")
    assert again(made).state == PairingState.DECLINED


@pytest.mark.mission("S10")
def test_the_day_to_look_back_counts_from_the_consent_of_both(broker):
    asker, giver = broker.town("Aa"), broker.town("Bee")
    broker.asks(asker)
    broker.offers(giver)
    (made,) = broker.propose()
    broker.world.later(days=70)
    broker.say(asker, made)
    broker.world.later(days=2)
    broker.say(giver, made)
    assert again(made).follow_up_on == broker.today + timedelta(60)
    assert all_of(Deadline).get(what="pairing.follow_up").due_at.date() == broker.today + timedelta(60)


def test_only_pairings_to_which_both_sides_consented_are_help_already_given(broker):
    giver = broker.town("Cee")
    broker.offers(giver, most=3)
    askers = {viewer.organisation: viewer for viewer in (broker.town("Aa"), broker.town("Bee"))}
    for viewer in askers.values():
        broker.asks(viewer)
    first, _second = broker.propose()
    broker.asks(broker.town("Dee"))

    def given() -> int:
        (pair,) = broker.proposal().pairs
        return next(one["given"] for one in pair.reasons if one["what"] == "load")

    assert given() == 0
    broker.say(askers[first.asker_id], first)
    broker.say(giver, first)
    assert given() == 1
