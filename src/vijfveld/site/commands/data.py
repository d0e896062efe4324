# SPDX-License-Identifier: EUPL-1.2
"""`import` and `export`: data in and out, by a person with a role, who shows it with a key of their own.

Whoever keeps the machine does not read content: without a key (VIJFVELD_TOKEN, from the account page) nothing opens.
"""

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from vijfveld.site.commands.words import Stop, _, refuse

What = Annotated[str, typer.Argument(metavar="TYPE", help=_("Het soort gegevens, zoals organisaties of vragen."))]
Who = Annotated[
    str, typer.Option("--as", help=_("Het e-mailadres van wie dit doet; de sleutel staat in VIJFVELD_TOKEN."))
]


def join(app: typer.Typer) -> None:
    """Add both commands."""
    app.command("import", help=_("Lees een bestand in."))(bring)
    app.command("export", help=_("Voer uit wat u mag zien."))(take)


def bring(
    what: What,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Een werkmap (.xlsx) of CSV."))],
    who: Who,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Kijk alleen na; sla niets op."))] = False,
    on_conflict: Annotated[str, typer.Option(help=_("stop, skip of update."))] = "stop",
    mapping: Annotated[str, typer.Option(help=_("De naam van een bewaarde keuze van kolommen."))] = "",
    source: Annotated[str, typer.Option(help=_("Het systeem waaruit de regels komen."))] = "eigen",
    sheet: Annotated[str, typer.Option(help=_("Het blad; anders het eerste."))] = "",
) -> int:
    """Check a file and, without problems, write it; gives 1 when there are problems."""
    from vijfveld.site.commands.starting import start_site

    start_site()
    from vijfveld.law.acts.importing import Reading, Upload, cancel_import, check_import, start_import, upload_file
    from vijfveld.law.data.running import bring as work
    from vijfveld.law.models import OnConflict
    from vijfveld.site.commands.screen import complain, progress, say

    if on_conflict not in OnConflict.values:
        refuse(_("Kies bij --on-conflict: stop, skip of update."))
    data_type, caller = _type("imports", what), _caller(who, "inlezen")
    upload = Upload(file.name, _content(file))
    table, columns = _table(data_type, upload, sheet, mapping, caller)
    made = upload_file(caller(), what, upload=upload)
    reading = Reading(table.sheet, columns, source)
    made = check_import(caller(), made.id, made.version, reading=reading, background=False)
    with progress(_("Nakijken")) as moved:
        made = work(made.id, told=moved)
    for place, row, column, sentence, _conflict in made.problems:
        complain(f"{place}, {row}, {column or '–'}: {sentence}")
    faulty = made.refused or made.because or (on_conflict == "stop" and made.problems)
    if dry_run or faulty:
        cancel_import(caller(), made.id)
        say(made.because or _("Er is niets opgeslagen."))
        return 1 if faulty else 0
    made = start_import(caller(), made.id, made.version, on_conflict=on_conflict, background=False)
    with progress(_("Inlezen")) as moved:
        made = work(made.id, told=moved)
    say(_("Nieuw {added}, bijgewerkt {updated}, ongewijzigd {same}, overgeslagen {skipped}, geweigerd {refused}."),
        added=made.added, updated=made.updated, same=made.same, skipped=made.skipped, refused=made.refused)  # fmt: skip
    if made.because:
        complain(made.because)
    return 1 if made.because else 0


def take(
    what: What,
    who: Who,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help=_("Waarheen; anders naar het scherm, als CSV."))
    ] = None,
) -> None:
    """Write what the person may see of a type, as CSV or by its name as XLSX."""
    from vijfveld.site.commands.starting import start_site

    start_site()
    from vijfveld.law.data.taking import csv_lines, headers, pages, write_xlsx
    from vijfveld.node import clock
    from vijfveld.site.commands.words import LANGUAGE

    data_type, caller = _type("exports", what), _caller(who, "uitvoeren")
    taken = pages(data_type, caller().viewer)
    if file is not None and file.suffix.lower() == ".xlsx":
        write_xlsx(file, data_type, taken, made=clock.now())
        return
    lines = csv_lines(headers(data_type), taken, language=LANGUAGE)
    if file is None:
        for line in lines:
            typer.echo(line, nl=False)
        return
    with file.open("w", encoding="utf-8", newline="") as written:
        written.writelines(lines)


def _type(slot: str, what: str) -> Any:
    from vijfveld.node import slots

    known = getattr(slots, slot)
    found = known.get(what)
    if found is None:
        refuse(_("Dit soort is er niet: {what}. Kies uit: {known}."), what=what,
               known=", ".join(code for code, _value in known.items()))  # fmt: skip
    return found


def _caller(email: str, scope: str) -> Any:
    """Makes callers for the person whose key was given; the address and the scope must fit the key."""
    from vijfveld.law.callers import Caller
    from vijfveld.law.tokens import holder_of
    from vijfveld.node import clock
    from vijfveld.site.commands.keeper import person_with

    secret = os.environ.get("VIJFVELD_TOKEN") or typer.prompt(_("Sleutel"), hide_input=True)
    held, person = holder_of(secret, clock.now()), person_with(email)
    if held is None or held[0].person_id != person.id:
        refuse(_("Deze sleutel is niet van {email}, of werkt niet meer."), email=email)
    if scope not in held[0].scopes:
        refuse(_("Deze sleutel is hier niet voor gemaakt. Maak er een die “{scope}” mag."), scope=scope)
    _must_open(*held)
    return lambda: Caller.person(held[1], now=clock.now())


def _must_open(token: Any, viewer: Any) -> None:
    """A key opens here what it opens in the API: for its own organisation, and while its owner has a second step."""
    from vijfveld.site.api.entering import NO_FACTOR, NO_MANDATE
    from vijfveld.site.signin import factor_is_missing

    if factor_is_missing(token.person_id):
        refuse(str(NO_FACTOR))
    if viewer.organisation != token.organisation_id:
        refuse(str(NO_MANDATE))


def _content(file: Path) -> bytes:
    from vijfveld.law.data.reading.tables import MOST_BYTES

    if file.stat().st_size > MOST_BYTES:
        refuse(_("Dit bestand is groter dan 20 MB. Verdeel het."))
    return file.read_bytes()


def _table(data_type: Any, upload: Any, sheet: str, mapping: str, caller: Any) -> tuple[Any, dict[str, str]]:
    from vijfveld.law.data.lines import guess, mapping_problems
    from vijfveld.law.data.reading import Unfit, open_table
    from vijfveld.law.models import ColumnMapping

    saved = None
    if mapping:
        viewer = caller().viewer
        rows = ColumnMapping.objects.visible_to(viewer).filter(organisation=viewer.organisation, what=data_type.code)
        saved = rows.filter(name=mapping).first()
        if saved is None:
            refuse(_("Er is geen bewaarde keuze van kolommen met de naam {mapping}."), mapping=mapping)
    try:
        table = open_table(upload.content, name=upload.name, sheet=sheet)
    except Unfit as unfit:
        raise Stop(str(unfit)) from unfit
    columns = guess(data_type, table.headers, saved=saved.columns if saved else None)
    problems = mapping_problems(data_type, columns, table.headers)
    if problems:
        raise Stop("\n".join(problems.values()))
    return table, columns
