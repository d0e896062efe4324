# SPDX-License-Identifier: EUPL-1.2
"""The people of the floors above, whose data comes in and goes out."""

from tests.steering.conftest import table
from tests.strategy.conftest import network

__all__ = ["network", "table"]
