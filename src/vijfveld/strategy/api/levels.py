# SPDX-License-Identifier: EUPL-1.2
"""Threat levels: those that were decided here, the one that holds, and deciding one."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints

from vijfveld.law.callers import Caller
from vijfveld.law.rest.listing import Wish
from vijfveld.law.rest.resource import Resource
from vijfveld.law.rest.values import Code, Day, Line, Moment, Out
from vijfveld.node.viewer import Viewer
from vijfveld.strategy.acts.levels import Setting, set_threat_level
from vijfveld.strategy.api.words import ReasoningIn
from vijfveld.strategy.models import ThreatLevel
from vijfveld.strategy.queries.levels import level_in_force, threat_level

levels = Resource("dreigingsniveaus", "Dreigingsniveaus")
Region = Annotated[str, StringConstraints(max_length=4, pattern=r"^[A-Z0-9]*$")]


class LevelOut(Out, title="Dreigingsniveau"):
    """A level as it was decided."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    scale: str = Field(serialization_alias="schaal")
    level: str = Field(serialization_alias="niveau")
    number: int | None = Field(serialization_alias="cijfer")
    region: str = Field(serialization_alias="provincie", description="Leeg voor het hele land.")
    edition: str = Field(serialization_alias="dreigingsbeeld")
    in_force_from: datetime = Field(serialization_alias="geldigVanaf")
    in_force_until: datetime | None = Field(serialization_alias="geldigTot")
    review_on: date = Field(serialization_alias="opnieuwBekijkenOp")
    decision_id: UUID = Field(serialization_alias="besluit")


class CurrentOut(Out, title="GeldendNiveau"):
    """The level that holds for the country, decided here or publicly known."""

    scale: str = Field(serialization_alias="schaal")
    code: str = Field(serialization_alias="niveau")
    number: int | None = Field(serialization_alias="cijfer")
    name: str = Field(serialization_alias="naam")
    text: str = Field(serialization_alias="betekenis")
    edition: str = Field(serialization_alias="dreigingsbeeld")
    from_public_series: bool = Field(serialization_alias="uitOpenbareReeks")
    decided: LevelOut | None = Field(serialization_alias="vastgesteld")
    regional: list[LevelOut] = Field(serialization_alias="perProvincie")


class LevelWish(Wish):
    """Which levels to list."""

    region: Region | None = Field(None, alias="provincie")


class LevelIn(ReasoningIn, title="DreigingsniveauIn"):
    """A level to be decided, with the words of the decision."""

    level: Code = Field(alias="niveau")
    edition: Line = Field(alias="dreigingsbeeld")
    review_on: Day = Field(alias="opnieuwBekijkenOp")
    region: Region = Field("", alias="provincie")
    in_force_until: Moment | None = Field(None, alias="geldigTot")
    instead_of: UUID | None = Field(
        None, alias="inPlaatsVan",
        description="Het vastgestelde niveau dat daar nu geldt. Leeg als er geen is. Geldt een ander, dan volgt 412.",
    )  # fmt: skip


@levels.lists("", LevelOut, says="De niveaus die op deze node zijn vastgesteld")
def list_levels(viewer: Viewer, wish: LevelWish) -> Any:
    return ThreatLevel.objects.filter(**wish.filters)


@levels.shows("/_geldend", CurrentOut, says="Het niveau dat nu geldt")
def current(viewer: Viewer) -> Any:
    return level_in_force(viewer)


@levels.shows("/{uuid:id}", LevelOut, says="Een vastgesteld niveau")
def one_level(viewer: Viewer, id: UUID) -> ThreatLevel | None:
    return threat_level(viewer, id)


@levels.does("", LevelOut, says="Stel het dreigingsniveau vast", scope="besluiten", makes="dreigingsniveaus")
def decide(caller: Caller, body: LevelIn) -> ThreatLevel:
    setting = Setting(body.level, body.edition, body.review_on, body.region, body.in_force_until)
    return set_threat_level(caller, setting, body.reasoning, seen=(body.instead_of,) if body.instead_of else ())
