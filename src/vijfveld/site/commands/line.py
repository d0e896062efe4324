# SPDX-License-Identifier: EUPL-1.2
"""The tree of commands, and what becomes of a fault: a sentence, or with `--debug` the whole trace."""

import sys
from typing import Annotated, Any

import typer

from vijfveld import __version__
from vijfveld.site.commands import (
    checking,
    clocks,
    data,
    ledgers,
    organisations,
    running,
    saving,
    setting_up,
    users,
)
from vijfveld.site.commands.faults import sentence_for
from vijfveld.site.commands.misuse import is_misuse, sentence_of
from vijfveld.site.commands.words import LANGUAGES, Stop, _, debugging, refuse

app = typer.Typer(
    name="vijfveld", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_("Vijfveld: de contraterrorismestrategie als werkend systeem. VIJFVELD_HOME noemt de datamap."),
)  # fmt: skip


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"vijfveld {__version__}")
        raise typer.Exit


def _known_language(named: str) -> str:
    if named not in LANGUAGES:
        refuse(_("--language kent “{value}” niet. Kies uit: {choices}."), value=named, choices=", ".join(LANGUAGES))
    return named


@app.callback()
def options(
    language: Annotated[
        str, typer.Option(callback=_known_language, help=_("De taal van dit programma: nl of en."))
    ] = "nl",
    debug: Annotated[bool, typer.Option("--debug", help=_("Toon bij een fout alles wat er bekend is."))] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help=_("Toon de versie."))
    ] = False,
) -> None:
    """What holds for every command; language and debug are read before the commands are."""


setting_up.join(app)
running.join(app)
checking.join(app)
app.add_typer(ledgers.app, name="ledger")
saving.join(app)
data.join(app)
app.add_typer(users.app, name="user")
app.add_typer(organisations.app, name="organisation")
app.add_typer(clocks.app, name="clock")


def run(arguments: list[str] | None = None) -> None:
    """Do one command and leave; never with a trace unless that was asked for."""
    sys.exit(_outcome(arguments))


def _outcome(arguments: list[str] | None) -> int:
    from vijfveld.site.commands.screen import complain

    try:
        code: Any = app(args=arguments, standalone_mode=False, prog_name="vijfveld")
    except Stop as stop:
        complain(str(stop))
        return stop.code
    except (typer.Abort, KeyboardInterrupt):
        complain(_("Afgebroken."))
        return 130
    except Exception as error:
        if is_misuse(error):
            complain(sentence_of(error))
            return 2
        if debugging():
            raise
        complain(sentence_for(error))
        return 1
    return code if isinstance(code, int) else 0
