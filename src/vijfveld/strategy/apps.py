# SPDX-License-Identifier: EUPL-1.2
"""The strategy floor as a Django app."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "vijfveld.strategy"
    label = "strategy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from vijfveld.strategy import api, data_types, subjects_efforts, subjects_levels

        subjects_levels.register()
        subjects_efforts.register()
        for resource in api.RESOURCES:
            resource.publish()
        for data_type in data_types.TYPES:
            data_type.publish()
