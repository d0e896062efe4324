# SPDX-License-Identifier: EUPL-1.2
"""Forms for a line on the map of authority, and for the override: issuing, stopping, accounting."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting_forms import ActForm, EditForm
from vijfveld.law.bases import catalogue
from vijfveld.node.models import Organisation
from vijfveld.node.roles import OrganisationKind
from vijfveld.steering.acts.authority import Say, check_say
from vijfveld.steering.acts.overrides import HOLDER, WORDS, Order, check_order
from vijfveld.steering.authority import shipped_authority
from vijfveld.steering.forms.choices import CHOOSE
from vijfveld.steering.forms.duties import NOTHING
from vijfveld.steering.forms.naming import PartnersField
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.forms.fields import DayField, NamesAll, words_field
from vijfveld.strategy.sayings import name_of

MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d-%m-%Y %H:%M", "%d-%m-%Y %H.%M"]


class MomentField(forms.DateTimeField):
    """A day and a time, from a picker or typed the Dutch way."""

    default_error_messages = {
        "required": _("Kies een dag en een tijd."),
        "invalid": _("Dit is geen dag met een tijd. Schrijf bijvoorbeeld 5-12-2026 14:30."),
    }

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        super().__init__(input_formats=MOMENTS, widget=widget, **options)


class SayForm(NamesAll, ActForm):
    """Whose say it is in a task and phase, from when until when."""

    task = forms.ChoiceField(label=_("Taak"), error_messages=CHOOSE)
    phase = forms.ChoiceField(label=_("Fase"), widget=forms.RadioSelect, error_messages=CHOOSE)
    organisation = forms.ChoiceField(label=_("Wie beslist"), error_messages=CHOOSE)
    say = words_field(_("Waarover"), required=_("Schrijf waarover deze organisatie beslist."), rows=3)
    basis = forms.ChoiceField(label=_("Grondslag"), required=False, error_messages=CHOOSE)
    source = forms.CharField(
        label=_("Waar staat dit?"), max_length=200, error_messages={"required": _("Noem waar dit staat.")},
        help_text=_("Bijvoorbeeld een convenant, een besluit of een brief, met de datum."),
    )  # fmt: skip
    from_on = DayField(label=_("Geldt vanaf"))
    until_on = DayField(label=_("Geldt tot en met"), required=False)

    def __init__(self, data: Any = None, *, day: date, **options: Any) -> None:
        super().__init__(data, **options)
        self.day = day
        known = shipped_authority()
        wording = "en" if get_language() == "en" else "nl"
        bases = [(one.code, getattr(one, wording).title) for one in catalogue().bases.values() if one.in_force(day)]
        rows = Organisation.objects.filter(left_on__isnull=True).order_by("name")
        self._offer("task", [NOTHING, *((code, str(task)) for code, task in known.tasks.items())])
        self._offer("phase", [(phase.code, str(phase)) for phase in known.phases])
        self._offer("organisation", [NOTHING, *((str(one.pk), name_of(one)) for one in rows)])
        self._offer("basis", [("", _("Nog niet bekend")), *sorted(bases, key=lambda pair: pair[1])])

    def _offer(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    @property
    def line(self) -> Say:
        """What was filled in."""
        words = {name: self.said(name, "") for name in ("task", "phase", "say", "source", "basis")}
        days = {"from_on": self.said("from_on", self.day), "until_on": self.said("until_on", None)}
        return Say(organisation=UUID(self.said("organisation", "") or str(UUID(int=0))), **words, **days)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        check_say(self.line, faults, today=self.day)
        self.also(faults)
        return cleaned


class OrderForm(NamesAll, ActForm):
    """An override: whose power, what exactly, why now, who was consulted, who is told, how long."""

    title = forms.CharField(label=_("Titel"), max_length=140, error_messages={"required": _("Geef een korte titel.")})
    addressee = forms.ChoiceField(label=_("Van welk ministerie neemt u een bevoegdheid over?"), error_messages=CHOOSE)
    power = words_field(_("Welke bevoegdheid?"), required=WORDS["power"], rows=2)
    what = words_field(_("Wat moet er precies gebeuren?"), required=WORDS["what"], rows=3)
    reasons = words_field(_("Redenen"), required=WORDS["reasons"], rows=3)
    no_time = words_field(_("Waarom duurt gewone afstemming te lang?"), required=WORDS["no_time"], rows=3)
    starts_at = MomentField(label=_("Begint op"))
    ends_at = MomentField(label=_("Eindigt vanzelf op"), help_text=_("Ten hoogste drie dagen na het begin."))
    consultation = words_field(
        _("Wat zeiden zij die u raadpleegde?"), required=WORDS["consultation"], rows=3,
        help_text=_("Kon u niemand raadplegen? Schrijf waarom."),
    )  # fmt: skip
    consulted = PartnersField(
        label=_("Wie is geraadpleegd"), help_text=_("Eén per regel: de naam, een deel ervan, of de code.")
    )
    told = PartnersField(
        label=_("Wie gaat dit ook aan"),
        help_text=_("Eén per regel. Zij krijgen meteen een bericht, net als het ministerie en de toezichthouder."),
    )

    def __init__(self, data: Any = None, *, now: datetime, **options: Any) -> None:
        super().__init__(data, **options)
        self.now = now
        rows = list(Organisation.objects.filter(left_on__isnull=True).exclude(code=HOLDER).order_by("name"))
        ministries = [(str(one.pk), name_of(one)) for one in rows if one.sort == OrganisationKind.MINISTRY]
        self.fields["addressee"].choices = [NOTHING, *ministries]  # type: ignore[attr-defined]

    @property
    def order(self) -> Order:
        """What was filled in, with harmless values where it could not be read."""
        words = {name: self.said(name, "-") for name in ("title", *WORDS)}
        start = self.said("starts_at", self.now)
        return Order(
            addressee=UUID(self.said("addressee", "") or str(UUID(int=0))), **words, starts_at=start,
            ends_at=self.said("ends_at", max(start, self.now)),
            consulted=self.said("consulted", ()),
            told=self.said("told", ()),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        check_order(self.order, faults, now=self.now)
        self.also(faults)
        return cleaned


class StopForm(EditForm):
    """Why an override stops before its end."""

    because = words_field(_("Waarom stopt dit eerder?"), required=_("Schrijf waarom dit eerder stopt."))


class ReportForm(EditForm):
    """The account of an override."""

    report = words_field(
        _("Verantwoording"), required=_("Schrijf wat met de bevoegdheid is gedaan, en wat het opleverde."), rows=8,
        help_text=_("Wat is gedaan, wat leverde het op, wat vonden zij die het aanging? Iedereen leest dit."),
    )  # fmt: skip
