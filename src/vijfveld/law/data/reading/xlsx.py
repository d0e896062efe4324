# SPDX-License-Identifier: EUPL-1.2
"""XLSX: one sheet of a workbook, read as a stream; formulas and merged cells are named, never guessed at."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from vijfveld.law.data.reading.tables import (
    MOST_COLUMNS,
    MOST_ROWS,
    Formula,
    Row,
    Table,
    Unfit,
    headers_of,
    too_long,
)  # fmt: skip
from vijfveld.law.data.reading.zips import BROKEN, Looked, look_into

HELP_SHEETS = {"uitleg", "keuzes", "help", "choices"}
"""Sheets of our own templates that hold no data."""
BAD = (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, IndexError, AttributeError, SyntaxError)


def open_xlsx(content: bytes, *, sheet: str = "") -> Table:
    """The table on a sheet: the one named, else the first that is no explanation."""
    looked = look_into(content)
    book = _workbook(content)
    names = tuple(one.title for one in book.worksheets if one.title.casefold() not in HELP_SHEETS)
    chosen = _chosen(names, sheet)
    _must_be_plain(book[chosen], chosen, looked)
    first = next(_read(book[chosen], most=1), (1, []))
    return Table(chosen, names, headers_of(first[1]), lambda: _rows(content, chosen))


def _workbook(content: bytes) -> Any:
    try:
        return load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
    except BAD as error:
        raise Unfit(BROKEN) from error


def _chosen(names: tuple[str, ...], sheet: str) -> str:
    if not names:
        raise Unfit(_("Deze werkmap heeft geen blad met gegevens."))
    if sheet and sheet not in names:
        raise Unfit(
            _("Dit blad is er niet: {sheet}. Er is wel: {names}."), sheet=sheet[:60], names=", ".join(names)[:300]
        )
    return sheet or names[0]


def _must_be_plain(sheet: Any, name: str, looked: dict[str, Looked]) -> None:
    seen = looked.get(str(sheet._worksheet_path).lstrip("/"), Looked())
    if seen.rows > MOST_ROWS + 1:
        raise too_long()
    if seen.merged:
        sentence = _("Op blad “{sheet}” zijn cellen samengevoegd: {cells}. Splits ze; elke regel heeft eigen cellen.")
        raise Unfit(sentence, sheet=name, cells=", ".join(seen.merged[:5]))


def _rows(content: bytes, name: str) -> Iterator[Row]:
    rows = _read(_workbook(content)[name])
    next(rows, None)
    return rows


def _read(sheet: Any, *, most: int | None = None) -> Iterator[Row]:
    sheet.reset_dimensions()
    try:
        for number, cells in enumerate(sheet.iter_rows(max_row=most, max_col=MOST_COLUMNS + 1), start=1):
            yield number, [Formula if cell.data_type == "f" else cell.value for cell in cells]
    except BAD as error:
        raise Unfit(BROKEN) from error
