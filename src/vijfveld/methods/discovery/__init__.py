# SPDX-License-Identifier: EUPL-1.2
"""Discovery: many model runs at once, and the boxes of inputs in which what matters happens."""

from vijfveld.methods.discovery.boxes import BadCases, Box, measured, quasi_p
from vijfveld.methods.discovery.experiments import BadExperiments, Experiments, explore, latin_hypercube, run
from vijfveld.methods.discovery.prim import Patience, chosen, prim, stability

__all__ = [
    "BadCases",
    "BadExperiments",
    "Box",
    "Experiments",
    "Patience",
    "chosen",
    "explore",
    "latin_hypercube",
    "measured",
    "prim",
    "quasi_p",
    "run",
    "stability",
]
