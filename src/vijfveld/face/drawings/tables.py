# SPDX-License-Identifier: EUPL-1.2
"""The text equivalent of a drawing: a table that says in words what the drawing says in shapes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """One cell: its words, its address if it leads somewhere, whether it belongs under the row above."""

    text: str
    href: str = ""
    under: bool = False


@dataclass(frozen=True)
class Table:
    """A caption, the column headers, and rows as long as the headers."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: frozenset[int] = frozenset()
