# SPDX-License-Identifier: EUPL-1.2
"""What a system test still waits for from the viewer's own organisation."""

from dataclasses import dataclass

from vijfveld.node.roles import Role
from vijfveld.node.viewer import Viewer
from vijfveld.steering.models import Invitation, Round
from vijfveld.steering.queries.answering import own_items
from vijfveld.steering.words import RoundState


@dataclass(frozen=True)
class Waiting:
    """A round that is open, how many of its questions wait, and the first of them."""

    round: Round
    count: int
    item: str


def waiting_for(viewer: Viewer) -> Waiting | None:
    """The round that closes first in which the viewer's organisation has questions to answer, or nothing."""
    if viewer.organisation is None or not viewer.holds(Role.LIAISON):
        return None
    asked = Invitation.objects.visible_to(viewer).filter(partner_id=viewer.organisation, left_on__isnull=True)
    mine = {one.round_id: one for one in asked}
    rounds = Round.objects.visible_to(viewer).filter(state=RoundState.OPEN, pk__in=mine).order_by("closes_on", "id")
    for round in rounds:
        left = [one for one in own_items(viewer, round, mine[round.pk]) if not (one.answer and one.answer.done)]
        if left:
            return Waiting(round, len(left), left[0].item.code)
    return None
