# SPDX-License-Identifier: EUPL-1.2
"""CSV: UTF-8 with or without a mark, separated by semicolons, commas or tabs; read as a stream."""

import csv
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper

from django.utils.translation import gettext_lazy as _

from vijfveld.law.data.reading.tables import MOST_CHARACTERS, Row, Table, Unfit, headers_of

SEPARATORS = ";,\t"
UTF16 = (b"\xff\xfe", b"\xfe\xff")
csv.field_size_limit(4 * MOST_CHARACTERS)


def open_csv(content: bytes, *, name: str) -> Table:
    """The table in a CSV file; its sheet is called after the file."""
    _must_be_utf8(content)
    separator = _separator(content)
    first = next(_read(content, separator), None)
    headers = headers_of(first[1] if first else [])
    sheet = name.rpartition("/")[2][:100]

    def rows() -> Iterator[Row]:
        lines = _read(content, separator)
        next(lines)
        return lines

    return Table(sheet=sheet, sheets=(sheet,), headers=headers, read=rows)


def _must_be_utf8(content: bytes) -> None:
    if content.startswith(UTF16):
        raise Unfit(_("Dit bestand is opgeslagen als UTF-16. Sla het op als CSV UTF-8."))
    nul = content.find(b"\0")
    if nul >= 0:
        raise Unfit(_("Op regel {line} staat een leeg teken (NUL). Dit is geen CSV-bestand."), line=_line(content, nul))
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        sentence = _("Op regel {line} staat een teken dat niet te lezen is. Sla het bestand op als CSV UTF-8.")
        raise Unfit(sentence, line=_line(content, error.start)) from error


def _line(content: bytes, at: int) -> int:
    return content.count(b"\n", 0, at) + 1


def _separator(content: bytes) -> str:
    """The separator of which the first row holds most, outside quotes."""
    outside = content[:MOST_CHARACTERS].decode("utf-8", "ignore").lstrip("\ufeff").splitlines()[:1]
    plain = "".join(part for place, part in enumerate((outside or [""])[0].split('"')) if place % 2 == 0)
    return max(SEPARATORS, key=plain.count)


def _read(content: bytes, separator: str) -> Iterator[Row]:
    text = TextIOWrapper(BytesIO(content), encoding="utf-8-sig", newline="")
    reader = csv.reader(text, delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        sentence = _("Regel {line} is niet te lezen: een aanhalingsteken klopt niet, of een cel is veel te groot.")
        raise Unfit(sentence, line=line) from error
