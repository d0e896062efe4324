# SPDX-License-Identifier: EUPL-1.2
"""A calculation as background work: in its lane, once, with its stages, and called off."""

import pytest
from django_tasks_db.models import DBTaskResult

from tests.steering.studies import Workroom, all_of
from tests.strategy.conftest import network
from vijfveld.law.events import deliver
from vijfveld.law.models import Entry
from vijfveld.law.sealer import seal_pending
from vijfveld.node import clock
from vijfveld.steering import portfolio_background
from vijfveld.steering.acts import portfolio_runs
from vijfveld.steering.models import PortfolioRun

__all__ = ["network"]


@pytest.fixture
def room(network):
    return Workroom(network)


def test_asking_puts_the_calculation_in_the_long_lane_and_doing_it_twice_keeps_it_once(room):
    asked = room.ask(room.ready())
    seal_pending(room.world.now)
    deliver(room.world.now)
    waiting = DBTaskResult.objects.filter(queue_name="long", task_path__endswith="portfolio_background.calculate")
    assert [one.args_kwargs["args"] for one in waiting] == [[str(asked.id)]]
    with clock.stopped(room.world.now):
        portfolio_background.calculate.call(str(asked.id))
        kept = all_of(PortfolioRun).get(pk=asked.pk)
        portfolio_background.calculate.call(str(asked.id))
    assert kept.state == "done"
    assert all_of(PortfolioRun).get(pk=asked.pk).version == kept.version


def test_a_long_calculation_tells_its_stages_and_a_short_one_leaves_no_trail(room, monkeypatch):
    study = room.ready()
    room.run(study)
    assert not all_of(Entry).filter(act="portfolio.tell_stage").exists()
    monkeypatch.setattr(portfolio_background, "TELL_EVERY", 0.0)
    run = room.run(study)
    assert all_of(Entry).filter(act="portfolio.tell_stage").count() == 4
    assert (run.state, run.stage) == ("done", "checks")


def test_a_search_hears_that_it_was_called_off_and_only_from_its_own_thread(room):
    asked = room.ask(room.ready())
    ears = portfolio_background.Ears(asked)
    assert ears()
    portfolio_runs.cancel_run(room.by(), asked.id)
    assert ears()
    ears.looked = -1e9
    elsewhere = portfolio_background.Ears(asked, thread=-1)
    assert elsewhere()
    assert not ears()
