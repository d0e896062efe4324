# SPDX-License-Identifier: EUPL-1.2
"""The threat level in force, for the country or for a province, on the scale in force (§8.3)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vijfveld.law.models import Decision
from vijfveld.node.models import Record
from vijfveld.node.viewer import EVERYONE, NETWORK


class ThreatLevel(Record):
    """A level as it was decided. It starts nothing; it may ask people to look at efforts again."""

    kind = "threat_level"

    scale = models.CharField(max_length=20, help_text=_("De schaal die gold toen het niveau werd vastgesteld."))
    level = models.CharField(max_length=20, help_text=_("De naam van het niveau op die schaal."))
    number = models.PositiveSmallIntegerField(null=True, help_text=_("Het cijfer, als de schaal cijfers heeft."))
    region = models.CharField(max_length=4, blank=True, help_text=_("De provincie, of leeg voor het hele land."))
    edition = models.CharField(max_length=80, help_text=_("Het dreigingsbeeld waarop het niveau rust."))
    in_force_from = models.DateTimeField()
    in_force_until = models.DateTimeField(null=True, blank=True)
    review_on = models.DateField()
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="threat_levels")
    concerns = models.JSONField(
        default=list, help_text=_("De inzet waarvan de eigenaar is gevraagd om opnieuw te kijken.")
    )

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(region="") | Q(in_force_until__isnull=False), name="regional_level_has_an_end"
            ),
            models.UniqueConstraint(
                fields=["region", "mode"], condition=Q(in_force_until__isnull=True), name="one_open_level_per_region"
            ),
        ]

    def readers(self) -> set[str]:
        """The level is public: oversight and keepers see it too, though no effort of partners."""
        return {NETWORK, EVERYONE}

    def __str__(self) -> str:
        return f"{self.number or ''} {self.level}".strip()
