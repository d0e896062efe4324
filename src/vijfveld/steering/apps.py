# SPDX-License-Identifier: EUPL-1.2
"""The steering floor as a Django app."""

from django.apps import AppConfig


class SteeringConfig(AppConfig):
    name = "vijfveld.steering"
    label = "steering"
    default_auto_field = "django.db.models.BigAutoField"
