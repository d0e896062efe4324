# SPDX-License-Identifier: EUPL-1.2
"""The forms of the erosion watch."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting_forms import UNREADABLE, ActForm, EditForm
from vijfveld.node.models import Organisation
from vijfveld.steering.acts.erosion import Note, check_note, check_shares
from vijfveld.steering.erosion_words import NoteSort
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.forms.fields import DayField, NamesAll, words_field
from vijfveld.strategy.sayings import name_of
from vijfveld.strategy.words import Area


class NoteForm(NamesAll, ActForm):
    """What an organisation does about a signal, and why."""

    sort = forms.ChoiceField(
        label=_("Wat doet u?"), widget=forms.RadioSelect, choices=NoteSort.choices, initial=NoteSort.NOTED,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Kies wat u doet.")),
    )  # fmt: skip
    words = words_field(
        _("Waarom?"), required=_("Schrijf waarom. Anderen lezen dit later terug."),
        help_text=_("Wat ziet u erachter? Noem geen namen van personen."),
    )  # fmt: skip
    review_on = DayField(
        label=_("Op welke dag kijkt u opnieuw?"), required=False, help_text=_("Alleen als u opnieuw kijkt.")
    )
    asked = forms.TypedChoiceField(
        label=_("Welke partner vraagt u?"), coerce=UUID, empty_value=None, required=False,
        help_text=_("Alleen als u een partner vraagt. Die beslist zelf."),
        error_messages={"invalid_choice": _("Kies een partner die meedoet.")},
    )  # fmt: skip

    def __init__(self, *args: Any, partners: Iterable[Organisation], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        choices = [("", _("Maak een keuze")), *((str(one.pk), name_of(one)) for one in partners)]
        self.fields["asked"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        check_note(faults, self.note, today=self.today)
        self.also(faults)
        return cleaned

    @property
    def note(self) -> Note:
        """What was filled in."""
        return Note(self.said("sort", ""), self.said("words", ""), self.said("review_on", None),
                    self.said("asked", None))  # fmt: skip


class OutcomeForm(EditForm):
    """What came of it."""

    outcome = words_field(
        _("Wat zag u, of wat doet u?"), required=_("Schrijf wat u zag of wat u doet."),
        help_text=_("Iedereen in het netwerk leest dit. Noem geen namen van personen."),
    )  # fmt: skip


class SharesForm(NamesAll, ActForm):
    """The part of the effort that each field should get; it remembers which division stood when it was opened."""

    before = forms.UUIDField(
        required=False, widget=forms.HiddenInput, error_messages={"invalid": UNREADABLE}
    )  # fmt: skip
    words = words_field(
        _("Waarom deze verdeling?"), required=_("Schrijf waarom dit de verdeling is."), rows=3,
        help_text=_("Bijvoorbeeld het dreigingsbeeld en wat partners ervan vinden. Mensen kiezen; niets wordt "
                    "berekend."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        percent = dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Schrijf een heel getal van 5 tot 80.")
        )
        for area in reversed(Area):
            self.fields[area.value] = forms.IntegerField(
                label=_("%(field)s, in procenten") % {"field": area.label}, min_value=5, max_value=80,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}), error_messages=percent,
            )  # fmt: skip
        self.order_fields([*(area.value for area in Area), "words"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(area.value in self.errors for area in Area):
            faults = Faults()
            check_shares(faults, shares=self.shares, words=self.said("words", "-"))
            whole = faults.found.pop("shares", None)
            self.also(faults)
            if whole is not None:
                self.add_error(None, whole)
        return cleaned

    def renew(self, before: UUID | None) -> None:
        """After `stale`: keep what was typed and stand on the division that stands now."""
        data: Any = self.data
        self.data = data.copy()
        self.data[self.add_prefix("before")] = str(before or "")  # type: ignore[index]

    @property
    def shares(self) -> dict[str, int]:
        """What was filled in, by field."""
        return {area.value: self.said(area.value, 0) for area in Area}
