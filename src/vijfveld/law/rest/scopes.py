# SPDX-License-Identifier: EUPL-1.2
"""What a token may do, per resource: read, answer, propose or decide. A session may what its person may."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from vijfveld.law.refusals import Refused
from vijfveld.node.slots import Slot

READ = "lezen"
scopes: Slot[str] = Slot("scopes of tokens")


def require_scope(request: Any, scope: str) -> None:
    """Refuse when the caller came with a token that was not given for this."""
    given: frozenset[str] | None = getattr(request, "scopes", None)
    if given is not None and scope not in given:
        raise Refused("token.scope", _("Deze sleutel is hier niet voor gemaakt. Maak er een die dit mag."))
