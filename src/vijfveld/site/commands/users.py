# SPDX-License-Identifier: EUPL-1.2
"""`user`: people, their roles and how they sign in, for the keeper of the machine."""

import re
from typing import Annotated, Any

import typer

from vijfveld.site.commands.words import Stop, _

app = typer.Typer(no_args_is_help=True, help=_("Gebruikers: toevoegen, tonen, rollen, wachtwoord, tweede factor."))
Email = Annotated[str, typer.Argument(help=_("Het e-mailadres van de gebruiker."))]
Organisation = Annotated[str, typer.Option("--organisation", help=_("De code van de organisatie."))]


@app.command("add", help=_("Voeg een gebruiker toe."))
def add(
    email: Email,
    name: Annotated[str, typer.Option("--name", help=_("De naam."))] = "",
    organisation: Organisation = "",
    role: Annotated[list[str] | None, typer.Option("--role", help=_("Een rol; mag vaker."))] = None,
) -> None:
    """Add a person with roles; the password comes with `user password`. All that is wrong is told at once."""
    from vijfveld.site.commands.starting import start_site

    missing = _missing({"--name": name, "--organisation": organisation})
    if organisation or not missing:
        start_site()
    home, faults = _faults(email, organisation, role or [])
    if missing or faults or home is None:
        raise Stop("\n".join([*missing, *faults]), code=2 if missing else 1)
    from vijfveld.law.acts.people import add_person, give_mandate
    from vijfveld.node.roles import Role
    from vijfveld.site.commands.keeper import keeper
    from vijfveld.site.commands.screen import say

    roles = [Role(one) for one in role or []]
    person = add_person(keeper(), name=name, email=email, organisation=home.id)
    for one in roles:
        give_mandate(keeper(), person.id, organisation=home.id, role=one)
    say(_("{name} is toegevoegd. Geef nu een wachtwoord: vijfveld user password {email}"), name=name, email=email)


def _missing(options: dict[str, str]) -> list[str]:
    told = [_("Er ontbreekt iets: {name}.").format(name=name) for name, value in options.items() if not value.strip()]
    return [*told, _("Zo werkt het: {command} --help").format(command="vijfveld user add")] if told else []


def _faults(email: str, organisation: str, roles: list[str]) -> tuple[Any, list[str]]:
    """The organisation that a code names, and a sentence for each value that will not do."""
    from vijfveld.node.roles import Role

    faults, home = [], None
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", email):
        faults.append(_("Dit is geen e-mailadres: {email}.").format(email=email))
    choices = ", ".join(role.value for role in Role)
    faults += [
        _("{option} kent “{value}” niet. Kies uit: {choices}.").format(option="--role", value=one, choices=choices)
        for one in dict.fromkeys(roles) if one not in Role.values
    ]  # fmt: skip
    if organisation.strip():
        from vijfveld.site.people import is_taken, organisation_by

        home = organisation_by(organisation)
        if home is None:
            faults.append(
                _("Geen organisatie heeft de code {code}. Doe: vijfveld organisation list").format(code=organisation)
            )
        if is_taken(email):
            faults.append(_("Het adres {email} is al in gebruik.").format(email=email))
    return home, faults


@app.command("list", help=_("Toon de gebruikers en hun rollen."))
def show() -> None:
    """Show everyone who works with the node."""
    from vijfveld.site.commands.starting import start_site

    start_site()
    from vijfveld.site.commands.screen import table
    from vijfveld.site.people import overview

    table([_("Naam"), _("E-mailadres"), _("Organisatie"), _("Rollen"), _("Tweede factor")], overview())


@app.command("role", help=_("Geef een gebruiker een rol, of neem die terug."))
def role(
    email: Email,
    role: Annotated[str, typer.Argument(help=_("De rol, zoals liaison."))],
    organisation: Annotated[str, typer.Option("--organisation", help=_("De organisatie; anders de eigen."))] = "",
    end: Annotated[bool, typer.Option("--end", help=_("Neem de rol terug."))] = False,
) -> None:
    """Give or end one mandate."""
    from vijfveld.site.commands.starting import start_site

    start_site()
    from vijfveld.law.acts.people import give_mandate
    from vijfveld.node.roles import Role
    from vijfveld.site.commands.keeper import keeper, organisation_with, person_with
    from vijfveld.site.commands.screen import say
    from vijfveld.site.commands.setting_up import one_of
    from vijfveld.site.people import end_role

    chosen = one_of(Role, role, "ROLE")
    person = person_with(email)
    home = organisation_with(organisation).id if organisation else person.organisation_id
    if end:
        ended = end_role(keeper, person=person.id, organisation=home, role=chosen)
        say(_("Rollen teruggenomen: {ended}."), ended=ended)
        return
    give_mandate(keeper(), person.id, organisation=home, role=chosen)
    say(_("De rol is gegeven."))


@app.command("password", help=_("Geef een gebruiker een nieuw wachtwoord; alle sessies eindigen."))
def password(
    email: Email,
    generate: Annotated[bool, typer.Option("--generate", help=_("Maak zelf een wachtwoord en toon het."))] = False,
) -> None:
    """Set a password, typed twice or made up here."""
    from vijfveld.site.commands.starting import start_site

    start_site()
    import secrets

    from vijfveld.site.commands.keeper import keeper, person_with
    from vijfveld.site.commands.screen import say
    from vijfveld.site.people import set_password

    person = person_with(email)
    fresh = secrets.token_urlsafe(15) if generate else _typed()
    set_password(keeper(), person, password=fresh)
    say(_("Het wachtwoord is gewijzigd en alle sessies zijn beëindigd."))
    if generate:
        say(_("Nieuw wachtwoord: {password}"), password=fresh)


def _typed() -> str:
    fresh: str = typer.prompt(_("Nieuw wachtwoord"), hide_input=True, confirmation_prompt=_("Nog een keer"))
    return fresh


@app.command("reset-mfa", help=_("Verwijder de tweede factoren van een gebruiker; alle sessies eindigen."))
def reset_mfa(email: Email) -> None:
    """Remove second factors and passkeys, for someone who lost them."""
    from vijfveld.site.commands.starting import start_site

    start_site()
    from vijfveld.site.commands.keeper import keeper, person_with
    from vijfveld.site.commands.screen import say
    from vijfveld.site.people import remove_second_factors

    removed = remove_second_factors(keeper(), person_with(email))
    say(
        _("Verwijderde tweede factoren: {removed}. De gebruiker stelt er bij het aanmelden een nieuwe in."),
        removed=removed,
    )
