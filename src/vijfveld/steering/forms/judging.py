# SPDX-License-Identifier: EUPL-1.2
"""Forms for judging: a step, a reservation with its reply, a finding and the effort that closes it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting_forms import ActForm, EditForm
from vijfveld.steering import questions
from vijfveld.steering.acts.outcomes import About, Judged, Missing, check_judged
from vijfveld.steering.forms.choices import CHOOSE, several
from vijfveld.steering.testlibrary import Item
from vijfveld.steering.words import CANNOT_JUDGE, STEPS, Axis
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.forms.fields import NamesAll, words_field
from vijfveld.strategy.words import Area

CANNOT = "cannot"


class StepForm(NamesAll, EditForm):
    """A judgement. No step is chosen beforehand."""

    step = forms.ChoiceField(
        label=_("Uw oordeel"), widget=forms.RadioSelect, required=False, error_messages=CHOOSE,
        choices=[*((str(n), capfirst(words)) for n, words in enumerate(STEPS)), (CANNOT, capfirst(CANNOT_JUDGE))],
    )  # fmt: skip
    reasons = words_field(_("Redenen"), help_text=_("Waarop rust dit oordeel? Iedereen leest dit."))
    dissent = words_field(_("Afwijkende mening"), help_text=_("Zag een toetser het anders? Schrijf op wat, en waarom."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._needed(True)

    def _needed(self, needed: bool) -> None:
        for name in ("step", "reasons"):
            self.fields[name].required = needed

    def full_clean(self) -> None:
        """Step and reasons read as needed; that they lack is told by the act's rules."""
        self._needed(False)
        super().full_clean()
        self._needed(True)

    @property
    def judged(self) -> Judged:
        """What was filled in."""
        step = self.said("step", "")
        return Judged(
            int(step) if step.isdigit() else None, self.said("reasons", ""), self.said("dissent", ""), step == CANNOT
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        check_judged(self.judged, faults)
        self.also(faults)
        return cleaned


class ReservationForm(ActForm):
    """What a partner objects to, in its own words."""

    about = forms.ChoiceField(label=_("Waarbij maakt u een voorbehoud?"), error_messages=CHOOSE)
    words = words_field(
        _("Uw voorbehoud"), required=_("Schrijf uw voorbehoud. Het staat zo in het rapport."),
        help_text=_("Iedereen leest uw woorden zoals u ze schrijft. Binnen vier weken krijgt u antwoord."),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, fields: Iterable[tuple[str, str]], items: Iterable[Item], **options: Any
    ) -> None:
        super().__init__(data, **options)
        steps = [(f"{area}/{axis}", f"{Area(area).label}, {Axis(axis).label}") for area, axis in fields]
        asked = [(item.code, f"{item.label} {questions.said(item.words).question}") for item in items]
        self.fields["about"].choices = [  # type: ignore[attr-defined]
            ("", _("Maak een keuze")), (_("Een oordeel"), steps), (_("Een vraag"), asked),
        ]  # fmt: skip

    @property
    def subject(self) -> About:
        """What it is about."""
        chosen = self.cleaned_data["about"]
        area, _slash, axis = chosen.partition("/")
        return About(area=area, axis=axis) if axis in Axis.values else About(item=chosen)


class ReplyForm(EditForm):
    """A reply to a reservation."""

    reply = words_field(_("Uw antwoord"), required=_("Schrijf een antwoord."), help_text=_("Iedereen leest dit."))


class FindingForm(ActForm):
    """What is missing and what would mend it."""

    area = forms.ChoiceField(label=_("Veld"), error_messages=CHOOSE)
    title = forms.CharField(
        label=_("Titel"), max_length=140, error_messages={"required": _("Geef de bevinding een korte titel.")}
    )
    missing = words_field(_("Wat ontbreekt?"), required=_("Schrijf wat er ontbreekt."))
    proposal = words_field(_("Welke inzet herstelt dit?"), required=_("Schrijf welke inzet dit kan herstellen."))
    items = several(_("Vragen waaruit dit blijkt"), (), required=False)

    def __init__(self, data: Any = None, *, areas: Iterable[str], items: Iterable[Item], **options: Any) -> None:
        super().__init__(data, **options)
        named = [(area, Area(area).label) for area in areas]
        self.fields["area"].choices = [("", _("Maak een keuze")), *named]  # type: ignore[attr-defined]
        asked = [(one.code, f"{one.label} {questions.said(one.words).question}") for one in items if one.area]
        self.fields["items"].choices = asked  # type: ignore[attr-defined]

    @property
    def found(self) -> Missing:
        """What was filled in."""
        told = self.cleaned_data
        return Missing(told["area"], told["title"], told["missing"], told["proposal"], tuple(told["items"]))


class LinkForm(EditForm):
    """Which fixed effort closes a finding."""

    effort = forms.ChoiceField(
        label=_("Vaste inzet"),
        error_messages=CHOOSE,
        help_text=_("Inzet die op deze bevinding rust, of ervoor is vergroot."),
    )

    def __init__(self, data: Any = None, *, efforts: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["effort"].choices = [("", _("Maak een keuze")), *efforts]  # type: ignore[attr-defined]
