# SPDX-License-Identifier: EUPL-1.2
"""Where someone goes who has just come in: straight to what is asked of them, else to home."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from vijfveld.steering.queries.waiting import Waiting, waiting_for


def address_of(waiting: Waiting | None) -> str:
    """The page of the first question that waits, or home."""
    return reverse("tests:item", args=[waiting.round.id, waiting.item]) if waiting else reverse("steering:home")


@login_required
def onward(request: Any) -> HttpResponse:
    """Go on to the first question that waits for this person's organisation."""
    return redirect(address_of(waiting_for(request.viewer)))
