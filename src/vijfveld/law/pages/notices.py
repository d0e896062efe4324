# SPDX-License-Identifier: EUPL-1.2
"""Notices and history: what changed for the viewer since they looked, and everything they may see that changed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.text import capfirst

from vijfveld.law.acting_forms import ActForm
from vijfveld.law.acts.noticing import read_notices
from vijfveld.law.changes import changes
from vijfveld.law.notices import notices
from vijfveld.law.pages.showing import due_items, kept_fresh, lines, show, signed_in, viewer_of
from vijfveld.node.slots import subjects

PAGE = 50


@signed_in
def notices_page(request: HttpRequest) -> HttpResponse:
    """What is new for the viewer, and the button that says it was read."""
    viewer = viewer_of(request)
    form = ActForm(request.POST or None)
    up_to = as_cursor(request.POST.get("tot", ""))
    if request.method == "POST" and up_to and form.is_valid() and form.do(request, read_notices, up_to=up_to):
        return redirect("law:notices")
    found = notices(viewer)
    return show(
        request, "law/notices.html", status=form.status, form=form, found=found,
        news=lines(viewer, found.changes), near=due_items(viewer, found.near),
    )  # fmt: skip


@signed_in
def history_page(request: HttpRequest) -> HttpResponse:
    """Everything that changed and that the viewer may see, newest first."""
    viewer, kind, before = viewer_of(request), _kind(request), as_cursor(request.GET.get("voor", ""))
    found = changes(viewer, before=before, about=kind, limit=PAGE + 1)
    older = found[PAGE - 1].id if len(found) > PAGE else None
    kinds = [(code, capfirst(str(subject.word))) for code, subject in subjects.items()]
    return show(
        request, "law/history.html", changes=lines(viewer, found[:PAGE]), kind=kind, kinds=kinds, first=before is None,
        older=f"?{_query(soort=kind, voor=older)}" if older else "", newest=f"?{_query(soort=kind)}" if before else "",
        part=_query(soort=kind),
    )  # fmt: skip


@signed_in
def history_part(request: HttpRequest) -> HttpResponse:
    """The newest changes alone, for a board that asks again and again; unchanged, it says so."""
    viewer, kind = viewer_of(request), _kind(request)
    found = lines(viewer, changes(viewer, about=kind, limit=PAGE))
    return kept_fresh(request, show(request, "law/_changes.html", changes=found, part=_query(soort=kind), first=True))


def as_cursor(text: str) -> UUID | None:
    """The entry that a cursor names; nothing when it names none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _kind(request: HttpRequest) -> str:
    wished = request.GET.get("soort", "")
    return wished if subjects.get(wished) else ""


def _query(**values: object) -> str:
    query = QueryDict(mutable=True)
    query.update({name: str(value) for name, value in values.items() if value})
    return query.urlencode()
