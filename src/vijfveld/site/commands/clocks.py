# SPDX-License-Identifier: EUPL-1.2
"""`clock`: the way out for a node that only reads because its clock ran ahead and was put right."""

from typing import Annotated

import typer

from vijfveld.site.commands.words import _, refuse

app = typer.Typer(no_args_is_help=True, help=_("De klok: tonen, en aannemen nadat hij te ver vooruit stond."))


@app.command("show", help=_("Toon de klok van de node en het moment van de laatste post."))
def show() -> None:
    """Show what time the node thinks it is, and how late it was at its last entries."""
    from vijfveld.site.commands.starting import start_site

    start_site()
    from vijfveld.law.timekeeping import behind_by, last_written
    from vijfveld.node import clock
    from vijfveld.site.commands.screen import say

    now, last = clock.now(), last_written()
    say(_("De klok: {now}"), now=_told(now))
    if last:
        say(_("De laatste post: {last}"), last=_told(last))
    if behind_by(now):
        say(_("De klok loopt achter. Tot de klok is aangenomen, bewaart de node niets."))


@app.command("accept", help=_("Neem de klok van nu aan; het register houdt bij hoe ver hij vooruit heeft gestaan."))
def accept(day: Annotated[str, typer.Argument(help=_("De dag van vandaag, zoals 2026-03-02."))]) -> None:
    """Open the node again, after whoever holds the machine said which day it is."""
    from vijfveld.site.commands.starting import start_site

    start_site()
    from django.utils.timezone import localdate

    from vijfveld.law.acts.keeping import accept_clock
    from vijfveld.site.commands.keeper import keeper
    from vijfveld.site.commands.screen import say

    caller = keeper()
    if day != localdate(caller.now).isoformat():
        refuse(_("Op de klok van deze node is het {now}, niet {day}. Zet eerst de klok goed."),
               now=_told(caller.now), day=day)  # fmt: skip
    accept_clock(caller)
    say(_("De klok is aangenomen. De node bewaart weer."))


def _told(moment: object) -> str:
    from django.utils.timezone import localtime

    return localtime(moment).isoformat(sep=" ", timespec="seconds")  # type: ignore[arg-type]
