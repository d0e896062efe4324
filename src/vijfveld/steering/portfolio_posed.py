# SPDX-License-Identifier: EUPL-1.2
"""The written assumptions of a study, posed as a problem of the method. No database, no clock.

Assumptions are JSON with names beside identifiers, so that a run can be read and checked without the rows it came
from: `scenarios` (id, title, needs by field), `candidates` (id of the effort, title, area, cover by scenario and
field, asked by partner, cost, ...), `partners` (id, name, room), `areas`, `alpha`, `budget`, `floors`.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import inf
from typing import Any

import numpy as np

from vijfveld.methods.portfolio import Problem
from vijfveld.steering.portfolio_words import CoverStep

Json = dict[str, Any]


@dataclass(frozen=True)
class Posed:
    """Assumptions as a problem of the method. Threats are the pairs of scenario and field, in order."""

    given: Json

    @cached_property
    def efforts(self) -> list[str]:
        """The candidates, by the identifier of their effort."""
        return [one["id"] for one in self.given["candidates"]]

    @cached_property
    def scenarios(self) -> list[str]:
        """The scenarios by their identifier."""
        return [one["id"] for one in self.given["scenarios"]]

    @cached_property
    def needs(self) -> np.ndarray[Any, Any]:
        """How much each scenario asks of each threat, (scenarios, scenarios x fields): only its own are above 0."""
        width = len(self.given["areas"])
        needs = np.zeros((len(self.scenarios), len(self.scenarios) * width))
        for place, one in enumerate(self.given["scenarios"]):
            needs[place, place * width : (place + 1) * width] = [one["needs"][area] for area in self.given["areas"]]
        return needs

    @cached_property
    def effects(self) -> np.ndarray[Any, Any]:
        """What each candidate covers of each threat, (candidates, scenarios x fields), 0 to 1."""
        return np.array(
            [
                [
                    CoverStep(one["cover"].get(scenario, {}).get(area, 0)).share
                    for scenario in self.scenarios for area in self.given["areas"]
                ]
                for one in self.given["candidates"]
            ]
        )  # fmt: skip

    @cached_property
    def barred(self) -> dict[int, str]:
        """The candidates that the law excludes, with the reason."""
        return {place: one["bar"] for place, one in enumerate(self.given["candidates"]) if one["bar"]}

    @cached_property
    def bounded(self) -> list[Json]:
        """The partners of which it is said how much they can give."""
        return [one for one in self.given["partners"] if one["room"] is not None]

    @cached_property
    def pairs(self) -> list[tuple[int, int]]:
        """Pairs (candidate, the one that goes first): prerequisites, and milder ones that people named."""
        found = []
        for place, one in enumerate(self.given["candidates"]):
            known = [self.efforts.index(first) for first in one["needs_first"] if first in self.efforts]
            milder = [self.efforts.index(other) for other in one["milder"] if other in self.efforts]
            found += [(place, first) for first in known]
            found += [(place, other) for other in milder if other not in self.barred and other not in known]
        return found

    def problem(self, *, only: int | None = None) -> Problem:
        """The problem over all scenarios, or over one alone. Raises BadPortfolio."""
        candidates = self.given["candidates"]
        use = [[float(one["asked"].get(partner["id"], 0)) for one in candidates] for partner in self.bounded]
        rows = slice(None) if only is None else slice(only, only + 1)
        return Problem(
            effects=self.effects, needs=self.needs[rows], costs=[float(one["cost"]) for one in candidates],
            budget=inf if self.given["budget"] is None else float(self.given["budget"]),
            use=use or None, capacity=[float(one["room"]) for one in self.bounded] or None,
            area=[one["area"] for one in candidates],
            floors={area: float(floor) for area, floor in self.given["floors"].items()},
            intrusive=[float(one["intrusive"]) for one in candidates], needs_first=self.pairs, barred=self.barred,
        )  # fmt: skip

    def asked(self, chosen: list[int]) -> dict[str, str]:
        """What a mix asks of each partner, in fte as written; partners that are asked nothing are left out."""
        found: dict[str, Decimal] = {}
        for place in chosen:
            for partner, fte in self.given["candidates"][place]["asked"].items():
                found[partner] = found.get(partner, Decimal(0)) + Decimal(fte)
        return {partner: str(fte) for partner, fte in sorted(found.items()) if fte}

    def cost(self, chosen: list[int]) -> Decimal:
        """What a mix costs, × € 1.000 a year."""
        return sum((Decimal(self.given["candidates"][place]["cost"]) for place in chosen), Decimal(0))
