# SPDX-License-Identifier: EUPL-1.2
"""The reads of scenarios: fields with what survives in them, the futures chosen, and the signposts that are watched."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from django.db.models import Prefetch

from vijfveld.methods import morphology
from vijfveld.node.models import Record
from vijfveld.node.viewer import Viewer
from vijfveld.steering.models import Exclusion, Mover, Scenario, Signpost, UncertaintyField
from vijfveld.steering.scenario_words import Ground, SignpostState
from vijfveld.steering.uncertainties import as_field, names, pair_of

T = TypeVar("T", bound=Record)
MOST_COUNTED = 5_000_000
"""A field with more survivors is counted, and its diverse set is not drawn."""


def record(viewer: Viewer, model: type[T], id: UUID) -> T | None:
    """One record of scenarios, or nothing."""
    found: T | None = model.objects.visible_to(viewer).filter(pk=id).first()
    return found


def fields(viewer: Viewer) -> list[tuple[UncertaintyField, int]]:
    """Every field with how many scenarios stand in it; those that are open first, then the newest."""
    rows = UncertaintyField.objects.visible_to(viewer).order_by("-id")
    chosen = Scenario.objects.visible_to(viewer).filter(retired_on__isnull=True).values_list("field_id", flat=True)
    counted = Counter(chosen)
    found = [(row, counted[row.id]) for row in rows]
    return sorted(found, key=lambda pair: pair[0].closed_on is not None)


def exclusions(viewer: Viewer, field: UncertaintyField) -> list[Exclusion]:
    """The exclusions that stand in a field."""
    rows = Exclusion.objects.visible_to(viewer).filter(field=field, lifted_on__isnull=True)
    return list(rows.select_related("organisation").order_by("first", "second"))


@dataclass(frozen=True)
class Surviving:
    """What is left of a field: with all exclusions, or without the normative ones."""

    field: UncertaintyField
    standing: tuple[Exclusion, ...]
    normative: bool = True

    @property
    def counted(self) -> tuple[Exclusion, ...]:
        """The exclusions that count."""
        return tuple(one for one in self.standing if self.normative or one.ground != Ground.NORMATIVE)

    @cached_property
    def method(self) -> morphology.Field:
        """The field as the method knows it."""
        return as_field(self.field.parameters, [(one.first, one.second, one.ground) for one in self.counted])

    @cached_property
    def hidden(self) -> int:
        """How many futures only the normative exclusions keep out."""
        whole = as_field(self.field.parameters, [(one.first, one.second, one.ground) for one in self.standing])
        return whole.hidden() if any(one.ground == Ground.NORMATIVE for one in self.standing) else 0

    @cached_property
    def support(self) -> dict[str, int]:
        """In how many surviving futures each `parameter/value` occurs."""
        return {"/".join(place): count for place, count in self.method.support().items()}

    def influence(self) -> list[tuple[Exclusion, int]]:
        """Each exclusion with the futures it alone keeps out, the weightiest first."""
        gained = self.method.influence()
        rows = [(one, gained[morphology_pair(one)]) for one in self.counted]
        return sorted(rows, key=lambda row: (-row[1], row[0].first, row[0].second))

    def clash(self) -> list[Exclusion]:
        """When nothing survives: a smallest list of exclusions that alone empty the field."""
        found = {pair_of("/".join(one.first), "/".join(one.second)) for one in self.method.clash()}
        return [one for one in self.counted if (one.first, one.second) in found]

    def diverse(self, count: int) -> list[dict[str, str]]:
        """Futures that lie far apart, each as parameter → value."""
        if not 0 < self.method.count() <= MOST_COUNTED:
            return []
        codes = [one["code"] for one in self.field.parameters]
        return [dict(zip(codes, one, strict=True)) for one in self.method.diverse(count)]


def morphology_pair(one: Exclusion) -> morphology.Exclusion:
    """An exclusion as the method names it."""
    first, second = one.first.split("/"), one.second.split("/")
    return morphology.Exclusion((first[0], first[1]), (second[0], second[1]), morphology.Reason(one.ground))


def scenarios(viewer: Viewer, field: UncertaintyField | None = None) -> list[Scenario]:
    """The scenarios of a field, or of all; those that stand first."""
    seen = Prefetch("field", UncertaintyField.objects.visible_to(viewer))
    rows = Scenario.objects.visible_to(viewer).select_related("organisation").prefetch_related(seen).order_by("-id")
    found = list(rows.filter(field=field) if field else rows)
    return sorted(found, key=lambda one: one.retired_on is not None)


def clashes(viewer: Viewer, found: Iterable[Scenario]) -> dict[UUID, list[Exclusion]]:
    """Of scenarios whose values no longer go together according to their field: the exclusions that say so.

    As when a scenario is chosen, what is only not wanted keeps nothing out.
    """
    chosen = list(found)
    rows = Exclusion.objects.visible_to(viewer).filter(field__in={one.field_id for one in chosen})
    rows = rows.filter(lifted_on__isnull=True).exclude(ground=Ground.NORMATIVE)
    standing = list(rows.order_by("first", "second"))
    taken = {one.id: {f"{key}/{value}" for key, value in one.values.items()} for one in chosen}
    told = {
        one.id: [row for row in standing if row.field_id == one.field_id and {row.first, row.second} <= taken[one.id]]
        for one in chosen
    }
    return {id: rows for id, rows in told.items() if rows}


def judged(viewer: Viewer, field: UncertaintyField) -> list[Exclusion]:
    """Every exclusion that was ever judged in a field, also those that were lifted."""
    return list(Exclusion.objects.visible_to(viewer).filter(field=field))


def movers(viewer: Viewer, scenario: Scenario) -> list[Mover]:
    """Who must move in a scenario, in order."""
    rows = Mover.objects.visible_to(viewer).filter(scenario=scenario).select_related("organisation")
    return list(rows.order_by("rank", "id"))


def signposts(viewer: Viewer, scenario: Scenario | None = None) -> list[Signpost]:
    """The signposts of a scenario, or all that are watched or went off; those that went off first."""
    seen = Prefetch("scenario", Scenario.objects.visible_to(viewer))
    rows = Signpost.objects.visible_to(viewer).prefetch_related(seen).order_by("-changed_on", "-id")
    found = rows.filter(scenario=scenario) if scenario else rows.exclude(state=SignpostState.RETIRED)
    order = [SignpostState.FIRED, SignpostState.WATCHED, SignpostState.RETIRED]
    return sorted(found, key=lambda one: order.index(SignpostState(one.state)))


def told_values(scenario: Scenario) -> list[tuple[str, str]]:
    """The values of a scenario in words, by uncertainty."""
    known = names(scenario.field.parameters)
    return [(known[code], known[f"{code}/{value}"]) for code, value in scenario.values.items()
            if f"{code}/{value}" in known]  # fmt: skip
