# SPDX-License-Identifier: EUPL-1.2
"""That a round is to be frozen: asked by people, carried out in the background, once."""

from django.db import models
from django.db.models import Q

from vijfveld.node.models import Organisation, Record
from vijfveld.node.roles import Role
from vijfveld.node.viewer import for_organisation, for_role
from vijfveld.steering.models.rounds import Round
from vijfveld.steering.words import FreezingState


class Freezing(Record):
    """A report that is being made. Until it is done it can be called off; after that nothing changes any more."""

    kind = "freezing"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="freezings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="freezings")
    not_measurable = models.TextField()
    state = models.CharField(max_length=10, choices=FreezingState.choices, default=FreezingState.ASKED)
    because = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["round"], condition=Q(state="asked"), name="one_freezing_at_a_time"),
            models.CheckConstraint(condition=~Q(not_measurable=""), name="freezing_says_what_is_not_measured"),
        ]

    def __str__(self) -> str:
        return self.state

    def readers(self) -> set[str]:
        return {for_role(Role.COORDINATOR), *(for_organisation(one) for one in self.round.assessors)}
