# SPDX-License-Identifier: EUPL-1.2
"""The page that shows every part once, with facts that are plainly made up."""

from __future__ import annotations

from datetime import UTC, datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vijfveld.face.palette import Area
from vijfveld.face.samples import LONG, SAMPLES


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
    refused = SampleForm({"name": "", "reason": "Kort", "until": "31 februari", "capacity": "-1", "answer": ""})
    return render(request, "face/parts.html", {"now": now, "form": refused, "blank": SampleForm(), **SAMPLES})
