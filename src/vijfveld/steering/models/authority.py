# SPDX-License-Identifier: EUPL-1.2
"""Whose say it is, in addition to the shipped map, and the override of the minister (§6.2, 8.1)."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vijfveld.law.models import Decision
from vijfveld.node.models import Organisation, Record
from vijfveld.node.roles import Role
from vijfveld.node.viewer import NETWORK, for_role
from vijfveld.steering.words_roles import OverrideState


class AuthorityLine(Record):
    """A dated line that this node adds to the map of authority: whose say, in which task and phase."""

    kind = "authority_line"

    task = models.CharField(max_length=60)
    phase = models.CharField(max_length=12)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="authority_lines")
    say = models.TextField(help_text=_("Waarover en hoe beslist deze organisatie?"))
    legal_basis = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=200)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="authority_lines_added")

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="authority_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.phase}"


class Override(Record):
    """The minister takes over a power of another minister, for a short time. It changes no other record by itself."""

    kind = "override"

    issued_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="overrides_issued")
    addressee = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="overrides_received",
        help_text=_("Het ministerie waarvan een bevoegdheid wordt overgenomen."),
    )  # fmt: skip
    title = models.CharField(max_length=140)
    power = models.TextField(help_text=_("Welke bevoegdheid wordt overgenomen."))
    what = models.TextField(help_text=_("Wat er precies moet gebeuren."))
    reasons = models.TextField()
    no_time = models.TextField(help_text=_("Waarom gewone afstemming te lang zou duren."))
    consulted = models.JSONField(default=list)
    consultation = models.TextField(help_text=_("Wat zij zeiden, of waarom niemand kon worden geraadpleegd."))
    told = models.JSONField(default=list, help_text=_("Wie het daarnaast aangaat."))
    legal_basis = models.CharField(max_length=60)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=OverrideState.choices, default=OverrideState.IN_FORCE)
    ended_at = models.DateTimeField(null=True, blank=True)
    stopped_because = models.TextField(blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    report_by = models.DateField(null=True, blank=True)
    report = models.TextField(blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="override_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(state="in_force", ended_at__isnull=True)
                | ~Q(state="in_force") & Q(ended_at__isnull=False, report_by__isnull=False),
                name="override_that_ended_must_be_accounted_for",
            ),
            models.CheckConstraint(
                condition=Q(report="", reported_at__isnull=True) | ~Q(report="") & Q(reported_at__isnull=False),
                name="override_report_has_words_and_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def in_force(self) -> bool:
        """Whether it has not ended yet."""
        return self.state == OverrideState.IN_FORCE

    @property
    def never_began(self) -> bool:
        """Whether it was called off before its first moment."""
        return self.ended_at is not None and self.ended_at < self.starts_at

    def has_begun(self, now: datetime) -> bool:
        """Whether its first moment has come."""
        return self.starts_at <= now

    def readers(self) -> set[str]:
        """Everyone who works here, and oversight."""
        return {NETWORK, for_role(Role.OVERSIGHT)}
