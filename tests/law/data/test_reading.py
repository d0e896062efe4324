# SPDX-License-Identifier: EUPL-1.2
"""Files as people send them, and as attackers do: a sentence each, nothing guessed, memory that does not grow."""

import zipfile
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook

from vijfveld.law.data.columns import Column, Day, Number, Unreadable, Words, YesNo, harmless
from vijfveld.law.data.reading import Unfit, open_table
from vijfveld.law.data.reading.tables import MOST_ROWS, Formula

MIDNIGHT = datetime(2026, 12, 5)  # noqa: DTZ001
"""Spreadsheets know no time zones."""


def book(*rows: list, change=lambda book, sheet: None) -> bytes:
    made = Workbook()
    sheet = made.active
    sheet.title = "Blad"
    for row in rows:
        sheet.append(row)
    change(made, sheet)
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def zipped(**parts: bytes) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in {"[Content_Types].xml": b"<Types/>", **parts}.items():
            made.writestr(name, content)
    return written.getvalue()


def lied_about(content: bytes, size: int) -> bytes:
    """The same zip, whose list says that its largest part is smaller than it is."""
    real = max(entry.file_size for entry in zipfile.ZipFile(BytesIO(content)).infolist())
    return content.replace(real.to_bytes(4, "little"), size.to_bytes(4, "little"))


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_csv_is_read_whatever_its_separator_and_mark(separator, mark):
    text = f'naam{separator}"zin, met; teken"\r\nÉén{separator}"twee\nregels"\r\n\r\nDrie{separator}x\r\n'
    table = open_table(mark + text.encode(), name="a.csv")
    assert table.headers == ("naam", "zin, met; teken")
    assert list(table.rows()) == [(2, ["Één", "twee\nregels"]), (5, ["Drie", "x"])]


def test_a_workbook_gives_its_first_sheet_of_data_or_the_one_that_is_named():
    content = book(["a", "b"], [1, MIDNIGHT], change=lambda made, _s: made.create_sheet("Twee").append(["c"]))
    table = open_table(content, name="a.xlsx")
    assert (table.sheets, table.sheet, table.headers) == (("Blad", "Twee"), "Blad", ("a", "b"))
    assert [(number, cells[:2]) for number, cells in table.rows()] == [(2, [1, MIDNIGHT])]
    assert open_table(content, name="a.xlsx", sheet="Twee").headers == ("c",)


def test_a_formula_is_told_from_what_it_gives():
    table = open_table(book(["a"], ["=1+1"]), name="a.xlsx")
    assert next(table.rows())[1][0] is Formula


