# SPDX-License-Identifier: EUPL-1.2
"""What the forms of the system test share: saying that a choice is needed, and choosing several."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

CHOOSE = {"required": _("Maak een keuze."), "invalid_choice": _("Kies iets uit de lijst.")}


def several(label: Any, choices: Any, **options: Any) -> forms.MultipleChoiceField:
    """Boxes of which several may be ticked."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, error_messages=CHOOSE, **options
    )
