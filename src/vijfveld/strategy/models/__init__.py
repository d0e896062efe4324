# SPDX-License-Identifier: EUPL-1.2
"""The nouns of the strategy."""

from vijfveld.strategy.models.asks import BELOW_FLOOR, Answer, Ask
from vijfveld.strategy.models.efforts import Driver, Effort
from vijfveld.strategy.models.levels import ThreatLevel

__all__ = ["BELOW_FLOOR", "Answer", "Ask", "Driver", "Effort", "ThreatLevel"]
