# SPDX-License-Identifier: EUPL-1.2
"""The strategy as REST resources."""

from vijfveld.strategy.api.asks import answers, asks
from vijfveld.strategy.api.efforts import drivers, efforts
from vijfveld.strategy.api.levels import levels
from vijfveld.strategy.api.objectives import objectives

RESOURCES = (objectives, efforts, asks, answers, levels, drivers)
