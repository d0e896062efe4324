# SPDX-License-Identifier: EUPL-1.2
"""Pathway studies for programs to read: what was stated, and what it comes to today."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from vijfveld.law.rest.listing import Wish
from vijfveld.law.rest.resource import Resource
from vijfveld.law.rest.values import Given, Out
from vijfveld.node.viewer import Viewer
from vijfveld.steering.api.words import STANDINGS
from vijfveld.steering.models import PathwayStep, PathwayStudy
from vijfveld.steering.needs import stored_needs
from vijfveld.steering.outlook import Carried
from vijfveld.steering.pathway_reading import why_it_ends
from vijfveld.steering.queries import pathways as reads
from vijfveld.strategy.api.words import AREAS, NATURES

studies = Resource("padenstudies", "Padenstudies")


class StudyOut(Out, title="Padenstudie"):
    """A study about one point of the strategy."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    title: str = Field(serialization_alias="titel")
    question: str = Field(serialization_alias="vraag")
    objective: str = Field(serialization_alias="punt")
    area: Annotated[str, AREAS.told] = Field(serialization_alias="veld")
    unit: str = Field(serialization_alias="eenheid")
    looks_to: date = Field(serialization_alias="kijktTot")
    notice_days: int = Field(serialization_alias="dagenVooraf")
    organisation_id: UUID = Field(serialization_alias="organisatie")
    made_on: date = Field(serialization_alias="gemaaktOp")
    closed_on: date | None = Field(serialization_alias="afgeslotenOp")


class StudyWish(Wish):
    """Which studies to list."""

    area: Annotated[str | None, AREAS.heard] = Field(None, alias="veld")


class PointOut(Out, title="Behoeftepunt"):
    """How much is needed on a day, and why."""

    on: date = Field(serialization_alias="dag")
    needed: Given = Field(serialization_alias="nodig")
    why: str = Field(serialization_alias="waarom")


class NeedOut(Out, title="Behoefte"):
    """What a scenario asks over time; straight lines between the points."""

    scenario: UUID
    points: list[PointOut] = Field(serialization_alias="punten")


class StepOut(Out, title="Padstap"):
    """A way to deliver what is needed."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    effort_id: UUID | None = Field(serialization_alias="inspanning")
    title: str = Field(serialization_alias="titel")
    nature: Annotated[str, NATURES.told] = Field(serialization_alias="aard")
    delivers: Given = Field(serialization_alias="levert")
    why: str = Field(serialization_alias="waarom")
    decision_days: int = Field(serialization_alias="dagenBesluiten")
    lead_days: int = Field(serialization_alias="dagenVoorbereiden")
    followers: list[UUID] = Field(serialization_alias="opvolgers")


class CarriedOut(Out, title="Houdbaarheid"):
    """Until when a step carries in a scenario, and when to begin with its successor, reckoned today."""

    scenario: UUID
    step: UUID = Field(serialization_alias="stap")
    sell_by: date | None = Field(serialization_alias="houdtTot")
    why: str = Field(serialization_alias="uitleg")
    successor: UUID | None = Field(serialization_alias="opvolger")
    begin: date | None = Field(serialization_alias="beginUiterlijk")
    standing: Annotated[str, STANDINGS.told] = Field(serialization_alias="stand")


class OutcomeOut(Out, title="Padenuitkomst"):
    """What was stated in a study and what it comes to today. It chooses nothing."""

    today: date = Field(serialization_alias="vandaag")
    needs: list[NeedOut] = Field(serialization_alias="behoeften")
    steps: list[StepOut] = Field(serialization_alias="stappen")
    carried: list[CarriedOut] = Field(serialization_alias="uitkomsten")


@dataclass(frozen=True)
class Outcome:
    """What a study comes to, as a program reads it."""

    today: date
    needs: list[dict[str, Any]]
    steps: tuple[PathwayStep, ...]
    carried: list[dict[str, Any]]


@studies.lists("", StudyOut, says="De padenstudies")
def list_studies(viewer: Viewer, wish: StudyWish) -> Any:
    return PathwayStudy.objects.filter(**wish.filters)


@studies.shows("/{uuid:id}", StudyOut, says="Een padenstudie")
def one_study(viewer: Viewer, id: UUID) -> PathwayStudy | None:
    return reads.record(viewer, PathwayStudy, id)


@studies.shows("/{uuid:id}/uitkomst", OutcomeOut, says="Wat een padenstudie vandaag uitrekent")
def outcome(viewer: Viewer, id: UUID) -> Outcome | None:
    seen = reads.study(viewer, id)
    if seen is None:
        return None
    needs = [{"scenario": one.scenario_id, "points": stored_needs(one.points)} for one in seen.needs]
    carried = [
        _carried(scenario, one, seen.study.unit)
        for scenario, by_step in seen.outlook.carried.items()
        for one in by_step.values()
    ]
    return Outcome(seen.outlook.today, needs, seen.steps, carried)


def _carried(scenario: UUID, one: Carried, unit: str) -> dict[str, Any]:
    best = one.best
    return {
        "scenario": scenario, "step": one.step.id, "sell_by": one.sell_by, "why": why_it_ends(one, unit),
        "successor": best.to.id if best else None, "begin": best.begin if best else None, "standing": one.standing,
    }  # fmt: skip
