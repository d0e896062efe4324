# SPDX-License-Identifier: EUPL-1.2
"""A partner answers by file: what was asked of it, and its questions of the system test; never for somebody else."""

from decimal import Decimal

import pytest

from tests.law.data.test_bringing import brought, checked, counts
from tests.strategy.test_efforts import ask_town
from vijfveld.law.refusals import Refused
from vijfveld.node import clock
from vijfveld.steering.models import TestAnswer
from vijfveld.strategy.models import Answer, Ask

ASKS = "extern_id;vraag;antwoord;capaciteit;reden\r\n"
TEST = "extern_id;ronde;vraag;niveau;zekerheid;toelichting\r\n"
SAID = "likely;Wij doen dit elke week."


def all_of(model):
    return model.objects.beyond_access("test")


@pytest.fixture
def asked(network):
    with clock.stopped(network.world.now):
        yield ask_town(network, network.flexible())


@pytest.mark.mission("S1")
def test_an_organisation_answers_its_asks_by_file_once_and_again(network, asked):
    world, town = network.world, network.town
    row = ASKS + f"a1;{asked.id};ja, voor een deel;0,5;Meer mensen zijn er niet.\r\n"
    assert counts(brought(world, town, "antwoorden", row)) == (1, 0, 0, 0, 0)
    answer = all_of(Answer).get(ask=asked)
    assert (answer.partner_id, answer.capacity, answer.reply) == (town.organisation, Decimal("0.5"), "partly")
    assert counts(brought(world, town, "antwoorden", row)) == (0, 0, 1, 0, 0)
    assert counts(brought(world, town, "antwoorden", row.replace("0,5", "1"), "update")) == (0, 1, 0, 0, 0)
    assert all_of(Ask).get(pk=asked.id).granted == Decimal(1)
    assert all_of(Answer).filter(ask=asked).count() == 2


def test_an_ask_to_another_organisation_cannot_be_answered_by_file(network, asked):
    found = checked(network.world, network.ministry, "antwoorden", ASKS + f"a1;{asked.id};ja, helemaal;;\r\n")
    assert counts(found) == (0, 0, 0, 0, 1)
    assert found.problems[0][2] == "vraag"
    with pytest.raises(Refused):
        checked(network.world, network.coordinator, "antwoorden", ASKS + f"a1;{asked.id};ja, helemaal;;\r\n")
    assert not all_of(Answer).exists()


def test_every_fault_of_an_answer_stands_beside_its_column(network, asked):
    rows = f"a1;{asked.id};nee;;\r\na2;{asked.id};misschien;veel;\r\na3;bestaat-niet;ja, helemaal;;\r\n"
    found = checked(network.world, network.town, "antwoorden", ASKS + rows)
    assert {(problem[1], problem[2]) for problem in found.problems} >= {
        (2, "reden"), (3, "antwoord"), (3, "capaciteit"), (4, "vraag"),
    }  # fmt: skip


@pytest.mark.mission("S3")
def test_an_organisation_answers_the_system_test_by_file_once_and_again(table):
    with clock.stopped(table.world.now):
        round = table.opened()
        row = TEST + f"t1;{round.title};verwerven.e1;2;{SAID}\r\n"
        assert counts(brought(table.world, table.town, "toetsantwoorden", row)) == (1, 0, 0, 0, 0)
        answer = all_of(TestAnswer).get(round=round, partner=table.town.organisation, item="verwerven.e1")
        assert (answer.level, answer.sureness) == (2, "likely")
        assert counts(brought(table.world, table.town, "toetsantwoorden", row)) == (0, 0, 1, 0, 0)
        again = row.replace(";2;", ";3;")
        assert counts(brought(table.world, table.town, "toetsantwoorden", again, "update")) == (0, 1, 0, 0, 0)
        answer.refresh_from_db()
        assert answer.level == 3


def test_who_was_not_asked_or_asked_something_else_is_refused_by_row(table):
    with clock.stopped(table.world.now):
        round = table.opened()
        rows = f"t1;{round.title};voorkomen.l1;2;{SAID}\r\nt2;Een andere ronde;verwerven.e1;2;{SAID}\r\n"
        found = checked(table.world, table.police, "toetsantwoorden", TEST + rows)
        assert counts(found) == (0, 0, 0, 0, 2)
        assert [tuple(problem[1:3]) for problem in found.problems] == [(2, "vraag"), (3, "ronde")]
        with pytest.raises(Refused):
            checked(table.world, table.assessor, "toetsantwoorden", TEST + rows)
        assert not all_of(TestAnswer).exclude(partner=table.town.organisation).filter(level__isnull=False).exists()
