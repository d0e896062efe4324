# SPDX-License-Identifier: EUPL-1.2
"""Scenarios: a field of uncertainties, what in it cannot go together, the futures chosen, and their signposts."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vijfveld.node.models import Organisation, Record
from vijfveld.steering.scenario_words import Ground, SignpostState
from vijfveld.strategy.models import Driver


class UncertaintyField(Record):
    """A morphological field: uncertainties (parameters), each with the ways it can go (values)."""

    kind = "uncertainty_field"

    title = models.CharField(max_length=120)
    purpose = models.TextField(help_text=_("Welke vraag helpt dit veld te beantwoorden?"))
    parameters = models.JSONField(help_text=_("Onzekerheden met hun waarden: code, nl, en, values."))
    shipped = models.CharField(max_length=60, blank=True, help_text=_("De code in de meegeleverde bibliotheek."))
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="uncertainty_fields")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.title


class Exclusion(Record):
    """That two values do not go together, on which ground, in words. Normative grounds stay apart (methods.md §2.1)."""

    kind = "exclusion"

    field = models.ForeignKey(UncertaintyField, on_delete=models.PROTECT, related_name="exclusions")
    first = models.CharField(max_length=80, help_text=_("parameter/waarde"))
    second = models.CharField(max_length=80, help_text=_("parameter/waarde"))
    ground = models.CharField(max_length=10, choices=Ground.choices)
    words = models.TextField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="exclusions")
    judged_on = models.DateField()
    lifted_on = models.DateField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["field", "first", "second"], condition=Q(lifted_on__isnull=True), name="one_judgement_per_pair"
            ),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_is_written_one_way"),
            models.CheckConstraint(condition=~Q(words=""), name="exclusion_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.first} {self.second}"


class Scenario(Record):
    """One future of a field that was chosen and named. It starts nothing: it is practised, watched and planned for."""

    kind = "scenario"

    field = models.ForeignKey(UncertaintyField, on_delete=models.PROTECT, related_name="scenarios")
    title = models.CharField(max_length=120)
    story = models.TextField()
    values = models.JSONField(help_text=_("Per onzekerheid de waarde."))
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="scenarios")
    chosen_on = models.DateField()
    handed_on = models.DateField(null=True, blank=True, help_text=_("Overgedragen om te oefenen."))
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.title


class Mover(Record):
    """Who must move when a scenario comes true, and what it must do first (§8.3: which authority is next to act)."""

    kind = "mover"

    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="movers")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="moves")
    must = models.CharField(max_length=300)
    rank = models.PositiveSmallIntegerField()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["scenario", "organisation"], name="one_move_per_organisation"),
        ]

    def __str__(self) -> str:
        return self.must


class Signpost(Record):
    """What shows that a scenario is coming: the trigger, how long before, and how often it cries wolf."""

    kind = "signpost"

    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="signposts")
    title = models.CharField(max_length=140)
    trigger = models.TextField(help_text=_("Wat precies telt als signaal?"))
    source = models.CharField(max_length=200, help_text=_("Wie ziet het, of waar is het te lezen?"))
    lead_months = models.DecimalField(max_digits=5, decimal_places=1)
    false_alarms = models.DecimalField(max_digits=5, decimal_places=1, help_text=_("Verwacht aantal per jaar."))
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="signposts")
    state = models.CharField(max_length=8, choices=SignpostState.choices, default=SignpostState.WATCHED)
    seen = models.TextField(blank=True, help_text=_("Wat is gezien toen het afging?"))
    changed_on = models.DateField()
    driver = models.ForeignKey(Driver, on_delete=models.PROTECT, null=True, blank=True, related_name="signposts")

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(lead_months__gte=0) & Q(false_alarms__gte=0), name="signpost_figures_from_0"
            ),
            models.CheckConstraint(
                condition=~Q(state="fired") | (~Q(seen="") & Q(driver__isnull=False)),
                name="fired_signpost_has_a_driver",
            ),
        ]

    def __str__(self) -> str:
        return self.title
