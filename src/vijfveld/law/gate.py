# SPDX-License-Identifier: EUPL-1.2
"""The scope gate (§1.1): what every intake asks before anything is kept.

Protest inside the law is not part of the strategy: its content is kept nowhere and a bare count remains. Tensions in
an area, told without persons, go to the social side. Extremism is recognised from conduct, in words; an ideology is
never a ground by itself.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.callers import Caller
from vijfveld.law.door import Door
from vijfveld.law.models import GateCount
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import Invalid, Refused
from vijfveld.node.roles import Role

SOURCE = "Nationale CT-strategie 2016-2020, §1.1"


class Outcome(StrEnum):
    """What the gate lets through, and as what."""

    IN_SCOPE = "in-scope"
    SOCIAL_SIDE = "social-side"


@dataclass(frozen=True)
class Answers:
    """What an intake asks at the gate. `conduct` and `motive` are words from which the answers follow; the gate
    reads only whether they are there and hands nothing on."""

    breaks_law_seriously: bool
    undermines_legal_order: bool
    area_tension_only: bool
    names_persons: bool
    conduct: str = ""
    motive: str = ""


def judge(answers: Answers) -> Outcome | Refused:
    """Judge an intake; pure, so that a program and a page ask the same. Raises Invalid when words are missing."""
    if answers.area_tension_only:
        return _tension(answers)
    if not (answers.breaks_law_seriously or answers.undermines_legal_order):
        return Refused("scope.protest", PROTEST, source=SOURCE)
    problems = {}
    if not answers.conduct.strip():
        problems["conduct"] = _("Beschrijf het gedrag waaruit dit blijkt.")
    if not answers.motive.strip():
        problems["motive"] = _("Beschrijf in woorden welk ideologisch motief uit het gedrag blijkt.")
    if problems:
        raise Invalid(problems)
    return Outcome.IN_SCOPE


def _tension(answers: Answers) -> Outcome | Refused:
    if answers.names_persons:
        return Refused("scope.tension_with_persons", PERSONS, source=SOURCE)
    return Outcome.SOCIAL_SIDE


PROTEST = _(
    "Dit is protest binnen de grenzen van de wet. Dat hoort niet in dit systeem. "
    "Er is niets bewaard, alleen geteld dat er iets is geweigerd."
)
PERSONS = _(
    "Spanning in een gebied kan alleen zonder personen worden doorgegeven. "
    "Haal namen en andere persoonsgegevens weg. Er is niets bewaard."
)


GROUNDS = {
    "scope.protest": _("protest binnen de wet"),
    "scope.tension_with_persons": _("spanning met personen erin"),
}


INTAKES = {"gate.page": _("de poort op de site")}
"""The intakes that ask the gate, in words; others go by their code."""


def intake_words(intake: str) -> str:
    """At which intake something was refused."""
    return str(INTAKES.get(intake, intake))


def ground_words(ground: str) -> str:
    """Why the gate refused, in a few words."""
    return str(GROUNDS.get(ground, ground))


@act("gate.count", roles=frozenset(Role) - {Role.NODE_KEEPER, Role.OVERSIGHT}, purpose=Purpose.ADMINISTRATION,
     basis="beheer-node", says=_("weigerde een intake aan de poort"))  # fmt: skip
def count_refused(door: Door, *, intake: str, ground: str) -> None:
    """Count that an intake was refused, by month and ground. Nothing of its content is here."""
    month = door.today.replace(day=1)
    row, _made = GateCount.objects.get_or_create(month=month, intake=intake, ground=ground)
    GateCount.objects.filter(pk=row.pk).update(count=F("count") + 1)
    door.note(intake=intake, ground=ground)


def pass_gate(caller: Caller, answers: Answers, *, intake: str) -> Outcome:
    """Ask the gate before an intake's own act. A refusal is counted and raised; nothing else of it remains."""
    judged = judge(answers)
    if isinstance(judged, Refused):
        count_refused(caller.with_key(f"{caller.key}:gate" if caller.key else ""), intake=intake, ground=judged.code)
        raise judged
    return judged
