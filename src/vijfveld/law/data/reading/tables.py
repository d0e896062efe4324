# SPDX-License-Identifier: EUPL-1.2
"""What every file comes down to: a sheet with headers and numbered rows; and what makes a file unfit."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 20_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 100
MOST_CHARACTERS = 32_767
"""What a cell of a spreadsheet can hold at most."""

Row = tuple[int, list[Any]]
"""The number of a row as a person sees it in the file, and its cells."""


class Unfit(Exception):
    """A file that cannot be used at all; `sentence` says why and what to do."""

    def __init__(self, sentence: Any, **facts: object) -> None:
        super().__init__(sentence)
        self.sentence = format_lazy(sentence, **facts) if facts else sentence

    def __str__(self) -> str:
        return str(self.sentence)


class Formula:
    """A cell that holds a formula, whose outcome nobody vouches for."""


@dataclass(frozen=True)
class Table:
    """One sheet: its name, its headers and its rows, which are read anew each time."""

    sheet: str
    sheets: tuple[str, ...]
    headers: tuple[str, ...]
    read: Callable[[], Iterator[Row]]

    def rows(self) -> Iterator[Row]:
        """The rows under the headers, empty ones left out. Raises Unfit when there are too many."""
        for count, (number, cells) in enumerate(self._filled(), start=1):
            if count > MOST_ROWS:
                raise too_long()
            yield number, cells

    def _filled(self) -> Iterator[Row]:
        return ((number, cells) for number, cells in self.read() if any(cell not in (None, "") for cell in cells))


def too_long() -> Unfit:
    """That a file has more rows than may be brought at once."""
    sentence = _("Dit bestand heeft meer dan {most} regels. Verdeel het over kleinere bestanden.")
    return Unfit(sentence, most=f"{MOST_ROWS:,}".replace(",", "."))


def headers_of(cells: list[Any]) -> tuple[str, ...]:
    """The headers, checked: there are some, none is there twice, there are not too many."""
    names = [("" if cell is None else str(cell)).strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not any(names):
        raise Unfit(_("De eerste regel is leeg. Zet daar de namen van de kolommen."))
    if len(names) > MOST_COLUMNS:
        raise Unfit(_("Dit bestand heeft meer dan {most} kolommen. Gebruik het sjabloon."), most=MOST_COLUMNS)
    lowered = [name.casefold() for name in names if name]
    doubled = sorted({name for name in lowered if lowered.count(name) > 1})
    if doubled:
        raise Unfit(_("Deze kolom staat er twee keer: {names}. Laat er één staan."), names=", ".join(doubled)[:200])
    return tuple(names)
