# SPDX-License-Identifier: EUPL-1.2
"""The searchable text of records: no sealed text and no person's name, the audience inside the index."""

from django.db import models

from vijfveld.node.access import GuardedManager
from vijfveld.node.models import audiences_of
from vijfveld.node.viewer import Viewer


class SearchText(models.Model):
    """What a record can be found by; the engine's own index stands beside this table and follows it by trigger."""

    id = models.BigAutoField(primary_key=True)
    about = models.CharField(max_length=140, unique=True)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    audience = models.BigIntegerField()
    changed_at = models.DateTimeField()

    objects = GuardedManager()

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible_to(cls, viewer: Viewer, *, column: str = "audience") -> models.Q:
        return models.Q(**{f"{column}__in": audiences_of(viewer)})

    @classmethod
    def countable_by(cls, viewer: Viewer) -> models.Q:
        return cls.visible_to(viewer)
