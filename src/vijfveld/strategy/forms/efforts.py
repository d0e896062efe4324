# SPDX-License-Identifier: EUPL-1.2
"""Forms for efforts: proposing them, and choosing which to see."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting_forms import ActForm
from vijfveld.node.roles import Reach
from vijfveld.node.viewer import Viewer
from vijfveld.strategy.acts.efforts import Plan, check_certainty, check_end, check_gap, check_plan
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.forms import choices
from vijfveld.strategy.forms.fields import DayField, NamesAll, words_field
from vijfveld.strategy.queries.capacity import BaseLevel
from vijfveld.strategy.queries.efforts import Wish, owners, today
from vijfveld.strategy.sayings import name_of
from vijfveld.strategy.words import Area, DriverKind, EffortState, Nature, Work

TITLE = _("Geef de inzet een korte titel.")
MUST_CHOOSE = {"required": _("Maak een keuze."), "invalid_choice": _("Kies iets uit de lijst.")}
DEFAULT_BASIS = "coordinatie-ct"


class PlanForm(NamesAll, ActForm):
    """What every effort needs, whatever its nature."""

    title = forms.CharField(
        label=_("Titel"), max_length=120, help_text=_("Kort en herkenbaar. Partners zien deze naam in hun lijsten."),
        error_messages={"required": TITLE, "max_length": _("Houd de titel onder de 120 tekens.")},
    )  # fmt: skip
    purpose = words_field(
        _("Doel"), required=_("Schrijf wat u hiermee wilt bereiken."),
        help_text=_("Wat is er anders als het lukt? Noem geen namen van personen."),
    )  # fmt: skip
    objective = forms.ChoiceField(
        label=_("Punt van de strategie"),
        help_text=_("Aan welk punt draagt deze inzet bij? Het veld volgt uit uw keuze."),
        error_messages=MUST_CHOOSE,
    )
    work = forms.ChoiceField(
        label=_("Soort werk"), choices=Work.choices, widget=forms.RadioSelect, error_messages=MUST_CHOOSE
    )
    reach = forms.ChoiceField(
        label=_("Bereik"), choices=Reach.choices, widget=forms.RadioSelect, error_messages=MUST_CHOOSE
    )
    legal_basis = forms.ChoiceField(
        label=_("Grondslag"), error_messages=MUST_CHOOSE,
        help_text=_("Op welke regel rust de samenwerking? U ziet alleen regels die nu gelden."),
    )  # fmt: skip
    starts_on = DayField(label=_("Eerste dag"))

    def __init__(self, data: Any = None, *, viewer: Viewer, **options: Any) -> None:
        self.day = today(viewer)
        given = {"starts_on": self.day, "legal_basis": DEFAULT_BASIS, **options.pop("initial", {})}
        super().__init__(data, initial=given, **options)
        self.offer("objective", choices.objectives())
        self.offer("legal_basis", choices.bases(self.day))

    def offer(self, name: str, offered: choices.Choices) -> None:
        """What can be chosen in a field."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = offered

    @property
    def plan(self) -> Plan:
        """What was filled in, as a plan."""
        said = {name: self.said(name, "") for name in ("title", "purpose", "objective", "work", "reach", "legal_basis")}
        return Plan(**said, starts_on=self.said("starts_on", self.day))


