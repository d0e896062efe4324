# SPDX-License-Identifier: EUPL-1.2
"""The addresses of pathways."""

from django.urls import path

from vijfveld.steering.pages import pathway_steps as steps
from vijfveld.steering.pages import pathways

app_name = "pathways"
STUDY, STEP = "paden/<uuid:id>", "paden/stappen/<uuid:id>"
urlpatterns = [
    path("paden", pathways.list_page, name="list"),
    path("paden/nieuw", pathways.new_page, name="new"),
    path(STUDY, pathways.study_page, name="study"),
    path(f"{STUDY}/wijzigen", pathways.change_page, name="change"),
    path(f"{STUDY}/afsluiten", pathways.close_page, name="close"),
    path(f"{STUDY}/nodig/<uuid:scenario>", steps.need_page, name="need"),
    path(f"{STUDY}/stap", steps.step_new_page, name="step_new"),
    path("paden/nodig/<uuid:id>/weg", steps.need_drop_page, name="need_drop"),
    path(STEP, steps.step_page, name="step"),
    path(f"{STEP}/wijzigen", steps.step_change_page, name="step_change"),
    path(f"{STEP}/weg", steps.step_drop_page, name="step_drop"),
    path(f"{STEP}/bewaken/<uuid:scenario>", steps.watch_page, name="watch"),
    path(f"{STEP}/besluit", steps.review_page, name="review"),
]
