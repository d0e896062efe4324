# SPDX-License-Identifier: EUPL-1.2
"""Clocks: one table of deadlines, whatever they are about; and the tasks that people have."""

from uuid import UUID

from django.db import models

from vijfveld.node.models import Organisation, Record
from vijfveld.node.roles import Role
from vijfveld.node.viewer import NETWORK, for_organisation, for_role, for_seat


class DeadlineState(models.TextChoices):
    """Where a deadline stands."""

    OPEN = "open", "open"
    MET = "met", "gehaald"
    RAN_OUT = "ran_out", "verlopen"
    WITHDRAWN = "withdrawn", "ingetrokken"


class Deadline(Record):
    """A moment at which something ends, lapses or must have been looked at; what happens then is code's default.

    The clock acts on the basis of the decision or act that set it (`set_by`).
    """

    kind = "deadline"

    what = models.CharField(max_length=60)
    about = models.CharField(max_length=140, db_index=True)
    about_audience = models.JSONField(default=list)
    due_at = models.DateTimeField()
    basis = models.CharField(max_length=60)
    set_by = models.CharField(max_length=140)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="deadlines")
    remind_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=DeadlineState.choices, default=DeadlineState.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["state", "due_at"], name="deadline_running_out")]

    def __str__(self) -> str:
        return f"{self.what} {self.due_at:%Y-%m-%d}"

    @property
    def sealed(self) -> bool:
        """Whether this is about a dossier, of which nothing is told elsewhere."""
        return any(token.startswith("seat:") for token in self.about_audience)

    def readers(self) -> set[str]:
        return set(self.about_audience)


class Task(Record):
    """Something a person with a role at an organisation has to look at. It holds identifiers, never content."""

    kind = "task"

    what = models.CharField(max_length=60)
    about = models.CharField(max_length=140, db_index=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="tasks")
    role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    dossier = models.UUIDField(null=True, blank=True)
    opened_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=60, blank=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["organisation", "done_at"], name="task_to_do")]

    def __str__(self) -> str:
        return self.what

    def readers(self) -> set[str]:
        if self.dossier:
            return {for_seat(self.dossier)}
        if self.role == Role.FG:
            return {for_role(Role.FG)}
        return {for_organisation(self.organisation_id)}


def everyone() -> list[str]:
    """The audience of a deadline about something that all partners see."""
    return [NETWORK]


def fg_and(organisation: UUID) -> list[str]:
    """The audience of a deadline that the data protection officer guards."""
    return [for_role(Role.FG), for_organisation(organisation)]
