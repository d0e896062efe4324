# SPDX-License-Identifier: EUPL-1.2
"""Rounds of the system test: preparing, opening, closing, judging and freezing them."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from vijfveld.law.callers import Caller
from vijfveld.law.refusals import NotThere
from vijfveld.law.rest.listing import CodeWish, Wish
from vijfveld.law.rest.resource import Resource
from vijfveld.law.rest.values import Code, Day, In, Line, Out, Text
from vijfveld.node.viewer import Viewer
from vijfveld.steering import questions
from vijfveld.steering.acts import freezing, outcomes
from vijfveld.steering.acts import rounds as acts
from vijfveld.steering.api.findings import FindingOut
from vijfveld.steering.api.words import ANSWER_STATES, AXES, FREEZING_STATES, ROUND_STATES
from vijfveld.steering.models import Finding, Freezing, Round, StepDecision
from vijfveld.steering.queries import answering as answer_reads
from vijfveld.steering.queries import reports as report_reads
from vijfveld.steering.queries import rounds as reads
from vijfveld.strategy.api.words import AREAS, REACHES, WORK
from vijfveld.strategy.words import Area

rounds = Resource("systeemtoetsen", "Systeemtoetsen")


class RoundOut(Out, title="Systeemtoets"):
    """A round: what is asked, of how many partners, until when, and who assesses."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    title: str = Field(serialization_alias="titel")
    state: Annotated[str, ROUND_STATES.told] = Field(serialization_alias="staat")
    areas: list[Annotated[str, AREAS.told]] = Field(serialization_alias="velden")
    reaches: list[Annotated[str, REACHES.told]] = Field(serialization_alias="bereik")
    kinds: list[Annotated[str, WORK.told]] = Field(serialization_alias="werk")
    assessors: list[UUID] = Field(serialization_alias="toetsers")
    prepared_by_id: UUID = Field(serialization_alias="voorbereidDoor")
    opens_on: date = Field(serialization_alias="eersteDag")
    closes_on: date = Field(serialization_alias="laatsteDag")
    frozen_at: datetime | None = Field(serialization_alias="vastgesteldOp")
    not_measurable: str = Field(serialization_alias="nietMeetbaar")


class RoundWish(Wish):
    """Which rounds to list."""

    state: Annotated[str | None, ROUND_STATES.heard] = Field(None, alias="staat")


class RoundIn(In, title="SysteemtoetsIn"):
    """A round to be prepared."""

    library: Line = Field(alias="vragenlijst", description="Code en versie, zoals systeemtoets-basisniveau@1.")
    title: Line = Field(alias="titel")
    opens_on: Day = Field(alias="eersteDag")
    closes_on: Day = Field(alias="laatsteDag")
    areas: list[Annotated[str, AREAS.heard]] = Field(alias="velden", max_length=5)
    reaches: list[Annotated[str, REACHES.heard]] = Field(alias="bereik", max_length=3)
    kinds: list[Annotated[str, WORK.heard]] = Field(alias="werk", max_length=3)
    partners: list[UUID] = Field(max_length=1000)
    assessors: list[UUID] = Field(alias="toetsers", max_length=20)

    @property
    def plan(self) -> acts.RoundPlan:
        """The round as an act takes it."""
        return acts.RoundPlan(
            self.library, self.title, self.opens_on, self.closes_on, tuple(self.areas), tuple(self.reaches),
            tuple(self.kinds), tuple(self.partners), tuple(self.assessors),
        )  # fmt: skip


class ItemOut(Out, title="Toetsvraag"):
    """One question to one's own organisation, its levels from low to high, and how far the answer is."""

    code: str
    area: str = Field(serialization_alias="veld")
    section: str = Field(serialization_alias="paragraaf")
    question: str = Field(serialization_alias="vraag")
    levels: list[str] = Field(serialization_alias="niveaus")
    state: Annotated[str, ANSWER_STATES.told] = Field(serialization_alias="staat")
    answer_version: int = Field(serialization_alias="versie")


@dataclass(frozen=True)
class Asked:
    """A question as it goes out."""

    code: str
    area: str
    section: str
    question: str
    levels: list[str]
    state: str
    answer_version: int


@rounds.lists("", RoundOut, says="De systeemtoetsen die u mag zien")
def list_rounds(viewer: Viewer, wish: RoundWish) -> Any:
    return Round.objects.filter(**wish.filters)


@rounds.shows("/{uuid:id}", RoundOut, says="Een systeemtoets")
def one_round(viewer: Viewer, id: UUID) -> Round | None:
    return reads.round(viewer, id)


@rounds.lists("/{uuid:id}/toetsvragen", ItemOut, says="De vragen van een systeemtoets aan uw organisatie")
def own_items(viewer: Viewer, id: UUID, wish: CodeWish) -> Any:
    found = reads.round(viewer, id)
    asked = answer_reads.invitation(viewer, found, viewer.organisation) if found else None
    if found is None or asked is None:
        raise NotThere
    return [_told(one) for one in answer_reads.own_items(viewer, found, asked)]


def _told(one: answer_reads.OwnItem) -> Asked:
    words = questions.said(one.item.words)
    return Asked(
        one.item.code, one.item.area or "", one.item.section or "", words.question, list(words.levels), one.state,
        one.answer.version if one.answer else 0,
    )  # fmt: skip


