# SPDX-License-Identifier: EUPL-1.2
"""The nouns of the node."""

from vijfveld.node.models.audience import AudienceMember, audience_id, audiences_of
from vijfveld.node.models.node import Node, NotMade, forget_node, this_node
from vijfveld.node.models.organisation import Organisation
from vijfveld.node.models.people import Account, Mandate, Person, in_force
from vijfveld.node.models.record import Record, record_model

__all__ = [
    "Account",
    "AudienceMember",
    "Mandate",
    "Node",
    "NotMade",
    "Organisation",
    "Person",
    "Record",
    "audience_id",
    "audiences_of",
    "forget_node",
    "in_force",
    "record_model",
    "this_node",
]
