# SPDX-License-Identifier: EUPL-1.2
"""The nouns of the system test."""

from vijfveld.steering.models.answers import AnswerEdition, Evidence, TestAnswer
from vijfveld.steering.models.bodies import Body, BodyMembership, BodySeat
from vijfveld.steering.models.meetings import (
    AgendaItem,
    Commitment,
    FollowUp,
    Meeting,
    MeetingDecision,
    MeetingPaper,
)
from vijfveld.steering.models.outcomes import Finding, Reservation, Snapshot, StepDecision
from vijfveld.steering.models.rounds import Invitation, Questionnaire, Round

__all__ = [
    "AgendaItem",
    "AnswerEdition",
    "Body",
    "BodyMembership",
    "BodySeat",
    "Commitment",
    "Evidence",
    "Finding",
    "FollowUp",
    "Invitation",
    "Meeting",
    "MeetingDecision",
    "MeetingPaper",
    "Questionnaire",
    "Reservation",
    "Round",
    "Snapshot",
    "StepDecision",
    "TestAnswer",
]
