# SPDX-License-Identifier: EUPL-1.2
"""Bodies as resources: which there are, their meetings, what is decided, who commits, and what follows."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from vijfveld.law.callers import Caller
from vijfveld.law.rest.listing import Wish
from vijfveld.law.rest.resource import Resource
from vijfveld.law.rest.values import Day, In, Line, Moment, Out, Text, Words
from vijfveld.node.viewer import Viewer
from vijfveld.steering.acts import bodies as acts
from vijfveld.steering.acts import commitments, meetings, sitting
from vijfveld.steering.models import Body, Commitment, FollowUp, Meeting, MeetingDecision
from vijfveld.steering.queries import bodies as reads
from vijfveld.steering.words_bodies import Level, MeetingState, Outcome, Rhythm, Stand
from vijfveld.strategy.api.words import AREAS
from vijfveld.strategy.words import Area

bodies = Resource("overleggen", "Overleggen")
sittings = Resource("vergaderingen", "Vergaderingen van overleggen")
decisions = Resource("overlegbesluiten", "Besluiten van overleggen")
stands = Resource("toezeggingen", "Toezeggingen aan besluiten")
actions = Resource("acties", "Acties uit overleggen")
RESOURCES = (bodies, sittings, decisions, stands, actions)
LEVELS = Words(Level, ("lokaal", "regionaal", "nationaal", "hoogambtelijk"))
RHYTHMS = Words(Rhythm, ("week", "maand", "kwartaal", "half-jaar", "wanneer-nodig"))
STATES = Words(MeetingState, ("voorbereiding", "uitgenodigd", "bezig", "gehouden", "goedgekeurd", "afgezegd"))
STANDS = Words(Stand, ("gevraagd", "stemt-in", "voorbehoud", "doet-niet-mee"))
SUBJECTS = Words(Area, Area.values, or_none=True)
OUTCOMES = Words(Outcome, ("open", "gedaan", "niet-opgepakt"))


class BodyOut(Out, title="Overleg"):
    """A body in which partners sit as equals."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    name: str = Field(serialization_alias="naam")
    level: Annotated[str, LEVELS.told] = Field(serialization_alias="niveau")
    purpose: str = Field(serialization_alias="bedoeling")
    section: str = Field(serialization_alias="paragraaf")
    rhythm: Annotated[str, RHYTHMS.told] = Field(serialization_alias="ritme")
    chair_id: UUID = Field(serialization_alias="voorzitter")
    secretary_id: UUID = Field(serialization_alias="secretaris")
    members: list[UUID] = Field(serialization_alias="leden")
    asked: list[UUID] = Field(serialization_alias="gevraagd")


class MeetingOut(Out, title="Vergadering"):
    """One time that a body sits."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    body_id: UUID = Field(serialization_alias="overleg")
    number: int = Field(serialization_alias="nummer")
    starts_at: datetime = Field(serialization_alias="begint")
    ends_at: datetime = Field(serialization_alias="eindigt")
    place: str = Field(serialization_alias="plaats")
    state: Annotated[str, STATES.told] = Field(serialization_alias="staat")
    sha256: str = Field(serialization_alias="vingerafdruk", description="Van de goedgekeurde besluitenlijst.")


class TakenOut(Out, title="OverlegBesluit"):
    """What a table decided; it binds only who commits to it."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    body_id: UUID = Field(serialization_alias="overleg")
    meeting_id: UUID = Field(serialization_alias="vergadering")
    number: int = Field(serialization_alias="nummer")
    words: str = Field(serialization_alias="besluit")
    reasons: str = Field(serialization_alias="redenen")
    basis: str = Field(serialization_alias="rustOp")
    dissent: str = Field(serialization_alias="afwijkendOordeel")
    area: Annotated[str, SUBJECTS.told] = Field(serialization_alias="veld")
    decided_at: datetime = Field(serialization_alias="genomenOp")
    review_on: date | None = Field(serialization_alias="opnieuwBekijkenOp")