@rounds.does("", RoundOut, says="Bereid een systeemtoets voor", scope="voorbereiden", makes="systeemtoetsen")
def prepare(caller: Caller, body: RoundIn) -> Round:
    return acts.prepare_round(caller, body.plan)


@rounds.does("/{uuid:id}/_openen", RoundOut, says="Open een systeemtoets", scope="voorbereiden", edits=True)
def open_it(caller: Caller, id: UUID, version: int) -> Round:
    return acts.open_round(caller, id, version)


@rounds.does(
    "/{uuid:id}/_herinneren", RoundOut, says="Herinner wie nog niet klaar is", scope="voorbereiden", edits=True
)
def remind(caller: Caller, id: UUID, version: int) -> Round:
    return acts.remind_partners(caller, id, version)


class CloseIn(In, title="SysteemtoetsSluitenIn"):
    """Why a round closes; compulsory before its last day is over, and read by everyone in the round."""

    because: Text = Field("", alias="reden")


@rounds.does("/{uuid:id}/_sluiten", RoundOut, says="Sluit een systeemtoets voor antwoorden", scope="voorbereiden",
             edits=True)  # fmt: skip
def close(caller: Caller, id: UUID, version: int, body: CloseIn) -> Round:
    return acts.close_round(caller, id, version, because=body.because)


class StepOut(Out, title="Toetsoordeel"):
    """The step of one side of one field."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    round_id: UUID = Field(serialization_alias="systeemtoets")
    area: Annotated[str, AREAS.told] = Field(serialization_alias="veld")
    axis: Annotated[str, AXES.told] = Field(serialization_alias="kant")
    step: int | None = Field(serialization_alias="trede")
    reasons: str = Field(serialization_alias="redenen")
    dissent: str = Field(serialization_alias="afwijkendOordeel")
    decided_at: datetime = Field(serialization_alias="besloten")


class StepIn(In, title="ToetsoordeelIn"):
    """A judgement; without a step it says that this cannot be judged."""

    area: Annotated[str, AREAS.heard] = Field(alias="veld")
    axis: Annotated[str, AXES.heard] = Field(alias="kant")
    step: int | None = Field(None, alias="trede", ge=0, le=3, strict=True)
    reasons: Text = Field(alias="redenen")
    dissent: Text = Field("", alias="afwijkendOordeel")


@rounds.does("/{uuid:id}/oordelen", StepOut, says="Oordeel over een kant van een veld", scope="toetsen", edits=True)
def judge(caller: Caller, id: UUID, version: int, body: StepIn) -> StepDecision:
    judged = outcomes.Judged(body.step, body.reasons, body.dissent, cannot=body.step is None)
    return outcomes.decide_step(caller, id, body.area, body.axis, version, judged)


class FindingIn(In, title="BevindingIn"):
    """What is missing in a field, and what would mend it."""

    area: Annotated[str, AREAS.heard] = Field(alias="veld")
    title: Line = Field(alias="titel")
    missing: Text = Field(alias="ontbreekt")
    proposal: Text = Field(alias="voorstel")
    items: list[Code] = Field([], alias="toetsvragen", max_length=100)


@rounds.does("/{uuid:id}/bevindingen", FindingOut, says="Leg een bevinding vast", scope="toetsen", makes="bevindingen")
def note(caller: Caller, id: UUID, body: FindingIn) -> Finding:
    missing = outcomes.Missing(Area(body.area), body.title, body.missing, body.proposal, tuple(body.items))
    return outcomes.note_finding(caller, id, missing)


class FreezingOut(Out, title="Vaststelling"):
    """A report that is being made."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    round_id: UUID = Field(serialization_alias="systeemtoets")
    state: Annotated[str, FREEZING_STATES.told] = Field(serialization_alias="staat")
    asked_at: datetime = Field(serialization_alias="gevraagdOp")


class FreezeIn(In, title="VaststellingIn"):
    """What the test cannot measure; without it nothing is frozen."""

    not_measurable: Text = Field(alias="nietMeetbaar")


@rounds.does(
    "/{uuid:id}/_vaststellen", FreezingOut, says="Vraag om het vastgestelde rapport", scope="toetsen", edits=True
)
def freeze(caller: Caller, id: UUID, version: int, body: FreezeIn) -> Freezing:
    return freezing.ask_to_freeze(caller, id, version, not_measurable=body.not_measurable)


class ReportOut(Out, title="Toetsrapport"):
    """The frozen report for all partners, as it was stored, with the name of its bytes."""

    sha256: str
    made_at: datetime = Field(serialization_alias="vastgesteldOp")
    content: dict[str, Any] = Field(serialization_alias="inhoud")


@dataclass(frozen=True)
class Report:
    """A report as it goes out."""

    sha256: str
    made_at: datetime
    content: dict[str, Any]


@rounds.shows("/{uuid:id}/rapport", ReportOut, says="Het vastgestelde rapport van een systeemtoets")
def report(viewer: Viewer, id: UUID) -> Report | None:
    found = reads.round(viewer, id)
    kept = report_reads.snapshot(viewer, found) if found else None
    return Report(kept.sha256, kept.made_at, json.loads(bytes(kept.stored))) if kept else None
