# SPDX-License-Identifier: EUPL-1.2
"""The page that shows every part once, with facts that are plainly made up."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.drawings.wheel import Field, Hub, Running, Steps, Wheel
from vijfveld.face.items import Check, Due, Fact, Step
from vijfveld.face.palette import Area
from vijfveld.face.shell import Change

LONG: Final = "Verwerkingsverantwoordelijkheidsovereenkomst"


class SampleForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label="Naam van de inzet", help_text="Zo noemt u de inzet ook in het verslag.")
    reason = forms.CharField(
        label="Reden",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Schrijf op waarom deze inzet nodig is. Noem geen namen van personen.",
    )
    until = forms.DateField(label="Loopt tot en met", widget=forms.DateInput(attrs={"type": "date"}))
    capacity = forms.DecimalField(label="Voltijdbanen (fte)", required=False, min_value=0)
    field = forms.ChoiceField(label="Veld", choices=[(area.value, area.label) for area in Area])
    answer = forms.ChoiceField(
        label="Uw antwoord",
        help_text="U kunt dit later nog veranderen.",
        widget=forms.RadioSelect,
        choices=[
            ("yes", "Wij doen mee"),
            ("part", "Wij doen voor een deel mee"),
            ("no", "Wij doen niet mee"),
        ],
    )
    partners = forms.MultipleChoiceField(
        label="Wie doet mee",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("a", "Gemeente Molenwaard"), ("b", "Veiligheidsregio Noordkust"), ("c", LONG)],
    )
    agreed = forms.BooleanField(label="Ik heb dit afgestemd met de partners")


def parts(request: HttpRequest) -> HttpResponse:
    """Every part of the face once."""
    now = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
    refused = SampleForm(
        {"name": "", "reason": "Kort", "until": "31 februari", "capacity": "-1", "answer": ""}
    )
    return render(request, "face/parts.html", {"now": now, "form": refused, "blank": SampleForm(), **SAMPLES})


WHEEL: Final = Wheel(
    Hub("substantieel", 4, "#niveau"),
    (
        Field(Area.PROCURE, Steps(2, 3, 1), (), "#verwerven"),
        Field(
            Area.PREVENT,
            Steps(2, 2, 1),
            (
                Running("Buurtgesprekken Molenwaard", 0.12, "#a", "5 dec", stops_soon=True),
                Running("Tegengeluid Zandvoorde", 0.55, "#b", "1 mrt 2027"),
                Running("Weerbare scholen", 0.8, "#c", "1 sep 2027"),
            ),
            "#voorkomen",
        ),
        Field(
            Area.PROTECT,
            Steps(3, 3, 2),
            (Running("Rooster vliegveld Oostmeer", 0.9, "#d"), Running("Bewaking havenhoofd", 0.8, "#e")),
            "#verdedigen",
        ),
        Field(
            Area.PREPARE,
            Steps(2, 3, 2),
            (
                Running("Weerbare evenementen", 0.06, "#f", "5 dec", stops_soon=True),
                Running("Oefening Stille haven", 0.6, "#g"),
                Running("Bereikbaarheid bij nacht", 0.3, "#h"),
                Running("Nazorg opvangteams", 0.93, "#i"),
            ),
            "#voorbereiden",
        ),
        Field(
            Area.PURSUE, Steps(1, None, 2), (Running("Extra zittingscapaciteit", 0.35, "#j"),), "#vervolgen"
        ),
    ),
)

SAMPLES: Final[dict[str, object]] = {
    "wheel": WHEEL,
    "due": (
        Due(
            datetime(2026, 12, 5).date(),
            "Programma Weerbare evenementen stopt",
            "#1",
            "Voorbereiden · flexibel",
            True,
        ),
        Due(datetime(2026, 12, 9).date(), "Herziening dreigingsniveau", "#2", "besluit 4 van 12 juni"),
        Due("nieuw", f"{LONG} van gemeente Molenwaard", "#3", "Inzet Terugkeer en nazorg · tegenvoorstel"),
    ),
    "facts": (
        Fact("Eigenaar", "Veiligheidsregio Noordkust", "#r"),
        Fact("Soort inzet", "Flexibel, verlengd (1 keer)"),
        Fact("Afspraak", LONG),
        Fact("Einde", None),
    ),
    "table": Table(
        "Gevraagde en toegezegde capaciteit",
        ("Partner", "Gevraagd (fte)", "Toegezegd (fte)", "Antwoord"),
        (
            (Cell("Gemeente Molenwaard", "#m"), Cell("1"), Cell("0,5"), Cell("Tegenvoorstel")),
            (Cell("Veiligheidsregio Noordkust", "#n"), Cell("3"), Cell("3"), Cell("Ja")),
            (Cell(LONG), Cell("1.250"), Cell("–"), Cell("Nog geen antwoord")),
        ),
        numeric=frozenset({1, 2}),
    ),
    "empty_table": Table("Lessen die nog open staan", ("Les", "Eigenaar"), ()),
    "checks": (
        Check("De inzet heeft een einddatum", True, "5 december 2026"),
        Check("Alle partners hebben geantwoord", False, "Nog twee partners", "#4"),
        Check("De functionaris gegevensbescherming heeft advies gegeven", None),
    ),
    "steps": (
        Step("Vraag opgesteld", "done", "12 november"),
        Step("Partners antwoorden", "now", "nog twee antwoorden"),
        Step("Inzet vaststellen", "later"),
    ),
    "changes": (
        Change(
            datetime(2026, 11, 23, 13, 45, tzinfo=UTC),
            "Antwoord ontvangen",
            "Veiligheidsregio Noordkust",
            "#5",
        ),
        Change(datetime(2026, 11, 22, 9, 0, tzinfo=UTC), "Vraag verstuurd aan vier partners", "Coördinator"),
        Change(datetime(2025, 6, 12, 9, 0, tzinfo=UTC), "Inzet opgesteld", "Coördinator"),
    ),
    "areas": tuple(Area),
}