class CommitmentOut(Out, title="Toezegging"):
    """What one member itself says to a decision."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    taken_id: UUID = Field(serialization_alias="besluit")
    organisation_id: UUID = Field(serialization_alias="organisatie")
    stand: Annotated[str, STANDS.told] = Field(serialization_alias="standpunt")
    words: str = Field(serialization_alias="woorden")
    said_at: datetime | None = Field(serialization_alias="gezegdOp")


class FollowUpOut(Out, title="Actie"):
    """What a member took on."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    body_id: UUID = Field(serialization_alias="overleg")
    meeting_id: UUID = Field(serialization_alias="vergadering")
    taken_id: UUID | None = Field(serialization_alias="besluit")
    what: str = Field(serialization_alias="actie")
    owner_id: UUID = Field(serialization_alias="eigenaar")
    due_on: date = Field(serialization_alias="uiterlijk")
    outcome: Annotated[str, OUTCOMES.told] = Field(serialization_alias="uitkomst")
    words: str = Field(serialization_alias="woorden")


class BodyWish(Wish):
    """Which bodies to list."""

    level: Annotated[str | None, LEVELS.heard] = Field(None, alias="niveau")


class MeetingWish(Wish):
    """Which meetings to list."""

    body: UUID | None = Field(None, alias="overleg")
    state: Annotated[str | None, STATES.heard] = Field(None, alias="staat")


class TakenWish(Wish):
    """Which decisions to list."""

    body: UUID | None = Field(None, alias="overleg")
    meeting: UUID | None = Field(None, alias="vergadering")
    area: Annotated[str | None, AREAS.heard] = Field(None, alias="veld")


class CommitmentWish(Wish):
    """Whose commitments to list."""

    taken: UUID | None = Field(None, alias="besluit")
    organisation: UUID | None = Field(None, alias="organisatie")
    stand: Annotated[str | None, STANDS.heard] = Field(None, alias="standpunt")


class FollowUpWish(Wish):
    """Which follow-ups to list."""

    body: UUID | None = Field(None, alias="overleg")
    owner: UUID | None = Field(None, alias="eigenaar")
    outcome: Annotated[str | None, OUTCOMES.heard] = Field(None, alias="uitkomst")


class BodyIn(In, title="OverlegIn"):
    """A body to be founded; its founder keeps the papers."""

    name: Line = Field(alias="naam")
    level: Annotated[str, LEVELS.heard] = Field(alias="niveau")
    purpose: Text = Field(alias="bedoeling")
    section: Line = Field(alias="paragraaf")
    rhythm: Annotated[str, RHYTHMS.heard] = Field(alias="ritme")
    chair: UUID | None = Field(None, alias="voorzitter")
    members: Annotated[list[UUID], Field(max_length=100)] = Field(default_factory=list, alias="leden")


class MeetingIn(In, title="VergaderingIn"):
    """A meeting to be planned."""

    starts_at: Moment = Field(alias="begint")
    ends_at: Moment = Field(alias="eindigt")
    place: Line = Field(alias="plaats")


class TakenIn(In, title="OverlegBesluitIn"):
    """A decision that the table took."""

    words: Text = Field(alias="besluit")
    reasons: Text = Field(alias="redenen")
    basis: Line = Field(alias="rustOp")
    dissent: Text = Field("", alias="afwijkendOordeel")
    area: Annotated[str | None, AREAS.heard] = Field(None, alias="veld")
    review_on: Day | None = Field(None, alias="opnieuwBekijkenOp")


class StandIn(In, title="ToezeggingIn"):
    """What one's own organisation says to a decision."""

    stand: Annotated[str, STANDS.heard] = Field(alias="standpunt")
    words: Text = Field("", alias="woorden")


class FollowUpIn(In, title="ActieIn"):
    """A follow-up to be agreed."""

    what: Line = Field(alias="actie")
    owner: UUID = Field(alias="eigenaar")
    due_on: Day = Field(alias="uiterlijk")
    taken: UUID | None = Field(None, alias="besluit")


class OutcomeIn(In, title="ActieUitkomstIn"):
    """What came of a follow-up."""

    outcome: Annotated[str, OUTCOMES.heard] = Field(alias="uitkomst")
    words: Text = Field("", alias="woorden")


@bodies.lists("", BodyOut, says="De overleggen waarin uw organisatie zit of waarvoor zij is gevraagd")
def list_bodies(viewer: Viewer, wish: BodyWish) -> Any:
    return Body.objects.filter(**wish.filters)


@sittings.lists("", MeetingOut, says="De vergaderingen van die overleggen")
def list_meetings(viewer: Viewer, wish: MeetingWish) -> Any:
    return Meeting.objects.filter(**wish.filters)


