# SPDX-License-Identifier: EUPL-1.2
"""Starting the site behind a command that needs it."""

import os
from pathlib import Path

from vijfveld.site.commands.words import LANGUAGE, Stop, _, refuse

OURS = "vijfveld.site.settings"


def start_site(*, logs: bool = False, looks: bool = False, makes: bool = False, keyless: bool = False) -> None:
    """Load the apps, speak the chosen language, and mend what a restore that was cut off left behind.

    `logs`: tell what happens on stderr. `looks`: only look, so that nothing is made or mended.
    `makes`: there need not be a store yet. `keyless`: make no secret either where there are no keys, for keys are to
    be put back first.
    """
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", OURS)
    if not (looks or makes):
        _refuse_without_store()
    if looks or (keyless and not (_keys() / "keys.sqlite3").exists()):
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


def _refuse_without_store() -> None:
    """Refuse before anything is opened, so that nothing is made where there is no node."""
    if os.environ["DJANGO_SETTINGS_MODULE"] != OURS or os.environ.get("VIJFVELD_DATABASE_URL"):
        return
    if not any((_home() / name).exists() for name in ("vijfveld.sqlite3", "vijfveld.sqlite3.before-restore")):
        refuse(_("De opslag is er nog niet, of niet van deze versie. Doe: vijfveld setup"))


def _home() -> Path:
    return Path(os.environ.get("VIJFVELD_HOME", "var")).resolve()


def _keys() -> Path:
    return Path(os.environ.get("VIJFVELD_KEYS", _home() / "keys"))


def home() -> Path:
    """The data folder of the node."""
    from django.conf import settings

    return Path(settings.VIJFVELD_HOME)
