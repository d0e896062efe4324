# SPDX-License-Identifier: EUPL-1.2
"""What stands there already is not taken twice, and a page whose form can only refuse says why instead."""

import pytest

from tests.steering.test_broker import BORDER, again
from tests.steering.test_broker import broker as broker
from tests.strategy.conftest import words_of
from vijfveld.law.refusals import Invalid
from vijfveld.steering.acts import expertise


@pytest.mark.mission("S10")
def test_what_stands_there_already_word_for_word_is_refused(broker):
    town, other = broker.town("Aa"), broker.town("Bee")
    broker.knows(town, words="Vraag naar de wijkagent.")
    with pytest.raises(Invalid) as refused:
        broker.knows(town, words="Vraag naar de wijkagent. ")
    assert "staat er al" in str(refused.value.problems["subject"])
    first = broker.asks(town)
    with pytest.raises(Invalid) as refused:
        broker.asks(town, words="wij zoeken elkaar. ", most=2)
    assert "deze vraag staat al open" in str(refused.value.problems["words"]).lower()
    for viewer, told in ((town, {"words": "Iets anders."}), (town, {"subject": BORDER}), (other, {})):
        broker.asks(viewer, **told)
    broker.offers(town)
    with pytest.raises(Invalid) as refused:
        broker.offers(town)
    assert "dit aanbod staat al open" in str(refused.value.problems["words"]).lower()
    expertise.withdraw_help(broker.by(town), first.id, first.version)
    broker.asks(town)


def test_a_page_for_consent_that_is_decided_or_of_another_says_why_instead(broker, reader):
    asker, giver = broker.town("Aa"), broker.town("Bee")
    known, question = broker.knows(giver), broker.asks(asker)
    broker.offers(giver)
    (made,) = broker.propose()
    where = f"/kennis/koppels/{made.pk}"
    assert "Deze koppeling loopt niet" in words_of(reader(giver).get(f"{where}/terugblik"))
    broker.say(giver, made)
    broker.say(asker, made, agrees=False, reason="Nu niet.")
    expertise.withdraw_help(broker.by(asker), question.id, again(question).version)
    for viewer, place, said in (
        (asker, f"{where}/instemmen", "al beslist"),
        (asker, f"/kennis/ervaring/{known.pk}/bevestigen", "Alleen de liaison van deze organisatie"),
        (asker, f"/kennis/ervaring/{known.pk}/intrekken", "Alleen de liaison van deze organisatie"),
        (asker, f"/kennis/hulp/{question.pk}/intrekken", "al ingetrokken"),
        (giver, f"/kennis/hulp/{question.pk}/intrekken", "Alleen de liaison van deze organisatie"),
    ):
        shown = reader(viewer).get(place)
        assert (place, shown.status_code) == (place, 403)
        assert said in words_of(shown)
