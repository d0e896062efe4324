# SPDX-License-Identifier: EUPL-1.2
"""Taking data out: what one may see of a type, a page at a time, as CSV or XLSX, harmless for spreadsheets."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

from django.utils import translation
from openpyxl import Workbook

from vijfveld.law.data.columns import harmless
from vijfveld.law.data.declaring import DataType
from vijfveld.law.data.names import Names
from vijfveld.node.viewer import Viewer

PAGE = 500
MARK = "\ufeff"
"""By which a spreadsheet knows that the file is UTF-8."""
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def headers(data_type: DataType) -> list[str]:
    """The headers of a type, in the language of now."""
    return [column.header for column in data_type.all_columns]


def pages(data_type: DataType, viewer: Viewer) -> Iterator[list[list[Any]]]:
    """The cells of every record that the viewer may see, oldest first, a page at a time."""
    names, last, language = Names(viewer), None, translation.get_language() or "nl"
    while True:
        rows = data_type.rows(viewer).order_by("id")
        page = list((rows.filter(id__gt=last) if last else rows)[:PAGE])
        if not page:
            return
        last = page[-1].id
        with translation.override(language):
            cells = _cells(data_type, names, page)
        yield cells


def _cells(data_type: DataType, names: Names, page: list[Any]) -> list[list[Any]]:
    names.load(data_type, page)
    told = []
    for row in page:
        source, external = names.of(data_type.kind, row.id)
        names.near = source
        told.append([source, external, *(column.tell(row, names) for column in data_type.columns)])
    return [[_cell(cell) for cell in row] for row in told]


def _cell(cell: Any) -> Any:
    return harmless(NOT_IN_XML.sub("", cell)) if isinstance(cell, str) else cell


def csv_lines(head: list[str], taken: Iterable[list[list[Any]]], *, language: str = "nl") -> Iterator[str]:
    """A CSV file in pieces: UTF-8 with a mark; semicolons and decimal commas in Dutch, commas and points in English."""
    dutch = not language.startswith("en")
    yield MARK + _written([head], dutch=dutch)
    for page in taken:
        yield _written(page, dutch=dutch)


def _written(rows: Iterable[list[Any]], *, dutch: bool) -> str:
    text = StringIO()
    writer = csv.writer(text, delimiter=";" if dutch else ",", lineterminator="\r\n")
    for row in rows:
        writer.writerow([_as_text(cell, dutch=dutch) for cell in row])
    return text.getvalue()


def _as_text(cell: Any, *, dutch: bool) -> str:
    if cell is None or isinstance(cell, str):
        return cell or ""
    text = str(cell)
    return text.replace(".", ",") if dutch and not hasattr(cell, "year") else text


def write_xlsx(path: Path, data_type: DataType, taken: Iterable[list[list[Any]]], *, made: datetime) -> None:
    """Write a workbook to a file, row by row, so that memory stays the same whatever its length."""
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = made.replace(tzinfo=None)
    book.properties.creator = "Vijfveld"
    sheet = book.create_sheet(str(data_type.title)[:31])
    sheet.freeze_panes = "A2"
    sheet.append(headers(data_type))
    for page in taken:
        for row in page:
            sheet.append(row)
    book.save(path)
