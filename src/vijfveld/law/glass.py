# SPDX-License-Identifier: EUPL-1.2
"""Whether glass was broken: a rule that may be stepped over asks this for the one record it concerns."""

from datetime import datetime
from uuid import UUID

from vijfveld.law.models import BreakGlass

STEPS = {"basis.unconfirmed", "review.overdue"}
"""The rules that may be stepped over where life is at stake; no other ever."""


def broken_for(step: str, *, about: str, organisation: UUID | None, now: datetime) -> BreakGlass | None:
    """The use of break glass that opens this step for this record to this organisation now, or nothing."""
    uses = BreakGlass.objects.beyond_access("the door asks whether glass was broken")
    open_uses = uses.filter(step=step, about=about, organisation=organisation, closes_at__gt=now)
    found: BreakGlass | None = open_uses.order_by("-opened_at").first()
    return found
