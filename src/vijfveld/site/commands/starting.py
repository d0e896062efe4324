# SPDX-License-Identifier: EUPL-1.2
"""Starting the site behind a command that needs it."""

import os
from pathlib import Path

from vijfveld.site.commands.words import LANGUAGE, Stop


def start_site(*, logs: bool = False, looks: bool = False) -> None:
    """Load the apps, speak the chosen language, and mend what a restore that was cut off left behind.

    `logs`: tell what happens on stderr. `looks`: only look, so that nothing is made or mended.
    """
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vijfveld.site.settings")
    if looks:
        os.environ["VIJFVELD_LOOKS"] = "1"
    django.setup()
    from django.utils import translation

    from vijfveld.site.logs import set_up_logs

    translation.activate(LANGUAGE)
    set_up_logs(quiet=not logs)
    if not looks:
        _mend_restore()


def _mend_restore() -> None:
    from vijfveld.node import clock
    from vijfveld.site.backups import BackupRefused, recover
    from vijfveld.site.commands.screen import complain

    try:
        mended = recover(clock.now())
    except BackupRefused as busy:
        raise Stop(str(busy)) from busy
    if mended:
        complain(mended)


def home() -> Path:
    """The data folder of the node."""
    from django.conf import settings

    return Path(settings.VIJFVELD_HOME)
