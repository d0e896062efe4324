# SPDX-License-Identifier: EUPL-1.2
"""Who is what in which task, for how long, and where that clashes (§8.1, 8.2). Holders are organisations."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vijfveld.law.models import Decision
from vijfveld.node.models import Organisation, Record
from vijfveld.node.roles import Role
from vijfveld.node.viewer import NETWORK, for_organisation, for_role
from vijfveld.steering.words_roles import ALIVE, STANDING, ConflictState, DutyRole, DutyState, Rule
from vijfveld.strategy.models import Effort


class RoleTask(Record):
    """A task in an effort, or the work on one question of a system test, in which roles must be clear."""

    kind = "role_task"

    title = models.CharField(max_length=200)
    effort = models.ForeignKey(Effort, on_delete=models.PROTECT, null=True, blank=True, related_name="role_tasks")
    library = models.CharField(max_length=120, blank=True, help_text=_("De code van de vragenlijst."))
    item = models.CharField(max_length=255, blank=True, help_text=_("De code van de vraag."))
    municipal = models.BooleanField(default=False, help_text=_("Dit is een taak van de gemeente zelf."))
    individual = models.BooleanField(default=False, help_text=_("Dit gaat over individuele zaken."))
    intrusive = models.BooleanField(default=False, help_text=_("Dit grijpt in in de rechten van mensen."))
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="role_tasks")
    starts_on = models.DateField(help_text=_("Vanaf deze dag moeten de rollen helder zijn."))
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(effort__isnull=False, item="") | Q(effort__isnull=True) & ~Q(item="") & ~Q(library=""),
                name="role_task_is_of_an_effort_or_an_item",
            ),
            models.UniqueConstraint(
                fields=["library", "item", "mode"], condition=~Q(item=""), name="one_role_task_per_item"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Duty(Record):
    """The role that one organisation is asked to take in a task, and holds once it agreed, from a day until a day."""

    kind = "duty"

    task = models.ForeignKey(RoleTask, on_delete=models.PROTECT, related_name="duties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="duties")
    role = models.CharField(max_length=1, choices=DutyRole.choices)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=DutyState.choices, default=DutyState.PROPOSED)
    proposed_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="duties_proposed")
    proposed_at = models.DateTimeField()
    reply_by = models.DateField()
    settled_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, help_text=_("Waarom de rol niet is aangenomen of eerder eindigt."))

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="duty_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", settled_at__isnull=True)
                | ~Q(state="proposed") & Q(settled_at__isnull=False),
                name="duty_is_settled_at_a_moment",
            ),
            models.CheckConstraint(condition=~Q(state="declined") | ~Q(reason=""), name="declined_duty_has_a_reason"),
            models.UniqueConstraint(
                fields=["task", "organisation", "role", "from_on"],
                condition=Q(state__in=[state.value for state in STANDING]),
                name="one_standing_duty",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state"], name="duties_of_an_organisation")]

    def __str__(self) -> str:
        return f"{self.role} {self.organisation_id}"

    @property
    def agreed(self) -> bool:
        """Whether the organisation itself took this role."""
        return self.state == DutyState.AGREED

    def holds_on(self, day: date) -> bool:
        """Whether the organisation has this role on a day."""
        return self.agreed and self.from_on <= day and (self.until_on is None or day <= self.until_on)


class RoleConflict(Record):
    """A rule on roles that does not hold in a task, from when it was found until the roles no longer clash."""

    kind = "role_conflict"

    rule = models.CharField(max_length=24, choices=Rule.choices)
    task = models.ForeignKey(RoleTask, on_delete=models.PROTECT, null=True, blank=True, related_name="conflicts")
    holders = models.JSONField(default=list, help_text=_("De organisaties die botsen."))
    mark = models.CharField(max_length=64, help_text=_("Waaraan hetzelfde conflict is te herkennen."))
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="role_conflicts")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=ConflictState.choices, default=ConflictState.OPEN)
    found_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    settle_by = models.DateField()
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    accepted_until = models.DateField(null=True, blank=True)
    times = models.PositiveSmallIntegerField(default=1, help_text=_("De hoeveelste keer in 24 maanden."))

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(decision__isnull=False, accepted_until__isnull=False),
                name="accepted_conflict_rests_on_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(state="resolved", closed_on__isnull=False)
                | ~Q(state="resolved") & Q(closed_on__isnull=True),
                name="resolved_conflict_has_a_day",
            ),
            models.UniqueConstraint(
                fields=["mark", "mode"],
                condition=Q(state__in=[state.value for state in ALIVE]),
                name="one_living_conflict_of_a_kind",
            ),
        ]
        indexes = [models.Index(fields=["state", "found_on"], name="conflicts_by_state")]

    def __str__(self) -> str:
        return self.rule

    @property
    def is_alive(self) -> bool:
        """Whether the roles still clash."""
        return self.state in ALIVE

    def readers(self) -> set[str]:
        """Everyone; what is about a person's mandates only those who watch over mandates and that organisation."""
        if self.task_id is not None:
            return {NETWORK}
        watching = {for_role(role) for role in (Role.FG, Role.OVERSIGHT, Role.NODE_KEEPER)}
        return watching | {for_organisation(self.owner_id)}
