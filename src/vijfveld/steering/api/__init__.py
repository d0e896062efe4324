# SPDX-License-Identifier: EUPL-1.2
"""Steering as REST resources."""

from vijfveld.steering.api import bodies
from vijfveld.steering.api.authority import lines, overrides
from vijfveld.steering.api.duties import conflicts, duties, tasks

RESOURCES = (*bodies.RESOURCES, tasks, duties, conflicts, lines, overrides)
