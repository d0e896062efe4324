# SPDX-License-Identifier: EUPL-1.2
"""What came out of a study: runs with their assumptions, the consultation abroad, and proposals to partners."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vijfveld.node.models import Organisation, Record
from vijfveld.node.roles import Role
from vijfveld.node.viewer import for_organisation, for_role
from vijfveld.steering.models.portfolios import PartOfStudy, PortfolioStudy
from vijfveld.steering.portfolio_words import RunState, Stage
from vijfveld.strategy.models import Ask, Effort


class PortfolioRun(PartOfStudy):
    """One calculation: the assumptions as they stood, and what came out. Once it ended it never changes."""

    kind = "portfolio_run"

    study = models.ForeignKey(PortfolioStudy, on_delete=models.PROTECT, related_name="runs")
    number = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="portfolio_runs")
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.ASKED)
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.WAITS)
    assumptions = models.JSONField()
    outcome = models.JSONField(default=dict)
    because = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(PartOfStudy.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="runs_follow_one_another"),
            models.UniqueConstraint(fields=["study"], condition=Q(state="asked"), name="one_run_at_a_time"),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "infeasible"]) | ~Q(sha256=""), name="ended_run_has_its_hash"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class Consultation(Record):
    """That a ministry was heard about foreign effort before a decision, and what it said (§5.1, §8.2)."""

    kind = "consultation"

    effort = models.ForeignKey(Effort, on_delete=models.PROTECT, related_name="consultations")
    ministry = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="consultations")
    held_on = models.DateField()
    said = models.TextField(help_text=_("Wat het ministerie zei, in zijn eigen woorden."))
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="noted_consultations")

    class Meta:
        base_manager_name = "objects"
        constraints = [models.CheckConstraint(condition=~Q(said=""), name="consultation_has_words")]

    def __str__(self) -> str:
        return self.said

    def readers(self) -> set[str]:
        return {for_organisation(self.ministry_id), for_organisation(self.organisation_id), for_role(Role.COORDINATOR)}


class PortfolioProposal(Record):
    """What a coordinator proposed to one partner out of a run: a question to it, or to the owner of the effort."""

    kind = "portfolio_proposal"

    run = models.ForeignKey(PortfolioRun, on_delete=models.PROTECT, related_name="proposals")
    effort = models.ForeignKey(Effort, on_delete=models.PROTECT, related_name="proposals")
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="portfolio_proposals")
    ask = models.ForeignKey(Ask, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals")
    capacity = models.DecimalField(max_digits=7, decimal_places=2, help_text=_("In voltijdbanen (fte)."))
    words = models.TextField()
    rests_on = models.JSONField(help_text=_("Studie, nummer, vingerafdruk, en in hoeveel mixen de inzet zit."))
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="proposals_made")
    proposed_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["run", "effort", "partner"], name="proposed_once_per_run"),
            models.CheckConstraint(condition=Q(capacity__gt=0) & ~Q(words=""), name="proposal_is_for_something"),
        ]

    def __str__(self) -> str:
        return self.words

    def readers(self) -> set[str]:
        """Whoever is asked: the partner, or the owner who may ask it; the maker, and coordinators."""
        whom = self.partner_id if self.ask_id else self.effort.owner_id
        return {for_organisation(whom), for_organisation(self.organisation_id), for_role(Role.COORDINATOR)}
