# SPDX-License-Identifier: EUPL-1.2
"""The forms in which a driver is stated and retired."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting_forms import ActForm, EditForm
from vijfveld.node import clock
from vijfveld.strategy.acts.drivers import check_driver
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.forms.fields import DayField, NamesAll, words_field
from vijfveld.strategy.words import Area, DriverKind


class DriverForm(NamesAll, ActForm):
    """What is stated, by which source, on which day, and which fields it touches."""

    sort = forms.ChoiceField(
        label=_("Wat voor aanleiding is dit?"), choices=DriverKind.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat voor aanleiding dit is.")},
    )  # fmt: skip
    title = forms.CharField(
        label=_("Korte titel"), max_length=140,
        error_messages={
            "required": _("Geef de aanleiding een korte titel."),
            "max_length": _("Houd de titel onder de 140 tekens."),
        },
    )  # fmt: skip
    statement = words_field(
        _("Wat staat er?"), required=_("Schrijf in een of twee zinnen wat er staat."),
        help_text=_("Een of twee zinnen in uw eigen woorden. Noem geen namen van personen."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Waar is dit te lezen?"), max_length=200,
        help_text=_("Bijvoorbeeld: DTN, juni 2026, hoofdstuk 2. Zo kan iedereen het nalezen."),
        error_messages={
            "required": _("Noem waar dit te lezen is."),
            "max_length": _("Houd de bron onder de 200 tekens."),
        },
    )  # fmt: skip
    stated_on = DayField(label=_("Dag waarop dit is vastgesteld"))
    areas = forms.MultipleChoiceField(
        label=_("Welke velden raakt dit?"), choices=Area.choices, required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Kies velden uit de lijst.")},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults, now = Faults(), clock.now()
        check_driver(
            faults, sort=self.said("sort", ""), title=self.said("title", ""), statement=self.said("statement", ""),
            source=self.said("source", ""), stated_on=self.said("stated_on", now.date()),
            areas=tuple(self.said("areas", ())), today=now.date(),
        )  # fmt: skip
        self.also(faults)
        return cleaned


class RetireForm(EditForm):
    """Nothing to fill in: retiring a driver needs a person and the version they read."""
