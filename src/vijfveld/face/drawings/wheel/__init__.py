# SPDX-License-Identifier: EUPL-1.2
"""The wheel: the strategy's own figure, alive."""

from vijfveld.face.drawings.wheel.draw import wheel
from vijfveld.face.drawings.wheel.facts import Field, Hub, Running, Steps, Wheel
from vijfveld.face.drawings.wheel.words import table

__all__ = ["Field", "Hub", "Running", "Steps", "Wheel", "table", "wheel"]
