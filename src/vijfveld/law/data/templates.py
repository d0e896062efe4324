# SPDX-License-Identifier: EUPL-1.2
"""The template of a type: a sheet with its headers and choices, and a sheet that explains each column."""

from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from vijfveld.law.data.declaring import DataType
from vijfveld.law.data.taking import MARK, headers

LAST = 10_000
"""To which row the lists of choices reach."""
HEAD = PatternFill("solid", fgColor="E8E4DA")


def xlsx_template(data_type: DataType) -> bytes:
    """An empty workbook to fill in."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(str(data_type.title)[:31])
    help_sheet, choices = book.create_sheet(_("Uitleg")), book.create_sheet(_("Keuzes"))
    sheet.append(headers(data_type))
    sheet.freeze_panes = "A2"
    help_sheet.append([_("Kolom"), _("Verplicht"), _("Vorm"), _("Uitleg")])
    for place, column in enumerate(data_type.all_columns, start=1):
        letter = get_column_letter(place)
        head = sheet[f"{letter}1"]
        head.font, head.fill = Font(bold=column.required), HEAD
        sheet.column_dimensions[letter].width = max(len(column.header) + 4, 16)
        needed = _("ja") if column.required else _("nee")
        help_sheet.append([column.header, needed, str(column.sort.says), str(column.help)])
        _offer(sheet, choices, place, column.sort.offers())
    _dress(help_sheet)
    choices.sheet_state = "hidden"
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _offer(sheet, choices, place: int, words: list[str]) -> None:  # type: ignore[no-untyped-def]
    """Let a column offer its choices from the hidden sheet, whatever their length."""
    if not words:
        return
    letter = get_column_letter(place)
    for number, word in enumerate(words, start=1):
        choices[f"{letter}{number}"] = word
    rule = DataValidation("list", formula1=f"'{choices.title}'!${letter}$1:${letter}${len(words)}", allow_blank=True)
    rule.error, rule.errorTitle = _("Kies iets uit de lijst."), _("Niet in de lijst")
    rule.showErrorMessage = True
    rule.add(f"{letter}2:{letter}{LAST}")
    sheet.add_data_validation(rule)


def _dress(sheet) -> None:  # type: ignore[no-untyped-def]
    for letter, width in zip("ABCD", (24, 12, 28, 90), strict=True):
        sheet.column_dimensions[letter].width = width
        sheet[f"{letter}1"].font, sheet[f"{letter}1"].fill = Font(bold=True), HEAD
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def csv_template(data_type: DataType, *, language: str = "nl") -> str:
    """A CSV file with only the headers."""
    return MARK + (";" if not language.startswith("en") else ",").join(headers(data_type)) + "\r\n"
