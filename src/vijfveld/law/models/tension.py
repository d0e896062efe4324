# SPDX-License-Identifier: EUPL-1.2
"""Tension in an area, told without persons, on its way to the social side."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from vijfveld.node.models import Organisation, Record
from vijfveld.node.viewer import for_organisation


class TensionSort(models.TextChoices):
    """What the tension shows in; conduct in an area, never a trait of people."""

    QUARREL = "quarrel", _("ruzie tussen groepen")
    VANDALISM = "vandalism", _("vernieling of bekladding")
    INTIMIDATION = "intimidation", _("intimidatie op straat of bij een gebouw")
    ONLINE = "online", _("onrust op internet over deze plek")
    MISTRUST = "mistrust", _("wantrouwen tegen de overheid")
    OTHER = "other", _("iets anders")


class AreaTension(Record):
    """A tension in a municipality or safety region: what is seen, not who. It is handed to one social partner.

    Without a text it was withdrawn: the text is destroyed."""

    kind = "area_tension"

    area = models.CharField(max_length=10, help_text="CBS-code van de gemeente of de veiligheidsregio.")
    sort = models.CharField(max_length=20, choices=TensionSort.choices)
    text = models.TextField(max_length=1000)
    told_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="tensions_told")
    handed_to = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="tensions_received")
    told_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.area} {self.sort}"

    def readers(self) -> set[str]:
        return {for_organisation(self.told_by_id), for_organisation(self.handed_to_id)}
