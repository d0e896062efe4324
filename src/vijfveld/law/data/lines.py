# SPDX-License-Identifier: EUPL-1.2
"""From the rows of a file to rows that can be brought: columns found, cells read, doubles named, all at once."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from vijfveld.law.data.columns import Column, Unreadable
from vijfveld.law.data.declaring import EXTERNAL, OWN, SOURCE, DataType, Given
from vijfveld.law.data.reading.tables import Row, Table

Mapped = Mapping[str, str]
"""By the name of a datum, the header of the column in which it stands."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell or a row; a conflict is a row that is there and says something else now."""

    sheet: str
    row: int
    column: str
    sentence: str
    conflict: bool = False

    def stored(self) -> list[Any]:
        """The problem as an import keeps it."""
        return [self.sheet, self.row, self.column, self.sentence, self.conflict]


@dataclass(frozen=True)
class Faulty:
    """A row that cannot be brought."""

    number: int
    problems: list[Problem]


Line = Given | Faulty


def guess(data_type: DataType, headers: tuple[str, ...], *, saved: Mapped | None = None) -> dict[str, str]:
    """Which header is which datum: as it was saved, else by its name in either language."""
    known = set(headers)
    if saved and set(saved.values()) <= known:
        return dict(saved)
    by_header = {header.casefold().replace(" ", "_"): header for header in headers if header}
    found: dict[str, str] = {}
    for column in data_type.all_columns:
        header = next((by_header[name] for name in sorted(column.headers) if name in by_header), None)
        if header is not None:
            found[column.name] = header
    return found


def mapping_problems(data_type: DataType, columns: Mapped, headers: tuple[str, ...]) -> dict[str, str]:
    """What is wrong with a choice of columns, by datum."""
    problems = {
        column.name: _("Kies de kolom waarin “{name}” staat.").format(name=column.header)
        for column in data_type.all_columns if column.required and not columns.get(column.name)
    }  # fmt: skip
    chosen = [header for header in columns.values() if header]
    for name, header in columns.items():
        if header and header not in headers:
            problems[name] = _("De kolom “{header}” staat niet in het bestand.").format(header=header)
        elif header and chosen.count(header) > 1:
            problems[name] = _("De kolom “{header}” is meer dan eens gekozen.").format(header=header)
    return problems


class Lines:
    """The rows of a table as rows of a type. One pass keeps only the external ids, to name doubles."""

    def __init__(self, data_type: DataType, table: Table, columns: Mapped, *, source: str) -> None:
        self.table = table
        self.source = source
        places = {header: place for place, header in enumerate(table.headers) if header}
        by_name = {column.name: column for column in data_type.all_columns}
        self.columns = [(places[header], by_name[name]) for name, header in columns.items() if header in places]
        self.external_header = columns.get(EXTERNAL.name, EXTERNAL.header)
        self.unique = [(column, columns[column.name]) for column in data_type.columns
                       if column.name in data_type.unique and columns.get(column.name)]  # fmt: skip
        self._seen: dict[tuple[str, ...], int] = {}

    def __iter__(self) -> Iterator[Line]:
        self._seen = {}
        return map(self._line, self.table.rows())

    def _line(self, row: Row) -> Line:
        number, cells = row
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        width = len(cells)
        for place, column in self.columns:
            try:
                values[column.name] = column.read(cells[place] if place < width else None)
            except Unreadable as error:
                problems.append(self._problem(number, self.table.headers[place], str(error.sentence)))
        source, external = values.pop(SOURCE.name, None) or self.source, values.pop(EXTERNAL.name, None)
        given = Given(number, source, external or "", values)
        problems += self._doubles(given)
        if problems:
            return Faulty(number, problems)
        given.digest = _digest(given)
        return given

    def _doubles(self, given: Given) -> list[Problem]:
        keys: list[tuple[tuple[str, ...], str]] = []
        if given.external:
            keys.append(((given.source, given.external), self.external_header))
        for column, header in self.unique:
            if given.values.get(column.name):
                keys.append(((column.name, "", str(given.values[column.name]).casefold()), header))
        firsts = [(self._seen.setdefault(key, given.number), header) for key, header in keys]
        sentence = _("Dit staat ook al op regel {row}. Elke regel heeft een eigen sleutel.")
        return [
            self._problem(given.number, header, sentence.format(row=first))
            for first, header in firsts if first != given.number
        ]  # fmt: skip

    def _problem(self, row: int, header: str, sentence: str) -> Problem:
        return Problem(self.table.sheet, row, header, sentence)

    def refused(self, given: Given, problems: Mapping[str, Any], headers: Mapping[str, str]) -> Faulty:
        """A row that an act refuses, with its sentences beside the columns they are about."""
        said = [self._problem(given.number, headers.get(name, ""), str(text)) for name, text in problems.items()]
        return Faulty(given.number, said)


def _digest(given: Given) -> str:
    return hashlib.sha256(repr(sorted(given.values.items())).encode()).hexdigest()


def column_named(data_type: DataType, name: str) -> Column | None:
    """The column of a datum."""
    return next((column for column in data_type.all_columns if column.name == name), None)


__all__ = ["OWN", "Faulty", "Line", "Lines", "Mapped", "Problem", "column_named", "guess", "mapping_problems"]
