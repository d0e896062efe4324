# SPDX-License-Identifier: EUPL-1.2
"""The forms of lessons and exercises."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting_forms import EditForm
from vijfveld.node.models import Organisation
from vijfveld.steering import store
from vijfveld.steering.acts.exercises import Practised, check_practised
from vijfveld.steering.acts.lessons import NO_SOURCE, Brought, check_lesson
from vijfveld.steering.acts.proving import NO_PROOF, Proof
from vijfveld.steering.forms.broker import NO_NAMES, WithSubject, subject_field
from vijfveld.steering.queries.lessons import Choices
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.forms.fields import DayField, words_field
from vijfveld.strategy.sayings import name_of

NOTHING = ("", _("Maak een keuze"))


def _title() -> forms.CharField:
    return forms.CharField(
        label=_("Korte titel"), max_length=140, help_text=NO_NAMES,
        error_messages={"required": _("Geef de les een korte titel."),
                        "max_length": _("Houd de titel onder de 140 tekens.")},
    )  # fmt: skip


def _words() -> forms.CharField:
    return words_field(
        _("Wat is er te leren?"), required=_("Schrijf wat er te leren is, zo dat een ander er iets aan heeft."),
        help_text=_("Wat ging er mis of juist goed, en wat zou u een ander aanraden? Noem geen personen."), rows=6,
    )  # fmt: skip


class LessonForm(WithSubject):
    """A lesson to bring."""

    title = _title()
    words = _words()
    subject = subject_field()
    source = forms.ChoiceField(
        label=_("Waar komt de les uit?"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), NO_SOURCE),
        help_text=_(
            "Alleen u en de coördinator zien welke. "
            "Anderen zien alleen of het een koppeling, toets, oefening of overleg was."
        ),
    )

    def __init__(self, *args: Any, sources: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [NOTHING, *sources]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        check_lesson(faults, self.names, title=self.said("title", "-"), words=self.said("words", "-"))
        self.also(faults)
        return cleaned

    @property
    def brought(self) -> Brought:
        """What was filled in."""
        return Brought(**{name: self.cleaned_data[name] for name in ("title", "words", "subject", "source")})


class ShareForm(EditForm):
    """A lesson in the words in which everyone will read it."""

    title = _title()
    words = _words()


class TakeForm(EditForm):
    """What is going to change, and when that will show."""

    plan = words_field(_("Wat gaat u anders doen?"), required=_("Schrijf wat er anders gaat."), help_text=NO_NAMES)
    show_by = DayField(
        label=_("Voor welke dag toont een toets of oefening het?"),
        help_text=_("De les sluit alleen als een latere toets of oefening laat zien dat zij is geleerd."),
    )


class ProofForm(EditForm):
    """The test or exercise that shows it."""

    proof = forms.ChoiceField(
        label=_("Waaruit blijkt het?"), error_messages=dict.fromkeys(("required", "invalid_choice"), NO_PROOF),
        help_text=_("Alleen wat later kwam, staat in deze lijst."),
    )  # fmt: skip
    words = words_field(
        _("Wat laat die zien over deze les?"), help_text=NO_NAMES,
        required=_("Schrijf wat de toets of oefening over deze les laat zien."),
    )  # fmt: skip

    why = words_field(
        _("Ging die over een ander onderwerp? Waarom telt die hier toch?"), rows=2,
        help_text=_("Nodig bij een oefening over een ander onderwerp. Noem geen personen."),
    )  # fmt: skip

    def __init__(self, *args: Any, offered: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proof"].choices = [NOTHING, *offered]  # type: ignore[attr-defined]

    @property
    def given(self) -> Proof:
        """What was chosen and written."""
        sort, _colon, rest = self.cleaned_data["proof"].partition(":")
        told = {name: self.cleaned_data[name] for name in ("words", "why")}
        if sort == "item":
            round, _colon, item = rest.partition(":")
            return Proof(round=UUID(round), item=item, **told)
        return Proof(exercise=UUID(rest), **told) if sort == "exercise" else Proof(finding=UUID(rest), **told)


class ExerciseForm(WithSubject):
    """An exercise that was held."""

    title = forms.CharField(
        label=_("Korte titel"), max_length=140, help_text=NO_NAMES,
        error_messages={"required": _("Geef de oefening een korte titel."),
                        "max_length": _("Houd de titel onder de 140 tekens.")},
    )  # fmt: skip
    held_on = DayField(label=_("Wanneer was het?"))
    organiser = forms.TypedChoiceField(
        label=_("Wie organiseerde het?"), coerce=UUID, empty_value=None,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Kies een partner die meedoet.")),
    )  # fmt: skip
    subject = subject_field()
    showed = words_field(
        _("Wat liet de oefening zien?"), required=_("Schrijf wat de oefening liet zien, ook wat niet ging."),
        help_text=_("Ook wat niet ging. Noem geen personen."), rows=5,
    )  # fmt: skip
    content = forms.FileField(
        label=_("Verslag"), required=False, allow_empty_file=True,
        help_text=_("Pdf, tekst, beeld of kantoordocument, tot 20 MB. Iedereen in het netwerk kan het lezen. "
                    "Geen namen van betrokkenen."),
    )  # fmt: skip
    reference = forms.CharField(
        label=_("Of: waar is het te lezen?"), required=False, max_length=300,
        help_text=_("Bijvoorbeeld een zaaknummer."),
    )  # fmt: skip

    def __init__(self, *args: Any, partners: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(one.pk), name_of(one)) for one in partners]
        self.fields["organiser"].choices = [NOTHING, *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        file = cleaned.get("content")
        self.told = Practised(
            self.said("title", "-"), self.said("held_on", self.day), cleaned.get("organiser"),
            self.said("subject", ""), self.said("showed", "-"), file.read(store.MOST_BYTES + 1) if file else b"",
            self.said("reference", ""),
        )  # fmt: skip
        faults = Faults()
        check_practised(faults, self.names, self.told, today=self.day)
        self.also(faults)
        return cleaned