@decisions.lists("", TakenOut, says="Wat in die overleggen is besloten")
def list_decisions(viewer: Viewer, wish: TakenWish) -> Any:
    return MeetingDecision.objects.filter(**wish.filters)


@stands.lists("", CommitmentOut, says="Wat leden zelf tegen besluiten zeggen")
def list_commitments(viewer: Viewer, wish: CommitmentWish) -> Any:
    return Commitment.objects.filter(**wish.filters)


@actions.lists("", FollowUpOut, says="Wat leden hebben opgepakt")
def list_follow_ups(viewer: Viewer, wish: FollowUpWish) -> Any:
    return FollowUp.objects.filter(**wish.filters)


@bodies.shows("/{uuid:id}", BodyOut, says="Een overleg")
def one_body(viewer: Viewer, id: UUID) -> Body | None:
    return reads.body(viewer, id)


@sittings.shows("/{uuid:id}", MeetingOut, says="Een vergadering")
def one_meeting(viewer: Viewer, id: UUID) -> Any:
    return reads.record(viewer, Meeting, id)


@decisions.shows("/{uuid:id}", TakenOut, says="Een besluit van een overleg")
def one_decision(viewer: Viewer, id: UUID) -> Any:
    return reads.record(viewer, MeetingDecision, id)


@actions.shows("/{uuid:id}", FollowUpOut, says="Een actie")
def one_follow_up(viewer: Viewer, id: UUID) -> Any:
    return reads.record(viewer, FollowUp, id)


@bodies.does("", BodyOut, says="Richt een overleg op", scope="voorstellen", makes="overleggen")
def found(caller: Caller, body: BodyIn) -> Body:
    plan = acts.BodyPlan(
        body.name, body.level, body.purpose, body.section, body.rhythm, body.chair, tuple(body.members)
    )
    return acts.found_body(caller, plan)


@bodies.does("/{uuid:id}/vergaderingen", MeetingOut, says="Plan een vergadering", scope="voorstellen", edits=True,
             makes="vergaderingen")  # fmt: skip
def plan(caller: Caller, id: UUID, version: int, body: MeetingIn) -> Meeting:
    return meetings.plan_meeting(caller, id, version, meetings.Sitting(body.starts_at, body.ends_at, body.place))


@sittings.does("/{uuid:id}/_uitnodigen", MeetingOut, says="Verstuur de uitnodiging", scope="voorstellen",
             edits=True)  # fmt: skip
def invite(caller: Caller, id: UUID, version: int) -> Meeting:
    return meetings.invite_to_meeting(caller, id, version)


@sittings.does("/{uuid:id}/besluiten", TakenOut, says="Leg een besluit van het overleg vast",
             scope="besluiten", makes="overlegbesluiten")  # fmt: skip
def decide(caller: Caller, id: UUID, body: TakenIn) -> MeetingDecision:
    taken = sitting.Taken(
        body.words, body.reasons, body.basis, dissent=body.dissent, area=body.area or "", review_on=body.review_on
    )
    return sitting.take_decision(caller, id, taken)


@sittings.does("/{uuid:id}/acties", FollowUpOut, says="Spreek een actie af", scope="besluiten",
             makes="acties")  # fmt: skip
def follow_up(caller: Caller, id: UUID, body: FollowUpIn) -> FollowUp:
    return sitting.note_follow_up(caller, id, sitting.Action(body.what, body.owner, body.due_on, body.taken))


@stands.shows("/{uuid:id}", CommitmentOut, says="Wat een lid tegen een besluit zegt")
def one_commitment(viewer: Viewer, id: UUID) -> Any:
    return reads.record(viewer, Commitment, id)


@stands.does("/{uuid:id}/_zeggen", CommitmentOut, says="Zeg of een besluit uw organisatie bindt",
             scope="antwoorden", edits=True)  # fmt: skip
def say(caller: Caller, id: UUID, version: int, body: StandIn) -> Commitment:
    return commitments.say_stand(caller, id, version, stand=body.stand, words=body.words)


@actions.does("/{uuid:id}/_afronden", FollowUpOut, says="Zeg wat van een actie is gekomen", scope="antwoorden",
             edits=True)  # fmt: skip
def finish(caller: Caller, id: UUID, version: int, body: OutcomeIn) -> FollowUp:
    return commitments.answer_follow_up(caller, id, version, outcome=body.outcome, words=body.words)
