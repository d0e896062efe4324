# SPDX-License-Identifier: EUPL-1.2
"""People, what they may do for whom, and the account with which they sign in."""

import uuid
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from vijfveld.node.models.organisation import Organisation
from vijfveld.node.models.record import Record
from vijfveld.node.roles import Role
from vijfveld.node.viewer import for_organisation, for_person, for_role


class Person(Record):
    """Someone who works with this node; never a subject of its work."""

    kind = "person"

    name = models.CharField(max_length=120)
    email = models.EmailField(unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="people")
    language = models.CharField(max_length=2, choices=[("nl", "Nederlands"), ("en", "English")], default="nl")
    mail_notices = models.BooleanField(default=True)
    left_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    def readers(self) -> set[str]:
        return {for_person(self.id), for_organisation(self.organisation_id), for_role(Role.NODE_KEEPER)}


class Mandate(Record):
    """A role that a person holds for an organisation, from a day until a day."""

    kind = "mandate"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mandates")
    role = models.CharField(max_length=20, choices=Role.choices)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="mandate_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.organisation_id}"

    def readers(self) -> set[str]:
        return {for_person(self.person_id), for_organisation(self.organisation_id), for_role(Role.NODE_KEEPER)}


def in_force(at: datetime) -> Q:
    """The rows whose period `valid_from`..`valid_until` covers a moment."""
    return Q(valid_from__lte=at) & (Q(valid_until__isnull=True) | Q(valid_until__gt=at))


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by address; making one is an act of the law floor."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """How a person signs in: a framework table, written by the sign-in library and by the acts on people."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = AccountManager()

    def __str__(self) -> str:
        return self.email
