# SPDX-License-Identifier: EUPL-1.2
"""The append-only Merkle tree of RFC 9162 over SHA-256: hashing, growing, proving and checking."""

from vijfveld.methods.tree.frontier import Frontier
from vijfveld.methods.tree.hashes import (
    EMPTY_ROOT,
    HASH_SIZE,
    IndexOutsideTree,
    MalformedHash,
    Node,
    TreeError,
    leaf_hash,
    node_hash,
)
from vijfveld.methods.tree.proofs import (
    NodeGetter,
    consistency_from_nodes,
    consistency_ranges,
    inclusion_from_nodes,
    inclusion_ranges,
    root_from_nodes,
)
from vijfveld.methods.tree.reference import consistency_proof, inclusion_proof, root
from vijfveld.methods.tree.verify import (
    ConsistencyRefused,
    InclusionRefused,
    verify_consistency,
    verify_inclusion,
)

__all__ = [
    "EMPTY_ROOT",
    "HASH_SIZE",
    "ConsistencyRefused",
    "Frontier",
    "InclusionRefused",
    "IndexOutsideTree",
    "MalformedHash",
    "Node",
    "NodeGetter",
    "TreeError",
    "consistency_from_nodes",
    "consistency_proof",
    "consistency_ranges",
    "inclusion_from_nodes",
    "inclusion_proof",
    "inclusion_ranges",
    "leaf_hash",
    "node_hash",
    "root",
    "root_from_nodes",
    "verify_consistency",
    "verify_inclusion",
]
