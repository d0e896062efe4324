# SPDX-License-Identifier: EUPL-1.2
"""The command line in a process and a data folder of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., "CompletedProcess[str]"]


def in_folder(home: Path, *, database: str = "") -> Run:
    """A function that does one command in a data folder."""
    shared = {name: value for name, value in os.environ.items() if not name.startswith("VIJFVELD_")}
    shared.pop("DJANGO_SETTINGS_MODULE", None)
    mine = {"VIJFVELD_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "200", "TERM": "dumb"}
    if database:
        mine["VIJFVELD_DATABASE_URL"] = database

    def run(*arguments: object, **more: str) -> CompletedProcess[str]:
        command = [sys.executable, "-m", "vijfveld.site.commands", *map(str, arguments)]
        environment = {**shared, **mine, **more}
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)

    return run
