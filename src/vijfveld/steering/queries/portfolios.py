# SPDX-License-Identifier: EUPL-1.2
"""The reads of portfolios: studies, what they hold, their runs, and what was proposed out of them."""

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from django.db.models import Prefetch, Q

from vijfveld.node.models import Organisation, Record
from vijfveld.node.viewer import Viewer
from vijfveld.steering.models import (
    Candidate,
    Consultation,
    Cover,
    PortfolioProposal,
    PortfolioRun,
    PortfolioStudy,
    Scenario,
    StudyScenario,
    UncertaintyField,
)
from vijfveld.steering.portfolio_assumptions import place_of
from vijfveld.steering.portfolio_words import CONSULTED, RunState
from vijfveld.strategy.models import Effort
from vijfveld.strategy.words import ALIVE

T = TypeVar("T", bound=Record)
MOST_SHOWN = 100


def record(viewer: Viewer, model: type[T], id: UUID) -> T | None:
    """One record of portfolios, or nothing."""
    found: T | None = model.objects.visible_to(viewer).filter(pk=id).first()
    return found


def studies(viewer: Viewer) -> list[tuple[PortfolioStudy, PortfolioRun | None]]:
    """Every study with its latest run; those that are open first, then the newest."""
    rows = PortfolioStudy.objects.visible_to(viewer).select_related("organisation").order_by("-id")
    last = {run.study_id: run for run in _light(viewer).order_by("number")}
    return sorted([(row, last.get(row.id)) for row in rows], key=lambda pair: pair[0].closed_on is not None)


def _light(viewer: Viewer):  # type: ignore[no-untyped-def]
    """Runs without what makes them heavy."""
    return PortfolioRun.objects.visible_to(viewer).defer("assumptions", "outcome")


def scenarios_to_choose(viewer: Viewer) -> list[Scenario]:
    """The scenarios that stand, by field and title."""
    seen = Prefetch("field", UncertaintyField.objects.visible_to(viewer))
    rows = Scenario.objects.visible_to(viewer).filter(retired_on__isnull=True).prefetch_related(seen)
    return sorted(rows, key=lambda one: (one.field.title, one.title))


def scenarios_of(viewer: Viewer, study: PortfolioStudy) -> list[StudyScenario]:
    """The scenarios of a study, by title."""
    seen = Prefetch("scenario", Scenario.objects.visible_to(viewer))
    rows = StudyScenario.objects.visible_to(viewer).filter(study=study).select_related("judged_by")
    return sorted(rows.prefetch_related(seen), key=lambda one: one.scenario.title)


def candidates_of(viewer: Viewer, study: PortfolioStudy) -> list[Candidate]:
    """The candidates of a study, by field and title."""
    seen = Prefetch("effort", Effort.objects.visible_to(viewer).select_related("owner"))
    rows = Candidate.objects.visible_to(viewer).filter(study=study, dropped_on__isnull=True).prefetch_related(seen)
    return sorted(rows, key=place_of)


def candidate(viewer: Viewer, id: UUID) -> Candidate | None:
    """One candidate with its effort and its study, or nothing."""
    effort = Prefetch("effort", Effort.objects.visible_to(viewer).select_related("owner"))
    study = Prefetch("study", PortfolioStudy.objects.visible_to(viewer))
    found: Candidate | None = Candidate.objects.visible_to(viewer).filter(pk=id).prefetch_related(effort, study).first()
    return found


def covers_of(viewer: Viewer, study: PortfolioStudy) -> dict[UUID, dict[UUID, Cover]]:
    """What is judged of the candidates of a study, by candidate and scenario."""
    found: dict[UUID, dict[UUID, Cover]] = {}
    rows = Cover.objects.visible_to(viewer).filter(study=study).select_related("judged_by")
    for cover in rows:
        found.setdefault(cover.candidate_id, {})[cover.scenario_id] = cover
    return found


