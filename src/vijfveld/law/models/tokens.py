# SPDX-License-Identifier: EUPL-1.2
"""The tokens with which a program acts for one person and one organisation."""

from datetime import datetime

from django.db import models

from vijfveld.node.models import Organisation, Person, Record
from vijfveld.node.viewer import for_person


class AccessToken(Record):
    """A token; only its SHA-256 is kept, so that nobody can read it here. It can do less than its person, not more."""

    kind = "access_token"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="tokens")
    label = models.CharField(max_length=60, help_text="Waarvoor de sleutel is, in woorden van de houder.")
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.label

    def readers(self) -> set[str]:
        return {for_person(self.person_id)}

    def works_at(self, now: datetime) -> bool:
        """Whether the token opens anything at a moment."""
        return self.ended_at is None and now < self.valid_until
