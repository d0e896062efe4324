# SPDX-License-Identifier: EUPL-1.2
"""A finished run as people read it: what is in which mix, what each scenario keeps short, and two runs compared.

Reads only what the run kept, so that an old run says the same for ever.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from vijfveld.steering.models import PortfolioRun
from vijfveld.steering.portfolio_checking import faults_in

Json = dict[str, Any]
LETTERS = "ABCDEFGH"


@dataclass(frozen=True)
class Change:
    """One assumption that differs between two runs; `sort` is what it is about, `about` names it; `within` where."""

    sort: str
    about: str
    before: Any = None
    after: Any = None
    within: str = ""


@dataclass(frozen=True)
class Finished:
    """A run that is done."""

    run: PortfolioRun

    @cached_property
    def given(self) -> Json:
        """The assumptions."""
        found: Json = self.run.assumptions
        return found

    @cached_property
    def mixes(self) -> list[Json]:
        """The mixes that were found, the one with the least shortage first."""
        return list(self.run.outcome["mixes"])

    @property
    def letters(self) -> tuple[str, ...]:
        """A letter for each mix."""
        return tuple(LETTERS[: len(self.mixes)])

    @cached_property
    def candidates(self) -> dict[str, Json]:
        """The candidates by the identifier of their effort."""
        return {one["id"]: one for one in self.given["candidates"]}

    @cached_property
    def partners(self) -> dict[str, Json]:
        """The partners by identifier."""
        return {one["id"]: one for one in self.given["partners"]}

    @property
    def barred(self) -> list[Json]:
        """What the law excludes, with the reason."""
        return [one for one in self.given["candidates"] if one["bar"]]

    def proven(self, scenario: str) -> bool:
        """Whether it was proven that no mix leaves less in this scenario than was found for it alone."""
        return bool(self.run.outcome.get("alone_proven", {}).get(scenario))

    @property
    def unproven(self) -> list[str]:
        """The titles of the scenarios of which the best alone was not proven, so that regret may be more."""
        return [one["title"] for one in self.given["scenarios"] if not self.proven(one["id"])]

    def inside(self, effort: str) -> list[bool]:
        """For each mix whether an effort is in it."""
        return [effort in mix["chosen"] for mix in self.mixes]

    def kept(self, *, least: float, most: float) -> list[Json]:
        """The candidates that are not barred and whose share of mixes lies between two shares, 0 to 1."""
        whole = len(self.mixes)
        return [
            one for one in self.given["candidates"]
            if not one["bar"] and least <= sum(self.inside(one["id"])) / whole <= most
        ]  # fmt: skip

    @property
    def in_all(self) -> list[Json]:
        """What every mix that was found holds."""
        return self.kept(least=1, most=1)

    @property
    def in_some(self) -> list[Json]:
        """What some of the mixes hold."""
        return [one for one in self.kept(least=1e-9, most=1) if not all(self.inside(one["id"]))]

    @property
    def in_none(self) -> list[Json]:
        """What may be chosen and is in no mix."""
        return self.kept(least=0, most=0)

    def need(self, scenario: str, area: str) -> int:
        """How much a scenario asks for in a field."""
        found = next(one for one in self.given["scenarios"] if one["id"] == scenario)
        return int(found["needs"][area])

    def asked(self, partner: str) -> list[Decimal]:
        """What each mix asks of a partner, in fte."""
        return [Decimal(mix["asked"].get(partner, 0)) for mix in self.mixes]

    @cached_property
    def faults(self) -> list[str]:
        """What is wrong with what was kept, recomputed now and without the solver; empty when all holds."""
        return faults_in(self.given, self.run.outcome)


@dataclass(frozen=True)
class Compared:
    """An earlier and a later run of one study."""

    before: Finished
    after: Finished

    @property
    def came(self) -> list[Json]:
        """What the first mix of the later run holds and that of the earlier one did not."""
        return self._apart(self.after, self.before)

    @property
    def went(self) -> list[Json]:
        """What the first mix of the earlier run held and that of the later one does not."""
        return self._apart(self.before, self.after)

    @property
    def stayed(self) -> list[Json]:
        """What both first mixes hold."""
        both = set(self.before.mixes[0]["chosen"]) & set(self.after.mixes[0]["chosen"])
        return [one for one in self.after.given["candidates"] if one["id"] in both]

    @staticmethod
    def _apart(one: Finished, other: Finished) -> list[Json]:
        apart = set(one.mixes[0]["chosen"]) - set(other.mixes[0]["chosen"])
        return [each for each in one.given["candidates"] if each["id"] in apart]

    def asked(self) -> list[tuple[Json, Decimal, Decimal]]:
        """Each partner with what the first mix asked of it before and asks now, by name; no order of merit."""
        known = {**self.before.partners, **self.after.partners}
        rows = [(one, self.before.asked(id)[0], self.after.asked(id)[0]) for id, one in known.items()]
        return sorted([row for row in rows if row[1] or row[2]], key=lambda row: row[0]["name"])

    def short(self) -> list[tuple[str, float | None, float | None]]:
        """Each scenario with what the first mix left short before and leaves now; None where it was not there."""
        found: dict[str, list[Any]] = {}
        for place, finished in enumerate((self.before, self.after)):
            for one in finished.given["scenarios"]:
                row = found.setdefault(one["id"], [one["title"], None, None])
                row[place + 1] = finished.mixes[0]["scenarios"][one["id"]]["loss"]
        return [(row[0], row[1], row[2]) for row in found.values()]

    def changes(self) -> list[Change]:
        """Every assumption that differs."""
        one, other = self.before.given, self.after.given
        return [*_limits(one, other), *_rooms(one, other), *_needs(one, other), *_efforts(one, other)]


def _limits(one: Json, other: Json) -> Iterable[Change]:
    for name in ("tail", "budget"):
        if one[name] != other[name]:
            yield Change(name, "", one[name], other[name])
    for area in sorted(set(one["floors"]) | set(other["floors"])):
        before, after = one["floors"].get(area), other["floors"].get(area)
        if before != after:
            yield Change("floor", area, before, after)


def _rooms(one: Json, other: Json) -> Iterable[Change]:
    rooms = [{each["id"]: each for each in given["partners"]} for given in (one, other)]
    for id, each in sorted({**rooms[0], **rooms[1]}.items(), key=lambda row: row[1]["name"]):
        before, after = (known.get(id, {}).get("room") for known in rooms)
        if before != after:
            yield Change("room", each["name"], before, after)


def _needs(one: Json, other: Json) -> Iterable[Change]:
    known = [{each["id"]: each for each in given["scenarios"]} for given in (one, other)]
    for id in [id for id in known[1] if id in known[0]]:
        before, after = known[0][id]["needs"], known[1][id]["needs"]
        if before != after:
            yield Change("need", known[1][id]["title"], before, after)


def _efforts(one: Json, other: Json) -> Iterable[Change]:
    known = [{each["id"]: each for each in given["candidates"]} for given in (one, other)]
    for id, each in {**known[0], **known[1]}.items():
        if id not in known[0] or id not in known[1]:
            yield Change("came" if id in known[1] else "went", each["title"])
            continue
        yield from _covers(known[0][id], known[1][id], other)
        for name in ("bar", "cost", "intrusive", "asked", "needs_first", "milder"):
            before, after = known[0][id][name], known[1][id][name]
            if before != after:
                yield Change(name, each["title"], before, after)


def _covers(one: Json, other: Json, given: Json) -> Iterable[Change]:
    """What is judged otherwise of one candidate, scenario by scenario."""
    for scenario in given["scenarios"]:
        before, after = one["cover"].get(scenario["id"], {}), other["cover"].get(scenario["id"], {})
        if before != after:
            yield Change("cover", one["title"], before, after, scenario["title"])
