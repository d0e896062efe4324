# SPDX-License-Identifier: EUPL-1.2
"""The forms of a portfolio study and of its candidates."""

import re
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting_forms import ActForm, EditForm
from vijfveld.node.models import Organisation
from vijfveld.steering.acts.candidates import Weighing, check_weighing
from vijfveld.steering.acts.portfolios import Bounds, StudyPlan, check_bounds
from vijfveld.steering.forms.choices import CHOOSE, several
from vijfveld.steering.models import Scenario
from vijfveld.steering.portfolio_words import CoverStep, Intrusion, Need, Tail
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.forms.fields import FteField, NamesAll, words_field
from vijfveld.strategy.models import Effort
from vijfveld.strategy.sayings import name_of
from vijfveld.strategy.words import Area

NOTHING = ("", _("Maak een keuze"))
APART = _("%(title)s (%(field)s): volgens het veld gaan de waarden niet meer samen")


THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+")


class MoneyField(FteField):
    """An amount × € 1.000 with at most one decimal; a comma and a point both divide, 2.700 is two thousand and more."""

    def __init__(self, **options: Any) -> None:
        money = _("Schrijf een bedrag van 0 tot tien miljoen (× € 1.000).")
        said = dict.fromkeys(("required", "invalid", "max_digits", "max_decimal_places", "max_whole_digits"), money)
        forms.DecimalField.__init__(self, max_digits=8, decimal_places=1, error_messages=said, **options)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and THOUSANDS.fullmatch(value.strip()):
            value = value.replace(".", "")
        return super().to_python(value)


def step_field(label: Any, choices: Iterable[tuple[Any, Any]], *, required: Any) -> forms.TypedChoiceField:
    """A choice of steps that counts as a number."""
    said = dict.fromkeys(("required", "invalid_choice"), required)
    return forms.TypedChoiceField(label=label, coerce=int, choices=[NOTHING, *choices], error_messages=said)


class TitleForm(EditForm):
    """The title and the question of a study."""

    title = forms.CharField(
        label=_("Korte titel"), max_length=120,
        error_messages={"required": _("Geef de studie een korte titel."),
                        "max_length": _("Houd de titel onder de 120 tekens.")},
    )  # fmt: skip
    question = words_field(
        _("Welke vraag helpt de studie te beantwoorden?"), rows=2,
        required=_("Schrijf welke vraag de studie helpt te beantwoorden."),
    )  # fmt: skip


