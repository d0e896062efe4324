# SPDX-License-Identifier: EUPL-1.2
"""Forms for naming tasks, asking and taking roles, and accepting a conflict."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting_forms import ActForm, EditForm
from vijfveld.law.models import Reasoning
from vijfveld.node.models import Organisation
from vijfveld.steering import questions
from vijfveld.steering.acts.conflicts import check_acceptance
from vijfveld.steering.acts.duties import Chore, Wanted, check_chore, check_period
from vijfveld.steering.forms.choices import CHOOSE
from vijfveld.steering.testlibrary import SystemTestLibrary
from vijfveld.steering.words_roles import DutyRole
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.forms.fields import DayField, NamesAll, words_field
from vijfveld.strategy.sayings import name_of

NOTHING = ("", _("Maak een keuze"))


class ChoreForm(NamesAll, ActForm):
    """A task in which roles must be clear."""

    title = forms.CharField(
        label=_("Wat is de taak?"), max_length=200, help_text=_("Bijvoorbeeld: het overleg bijeenroepen."),
        error_messages={"required": _("Noem de taak in een paar woorden.")},
    )  # fmt: skip
    starts_on = DayField(
        label=_("Vanaf wanneer moeten de rollen helder zijn?"),
        help_text=_("Is er dan niemand eindverantwoordelijk, dan staat dat bij de conflicten."),
    )
    municipal = forms.BooleanField(label=_("Dit is een taak van de gemeente zelf"), required=False)
    individual = forms.BooleanField(label=_("Dit gaat over individuele zaken"), required=False)
    intrusive = forms.BooleanField(label=_("Dit grijpt in in de rechten van mensen"), required=False)

    def __init__(self, data: Any = None, *, day: date, **options: Any) -> None:
        super().__init__(data, **options)
        self.day = day

    @property
    def chore(self) -> Chore:
        """What was filled in."""
        flags = {name: bool(self.said(name, False)) for name in ("municipal", "individual", "intrusive")}
        return Chore(self.said("title", "?"), self.said("starts_on", self.day), **flags)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        check_chore(self.chore, faults, today=self.day)
        self.also(faults)
        return cleaned


class ItemChoreForm(ChoreForm):
    """The work on one question of the system test."""

    item = forms.ChoiceField(label=_("Bij welke vraag?"), error_messages=CHOOSE)
    field_order = ("item", "title", "starts_on", "municipal", "individual", "intrusive")

    def __init__(self, data: Any = None, *, library: SystemTestLibrary, taken: Iterable[str], **options: Any) -> None:
        super().__init__(data, **options)
        gone = set(taken)
        asked = [
            (item.code, f"{item.label} {questions.said(item.words).question}")
            for item in library.items.values()
            if item.code not in gone
        ]
        self.fields["item"].choices = [NOTHING, *asked]  # type: ignore[attr-defined]


class DutyForm(NamesAll, ActForm):
    """Which organisation is asked to take which role, and for how long."""

    organisation = forms.ChoiceField(label=_("Welke organisatie vraagt u?"), error_messages=CHOOSE)
    role = forms.ChoiceField(
        label=_("Welke rol?"), widget=forms.RadioSelect, error_messages=CHOOSE,
        choices=[(role.value, f"{role.value}: {role.label}") for role in DutyRole],
    )  # fmt: skip
    from_on = DayField(label=_("Eerste dag"))
    until_on = DayField(label=_("Laatste dag"), required=False, help_text=_("Laat leeg als er geen einde is bedacht."))

    def __init__(self, data: Any = None, *, near: Iterable[Organisation], day: date, **options: Any) -> None:
        super().__init__(data, **options)
        self.day = day
        first = list(near)
        known = {one.pk for one in first}
        rows = Organisation.objects.filter(left_on__isnull=True).order_by("name")
        others = [(str(one.pk), name_of(one)) for one in rows if one.pk not in known]
        taking_part = [(str(one.pk), name_of(one)) for one in first]
        groups = [(_("Doet mee aan deze inzet"), taking_part)] if taking_part else []
        self.fields["organisation"].choices = [NOTHING, *groups, (_("Andere partners"), others)]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Wanted:
        """What was filled in."""
        chosen = self.said("organisation", "") or str(UUID(int=0))
        return Wanted(UUID(chosen), self.said("role", "R"), self.said("from_on", self.day), self.said("until_on", None))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        check_period(self.wanted, faults, today=self.day)
        self.also(faults)
        return cleaned


class AnswerDutyForm(EditForm):
    """Whether one's own organisation takes a role."""

    agrees = forms.ChoiceField(
        label=_("Neemt uw organisatie deze rol?"), widget=forms.RadioSelect, error_messages=CHOOSE,
        choices=[("ja", _("Ja, wij nemen deze rol")), ("nee", _("Nee"))],
    )  # fmt: skip
    reason = words_field(_("Waarom niet?"), help_text=_("Alleen nodig als u “nee” koos. Iedereen leest dit."))


class ReasonForm(EditForm):
    """Why a role ends."""

    reason = words_field(_("Waarom eindigt deze rol?"), required=_("Geef een reden. Die helpt de vrager verder."))


class AcceptForm(NamesAll, EditForm):
    """A decision to accept a conflict for a time."""

    until = DayField(label=_("Tot en met"), help_text=_("Ten hoogste een jaar. Daarna staat het conflict weer open."))
    reasons = words_field(_("Redenen"), required=_("Geef de redenen van dit besluit."))
    alternatives = words_field(_("Ook overwogen"), help_text=_("Welke andere verdeling van rollen is bekeken?"))
    dissent = words_field(_("Zag het anders"), help_text=_("Zag een partner het anders? Schrijf op wat, en waarom."))

    def __init__(self, data: Any = None, *, day: date, **options: Any) -> None:
        super().__init__(data, **options)
        self.day = day

    @property
    def reasoning(self) -> Reasoning:
        """The words of the decision."""
        told = {name: self.said(name, "").strip() for name in ("reasons", "alternatives", "dissent")}
        return Reasoning(**told)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        likely = self.reasoning if "reasons" not in self.errors else Reasoning("-")
        check_acceptance(faults, until=self.said("until", self.day), reasoning=likely, today=self.day)
        self.also(faults)
        return cleaned


def role_words(code: str) -> str:
    """A role as a sentence begins."""
    return str(capfirst(DutyRole(code).label))
