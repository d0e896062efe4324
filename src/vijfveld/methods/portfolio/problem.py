# SPDX-License-Identifier: EUPL-1.2
"""A portfolio of measures: what each covers, costs and asks of whom, and the limits that any choice must keep.

Nothing here is about a person: measures, partners, kinds of threat and scenarios only. What comes out is a proposal.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array, issparse

from vijfveld.methods.figures import Floats, Reading, Truths
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
    excludes: pairs that never go together; needs_first: pairs (measure, the one it needs).
    barred: measures without a legal basis in force, with the reason; they are outside the choice, not priced in it.
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
            self._read_measures(reading)
            self._read_partners(reading)
            self._read_pairs(reading)

    def _read_measures(self, reading: Reading) -> None:
        effects = reading.matrix("effects", self.effects, low=0)
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
        reading.require(self.budget >= 0, "budget must be at least 0.")
        area = self.area if self.area is not None else [None] * measures
        reading.agree(len(area) == measures, "There must be one field for each measure.")
        unknown = [name for name in self.floors if name not in set(area)]
        reading.agree(not unknown, f"No measure lies in the field {', '.join(map(str, unknown))}.")
        self._keep(effects=effects, needs=needs, weights=weights, chances=chances / max(chances.sum(), 1e-300),
                   costs=costs, intrusive=deep, area=tuple(area))  # fmt: skip

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

    def _read_pairs(self, reading: Reading) -> None:
        known = range(self.measures)
        for name in ("excludes", "needs_first"):
            pairs = [tuple(pair) for pair in getattr(self, name)]
            odd = [pair for pair in pairs if len(pair) != 2 or pair[0] == pair[1] or not set(pair) <= set(known)]
            reading.require(not odd, f"{name} names measures that are not there: {odd[:3]}.")
            self._keep(**{name: tuple(pairs)})
        strange = [measure for measure in self.barred if measure not in known]
        reading.require(not strange, f"barred names measures that are not there: {strange[:3]}.")

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
