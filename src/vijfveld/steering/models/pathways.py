# SPDX-License-Identifier: EUPL-1.2
"""Pathways: what is needed in each scenario over time, the steps that deliver it, and what may follow what."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vijfveld.node.models import Organisation, Record
from vijfveld.steering.models.scenarios import Scenario
from vijfveld.strategy.models import Effort
from vijfveld.strategy.words import Area, Nature


class PathwayStudy(Record):
    """A study about one point of the strategy: until when what is done now suffices, and what can follow it."""

    kind = "pathway_study"

    title = models.CharField(max_length=120)
    question = models.TextField(help_text=_("Welke vraag helpt deze studie te beantwoorden?"))
    objective = models.CharField(max_length=60, help_text=_("Het punt van de strategie waarover dit gaat."))
    library = models.CharField(max_length=80, help_text=_("De versie van de strategie waarin dat punt staat."))
    area = models.CharField(max_length=12, choices=Area.choices)
    unit = models.CharField(max_length=40, help_text=_("Waarin capaciteit wordt geteld, zoals teams of fte."))
    looks_to = models.DateField(help_text=_("Tot welke dag de studie kijkt."))
    notice_days = models.PositiveSmallIntegerField(help_text=_("Zoveel dagen vooraf staat er: begin nu."))
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="pathway_studies")
    made_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.title


class PathwayNeed(Record):
    """What a scenario asks over time: dated points with a reason or source, straight lines between them."""

    kind = "pathway_need"

    study = models.ForeignKey(PathwayStudy, on_delete=models.PROTECT, related_name="needs")
    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="needs")
    points = models.JSONField(help_text=_("Per dag: on, needed, why."))
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="pathway_needs")
    stated_on = models.DateField()
    dropped_on = models.DateField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["study", "scenario"], condition=Q(dropped_on__isnull=True), name="one_need_per_scenario"
            ),
        ]

    def __str__(self) -> str:
        return str(self.stated_on)


class PathwayStep(Record):
    """One way to deliver what is needed: an effort that runs or a proposal, with what it delivers and how long it
    takes to decide and to prepare. `followers` names the steps of the same study that may take over from it."""

    kind = "pathway_step"

    study = models.ForeignKey(PathwayStudy, on_delete=models.PROTECT, related_name="steps")
    effort = models.ForeignKey(Effort, on_delete=models.PROTECT, null=True, blank=True, related_name="pathway_steps")
    title = models.CharField(max_length=120)
    nature = models.CharField(max_length=8, choices=Nature.choices)
    delivers = models.DecimalField(max_digits=9, decimal_places=2)
    why = models.CharField(max_length=300, help_text=_("Waarop rust dit getal?"))
    decision_days = models.PositiveSmallIntegerField(help_text=_("Dagen om te besluiten."))
    lead_days = models.PositiveSmallIntegerField(help_text=_("Dagen van besluit tot het werkt."))
    followers = models.JSONField(default=list)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="pathway_steps")
    stated_on = models.DateField()
    dropped_on = models.DateField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=Q(delivers__gt=0), name="step_delivers_something"),
            models.UniqueConstraint(
                fields=["study", "effort"], condition=Q(dropped_on__isnull=True, effort__isnull=False),
                name="one_step_per_effort",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title
