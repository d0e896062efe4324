# SPDX-License-Identifier: EUPL-1.2
"""The reads of drivers: what drives flexible effort, and what hangs loose between drivers and efforts."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from vijfveld.node.viewer import Viewer
from vijfveld.strategy.contents import Kind
from vijfveld.strategy.models import Driver, Effort
from vijfveld.strategy.queries.library import Branch, branch, leads_to
from vijfveld.strategy.shelf import strategy
from vijfveld.strategy.words import ALIVE, Area, Nature


@dataclass(frozen=True)
class Driven:
    """A driver with the efforts that it drives now."""

    driver: Driver
    efforts: list[Effort] = field(default_factory=list)


@dataclass(frozen=True)
class Drivers:
    """The drivers that hold, newest first, and those that were retired."""

    holding: list[Driven]
    retired: list[Driver]


def drivers(viewer: Viewer) -> Drivers:
    """Every driver the viewer may see, with what it drives."""
    rows = list(Driver.objects.visible_to(viewer).select_related("organisation").order_by("-stated_on", "-id"))
    driven: dict[UUID, list[Effort]] = {}
    for effort in Effort.objects.visible_to(viewer).filter(driver__isnull=False, state__in=ALIVE).order_by("ends_on"):
        driven.setdefault(effort.driver_id, []).append(effort)
    return Drivers(
        holding=[Driven(row, driven.get(row.id, [])) for row in rows if row.retired_on is None],
        retired=[row for row in rows if row.retired_on is not None],
    )


def driver(viewer: Viewer, id: UUID) -> Driver | None:
    """One driver, or nothing."""
    found: Driver | None = Driver.objects.visible_to(viewer).select_related("organisation").filter(pk=id).first()
    return found


def efforts_driven(viewer: Viewer, driver: Driver) -> list[Effort]:
    """All efforts that a driver drives or drove, the running ones first."""
    rows = Effort.objects.visible_to(viewer).select_related("owner").filter(driver=driver)
    return sorted(rows.order_by("ends_on", "title"), key=lambda effort: not effort.is_alive)


@dataclass(frozen=True)
class LooseEnds:
    """What does not connect: drivers nobody answers, efforts that nothing holds up, fields and goals without effort."""

    drivers: list[Driver]
    flexible: list[Effort]
    fixed: list[Effort]
    fields: list[Any]
    goals: list[Branch]

    @property
    def count(self) -> int:
        """How many loose ends there are."""
        lists: tuple[list[Any], ...] = (self.drivers, self.flexible, self.fixed, self.fields, self.goals)
        return sum(len(found) for found in lists)


def loose_ends(viewer: Viewer) -> LooseEnds:
    """Everything that does not connect, as far as the viewer may see it."""
    known = {row.id: row for row in Driver.objects.visible_to(viewer).order_by("-stated_on", "-id")}
    alive = list(
        Effort.objects.visible_to(viewer).filter(state__in=ALIVE).select_related("owner").order_by("ends_on", "title")
    )
    answered = {effort.driver_id for effort in alive}
    return LooseEnds(
        drivers=[row for row in known.values() if row.retired_on is None and row.id not in answered],
        flexible=[effort for effort in alive if effort.is_flexible and not _driver_holds(effort, known)],
        fixed=_resting_on_nothing([effort for effort in alive if not effort.is_flexible], known),
        fields=[area for area in Area if not any(_fixed_in(area, effort) for effort in alive)],
        goals=_goals_without(alive),
    )


def _driver_holds(effort: Effort, known: dict[UUID, Driver]) -> bool:
    driver = known.get(effort.driver_id)  # type: ignore[arg-type]
    return driver is not None and driver.retired_on is None


def _resting_on_nothing(fixed: list[Effort], known: dict[UUID, Driver]) -> list[Effort]:
    """The fixed efforts without a certainty that stands now and without a finding that holds."""
    points = leads_to((effort.rests_on, effort.library) for effort in fixed)
    certain = {link for link, nodes in points.items() if any(node.kind is Kind.CERTAINTY for node in nodes)}
    return [
        effort
        for effort in fixed
        if (effort.rests_on, effort.library) not in certain and not _driver_holds(effort, known)
    ]


def _fixed_in(area: str, effort: Effort) -> bool:
    return effort.area == area and effort.nature == Nature.FIXED


def _goals_without(alive: list[Effort]) -> list[Branch]:
    """The goals of the five fields that no effort serves, itself or below; the highest of each stands for the rest."""
    shelf = strategy()
    served = {
        passed.code
        for nodes in leads_to((effort.objective, effort.library) for effort in alive).values()
        for node in nodes
        for passed in shelf.path(node.code)
    }
    goals = (node for node in shelf.of_kind(Kind.GOAL) if node.area)
    bare = [node for node in goals if node.code not in served]
    codes = {node.code for node in bare}
    return [branch(node.code) for node in bare if node.parent not in codes]
