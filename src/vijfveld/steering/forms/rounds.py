# SPDX-License-Identifier: EUPL-1.2
"""Forms for preparing a round and for freezing it."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting_forms import ActForm, EditForm
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Discipline, Reach
from vijfveld.steering import questions
from vijfveld.steering.acts.rounds import RoundPlan, check_plan, items_for
from vijfveld.steering.forms.choices import CHOOSE, partner_choices, several, several_partners
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.forms.fields import DayField, NamesAll, words_field
from vijfveld.strategy.words import Area
from vijfveld.strategy.words import Work as Kind


class RoundForm(NamesAll, ActForm):
    """What a round is about, who answers it and who assesses it."""

    library = forms.ChoiceField(label=_("Vragenlijst"), error_messages=CHOOSE)
    title = forms.CharField(
        label=_("Titel"), max_length=120, help_text=_("Bijvoorbeeld: Systeemtoets najaar 2026."),
        error_messages={"required": _("Geef de ronde een korte titel.")},
    )  # fmt: skip
    opens_on = DayField(label=_("Gaat open op"))
    closes_on = DayField(
        label=_("Sluit na"), help_text=_("Tot en met deze dag kunnen partners antwoorden. Zij krijgen een herinnering.")
    )
    areas = several(_("Velden"), Area.choices)
    reaches = several(_("Bereik"), [(code, capfirst(label)) for code, label in Reach.choices])
    kinds = several(_("Soort werk"), [(code, capfirst(label)) for code, label in Kind.choices])
    assessors = several_partners(
        _("Wie oordeelt"), help_text=_("Deze organisaties lezen alle antwoorden en antwoorden niet zelf.")
    )
    sides = several(
        _("Nodig alle partners van deze kanten uit"), [(code, capfirst(label)) for code, label in Discipline.choices],
        required=False, help_text=_("Wie oordeelt of geen vraag krijgt, wordt overgeslagen."),
    )  # fmt: skip
    partners = several_partners(_("Nodig deze partners uit"), required=False)

    def __init__(self, data: Any = None, *, day: date, **options: Any) -> None:
        super().__init__(data, **options)
        self.day = day
        self.everyone = {one.pk: one for one in Organisation.objects.filter(left_on__isnull=True).order_by("name")}
        grouped = partner_choices(self.everyone.values())
        self._offer("partners", grouped)
        self._offer("assessors", grouped)
        self._offer("library", [(code, str(questions.said(one.titles))) for code, one in questions.shipped().items()])

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def plan(self) -> RoundPlan:
        """What was filled in, with harmless values where it could not be read."""
        partners, assessors = (tuple(UUID(id) for id in self.said(name, [])) for name in ("partners", "assessors"))
        areas, reaches, kinds = (tuple(self.said(name, ["?"])) for name in ("areas", "reaches", "kinds"))
        bare = RoundPlan(
            self.said("library", "?"), self.said("title", "?"), self.said("opens_on", date.min),
            self.said("closes_on", date.max), areas, reaches, kinds, partners, assessors,
        )  # fmt: skip
        return replace(bare, partners=(*partners, *self._of_sides(bare)))

    def _of_sides(self, plan: RoundPlan) -> tuple[UUID, ...]:
        sides, items = set(self.said("sides", [])), plan.items
        taken = {*plan.partners, *plan.assessors}
        found = (one for one in self.everyone.values() if one.discipline in sides and one.pk not in taken)
        return tuple(one.pk for one in found if items_for(one, items))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        check_plan(self.plan, self.everyone.values(), faults, today=self.day)
        self.also(faults)
        return cleaned


class CloseForm(EditForm):
    """Why a round closes before the day that partners were promised."""

    because = words_field(
        _("Waarom sluit u de ronde eerder?"), required=_("Schrijf waarom u eerder sluit dan beloofd."),
        help_text=_("Alle partners in de ronde lezen dit."),
    )  # fmt: skip


class FreezeForm(EditForm):
    """The one sentence without which nothing is frozen."""

    not_measurable = words_field(
        _("Wat kan deze toets niet meten?"), required=_("Schrijf wat deze toets niet kan meten."),
        help_text=_("Bijvoorbeeld: of er aanslagen zijn voorkomen. Dit staat vooraan in het rapport."),
    )  # fmt: skip
