# SPDX-License-Identifier: EUPL-1.2
"""The system test as REST resources."""

from vijfveld.steering.api.findings import findings
from vijfveld.steering.api.rounds import rounds
from vijfveld.steering.api.test_answers import test_answers

RESOURCES = (rounds, test_answers, findings)
