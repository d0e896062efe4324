# SPDX-License-Identifier: EUPL-1.2
"""Settings of the benchmarks: those of a node, without collected static files."""

from vijfveld.site.settings import *  # noqa: F403
from vijfveld.site.settings import DATABASES, HOME

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "files"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATABASES["default"]["TEST"] = (
    {"NAME": str(HOME / "bench.sqlite3")}
    if "sqlite" in str(DATABASES["default"]["ENGINE"])
    else {"NAME": "vijfveld_bench"}
)
