# SPDX-License-Identifier: EUPL-1.2
"""From data frames of pandas to what the methods take, and back: tables, series by month, contacts, experiments.

A frame is refused with everything that is wrong with it at once: columns that are not there, figures that are missing,
pairs that occur twice or never, months that are skipped. Nothing is filled in unless asked for.
"""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from vijfveld.methods.adapters import need
from vijfveld.methods.discovery import Experiments
from vijfveld.methods.erosion import mixing_matrices
from vijfveld.methods.figures import BadFigures, Floats, Reading

if TYPE_CHECKING:
    from pandas import DataFrame

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?!\d)")
"""How a month begins in a text, a date, a moment or a period."""
MOST_NAMED = 5
"""How many places a sentence names before it says that there are more."""


class BadFrame(BadFigures):
    """A data frame that does not hold what was asked of it."""


class Table(NamedTuple):
    """Figures with a name for each row and column: (rows, columns)."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    figures: Floats


class Months(NamedTuple):
    """Series without gaps: their names, the months («2016-01» and on), and the figures (names, months)."""

    names: tuple[str, ...]
    months: tuple[str, ...]
    figures: Floats


class Mixed(NamedTuple):
    """Contacts between sides: the months, the sides, and the mixing matrices (months, sides, sides)."""

    months: tuple[str, ...]
    sides: tuple[str, ...]
    matrices: Floats


def table(frame: "DataFrame", *, row: str, column: str, figure: str) -> Table:
    """A table from a frame with one line for each row and column, such as payoffs by option and scenario.

    row, column, figure: the columns of the frame that hold them. Rows and columns keep the order in which they first
    occur. Raises BadFrame, also when a pair occurs twice or never.
    """
    _ask(frame, row, column, figure)
    rows, columns = _names(frame[row]), _names(frame[column])
    places = _places(frame[row], rows), _places(frame[column], columns)
    count = np.zeros((len(rows), len(columns)), dtype=np.int64)
    np.add.at(count, places, 1)
    with Reading(BadFrame) as reading:
        for wrong, said in ((count > 1, "twice or more"), (count == 0, "not at all")):
            pairs = [f"{rows[at]} / {columns[to]}" for at, to in np.argwhere(wrong).tolist()]
            reading.require(not pairs, f"These occur {said}: {_some(pairs)}.")
        given = _figures(reading, figure, frame[figure])
    figures = np.zeros(count.shape)
    figures[places] = given
    return Table(rows, columns, figures)


def table_frame(found: Table, *, row: str, column: str, figure: str) -> "DataFrame":
    """The frame that `table` reads: one line for each row and column."""
    return need("pandas").DataFrame(
        {
            row: np.repeat(np.array(found.rows, dtype=object), len(found.columns)),
            column: np.tile(np.array(found.columns, dtype=object), len(found.rows)),
            figure: np.asarray(found.figures).ravel(),
        }
    )


def wide(frame: "DataFrame") -> Table:
    """A table from a frame that already has its rows in the index and its columns beside it. Raises BadFrame."""
    rows, columns = (tuple(map(str, names)) for names in (frame.index, frame.columns))
    with Reading(BadFrame) as reading:
        for names, said in ((rows, "rows"), (columns, "columns")):
            reading.require(len(set(names)) == len(names), f"Two {said} have the same name.")
        figures = [_figures(reading, str(name), frame.iloc[:, at]) for at, name in enumerate(columns)]
        reading.agree(bool(figures) and bool(rows), "The frame is empty.")
    return Table(rows, columns, np.column_stack(figures))


def wide_frame(found: Table) -> "DataFrame":
    """The frame that `wide` reads."""
    return need("pandas").DataFrame(found.figures, index=list(found.rows), columns=list(found.columns))


def by_month(
    frame: "DataFrame", *, month: str, figure: str, name: str | None = None, absent: float | None = None
) -> Months:
    """Series by month from a ledger; several lines of one month are added up.

    month: a column of dates, periods or texts such as «2016-01»; figure: what is added; name: a column that tells
    series apart, without it there is one. absent: what a month without lines counts as, such as 0 for counts;
    without it such a month is refused. Raises BadFrame naming every month that is missing.
    """
    _ask(frame, month, figure, *([name] if name else []))
    at = _months(frame[month], month)
    names = _names(frame[name]) if name else (figure,)
    series = _places(frame[name], names) if name else np.zeros(len(frame), dtype=np.int64)
    first, last = int(at.min()), int(at.max())
    figures, lines = (np.zeros((len(names), last - first + 1)) for _ in range(2))
    with Reading(BadFrame) as reading:
        np.add.at(figures, (series, at - first), _figures(reading, figure, frame[figure]))
        np.add.at(lines, (series, at - first), 1)
        gaps = [f"{names[one]} {_text(first + gap)}" for one, gap in np.argwhere(lines == 0).tolist()]
        reading.require(absent is not None or not gaps, f"These months are missing: {_some(gaps)}.")
    return Months(
        names,
        tuple(_text(one) for one in range(first, last + 1)),
        np.where(lines == 0, 0.0 if absent is None else absent, figures),
    )


def months_frame(found: Months, *, month: str = "month", figure: str = "figure", name: str = "name") -> "DataFrame":
    """The frame that `by_month` reads: one line for each series and month."""
    return table_frame(Table(found.names, found.months, found.figures), row=name, column=month, figure=figure)


def contacts(
    frame: "DataFrame", *, month: str, one: str, other: str, side_of: Mapping[str, str], weight: str | None = None
) -> Mixed:
    """The mixing matrix of each month from a list of contacts between organisations, each counted in both directions.

    one, other: the columns that name the organisations; side_of: organisation → side; weight: a column, else 1 each.
    A month without contacts is all zeros. Raises BadFrame, naming organisations without a side, and BadContacts.
    """
    _ask(frame, month, one, other, *([weight] if weight else []))
    at = _months(frame[month], month)
    organisations, sides = tuple(side_of), tuple(dict.fromkeys(side_of.values()))
    unknown = {name for column in (one, other) for name in _names(frame[column])} - set(organisations)
    with Reading(BadFrame) as reading:
        reading.require(not unknown, f"These organisations have no side: {_some(sorted(unknown))}.")
        heavy = _figures(reading, weight, frame[weight]) if weight else None
    pairs = np.column_stack([_places(frame[column], organisations) for column in (one, other)])
    side = np.array([sides.index(side_of[name]) for name in organisations])
    first, number = int(at.min()), int(at.max() - at.min()) + 1
    matrices = mixing_matrices(at - first, pairs, side, weights=heavy, number=number)
    return Mixed(tuple(_text(first + gone) for gone in range(number)), sides, matrices)


def mixed_frame(found: Mixed) -> "DataFrame":
    """Mixing matrices as a frame: month, from, to, contacts."""
    cells = [f"{one}\t{other}" for one in found.sides for other in found.sides]
    lines = table_frame(
        Table(found.months, tuple(cells), found.matrices.reshape(len(found.months), -1)),
        row="month", column="cell", figure="contacts",
    )  # fmt: skip
    ends = lines.pop("cell").str.split("\t", expand=True)
    lines.insert(1, "from", ends[0])
    lines.insert(2, "to", ends[1])
    return lines


def mixed(frame: "DataFrame") -> Mixed:
    """The mixing matrices of a frame as `mixed_frame` gives it. Raises BadFrame."""
    _ask(frame, "month", "from", "to", "contacts")
    cell = frame["from"].astype(str) + "\t" + frame["to"].astype(str)
    found = table(frame.assign(cell=cell), row="month", column="cell", figure="contacts")
    sides = _names(frame["from"])
    order = [f"{one}\t{other}" for one in sides for other in sides]
    with Reading(BadFrame) as reading:
        reading.require(set(order) == set(found.columns), "Each month must have every pair of sides.")
    figures = found.figures[:, [found.columns.index(one) for one in order]]
    return Mixed(found.rows, sides, figures.reshape(len(found.rows), len(sides), len(sides)))


def experiments(frame: "DataFrame", *, inputs: Sequence[str], outcomes: Sequence[str]) -> Experiments:
    """Runs of a model from a frame with one line for each run, for `discovery`. Raises BadFrame."""
    _ask(frame, *inputs, *outcomes)
    with Reading(BadFrame) as reading:
        reading.require(bool(inputs) and bool(outcomes), "Name at least one input and one outcome.")
        given = [_figures(reading, name, frame[name]) for name in inputs]
        came = {name: _figures(reading, name, frame[name]) for name in outcomes}
    return Experiments(tuple(inputs), np.column_stack(given), came)


def experiments_frame(found: Experiments) -> "DataFrame":
    """The frame that `experiments` reads: a column for each input and outcome."""
    return need("pandas").DataFrame({**dict(zip(found.names, found.inputs.T, strict=True)), **found.outcomes})


def _ask(frame: "DataFrame", *columns: str) -> None:
    with Reading(BadFrame) as reading:
        missing = [column for column in columns if column not in frame.columns]
        reading.require(not missing, f"The frame has no column {', '.join(f'«{one}»' for one in missing)}.")
        reading.require(len(frame) > 0, "The frame is empty.")
        unnamed = [one for one in columns if one in frame.columns and frame[one].isna().any()]
        reading.require(not unnamed, f"Something is missing in {', '.join(f'«{one}»' for one in unnamed)}.")


def _names(column: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(str, column)))


def _places(column: Any, names: Sequence[str]) -> Any:
    place = {name: at for at, name in enumerate(names)}
    return np.array([place.get(str(name), -1) for name in column], dtype=np.int64)


def _figures(reading: Reading, name: str, column: Any) -> Floats:
    numbers = need("pandas").to_numeric(column, errors="coerce").to_numpy(dtype=np.float64)
    return reading.vector(f"«{name}»", numbers)


def _months(column: Any, name: str) -> Any:
    """Months since the year 0."""
    found = [MONTH.match(str(given)) for given in column]
    odd = [str(given) for given, month in zip(column, found, strict=True) if not month]
    with Reading(BadFrame) as reading:
        reading.require(not odd, f"«{name}» holds what is no month: {_some(odd)}.")
    return np.array([int(month[1]) * 12 + int(month[2]) - 1 for month in found if month], dtype=np.int64)


def _text(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
