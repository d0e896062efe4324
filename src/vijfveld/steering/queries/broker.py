# SPDX-License-Identifier: EUPL-1.2
"""The reads of the broker: who has experience with what, what is asked and offered, and who was paired."""

from datetime import date
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Prefetch, Q

from vijfveld.node.models import Record
from vijfveld.node.viewer import Viewer
from vijfveld.steering.matching import Proposal, gather, propose
from vijfveld.steering.models import Expertise, Help, Pairing, Unmatched
from vijfveld.steering.words_broker import STANDING, PairingState, Side
from vijfveld.strategy.queries.efforts import today

T = TypeVar("T", bound=Record)


def _rows(viewer: Viewer, model: Any) -> Any:
    return model.objects.visible_to(viewer)


def record(viewer: Viewer, model: type[T], id: UUID) -> T | None:
    """One record of the broker, or nothing."""
    found: T | None = _rows(viewer, model).filter(pk=id).first()
    return found


def expertise(viewer: Viewer, organisation: UUID | None = None) -> list[Expertise]:
    """What organisations, or one of them, said they have experience with and did not take back."""
    rows = _rows(viewer, Expertise).filter(withdrawn_on__isnull=True).select_related("organisation")
    rows = rows.filter(organisation=organisation) if organisation else rows
    return list(rows.order_by("subject", "experience", "id"))


def helps(viewer: Viewer, side: Side) -> list[Help]:
    """The questions or the offers that stand, the oldest first."""
    rows = _rows(viewer, Help).filter(side=side, withdrawn_on__isnull=True, last_on__gte=today(viewer))
    rows = rows.filter(organisation__left_on__isnull=True)
    return list(rows.select_related("organisation").order_by("put_on", "id"))


def pairings(viewer: Viewer, help: Help | None = None) -> list[Pairing]:
    """The pairings a viewer may see, of one question or offer or of all; what waits or runs first, then the newest."""
    seen = [Prefetch(name, _rows(viewer, Help)) for name in ("question", "offer")]
    rows = (
        _rows(viewer, Pairing).select_related("asker", "giver").prefetch_related(*seen).order_by("-proposed_on", "id")
    )
    rows = rows.filter(Q(question=help) | Q(offer=help)) if help else rows
    order = list(PairingState)
    return sorted(rows, key=lambda one: (one.state not in STANDING, order.index(PairingState(one.state))))


def waits_for(viewer: Viewer, one: Pairing) -> bool:
    """Whether a proposed pairing waits for what the viewer's own organisation says."""
    asked = one.asker_id == viewer.organisation and not one.asker_says
    offered = one.giver_id == viewer.organisation and not one.giver_says
    return one.state == PairingState.PROPOSED and (asked or offered)


def unmatched(viewer: Viewer) -> dict[UUID, Unmatched]:
    """Of each question that found no offer when last looked at: why, as far as the viewer may know."""
    return {one.question_id: one for one in _rows(viewer, Unmatched).filter(solved_on__isnull=True)}


def proposal(viewer: Viewer) -> Proposal:
    """What would be proposed now, for a coordinator, who sees everything it rests on."""
    return propose(gather(partial(_rows, viewer), today(viewer)))


def lapsed(one: Expertise, day: date) -> bool:
    """Whether experience counts no more until it is confirmed."""
    return one.lapses_on < day
