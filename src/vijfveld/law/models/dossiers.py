# SPDX-License-Identifier: EUPL-1.2
"""Dossiers, the seats by which they are reached, their hand-over to another organisation and their end."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from vijfveld.node.models import Organisation, Person, Record, in_force
from vijfveld.node.roles import Role
from vijfveld.node.viewer import for_organisation, for_person, for_role, for_seat


class DestructionState(models.TextChoices):
    """How far a destruction has come; every step can be taken again after a crash."""

    ORDERED = "ordered", "opgedragen"
    KEY_REMOVED = "key_removed", "sleutel verwijderd"
    DESTROYED = "destroyed", "vernietigd"


class Dossier(Record):
    """A record whose content lies under a data key of its own. Apps add their sealed fields."""

    regime = models.CharField(max_length=10, blank=True)
    opened_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def readers(self) -> set[str]:
        return {for_seat(self.id)}

    def sealing_key(self) -> UUID | None:
        return self.id


class DossierPart(Record):
    """A record that belongs to a dossier: seen by who has a seat there, sealed with its key, destroyed with it.

    Apps name the kind of dossier in `part_of` and add their sealed fields.
    """

    part_of: ClassVar[str]

    dossier = models.UUIDField(db_index=True)

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def readers(self) -> set[str]:
        return {for_seat(self.dossier)}

    def sealing_key(self) -> UUID | None:
        return self.dossier


class Seat(Record):
    """A chair at one dossier: for one person, on behalf of one organisation, for a purpose, on a basis, for a time.

    A dossier is reached through a seat and never through a colleague.
    """

    kind = "seat"

    dossier = models.UUIDField(db_index=True)
    dossier_kind = models.CharField(max_length=40)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    purpose = models.CharField(max_length=40)
    basis = models.CharField(max_length=60)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=~Q(basis=""), name="seat_has_a_basis"),
            models.CheckConstraint(condition=~Q(purpose=""), name="seat_has_a_purpose"),
        ]
        indexes = [models.Index(fields=["person", "organisation"], name="seat_of_person")]

    def __str__(self) -> str:
        return f"{self.dossier} {self.person_id}"

    def readers(self) -> set[str]:
        return {for_person(self.person_id), for_seat(self.dossier)}


def seated(person: UUID, organisation: UUID, at: object) -> Q:
    """The seats by which a person, acting for an organisation, may look now: in force and accepted."""
    return Q(person=person, organisation=organisation, accepted_at__lte=at) & in_force(at)  # type: ignore[arg-type]


class Destruction(Record):
    """The end of a dossier: ordered, then its key removed, then its rows; a restore replays it."""

    kind = "destruction"

    dossier = models.UUIDField(unique=True)
    dossier_kind = models.CharField(max_length=40)
    state = models.CharField(max_length=12, choices=DestructionState.choices, default=DestructionState.ORDERED)
    ground = models.CharField(max_length=60)
    ordered_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True, blank=True)
    rows = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.dossier} {self.state}"

    def readers(self) -> set[str]:
        ended = self.state == DestructionState.DESTROYED
        return {for_role(Role.FG)} if ended else {for_seat(self.dossier)}


class Handover(Record):
    """Giving something to an organisation by name, on a basis, with a receipt when it has arrived."""

    kind = "handover"

    about = models.CharField(max_length=140, db_index=True)
    dossier = models.UUIDField(null=True, blank=True)
    giver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="given")
    recipient = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="received")
    purpose = models.CharField(max_length=40)
    basis = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, blank=True)
    handed_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.about} → {self.recipient_id}"

    def readers(self) -> set[str]:
        parties = {for_organisation(self.giver_id), for_organisation(self.recipient_id)}
        return {for_seat(self.dossier), for_organisation(self.recipient_id)} if self.dossier else parties
