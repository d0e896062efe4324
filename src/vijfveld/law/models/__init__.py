# SPDX-License-Identifier: EUPL-1.2
"""The nouns of the law."""

from vijfveld.law.models.clocks import Deadline, DeadlineState, Task
from vijfveld.law.models.decisions import Decision, Reasoning
from vijfveld.law.models.dossiers import Destruction, DestructionState, Dossier, Handover, Seat, seated
from vijfveld.law.models.ledger import ActKey, Checkpoint, Cursor, Entry, Seal, TreeNode, Unsealed
from vijfveld.law.models.oversight import BasisConfirmation, BreakGlass, GateCount, ProcessingLine
from vijfveld.law.models.search import SearchText

__all__ = [
    "ActKey",
    "BasisConfirmation",
    "BreakGlass",
    "Checkpoint",
    "Cursor",
    "Deadline",
    "DeadlineState",
    "Decision",
    "Destruction",
    "DestructionState",
    "Dossier",
    "Entry",
    "GateCount",
    "Handover",
    "ProcessingLine",
    "Reasoning",
    "Seal",
    "SearchText",
    "Seat",
    "Task",
    "TreeNode",
    "Unsealed",
    "seated",
]
