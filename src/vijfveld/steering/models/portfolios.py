# SPDX-License-Identifier: EUPL-1.2
"""A portfolio study: scenarios with what each asks, efforts with what each covers, and the limits any mix must keep."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vijfveld.node.models import Organisation, Record
from vijfveld.node.roles import Role
from vijfveld.node.viewer import for_organisation, for_role
from vijfveld.steering.models.scenarios import Scenario, UncertaintyField
from vijfveld.steering.portfolio_words import Intrusion, Tail
from vijfveld.strategy.models import Effort


class PortfolioStudy(Record):
    """Which mix of efforts holds up in the chosen scenarios of one field. It starts nothing."""

    kind = "portfolio_study"

    field = models.ForeignKey(UncertaintyField, on_delete=models.PROTECT, related_name="studies")
    title = models.CharField(max_length=120)
    question = models.TextField(help_text=_("Welke vraag moet de studie helpen beantwoorden?"))
    areas = models.JSONField(help_text=_("De velden van de strategie waarvan het doel meetelt."))
    tail = models.CharField(max_length=8, choices=Tail.choices, default=Tail.WORST)
    budget = models.DecimalField(max_digits=9, decimal_places=1, null=True, blank=True, help_text=_("× € 1.000"))
    floors = models.JSONField(default=dict, help_text=_("Per veld wat er ten minste heen gaat, × € 1.000."))
    room = models.JSONField(default=dict, help_text=_("Per partner wat zij ten hoogste kan leveren, in fte."))
    because = models.TextField(blank=True, help_text=_("Waar de grenzen vandaan komen."))
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="portfolio_studies")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=Q(budget__isnull=True) | Q(budget__gte=0), name="budget_from_0"),
        ]

    def __str__(self) -> str:
        return self.title

    def readers(self) -> set[str]:
        """Whoever made it and coordinators. Of partners it holds what the maker itself asked or was asked, and what
        people filled in by hand."""
        return {for_organisation(self.organisation_id), for_role(Role.COORDINATOR)}


class PartOfStudy(Record):
    """A record of a study, read by those who read the study."""

    study: models.ForeignKey[PortfolioStudy, PortfolioStudy]

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def readers(self) -> set[str]:
        return self.study.readers()


class StudyScenario(PartOfStudy):
    """A scenario in a study, and how much it asks for in each field: a judgement with its reasons."""

    kind = "study_scenario"

    study = models.ForeignKey(PortfolioStudy, on_delete=models.PROTECT, related_name="scenarios")
    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="studied_in")
    needs = models.JSONField(default=dict, help_text=_("Per veld een trede."))
    reasons = models.TextField(blank=True)
    judged_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="judged_needs")
    judged_on = models.DateField(null=True, blank=True)

    class Meta(PartOfStudy.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["study", "scenario"], name="scenario_is_studied_once"),
            models.CheckConstraint(
                condition=Q(judged_on__isnull=True) | ~Q(reasons=""), name="judged_needs_have_reasons"
            ),
        ]

    def __str__(self) -> str:
        return str(self.scenario_id)


class Candidate(PartOfStudy):
    """An effort that may be part of a mix: what it asks of whom, costs, needs first, and whether the law bars it."""

    kind = "candidate"

    study = models.ForeignKey(PortfolioStudy, on_delete=models.PROTECT, related_name="candidates")
    effort = models.ForeignKey(Effort, on_delete=models.PROTECT, related_name="candidacies")
    intrusive = models.PositiveSmallIntegerField(choices=Intrusion.choices, default=Intrusion.NOT)
    cost = models.DecimalField(max_digits=9, decimal_places=1, default=0, help_text=_("× € 1.000 per jaar"))
    asked = models.JSONField(default=dict, help_text=_("Per partner wat de inzet vraagt, in fte."))
    needs_first = models.JSONField(default=list, help_text=_("Inzet die er eerst moet zijn."))
    milder = models.JSONField(default=list, help_text=_("Minder ingrijpende inzet die ten minste evenveel dekt."))
    bar = models.TextField(blank=True, help_text=_("Waarom het recht deze inzet uitsluit."))
    dropped_on = models.DateField(null=True, blank=True)

    class Meta(PartOfStudy.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                fields=["study", "effort"], condition=Q(dropped_on__isnull=True), name="effort_is_a_candidate_once"
            ),
            models.CheckConstraint(condition=Q(cost__gte=0, intrusive__lte=3), name="candidate_figures_hold"),
        ]

    def __str__(self) -> str:
        return str(self.effort_id)


class Cover(PartOfStudy):
    """How much a candidate covers of each field in one scenario: steps, reasons, and who judged."""

    kind = "cover"

    study = models.ForeignKey(PortfolioStudy, on_delete=models.PROTECT, related_name="covers")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="covers")
    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="covers")
    steps = models.JSONField(help_text=_("Per veld een trede, in kwarten."))
    reasons = models.TextField()
    judged_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="judged_covers")
    judged_on = models.DateField()

    class Meta(PartOfStudy.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["candidate", "scenario"], name="cover_is_judged_once_per_scenario"),
            models.CheckConstraint(condition=~Q(reasons=""), name="cover_has_reasons"),
        ]

    def __str__(self) -> str:
        return self.reasons
