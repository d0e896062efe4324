# SPDX-License-Identifier: EUPL-1.2
"""The forms of pathways."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting_forms import EditForm
from vijfveld.law.models import Reasoning
from vijfveld.steering.acts.pathway_steps import StepPlan, check_step
from vijfveld.steering.acts.pathways import StudyPlan, check_study
from vijfveld.steering.models import PathwayStep
from vijfveld.steering.needs import Need, Unread, check_needs, from_lines
from vijfveld.steering.pathway_words import MOST_AMOUNT, MOST_DAYS, Reviewed
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.forms import choices
from vijfveld.strategy.forms.efforts import MUST_CHOOSE
from vijfveld.strategy.forms.fields import DayField, FteField, NamesAll, words_field
from vijfveld.strategy.models import Effort
from vijfveld.strategy.words import Nature

DAYS = _("Kies 0 tot 3.650 dagen.")
NOTICE = 90


def days_field(label: Any, *, help_text: Any = "") -> forms.IntegerField:
    """A number of days."""
    said = dict.fromkeys(("required", "invalid", "min_value", "max_value"), DAYS)
    return forms.IntegerField(
        label=label, help_text=help_text, min_value=0, max_value=MOST_DAYS, error_messages=said,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


class StudyForm(NamesAll, EditForm):
    """A study: its title, its question, its point, its unit, how far it looks."""

    title = forms.CharField(
        label=_("Korte titel"), max_length=120,
        error_messages={"required": _("Geef de studie een korte titel."),
                        "max_length": _("Houd de titel onder de 120 tekens.")},
    )  # fmt: skip
    question = words_field(
        _("Welke vraag helpt deze studie te beantwoorden?"), rows=2,
        required=_("Schrijf welke vraag deze studie helpt te beantwoorden."),
    )  # fmt: skip
    objective = forms.ChoiceField(
        label=_("Punt van de strategie"), error_messages=MUST_CHOOSE,
        help_text=_("Over welk punt gaat dit? Het veld volgt uit uw keuze."),
    )  # fmt: skip
    unit = forms.CharField(
        label=_("Waarin telt u capaciteit?"), max_length=40,
        help_text=_("Bijvoorbeeld: teams, fte, gesprekken per maand. Alles in deze studie telt in deze eenheid."),
        error_messages={"required": _("Schrijf waarin u telt, zoals teams of fte."),
                        "max_length": _("Houd dit onder de 40 tekens.")},
    )  # fmt: skip
    looks_to = DayField(label=_("Tot welke dag kijkt de studie?"))
    notice_days = days_field(
        _("Hoeveel dagen vooraf wilt u «begin nu» zien?"),
        help_text=_("Zo lang voor de dag waarop u uiterlijk moet beginnen."),
    )

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        given = {"notice_days": NOTICE, **kwargs.pop("initial", {})}
        super().__init__(*args, initial=given, **kwargs)
        self.today = today
        self.fields["version"].required = False
        self.fields["objective"].choices = choices.objectives()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        check_study(self.plan, faults, today=self.today)
        self.also(faults)
        return cleaned

    @property
    def plan(self) -> StudyPlan:
        """What was filled in."""
        said = {name: self.said(name, "") for name in ("title", "question", "objective", "unit")}
        return StudyPlan(
            **said, looks_to=self.said("looks_to", self.today), notice_days=self.said("notice_days", NOTICE)
        )


class NeedForm(NamesAll, EditForm):
    """What a scenario asks over time, a line for each point."""

    lines = words_field(
        _("Wanneer is hoeveel nodig?"), rows=7,
        required=_("Schrijf ten minste één punt: op welke dag is hoeveel nodig?"),
        help_text=_("Elk punt op een eigen regel, in volgorde van tijd: dag, dubbele punt, hoeveel, puntkomma, waarom. "
                    "Bijvoorbeeld: 1-3-2027: 12; raming van de politie. Tussen twee punten loopt een rechte lijn."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        check_needs(self.read, faults)
        self.also(faults)
        return cleaned

    @property
    def read(self) -> list[Need | Unread]:
        """The points as they were typed."""
        return from_lines(self.said("lines", ""))

    @property
    def needs(self) -> list[Need]:
        """The points, once all can be read."""
        return [one for one in self.read if isinstance(one, Need)]


class StepForm(NamesAll, EditForm):
    """A step: an effort or a proposal, what it delivers, the days it takes, what may follow it."""

    effort = forms.ChoiceField(
        label=_("Inzet"), required=False,
        help_text=_("Kies een inzet die loopt, of laat dit open voor een voorstel dat nog geen inzet is."),
        error_messages={"invalid_choice": _("Kies een inzet die nog loopt.")},
    )  # fmt: skip
    title = forms.CharField(
        label=_("Korte naam"), max_length=120, required=False,
        help_text=_("Bij een inzet mag dit leeg blijven: dan staat er de naam van de inzet."),
        error_messages={"max_length": _("Houd de naam onder de 120 tekens.")},
    )  # fmt: skip
    nature = forms.ChoiceField(
        label=_("Vast of flexibel"), choices=Nature.choices, widget=forms.RadioSelect,
        help_text=_("Bij een inzet geldt wat de inzet is."),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Kies of dit vast of flexibel is.")),
    )  # fmt: skip
    delivers = FteField(
        label=_("Hoeveel levert deze stap?"), max_value=MOST_AMOUNT,
        help_text=_("Hoeveel er in totaal is zolang deze stap het werk draagt, in de eenheid van de studie."),
        error_messages={"required": _("Schrijf een getal boven 0."),
                        "invalid": _("Dit is geen getal. Schrijf bijvoorbeeld 2 of 0,5."),
                        "max_value": _("Kies een getal tot een miljoen.")},
    )  # fmt: skip
    why = forms.CharField(
        label=_("Waarop rust dit getal?"), max_length=300,
        error_messages={"required": _("Schrijf waarop dit getal rust."),
                        "max_length": _("Houd dit onder de 300 tekens.")},
    )  # fmt: skip
    decision_days = days_field(_("Hoeveel dagen kost besluiten?"))
    lead_days = days_field(_("Hoeveel dagen van besluit tot het werkt?"))
    followers = forms.MultipleChoiceField(
        label=_("Wat mag op deze stap volgen?"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Kies opvolgers uit deze studie.")},
    )  # fmt: skip

    def __init__(
        self, *args: Any, others: Iterable[PathwayStep], efforts: Iterable[Effort] | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].required = False
        offered = [(str(one.id), one.title) for one in others]
        if offered:
            self.fields["followers"].choices = offered  # type: ignore[attr-defined]
        else:
            del self.fields["followers"]
        if self.initial.get("effort") and efforts is None:
            del self.fields["nature"]
        if efforts is None:
            del self.fields["effort"]
        else:
            said = [("", _("een voorstel, nog geen inzet")), *((str(one.id), one.title) for one in efforts)]
            self.fields["effort"].choices = said  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        check_step(self.plan, faults)
        self.also(faults)
        return cleaned

    @property
    def plan(self) -> StepPlan:
        """What was filled in."""
        chosen = self.said("effort", "") or (self.initial.get("effort") if "effort" not in self.fields else "")
        return StepPlan(
            title=self.said("title", ""), nature=self.said("nature", self.initial.get("nature", "")),
            why=self.said("why", ""), delivers=self.said("delivers", Decimal(1)),
            decision_days=self.said("decision_days", 0),
            lead_days=self.said("lead_days", 0), effort=UUID(str(chosen)) if chosen else None,
            followers=tuple(UUID(one) for one in self.said("followers", [])),
        )  # fmt: skip


class ReviewForm(EditForm):
    """What people do now that the day to begin has come."""

    outcome = forms.ChoiceField(
        label=_("Wat doet u?"), choices=Reviewed.choices, widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Kies wat u doet.")),
    )  # fmt: skip
    reasons = words_field(
        _("Redenen"), required=_("Geef de redenen van dit besluit."),
        help_text=_("Partners kunnen dit lezen. Noem geen namen van personen."),
    )  # fmt: skip

    @property
    def reasoning(self) -> Reasoning:
        """The words of the decision."""
        return Reasoning(self.cleaned_data["reasons"])
