# SPDX-License-Identifier: EUPL-1.2
"""The reads of pathways: studies with what they come to today, and what they say about one effort."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from django.db.models import Prefetch

from vijfveld.law.acts.clocks import STANDING
from vijfveld.law.models import Deadline, Decision
from vijfveld.node.models import Record
from vijfveld.node.viewer import Viewer
from vijfveld.steering.models import PathwayNeed, PathwayStep, PathwayStudy, Scenario
from vijfveld.steering.outlook import Carried, Outlook
from vijfveld.steering.pathway_reading import is_over, outlook_of
from vijfveld.steering.pathway_words import PRESSING, Standing
from vijfveld.strategy.models import Effort
from vijfveld.strategy.queries.efforts import today

T = TypeVar("T", bound=Record)


def record(viewer: Viewer, model: type[T], id: UUID) -> T | None:
    """One record of pathways, or nothing."""
    found: T | None = model.objects.visible_to(viewer).filter(pk=id).first()
    return found


@dataclass(frozen=True)
class Seen:
    """A study with its needs, its steps, the efforts behind them, and the deadlines that stand."""

    study: PathwayStudy
    needs: tuple[PathwayNeed, ...]
    steps: tuple[PathwayStep, ...]
    efforts: dict[UUID, Effort]
    deadlines: dict[str, Deadline]
    outlook: Outlook

    @cached_property
    def scenarios(self) -> dict[UUID, Scenario]:
        """The scenarios for which a need was stated."""
        return {one.scenario_id: one.scenario for one in self.needs}

    @cached_property
    def over(self) -> list[PathwayStep]:
        """The steps whose effort runs no more."""
        return [one for one in self.steps if is_over(one, self.efforts)]

    @cached_property
    def pressing(self) -> list[tuple[Scenario, Carried]]:
        """What works now, or comes next on the way from it, and asks something of people; the most pressing first."""
        rows = [
            (self.scenarios[scenario], carried)
            for scenario, by_step in self.outlook.carried.items()
            for carried in by_step.values()
            if carried.standing in (PRESSING if carried.step.works_now else self._dated(scenario, carried))
        ]
        order = list(PRESSING)
        return sorted(rows, key=lambda row: (order.index(row[1].standing), row[1].step.title, row[0].title))

    def _dated(self, scenario: UUID, carried: Carried) -> tuple[Standing, ...]:
        """How a step that does not work yet must stand to press: only with a day to begin, and only when it is next."""
        return (Standing.TOO_LATE, Standing.START_NOW) if carried.step.id in self.outlook.ahead(scenario) else ()

    def count(self, standing: Standing) -> int:
        """How many steps that press stand so in some scenario."""
        return len({carried.step.id for _scenario, carried in self.pressing if carried.standing == standing})

    def of_step(self, step: UUID) -> list[tuple[Scenario, Carried]]:
        """What a step comes to in each scenario."""
        found = self.outlook.carried
        return [(self.scenarios[id], found[id][step]) for id in self.scenarios if step in found[id]]


def studies(viewer: Viewer) -> list[Seen]:
    """Every study, those that are open first, then the newest."""
    rows = list(PathwayStudy.objects.visible_to(viewer).select_related("organisation").order_by("-id"))
    return see(viewer, sorted(rows, key=lambda one: one.closed_on is not None))


def study(viewer: Viewer, id: UUID) -> Seen | None:
    """One study, or nothing."""
    rows = list(PathwayStudy.objects.visible_to(viewer).select_related("organisation").filter(pk=id))
    return see(viewer, rows)[0] if rows else None


def of_effort(viewer: Viewer, effort: UUID) -> list[tuple[Seen, PathwayStep]]:
    """The open studies in which an effort is a step."""
    steps = PathwayStep.objects.visible_to(viewer).filter(effort_id=effort, dropped_on__isnull=True)
    by_study = {one.study_id: one for one in steps.order_by("id")}
    if not by_study:
        return []
    rows = PathwayStudy.objects.visible_to(viewer).filter(pk__in=by_study, closed_on__isnull=True)
    return [(one, by_study[one.study.id]) for one in see(viewer, rows.select_related("organisation").order_by("id"))]


def see(viewer: Viewer, rows: Iterable[PathwayStudy]) -> list[Seen]:
    """Studies with all that belongs to them, in as many reads for many as for one."""
    found = list(rows)
    ids = [one.id for one in found]
    shown = Prefetch("scenario", Scenario.objects.visible_to(viewer))
    needs, steps = defaultdict(list), defaultdict(list)
    asked = PathwayNeed.objects.visible_to(viewer).filter(study__in=ids, dropped_on__isnull=True)
    for need in asked.prefetch_related(shown).order_by("id"):
        needs[need.study_id].append(need)
    for step in PathwayStep.objects.visible_to(viewer).filter(study__in=ids, dropped_on__isnull=True).order_by("id"):
        steps[step.study_id].append(step)
    every = [step for rows in steps.values() for step in rows]
    behind = [step.effort_id for step in every if step.effort_id]
    efforts = {one.id: one for one in Effort.objects.visible_to(viewer).filter(pk__in=behind)}
    deadlines = _deadlines(viewer, every)
    return [_seen(viewer, one, needs[one.id], steps[one.id], efforts, deadlines) for one in found]


def _seen(
    viewer: Viewer, study: PathwayStudy, needs: list[PathwayNeed], steps: list[PathwayStep],
    efforts: dict[UUID, Effort], deadlines: dict[str, Deadline],
) -> Seen:  # fmt: skip
    outlook = outlook_of(study, needs, steps, efforts, today=today(viewer))
    return Seen(study, tuple(needs), tuple(steps), efforts, deadlines, outlook)


def _deadlines(viewer: Viewer, steps: list[PathwayStep]) -> dict[str, Deadline]:
    urns = [one.urn for one in steps]
    rows = Deadline.objects.visible_to(viewer).filter(about__in=urns, state__in=STANDING)
    return {one.about: one for one in rows.order_by("due_at")}


def scenarios_without(viewer: Viewer, seen: Seen) -> list[Scenario]:
    """The scenarios that stand and of which the study does not know yet what they ask."""
    rows = Scenario.objects.visible_to(viewer).filter(retired_on__isnull=True).exclude(pk__in=list(seen.scenarios))
    return list(rows.order_by("title", "id"))


def efforts_to_choose(viewer: Viewer, seen: Seen) -> list[Effort]:
    """The efforts that run and are no step of the study yet, those of its field first."""
    taken = [one.effort_id for one in seen.steps if one.effort_id]
    rows = Effort.objects.visible_to(viewer).filter(state__in=("running", "winding_down")).exclude(pk__in=taken)
    found = list(rows.order_by("title", "id")[:400])
    return sorted(found, key=lambda one: one.area != seen.study.area)


def titles(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
    """The titles of studies."""
    return dict(PathwayStudy.objects.visible_to(viewer).filter(pk__in=ids).values_list("id", "title"))


def step_titles(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
    """The titles of steps."""
    return dict(PathwayStep.objects.visible_to(viewer).filter(pk__in=ids).values_list("id", "title"))


def need_titles(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
    """The titles of needs: those of their scenarios."""
    rows = dict(PathwayNeed.objects.visible_to(viewer).filter(pk__in=ids).values_list("id", "scenario_id"))
    known = dict(Scenario.objects.visible_to(viewer).filter(pk__in=rows.values()).values_list("id", "title"))
    return {id: known[scenario] for id, scenario in rows.items() if scenario in known}


def decisions(viewer: Viewer, step: PathwayStep) -> list[Decision]:
    """What was decided about a step, the newest first."""
    rows = Decision.objects.visible_to(viewer).filter(about=step.urn).select_related("taken_for")
    return list(rows.order_by("-taken_at", "-id"))