BAD = {
    "empty": (b"", "leeg", "a.csv"),
    "utf-16": ("naam;b".encode("utf-16"), "UTF-16", "a.csv"),
    "latin": ("naam\ncaf\u00e9".encode("latin-1"), "regel 2", "a.csv"),
    "nul": (b"naam\nx\0y", "regel 2", "a.csv"),
    "quote": (b'naam;b\n"x;y', "Regel 2", "a.csv"),
    "huge cell": (b'naam\n"' + b"x" * 200_000 + b'"', "veel te groot", "a.csv"),
    "doubled header": (b"naam;Naam\n1;2", "twee keer", "a.csv"),
    "no header": (b";;\n1;2", "eerste regel is leeg", "a.csv"),
    "pdf": (b"%PDF-1.7", "PDF", "a.csv"),
    "old excel": (b"\xd0\xcf\x11\xe0rest", "versleuteld", "a.xlsx"),
    "not a book": (b"PK\x03\x04rest", "geen leesbare werkmap", "a.xlsx"),
    "other zip": (zipped(**{"a.txt": b"x"}), "geen werkmap", "a.zip"),
    "macro name": (b"x", "macro", "a.xlsm"),
    "macro inside": (zipped(**{"xl/vbaProject.bin": b"x"}), "macro", "a.xlsx"),
    "doctype": (zipped(**{"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]>'}), "DOCTYPE", "a.xlsx"),
    "bomb": (zipped(**{"xl/media/a": bytes(210_000_000)}), "veel te groot", "a.xlsx"),
    "bomb of texts": (zipped(**{"xl/sharedStrings.xml": bytes(41_000_000)}), "veel te groot", "a.xlsx"),
    "bomb of styles": (zipped(**{"xl/styles.xml": b"<xf/>" * 1_000_000}), "veel te groot", "a.xlsx"),
    "bomb in one row": (
        zipped(**{"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": b"<row>" + b"<c/>" * 1_200_000}),
        "veel te groot", "a.xlsx",
    ),
    "bomb that lies": (lied_about(zipped(**{"xl/media/a": bytes(3_000_000)}), 10), "geen leesbare werkmap", "a.xlsx"),
    "merged": (book(["a", "b"], [1, 2], change=lambda _b, s: s.merge_cells("A2:B2")), "A2:B2", "a.xlsx"),
    "too long": (b"naam\n" + b"x\n" * (MOST_ROWS + 1), "100.000", "a.csv"),
    "a million rows": (
        zipped(**{"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": b"<row></row>" * 1_300_000}),
        "100.000", "a.xlsx",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_trusted_is_refused_with_a_sentence(name):
    content, words, called = BAD[name]
    with pytest.raises(Unfit, match=words) as refused:
        list(open_table(content, name=called).rows())
    assert str(refused.value).endswith(".")


def test_a_sheet_that_is_not_there_is_named_beside_those_that_are():
    with pytest.raises(Unfit, match="Blad"):
        open_table(book(["a"], [1]), name="a.xlsx", sheet="Weg")


@pytest.mark.parametrize(
    ("sort", "cell", "value"),
    [
        (Day(), "5-12-2026", date(2026, 12, 5)), (Day(), "2026-12-05", date(2026, 12, 5)),
        (Day(), MIDNIGHT, date(2026, 12, 5)), (Day(), "5/12/2026", date(2026, 12, 5)),
        (Number(), "0,5", Decimal("0.5")), (Number(), "0.5", Decimal("0.5")), (Number(), 2, Decimal(2)),
        (Number(), "1.234,5", Decimal("1234.5")), (Number(), "1,234.5", Decimal("1234.5")),
        (YesNo(), "Ja", True), (YesNo(), False, False), (Words(), 3.0, "3"),
    ],
)  # fmt: skip
def test_cells_are_read_as_people_write_them(sort, cell, value):
    assert Column("a", "a", "a", "", sort).read(cell) == value


@pytest.mark.parametrize(
    ("sort", "cell", "words"),
    [
        (Day(), "12/25/2026", "maand vooraan"), (Day(), "5-12-26", "geen dag"), (Day(), 46000.0, "geen dag"),
        (Day(), "31-2-2026", "bestaat niet"), (Number(), "1.234", "duizend of een breuk"),
        (Number(), "veel", "geen getal"), (Number(), "1e9", "te groot"), (Number(), 0.123, "ten hoogste 2"),
        (Words(3), "lang", "te lang"), (Words(), "x" * 40_000, "te groot"), (Words(), "a\0b", "NUL"),
        (Words(), Formula, "formule"), (YesNo(), "misschien", "ja of nee"),
    ],
)  # fmt: skip
def test_cells_that_can_be_read_two_ways_or_none_are_refused(sort, cell, words):
    with pytest.raises(Unreadable, match=words) as refused:
        Column("a", "a", "a", "", sort).read(cell)
    assert str(refused.value.sentence).endswith(".")


@pytest.mark.parametrize("text", ["=1+1", "+31", "-x", "@som", "'=x", "''=x", "gewoon", "'s avonds"])
def test_what_is_made_harmless_comes_back_as_it_was(text):
    told = harmless(text)
    assert told[0] not in "=+-@"
    assert Column("a", "a", "a", "").read(told) == text
