# SPDX-License-Identifier: EUPL-1.2
"""Steering as REST resources."""

from vijfveld.steering.api import bodies
from vijfveld.steering.api import scenarios as futures
from vijfveld.steering.api.authority import lines, overrides
from vijfveld.steering.api.duties import conflicts, duties, tasks
from vijfveld.steering.api.findings import findings
from vijfveld.steering.api.pathways import studies
from vijfveld.steering.api.rounds import rounds
from vijfveld.steering.api.test_answers import test_answers

RESOURCES = (rounds, test_answers, findings, *bodies.RESOURCES, tasks, duties, conflicts, lines, overrides,
             *futures.RESOURCES, studies)  # fmt: skip
