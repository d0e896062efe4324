# SPDX-License-Identifier: EUPL-1.2
"""The words of the API for the closed lists of the system test."""

from vijfveld.law.rest.values import Words
from vijfveld.steering.words import Axis, FreezingState, RoundState, Sureness, Work

ROUND_STATES = Words(RoundState, ("voorbereiding", "open", "gesloten", "beoordeling", "vastgesteld"))
ANSWER_STATES = Words(Work, ("te-doen", "concept", "ingediend", "terug", "niet-van-toepassing"))
SURENESS = Words(Sureness, ("zeker", "aannemelijk", "onzeker"), or_none=True)
AXES = Words(Axis, ("effectief", "legitiem", "robuust"))
FREEZING_STATES = Words(FreezingState, ("bezig", "klaar", "afgebroken", "mislukt"))
