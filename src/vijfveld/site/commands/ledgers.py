# SPDX-License-Identifier: EUPL-1.2
"""`ledger`: exporting, signing and proving need the node; `verify` needs nothing but the file."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vijfveld.site.commands.targets import Over, check_target
from vijfveld.site.commands.words import _, refuse

if TYPE_CHECKING:
    from vijfveld.methods.ledgerfile import Report
    from vijfveld.methods.notes import VerifierKey
    from vijfveld.site.commands.screen import Moved

app = typer.Typer(no_args_is_help=True, help=_("Het register: uitvoeren, ijken, bewijzen en controleren."))
File = Annotated[Path, typer.Argument(help=_("Het bestand."))]


@app.command("export", help=_("Schrijf het hele register naar een bestand."))
def export(file: File, over: Over = False) -> None:
    """Write an export that anyone can check offline."""
    from vijfveld.site.commands.starting import start_site

    check_target(file, over=over)
    start_site()
    from vijfveld.law.ledger import bring_up_to_date
    from vijfveld.law.ledger import export as lines
    from vijfveld.node import clock
    from vijfveld.site.backups.archive import appearing
    from vijfveld.site.commands.screen import progress, say

    signed = bring_up_to_date(clock.now())
    with progress(_("Register schrijven")) as moved, appearing(file) as temporary, temporary.open("w") as target:
        target.writelines(lines(signed, moved=moved))
    say(_("{file} is klaar: {size} posten."), file=file, size=signed.size)


@app.command("checkpoint", help=_("Toon of bewaar het ijkpunt van nu."))
def checkpoint(
    file: Annotated[Path | None, typer.Argument(help=_("Waar het ijkpunt komt; anders op het scherm."))] = None,
    over: Over = False,
) -> None:
    """Sign the tree as it stands."""
    from vijfveld.site.commands.starting import start_site

    check_target(file, over=over)
    start_site()
    from vijfveld.law.ledger import bring_up_to_date
    from vijfveld.node import clock

    _give(bring_up_to_date(clock.now()).note, file)


@app.command("key", help=_("Toon de sleutel waarmee anderen dit register controleren."))
def key() -> None:
    """Print the verifier key of this node."""
    from vijfveld.site.commands.starting import start_site

    start_site()
    from vijfveld.law.sealer import verifier_key
    from vijfveld.node import clock

    _give(f"{verifier_key(clock.now())}\n", None)


@app.command("prove", help=_("Bewijs dat een post in het register staat."))
def prove(
    entry: Annotated[str, typer.Argument(metavar=_("URN|NUMMER"), help=_("De urn van een stuk of het nummer."))],
    file: Annotated[Path | None, typer.Argument(help=_("Waar het bewijs komt; anders op het scherm."))] = None,
    over: Over = False,
) -> None:
    """Write the proof of one entry."""
    from vijfveld.site.commands.starting import start_site

    check_target(file, over=over)
    start_site()
    from vijfveld.law.ledger import bring_up_to_date, proof_of
    from vijfveld.law.refusals import NotThere
    from vijfveld.node import clock

    signed = bring_up_to_date(clock.now())
    try:
        _give(proof_of(entry, signed=signed), file)
    except NotThere:
        refuse(_("Het register heeft geen post voor {entry}."), entry=entry)


@app.command("verify", help=_("Controleer een uitvoer of een bewijs, zonder node en zonder netwerk."))
def verify(
    file: File,
    checkpoint: Annotated[
        Path | None, typer.Option("--checkpoint", help=_("Een ijkpunt dat u eerder bewaarde."))
    ] = None,
    older: Annotated[Path | None, typer.Option("--older", help=_("Een uitvoer die u eerder bewaarde."))] = None,
    key: Annotated[list[str] | None, typer.Option("--key", help=_("Een sleutel die u vertrouwt; mag vaker."))] = None,
) -> None:
    """Check a file; leave with 1 and name the entries when something in it was changed."""
    from vijfveld.site.commands.screen import progress

    keys = [_key(text) for text in key or []]
    with file.open(encoding="utf-8", errors="replace") as lines:
        start = lines.read(200)
    if '"proof"' in start or start.startswith('{"schema":1,"position"'):
        return _verify_proof(file, keys)
    with progress(_("Register controleren")) as moved:
        report = _report(file, checkpoint, older, keys, moved)
    _tell(report)


def _report(
    file: Path, checkpoint: Path | None, older: Path | None, keys: list["VerifierKey"], moved: "Moved"
) -> "Report":
    from vijfveld.methods.ledgerfile import NodesRefused, read_known
    from vijfveld.methods.ledgerfile import verify as check
    from vijfveld.methods.notes import NoteError

    nodes = None
    if older is not None:
        try:
            with older.open(encoding="utf-8", errors="replace") as lines:
                nodes = read_known(lines, keys=keys or [_key_in(older)])
        except (NodesRefused, NoteError) as error:
            refuse(_("De oudere uitvoer is niet te vertrouwen: {error}"), error=error)
    old = checkpoint.read_text(encoding="utf-8", errors="replace") if checkpoint else None
    with file.open(encoding="utf-8", errors="replace", newline="\n") as lines:
        return check(_followed(lines, file.stat().st_size, moved), verifier_keys=keys, old_checkpoint=old, nodes=nodes)


def _followed(lines: Iterable[str], total: int, moved: "Moved") -> Iterator[str]:
    done = 0
    for number, line in enumerate(lines):
        done += len(line)
        if number % 2000 == 0:
            moved(done, total)
        yield line


def _tell(report: "Report") -> None:
    from vijfveld.site.commands.screen import complain, say
    from vijfveld.site.faultwords import sentences

    if not report.key_trusted:
        say(_("De sleutel komt uit het bestand zelf. Vergelijk hem met de sleutel van de beheerder (--key)."))
    if report.ok:
        say(_("Het register klopt: {size} posten van {origin}."), size=report.size, origin=report.origin)
        return
    complain(_("Het register klopt niet."))
    for sentence in sentences(report, _):
        complain(f"- {sentence}")
    if report.left_out:
        complain(_("En nog {count} andere fouten.").format(count=report.left_out))
    raise typer.Exit(1)


def _verify_proof(file: Path, keys: list["VerifierKey"]) -> None:
    from vijfveld.methods.ledgerfile import ProofFileRefused, verify_proof
    from vijfveld.site.commands.screen import say

    if not keys:
        refuse(_("Een bewijs controleert u met de sleutel van het register: --key. Vraag die aan de beheerder."))
    try:
        proven = verify_proof(file.read_text(encoding="utf-8", errors="replace"), keys=keys)
    except ProofFileRefused as error:
        refuse(_("Het bewijs klopt niet. {error}"), error=error)
    origin = proven.checkpoint.checkpoint.origin
    say(_("Het bewijs klopt: post {position} staat in {origin}."), position=proven.position, origin=origin)


def _key(text: str) -> "VerifierKey":
    from vijfveld.methods.notes import NoteError, VerifierKey

    try:
        return VerifierKey.parse(text)
    except NoteError:
        refuse(_("Dit is geen sleutel van een register: “{text}”. De beheerder toont hem met: vijfveld ledger key"),
               text=text)  # fmt: skip


def _key_in(export: Path) -> "VerifierKey":
    from vijfveld.methods.ledgerfile import Header, MalformedLine

    with export.open(encoding="utf-8", errors="replace") as lines:
        try:
            return Header.parse(next(lines, "").removesuffix("\n")).key
        except MalformedLine as error:
            refuse(_("De oudere uitvoer is niet te lezen: {error}"), error=error)


def _give(text: str, file: Path | None) -> None:
    if file is None:
        sys.stdout.write(text)
        return
    from vijfveld.site.commands.screen import say

    file.write_text(text, encoding="utf-8")
    say(_("{file} is klaar."), file=file)
