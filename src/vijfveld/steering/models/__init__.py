# SPDX-License-Identifier: EUPL-1.2
"""The nouns of steering: system test, roles, scenarios to pathways, erosion, broker, bodies, account, oversight."""

from vijfveld.steering.models.accounts import Account, AccountCount, AccountEdition, AccountField, AccountRemark
from vijfveld.steering.models.answers import AnswerEdition, Evidence, TestAnswer
from vijfveld.steering.models.authority import AuthorityLine, Override
from vijfveld.steering.models.bodies import Body, BodyMembership, BodySeat
from vijfveld.steering.models.broker import Expertise, Help, Pairing, Unmatched
from vijfveld.steering.models.checks import LedgerCheck
from vijfveld.steering.models.duties import Duty, RoleConflict, RoleTask
from vijfveld.steering.models.erosion import AttentionAgreement, ErosionNote
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
from vijfveld.steering.models.pathways import PathwayNeed, PathwayStep, PathwayStudy
from vijfveld.steering.models.portfolio_runs import Consultation, PortfolioProposal, PortfolioRun
from vijfveld.steering.models.portfolios import Candidate, Cover, PortfolioStudy, StudyScenario
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
    "AttentionAgreement",
    "AuthorityLine",
    "Body",
    "BodyMembership",
    "BodySeat",
    "Candidate",
    "Commitment",
    "Consultation",
    "Cover",
    "Duty",
    "ErosionNote",
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
    "PathwayNeed",
    "PathwayStep",
    "PathwayStudy",
    "PortfolioProposal",
    "PortfolioRun",
    "PortfolioStudy",
    "Questionnaire",
    "Reservation",
    "RoleConflict",
    "RoleTask",
    "Round",
    "Scenario",
    "Signpost",
    "Snapshot",
    "StepDecision",
    "StudyScenario",
    "TestAnswer",
    "UncertaintyField",
    "Unmatched",
]
