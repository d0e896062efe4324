# SPDX-License-Identifier: EUPL-1.2
"""The addresses of scenarios."""

from django.urls import path

from vijfveld.steering.pages import futures, scenarios

app_name = "scenarios"
FIELD, ONE, SIGNPOST = "scenarios/velden/<uuid:id>", "scenarios/<uuid:id>", "scenarios/bakens/<uuid:id>"
urlpatterns = [
    path("scenarios", scenarios.list_page, name="list"),
    path("scenarios/velden/nieuw", scenarios.new_page, name="new"),
    path(FIELD, scenarios.field_page, name="field"),
    path(f"{FIELD}/wijzigen", scenarios.change_page, name="change"),
    path(f"{FIELD}/afsluiten", scenarios.close_page, name="close"),
    path(f"{FIELD}/paar/<str:one>/<str:other>", scenarios.pair_page, name="pair"),
    path(f"{FIELD}/uiteenlopend", scenarios.diverse_page, name="diverse"),
    path(f"{FIELD}/kiezen", futures.choose_page, name="choose"),
    path(ONE, futures.detail_page, name="detail"),
    path(f"{ONE}/aan-zet", futures.mover_page, name="mover"),
    path(f"{ONE}/oefenen", futures.hand_page, name="hand"),
    path(f"{ONE}/intrekken", futures.retire_page, name="retire"),
    path(f"{ONE}/baken", futures.signpost_new_page, name="signpost_new"),
    path(SIGNPOST, futures.signpost_page, name="signpost"),
    path(f"{SIGNPOST}/afgaan", futures.fire_page, name="fire"),
    path(f"{SIGNPOST}/weg", futures.signpost_retire_page, name="signpost_retire"),
]
