# SPDX-License-Identifier: EUPL-1.2
"""The nouns of the law."""

from vijfveld.law.models.bringing import ColumnMapping, ExternalId, Import, ImportFile, ImportState, OnConflict
from vijfveld.law.models.clocks import Deadline, DeadlineState, Task
from vijfveld.law.models.decisions import Decision, Reasoning
from vijfveld.law.models.dossiers import Destruction, DestructionState, Dossier, DossierPart, Handover, Seat, seated
from vijfveld.law.models.ledger import ActKey, Checkpoint, Cursor, Entry, Seal, TreeNode, Unsealed
from vijfveld.law.models.noticing import FeedKey, NoticeMark
from vijfveld.law.models.oversight import BasisConfirmation, BreakGlass, GateCount, ProcessingLine
from vijfveld.law.models.search import SearchText
from vijfveld.law.models.tension import AreaTension, TensionSort
from vijfveld.law.models.tokens import AccessToken

__all__ = [
    "AccessToken",
    "ActKey",
    "AreaTension",
    "BasisConfirmation",
    "BreakGlass",
    "Checkpoint",
    "ColumnMapping",
    "Cursor",
    "Deadline",
    "DeadlineState",
    "Decision",
    "Destruction",
    "DestructionState",
    "Dossier",
    "DossierPart",
    "Entry",
    "ExternalId",
    "FeedKey",
    "GateCount",
    "Handover",
    "Import",
    "ImportFile",
    "ImportState",
    "NoticeMark",
    "OnConflict",
    "ProcessingLine",
    "Reasoning",
    "Seal",
    "SearchText",
    "Seat",
    "Task",
    "TensionSort",
    "TreeNode",
    "Unsealed",
    "seated",
]
