# SPDX-License-Identifier: EUPL-1.2
"""The form in which a threat level is decided, with what each level means beside its choice."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting_forms import UNREADABLE, ActForm
from vijfveld.law.models import Reasoning
from vijfveld.node import clock
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.acts.levels import Setting, check_setting
from vijfveld.strategy.forms.fields import DayField, NamesAll, words_field
from vijfveld.strategy.shelf import level_text, level_title, provinces, scale_in_force

COUNTRY = "NL"
MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d-%m-%Y %H:%M", "%d-%m-%Y %H.%M"]


def level_choices() -> list[tuple[str, Any]]:
    """The levels of the scale in force, the highest first, each with what it means."""
    label = '<span><strong>{} {}</strong><br><span class="meta">{}</span></span>'
    return [
        (level.code, format_html(label, level.number or "", level_title(level), level_text(level)))
        for level in reversed(scale_in_force().levels)
    ]


def region_choices() -> list[tuple[str, Any]]:
    """The whole country, or one province."""
    return [(COUNTRY, _("Heel Nederland")), *sorted(provinces().items(), key=lambda place: place[1])]


class MomentInput(forms.DateTimeInput):
    """A picker for a day and a time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def _listed(held: Sequence[UUID]) -> str:
    return " ".join(str(id) for id in held)


class LevelForm(NamesAll, ActForm):
    """Which level, on which assessment, where, until when, and why; it remembers which decided levels held when it
    was opened."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    level = forms.ChoiceField(
        label=_("Niveau"), choices=level_choices, widget=forms.RadioSelect,
        error_messages={"required": _("Kies een niveau van de schaal die nu geldt.")},
    )  # fmt: skip
    edition = forms.CharField(
        label=_("Dreigingsbeeld waarop dit rust"), max_length=80, help_text=_("Bijvoorbeeld: DTN, juni 2026."),
        error_messages={
            "required": _("Noem het dreigingsbeeld waarop dit niveau rust."),
            "max_length": _("Houd dit onder de 80 tekens."),
        },
    )  # fmt: skip
    region = forms.ChoiceField(
        label=_("Waar geldt dit niveau?"), choices=region_choices, initial=COUNTRY,
        help_text=_("Het niveau van een provincie gaat daar voor dat van het land. Het heeft altijd een einde."),
        error_messages={"required": _("Kies een provincie uit de lijst, of het hele land.")},
    )  # fmt: skip
    in_force_until = forms.DateTimeField(
        label=_("Einde, alleen bij een provincie"), required=False, input_formats=MOMENTS, widget=MomentInput,
        error_messages={"invalid": _("Schrijf dag en tijd, zoals 5-12-2026 18:00.")},
    )  # fmt: skip
    review_on = DayField(label=_("Opnieuw bekijken op"), help_text=_("Uiterlijk op deze dag besluit u opnieuw."))
    reasons = words_field(
        _("Redenen"), required=_("Geef de redenen van dit besluit."), rows=6,
        help_text=_("Waarom past dit niveau bij het dreigingsbeeld? Noem geen namen van personen."),
    )  # fmt: skip
    alternatives = words_field(
        _("Ander niveau dat is overwogen"), help_text=_("Welk ander niveau lag voor de hand, en waarom niet?"),
        required=_("Schrijf welk ander niveau is overwogen, en waarom het dat niet werd."),
    )  # fmt: skip
    dissent = words_field(
        _("Wie dacht er anders over?"), help_text=_("Een afwijkend oordeel blijft bij het besluit staan."), rows=3
    )

    def __init__(self, data: Any = None, *, held: Sequence[UUID] = (), **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["seen"].initial = _listed(held)

    def renew(self, held: Sequence[UUID]) -> None:
        """After `stale`: keep what was typed and stand on the levels that hold now, shown beside the form."""
        data: Any = self.data
        self.data = data.copy()
        self.data[self.add_prefix("seen")] = _listed(held)  # type: ignore[index]

    def clean_seen(self) -> tuple[UUID, ...]:
        """The levels that held when the form was opened."""
        try:
            return tuple(UUID(id) for id in self.cleaned_data["seen"].split())
        except ValueError as fault:
            raise forms.ValidationError(UNREADABLE) from fault

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        check_setting(self.setting, self.reasoning, faults, now=clock.now())
        self.also(faults)
        return cleaned

    @property
    def setting(self) -> Setting:
        """The level to set."""
        region = self.said("region", COUNTRY)
        until: datetime | None = self.cleaned_data.get("in_force_until")
        return Setting(
            level=self.said("level", ""), edition=self.said("edition", ""), region="" if region == COUNTRY else region,
            review_on=self.said("review_on", date.max), in_force_until=until,
        )  # fmt: skip

    @property
    def reasoning(self) -> Reasoning:
        """The words of the decision."""
        names = ("reasons", "alternatives", "dissent")
        return Reasoning(**{name: str(self.said(name, "")).strip() for name in names})
