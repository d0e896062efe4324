# SPDX-License-Identifier: EUPL-1.2
"""Forms for the exits of an effort, each a decision with reasons."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting_forms import EditForm
from vijfveld.law.models import Reasoning
from vijfveld.strategy.acts.efforts import check_certainty
from vijfveld.strategy.acts.exits import ReverseTest, check_prolongation, check_ripe, check_winding_down
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.checklist import Checked, Point, check
from vijfveld.strategy.forms import choices
from vijfveld.strategy.forms.efforts import MUST_CHOOSE
from vijfveld.strategy.forms.fields import DayField, NamesAll, words_field
from vijfveld.strategy.models import Effort
from vijfveld.strategy.queries.efforts import Sums

REASONS = _("Geef de redenen van dit besluit.")


class DecisionForm(NamesAll, EditForm):
    """A decision about one effort: reasons, and whoever disagreed."""

    reasons = words_field(
        _("Redenen"), required=REASONS, help_text=_("Partners kunnen dit lezen. Noem geen namen van personen.")
    )
    alternatives = words_field(_("Wat u ook overwoog"), rows=3)
    dissent = words_field(
        _("Afwijkende mening"),
        rows=3,
        help_text=_("Wie zag het anders, en waarom? Dit hoort bij het besluit en blijft zichtbaar."),
    )

    def __init__(self, data: Any = None, *, effort: Effort, day: Any, **options: Any) -> None:
        self.effort, self.day = effort, day
        super().__init__(data, initial={"version": effort.version, **options.pop("initial", {})}, **options)

    @property
    def reasoning(self) -> Reasoning:
        """The words of the decision."""
        said = {name: self.said(name, "") for name in ("reasons", "alternatives", "dissent")}
        return Reasoning(**said)

    @property
    def more(self) -> dict[str, Any]:
        """What the act wants."""
        return {"reasoning": self.reasoning}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self.also(self.faults())
        return cleaned

    def faults(self) -> Faults:
        """The faults that the act would name."""
        return Faults()


class StopForm(DecisionForm):
    """Stop a flexible effort before its last day."""


class KeepForm(DecisionForm):
    """Call off the winding down of a fixed effort."""


class ProlongForm(DecisionForm):
    """Prolong a flexible effort."""

    ends_on = DayField(label=_("Nieuwe laatste dag"), help_text=_("Ten hoogste een jaar later."))
    field_order = ("ends_on",)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        if self.effort.prolongations:
            field = self.fields["alternatives"]
            field.label = _("Waarom stoppen of vast maken nu niet kan")
            field.help_text = _("Dit is niet de eerste verlenging. Steeds verlengen is geen flexibele inzet meer.")
            field.required = True
            field.error_messages["required"] = _("Schrijf waarom stoppen of vast maken nu niet kan.")

    def faults(self) -> Faults:
        found = Faults()
        ends_on = self.cleaned_data.get("ends_on")
        if ends_on:
            check_prolongation(self.effort, found, ends_on=ends_on, reasoning=self.reasoning, today=self.day)
        return found

    @property
    def more(self) -> dict[str, Any]:
        return {**super().more, "ends_on": self.cleaned_data["ends_on"]}


class TakeUpForm(DecisionForm):
    """Take a flexible effort up into fixed effort: the points that a node cannot see are asked."""

    rests_on = forms.ChoiceField(
        label=_("De vaste inzet rust op"), error_messages=MUST_CHOOSE,
        help_text=_("Kies de zekerheid uit de strategie die blijft, ook als de aanleiding voorbij is."),
    )  # fmt: skip
    checked_purpose = forms.BooleanField(
        label=_("Het doel van deze inzet geldt nog"), error_messages={"required": _("Bevestig dat het doel nog geldt.")}
    )
    checked_field = words_field(
        _("Stand van het veld"), rows=3,
        help_text=_("Schrijf wat de laatste systeemtoets over dit veld zegt, of waarom er geen toets is."),
        required=_("Schrijf wat de laatste systeemtoets over dit veld zegt, of waarom er geen toets is."),
    )  # fmt: skip
    checked_effect = words_field(
        _("Gezien effect"), rows=3,
        help_text=_("Is het effect niet te meten? Schrijf dan waarom niet."),
        required=_("Schrijf welk effect is gezien, of waarom het niet te meten is."),
    )  # fmt: skip
    checked_owners = forms.BooleanField(
        label=_("Alle eigenaren gaan akkoord"),
        error_messages={"required": _("Bevestig dat alle eigenaren akkoord gaan.")},
    )
    field_order = ("rests_on", "checked_purpose", "checked_field", "checked_effect", "checked_owners")

    def __init__(self, data: Any = None, *, sums: Sums, **options: Any) -> None:
        self.sums = {"asked": sums.asked, "granted": sums.granted}
        super().__init__(data, **options)
        field = self.fields["rests_on"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [choices.NOTHING, *choices.certainties()]

    @property
    def checked(self) -> Checked:
        """What the person says of the points that a node cannot see."""
        return Checked(
            purpose_still_valid=bool(self.said("checked_purpose", False)),
            field_in_order=self.said("checked_field", ""),
            effect=self.said("checked_effect", ""),
            owners_agree=bool(self.said("checked_owners", False)),
        )

    @property
    def seen(self) -> list[Point]:
        """The points that the node sees itself."""
        return [point for point in check(self.effort, self.sums, Checked(), today=self.day) if point.seen_by_node]

    def faults(self) -> Faults:
        found = Faults()
        check_ripe(check(self.effort, self.sums, self.checked, today=self.day), found)
        check_certainty(self.said("rests_on", ""), found)
        return found

    @property
    def more(self) -> dict[str, Any]:
        return {**super().more, "rests_on": self.cleaned_data["rests_on"], "checked": self.checked}


class WindDownForm(DecisionForm):
    """Wind down a fixed effort: the reverse test first."""

    holds_without = forms.BooleanField(
        label=_("Het basisniveau houdt ook zonder deze inzet, in elk scenario"),
        error_messages={
            "required": _("Zonder deze inzet houdt het basisniveau niet. Dan kan ze niet worden afgebouwd.")
        },
    )
    why = words_field(
        _("Waarom het basisniveau houdt"), rows=5,
        help_text=_("Loop de scenario's langs. Wie vangt dit werk op als de dreiging stijgt?"),
        required=_("Schrijf per scenario waarom het basisniveau zonder deze inzet houdt."),
    )  # fmt: skip
    ends_on = DayField(label=_("Laatste dag"), help_text=_("Partners krijgen ten minste drie maanden."))
    field_order = ("holds_without", "why", "ends_on")

    @property
    def test(self) -> ReverseTest:
        """The reverse test as it was filled in."""
        return ReverseTest(bool(self.said("holds_without", False)), self.said("why", ""))

    def faults(self) -> Faults:
        found = Faults()
        ends_on = self.cleaned_data.get("ends_on") or self.day
        check_winding_down(self.test, found, ends_on=ends_on, today=self.day)
        return found

    @property
    def more(self) -> dict[str, Any]:
        return {**super().more, "ends_on": self.cleaned_data["ends_on"], "test": self.test}
