# SPDX-License-Identifier: EUPL-1.2
"""For whom someone works in this session: read once a request, and written only when they choose."""

from typing import Any

from django.http import HttpRequest

from vijfveld.node import clock
from vijfveld.node.models import Organisation
from vijfveld.node.queries import may_act_for

ON_BEHALF = "on_behalf_of"
"""The organisation for which someone works, chosen after signing in."""


def organisations_of(request: HttpRequest) -> list[Organisation]:
    """The organisations for which whoever is signed in may act, by name."""
    mine: Any = request
    if not hasattr(mine, "may_act_for"):
        mine.may_act_for = may_act_for(mine.person.id, clock.now()) if mine.person else []
    found: list[Organisation] = mine.may_act_for
    return found


def choice_pending(request: HttpRequest) -> bool:
    """Whether someone has to say for whom they work: they never did, or their choice is no longer theirs to make."""
    chosen, mine = request.session.get(ON_BEHALF), [str(one.id) for one in organisations_of(request)]
    return len(mine) > 1 if chosen is None else chosen not in mine
