# SPDX-License-Identifier: EUPL-1.2
"""Forms for a meeting: when it is, its agenda and its papers."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting_forms import ActForm, EditForm
from vijfveld.node.roles import Classification
from vijfveld.steering.acts.meetings import ItemPlan, PaperPlan, Sitting, check_item, check_paper, check_sitting
from vijfveld.steering.forms.bodies import CHOOSE, chosen
from vijfveld.steering.models import AgendaItem
from vijfveld.steering.queries.agenda import Proposal
from vijfveld.steering.words_bodies import Asks
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.forms.fields import DayField, NamesAll, words_field

TIMES = {"required": _("Schrijf een tijd."), "invalid": _("Dit is geen tijd. Schrijf bijvoorbeeld 9:30.")}


def offer(form: forms.Form, name: str, choices: Any) -> None:
    """Offer choices in a field of a form."""
    form.fields[name].choices = choices  # type: ignore[attr-defined]


def _time(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, input_formats=["%H:%M", "%H.%M", "%H"], error_messages=TIMES)


class SittingForm(NamesAll, EditForm):
    """When and where a body sits."""

    on = DayField(label=_("Dag"))
    starts = _time(_("Van"))
    ends = _time(_("Tot"))
    place = forms.CharField(
        label=_("Plaats"), max_length=200, help_text=_("Een kamer, of hoe men op afstand meedoet."),
        error_messages={"required": _("Schrijf waar het overleg is, of hoe men meedoet.")},
    )  # fmt: skip

    def __init__(self, *args: Any, now: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.now = now

    @property
    def sitting(self) -> Sitting:
        """What was filled in, with harmless values where it could not be read."""
        day = self.said("on", date(2199, 1, 1))
        starts, ends = self.said("starts", time(0, 1)), self.said("ends", time(23, 59))
        return Sitting(_at(day, starts), _at(day, ends), self.said("place", "?"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        check_sitting(self.sitting, faults, now=self.now)
        for act, ours in (("starts_at", "starts" if cleaned.get("on") == timezone.localdate(self.now) else "on"),
                          ("ends_at", "ends")):  # fmt: skip
            if act in faults.found:
                faults.found[ours] = faults.found.pop(act)
        self.also(faults)
        return cleaned


def _at(day: date, moment: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, moment))


class ItemForm(NamesAll, ActForm):
    """An item of one's own."""

    title = forms.CharField(
        label=_("Punt"), max_length=200, error_messages={"required": _("Geef het punt een korte titel.")}
    )
    asks = forms.ChoiceField(
        label=_("Wat vraagt u?"), initial=Asks.DISCUSS, error_messages=CHOOSE,
        choices=lambda: [(code, capfirst(str(label))) for code, label in Asks.choices],
    )  # fmt: skip
    words = words_field(_("Toelichting"), rows=3)

    @property
    def plan(self) -> ItemPlan:
        """What was filled in."""
        return ItemPlan(self.said("title", "?"), self.said("words", ""), self.said("asks", Asks.DISCUSS))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        check_item(self.plan, faults)
        self.also(faults)
        return cleaned


class TakeUpForm(EditForm):
    """Which of what is due comes on the agenda."""

    chosen = forms.MultipleChoiceField(
        label=_("Aan de orde"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies wat op de agenda komt."), "invalid_choice": CHOOSE["invalid_choice"]},
    )  # fmt: skip

    def __init__(self, *args: Any, offered: list[Proposal], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offered = offered
        offer(self, "chosen", [(one.about, one.title) for one in offered])

    def ticked(self) -> set[str]:
        """What is ticked, also when the form comes back with a problem."""
        return set(self["chosen"].value() or [])


class PaperForm(NamesAll, ActForm):
    """A paper for those who sit."""

    title = forms.CharField(
        label=_("Titel"), max_length=140, error_messages={"required": _("Geef het stuk een korte titel.")}
    )
    marking = forms.ChoiceField(
        label=_("Rubricering"), choices=Classification.choices, initial=Classification.INTERNAL, error_messages=CHOOSE,
        help_text=_("Hoger dan deze node mag bewaren, neemt hij niet aan."),
    )  # fmt: skip
    item = forms.ChoiceField(label=_("Bij welk punt?"), required=False, error_messages=CHOOSE)
    content = forms.FileField(
        label=_("Bestand"), required=False, help_text=_("Pdf, tekst, beeld of kantoordocument, ten hoogste 20 MB."),
    )  # fmt: skip

    def __init__(self, *args: Any, items: list[AgendaItem], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "item", [("", _("Het hele overleg")), *((str(one.pk), one.title) for one in items)])
        self.fields["content"].required = True

    @property
    def plan(self) -> PaperPlan:
        """What was filled in."""
        given = self.cleaned_data.get("content")
        content = given.read() if given else b""
        if given:
            given.seek(0)
        return PaperPlan(
            self.said("title", "?"), self.said("marking", Classification.INTERNAL), content,
            chosen(self.cleaned_data.get("item")),
        )  # fmt: skip

    def full_clean(self) -> None:
        """The file is asked for by the act's rule, together with every other problem."""
        self.fields["content"].required = False
        super().full_clean()
        self.fields["content"].required = True

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        check_paper(self.plan, faults)
        self.also(faults)
        return cleaned
