# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the erosion watch."""

from django.urls import path

from vijfveld.steering.pages import erosion, erosion_notes

app_name = "erosion"
urlpatterns = [
    path("slijtage", erosion.list_page, name="list"),
    path("slijtage/aandacht/verdelen", erosion_notes.agree_page, name="agree"),
    path("slijtage/notities/<uuid:id>", erosion_notes.note_page, name="note"),
    path("slijtage/notities/<uuid:id>/afronden", erosion_notes.close_page, name="close"),
    path("slijtage/<slug:address>", erosion.signal_page, name="signal"),
    path("slijtage/<slug:address>/reageren", erosion_notes.new_page, name="react"),
]
