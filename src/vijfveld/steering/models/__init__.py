# SPDX-License-Identifier: EUPL-1.2
"""The nouns of the system test and of scenarios."""

from vijfveld.steering.models.answers import AnswerEdition, Evidence, TestAnswer
from vijfveld.steering.models.outcomes import Finding, Reservation, Snapshot, StepDecision
from vijfveld.steering.models.rounds import Invitation, Questionnaire, Round
from vijfveld.steering.models.scenarios import Exclusion, Mover, Scenario, Signpost, UncertaintyField

__all__ = [
    "AnswerEdition",
    "Evidence",
    "Exclusion",
    "Finding",
    "Invitation",
    "Mover",
    "Questionnaire",
    "Reservation",
    "Round",
    "Scenario",
    "Signpost",
    "Snapshot",
    "StepDecision",
    "TestAnswer",
    "UncertaintyField",
]
