# SPDX-License-Identifier: EUPL-1.2
"""The words of the API for the closed lists of the system test, roles, the override, scenarios and pathways."""

from vijfveld.law.rest.values import Words
from vijfveld.steering.pathway_words import Standing
from vijfveld.steering.scenario_words import SignpostState
from vijfveld.steering.words import Axis, FreezingState, RoundState, Sureness, Work
from vijfveld.steering.words_roles import ConflictState, DutyRole, DutyState, OverrideState, Rule

ROUND_STATES = Words(RoundState, ("voorbereiding", "open", "gesloten", "beoordeling", "vastgesteld"))
ANSWER_STATES = Words(Work, ("te-doen", "concept", "ingediend", "terug", "niet-van-toepassing"))
SURENESS = Words(Sureness, ("zeker", "aannemelijk", "onzeker"), or_none=True)
AXES = Words(Axis, ("effectief", "legitiem", "robuust"))
FREEZING_STATES = Words(FreezingState, ("bezig", "klaar", "afgebroken", "mislukt"))
ROLES = Words(
    DutyRole, ["uitvoerder", "eindverantwoordelijke", "geraadpleegde", "geinformeerde", "toetser", "aanvrager",
               "toestemminggever"],
)  # fmt: skip
DUTY_STATES = Words(DutyState, ["voorgesteld", "afgesproken", "afgewezen", "ingetrokken", "voorbij"])
RULES = Words(
    Rule, ["niemandEindverantwoordelijk", "meerEindverantwoordelijken", "niemandVoertUit", "toetstZichzelf",
           "geeftZichzelfToestemming", "politiekVoertUit", "politiekInZaak", "coordinatorBeveelt", "zaakEnToezicht"],
)  # fmt: skip
CONFLICT_STATES = Words(ConflictState, ["open", "aanvaard", "opgelost"])
OVERRIDE_STATES = Words(OverrideState, ["vanKracht", "geeindigd", "gestopt"])
SIGNPOST_STATES = Words(SignpostState, ["gevolgd", "afgegaan", "nietMeerGevolgd"])
STANDINGS = Words(Standing, ["houdt", "nogTijd", "opvolgerWerktAl", "beginNu", "teLaat", "geenOpvolger"])
