# SPDX-License-Identifier: EUPL-1.2
"""A portfolio of measures: what each covers, costs and asks of whom, and the limits that any choice must keep.

Nothing here is about a person: measures, partners, kinds of threat and scenarios only. What comes out is a proposal.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array, issparse

from vijfveld.methods.figures import Floats, Reading, Truths, is_figure
from vijfveld.methods.portfolio.risk import BadPortfolio, cvar

if TYPE_CHECKING:
    from vijfveld.methods.portfolio.solving import Progress, Solution

Pair = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Which mix of measures to choose. Measures, scenarios, threats and partners are counted from 0.

    effects: (measures, threats), how much of the need each measure covers, from 0.
    needs: (scenarios, threats), from 0. weights: (threats,), how heavy a gap weighs, by default 1.
    chances: (scenarios,), by default equal. costs: (measures,), by default 1. budget: most that may be spent.
    use: (partners, measures), capacity that each measure asks, dense or sparse; capacity: (partners,), what there is.
    area: the field of each measure, (measures,); floors: the least to be spent in a field.
    intrusive: (measures,), how deep each cuts into rights; most_intrusive: the most that the mean of what is chosen
    may be. A less intrusive measure that covers at least as much, and is open, goes first (subsidiarity).
    excludes: pairs that never go together; needs_first: pairs (measure, the one it needs). There is no order in time:
    measures that need each other, be it in a ring, are chosen together or not at all.
    barred: measures without a legal basis in force, with the reason; they are outside the choice, not priced in it.
    Raises BadPortfolio with every problem.
    """

    effects: ArrayLike
    needs: ArrayLike
    weights: ArrayLike | None = None
    chances: ArrayLike | None = None
    costs: ArrayLike | None = None
    budget: float = inf
    use: ArrayLike | csr_array | None = None
    capacity: ArrayLike | None = None
    area: Sequence[object] | None = None
    floors: Mapping[object, float] = field(default_factory=dict)
    intrusive: ArrayLike | None = None
    most_intrusive: float = inf
    excludes: Sequence[Pair] = ()
    needs_first: Sequence[Pair] = ()
    barred: Mapping[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with Reading(BadPortfolio) as reading:
            known = self._read_measures(reading)
            self._read_fields(reading, known)
            self._read_partners(reading)
            self._read_pairs(reading, known)
            self._read_bars(reading, known)

    def _read_measures(self, reading: Reading) -> range | None:
        """The numbers of the measures, when the effects tell how many there are."""
        effects = reading.matrix("effects", self.effects, low=0)
        known = range(len(effects)) if reading.clean else None
        needs = reading.matrix("needs", self.needs, low=0)
        measures, threats = effects.shape
        weights = reading.vector("weights", self._or_ones(self.weights, threats), low=0)
        chances = reading.vector("chances", self._or_ones(self.chances, len(needs)), low=0)
        costs = reading.vector("costs", self._or_ones(self.costs, measures), low=0)
        deep = reading.vector("intrusive", self._or_ones(self.intrusive, measures), low=0)
        reading.agree(needs.shape[1] == threats, "effects and needs must have the same threats.")
        reading.agree(len(weights) == threats, "There must be one weight for each threat.")
        reading.agree(len(chances) == len(needs), "There must be one chance for each scenario.")
        reading.agree(chances.sum() > 0, "At least one chance must be above 0.")
        reading.agree(len(costs) == measures, "There must be one cost for each measure.")
        reading.agree(len(deep) == measures, "There must be one intrusiveness for each measure.")
        _read_most(reading, "budget", self.budget, low=0)
        _read_most(reading, "most_intrusive", self.most_intrusive)
        self._keep(effects=effects, needs=needs, weights=weights, chances=chances / max(chances.sum(), 1e-300),
                   costs=costs, intrusive=deep)  # fmt: skip
        return known

    def _read_fields(self, reading: Reading, known: range | None) -> None:
        found = len(reading.problems)
        area = [None] * self.measures if self.area is None else _listed(reading, "area", self.area)
        fits = known is None or len(area) == len(known) or len(reading.problems) > found
        reading.require(fits, "There must be one field for each measure.")
        self._keep(area=tuple(area))
        if not isinstance(self.floors, Mapping):
            reading.problems.append(f"floors must be a mapping from field to figure, not {self.floors!r}.")
            return
        unknown = [str(name) for name in self.floors if name not in area]
        reading.agree(not unknown, f"No measure lies in the field {', '.join(unknown)}.")
        for name, floor in self.floors.items():
            reading.number(f"The floor for {name}", floor, low=0)

    def _read_partners(self, reading: Reading) -> None:
        if self.use is None or self.capacity is None:
            both = self.use is None and self.capacity is None
            reading.require(both, "Give both use and capacity, or neither.")
            self._keep(use=csr_array((0, len(self.costs))), capacity=np.zeros(0))  # type: ignore[arg-type]
            return
        dense = self.use.toarray() if issparse(self.use) else self.use  # type: ignore[union-attr]
        use = reading.matrix("use", dense, low=0)
        capacity = reading.vector("capacity", self.capacity, low=0)
        reading.agree(use.shape == (len(capacity), len(self.costs)),  # type: ignore[arg-type]
                      "use must have a row for each partner and a column for each measure.")  # fmt: skip
        self._keep(use=csr_array(use), capacity=capacity)

    def _read_pairs(self, reading: Reading, known: range | None) -> None:
        for name in ("excludes", "needs_first"):
            given = _listed(reading, name, getattr(self, name))
            odd = [pair for pair in given if not _is_pair(pair)]
            reading.require(not odd, f"{name} must be pairs of measures, not {_first(odd)}.")
            pairs = [tuple(pair) for pair in given if _is_pair(pair)]
            alone = [pair for pair in pairs if pair[0] == pair[1]]
            reading.require(not alone, f"{name} pairs a measure with itself: {_first(alone)}.")
            away = [] if known is None else [pair for pair in pairs if not (pair[0] in known and pair[1] in known)]
            reading.require(not away, f"{name} names measures that are not there: {_first(away)}.")
            self._keep(**{name: tuple(pairs)})

    def _read_bars(self, reading: Reading, known: range | None) -> None:
        if not isinstance(self.barred, Mapping):
            reading.problems.append(f"barred must be a mapping from measure to reason, not {self.barred!r}.")
            return
        away = [] if known is None else [measure for measure in self.barred if measure not in known]
        reading.require(not away, f"barred names measures that are not there: {_first(away)}.")
        told = {measure: isinstance(reason, str) and reason.strip() for measure, reason in self.barred.items()}
        blank = [measure for measure, reason in told.items() if not reason]
        reading.require(not blank, f"barred gives no reason for {_first(blank)}.")

    def _keep(self, **read: object) -> None:
        for name, value in read.items():
            object.__setattr__(self, name, value)

    @staticmethod
    def _or_ones(values: ArrayLike | None, length: int) -> ArrayLike:
        return np.ones(length) if values is None else values

    @property
    def measures(self) -> int:
        """How many measures there are."""
        return len(self.effects)  # type: ignore[arg-type]

    @property
    def open(self) -> Truths:
        """Which measures may be chosen at all, (measures,): those with a legal basis."""
        there = np.ones(self.measures, dtype=np.bool_)
        there[list(self.barred)] = False
        return there

    @cached_property
    def subsidiarity(self) -> tuple[Pair, ...]:
        """Pairs (measure, a less intrusive open one that covers at least as much of everything): the second goes first.

        For each measure the least intrusive of those, the cheapest of equals.
        """
        effects, deep, costs = (np.asarray(one) for one in (self.effects, self.intrusive, self.costs))
        pairs = []
        for measure in range(self.measures):
            better = np.flatnonzero(self.open & (deep < deep[measure]) & (effects >= effects[measure]).all(axis=1))
            if len(better):
                pairs.append((measure, int(better[np.lexsort((costs[better], deep[better]))[0]])))
        return tuple(pairs)

    def losses(self, chosen: ArrayLike) -> Floats:
        """The weighted gap that a choice leaves in each scenario, (scenarios,)."""
        cover = self._taken(chosen) @ np.asarray(self.effects)
        gaps: Floats = np.maximum(np.asarray(self.needs) - cover, 0.0) @ np.asarray(self.weights)
        return gaps

    def tail_loss(self, chosen: ArrayLike, alpha: float) -> float:
        """The CVaR of the losses that a choice leaves."""
        return cvar(self.losses(chosen), alpha, self.chances)

    def _taken(self, chosen: ArrayLike) -> Floats:
        taken = np.zeros(self.measures)
        taken[np.asarray(chosen, dtype=np.int64)] = 1.0
        return taken

    def asked(self, chosen: ArrayLike) -> Floats:
        """What a choice asks of each partner, (partners,)."""
        use: Any = self.use
        asked: Floats = use @ self._taken(chosen)
        return asked

    def solve(
        self, alpha: float = 0.9, gap: float = 0.005, seconds: float = 60.0, *,
        watch: "Callable[[Progress], bool] | None" = None,
    ) -> "Solution":  # fmt: skip
        """The mix with the least mean loss in the worst 1 - alpha of scenarios, proven to within `gap` of the best.

        gap: relative, from 0; seconds: the most it may take. `watch` hears how far it is; it ends the search by
        giving False. Raises BadPortfolio, and its subclasses Infeasible and NoAnswer.
        """
        from vijfveld.methods.portfolio.solving import solve

        return solve(self, alpha=alpha, gap=gap, seconds=seconds, watch=watch)


def _read_most(reading: Reading, name: str, most: float, *, low: float = -inf) -> None:
    """A limit that may be infinite, which is none."""
    if not (is_figure(most) and most == inf):
        reading.number(name, most, low=low)


def _listed(reading: Reading, name: str, given: Iterable[Any]) -> list[Any]:
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        reading.problems.append(f"{name} must be a list, not {given!r}.")
        return []
    return list(given)


def _is_pair(given: Any) -> bool:
    return not isinstance(given, str) and isinstance(given, Sequence | np.ndarray) and len(given) == 2 and all(
        map(is_figure, given))  # fmt: skip


def _first(faults: list[Any]) -> str:
    """The first few of what is wrong."""
    return f"{', '.join(map(repr, faults[:3]))}{' and more' if len(faults) > 3 else ''}"
