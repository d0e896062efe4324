# SPDX-License-Identifier: EUPL-1.2
"""Where a command writes a file: never over one that is there unless that was asked, and never in a new folder."""

from pathlib import Path
from typing import Annotated

import typer

from vijfveld.site.commands.words import _, refuse

Over = Annotated[bool, typer.Option("--over", help=_("Vervang wat er staat."))]


def check_target(file: Path | None, *, over: bool) -> None:
    """Refuse, before anything is opened, a file that is there already or whose folder is not."""
    if file is None:
        return
    if not file.parent.exists():
        refuse(_("De map {folder} is er niet. Maak haar eerst, of noem een andere."), folder=file.parent)
    if file.is_file() and not over:
        refuse(_("{file} is er al. Noem een ander bestand, of vervang dit met --over."), file=file)
