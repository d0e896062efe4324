# SPDX-License-Identifier: EUPL-1.2
"""Tasks: what is asked of the viewer and of their organisation."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from vijfveld.law import queries
from vijfveld.law.acts.tasks import by_hand, finish_task
from vijfveld.law.changes import history
from vijfveld.law.forms import FinishForm, result_words
from vijfveld.law.models import Task
from vijfveld.law.pages.showing import lines, show, signed_in, task_items, viewer_of
from vijfveld.law.refusals import NotThere
from vijfveld.law.words import task_asks
from vijfveld.node.slots import subject_title, subject_url


def _page(task: Task) -> str:
    return reverse("law:task", args=[task.id])


@signed_in
def tasks(request: HttpRequest) -> HttpResponse:
    """The open tasks of the viewer's organisation, those for their own role first."""
    viewer = viewer_of(request)
    asked = queries.asked(viewer)
    groups = {
        name: task_items(viewer, rows, _page)
        for name, rows in (("yours", asked.yours), ("colleagues", asked.of_colleagues), ("done", asked.done))
    }
    return show(request, "law/tasks.html", groups=groups, count=len(asked.yours))


@signed_in
def task(request: HttpRequest, id: UUID) -> HttpResponse:
    """One task: what it asks, what it is about, and how to finish it."""
    viewer = viewer_of(request)
    found = queries.task(viewer, id)
    if found is None:
        raise NotThere
    about = subject_title(viewer, found.about)
    form = FinishForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid() and form.do(request, finish_task, id, **form.typed,
                                                                version=form.cleaned_data["version"]):  # fmt: skip
        return redirect("law:tasks")
    return show(
        request, "law/task.html", status=form.status, task=found, form=form, asks=task_asks(found.what, about),
        about=about, about_url=subject_url(found.about), by_hand=by_hand(found.what),
        yours=queries.is_for(found, viewer), result=result_words(found.result),
        history=lines(viewer, history(viewer, found.urn)),
    )  # fmt: skip
