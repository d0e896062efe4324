# SPDX-License-Identifier: EUPL-1.2
"""Answers to the system test: a partner's own, and for assessors those of all."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from vijfveld.law.callers import Caller
from vijfveld.law.rest.listing import Wish
from vijfveld.law.rest.resource import Resource
from vijfveld.law.rest.values import Code, In, Out, Text
from vijfveld.node.viewer import Viewer
from vijfveld.steering.acts import answers as acts
from vijfveld.steering.api.words import ANSWER_STATES, SURENESS
from vijfveld.steering.models import TestAnswer
from vijfveld.steering.queries import answering as reads

test_answers = Resource("toetsantwoorden", "Antwoorden op systeemtoetsen")


class TestAnswerOut(Out, title="Toetsantwoord"):
    """The answer of one partner to one question."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    round_id: UUID = Field(serialization_alias="systeemtoets")
    partner_id: UUID = Field(serialization_alias="partner")
    item: str = Field(serialization_alias="toetsvraag")
    work: Annotated[str, ANSWER_STATES.told] = Field(serialization_alias="staat")
    level: int | None = Field(serialization_alias="niveau")
    sureness: Annotated[str | None, SURENESS.told] = Field(serialization_alias="zekerheid")
    explanation: str = Field(serialization_alias="toelichting")
    reason: str = Field(serialization_alias="reden")
    aloud: bool = Field(serialization_alias="woordelijk")
    submitted_at: datetime | None = Field(serialization_alias="ingediendOp")


class TestAnswerWish(Wish):
    """Which answers to list."""

    round: UUID | None = Field(None, alias="systeemtoets")
    partner: UUID | None = Field(None)
    work: Annotated[str | None, ANSWER_STATES.heard] = Field(None, alias="staat")


class TestAnswerIn(In, title="ToetsantwoordIn"):
    """An answer to be submitted. The version of a question that was not touched yet is 0."""

    round: UUID = Field(alias="systeemtoets")
    item: Code = Field(alias="toetsvraag")
    applies: bool = Field(True, alias="vanToepassing", strict=True)
    level: int | None = Field(None, alias="niveau", ge=0, le=20, strict=True)
    sureness: Annotated[str | None, SURENESS.heard] = Field(None, alias="zekerheid")
    explanation: Text = Field("", alias="toelichting")
    reason: Text = Field("", alias="reden")
    aloud: bool = Field(False, alias="woordelijk", strict=True)


@test_answers.lists("", TestAnswerOut, says="De antwoorden op systeemtoetsen die u mag zien")
def list_test_answers(viewer: Viewer, wish: TestAnswerWish) -> Any:
    return TestAnswer.objects.filter(**wish.filters)


@test_answers.shows("/{uuid:id}", TestAnswerOut, says="Een antwoord op een systeemtoets")
def one_test_answer(viewer: Viewer, id: UUID) -> TestAnswer | None:
    return reads.answer(viewer, id)


@test_answers.does("", TestAnswerOut, says="Dien een antwoord in voor uw organisatie", scope="antwoorden", edits=True,
                   makes="toetsantwoorden")  # fmt: skip
def submit(caller: Caller, version: int, body: TestAnswerIn) -> TestAnswer:
    told = acts.Told(body.applies, body.level, body.sureness or "", body.explanation, body.reason, body.aloud)
    return acts.submit_answer(caller, body.round, body.item, version, told)
