# SPDX-License-Identifier: EUPL-1.2
"""`setup` and `migrate`: everything a node needs before it can serve; safe to repeat."""

from typing import Annotated, TypeVar

import typer

from vijfveld.site.commands.words import _, refuse

T = TypeVar("T")
NameOption = Annotated[str, typer.Option("--name", help=_("De naam van de node, zoals partners hem zien."))]
ProfileOption = Annotated[str, typer.Option("--profile", help=_("Waarvoor de node dient, zoals coordinator."))]
RegimeOption = Annotated[list[str] | None, typer.Option("--regime", help=_("Een regime voor persoonsgegevens."))]
CeilingOption = Annotated[str, typer.Option("--ceiling", help=_("De hoogste rubricering die de node aanneemt."))]
OinOption = Annotated[str, typer.Option("--oin", help=_("Het organisatie-identificatienummer."))]


def join(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("setup", help=_("Maak de node klaar: mappen, opslag, stijlbestanden, en de node zelf."))(setup)
    app.command("migrate", help=_("Werk de opslag bij na een nieuwe versie."))(migrate)


def setup(
    name: NameOption = "",
    profile: ProfileOption = "coordinator",
    regime: RegimeOption = None,
    ceiling: CeilingOption = "restricted",
    oin: OinOption = "",
) -> None:
    """Make folders, store, static files and, when a name is given and there is none yet, the node."""
    from vijfveld.site.commands.screen import say
    from vijfveld.site.commands.starting import start_site

    start_site(makes=True)
    from vijfveld.site import preparing

    prepare()
    if preparing.is_made():
        say(_("De node is klaar."))
    elif not name:
        say(_("De opslag is klaar. De node zelf is er nog niet. Doe nu: vijfveld setup --name “…” --profile …"))
    else:
        _make(name, profile=profile, regimes=regime or [], ceiling=ceiling, oin=oin)
        say(_("De node “{name}” is gemaakt. Voeg nu een organisatie en een gebruiker toe."), name=name)


def prepare() -> None:
    """Folders, store and static files, with their progress."""
    from vijfveld.site import preparing
    from vijfveld.site.commands.screen import progress

    preparing.make_folders()
    with progress(_("Opslag bijwerken")) as moved:
        preparing.migrate(moved)
    with progress(_("Stijlbestanden klaarzetten")):
        preparing.collect_static()


def _make(name: str, *, profile: str, regimes: list[str], ceiling: str, oin: str) -> None:
    from vijfveld.law.making import make_node
    from vijfveld.node import clock
    from vijfveld.node.keystore import keystore
    from vijfveld.node.roles import Classification, Profile, Regime

    chosen = one_of(Profile, profile, "--profile")
    held = tuple(one_of(Regime, regime, "--regime") for regime in regimes)
    highest = one_of(Classification, ceiling, "--ceiling")
    if chosen == Profile.COORDINATOR and held:
        refuse(_("Een node van de coördinator houdt plannen en aantallen en kan geen zaak bewaren. Laat --regime weg."))
    keystore()
    make_node(name=name, profile=chosen, now=clock.now(), regimes=held, ceiling=highest, oin=oin)


def one_of(kind: type[T], value: str, option: str) -> T:
    """The member of a closed list that a word names; refused with the choices when there is none."""
    try:
        return kind(value)  # type: ignore[call-arg]
    except ValueError:
        choices = ", ".join(choice.value for choice in kind)  # type: ignore[attr-defined]
        refuse(_("{option} kent “{value}” niet. Kies uit: {choices}."), option=option, value=value, choices=choices)


def migrate() -> None:
    """Bring the store up to this version; the ledger notes each migration."""
    from vijfveld.site.commands.screen import progress, say
    from vijfveld.site.commands.starting import start_site

    start_site(makes=True)
    from vijfveld.site import preparing

    with progress(_("Opslag bijwerken")) as moved:
        done = preparing.migrate(moved)
    say(_("Stappen gezet: {done}."), done=done) if done else say(_("De opslag was al bij."))
