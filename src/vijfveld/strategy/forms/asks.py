# SPDX-License-Identifier: EUPL-1.2
"""Forms for asking partners and for answering."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting_forms import ActForm, EditForm
from vijfveld.node.models import Organisation
from vijfveld.node.roles import OrganisationKind
from vijfveld.strategy.acts.asks import Said, Wanted, check_from, check_said, check_wanted
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.forms.efforts import MUST_CHOOSE
from vijfveld.strategy.forms.fields import DayField, FteField, NamesAll, words_field
from vijfveld.strategy.models import Effort
from vijfveld.strategy.queries.asks import Line
from vijfveld.strategy.sayings import name_of
from vijfveld.strategy.words import Reply


class WantedForm(NamesAll, ActForm):
    """What is asked of a partner for an effort."""

    what = words_field(
        _("Uw vraag"), required=_("Schrijf wat u precies vraagt."),
        help_text=_("Wie moet wat doen, en tot wanneer? De partner beslist hierop."),
    )  # fmt: skip
    capacity = FteField(label=_("Hoeveel, in voltijdbanen"), help_text=_("Per partner. Bijvoorbeeld 2 of 0,5."))
    floor = FteField(
        label=_("Ondergrens, in voltijdbanen"),
        help_text=_("Minder dan dit mag het nooit worden, ook niet als de dreiging laag is."),
    )
    reply_by = DayField(label=_("Antwoord graag voor"), help_text=_("De partner krijgt een herinnering."))

    def __init__(self, data: Any = None, *, effort: Effort, day: Any, **options: Any) -> None:
        self.effort, self.day = effort, day
        super().__init__(data, **options)
        if effort.is_flexible:
            del self.fields["floor"]

    @property
    def wanted(self) -> Wanted:
        """What was filled in."""
        told = self.cleaned_data
        return Wanted(told["what"], told["capacity"], told["reply_by"], told.get("floor"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        floor = self.said("floor", None)
        capacity = self.said("capacity", max(floor or Decimal(0), Decimal(1)))
        likely = Wanted(self.said("what", "-"), capacity, self.said("reply_by", date.max), floor)
        faults = Faults()
        check_wanted(self.effort, likely, faults, today=self.day)
        self.also(faults)
        return cleaned


class PartnerSearch(forms.Form):
    """A search among the partners; it never complains."""

    zoek = forms.CharField(label=_("Naam, of een deel ervan"), max_length=80)
    soort = forms.ChoiceField(label=_("Soort organisatie"), choices=[("", _("Alle")), *OrganisationKind.choices])
    use_required_attribute = False

    @property
    def words(self) -> dict[str, str]:
        """What to search for, as the query takes it."""
        self.full_clean()
        return {"words": self.cleaned_data.get("zoek", ""), "sort": self.cleaned_data.get("soort", "")}

    @property
    def shown(self) -> "PartnerSearch":
        """The same search as a clean form."""
        return PartnerSearch(initial={name: self[name].data for name in self.fields})


class AskForm(WantedForm):
    """Ask one partner or several the same; `found` are the partners that a search brought up."""

    partners = forms.MultipleChoiceField(
        label=_("Partners die u vraagt"), widget=forms.CheckboxSelectMultiple,
        help_text=_("U kunt meer partners aankruisen. Elk krijgt zijn eigen vraag."),
        error_messages={"required": _("Kies ten minste één partner."), "invalid_choice": _("Kies iets uit de lijst.")},
    )  # fmt: skip
    field_order = ("partners",)

    def __init__(self, data: Any = None, *, found: Iterable[Organisation], **options: Any) -> None:
        self.found = list(found)
        super().__init__(data, **options)
        field = self.fields["partners"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(partner.pk), name_of(partner)) for partner in self.found]
        self.fields["partners"].required = True

    @property
    def chosen(self) -> list[UUID]:
        """The partners that were ticked."""
        return [UUID(partner) for partner in self.cleaned_data["partners"]]


class AgainForm(WantedForm, EditForm):
    """Ask a partner again."""


class AnswerForm(NamesAll, EditForm):
    """What a partner says: the four replies on one page."""

    reply = forms.ChoiceField(
        label=_("Uw antwoord"), choices=Reply.choices, widget=forms.RadioSelect,
        error_messages={**MUST_CHOOSE, "required": _("Kies een antwoord.")},
    )  # fmt: skip
    capacity = FteField(
        label=_("Hoeveel wel, in voltijdbanen"), required=False,
        help_text=_("Nodig bij “voor een deel” en bij een tegenvoorstel. Bij ja geldt wat is gevraagd."),
    )  # fmt: skip
    from_on = DayField(label=_("Vanaf wanneer"), required=False)
    reason = words_field(
        _("Toelichting"),
        help_text=_("Nodig bij elk antwoord behalve ja. De vrager en de coördinator lezen dit. Noem geen personen."),
    )

    def __init__(self, data: Any = None, *, line: Line, day: date, **options: Any) -> None:
        self.line, self.day = line, day
        super().__init__(data, initial={"version": line.ask.version, **options.pop("initial", {})}, **options)

    @property
    def answer(self) -> Said:
        """What was filled in."""
        told = self.cleaned_data
        return Said(self.said("reply", ""), told.get("capacity"), self.said("reason", ""), told.get("from_on"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        if self.said("reply", ""):
            check_said(self.line.ask, self.answer, faults)
        if self.line.effort:
            check_from(self.line.effort, self.answer.from_on, faults, today=self.day)
        self.also(faults)
        return cleaned
