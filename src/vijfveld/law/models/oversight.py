# SPDX-License-Identifier: EUPL-1.2
"""What oversight and data subjects lean on: the processing log, confirmed bases, break-glass uses, refused intakes."""

from django.db import models

from vijfveld.node.access import GuardedManager
from vijfveld.node.models import Organisation, Person, Record
from vijfveld.node.roles import Role
from vijfveld.node.viewer import Viewer, for_person, for_role


class ProcessingLine(models.Model):
    """One line per action and data subject, in the fields of the Dutch standard for logging data processing.

    Who did it is not here but in the ledger, joined by the trace.
    """

    trace_id = models.CharField(max_length=32, db_index=True)
    span_id = models.CharField(max_length=16)
    parent_span_id = models.CharField(max_length=16, blank=True)
    foreign_operation = models.JSONField(null=True, blank=True)
    status_code = models.PositiveSmallIntegerField(default=1, help_text="0 onbekend, 1 gelukt, 2 fout in de server.")
    name = models.CharField(max_length=60)
    start_time = models.BigIntegerField(help_text="Milliseconden sinds 1-1-1970 UTC.")
    end_time = models.BigIntegerField(help_text="Milliseconden sinds 1-1-1970 UTC.")
    resource = models.CharField(max_length=140)
    processing_activity_id = models.CharField(max_length=200)
    data_subject_id = models.CharField(max_length=64)
    data_subject_id_type = models.CharField(max_length=40)

    objects = GuardedManager()

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.trace_id} {self.name}"

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        return models.Q() if viewer.holds(Role.FG) else models.Q(pk__in=[])

    @classmethod
    def countable_by(cls, viewer: Viewer) -> models.Q:
        return models.Q() if viewer.holds(Role.FG, Role.OVERSIGHT) else models.Q(pk__in=[])


class BasisConfirmation(Record):
    """The data protection officer of this node has read a legal basis and stands for it."""

    kind = "basis_confirmation"

    basis = models.CharField(max_length=60, unique=True)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT)
    confirmed_at = models.DateTimeField()
    source_read = models.CharField(max_length=300, help_text="Wat u hebt gelezen: vindplaats van de wettekst.")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.basis


class BreakGlass(Record):
    """One step opened where life is at stake and a rule stood in the way; reviewed within a day."""

    kind = "break_glass"

    step = models.CharField(max_length=60)
    about = models.CharField(max_length=140)
    reason = models.TextField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="glass_broken")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    judgement = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return self.step

    def readers(self) -> set[str]:
        return {for_role(Role.FG), for_person(self.opened_by_id)}


class GateCount(models.Model):
    """How often an intake was refused at the scope gate, per month and ground: all that remains of it (§1.1)."""

    month = models.DateField()
    intake = models.CharField(max_length=60)
    ground = models.CharField(max_length=60)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["month", "intake", "ground"], name="gate_count_once")]

    def __str__(self) -> str:
        return f"{self.month} {self.ground}: {self.count}"