class StudyForm(TitleForm):
    """A study: its title, its question, its scenarios, and the fields of which the goal counts."""

    scenarios = several(_("Scenario's uit één veld van onzekerheden"), ())
    areas = several(
        _("Velden waarvan het doel meetelt"), Area.choices,
        help_text=_("Voor elk veld oordeelt u hoeveel een scenario vraagt en hoeveel inzet daarvan dekt."),
    )  # fmt: skip

    def __init__(self, *args: Any, found: Iterable[Scenario], apart: Collection[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        self.fields["scenarios"].choices = [  # type: ignore[attr-defined]
            (str(one.id), _named(one, apart=one.id in apart)) for one in found
        ]
        self.fields["scenarios"].error_messages["required"] = _("Kies ten minste één scenario.")
        self.fields["areas"].error_messages["required"] = _("Kies ten minste één veld waarvan het doel meetelt.")

    @property
    def plan(self) -> StudyPlan:
        """What was filled in."""
        data = self.cleaned_data
        chosen = tuple(UUID(one) for one in data["scenarios"])
        return StudyPlan(data["title"], data["question"], chosen, tuple(data["areas"]))


def _named(scenario: Scenario, *, apart: bool) -> str:
    """A scenario with its field, and whether its values no longer go together there."""
    told = {"title": scenario.title, "field": scenario.field.title}
    return str(APART) % told if apart else f"{scenario.title} ({scenario.field.title})"


class NeedForm(EditForm):
    """How much a scenario asks for in each field, and why."""

    reasons = words_field(_("Waarom vraagt dit scenario dat?"), required=_("Schrijf waarom het scenario dit vraagt."))

    def __init__(self, *args: Any, areas: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = _("Kies hoeveel dit scenario in dit veld vraagt.")
        for area in areas:
            self.fields[f"need-{area}"] = step_field(Area(area).label, Need.choices, required=said)
        self.order_fields([*(f"need-{area}" for area in areas), "reasons"])

    @property
    def needs(self) -> dict[str, int]:
        """The steps by field."""
        return {name.removeprefix("need-"): step for name, step in self.typed.items() if name.startswith("need-")}


class CoverForm(EditForm):
    """What an effort covers of each field in one scenario, and on what that judgement rests."""

    reasons = words_field(
        _("Waarop rust dit oordeel?"), required=_("Schrijf waarop dit oordeel rust."),
        help_text=_("Onderzoek, een oefening, ervaring elders, of een schatting. Zeg ook als u het niet weet."),
    )  # fmt: skip

    def __init__(self, *args: Any, areas: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for area in areas:
            self.fields[f"step-{area}"] = step_field(
                Area(area).label, CoverStep.choices, required=_("Kies hoeveel dit dekt.")
            )
        self.order_fields([*(f"step-{area}" for area in areas), "reasons"])

    @property
    def steps(self) -> dict[str, int]:
        """The steps by field."""
        return {name.removeprefix("step-"): step for name, step in self.typed.items() if name.startswith("step-")}


class BoundsForm(NamesAll, EditForm):
    """The limits that any mix must keep."""

    tail = forms.ChoiceField(
        label=_("Welke scenario's tellen het zwaarst?"), choices=Tail.choices, widget=forms.RadioSelect,
        error_messages=dict.fromkeys(CHOOSE, _("Kies welke scenario's het zwaarst tellen.")),
        help_text=_("De mix met het kleinste tekort in deze scenario's komt bovenaan."),
    )  # fmt: skip
    budget = MoneyField(
        label=_("Geld per jaar, × € 1.000"), required=False, help_text=_("Laat leeg als geld geen grens is.")
    )

    def __init__(self, *args: Any, areas: Iterable[str], partners: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for area in areas:
            label = _("Ten minste naar %(area)s, × € 1.000") % {"area": Area(area).label}
            self.fields[f"floor-{area}"] = MoneyField(label=label, required=False)
        for partner in partners:
            label = _("Ten hoogste van %(partner)s, in fte") % {"partner": name_of(partner)}
            self.fields[f"room-{partner.id}"] = FteField(label=label, required=False)
        self.fields["because"] = words_field(
            _("Waar komen deze grenzen vandaan?"), rows=2,
            help_text=_("Wie heeft ze genoemd, en wanneer? Een grens van een partner komt van die partner."),
        )  # fmt: skip

    def _amounts(self, start: str) -> dict[str, Decimal]:
        found = {
            name.removeprefix(start): self.cleaned_data.get(name) for name in self.fields if name.startswith(start)
        }
        return {name: amount for name, amount in found.items() if amount is not None}

    @property
    def bounds(self) -> Bounds:
        """What was filled in."""
        return Bounds(
            self.said("tail", Tail.WORST), self.cleaned_data.get("budget"), self._amounts("floor-"),
            self._amounts("room-"), self.said("because", "-"),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        check_bounds(faults, self.bounds)
        self.also(faults)
        return cleaned


class ChooseForm(ActForm):
    """Which efforts take part in a study."""

    efforts = several(_("Inzet die meedoet"), ())

    def __init__(self, *args: Any, found: Iterable[Effort], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["efforts"].choices = [  # type: ignore[attr-defined]
            (str(one.id), f"{one.title} ({Area(one.area).label}, {one.get_nature_display()}, "
                          f"{one.get_reach_display()}; {name_of(one.owner)})") for one in found
        ]  # fmt: skip
        self.fields["efforts"].error_messages["required"] = _("Kies ten minste één inzet die loopt.")


class WeighForm(NamesAll, EditForm):
    """What a candidate asks, costs and needs, how deep it cuts, and whether the law bars it."""

    intrusive = forms.TypedChoiceField(
        label=_("Hoe diep grijpt dit in?"), coerce=int, choices=Intrusion.choices, widget=forms.RadioSelect,
        error_messages=dict.fromkeys(CHOOSE, _("Kies hoe diep dit ingrijpt.")),
        help_text=_("Wat minder diep ingrijpt en ten minste evenveel dekt, gaat altijd voor."),
    )  # fmt: skip
    cost = MoneyField(
        label=_("Geld per jaar, × € 1.000"), help_text=_("Een schatting mag. Schrijf 0 als het niets kost.")
    )

    def __init__(
        self, *args: Any, partners: Iterable[Organisation], others: Mapping[str, str], more: Iterable[Organisation],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.others = dict(others)
        for partner in partners:
            label = _("Vraagt van %(partner)s, in fte") % {"partner": name_of(partner)}
            self.fields[f"asked-{partner.id}"] = FteField(label=label, required=False)
        self.fields["partner"] = forms.ChoiceField(
            label=_("Vraagt ook iets van"), required=False, error_messages=CHOOSE,
            choices=[("", _("niemand anders")), *((str(one.id), name_of(one)) for one in more)],
        )  # fmt: skip
        self.fields["fte"] = FteField(label=_("Hoeveel, in fte"), required=False)
        choices = list(self.others.items())
        self.fields["needs_first"] = several(_("Eerst nodig"), choices, required=False)
        self.fields["milder"] = several(
            _("Minder ingrijpend, en dekt ten minste evenveel"), choices, required=False,
            help_text=_("Uw oordeel, naast wat uit de oordelen over dekking volgt. Die inzet gaat dan voor."),
        )  # fmt: skip
        self.fields["bar"] = words_field(
            _("Waarom sluit het recht dit uit?"), rows=2,
            help_text=_("Laat leeg als er een grondslag is. Wat hier staat, houdt de inzet buiten elke mix."),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        partner, amount = bool(self.said("partner", "")), cleaned.get("fte")
        faults.add("fte", _("Schrijf hoeveel u van deze partner vraagt."), when=partner and not amount)
        faults.add("partner", _("Kies van wie u dit vraagt."), when=bool(amount) and not partner)
        if "intrusive" in cleaned and "cost" in cleaned:
            check_weighing(faults, self.weighing, others=self.others, partners=self.weighing.asked)
        self.also(faults)
        return cleaned

    @property
    def weighing(self) -> Weighing:
        """What was filled in."""
        data = self.cleaned_data
        asked = {name.removeprefix("asked-"): data.get(name) for name in self.fields if name.startswith("asked-")}
        if data.get("partner"):
            asked[data["partner"]] = data.get("fte")
        return Weighing(
            data["intrusive"], data["cost"], {one: fte for one, fte in asked.items() if fte is not None},
            tuple(data.get("needs_first") or ()), tuple(data.get("milder") or ()), data.get("bar") or "",
        )  # fmt: skip
