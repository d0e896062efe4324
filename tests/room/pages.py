# SPDX-License-Identifier: EUPL-1.2
"""The pages of the room."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import path, reverse

from tests.room import acts, queries
from vijfveld.law.refusals import NotThere
from vijfveld.node.ids import Urn
from vijfveld.node.slots import Subject
from vijfveld.node.viewer import Viewer

app_name = "room"
LIST = "<h1>Kamer</h1><ul>{% for file in files %}<li>{{ file.label }}: {{ file.content }}</li>{% endfor %}</ul>"


def title(viewer: Viewer, urn: Urn) -> str | None:
    found = queries.file(viewer, urn.id)
    return found.label if found else None


SUBJECT = Subject("dossier", title, lambda urn: reverse("room:detail", args=[urn.id]))


def list_page(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        acts.open_file(request.caller(request.POST["key"]), label=request.POST["label"], content="")  # type: ignore[attr-defined]
        return redirect("room:list")
    page = engines["django"].from_string(LIST)
    return HttpResponse(page.render({"files": queries.files(request.viewer)}, request))  # type: ignore[attr-defined]


def detail_page(request: HttpRequest, id: UUID) -> HttpResponse:
    found = queries.file(request.viewer, id)  # type: ignore[attr-defined]
    if found is None:
        raise NotThere
    return HttpResponse(found.content)


urlpatterns = [path("kamer/", list_page, name="list"), path("kamer/<uuid:id>", detail_page, name="detail")]
