# SPDX-License-Identifier: EUPL-1.2
"""A field for naming partners in a hurry: one a line, by name, a part of a name, or code."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from vijfveld.node.models import Organisation
from vijfveld.strategy.sayings import name_of

MOST_SHOWN = 4
MOST_LINES = 200


class PartnersField(forms.CharField):
    """Partners that take part, one a line. What fits no partner or several is told, all of it at once."""

    def __init__(self, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"})
        super().__init__(required=False, max_length=20_000, widget=widget, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise ValidationError(_("Noem er ten hoogste 200."))
        partners = list(Organisation.objects.filter(left_on__isnull=True).order_by("name"))
        found, faults = list[UUID](), list[str]()
        for line in lines:
            fitting = _fitting(line, partners)
            if len(fitting) == 1:
                found.append(fitting[0].pk)
            else:
                faults.append(_fault(line, fitting))
        if faults:
            raise ValidationError(faults)
        return tuple(dict.fromkeys(found))


def _fitting(line: str, partners: list[Organisation]) -> list[Organisation]:
    """Whoever bears this name or code; else whoever has it in their name."""
    wanted = line.casefold()
    exact = [one for one in partners if wanted in (one.name.casefold(), one.name_en.casefold(), one.code.casefold())]
    return exact or [one for one in partners if wanted in one.name.casefold() or wanted in one.name_en.casefold()]


def _fault(line: str, fitting: list[Organisation]) -> str:
    told: dict[str, str] = {"name": Truncator(line).chars(60)}
    if not fitting:
        return _("Wij kennen geen partner “%(name)s”.") % told
    told["names"] = ", ".join(name_of(one) for one in fitting[:MOST_SHOWN])
    return _("“%(name)s” kan meer dan één partner zijn: %(names)s.") % told
