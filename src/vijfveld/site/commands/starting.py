# SPDX-License-Identifier: EUPL-1.2
"""Starting the site behind a command that needs it."""

import os
from pathlib import Path

from vijfveld.site.commands.words import LANGUAGE


def start_site(*, logs: bool = False) -> None:
    """Load the apps and speak the chosen language; with `logs`, tell what happens on stderr."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vijfveld.site.settings")
    django.setup()
    from django.utils import translation

    from vijfveld.site.logs import set_up_logs

    translation.activate(LANGUAGE)
    set_up_logs(quiet=not logs)


def home() -> Path:
    """The data folder of the node."""
    from django.conf import settings

    return Path(settings.VIJFVELD_HOME)
