# SPDX-License-Identifier: EUPL-1.2
"""Efforts, fixed and flexible, and what drives them (§8.3)."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vijfveld.law.models import Decision
from vijfveld.node.models import Organisation, Record
from vijfveld.node.roles import Reach
from vijfveld.strategy.words import ALIVE, Area, DriverKind, EffortState, Nature, Work


class Driver(Record):
    """A reason to act: a statement of a threat picture, a scenario, a finding. An effort never asks which floor
    stands behind it; `source` says where it can be read and `source_urn` names the record, if there is one."""

    kind = "driver"

    sort = models.CharField(max_length=20, choices=DriverKind.choices)
    title = models.CharField(max_length=140)
    statement = models.TextField(blank=True)
    source = models.CharField(max_length=200)
    source_urn = models.CharField(max_length=140, blank=True)
    areas = models.JSONField(default=list)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="drivers")
    stated_on = models.DateField()
    retired_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class Effort(Record):
    """Work that partners take on together. Flexible effort has a driver and an end; fixed effort rests on a relative
    certainty or a finding, has no end but a floor of capacity per partner, and is wound down with notice."""

    kind = "effort"

    nature = models.CharField(max_length=8, choices=Nature.choices)
    title = models.CharField(max_length=120)
    purpose = models.TextField(help_text=_("Wat bereiken we hiermee?"))
    area = models.CharField(max_length=12, choices=Area.choices)
    objective = models.CharField(max_length=60, help_text=_("Het punt van de strategie waaraan dit bijdraagt."))
    library = models.CharField(max_length=80, help_text=_("De versie van de strategie waarin dat punt staat."))
    work = models.CharField(max_length=14, choices=Work.choices)
    reach = models.CharField(max_length=13, choices=Reach.choices)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="efforts")
    state = models.CharField(max_length=14, choices=EffortState.choices, default=EffortState.RUNNING)
    driver = models.ForeignKey(Driver, on_delete=models.PROTECT, null=True, blank=True, related_name="efforts")
    rests_on = models.CharField(max_length=60, blank=True, help_text=_("De relatieve zekerheid waarop dit rust."))
    legal_basis = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    stopped_on = models.DateField(null=True, blank=True)
    prolongations = models.PositiveSmallIntegerField(default=0)
    taken_up_in = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="grew_from")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="efforts")

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=~Q(nature="flexible") | Q(driver__isnull=False, ends_on__isnull=False),
                name="flexible_effort_has_a_driver_and_an_end",
            ),
            models.CheckConstraint(
                condition=~Q(nature="fixed") | (~Q(rests_on="") | Q(driver__isnull=False)),
                name="fixed_effort_rests_on_something",
            ),
            models.CheckConstraint(
                condition=~Q(nature="fixed", state="running") | Q(ends_on__isnull=True),
                name="fixed_effort_has_no_end_until_it_winds_down",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="effort_ends_after_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["area", "state", "nature"], name="effort_in_a_field")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_flexible(self) -> bool:
        """Whether this is flexible effort."""
        return self.nature == Nature.FLEXIBLE

    @property
    def is_alive(self) -> bool:
        """Whether partners still put capacity into it."""
        return self.state in ALIVE

    def time_left(self, today: date) -> float:
        """The share of its time that remains, from 1 at the start to 0 at the end; 1 when it has no end."""
        if self.ends_on is None:
            return 1.0
        whole = max((self.ends_on - self.starts_on).days, 1)
        return min(max((self.ends_on - today).days / whole, 0.0), 1.0)
