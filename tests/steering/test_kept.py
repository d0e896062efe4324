# SPDX-License-Identifier: EUPL-1.2
"""A frozen report outlives what comes after it: other work, a backup, a restore, and the engine it was made on."""

import pytest
from django.db import connection

from tests.steering.conftest import again
from tests.steering.test_freezing import SAME_ON_BOTH_ENGINES, all_of, report, story
from vijfveld.law.timekeeping import forget_time
from vijfveld.node import keystore as keys
from vijfveld.site import backups
from vijfveld.steering.acts.answers import Told, draft_answer
from vijfveld.steering.acts.freezing import rederived, verify_report
from vijfveld.steering.acts.outcomes import reply_to_reservation
from vijfveld.steering.models import Reservation

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
LATER_ACTS = 1000


@pytest.fixture
def node(table, tmp_path, settings):
    """A node with keys and a store of its own, which can be saved and brought back."""
    settings.VIJFVELD_HOME, settings.VIJFVELD_KEYS = tmp_path / "home", tmp_path / "home" / "keys"
    settings.VIJFVELD_HOME.mkdir()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"]
    keys._store.cache_clear()
    forget_time()
    yield table
    keys._store.cache_clear()


@pytest.mark.mission("S3")
def test_the_report_is_derived_again_byte_for_byte_after_much_work_a_backup_and_a_restore(node, tmp_path):
    frozen = story(node)
    before = {edition: report(frozen, edition) for edition in ("network", "restricted")}
    reply_to_reservation(node.by(node.assessor), all_of(Reservation).get().id, 1, reply="Dank.")
    later = node.opened(title="Nog een ronde")
    for number in range(LATER_ACTS):
        told = Told(level=number % 4, explanation=f"Versie {number}.")
        draft_answer(node.by(node.town), later.id, "verwerven.e1", number, told)
    backups.backup(tmp_path / "node.tar", now=node.world.later(hours=1))
    node.answer(later, node.police)
    backups.restore(tmp_path / "node.tar", now=node.world.later(hours=1), over=True)
    assert {edition: report(frozen, edition) for edition in before} == before
    assert rederived(all_of, again(frozen)) == {"network": True, "restricted": True}
    assert verify_report(node.by(node.coordinator), frozen.id)
    assert {edition: digest for edition, (_bytes, digest) in before.items()} == SAME_ON_BOTH_ENGINES
