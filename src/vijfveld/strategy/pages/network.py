# SPDX-License-Identifier: EUPL-1.2
"""Pages about the work of partners are for those who work with them: a nought would be an untruth for anyone else."""

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from vijfveld.law.refusals import Refused
from vijfveld.node.viewer import NETWORK

NOT_YOURS = _(
    "Met uw rol ziet u de inzet van partners niet. "
    "Toezicht ziet handelingen, grondslagen en aantallen onder Wet en toezicht."
)


def only_for_the_network(patterns: list[URLPattern]) -> list[URLPattern]:
    """Let only those who work with the network open these pages; oversight and keepers hear why not."""
    for pattern in patterns:
        pattern.callback = _guarded(pattern.callback)
    return patterns


def _guarded(view: Any) -> Any:
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        viewer = request.viewer  # type: ignore[attr-defined]
        if viewer.person and f"{viewer.mode.value}/{NETWORK}" not in viewer.tokens:
            raise Refused("role.sees_no_effort", NOT_YOURS)
        answer: HttpResponse = view(request, *args, **kwargs)
        return answer

    return page
