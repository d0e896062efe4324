# SPDX-License-Identifier: EUPL-1.2
"""The closed lists of portfolios, with the words for them and the figures they stand for."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Tail(TextChoices):
    """Which scenarios count most: all alike, or only the worst part of them."""

    MEAN = "mean", _("alle scenario's samen, gemiddeld")
    HALF = "half", _("de slechtste helft van de scenario's")
    WORST = "worst", _("alleen het slechtste scenario")

    @property
    def alpha(self) -> float:
        """The share of scenarios left out of the tail, 0 to below 1; at most eight scenarios are chosen."""
        return {Tail.MEAN: 0.0, Tail.HALF: 0.5, Tail.WORST: 0.9}[self]


class Need(IntegerChoices):
    """How much a scenario asks for in a field: how many efforts that cover it wholly would be needed."""

    NOTHING = 0, _("niets extra's")
    SOME = 1, _("gewoon: één inzet die volledig dekt")
    MUCH = 2, _("veel: twee keer zoveel")
    MOST = 3, _("zeer veel: drie keer zoveel")


class CoverStep(IntegerChoices):
    """How much of one whole effort a measure covers, in quarters: a judgement of people, told in words."""

    NOTHING = 0, _("niets")
    LITTLE = 1, _("een klein deel")
    HALF = 2, _("de helft")
    MUCH = 3, _("een groot deel")
    WHOLE = 4, _("volledig")

    @property
    def share(self) -> float:
        """The same from 0 to 1."""
        return self.value / 4


class Intrusion(IntegerChoices):
    """How deep a measure cuts into the rights and the daily life of people."""

    NOT = 0, _("raakt niemand in zijn rechten")
    LIGHT = 1, _("licht: hinder of toezicht op een plaats")
    DEEP = 2, _("ingrijpend: beperkt vrijheid of privacy")
    DEEPEST = 3, _("zeer ingrijpend: neemt vrijheid weg")


class RunState(TextChoices):
    """Where a calculation stands."""

    ASKED = "asked", _("wordt berekend")
    DONE = "done", _("klaar")
    INFEASIBLE = "infeasible", _("geen mix past")
    FAILED = "failed", _("mislukt")
    CANCELLED = "cancelled", _("afgebroken")


class Stage(TextChoices):
    """How far a calculation is."""

    WAITS = "waits", _("De aannames vastleggen")
    SEARCHES = "searches", _("De mix met het kleinste tekort zoeken")
    ALONE = "alone", _("Per scenario zoeken wat op zijn best kan, voor de spijt")
    OTHERS = "others", _("Andere mixen zoeken die bijna even goed zijn")
    CHECKS = "checks", _("Elke uitkomst narekenen zonder de rekenmachine")


CONSULTED = ("minbz", "mindef")
"""Who is heard before foreign effort is decided on: Foreign Affairs and Defence (§5.1, §8.2)."""
ENDED = (RunState.DONE, RunState.INFEASIBLE, RunState.FAILED, RunState.CANCELLED)

FAILURES = {
    "no_answer": _("De rekenmachine gaf binnen de tijd geen antwoord. Vraag het opnieuw, of maak de studie kleiner."),
    "not_right": _("De uitkomst klopte niet toen zij werd nagerekend. Zij is niet bewaard."),
    "broke": _("De berekening brak af door een fout in Vijfveld. Waarschuw de beheerder van de node."),
}
"""Why a calculation gave nothing, by its code."""
