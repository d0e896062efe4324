# SPDX-License-Identifier: EUPL-1.2
"""The nouns of the system test."""

from vijfveld.steering.models.answers import AnswerEdition, Evidence, TestAnswer
from vijfveld.steering.models.outcomes import Finding, Reservation, Snapshot, StepDecision
from vijfveld.steering.models.rounds import Invitation, Questionnaire, Round

__all__ = [
    "AnswerEdition",
    "Evidence",
    "Finding",
    "Invitation",
    "Questionnaire",
    "Reservation",
    "Round",
    "Snapshot",
    "StepDecision",
    "TestAnswer",
]
