# SPDX-License-Identifier: EUPL-1.2
"""Two at once: a report is frozen while others still write, and two assessors judge the same field."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.steering.conftest import PLACES, again
from vijfveld.law.refusals import Refused
from vijfveld.node import clock
from vijfveld.steering import background
from vijfveld.steering.acts.freezing import ask_to_freeze, verify_report
from vijfveld.steering.acts.outcomes import About, Judged, decide_step, place_reservation
from vijfveld.steering.models import Reservation, StepDecision

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def at_once(*acts) -> list[str]:
    """Do every act in a thread of its own, all at the same moment; how each ended."""
    start = Barrier(len(acts))

    def done(act) -> str:
        start.wait()
        try:
            act()
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(done, acts))


def all_of(model):
    return model.objects.beyond_access("test")


def freeze(table, caller, round, version) -> None:
    with clock.stopped(table.world.now):
        background.carry_out(ask_to_freeze(caller, round, version, not_measurable="Veel niet."))


@pytest.mark.mission("S3")
def test_what_is_written_while_a_report_is_frozen_is_in_it_or_refused(table):
    round = table.opened()
    table.closed(round)
    table.judged(round)
    version = again(round).version
    about = About(item="verwerven.e1")
    callers = [table.by(table.school) for _ in range(4)]
    writers = [
        lambda caller=caller: place_reservation(caller, round.id, about, words="Net op tijd.") for caller in callers
    ]
    judge, freezer = table.by(table.second), table.by(table.assessor)
    ended = at_once(
        *writers,
        lambda: decide_step(judge, round.id, *PLACES[0], 1, Judged(3, "Toch hoger.")),
        lambda: freeze(table, freezer, round.id, version),
    )
    assert ended[5] == "done"
    assert set(ended[:5]) <= {"done", "round.frozen"}
    assert all_of(Reservation).count() == ended[:4].count("done")
    assert verify_report(table.by(table.coordinator), round.id)


@pytest.mark.mission("S8")
def test_of_two_assessors_in_two_places_one_is_told(table):
    round = table.opened()
    table.closed(round)
    callers = [table.by(table.assessor), table.by(table.second)]
    ended = at_once(
        *(
            lambda caller=caller: decide_step(caller, round.id, *PLACES[0], 0, Judged(1, "Mijn reden."))
            for caller in callers
        )
    )
    assert sorted(ended) == ["done", "record.stale"]
    assert all_of(StepDecision).count() == 1
