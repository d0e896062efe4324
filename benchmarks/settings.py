# SPDX-License-Identifier: EUPL-1.2
"""Settings of the benchmarks: those of a node, without collected static files."""

from vijfveld.site.settings import *  # noqa: F403
from vijfveld.site.settings import HOME

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "files"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
