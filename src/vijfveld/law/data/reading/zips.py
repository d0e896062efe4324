# SPDX-License-Identifier: EUPL-1.2
"""A look into a workbook before it is opened: bombs, locks, macros, merged cells and sheets that are too long.

The sizes are checked twice: as the list of parts states them, and as they turn out while each part is unpacked, a
piece at a time, so that memory stays the same whatever the file holds.
"""

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO

from django.utils.translation import gettext_lazy as _

from vijfveld.law.data.reading.tables import MOST_ROWS, Unfit, too_long

MOST_UNPACKED = 200_000_000
MOST_TEXTS = 40_000_000
"""Bytes of the shared texts of a workbook, which are held in memory."""
MOST_LOADED = 4_000_000
"""Bytes of any other part: styles and lists of parts are loaded whole, at many times their size. Pictures are not."""
MOST_ROW = 4_000_000
"""Bytes of one row, which is loaded whole: a hundred cells of the longest text fit."""
MOST_PARTS = 1_000
PIECE = 1 << 16
LAP = 64
TEXTS = "xl/sharedStrings.xml"
MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z0-9:]{1,20})"')
ROW = re.compile(rb"<(?:\w+:)?row[ />]")
NOT_PLAIN = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
BOMB = _("Dit bestand wordt bij het uitpakken veel te groot. Het is niet gelezen.")
BROKEN = _("Dit is geen leesbare werkmap. Open het bestand en sla het opnieuw op als .xlsx.")


@dataclass
class Looked:
    """What was seen of one part: how large, how many rows, which cells are merged."""

    size: int = 0
    rows: int = 0
    row_began: int = 0
    merged: list[str] = field(default_factory=list)


def look_into(content: bytes) -> dict[str, Looked]:
    """What the parts of a workbook hold. Raises Unfit when it should not be opened."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            entries = parts.infolist()
            _look_at_list(entries)
            return _look_at_parts(parts, entries)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, OSError) as error:
        raise Unfit(BROKEN) from error


def _look_at_list(entries: list[zipfile.ZipInfo]) -> None:
    names = {entry.filename for entry in entries}
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Unfit(BOMB)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unfit(_("Dit bestand is versleuteld. Sla het op zonder wachtwoord."))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unfit(_("Dit bestand bevat macro’s. Sla het op als gewone werkmap (.xlsx)."))
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Unfit(_("Dit is een zip-bestand, maar geen werkmap. Kies een bestand van het soort XLSX of CSV."))


def _look_at_parts(parts: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, Looked]:
    found: dict[str, Looked] = {}
    unpacked = 0
    for entry in entries:
        seen = found[entry.filename] = Looked()
        with parts.open(entry) as part:
            _look_at_part(part, entry.filename, seen, left=MOST_UNPACKED - unpacked)  # type: ignore[arg-type]
        unpacked += seen.size
    return found


def _look_at_part(part: zipfile.ZipExtFile, name: str, seen: Looked, *, left: int) -> None:
    sheet, tail = name.startswith("xl/worksheets/"), b""
    most = min(left, _most_of(name, sheet=sheet))
    while piece := part.read(PIECE):
        seen.size += len(piece)
        if seen.size > most:
            raise Unfit(BOMB)
        window = tail + piece
        if NOT_PLAIN.search(window):
            raise Unfit(_("Dit bestand bevat meer dan gegevens (DOCTYPE of ENTITY). Het is niet gelezen."))
        tail = window[-LAP:]
        if sheet:
            _look_at_rows(window, len(window) - len(piece), seen)


def _most_of(name: str, *, sheet: bool) -> int:
    """How large a part may be; pictures and what else is never opened may be as large as all together."""
    if sheet or name.startswith("xl/media/"):
        return MOST_UNPACKED
    return MOST_TEXTS if name == TEXTS else MOST_LOADED


def _look_at_rows(window: bytes, lap: int, seen: Looked) -> None:
    """Count what ends in the new piece; what ended in the lap was counted before."""
    began = [match.end() for match in ROW.finditer(window) if match.end() > lap]
    seen.rows += len(began)
    if began:
        seen.row_began = seen.size - len(window) + began[-1]
    if seen.size - seen.row_began > MOST_ROW:
        raise Unfit(BOMB)
    if seen.rows > 12 * MOST_ROWS:
        raise too_long()
    if len(seen.merged) < 5:
        seen.merged += [match[1].decode() for match in MERGED.finditer(window) if match.end() > lap]
