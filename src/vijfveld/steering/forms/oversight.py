# SPDX-License-Identifier: EUPL-1.2
"""Over which days oversight looks."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vijfveld.steering.queries.oversight import Term
from vijfveld.strategy.forms.fields import DayField

A_QUARTER = 91
LONGEST = timedelta(days=3660)


class TermForm(forms.Form):
    """The first and the last day; the last quarter when none is chosen."""

    van = DayField(label=_("Vanaf"))
    tot = DayField(label=_("Tot en met"))

    def __init__(self, data: Any = None, *, day: date) -> None:
        self.usual = Term(day - timedelta(days=A_QUARTER - 1), day)
        super().__init__(data, initial={"van": self.usual.first, "tot": self.usual.last})

    def clean(self) -> dict[str, Any]:
        """The days in their order, and not more than ten years."""
        told = super().clean() or self.cleaned_data
        if {"van", "tot"} <= told.keys():
            if told["tot"] < told["van"]:
                self.add_error("tot", _("Kies een dag op of na de eerste."))
            elif told["tot"] - told["van"] > LONGEST:
                self.add_error("van", _("Kies ten hoogste tien jaar."))
        return told

    @property
    def term(self) -> Term:
        """What was chosen; the usual days while that cannot be read."""
        if self.is_bound and self.is_valid():
            return Term(self.cleaned_data["van"], self.cleaned_data["tot"])
        return self.usual
