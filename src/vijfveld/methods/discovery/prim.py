# SPDX-License-Identifier: EUPL-1.2
"""The patient rule induction method: peel a box in small steps towards the cases of interest, then paste back.

Source: Friedman and Fisher (1999), for scenario discovery Bryant and Lempert (2010); gain in density is weighed by
the cases given up (Kwakkel and Jaxa-Rozen, 2016).
"""

from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from vijfveld.methods.discovery.boxes import BadCases, Box, read_cases
from vijfveld.methods.figures import Floats, Ints, Reading, Truths

Order = NDArray[np.int32]


class Patience(NamedTuple):
    """How small the steps are: the share of cases peeled or pasted at once, and the least mass of a box."""

    peel: float = 0.05
    paste: float = 0.05
    least_mass: float = 0.05


class _Step(NamedTuple):
    """A peel or paste: the gain in density for each case, the input, whether at the low side, cases, new bound."""

    gain: float
    input: int
    low: bool
    cases: Order
    bound: float


def prim(inputs: ArrayLike, interesting: ArrayLike, *, patience: Patience = Patience()) -> list[Box]:  # noqa: B008
    """The boxes from all cases to the densest, each a small step on: coverage falls as density rises.

    inputs: (cases, inputs), real figures; interesting: 0 or 1 (cases,). Choose one with `chosen`, and publish none
    without its quasi_p and stability. Raises BadCases.
    """
    table, wanted = read_cases(inputs, interesting)
    with Reading(BadCases) as reading:
        for name, share in zip(patience._fields, patience, strict=True):
            reading.require(0 < share < 1, f"{name} must be above 0 and below 1.")
    search = _Search(table, wanted, patience)
    boxes = [search.box()]
    while search.peel():
        boxes.append(search.box())
    while search.paste():
        boxes.append(search.box())
    return boxes


def chosen(boxes: list[Box], *, density: float = 0.8) -> Box:
    """The box of greatest coverage with at least that density, or the densest when none reaches it.

    Of equals the one that bounds fewest inputs. Raises BadCases without boxes.
    """
    if not boxes:
        raise BadCases("There are no boxes to choose from.")
    dense = [box for box in boxes if box.density >= density]
    if dense:
        return max(dense, key=lambda box: (box.coverage, -len(box.restricted), box.density))
    return max(boxes, key=lambda box: (box.density, box.coverage))


def stability(
    inputs: ArrayLike,
    interesting: ArrayLike,
    *,
    density: float = 0.8,
    resamples: int = 100,
    rng: Generator,
    patience: Patience = Patience(),  # noqa: B008
) -> Floats:
    """How often each input is bounded when cases are drawn again with replacement, (inputs,), 0..1.

    density: see chosen. An input bounded in few resamples does not belong in the story. Raises BadCases.
    """
    table, wanted = read_cases(inputs, interesting)
    with Reading(BadCases) as reading:
        reading.require(resamples >= 1, "There must be at least one resample.")
    counts, done = np.zeros(table.shape[1]), 0
    while done < resamples:
        drawn = rng.integers(0, len(table), size=len(table))
        if 0 < wanted[drawn].sum() < len(drawn):
            counts[list(chosen(prim(table[drawn], wanted[drawn], patience=patience), density=density).restricted)] += 1
            done += 1
    return counts / resamples


