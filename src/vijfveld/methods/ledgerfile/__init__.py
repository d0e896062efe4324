# SPDX-License-Identifier: EUPL-1.2
"""Ledger files that anyone can check offline: whole exports, trusted nodes, the proof of a single entry."""

from vijfveld.methods.ledgerfile.form import (
    BLOCK_LEVEL,
    SCHEMA,
    Ending,
    Header,
    MalformedLine,
    SealedEntry,
    write_export,
)
from vijfveld.methods.ledgerfile.known import KnownNodes, NodesRefused, known_from_nodes, read_known
from vijfveld.methods.ledgerfile.pieces import Growth, Pieces
from vijfveld.methods.ledgerfile.proof import ProofFileRefused, ProvenEntry, prove, verify_proof
from vijfveld.methods.ledgerfile.report import Fault, FaultKind, Report
from vijfveld.methods.ledgerfile.verify import verify

__all__ = [
    "BLOCK_LEVEL",
    "SCHEMA",
    "Ending",
    "Fault",
    "FaultKind",
    "Growth",
    "Header",
    "KnownNodes",
    "MalformedLine",
    "NodesRefused",
    "Pieces",
    "ProofFileRefused",
    "ProvenEntry",
    "Report",
    "SealedEntry",
    "known_from_nodes",
    "prove",
    "read_known",
    "verify",
    "verify_proof",
    "write_export",
]
