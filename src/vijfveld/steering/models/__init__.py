# SPDX-License-Identifier: EUPL-1.2
"""The nouns of the system test, roles and authority, scenarios, bodies, the broker, the account and oversight."""

from vijfveld.steering.models.accounts import Account, AccountCount, AccountEdition, AccountField, AccountRemark
from vijfveld.steering.models.answers import AnswerEdition, Evidence, TestAnswer
from vijfveld.steering.models.authority import AuthorityLine, Override
from vijfveld.steering.models.bodies import Body, BodyMembership, BodySeat
from vijfveld.steering.models.broker import Expertise, Help, Pairing, Unmatched
from vijfveld.steering.models.checks import LedgerCheck
from vijfveld.steering.models.duties import Duty, RoleConflict, RoleTask
from vijfveld.steering.models.freezing import Freezing
from vijfveld.steering.models.lessons import Exercise, Lesson, LessonProof
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
from vijfveld.steering.models.scenarios import Exclusion, Mover, Scenario, Signpost, UncertaintyField

__all__ = [
    "Account",
    "AccountCount",
    "AccountEdition",
    "AccountField",
    "AccountRemark",
    "AgendaItem",
    "AnswerEdition",
    "AuthorityLine",
    "Body",
    "BodyMembership",
    "BodySeat",
    "Commitment",
    "Duty",
    "Evidence",
    "Exclusion",
    "Exercise",
    "Expertise",
    "Finding",
    "FollowUp",
    "Freezing",
    "Help",
    "Invitation",
    "LedgerCheck",
    "Lesson",
    "LessonProof",
    "Meeting",
    "MeetingDecision",
    "MeetingPaper",
    "Mover",
    "Override",
    "Pairing",
    "Questionnaire",
    "Reservation",
    "RoleConflict",
    "RoleTask",
    "Round",
    "Scenario",
    "Signpost",
    "Snapshot",
    "StepDecision",
    "TestAnswer",
    "UncertaintyField",
    "Unmatched",
]
