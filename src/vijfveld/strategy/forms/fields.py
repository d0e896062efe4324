# SPDX-License-Identifier: EUPL-1.2
"""Fields that take what people type: 5-12-2026, 0,5; and forms that name every problem before anything is sent on."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.sayings import fte

DAY_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d %m %Y"]
MOST_WORDS = 4000


class DayInput(forms.DateInput):
    """A date picker; what cannot be read as a day is given back as it was typed, in a plain box."""

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        day = value if isinstance(value, date) else _read_day(value)
        context = super().get_context(name, day or value, attrs)
        context["widget"]["type"] = "date" if day or not value else "text"
        return context


def _read_day(value: Any) -> date | None:
    try:
        found: date | None = forms.DateField(input_formats=DAY_FORMATS).clean(value)
    except ValidationError:
        return None
    return found


class DayField(forms.DateField):
    """A day, from a picker or typed the Dutch way."""

    widget = DayInput
    default_error_messages = {
        "required": _("Kies een dag."),
        "invalid": _("Dit is geen dag. Schrijf dag, maand en jaar, zoals 5-12-2026."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=DAY_FORMATS, **options)


class FteField(forms.DecimalField):
    """A number of full-time jobs with at most two decimals; a comma and a point both divide."""

    widget = forms.TextInput
    default_error_messages = {
        "required": _("Schrijf een aantal voltijdbanen, zoals 2 of 0,5."),
        "invalid": _("Dit is geen getal. Schrijf bijvoorbeeld 2 of 0,5."),
        "max_digits": _("Dit getal is te groot."),
        "max_decimal_places": _("Schrijf ten hoogste twee cijfers achter de komma."),
        "max_whole_digits": _("Dit getal is te groot."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=7, decimal_places=2, **options)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and "," in value:
            value = value.replace(".", "").replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return fte(value) if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off"}


def words_field(label: Any, *, help_text: Any = "", required: Any = "", rows: int = 4) -> forms.CharField:
    """A box for sentences; `required` is what is said when it stays empty, and without it the box may."""
    return forms.CharField(
        label=label, help_text=help_text, required=bool(required), max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required, "max_length": _("Houd dit onder de 4.000 tekens.")},
    )  # fmt: skip


class NamesAll(forms.Form):
    """A form that also tells what the act would refuse, beside what it cannot read, so that all comes at once."""

    def also(self, faults: Faults) -> None:
        """Tell faults of the act's own rules beside the fields that have no fault yet."""
        for name, sentence in faults.found.items():
            if name not in self.errors:
                self.add_error(name, sentence)

    def said(self, name: str, otherwise: Any) -> Any:
        """What was filled in, or something harmless where it could not be read and that was told already."""
        value = self.cleaned_data.get(name)
        return otherwise if value is None else value
