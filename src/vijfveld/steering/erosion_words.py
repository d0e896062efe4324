# SPDX-License-Identifier: EUPL-1.2
"""The closed lists of the erosion watch, with the words for them (§8.1; methods.md §5)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Signal(TextChoices):
    """The five patterns that wore the network down in 2011-2015 (§8.1)."""

    ATTENTION = "attention", _("Selectieve aandacht")
    DRIFT = "drift", _("Uiteendrijven van sociale en veiligheidspartners")
    NATIONAL = "national", _("Slijtage van landelijke capaciteit")
    LOCAL = "local", _("Slijtage van lokale capaciteit")
    CONFLICTS = "conflicts", _("Terugkerende rolconflicten")


class SignalState(TextChoices):
    """How a signal stands."""

    UNKNOWN = "unknown", _("nog niet te zeggen")
    CALM = "calm", _("rustig")
    LOOK = "look", _("let op")
    ALARM = "alarm", _("alarm")


ON = (SignalState.LOOK, SignalState.ALARM)
LOOK_OF = {SignalState.UNKNOWN: "plain", SignalState.CALM: "done", SignalState.LOOK: "open",
           SignalState.ALARM: "alarm"}  # fmt: skip
"""The shape beside the word of a state."""


class NoteSort(TextChoices):
    """What someone does about a signal."""

    NOTED = "noted", _("ik neem er kennis van en schrijf waarom")
    REVIEW = "review", _("wij kijken op een dag opnieuw")
    EFFORT = "effort", _("ik vraag een partner om inzet voor te stellen")


@dataclass(frozen=True)
class Told:
    """What is said of a signal: what it is, what is counted, what is usual, when it alarms, what it does not show."""

    address: str
    short: Any
    means: Any
    counts: Any
    usual: Any
    alarms: Any
    hides: Any
    unit: Any
    places: int


TOLD = {
    Signal.ATTENTION: Told(
        "aandacht",
        _("Krijgt elk veld zijn deel van de inzet?"),
        _("Dit signaal gaat aan als de inzet anders over de velden ligt dan is afgesproken, of als een veld bijna "
          "niets krijgt."),
        _("Aan het eind van elke maand: de voltijdbanen die partners per veld hebben toegezegd, in vaste en flexibele "
          "inzet. Het getal zegt hoe ver die verdeling afligt van wat is afgesproken: 0 is gelijk, 1 is niets gemeen."),
        _("Hoogstens 0,03 verschil, en elk veld houdt ten minste een kwart van zijn deel. In het jaar nadat het "
          "dreigingsniveau daalde: hoogstens 0,02."),
        _("Let op: de laatste maand ligt erbuiten. Alarm: twee maanden achter elkaar."),
        _("Of de afspraak goed is. Aandacht zonder toegezegde mensen, zoals gesprekken, telt niet mee. Ook vormen van "
          "extremisme zijn niet te zien: inzet staat per veld vast."),
        _("verschil"), 3,
    ),
    Signal.DRIFT: Told(
        "uiteendrijven",
        _("Werken sociale en veiligheidspartners nog samen?"),
        _("Dit signaal gaat aan als partners meer hun eigen kant opzoeken: sociaal met sociaal, veiligheid met "
          "veiligheid."),
        _("Per drie maanden samen: vragen om inzet, antwoorden daarop, en inzet waaraan organisaties samen werken. "
          "Het getal zegt of die contacten binnen de eigen kant blijven: 0 is door elkaar, 1 is elk voor zich."),
        _("Hoogstens 0,15 boven het midden van de eerste maanden, of meer als die maanden zelf uiteenliepen. In het "
          "jaar nadat het dreigingsniveau daalde: 0,10."),
        _("Let op: de laatste maand ligt erboven. Alarm: twee maanden achter elkaar."),
        _("Of samenwerking goed gaat: ook een vruchteloos contact telt. Overleggen tellen niet mee, want alleen wie "
          "aan tafel zit, weet ervan. Bellen en lopen laat hier geen spoor na."),
        _("afzondering"), 2,
    ),
    Signal.NATIONAL: Told(
        "landelijk",
        _("Blijft vaste capaciteit van landelijke partners op peil?"),
        _("Dit signaal gaat aan als landelijke partners samen minder vaste inzet leveren dan zij al deden."),
        _("Aan het eind van elke maand: de voltijdbanen die landelijke organisaties voor vaste inzet hebben toegezegd. "
          "Flexibele inzet telt niet mee: die hoort te eindigen."),
        _("Hoogstens 10% onder het hoogste punt van drie jaar, en nooit onder de afgesproken bodem. In het jaar nadat "
          "het dreigingsniveau daalde: hoogstens 6%."),
        _("Let op: de laatste maand ligt eronder. Alarm: twee maanden achter elkaar."),
        _("Wie er echt werkt, of zij het vak nog kennen, en of het genoeg is. Ook inzet die met een besluit is "
          "afgebouwd, zakt hier. Van welke partner het komt, staat er bewust niet."),
        _("fte"), 1,
    ),
    Signal.LOCAL: Told(
        "lokaal",
        _("Blijft vaste capaciteit van lokale partners op peil?"),
        _("Dit signaal gaat aan als gemeenten en andere lokale partners samen minder vaste inzet leveren dan zij al "
          "deden."),
        _("Aan het eind van elke maand: de voltijdbanen die lokale organisaties voor vaste inzet hebben toegezegd, "
          "allemaal samen. Flexibele inzet telt niet mee: die hoort te eindigen."),
        _("Hoogstens 10% onder het hoogste punt van drie jaar, en nooit onder de afgesproken bodem. In het jaar nadat "
          "het dreigingsniveau daalde: hoogstens 6%."),
        _("Let op: de laatste maand ligt eronder. Alarm: twee maanden achter elkaar."),
        _("Wie er echt werkt, of zij het vak nog kennen, en of het genoeg is. Van welke gemeente het komt, zegt dit "
          "cijfer bewust niet: dit is geen ranglijst."),
        _("fte"), 1,
    ),
    Signal.CONFLICTS: Told(
        "rolconflicten",
        _("Komen er meer rolconflicten bij dan gewoon?"),
        _("Dit signaal gaat aan als rollen die niet samengaan, of taken zonder één eindverantwoordelijke, vaker worden "
          "gevonden dan gewoon."),
        _("Per maand: de rolconflicten die in taken zijn gevonden, ook die terugkwamen. Wat er meer bijkomt dan "
          "gewoon, wordt opgeteld; een rustige maand haalt er weer af."),
        _("De som blijft onder een grens die in verzonnen gewone jaren ongeveer eens in 16 jaar voor niets werd "
          "geraakt. In het jaar nadat het dreigingsniveau daalde, is de grens lager of gelijk: eens in 10 jaar."),
        _("Let op: de som is over de helft van de grens. Alarm: de som raakt de grens."),
        _("Hoe erg een conflict is, en conflicten die niemand als rol heeft vastgelegd. Meer gevonden kan ook "
          "betekenen dat er beter is gekeken."),
        _("overschot"), 2,
    ),
}  # fmt: skip
"""The numbers in these sentences are those of `methods.erosion.watch`; a test holds them together."""
AFTER_FALL = timedelta(days=366)
"""How long after a lower level the bands are narrower: the patterns set in when attention falls (§8.1)."""
