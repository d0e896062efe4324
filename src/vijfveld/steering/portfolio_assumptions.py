# SPDX-License-Identifier: EUPL-1.2
"""The assumptions of a study as they stand, written down so that a run can be read without its rows."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from vijfveld.node.models import Organisation
from vijfveld.steering.models import Candidate, Cover, PortfolioStudy, Scenario, StudyScenario
from vijfveld.steering.portfolio_words import Tail
from vijfveld.strategy.models import Effort
from vijfveld.strategy.words import Area

Json = dict[str, Any]
Read = Callable[[Any], Any]
"""The rows of a model, as an act or a reader may see them."""


def plain(amount: Decimal | str | None) -> str | None:
    """An amount without needless zeros, as it is written in assumptions."""
    if amount is None:
        return None
    shown = f"{Decimal(amount):f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def written(read: Read, study: PortfolioStudy) -> Json:
    """Everything that a calculation rests on."""
    studied = read(StudyScenario).filter(study=study).prefetch_related(Prefetch("scenario", read(Scenario)))
    scenarios = sorted(studied, key=lambda one: (one.scenario.title, one.id))
    standing = read(Candidate).filter(study=study, dropped_on__isnull=True)
    candidates = sorted(standing.prefetch_related(Prefetch("effort", read(Effort))), key=place_of)
    covers: dict[Any, dict[str, Cover]] = {}
    for cover in read(Cover).filter(study=study).order_by("id"):
        covers.setdefault(cover.candidate_id, {})[str(cover.scenario_id)] = cover
    return {
        "study": {"id": str(study.id), "title": study.title, "question": study.question},
        "areas": list(study.areas), "tail": study.tail, "alpha": Tail(study.tail).alpha,
        "budget": plain(study.budget), "floors": {area: plain(floor) for area, floor in study.floors.items()},
        "because": study.because, "scenarios": [_scenario(one, study.areas) for one in scenarios],
        "candidates": [_candidate(one, covers.get(one.id, {})) for one in candidates],
        "partners": _partners(study, candidates),
    }  # fmt: skip


def place_of(one: Candidate) -> tuple[int, str, str]:
    """Where a candidate stands in lists: by field, in the order of the strategy, and by title."""
    return Area.values.index(one.effort.area), one.effort.title, str(one.effort_id)


def _scenario(one: StudyScenario, areas: Iterable[str]) -> Json:
    return {
        "id": str(one.scenario_id), "title": one.scenario.title, "reasons": one.reasons,
        "needs": {area: one.needs.get(area, 0) for area in areas},
    }  # fmt: skip


def _candidate(one: Candidate, covers: dict[str, Cover]) -> Json:
    effort = one.effort
    return {
        "id": str(effort.id), "title": effort.title, "area": effort.area, "nature": effort.nature,
        "reach": effort.reach, "owner": str(effort.owner_id), "cost": plain(one.cost), "intrusive": one.intrusive,
        "asked": {partner: plain(fte) for partner, fte in one.asked.items()}, "bar": one.bar,
        "needs_first": list(one.needs_first), "milder": list(one.milder),
        "cover": {scenario: cover.steps for scenario, cover in covers.items()},
        "reasons": {scenario: cover.reasons for scenario, cover in covers.items()},
    }  # fmt: skip


def _partners(study: PortfolioStudy, candidates: Iterable[Candidate]) -> list[Json]:
    """Everyone who is asked or bounded, by name as it is now."""
    ids = {partner for one in candidates for partner in one.asked} | set(study.room)
    ids |= {str(one.effort.owner_id) for one in candidates}
    found = Organisation.objects.filter(pk__in=ids).order_by("name", "id")
    return [
        {"id": str(one.id), "name": one.name, "name_en": one.name_en, "room": plain(study.room.get(str(one.id)))}
        for one in found
    ]
