# SPDX-License-Identifier: EUPL-1.2
"""Grades of sources and reports (the Admiralty code), and whether the two scales are used apart."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from vijfveld.methods.figures import BadFigures, Floats, Reading

RELIABILITY = "ABCDE"
CREDIBILITY = "12345"
CANNOT_BE_JUDGED = frozenset("F6")
DIAGONAL_WARNING = 0.6


class BadGrades(BadFigures):
    """Grades that are not a letter A-F and a figure 1-6, or too few to say anything."""


class ScaleUse(NamedTuple):
    """How the scales are used: judged reports, share on the diagonal, Cramér's V (NaN when one scale is constant)."""

    judged: int
    diagonal: float
    cramers_v: float

    @property
    def dependent(self) -> bool:
        """Whether so many grades lie on the diagonal that the scales are not used apart."""
        return self.diagonal > DIAGONAL_WARNING


def scale_use(grades: Iterable[str]) -> ScaleUse:
    """How independent the letters and figures of grades such as «B2» are.

    F and 6 mean that something cannot be judged; they are no rank and are left out. The diagonal is A1, B2, C3,
    D4, E5. Baker, McKendry and Mace (1968) found 87 % of reports there. Both measures are in 0..1.
    Raises BadGrades.
    """
    table = _table(list(grades))
    judged = int(table.sum())
    return ScaleUse(judged, float(np.trace(table) / judged), cramers_v(table))


def cramers_v(table: Floats) -> float:
    """Cramér's V of a table of counts: 0 independent, 1 one decides the other; NaN when a side is constant.

    Empty rows and columns do not count. Source: Cramér (1946), without correction. Raises BadGrades.
    """
    with Reading(BadGrades) as reading:
        counts = reading.matrix("table", table, low=0)
        reading.agree(counts.sum() > 0, "The table counts nothing.")
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    smaller = min(counts.shape) - 1
    if not smaller:
        return float("nan")
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    chi_square = ((counts - expected) ** 2 / expected).sum()
    return float(np.sqrt(chi_square / counts.sum() / smaller))


def _table(grades: list[str]) -> Floats:
    with Reading(BadGrades) as reading:
        wrong = [grade for grade in grades if not _is_grade(grade)]
        reading.require(not wrong, f"Not a letter A-F and a figure 1-6: {', '.join(map(repr, wrong[:5]))}.")
        judged = [grade for grade in grades if not CANNOT_BE_JUDGED & set(grade)]
        reading.agree(bool(judged), "No report has been judged on both scales.")
    table = np.zeros((5, 5))
    for grade in judged:
        table[RELIABILITY.index(grade[0]), CREDIBILITY.index(grade[1])] += 1
    return table


def _is_grade(grade: str) -> bool:
    return len(grade) == 2 and grade[0] in RELIABILITY + "F" and grade[1] in CREDIBILITY + "6"
