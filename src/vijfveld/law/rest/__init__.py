# SPDX-License-Identifier: EUPL-1.2
"""What the REST resources of all floors are made of: values, lists, and operations that stand before the door."""

from vijfveld.law.rest.listing import Wish
from vijfveld.law.rest.resource import Resource
from vijfveld.law.rest.values import Out

__all__ = ["Out", "Resource", "Wish"]
