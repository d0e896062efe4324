# SPDX-License-Identifier: EUPL-1.2
"""A check of the whole ledger that someone asked for on a page, and what it found."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vijfveld.node.models import Record
from vijfveld.node.roles import Role
from vijfveld.node.viewer import for_role
from vijfveld.steering.words import CheckState


class LedgerCheck(Record):
    """Whether the ledger, read anew from its first entry, is what was sealed and what it was at the check before."""

    kind = "ledger_check"

    state = models.CharField(max_length=8, choices=CheckState.choices, default=CheckState.WAITING)
    share = models.PositiveSmallIntegerField(default=0, help_text=_("Hoever de controle is, in procenten."))
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    root = models.CharField(max_length=64, blank=True)
    checkpoint = models.TextField(blank=True)
    held_against = models.PositiveBigIntegerField(null=True, blank=True, help_text=_("De omvang van het oude ijkpunt."))
    faults = models.JSONField(default=list, help_text=_("Soort en plaats van elke fout; geen inhoud."))
    left_out = models.PositiveIntegerField(default=0)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=Q(share__lte=100), name="check_is_a_share"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], done_at__isnull=True)
                | Q(state__in=["good", "bad", "failed"], done_at__isnull=False),
                name="check_that_ended_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.size}"

    def readers(self) -> set[str]:
        return {for_role(Role.OVERSIGHT)}

    @property
    def ended(self) -> bool:
        """Whether there is an outcome."""
        return self.state in (CheckState.GOOD, CheckState.BAD, CheckState.FAILED)
