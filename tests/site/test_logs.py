# SPDX-License-Identifier: EUPL-1.2
"""The log names codes and never people or content, also when something goes wrong."""

import json
import logging

import pytest
import structlog
from django.db import IntegrityError

from vijfveld.site.logs import set_up_logs


@pytest.fixture
def told(capsys):
    """What stands in the log after a fault, as it is written elsewhere than on a terminal."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level

    def tell(fault):
        set_up_logs()
        try:
            raise RuntimeError("outer words") from fault
        except RuntimeError:
            structlog.get_logger("test").exception("job failed", job="sealer")
            logging.getLogger("django.request").error("Internal Server Error: /x", exc_info=True)
        lines = capsys.readouterr().err.splitlines()
        return [json.loads(line) for line in lines]

    yield tell
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def test_a_fault_is_told_with_its_kind_and_place_and_without_what_was_in_its_hands(told):
    row = IntegrityError('violates constraint "person_email"\nDETAIL:  Key (email)=(vera@voorbeeld.invalid) exists.')
    for line in told(row):
        written = json.dumps(line)
        assert "vera@voorbeeld.invalid" not in written
        assert "IntegrityError" in written
        assert "RuntimeError" in written
        assert "person_email" in written
        assert "test_logs.py" in written


@pytest.mark.parametrize(
    "fault", [ValueError("geheime tekst"), KeyError("geheime tekst"), LookupError("geheime tekst")]
)
def test_values_that_a_fault_names_stay_out_of_the_log(told, fault):
    assert all("geheime tekst" not in json.dumps(line) for line in told(fault))
