# SPDX-License-Identifier: EUPL-1.2
"""The forms of the broker: experience, questions and offers, proposals, consent and looking back."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting_forms import ActForm, EditForm
from vijfveld.node.models import Organisation
from vijfveld.node.viewer import Viewer
from vijfveld.steering.acts.expertise import Known, Wanted, check_known, check_wanted
from vijfveld.steering.nameless import Names
from vijfveld.steering.topics import CHOOSE
from vijfveld.steering.words_broker import Experience, Speed
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.forms import choices
from vijfveld.strategy.forms.fields import DayField, NamesAll, words_field
from vijfveld.strategy.sayings import name_of

NO_NAMES = _("Noem geen personen. Dit wordt nagekeken op adressen, nummers en namen.")
HALF_A_YEAR = timedelta(days=182)


def spoken(labels: Any) -> list[tuple[str, str]]:
    """Choices that begin with a capital."""
    return [(code, capfirst(label)) for code, label in labels]


def subject_field() -> forms.ChoiceField:
    """A point of the strategy; its choices are offered when the form is made, in the language of the reader."""
    return forms.ChoiceField(
        label=_("Onderwerp"), error_messages=dict.fromkeys(("required", "invalid_choice"), CHOOSE),
        help_text=_("Een punt uit de strategie zelf, zodat iedereen hetzelfde bedoelt."),
    )  # fmt: skip


class WithSubject(NamesAll, ActForm):
    """A form about a point of the strategy."""

    day: date
    names: Names

    def __init__(self, data: Any = None, files: Any = None, *, viewer: Viewer, day: date, **options: Any) -> None:
        super().__init__(data, files, **options)
        self.day, self.names = day, Names(viewer)
        self.fields["subject"].choices = choices.objectives()  # type: ignore[attr-defined]


def speed_field() -> forms.ChoiceField:
    """How soon one can answer."""
    return forms.ChoiceField(
        label=_("Hoe snel kunt u een vraag hierover beantwoorden?"), choices=spoken(Speed.choices),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Kies hoe snel u kunt antwoorden.")),
    )  # fmt: skip


class ExpertiseForm(WithSubject):
    """What one's own organisation has experience with."""

    subject = subject_field()
    experience = forms.ChoiceField(
        label=_("Wat voor ervaring is het?"), choices=spoken(Experience.choices), widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Kies wat voor ervaring het is.")),
    )  # fmt: skip
    had_on = DayField(label=_("Wanneer voor het laatst?"))
    speed = speed_field()
    lapses_on = DayField(
        label=_("Tot wanneer geldt dit?"),
        help_text=_("Daarna telt het niet meer mee, tot u het bevestigt. Ten hoogste twee jaar."),
    )
    words = forms.CharField(
        label=_("Waar kan men u voor bellen?"), required=False, max_length=300, help_text=NO_NAMES,
        error_messages={"max_length": _("Houd dit onder de 300 tekens.")},
    )  # fmt: skip

    @property
    def known(self) -> Known:
        """What was filled in."""
        return Known(
            self.said("subject", ""), self.said("experience", ""), self.said("had_on", self.day),
            self.said("speed", ""), self.said("lapses_on", self.day + timedelta(1)), self.said("words", ""),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        check_known(faults, self.names, self.known, today=self.day)
        self.also(faults)
        return cleaned


class ConfirmForm(EditForm):
    """That experience still holds."""

    had_on = DayField(label=_("Wanneer voor het laatst?"))
    speed = speed_field()
    lapses_on = DayField(label=_("Tot wanneer geldt dit?"), help_text=_("Ten hoogste twee jaar."))


class HelpForm(WithSubject):
    """A question or an offer."""

    subject = subject_field()
    words = words_field(
        _("Waar gaat het om?"), required=_("Schrijf in een paar zinnen waar het om gaat."), help_text=NO_NAMES
    )
    first_on = DayField(label=_("Vanaf welke dag?"))
    last_on = DayField(label=_("Tot en met welke dag?"))
    most = forms.IntegerField(
        label=_("Met hoeveel organisaties ten hoogste?"), min_value=1, max_value=20, initial=1,
        help_text=_("Bij een vraag in totaal, bij een aanbod tegelijk."),
        error_messages={name: _("Kies een aantal van 1 tot en met 20.")
                        for name in ("required", "invalid", "min_value", "max_value")},
    )  # fmt: skip

    @property
    def wanted(self) -> Wanted:
        """What was filled in."""
        return Wanted(
            self.said("subject", ""), self.said("words", ""), self.said("first_on", self.day),
            self.said("last_on", self.day + HALF_A_YEAR), self.said("most", 1),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        check_wanted(faults, self.names, self.wanted, today=self.day)
        self.also(faults)
        return cleaned


class ProposeForm(ActForm):
    """That what was read is laid before both sides."""

    mark = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    follow_up_on = DayField(
        label=_("Wanneer kijken beide kanten terug?"),
        help_text=_("Stemmen beide kanten later in, dan schuift de dag even ver op."),
    )

    def renew(self, mark: str) -> None:
        """After `stale`: stand on the proposal that is shown now."""
        data: Any = self.data
        self.data = data.copy()
        self.data[self.add_prefix("mark")] = mark  # type: ignore[index]


class SayForm(EditForm):
    """Whether one's own side consents."""

    agrees = forms.ChoiceField(
        label=_("Stemt uw organisatie in?"), choices=[("yes", _("Ja, wij stemmen in")), ("no", _("Nee"))],
        widget=forms.RadioSelect, error_messages=dict.fromkeys(("required", "invalid_choice"), _("Kies ja of nee.")),
    )  # fmt: skip
    reason = words_field(
        _("Waarom niet?"), help_text=_("Nodig bij nee. De andere kant en de coördinator lezen dit."), rows=3
    )


class FollowUpForm(EditForm):
    """What came of a pairing."""

    words = words_field(_("Wat kwam ervan?"), required=_("Schrijf wat ervan kwam."), help_text=NO_NAMES)
    next_on = DayField(
        label=_("Wanneer kijkt u weer terug?"), required=False,
        help_text=_("Laat dit leeg als u wilt afronden. De koppeling eindigt als beide kanten terugkeken."),
    )  # fmt: skip

    def __init__(self, *args: Any, goes_on: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not goes_on:
            del self.fields["next_on"]


class WithoutForm(forms.Form):
    """Which two organisations are thought away."""

    use_required_attribute = False
    een = forms.ChoiceField(label=_("De ene organisatie"), required=False)
    ander = forms.ChoiceField(label=_("De andere organisatie"), required=False)

    def __init__(self, data: Any = None, *, holders: Iterable[Organisation]) -> None:
        super().__init__(data)
        offered = [("", _("Niemand")), *((str(one.pk), name_of(one)) for one in holders)]
        for name in ("een", "ander"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = offered
            field.error_messages["invalid_choice"] = _("Kies een organisatie uit de lijst.")

    @property
    def gone(self) -> set[UUID]:
        """The organisations that are thought away."""
        return {UUID(self.cleaned_data[name]) for name in ("een", "ander") if self.cleaned_data[name]}
