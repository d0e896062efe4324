# SPDX-License-Identifier: EUPL-1.2
"""What the figures of an account are called, and what each does not show."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from vijfveld.law.gate import ground_words
from vijfveld.strategy.words import Area, Nature, Reply

LABELS: dict[str, Any] = {
    "asked": gettext_lazy("Gevraagd"),
    "answered": gettext_lazy("Beantwoord"),
    "waiting": gettext_lazy("Nog zonder antwoord"),
    "started": gettext_lazy("Inzet begonnen"),
    "ended": gettext_lazy("Inzet gestopt"),
    "prolonged": gettext_lazy("Inzet verlengd"),
    "taken_up": gettext_lazy("Opgegaan in vaste inzet"),
    "wound_down": gettext_lazy("Afbouw van vaste inzet begonnen"),
    "findings": gettext_lazy("Bevindingen uit een systeemtoets"),
    "mended": gettext_lazy("Bevindingen die tot vaste inzet leidden"),
    "rounds": gettext_lazy("Vastgestelde systeemtoetsen"),
    "reservations": gettext_lazy("Voorbehouden van partners"),
    "replied": gettext_lazy("Voorbehouden waarop is geantwoord"),
    "refused": gettext_lazy("Geweigerde handelingen"),
    "gate": gettext_lazy("Geweigerd aan de poort"),
    "glass": gettext_lazy("Noodstappen"),
    "destroyed": gettext_lazy("Vernietigde dossiers"),
}
LIMITS: dict[str, Any] = {
    "asked": gettext_lazy("Telt vragen, geen werk. Een grote en een kleine vraag tellen allebei als één."),
    "answered": gettext_lazy("Een antwoord is een toezegging. Of het werk is gedaan, en of het hielp, staat er niet in."),
    "waiting": gettext_lazy("Een vraag van de laatste dagen hoort hier ook bij. Stilte is geen weigering."),
    "started": gettext_lazy("Dat iets begon, zegt niet dat het werkt. Wie al langer doorwerkt, telt hier niet mee."),
    "ended": gettext_lazy("Stoppen op de afgesproken dag is geen mislukking. Dit cijfer zegt niet waarom het stopte."),
    "prolonged": gettext_lazy("Verlengen kan nodig zijn of gemak. Dat staat in de redenen, niet in het aantal."),
    "taken_up": gettext_lazy("Zegt dat iets blijvend werd, niet dat de capaciteit ervoor er morgen nog is."),
    "wound_down": gettext_lazy("Zegt niet wat er aan kennis en vertrouwen meeging."),
    "findings": gettext_lazy("Wie beter kijkt, vindt meer. Meer bevindingen kan dus goed nieuws zijn."),
    "mended": gettext_lazy("Er is inzet gekoppeld. Of het gat daarmee dicht is, toont pas een volgende toets."),
    "rounds": gettext_lazy("Een toets laat zien wat partners zeggen en tonen op dat moment, niet wat er bij nacht gebeurt."),
    "reservations": gettext_lazy("Wie geen voorbehoud maakt, kan het eens zijn, of geen tijd hebben gehad."),
    "replied": gettext_lazy("Een antwoord is nog geen verandering."),
    "refused": gettext_lazy("Een weigering kan een vergissing, een proef of een poging zijn. Het aantal zegt niet welke."),
    "gate": gettext_lazy("Er is alleen geteld. Wat werd geweigerd en van wie het kwam, is nergens bewaard."),
    "glass": gettext_lazy("Zegt niet of er een leven is gered. Dat staat alleen in de beoordeling van elke noodstap."),
    "destroyed": gettext_lazy("Zegt niet of er te lang is bewaard. Daarvoor is elke termijn zelf nodig."),
    "over_time": gettext_lazy("Drie tellingen naast elkaar. Dat de een op de ander volgt, maakt haar niet het gevolg ervan."),
    "levels": gettext_lazy("Het niveau is een oordeel over dreiging. Het meet niet of deze inzet iets tegenhield."),
}  # fmt: skip
JUDGEMENTS = {"right": gettext_lazy("terecht"), "wrong": gettext_lazy("onterecht"),
              "unclear": gettext_lazy("niet vast te stellen"), "late": gettext_lazy("te laat beoordeeld")}  # fmt: skip
OFTEN_REFUSED = {
    "actor.no_role": gettext_lazy("zonder de juiste rol"),
    "input.invalid": gettext_lazy("formulier met fouten"),
    "record.not_there": gettext_lazy("stuk dat er voor hen niet is"),
    "record.stale": gettext_lazy("iemand anders was eerder"),
    "basis.unconfirmed": gettext_lazy("grondslag niet bevestigd"),
    "scope.protest": gettext_lazy("protest binnen de wet"),
}


def all_limits() -> dict[str, dict[str, str]]:
    """What no figure shows, in both languages: kept with the figures, so that later words change no earlier account."""
    found = {}
    for code, words in LIMITS.items():
        said = {}
        for language in ("nl", "en"):
            with override(language):
                said[language] = str(words)
        found[code] = said
    return found


def label(name: str) -> str:
    """What a figure is called, without its field: `answered.verwerven.partly` is what was granted in part."""
    code, _dot, rest = name.partition(".")
    words = str(LABELS.get(code, code))
    if code == "refused":
        return _("Geweigerd: %(rule)s") % {"rule": refusal_words(rest)}
    if code == "gate":
        return f"{words}: {ground_words(rest)}"
    if code == "glass":
        return f"{words}, {JUDGEMENTS.get(rest, rest)}" if rest else words
    kind = rest.partition(".")[2]
    return f"{words}: {_kind(code, kind)}" if kind else words


def _kind(code: str, kind: str) -> str:
    choices: Mapping[str, Any] = dict((Reply if code == "answered" else Nature).choices)
    return str(choices.get(kind, kind))


def refusal_words(rule: str) -> str:
    """The rule behind a refusal, in words where there are some; else its code."""
    return str(OFTEN_REFUSED.get(rule, rule))


def area_of(name: str) -> str:
    """The field of a figure, or nothing."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in Area.values else ""
