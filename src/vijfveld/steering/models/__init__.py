# SPDX-License-Identifier: EUPL-1.2
"""The nouns of the system test, scenarios, the account and oversight."""

from vijfveld.steering.models.accounts import Account, AccountCount, AccountEdition, AccountField, AccountRemark
from vijfveld.steering.models.answers import AnswerEdition, Evidence, TestAnswer
from vijfveld.steering.models.checks import LedgerCheck
from vijfveld.steering.models.freezing import Freezing
from vijfveld.steering.models.outcomes import Finding, Reservation, Snapshot, StepDecision
from vijfveld.steering.models.rounds import Invitation, Questionnaire, Round
from vijfveld.steering.models.scenarios import Exclusion, Mover, Scenario, Signpost, UncertaintyField

__all__ = [
    "Account",
    "AccountCount",
    "AccountEdition",
    "AccountField",
    "AccountRemark",
    "AnswerEdition",
    "Evidence",
    "Exclusion",
    "Finding",
    "Freezing",
    "Invitation",
    "LedgerCheck",
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
