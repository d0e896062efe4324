# SPDX-License-Identifier: EUPL-1.2
"""Morphology: fields of uncertainties, cross-consistency, the futures that survive and a diverse few of them."""

from vijfveld.methods.morphology.configurations import Configuration
from vijfveld.methods.morphology.exclusions import BadField, EmptyField, Exclusion, Reason, Value
from vijfveld.methods.morphology.field import Field

__all__ = ["BadField", "Configuration", "EmptyField", "Exclusion", "Field", "Reason", "Value"]
