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
    """Whether someone may act for more than one organisation and has not said for which."""
    return ON_BEHALF not in request.session and len(organisations_of(request)) > 1
