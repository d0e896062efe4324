# SPDX-License-Identifier: EUPL-1.2
"""`backup`, `restore`, `backup-keys` and `restore-keys`."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from vijfveld.site.commands.targets import Over, check_target
from vijfveld.site.commands.words import Stop, _, refuse

T = TypeVar("T")


def join(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("backup", help=_("Maak een reservekopie, zonder sleutels; de node mag doorwerken."))(backup)
    app.command("restore", help=_("Zet een reservekopie terug; het register keurt haar."))(restore)
    app.command("backup-keys", help=_("Maak een kopie van de sleutels in een eigen map, voor 30 dagen."))(backup_keys)
    app.command("restore-keys", help=_("Zet een kopie van de sleutels terug."))(restore_keys)


def backup(
    file: Annotated[Path, typer.Argument(help=_("Het bestand dat u maakt, zoals node.tar."))], over: Over = False
) -> None:
    """Write one file with everything but the keys."""
    from vijfveld.site.commands.starting import start_site

    check_target(file, over=over)
    start_site()
    from vijfveld.node import clock
    from vijfveld.site import backups
    from vijfveld.site.commands.screen import progress, say

    with progress(_("Reservekopie maken")) as moved:
        saved = _or_refuse(lambda: backups.backup(file, now=clock.now(), moved=moved))
    size = f"{saved.bytes / 1_000_000:.1f}"
    say(_("{file} is klaar: {size} MB, {entries} posten."), file=file, size=size, entries=saved.entries)
    say(_("De sleutels zitten er niet in. Bewaar die apart: vijfveld backup-keys MAP"))


def restore(
    file: Annotated[Path, typer.Argument(help=_("De reservekopie."))],
    over: Over = False,
    keys_lost: Annotated[bool, typer.Option("--keys-lost", help=_("De oude sleutels zijn voorgoed weg."))] = False,
) -> None:
    """Put a backup back, when the ledger in it is whole, and make ready what `setup` makes ready."""
    from vijfveld.site.commands.starting import start_site

    start_site(makes=True, keyless=not keys_lost)
    from vijfveld.node import clock
    from vijfveld.site import backups
    from vijfveld.site.commands.screen import progress, say
    from vijfveld.site.commands.setting_up import prepare

    _refuse_while_serving()
    with progress(_("Reservekopie terugzetten")) as moved:
        done = _or_refuse(lambda: backups.restore(file, now=clock.now(), over=over, keys_lost=keys_lost, moved=moved))
    prepare()
    say(_("Teruggezet en gecontroleerd: {entries} posten."), entries=done.entries)
    if done.lost:
        say(_("Posten van na de reservekopie die nu weg zijn: {lost}."), lost=done.lost)
    if done.destroyed:
        say(_("Vernietigingen die opnieuw zijn gedaan: {destroyed}."), destroyed=done.destroyed)
    if done.held:
        say(_("Sleutels van dossiers die niet in deze reservekopie staan: {held}. De node bewaart ze nog 30 dagen. Hebt"
              " u een nieuwere reservekopie? Zet die dan binnen die tijd terug."), held=done.held)  # fmt: skip


def backup_keys(folder: Annotated[Path, typer.Argument(help=_("De map voor kopieën van sleutels."))]) -> None:
    """Write a copy of the keys and remove copies past their 30 days."""
    from vijfveld.site.commands.starting import start_site

    start_site()
    from vijfveld.node import clock
    from vijfveld.site import backups
    from vijfveld.site.commands.screen import say

    made = _or_refuse(lambda: backups.backup_keys(folder, now=clock.now()))
    say(_("{file} is klaar. Bewaar deze kopie niet bij de reservekopie en hoogstens 30 dagen."), file=made)


def restore_keys(
    file: Annotated[Path, typer.Argument(help=_("De kopie van de sleutels."))], over: Over = False
) -> None:
    """Put a copy of the keys back; what was destroyed since stays destroyed."""
    from vijfveld.site.commands.starting import start_site

    start_site(makes=True, keyless=True)
    from vijfveld.node import clock
    from vijfveld.site import backups
    from vijfveld.site.commands.screen import say

    _refuse_while_serving()
    removed = _or_refuse(lambda: backups.restore_keys(file, now=clock.now(), over=over))
    say(_("De sleutels staan terug. Opnieuw vernietigd: {removed}."), removed=removed)


def _or_refuse(step: Callable[[], T]) -> T:
    from vijfveld.site.backups import BackupRefused

    try:
        return step()
    except BackupRefused as refusal:
        raise Stop(str(refusal)) from refusal


def _refuse_while_serving() -> None:
    from vijfveld.site.serving import running_server

    if running_server() is not None:
        refuse(_("De node draait nog. Stop hem eerst."))
