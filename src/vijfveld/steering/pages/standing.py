# SPDX-License-Identifier: EUPL-1.2
"""Pages whose form can only refuse: they say so in one sentence, before anyone fills it in."""

from typing import Any

from vijfveld.law.refusals import Refused
from vijfveld.strategy.pages.shown import PageRequest

Condition = tuple[bool, str, Any]
"""What must hold for a form to be able to act, the code of its rule, and the sentence when it does not."""


def only_if(request: PageRequest, *conditions: Condition) -> None:
    """Refuse to open a form when a condition does not hold, in the words of its act.

    A form that was sent goes on to its act: that knows a form sent twice, and what was typed is not lost.
    """
    if request.method == "POST":
        return
    for holds, code, sentence in conditions:
        if not holds:
            raise Refused(code, sentence)