def runs_of(viewer: Viewer, study: PortfolioStudy) -> list[PortfolioRun]:
    """The runs of a study, the newest first, without what they hold."""
    return list(_light(viewer).filter(study=study).order_by("-number"))


def run(viewer: Viewer, id: UUID) -> PortfolioRun | None:
    """One run with its study, or nothing."""
    study = Prefetch("study", PortfolioStudy.objects.visible_to(viewer))
    found: PortfolioRun | None = PortfolioRun.objects.visible_to(viewer).filter(pk=id).prefetch_related(study).first()
    return found


def last_good(runs: Iterable[PortfolioRun], *, before: int | None = None) -> PortfolioRun | None:
    """The newest run that is done, of those before a number."""
    return next(
        (one for one in runs if one.state == RunState.DONE and (before is None or one.number < before)), None
    )  # fmt: skip


def efforts_to_choose(viewer: Viewer, study: PortfolioStudy, *, words: str = "", area: str = "") -> list[Effort]:
    """The efforts that run and are no candidate yet, by field and title, at most a hundred."""
    there = Candidate.objects.visible_to(viewer).filter(study=study, dropped_on__isnull=True)
    rows = Effort.objects.visible_to(viewer).filter(state__in=ALIVE).exclude(pk__in=list(
        there.values_list("effort_id", flat=True)))  # fmt: skip
    rows = rows.filter(area=area) if area else rows
    rows = rows.filter(Q(title__icontains=words) | Q(purpose__icontains=words)) if words else rows
    return list(rows.select_related("owner").order_by("area", "title", "id")[:MOST_SHOWN])


def consultations(viewer: Viewer, efforts: Iterable[UUID]) -> dict[UUID, list[Consultation]]:
    """Who was heard about these efforts, the latest first."""
    found: dict[UUID, list[Consultation]] = {}
    rows = Consultation.objects.visible_to(viewer).filter(effort__in=list(efforts)).select_related("ministry")
    for row in rows.order_by("-held_on", "-id"):
        found.setdefault(row.effort_id, []).append(row)
    return found


def ministries() -> list[Organisation]:
    """Who must be heard before foreign effort is decided on, as far as they take part."""
    return list(Organisation.objects.filter(code__in=CONSULTED, left_on__isnull=True).order_by("name"))


def proposals_of(viewer: Viewer, run: PortfolioRun) -> list[PortfolioProposal]:
    """What was proposed out of a run."""
    rows = PortfolioProposal.objects.visible_to(viewer).filter(run=run).select_related("partner")
    seen = Prefetch("effort", Effort.objects.visible_to(viewer))
    return list(rows.prefetch_related(seen).order_by("id"))


def proposals_to(viewer: Viewer) -> list[PortfolioProposal]:
    """What was proposed to the viewer's organisation, as a partner or as the owner of an effort, newest first."""
    owned = Effort.objects.visible_to(viewer).filter(owner=viewer.organisation).values("pk")
    mine = Q(partner=viewer.organisation, ask__isnull=False) | Q(ask__isnull=True, effort__in=owned)
    rows = PortfolioProposal.objects.visible_to(viewer).filter(mine).select_related("organisation")
    seen = Prefetch("effort", Effort.objects.visible_to(viewer))
    return list(rows.prefetch_related(seen).order_by("-id")[:MOST_SHOWN])


def proposal(viewer: Viewer, id: UUID) -> PortfolioProposal | None:
    """One proposal with its effort, or nothing."""
    seen = Prefetch("effort", Effort.objects.visible_to(viewer))
    rows = PortfolioProposal.objects.visible_to(viewer).select_related("partner", "organisation").filter(pk=id)
    found: PortfolioProposal | None = rows.prefetch_related(seen).first()
    return found


def partners(ids: Iterable[str]) -> list[Organisation]:
    """These organisations, by name."""
    return list(Organisation.objects.filter(pk__in=list(ids)).order_by("name", "id"))
