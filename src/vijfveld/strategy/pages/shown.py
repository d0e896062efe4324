# SPDX-License-Identifier: EUPL-1.2
"""What pages of the strategy share: who asks for them, the moment they speak of, and the history strip."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst

from vijfveld.face.shell import Change
from vijfveld.law.acting import Act
from vijfveld.law.callers import Caller
from vijfveld.law.changes import history
from vijfveld.node import clock
from vijfveld.node.models import Person
from vijfveld.node.viewer import Viewer


class PageRequest(HttpRequest):
    """A request as the site hands it to pages: it knows who looks, and can call acts."""

    viewer: Viewer
    person: Person | None

    def caller(self, key: str = "", basis: str = "") -> Caller:
        """Whoever sent this request, as the door wants to know them."""
        raise NotImplementedError


def show(request: PageRequest, template: str, *, status: int = 200, **told: Any) -> HttpResponse:
    """Draw a page; every page knows the moment it speaks of."""
    return render(request, template, {"now": request.viewer.now or clock.now(), **told}, status=status)


def to_top(page: str, **args: Any) -> HttpResponse:
    """Go to a page from its top: what was done stands there, and not where the form stood that was sent."""
    return redirect(f"{reverse(page, kwargs=args)}#inhoud")


def strip(viewer: Viewer, urn: str) -> list[Change]:
    """The history strip of one record."""
    return [Change(change.at, capfirst(str(change.says)), change.said_by) for change in history(viewer, urn)]


def may(viewer: Viewer, acts: Iterable[Act[Any, Any]], *, organisation: UUID | None = None) -> bool:
    """Whether a viewer holds a role for one of these acts, at the organisation that must do it."""
    roles = {role for act in acts for role in act.declaration.roles}
    return viewer.holds(*roles) and (organisation is None or viewer.organisation == organisation)
