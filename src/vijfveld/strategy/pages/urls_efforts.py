# SPDX-License-Identifier: EUPL-1.2
"""The addresses of efforts, asks and answers."""

from django.urls import path

from vijfveld.strategy.pages import asks, efforts, exits
from vijfveld.strategy.pages.network import only_for_the_network

app_name = "efforts"
urlpatterns = only_for_the_network(
    [
        path("inzet", efforts.list_page, name="list"),
        path("inzet/capaciteit", efforts.capacity_page, name="capacity"),
        path("inzet/nieuw/flexibel", efforts.flexible_page, name="flexible"),
        path("inzet/nieuw/vast", efforts.fixed_page, name="fixed"),
        path("inzet/<uuid:id>", efforts.detail_page, name="detail"),
        path("inzet/<uuid:id>/stoppen", exits.stop_page, name="stop"),
        path("inzet/<uuid:id>/verlengen", exits.prolong_page, name="prolong"),
        path("inzet/<uuid:id>/vast-maken", exits.take_up_page, name="take_up"),
        path("inzet/<uuid:id>/afbouwen", exits.wind_down_page, name="wind_down"),
        path("inzet/<uuid:id>/behouden", exits.keep_page, name="keep"),
        path("inzet/<uuid:id>/vraag", asks.put_page, name="put_asks"),
        path("vragen", asks.list_page, name="asks"),
        path("vragen/<uuid:id>", asks.detail_page, name="ask"),
        path("antwoorden/<uuid:id>", asks.answer_page, name="answer"),
        path("vragen/<uuid:id>/overnemen", asks.adopt_page, name="adopt"),
        path("vragen/<uuid:id>/intrekken", asks.withdraw_page, name="withdraw"),
        path("vragen/<uuid:id>/opnieuw", asks.again_page, name="again"),
    ]
)
