# SPDX-License-Identifier: EUPL-1.2
"""Forms for founding a body, asking organisations, and saying who sits for whom."""

from collections.abc import Set
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting_forms import ActForm, EditForm
from vijfveld.node.models import Organisation, Person
from vijfveld.steering.acts.bodies import BodyPlan, Consent, check_body, check_consent
from vijfveld.steering.acts.seats import Seating
from vijfveld.steering.words_bodies import Level, Rhythm
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.forms.fields import DayField, NamesAll, words_field
from vijfveld.strategy.sayings import name_of

CHOOSE = {"required": _("Maak een keuze."), "invalid_choice": _("Kies iets uit de lijst.")}
NOTHING = ("", _("Maak een keuze"))


def chosen(text: Any) -> UUID | None:
    """The identifier that was chosen, if one was."""
    return UUID(text) if text else None


def partners() -> list[tuple[str, str]]:
    """The organisations that take part in the network, by name."""
    rows = Organisation.objects.filter(left_on__isnull=True).order_by("name")
    return [(str(one.pk), name_of(one)) for one in rows]


def _capital(choices: Any) -> list[tuple[str, str]]:
    return [(code, capfirst(str(label))) for code, label in choices]


class BodyForm(NamesAll, ActForm):
    """What a body is called, where it stands, what it is for, who is asked."""

    name = forms.CharField(
        label=_("Naam"), max_length=120, error_messages={"required": _("Geef het overleg een naam.")},
        help_text=_("Bijvoorbeeld: Regionaal overleg Noordkust."),
    )  # fmt: skip
    level = forms.ChoiceField(
        label=_("Niveau"), choices=lambda: _capital(Level.choices), widget=forms.RadioSelect, error_messages=CHOOSE
    )
    purpose = words_field(
        _("Waarvoor is het?"),
        required=_("Schrijf waarvoor dit overleg er is."),
        help_text=_("Een of twee zinnen: wat bespreekt u daar samen, en wat niet?"),
    )
    section = forms.CharField(
        label=_("Paragraaf van de strategie"), max_length=60, initial="§8.2",
        error_messages={"required": _("Noem de paragraaf van de strategie, zoals §8.2.")},
    )  # fmt: skip
    rhythm = forms.ChoiceField(
        label=_("Hoe vaak komt het bijeen?"), choices=lambda: _capital(Rhythm.choices), error_messages=CHOOSE
    )
    chair = forms.ChoiceField(
        label=_("Wie zit voor?"), required=False, error_messages=CHOOSE,
        help_text=_("Laat dit leeg als uw eigen organisatie voorzit."),
    )  # fmt: skip
    members = forms.MultipleChoiceField(
        label=_("Wie vraagt u om mee te doen?"), required=False, widget=forms.SelectMultiple(attrs={"size": 8}),
        error_messages=CHOOSE,
        help_text=_("Elke organisatie zegt zelf of zij meedoet, en wie er voor haar zit."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        everyone = partners()
        self.fields["chair"].choices = [("", _("Mijn eigen organisatie")), *everyone]  # type: ignore[attr-defined]
        self.fields["members"].choices = everyone  # type: ignore[attr-defined]

    @property
    def plan(self) -> BodyPlan:
        """What was filled in, with harmless values where it could not be read."""
        return BodyPlan(
            self.said("name", "?"), self.said("level", Level.LOCAL), self.said("purpose", "?"),
            self.said("section", "?"), self.said("rhythm", Rhythm.MONTHLY), chosen(self.said("chair", "")),
            tuple(UUID(one) for one in self.said("members", [])),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        check_body(self.plan, faults)
        self.also(faults)
        return cleaned


class InviteForm(EditForm):
    """Which organisation is asked: any partner but some, or one of a few."""

    organisation = forms.ChoiceField(label=_("Organisatie"), error_messages=CHOOSE)

    def __init__(
        self, *args: Any, without: Set[str] = frozenset(), within: Set[str] | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        rest = [one for one in partners() if one[0] not in without and (within is None or one[0] in within)]
        self.fields["organisation"].choices = [NOTHING, *rest]  # type: ignore[attr-defined]


class SeatForm(NamesAll, EditForm):
    """Who sits for one's own organisation."""

    person = forms.ChoiceField(
        label=_("Wie zit voor uw organisatie?"), error_messages=CHOOSE,
        help_text=_("De andere leden zien deze naam. De plaats eindigt als het mandaat eindigt."),
    )  # fmt: skip
    replacement = forms.ChoiceField(label=_("Wie vervangt?"), required=False, error_messages=CHOOSE)
    until_on = DayField(label=_("Tot en met"), required=False)

    def __init__(self, *args: Any, people: list[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(str(one.pk), one.name) for one in people]
        self.fields["person"].choices = [NOTHING, *named]  # type: ignore[attr-defined]
        self.fields["replacement"].choices = [("", _("Niemand")), *named]  # type: ignore[attr-defined]

    @property
    def seating(self) -> Seating:
        """What was filled in."""
        given = self.cleaned_data
        until: date | None = given.get("until_on")
        return Seating(chosen(given.get("person")), chosen(given.get("replacement")), until)


class ConsentForm(SeatForm):
    """Whether one's own organisation takes part, and who sits for it."""

    agrees = forms.ChoiceField(
        label=_("Doet uw organisatie mee?"), widget=forms.RadioSelect, error_messages=CHOOSE,
        choices=[("ja", _("Ja, wij doen mee")), ("nee", _("Nee, wij doen niet mee"))],
    )  # fmt: skip
    words = words_field(_("Wat wilt u daarbij zeggen?"), help_text=_("Verplicht als uw organisatie niet meedoet."))

    field_order = ["agrees", "person", "replacement", "until_on", "words"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].required = False

    @property
    def consent(self) -> Consent:
        """What was filled in."""
        agrees = self.cleaned_data.get("agrees") == "ja"
        seating = self.seating
        return Consent(agrees, self.cleaned_data.get("words", ""), seating if seating.person else None)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        if "agrees" in cleaned:
            check_consent(self.consent, faults)
        self.also(faults)
        return cleaned


class ReasonsForm(EditForm):
    """Why something stops or does not go on."""

    reasons = words_field(_("Waarom?"), required=_("Schrijf waarom."))
