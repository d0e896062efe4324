# SPDX-License-Identifier: EUPL-1.2
"""The pages of the room."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import path, reverse

from tests.room import acts, queries
from vijfveld.law.refusals import NotThere
from vijfveld.node.slots import Subject

app_name = "room"
LIST = "<h1>Kamer</h1><ul>{% for file in files %}<li>{{ file.label }}: {{ file.content }}</li>{% endfor %}</ul>"

SUBJECT = Subject("dossier", queries.label, lambda urn: reverse("room:detail", args=[urn.id]))


def list_page(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        acts.open_file(request.caller(request.POST["key"]), label=request.POST["label"], content="")  # type: ignore[attr-defined]
        return redirect("room:list")
    told = {"files": queries.files(request.viewer)}  # type: ignore[attr-defined]
    return HttpResponse(engines["django"].from_string(LIST).render(told, request))


def detail_page(request: HttpRequest, id: UUID) -> HttpResponse:
    if found := queries.file(request.viewer, id):  # type: ignore[attr-defined]
        return HttpResponse(found.content)
    raise NotThere


urlpatterns = [path("kamer/", list_page, name="list"), path("kamer/<uuid:id>", detail_page, name="detail")]