class _Search:
    """One search: the cases still inside, and per input their numbers in rising order, (inputs, cases inside)."""

    def __init__(self, table: Floats, wanted: Truths, patience: Patience) -> None:
        self.columns: Floats = np.ascontiguousarray(table.T)
        self.wanted, self.patience = wanted, patience
        self.order: Order = np.argsort(self.columns, axis=1).astype(np.int32)
        self.inside = np.ones(len(wanted), dtype=np.bool_)
        self.low, self.high = np.full(len(self.columns), -np.inf), np.full(len(self.columns), np.inf)
        self.cases, self.hits = len(wanted), int(wanted.sum())

    def box(self) -> Box:
        """The box as it is now."""
        coverage, mass = self.hits / int(self.wanted.sum()), self.cases / len(self.wanted)
        return Box(self.low.copy(), self.high.copy(), coverage, self.hits / self.cases, mass)

    def peel(self) -> bool:
        """Take the best small slice off; False when none gains or the box would become too small."""
        steps = [step for step in (*self._peels(low=True), *self._peels(low=False)) if step.gain > 0]
        if not steps:
            return False
        best = max(steps, key=self._preference)
        if self.cases - len(best.cases) < self.patience.least_mass * len(self.wanted):
            return False
        self.inside[best.cases] = False
        self._take(best, -1)
        self.order = self.order[self.inside[self.order]].reshape(len(self.columns), -1)
        return True

    def paste(self) -> bool:
        """Put the best small slice back that raises the density; False when there is none."""
        bounded = [(at, True) for at in np.flatnonzero(np.isfinite(self.low)).tolist()]
        bounded += [(at, False) for at in np.flatnonzero(np.isfinite(self.high)).tolist()]
        steps = [step for at, low in bounded if (step := self._paste(at, low=low)) and step.gain > 0]
        if not steps:
            return False
        best = max(steps, key=self._preference)
        self.inside[best.cases] = True
        self._take(best, 1)
        return True

    def _preference(self, step: _Step) -> tuple[float, bool]:
        """Most gain; of equals rather an input that is bounded already."""
        return step.gain, bool(np.isfinite(self.low[step.input]) or np.isfinite(self.high[step.input]))

    def _take(self, step: _Step, sign: int) -> None:
        (self.low if step.low else self.high)[step.input] = step.bound
        self.cases += sign * len(step.cases)
        self.hits += sign * int(self.wanted[step.cases].sum())

    def _peels(self, *, low: bool) -> list[_Step]:
        """The slice of each input at one side: about the share to peel, whole groups of equal values."""
        order = self.order if low else self.order[:, ::-1]
        share = int(self.patience.peel * (self.cases - 1)) + 1
        if share >= self.cases:
            return []
        rows = np.arange(len(order))
        last, next_ = self.columns[rows, order[:, share - 1]], self.columns[rows, order[:, share]]
        removed = self.wanted[order[:, :share]].sum(axis=1)
        steps = []
        for at in rows.tolist():
            number = share if last[at] != next_[at] else self._untied(at, order[at], share)
            if number < self.cases:
                hits = int(removed[at]) if number == share else int(self.wanted[order[at, :number]].sum())
                bound = float(self.columns[at, order[at, number]])
                steps.append(_Step(self._gain(-number, -hits), at, low, order[at, :number], bound))
        return steps

    def _untied(self, at: int, order: Order, share: int) -> int:
        """The number nearest below the share, else above it, at which the value changes; all cases if it never does."""
        values = self.columns[at, order]
        equal = values == values[share]
        first = int(np.argmax(equal))
        return first or int(np.count_nonzero(equal))

    def _paste(self, at: int, *, low: bool) -> _Step | None:
        """The nearest slice beyond one bound: the share to paste of what lies there within all other bounds."""
        column = self.columns[at]
        beyond = column < self.low[at] if low else column > self.high[at]
        for other, (least, most) in enumerate(zip(self.low, self.high, strict=True)):
            if other == at:
                least, most = (-np.inf, most) if low else (least, np.inf)
            if least > -np.inf:
                beyond &= self.columns[other] >= least
            if most < np.inf:
                beyond &= self.columns[other] <= most
        found: Ints = np.flatnonzero(beyond)
        if not len(found):
            return None
        ordered = np.sort(column[found])
        share = int(self.patience.paste * (len(found) - 1)) + 1
        bound = float(ordered[-share] if low else ordered[share - 1])
        taken = found[column[found] >= bound] if low else found[column[found] <= bound]
        gain = self._gain(len(taken), int(self.wanted[taken].sum()))
        return _Step(gain, at, low, taken.astype(np.int32), bound)

    def _gain(self, cases: int, hits: int) -> float:
        """The change in density for each case taken in or given up."""
        return ((self.hits + hits) / (self.cases + cases) - self.hits / self.cases) / abs(cases)
