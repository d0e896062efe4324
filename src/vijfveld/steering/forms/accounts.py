# SPDX-License-Identifier: EUPL-1.2
"""Forms for an account: its period, its texts, laying it open, remarks, and freezing it."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting_forms import ActForm, EditForm
from vijfveld.steering.acts.account_remarks import Remarked
from vijfveld.steering.acts.accounts import Period, Written, check_period
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.forms.fields import DayField, NamesAll, words_field
from vijfveld.strategy.words import Area

WRITE = _("Schrijf iets; het staat zo in de verantwoording.")


class PeriodForm(NamesAll, ActForm):
    """What an account is called, and which days it is about."""

    title = forms.CharField(
        label=_("Titel"), max_length=120, help_text=_("Bijvoorbeeld: Verantwoording 2026."),
        error_messages={"required": _("Geef de verantwoording een korte titel.")},
    )  # fmt: skip
    first_on = DayField(label=_("Eerste dag"))
    last_on = DayField(
        label=_("Laatste dag"), help_text=_("Een half jaar, een jaar, vijf jaar: elke periode kan, tot tien jaar.")
    )

    def __init__(self, data: Any = None, *, day: date, **options: Any) -> None:
        super().__init__(data, **options)
        self.day = day

    @property
    def period(self) -> Period:
        """What was filled in."""
        last = self.said("last_on", self.day)
        return Period(self.said("title", "x"), self.said("first_on", last - timedelta(days=1)), last)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        faults = Faults()
        if {"first_on", "last_on"} <= cleaned.keys():
            check_period(self.period, faults, today=self.day)
        self.also(faults)
        return cleaned


class IntroductionForm(EditForm):
    """The introduction."""

    introduction = words_field(
        _("Inleiding"), rows=10, required=WRITE,
        help_text=_("Voor wie dit leest zonder de strategie te kennen. Noem geen namen van personen."),
    )  # fmt: skip


class FieldForm(EditForm):
    """What is told about one field."""

    went_well = words_field(_("Wat ging goed?"), rows=5)
    went_badly = words_field(_("Wat ging niet goed?"), rows=5)
    grey = words_field(
        _("Wat is grijs?"), rows=5, help_text=_("Waar partners verschillend over denken, of wat nog niet te zeggen is.")
    )
    not_measurable = words_field(
        _("Wat is over dit veld niet te meten, en waarom?"), rows=4,
        required=_("Schrijf wat over dit veld niet te meten is. Zonder die zin wordt niets vastgesteld."),
        help_text=_("Bijvoorbeeld: wat er niet gebeurde, laat zich niet tellen."),
    )  # fmt: skip

    @property
    def written(self) -> Written:
        """What was filled in."""
        return Written(**self.typed)


class OpenForm(EditForm):
    """Until when partners can remark."""

    remarks_by = DayField(
        label=_("Tot en met welke dag kunnen partners opmerken?"), help_text=_("Geef partners liever vier weken.")
    )


class RemarkForm(ActForm):
    """A remark of a partner."""

    area = forms.ChoiceField(
        label=_("Waar gaat uw opmerking over?"), required=False, choices=[("", _("Het geheel")), *Area.choices]
    )
    words = words_field(
        _("Uw opmerking"), rows=6, required=_("Schrijf uw opmerking. Zij staat zo in de verantwoording."),
        help_text=_("Uw woorden blijven zoals u ze schrijft, met het antwoord erbij. Noem geen namen van personen."),
    )  # fmt: skip
    aloud = forms.BooleanField(
        label=_("Mijn opmerking mag ook in de openbare uitgave, met de naam van mijn organisatie"), required=False
    )

    @property
    def remarked(self) -> Remarked:
        """What was filled in."""
        return Remarked(**self.typed)


class ReplyForm(EditForm):
    """The reply to a remark."""

    reply = words_field(_("Uw antwoord"), rows=5, required=_("Schrijf een antwoord."))


class FreezeAccountForm(EditForm):
    """The decision to freeze an account."""

    reasons = words_field(
        _("Waarom stelt u deze verantwoording nu vast?"), required=_("Geef de redenen van dit besluit.")
    )
    early = words_field(
        _("Waarom wacht u niet tot het einde van de inzage?"),
        help_text=_("Alleen nodig als de inzage nog loopt. Uw reden staat in de verantwoording."),
    )  # fmt: skip
