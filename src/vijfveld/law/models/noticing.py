# SPDX-License-Identifier: EUPL-1.2
"""How far a person has read what changed, and the key by which their calendar reads what runs out."""

from django.db import models

from vijfveld.node.models import Person, Record
from vijfveld.node.viewer import for_person


class NoticeMark(Record):
    """Up to which place in the sealed ledger a person has read their notices, and up to which they were mailed."""

    kind = "notice_mark"

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="notice_mark")
    read_to = models.BigIntegerField(null=True, blank=True)
    mailed_to = models.BigIntegerField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return str(self.person_id)

    def readers(self) -> set[str]:
        return {for_person(self.person_id)}


class FeedKey(Record):
    """The key of one person's calendar feed; only its SHA-256 is kept, so that nobody can read it here."""

    kind = "feed_key"

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="feed_key")
    digest = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return str(self.person_id)

    def readers(self) -> set[str]:
        return {for_person(self.person_id)}
