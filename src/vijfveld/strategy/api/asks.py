# SPDX-License-Identifier: EUPL-1.2
"""Asks and answers: what an effort asks of a partner, and what the partner itself says."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from vijfveld.law.callers import Caller
from vijfveld.law.rest.listing import Wish
from vijfveld.law.rest.resource import Resource
from vijfveld.law.rest.values import Day, Fte, Given, In, Out, Text
from vijfveld.node.viewer import Viewer
from vijfveld.strategy.acts import asks as acts
from vijfveld.strategy.api.words import ASK_STATES, REPLIES
from vijfveld.strategy.models import Answer, Ask
from vijfveld.strategy.queries import asks as reads

asks = Resource("vragen", "Vragen om inzet")
answers = Resource("antwoorden", "Antwoorden")


class AskOut(Out, title="Vraag"):
    """What is asked of one partner."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    effort_id: UUID = Field(serialization_alias="inzet")
    asker_id: UUID = Field(serialization_alias="vrager")
    partner_id: UUID = Field(serialization_alias="partner")
    what: str = Field(serialization_alias="gevraagd")
    capacity: Given = Field(serialization_alias="capaciteit")
    floor: Given | None = Field(serialization_alias="ondergrens")
    asked_at: datetime = Field(serialization_alias="gevraagdOp")
    reply_by: date = Field(serialization_alias="antwoordVoor")
    state: Annotated[str, ASK_STATES.told] = Field(serialization_alias="staat")
    granted: Given = Field(serialization_alias="toegezegd")


class AnswerOut(Out, title="Antwoord"):
    """What a partner said; the latest one counts."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    ask_id: UUID = Field(serialization_alias="vraag")
    partner_id: UUID = Field(serialization_alias="partner")
    asker_id: UUID = Field(serialization_alias="vrager")
    number: int = Field(serialization_alias="nummer")
    reply: Annotated[str, REPLIES.told] = Field(serialization_alias="antwoord")
    capacity: Given = Field(serialization_alias="capaciteit")
    from_on: date | None = Field(serialization_alias="vanaf")
    reason: str = Field(serialization_alias="reden")
    answered_at: datetime = Field(serialization_alias="beantwoordOp")


class AskWish(Wish):
    """Which asks to list."""

    effort: UUID | None = Field(None, alias="inzet")
    partner: UUID | None = Field(None)
    asker: UUID | None = Field(None, alias="vrager")
    state: Annotated[str | None, ASK_STATES.heard] = Field(None, alias="staat")


class AnswerWish(Wish):
    """Which answers to list."""

    ask: UUID | None = Field(None, alias="vraag")
    partner: UUID | None = Field(None)
    reply: Annotated[str | None, REPLIES.heard] = Field(None, alias="antwoord")


class AskIn(In, title="VraagIn"):
    """An ask to be put."""

    effort: UUID = Field(alias="inzet")
    partner: UUID
    what: Text = Field(alias="gevraagd")
    capacity: Fte = Field(alias="capaciteit")
    reply_by: Day = Field(alias="antwoordVoor")
    floor: Fte | None = Field(None, alias="ondergrens")


class AnswerIn(In, title="AntwoordIn"):
    """An answer to be given."""

    reply: Annotated[str, REPLIES.heard] = Field(alias="antwoord")
    capacity: Fte | None = Field(None, alias="capaciteit")
    reason: Text = Field("", alias="reden")
    from_on: Day | None = Field(None, alias="vanaf")


@asks.lists("", AskOut, says="De vragen die u mag zien")
def list_asks(viewer: Viewer, wish: AskWish) -> Any:
    return Ask.objects.filter(**wish.filters)


@asks.shows("/{uuid:id}", AskOut, says="Een vraag")
def one_ask(viewer: Viewer, id: UUID) -> Ask | None:
    found = reads.ask(viewer, id)
    return found.ask if found else None


@asks.does("", AskOut, says="Vraag een partner om inzet", scope="voorstellen", makes="vragen")
def put(caller: Caller, body: AskIn) -> Ask:
    return acts.put_ask(
        caller, body.effort, partner=body.partner, what=body.what, capacity=body.capacity, reply_by=body.reply_by,
        floor=body.floor,
    )  # fmt: skip


@asks.does("/{uuid:id}/_intrekken", AskOut, says="Trek een vraag in", scope="voorstellen", edits=True)
def withdraw(caller: Caller, id: UUID, version: int) -> Ask:
    return acts.withdraw_ask(caller, id, version)


@asks.does("/{uuid:id}/_overnemen", AskOut, says="Neem een tegenvoorstel over", scope="voorstellen", edits=True)
def adopt(caller: Caller, id: UUID, version: int) -> Ask:
    return acts.adopt_counter(caller, id, version)


@asks.does("/{uuid:id}/antwoorden", AnswerOut, says="Antwoord op een vraag aan uw organisatie", scope="antwoorden",
           edits=True, makes="antwoorden")  # fmt: skip
def answer(caller: Caller, id: UUID, version: int, body: AnswerIn) -> Answer:
    said = acts.Said(body.reply, body.capacity, body.reason, body.from_on)
    return acts.answer_ask(caller, id, version, said)


@answers.lists("", AnswerOut, says="De antwoorden die u mag zien")
def list_answers(viewer: Viewer, wish: AnswerWish) -> Any:
    return Answer.objects.filter(**wish.filters)


@answers.shows("/{uuid:id}", AnswerOut, says="Een antwoord")
def one_answer(viewer: Viewer, id: UUID) -> Answer | None:
    return reads.answer(viewer, id)
