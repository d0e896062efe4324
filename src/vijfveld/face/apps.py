# SPDX-License-Identifier: EUPL-1.2
"""The Django app of the face."""

from django.apps import AppConfig


class FaceConfig(AppConfig):
    """Templates, static files and drawings; it has no models."""

    name = "vijfveld.face"
    label = "face"
    verbose_name = "Face"
