# SPDX-License-Identifier: EUPL-1.2
"""What the figures of an account are called, and what each does not show."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from vijfveld.law.gate import ground_words
from vijfveld.steering.accounting import DONE, REPLIES
from vijfveld.steering.learning import OPEN_FOR, SHOWN_BY
from vijfveld.strategy.words import Area, Nature, Reply

OF_A_FIELD = (
    "asked", "answered", *(f"answered.{reply}" for reply in REPLIES), "waiting", *DONE, "findings", "mended",
    "lessons", "lessons_taken", "lessons_closed", *(f"lessons_closed.{one}" for one in SHOWN_BY), "lessons_reopened",
    "lessons_open", *(f"lessons_open.{one}" for one in OPEN_FOR),
)  # fmt: skip
"""The figures of a field in the order in which they are read; an account from before lessons holds none of those."""


LABELS: dict[str, Any] = {
    "asked": _("Gevraagd"),
    "answered": _("Beantwoord"),
    "waiting": _("Nog zonder antwoord"),
    "started": _("Inzet begonnen"),
    "ended": _("Inzet gestopt"),
    "prolonged": _("Inzet verlengd"),
    "taken_up": _("Opgegaan in vaste inzet"),
    "wound_down": _("Afbouw van vaste inzet begonnen"),
    "findings": _("Bevindingen uit een systeemtoets"),
    "mended": _("Bevindingen die tot vaste inzet leidden"),
    "lessons": _("Lessen gedeeld"),
    "lessons_taken": _("Lessen opgepakt"),
    "lessons_closed": _("Lessen geleerd, volgens een toets of oefening"),
    "lessons_reopened": _("Lessen die weer opengingen"),
    "lessons_open": _("Lessen nog open aan het eind"),
    "rounds": _("Vastgestelde systeemtoetsen"),
    "reservations": _("Voorbehouden van partners"),
    "replied": _("Voorbehouden waarop is geantwoord"),
    "refused": _("Geweigerde handelingen"),
    "gate": _("Geweigerd aan de poort"),
    "glass": _("Noodstappen"),
    "destroyed": _("Vernietigde dossiers"),
}
LIMITS: dict[str, Any] = {
    "asked": _("Telt vragen, geen werk. Een grote en een kleine vraag tellen allebei als één."),
    "answered": _(
        "Een antwoord is een toezegging. Of het werk is gedaan, en of het hielp, staat er niet in. Ook antwoorden op "
        "vragen van eerder tellen mee."
    ),
    "waiting": _("Een vraag van de laatste dagen hoort hier ook bij. Stilte is geen weigering."),
    "started": _("Dat iets begon, zegt niet dat het werkt. Wie al langer doorwerkt, telt hier niet mee."),
    "ended": _("Stoppen op de afgesproken dag is geen mislukking. Dit cijfer zegt niet waarom het stopte."),
    "prolonged": _("Verlengen kan nodig zijn of gemak. Dat staat in de redenen, niet in het aantal."),
    "taken_up": _("Zegt dat iets blijvend werd, niet dat de capaciteit ervoor er morgen nog is."),
    "wound_down": _("Zegt niet wat er aan kennis en vertrouwen meeging."),
    "findings": _("Wie beter kijkt, vindt meer. Meer bevindingen kan dus goed nieuws zijn."),
    "mended": _("Er is inzet gekoppeld. Of het gat daarmee dicht is, toont pas een volgende toets."),
    "lessons": _("Wie meer opschrijft, heeft er meer. Wat niemand opschreef, staat hier niet."),
    "lessons_taken": _("Oppakken is een voornemen. Of er iets veranderde, toont pas een toets of oefening."),
    "lessons_closed": _("Eén toets of oefening toonde het. Of het de volgende keer weer lukt, staat hier niet."),
    "lessons_reopened": _("Dat een les weer opengaat, toont dat er is gekeken. Het zegt niet waardoor het misging."),
    "lessons_open": _("Een les kan open zijn omdat er nog niet is geoefend. Lang open is geen bewijs van onwil."),
    "rounds": _("Een toets laat zien wat partners zeggen en tonen op dat moment, niet wat er bij nacht gebeurt."),
    "reservations": _("Wie geen voorbehoud maakt, kan het eens zijn, of geen tijd hebben gehad."),
    "replied": _("Een antwoord is nog geen verandering."),
    "refused": _("Een weigering kan een vergissing, een proef of een poging zijn. Het aantal zegt niet welke."),
    "gate": _("Er is alleen geteld. Wat werd geweigerd en van wie het kwam, is nergens bewaard."),
    "glass": _("Zegt niet of er een leven is gered. Dat staat alleen in de beoordeling van elke noodstap."),
    "destroyed": _("Zegt niet of er te lang is bewaard. Daarvoor is elke termijn zelf nodig."),
    "over_time": _("Drie tellingen naast elkaar. Dat de een op de ander volgt, maakt haar niet het gevolg ervan."),
    "levels": _("Het niveau is een oordeel over dreiging. Het meet niet of deze inzet iets tegenhield."),
}  # fmt: skip
JUDGEMENTS = {"right": _("terecht"), "wrong": _("onterecht"),
              "unclear": _("niet vast te stellen"), "late": _("te laat beoordeeld")}  # fmt: skip
KINDS: dict[str, dict[str, Any]] = {
    "lessons_closed": {"round": _("getoond door een systeemtoets"), "exercise": _("getoond door een oefening")},
    "lessons_open": {"short": _("korter dan een half jaar"), "year": _("een half jaar tot een jaar"),
                     "longer": _("langer dan een jaar")},
}  # fmt: skip
OFTEN_REFUSED = {
    "actor.no_role": _("zonder de juiste rol"),
    "input.invalid": _("formulier met fouten"),
    "record.not_there": _("stuk dat er voor hen niet is"),
    "record.stale": _("iemand anders was eerder"),
    "basis.unconfirmed": _("grondslag niet bevestigd"),
    "scope.protest": _("protest binnen de wet"),
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
    if rest == "all":
        return words
    if code == "refused":
        return gettext("Geweigerd: %(rule)s") % {"rule": refusal_words(rest)}
    if code == "gate":
        return f"{words}: {ground_words(rest)}"
    if code == "glass":
        return f"{words}, {JUDGEMENTS.get(rest, rest)}" if rest else words
    kind = rest.partition(".")[2]
    return f"{words}: {_kind(code, kind)}" if kind else words


def _kind(code: str, kind: str) -> str:
    choices: Mapping[str, Any] = {"answered": dict(Reply.choices), **KINDS}.get(code, dict(Nature.choices))
    return str(choices.get(kind, kind))


def refusal_words(rule: str) -> str:
    """The rule behind a refusal, in words where there are some; else its code."""
    return str(OFTEN_REFUSED.get(rule, rule))


def area_of(name: str) -> str:
    """The field of a figure, or nothing."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in Area.values else ""
