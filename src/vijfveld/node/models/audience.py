# SPDX-License-Identifier: EUPL-1.2
"""Audiences: interned sets of reader tokens.

Many records share few sets of readers, so a record carries the number of its set and access is one indexed
comparison, the same in lists, search, the ledger and notices.
"""

import hashlib
from collections.abc import Iterable

from django.db import models
from django.db.models import QuerySet

from vijfveld.node.viewer import Viewer


def audience_id(tokens: Iterable[str]) -> int:
    """The number of a set of tokens: 63 bits of SHA-256 over the sorted set."""
    digest = hashlib.sha256("\n".join(sorted(set(tokens))).encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1


class AudienceMember(models.Model):
    """One reader token of one audience."""

    audience = models.BigIntegerField()
    token = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "audience"], name="audience_member_once")]
        indexes = [models.Index(fields=["audience"])]

    def __str__(self) -> str:
        return f"{self.audience}: {self.token}"


def audiences_of(viewer: Viewer) -> QuerySet[AudienceMember, int]:
    """The numbers of the audiences a viewer belongs to, as a subquery."""
    members = AudienceMember.objects.filter(token__in=sorted(viewer.tokens))
    return members.values_list("audience", flat=True)
