# SPDX-License-Identifier: EUPL-1.2
"""Figures read from outside: arrays of known shape and range, or one refusal that names everything wrong."""

from math import isfinite
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Truths = NDArray[np.bool_]


class BadFigures(ValueError):
    """Figures that a method cannot use; `problems` holds a sentence for each thing that is wrong."""

    def __init__(self, *problems: str) -> None:
        """Keep every problem, and show them one after another."""
        super().__init__(" ".join(problems))
        self.problems = problems


class Reading:
    """Reads figures and remembers what is wrong; on leaving the `with` it refuses with all problems at once."""

    def __init__(self, refusal: type[BadFigures] = BadFigures) -> None:
        """The refusal is the error to raise on leaving."""
        self.refusal = refusal
        self.problems: list[str] = []

    def __enter__(self) -> Self:
        """Begin to read."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Raise the refusal when there are problems and nothing else went wrong."""
        if self.problems and kind is None:
            raise self.refusal(*self.problems)

    @property
    def clean(self) -> bool:
        """Whether nothing was wrong so far."""
        return not self.problems

    def require(self, holds: bool, problem: str) -> None:
        """Remember the problem unless it holds."""
        if not holds:
            self.problems.append(problem)

    def agree(self, holds: bool, problem: str) -> None:
        """As require, but only when nothing was wrong so far: for checks that need all figures sound."""
        if self.clean:
            self.require(holds, problem)

    def array(self, name: str, values: ArrayLike, *, axes: int, low: float = -np.inf, high: float = np.inf) -> Floats:
        """Real figures with that number of axes, none missing, none outside low..high, at least one."""
        try:
            figures = np.asarray(values, dtype=np.float64)
        except (TypeError, ValueError):
            return self._empty(axes, f"{name} must be figures in rows of equal length.")
        if figures.ndim != axes:
            return self._empty(axes, f"{name} must have {_axes(axes)}, but has {_axes(figures.ndim)}.")
        if not figures.size:
            return self._empty(axes, f"{name} is empty.")
        # A missing figure makes both extremes NaN, so looking at these two finds every fault.
        least, most = figures.min(), figures.max()
        if not (isfinite(least) and isfinite(most) and low <= least and most <= high):
            return self._empty(axes, _outside(name, figures, low, high))
        return figures

    def vector(self, name: str, values: ArrayLike, *, low: float = -np.inf, high: float = np.inf) -> Floats:
        """As array, with one axis."""
        return self.array(name, values, axes=1, low=low, high=high)

    def matrix(self, name: str, values: ArrayLike, *, low: float = -np.inf, high: float = np.inf) -> Floats:
        """As array, with two axes."""
        return self.array(name, values, axes=2, low=low, high=high)

    def number(self, name: str, value: float, *, low: float = -np.inf, high: float = np.inf) -> float:
        """One real figure within low..high."""
        return float(self.array(name, value, axes=0, low=low, high=high))

    def _empty(self, axes: int, problem: str) -> Floats:
        self.problems.append(problem)
        return np.zeros((1,) * axes)


def _axes(number: int) -> str:
    return {0: "no axes", 1: "one axis", 2: "two axes"}.get(number, f"{number} axes")


def _outside(name: str, figures: Floats, low: float, high: float) -> str:
    missing = np.isnan(figures)
    if missing.any():
        return f"{name} misses a figure{_places(missing)}."
    wrong = (figures < low) | (figures > high) | np.isinf(figures)
    found = float(figures[wrong][0]) if figures.ndim else float(figures)
    return f"{name} must be {_range(low, high)}{_places(wrong)}, not {found:g}."


def _range(low: float, high: float) -> str:
    if np.isinf(low) and np.isinf(high):
        return "finite"
    if np.isinf(high):
        return f"at least {low:g}"
    return f"at most {high:g}" if np.isinf(low) else f"from {low:g} to {high:g}"


def _places(wrong: Truths) -> str:
    if not wrong.ndim:
        return ""
    found = [tuple(place) if wrong.ndim > 1 else place[0] for place in np.argwhere(wrong)[:5].tolist()]
    more = " and more" if np.count_nonzero(wrong) > len(found) else ""
    return f" at {', '.join(map(str, found))}{more}"
