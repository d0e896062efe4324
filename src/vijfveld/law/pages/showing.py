# SPDX-License-Identifier: EUPL-1.2
"""What the pages have in common: only for who is signed in, with the time, in the words of the face."""

import functools
import hashlib
from collections.abc import Callable, Iterable
from typing import Any, Concatenate, ParamSpec, cast
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vijfveld.face.items import Due
from vijfveld.face.shell import Change as Line
from vijfveld.law.changes import Change
from vijfveld.law.models import Deadline, Task
from vijfveld.law.pages.ways import way_to
from vijfveld.law.words import change_words, deadline_words, say, task_asks
from vijfveld.node import clock
from vijfveld.node.naming import name_of
from vijfveld.node.slots import subject_titles, subject_url
from vijfveld.node.viewer import Viewer

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]


def signed_in(page: Page[P]) -> Page[P]:
    """A page for people who are signed in; others are led to the sign-in page and back."""

    @functools.wraps(page)
    def shown(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if viewer_of(request).person is None:
            return redirect_to_login(request.get_full_path())
        return page(request, *args, **kwargs)

    return cast(Page[P], shown)


def viewer_of(request: HttpRequest) -> Viewer:
    """Who looks at this page."""
    return cast(Viewer, request.viewer)  # type: ignore[attr-defined]


def show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Draw a page; the time and the way to it are told to every one."""
    told = {"now": clock.now(), "viewer": viewer_of(request), "breadcrumb": way_to(template)}
    return render(request, template, {**told, **context}, status=status)


def kept_fresh(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Mark what a page says, so that whoever asks again for the same is told that nothing changed."""
    mark = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == mark:
        response = HttpResponseNotModified()
    response["ETag"] = mark
    response["Cache-Control"] = "private, no-cache"
    return response


def due_items(viewer: Viewer, deadlines: Iterable[Deadline]) -> list[Due]:
    """Deadlines as lines of a due list, each with what it is about."""
    rows = list(deadlines)
    titles = subject_titles(viewer, [row.about for row in rows])
    return [_due(row, titles.get(row.about)) for row in rows]


def _due(deadline: Deadline, title: str | None) -> Due:
    words = say(deadline_words, deadline.what)
    whose = name_of(deadline.organisation) if deadline.organisation else ""
    late = deadline.due_at <= clock.now()
    meta = " · ".join(filter(None, [words if title else "", whose]))
    url = subject_url(deadline.about) if title else ""
    return Due(when=deadline.due_at, title=title or words, url=url, meta=meta, urgent=late)


def task_items(viewer: Viewer, tasks: Iterable[Task], url: Callable[[Task], str]) -> list[Due]:
    """Tasks as lines of a due list."""
    rows = list(tasks)
    titles = subject_titles(viewer, [row.about for row in rows])
    return [_asked(row, titles.get(row.about), url(row)) for row in rows]


def _asked(task: Task, title: str | None, url: str) -> Due:
    late = bool(task.due_on and task.due_on < clock.now().date() and task.done_at is None)
    role = task.get_role_display() if task.role else ""
    when = task.done_at or task.due_on or _("geen datum")
    return Due(when=when, title=task_asks(task.what, title), url=url,
               meta=" · ".join(filter(None, [title, str(role)])), urgent=late)  # fmt: skip


def lines(viewer: Viewer, changes: Iterable[Change]) -> list[Line]:
    """Changes as lines of the history strip."""
    rows = list(changes)
    titles = subject_titles(viewer, [row.about for row in rows])
    told = said_in_full(viewer, rows)
    return [_line(row, titles.get(row.about), told.get(row.id, "")) for row in rows]


def said_in_full(viewer: Viewer, changes: list[Change]) -> dict[UUID, str]:
    """What changes come to, as far as a floor has words for it, by the id of the change."""
    told: dict[UUID, str] = {}
    for kind, words in change_words.items():
        mine = [change for change in changes if change.kind == kind]
        told.update(words(viewer, mine) if mine else {})
    return told


def _line(change: Change, title: str | None, told: str) -> Line:
    what = told or (f"{capfirst(str(change.says))}: {title}" if title else capfirst(str(change.says)))
    return Line(when=change.at, what=what, who=change.said_by, url=change.url if title else "", key=str(change.id))
