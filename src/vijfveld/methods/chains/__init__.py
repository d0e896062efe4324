# SPDX-License-Identifier: EUPL-1.2
"""Chains: stages with servers that cases pass, in closed form, many replications side by side, or event by event."""

from vijfveld.methods.chains.model import Chain, Interval, Result, Stage, difference
from vijfveld.methods.chains.queues import BadChain, erlang_b, erlang_c, mean_wait
from vijfveld.methods.chains.surge import Flow, Outcome, Post, Surge, displaced

__all__ = [
    "BadChain", "Chain", "Flow", "Interval", "Outcome", "Post", "Result", "Stage", "Surge", "difference", "displaced",
    "erlang_b", "erlang_c", "mean_wait",
]  # fmt: skip
