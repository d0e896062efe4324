# SPDX-License-Identifier: EUPL-1.2
"""`doctor`: what is wrong with this node, in plain words."""

import typer

from vijfveld.site.commands.words import _


def join(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor", help=_("Kijk de node na en zeg wat eraan mankeert."))(doctor)


def doctor() -> None:
    """Examine the node; leave with 1 when something is alarming."""
    from vijfveld.site.commands.starting import start_site

    start_site(looks=True)
    from vijfveld.node import clock
    from vijfveld.site.commands.screen import mark, say
    from vijfveld.site.doctor import Level, examine, worst

    findings = examine(clock.now())
    for finding in findings:
        mark(finding.level.value, finding.sentence)
    level = worst(findings)
    if level == Level.ALARM:
        say(_("De node heeft hulp nodig."))
        raise typer.Exit(1)
    say(_("De node is gezond.") if level == Level.OK else _("De node werkt; let op wat hierboven staat."))
