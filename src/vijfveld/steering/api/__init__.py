# SPDX-License-Identifier: EUPL-1.2
"""Steering as REST resources."""

from vijfveld.steering.api.bodies import RESOURCES

__all__ = ["RESOURCES"]
