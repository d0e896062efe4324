# SPDX-License-Identifier: EUPL-1.2
"""`organisation`: the first partners of a node, before there is anyone who could sign in and add them."""

from typing import Annotated

import typer

from vijfveld.site.commands.words import _

app = typer.Typer(no_args_is_help=True, help=_("Organisaties: toevoegen en tonen."))


@app.command("add", help=_("Voeg een organisatie toe."))
def add(
    code: Annotated[str, typer.Argument(help=_("Een vaste sleutel, bij gemeenten de CBS-code."))],
    name: Annotated[str, typer.Argument(help=_("De naam."))],
    sort: Annotated[str, typer.Option("--sort", help=_("Het soort organisatie."))] = "municipality",
    discipline: Annotated[str, typer.Option("--discipline", help=_("De kant van het netwerk."))] = "social",
    reach: Annotated[str, typer.Option("--reach", help=_("Lokaal, nationaal of internationaal."))] = "local",
) -> None:
    """Add a partner as the keeper of the machine."""
    from vijfveld.site.commands.starting import start_site

    start_site()
    from vijfveld.law.acts.people import add_organisation
    from vijfveld.node.roles import Discipline, OrganisationKind, Reach
    from vijfveld.site.commands.keeper import keeper
    from vijfveld.site.commands.screen import say
    from vijfveld.site.commands.setting_up import one_of

    about = {
        "sort": one_of(OrganisationKind, sort, "--sort"),
        "discipline": one_of(Discipline, discipline, "--discipline"),
        "reach": one_of(Reach, reach, "--reach"),
    }
    add_organisation(keeper(), code=code, name=name, **about)
    say(_("“{name}” is toegevoegd."), name=name)


@app.command("list", help=_("Toon de organisaties."))
def show() -> None:
    """Show all partners with their codes."""
    from vijfveld.site.commands.starting import start_site

    start_site()
    from vijfveld.node.models import Organisation
    from vijfveld.site.commands.screen import table

    rows = Organisation.objects.order_by("name")
    table([_("Code"), _("Naam"), _("Soort")], [[row.code, row.name, str(row.get_sort_display())] for row in rows])
