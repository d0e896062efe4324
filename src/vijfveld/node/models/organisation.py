# SPDX-License-Identifier: EUPL-1.2
"""Organisations: the partners of the strategy, known to everyone."""

from django.db import models

from vijfveld.node.access import OpenManager
from vijfveld.node.models.record import Record
from vijfveld.node.roles import Discipline, OrganisationKind, Reach, Role
from vijfveld.node.viewer import NETWORK, for_role


class Organisation(Record):
    """A partner. That it exists is public; what it does here is in records with audiences of their own."""

    kind = "organisation"

    code = models.CharField(max_length=60, unique=True, help_text="Vaste sleutel, bij gemeenten de CBS-code.")
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    sort = models.CharField(max_length=20, choices=OrganisationKind.choices)
    discipline = models.CharField(max_length=20, choices=Discipline.choices)
    reach = models.CharField(max_length=20, choices=Reach.choices)
    softer_voice = models.BooleanField(default=False, help_text="Sociale partner wiens stem apart telt (§8.2).")
    province = models.CharField(max_length=10, blank=True)
    oin = models.CharField(max_length=20, blank=True)
    left_on = models.DateField(null=True, blank=True)

    objects: models.Manager["Organisation"] = OpenManager()  # type: ignore[assignment,misc]

    class Meta:
        base_manager_name = "objects"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def readers(self) -> set[str]:
        return {NETWORK, for_role(Role.NODE_KEEPER), for_role(Role.OVERSIGHT)}
