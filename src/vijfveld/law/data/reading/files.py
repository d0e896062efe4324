# SPDX-License-Identifier: EUPL-1.2
"""Which sort of file the bytes are, whatever its name says."""

from django.utils.translation import gettext_lazy as _

from vijfveld.law.data.reading.csvfile import open_csv
from vijfveld.law.data.reading.tables import MOST_BYTES, Table, Unfit
from vijfveld.law.data.reading.xlsx import open_xlsx

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
OTHERS = ((b"%PDF", "PDF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"{\\rtf", "RTF"))


def open_table(content: bytes, *, name: str, sheet: str = "") -> Table:
    """The table in a file. Raises Unfit with a sentence when the file cannot be used."""
    _must_have_a_size(content)
    if name.lower().endswith((".xlsm", ".xltm", ".xlam")):
        raise Unfit(_("Dit bestand kan macro’s bevatten. Sla het op als gewone werkmap (.xlsx)."))
    if content.startswith(OLE):
        raise Unfit(
            _("Dit bestand is versleuteld of van een oud Excel (.xls). Sla het zonder wachtwoord op als .xlsx.")
        )
    if content.startswith(ZIP):
        return open_xlsx(content, sheet=sheet)
    for sign, sort in OTHERS:
        if content.startswith(sign):
            raise Unfit(_("Dit is een {sort}-bestand. Kies een bestand van het soort XLSX of CSV."), sort=sort)
    if name.lower().endswith(".xlsx"):
        raise Unfit(_("Dit is geen leesbare werkmap. Open het bestand en sla het opnieuw op als .xlsx."))
    return open_csv(content, name=name)


def _must_have_a_size(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise Unfit(_("Dit bestand is groter dan {most} MB. Verdeel het."), most=MOST_BYTES // 1_000_000)
    if not content.strip():
        raise Unfit(_("Dit bestand is leeg."))