class FlexibleForm(PlanForm):
    """Flexible effort: what drives it and when it stops."""

    driver = forms.ChoiceField(
        label=_("Aanleiding"), error_messages=MUST_CHOOSE,
        help_text=_("Waar komt dit vandaan? Flexibele inzet zonder aanleiding bestaat niet."),
    )  # fmt: skip
    ends_on = DayField(
        label=_("Laatste dag"),
        help_text=_("Op deze dag stopt de inzet vanzelf, tenzij u vóór die dag iets anders besluit."),
    )
    acknowledged = words_field(_("Waarom deze inzet toch nu nodig is"), rows=3)
    field_order = ("title", "purpose", "driver", "objective", "work", "reach", "legal_basis", "starts_on", "ends_on")

    def __init__(self, data: Any = None, *, viewer: Viewer, levels: dict[Area, BaseLevel], **options: Any) -> None:
        super().__init__(data, viewer=viewer, **options)
        self.short = [area for area, level in levels.items() if not level.in_order]
        self.offer("driver", [choices.NOTHING, *choices.drivers(viewer)])
        names = ", ".join(str(area.label) for area in self.short)
        self.fields["acknowledged"].help_text = _(
            "Alleen nodig als de vaste inzet niet op orde is. Nu: %(areas)s. Uw uitleg wordt als besluit bewaard."
        ) % {"areas": names}
        if not self.short:
            del self.fields["acknowledged"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        plan, faults = self.plan, Faults()
        check_plan(plan, faults)
        ends_on = self.said("ends_on", date.max)
        check_end(plan, faults, ends_on=ends_on, today=self.day)
        check_gap(faults, gap=plan.area in self.short, acknowledged=self.said("acknowledged", ""))
        self.also(faults)
        return cleaned

    @property
    def more(self) -> dict[str, Any]:
        """What the act wants besides the plan."""
        found = self.cleaned_data
        return {
            "driver": UUID(found["driver"]),
            "ends_on": found["ends_on"],
            "acknowledged": self.said("acknowledged", ""),
        }


class FixedForm(PlanForm):
    """Fixed effort: the certainty or the finding on which it rests."""

    rests_on = forms.ChoiceField(
        label=_("Rust op"), error_messages=MUST_CHOOSE,
        help_text=_("Kies een zekerheid uit de strategie, of een bevinding uit een systeemtoets."),
    )  # fmt: skip
    field_order = ("title", "purpose", "rests_on", "objective", "work", "reach", "legal_basis", "starts_on")

    def __init__(self, data: Any = None, *, viewer: Viewer, **options: Any) -> None:
        super().__init__(data, viewer=viewer, **options)
        found = choices.drivers(viewer, sorts=[DriverKind.FINDING])
        self.offer("rests_on", [choices.NOTHING, (_("Zekerheden"), choices.certainties()), *found])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        check_plan(self.plan, faults)
        if self.finding is None:
            check_certainty(self.said("rests_on", ""), faults)
        self.also(faults)
        return cleaned

    @property
    def finding(self) -> UUID | None:
        """The finding that was chosen, if it was one."""
        return _uuid(self.said("rests_on", ""))

    @property
    def more(self) -> dict[str, Any]:
        """What the act wants besides the plan."""
        return {"finding": self.finding} if self.finding else {"rests_on": self.cleaned_data["rests_on"]}


ANY: tuple[str, Any] = ("", _("Alle"))
ORDERS = [("ending", _("wat het eerst stopt")), ("newest", _("wat het laatst begon"))]


class WishForm(forms.Form):
    """Which efforts to see; it never complains, and what cannot be read is left out."""

    veld = forms.ChoiceField(label=_("Veld"), choices=[ANY, *Area.choices])
    aard = forms.ChoiceField(label=_("Vast of flexibel"), choices=[ANY, *Nature.choices])
    staat = forms.ChoiceField(
        label=_("Staat"),
        choices=[("", _("Wat nu loopt")), *EffortState.choices, ("all", _("Alles, ook wat voorbij is"))],
    )
    soort = forms.ChoiceField(label=_("Soort werk"), choices=[ANY, *Work.choices])
    bereik = forms.ChoiceField(label=_("Bereik"), choices=[ANY, *Reach.choices])
    eigenaar = forms.ChoiceField(label=_("Eigenaar"))
    punt = forms.ChoiceField(label=_("Punt van de strategie"))
    volgorde = forms.ChoiceField(label=_("Bovenaan staat"), choices=ORDERS)
    binnenkort = forms.BooleanField(label=_("Alleen wat binnen 60 dagen stopt"), required=False)
    use_required_attribute = False

    def __init__(self, data: Any = None, *, viewer: Viewer, **options: Any) -> None:
        super().__init__(data, **options)
        self.viewer = viewer
        mine = [(str(owner.pk), name_of(owner)) for owner in owners(viewer)] if data is None else []
        self._offer("eigenaar", mine)
        self._offer("punt", choices.objectives()[1:])

    def _offer(self, name: str, offered: choices.Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [ANY, *offered]

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen and can be read."""
        self.full_clean()
        owner = _uuid(self.data.get("eigenaar", ""))
        found = {**self.cleaned_data, "eigenaar": str(owner) if owner else ""}
        return {name: value for name, value in found.items() if value}

    @property
    def wish(self) -> Wish:
        """The wish."""
        told = self.chosen.get
        return Wish(
            area=told("veld", ""), nature=told("aard", ""), state=told("staat", ""), work=told("soort", ""),
            reach=told("bereik", ""), objective=told("punt", ""), near=told("binnenkort", False),
            owner=_uuid(told("eigenaar", "")), order=told("volgorde", "ending"),
        )  # fmt: skip

    @property
    def narrows(self) -> int:
        """How many choices narrow the list."""
        return len(self.chosen.keys() - {"volgorde"})

    @property
    def shown(self) -> "WishForm":
        """The same choices as a clean form."""
        return WishForm(viewer=self.viewer, initial=self.chosen)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
