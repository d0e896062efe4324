# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the threat level, the drivers, the strategy and the five fields."""

from django.urls import path

from vijfveld.strategy.pages import drivers, fields, levels, library
from vijfveld.strategy.pages.network import only_for_the_network

app_name = "strategy"
urlpatterns = [
    path("dreigingsniveau", levels.levels_page, name="levels"),
    path("dreigingsniveau/nieuw", levels.new_level_page, name="level_new"),
    path("dreigingsniveau/<uuid:id>", levels.level_page, name="level"),
    path("strategie", library.library_page, name="library"),
    path("strategie/<str:code>", library.node_page, name="node"),
    *only_for_the_network(
        [
            path("aanleidingen", drivers.drivers_page, name="drivers"),
            path("aanleidingen/nieuw", drivers.new_driver_page, name="driver_new"),
            path("aanleidingen/<uuid:id>", drivers.driver_page, name="driver"),
            path("aanleidingen/<uuid:id>/intrekken", drivers.retire_driver_page, name="driver_retire"),
            path("aansluiting", drivers.loose_ends_page, name="loose_ends"),
            path("velden", fields.fields_page, name="fields"),
            path("velden/<str:code>", fields.field_page, name="field"),
        ]
    ),
]
