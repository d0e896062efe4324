# SPDX-License-Identifier: EUPL-1.2
"""Figures read from outside: arrays of known shape and range, or one refusal that names everything wrong."""

from collections.abc import Callable
from math import isfinite
from numbers import Real
from types import TracebackType
from typing import Any, Self, TypeGuard

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Truths = NDArray[np.bool_]
MOST_PLACES = 5


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

    def array(
        self, name: str, values: ArrayLike, *, axes: int, low: float = -np.inf, high: float = np.inf,
        whole: bool = False,
    ) -> Floats:  # fmt: skip
        """Real figures with that number of axes, none missing, none outside low..high, at least one; whole if asked."""
        if values is None or isinstance(values, str | bytes):
            return self._empty(axes, f"{name} must be {'figures' if axes else 'a figure'}, not {values!r}.")
        try:
            figures = np.asarray(values, dtype=np.float64)
        except (TypeError, ValueError, OverflowError):
            fault = "figures in rows of equal length" if axes else f"a figure, not {values!r}"
            return self._empty(axes, f"{name} must be {fault}.")
        if figures.ndim != axes:
            return self._empty(axes, f"{name} must have {_axes(axes)}, but has {_axes(figures.ndim)}.")
        if not figures.size:
            return self._empty(axes, f"{name} is empty.")
        # A missing figure makes both extremes NaN, so looking at these two finds every fault.
        least, most = figures.min(), figures.max()
        sound = isfinite(least) and isfinite(most) and low <= least and most <= high
        if not sound or (whole and not np.array_equal(figures, np.rint(figures))):
            return self._empty(axes, *_outside(name, figures, low, high, whole=whole))
        return figures

    def vector(
        self, name: str, values: ArrayLike, *, low: float = -np.inf, high: float = np.inf, whole: bool = False
    ) -> Floats:
        """As array, with one axis."""
        return self.array(name, values, axes=1, low=low, high=high, whole=whole)

    def matrix(self, name: str, values: ArrayLike, *, low: float = -np.inf, high: float = np.inf) -> Floats:
        """As array, with two axes."""
        return self.array(name, values, axes=2, low=low, high=high)

    def number(self, name: str, value: float, *, low: float = -np.inf, high: float = np.inf) -> float:
        """One real figure within low..high."""
        return float(self.array(name, value, axes=0, low=low, high=high))

    def count(self, name: str, value: float, *, low: int = 0) -> int:
        """One whole number from `low`."""
        if is_figure(value) and isfinite(value) and value == int(value) and value >= low:
            return int(value)
        self.problems.append(f"{name} must be a whole number from {low}, not {value!r}.")
        return low

    def function(self, name: str, given: Callable[..., Any], of: str) -> None:
        """Something that can be called."""
        self.require(callable(given), f"{name} must be a function of {of}, not {given!r}.")

    def _empty(self, axes: int, *problems: str) -> Floats:
        self.problems.extend(problems)
        return np.zeros((1,) * axes)


def is_figure(value: object) -> TypeGuard[float]:
    """Whether something is one real figure, be it missing or infinite."""
    return isinstance(value, Real)


def _axes(number: int) -> str:
    return {0: "no axes", 1: "one axis", 2: "two axes"}.get(number, f"{number} axes")


def _outside(name: str, figures: Floats, low: float, high: float, *, whole: bool) -> list[str]:
    """What is wrong with figures, in sentences: those that are missing, and those that are not as asked."""
    missing = np.isnan(figures)
    wrong = (figures < low) | (figures > high) | np.isinf(figures)
    wrong |= (figures != np.rint(figures)) & ~missing if whole else False
    found = [f"{name} misses a figure{places(missing)}."] if missing.any() else []
    if not wrong.any():
        return found
    asked = f"{name} must be {_range(low, high, whole=whole)}"
    if np.count_nonzero(wrong) == 1:
        return [*found, f"{asked}{places(wrong)}, not {float(figures[wrong].item()):g}."]
    told = [f"{figures[tuple(place)]:g} at {_place(place)}" for place in np.argwhere(wrong)[:MOST_PLACES].tolist()]
    return [*found, f"{asked}, not {', '.join(told)}{_more(wrong)}."]


def _range(low: float, high: float, *, whole: bool) -> str:
    if whole and (low, high) == (0, 1):
        return "0 or 1"
    kind = "whole numbers " if whole else ""
    if np.isinf(low) and np.isinf(high):
        return kind.strip() or "finite"
    if np.isinf(high):
        return f"{kind}from {low:g}" if whole else f"at least {low:g}"
    return f"{kind}at most {high:g}" if np.isinf(low) else f"{kind}from {low:g} to {high:g}"


def places(wrong: Truths) -> str:
    """Where something holds, in words: the first places, and whether there are more; nothing for one figure."""
    if not wrong.ndim:
        return ""
    return f" at {', '.join(_place(place) for place in np.argwhere(wrong)[:MOST_PLACES].tolist())}{_more(wrong)}"


def _place(place: list[int]) -> str:
    return str(place[0] if len(place) == 1 else tuple(place))


def _more(wrong: Truths) -> str:
    return " and more" if np.count_nonzero(wrong) > MOST_PLACES else ""
