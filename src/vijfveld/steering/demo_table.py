# SPDX-License-Identifier: EUPL-1.2
"""One table of the example: what people do there, said shortly, so that the stories can be read."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from vijfveld.law.demo import Cast
from vijfveld.node import clock
from vijfveld.steering.acts.bodies import BodyPlan, Consent, answer_invitation, found_body, invite_member
from vijfveld.steering.acts.commitments import answer_follow_up, approve_minutes, say_stand
from vijfveld.steering.acts.meetings import (
    ItemPlan,
    PaperPlan,
    Sitting,
    add_paper,
    invite_to_meeting,
    plan_meeting,
    put_own_item,
    take_up_items,
)
from vijfveld.steering.acts.seats import Seating
from vijfveld.steering.acts.sitting import Action, Taken, close_meeting, note_follow_up, open_meeting, take_decision
from vijfveld.steering.models import AgendaItem, Body, BodyMembership, Commitment, FollowUp, Meeting, MeetingDecision
from vijfveld.steering.queries.agenda import proposals
from vijfveld.steering.words_bodies import Asks, Presence


def current(record: Any) -> Any:
    """A record as it stands."""
    return type(record).objects.beyond_access("the example goes on").get(pk=record.pk)


def rows(model: Any, **of: Any) -> list[Any]:
    """Records as they stand, the oldest first."""
    return list(model.objects.beyond_access("the example goes on").filter(**of).order_by("id"))


def days_on(days: int) -> date:
    """A day from the today of the example."""
    return clock.now().date() + timedelta(days=days)


class Table:
    """One body of the example, with who keeps its papers."""

    def __init__(self, cast: Cast, secretary: str, plan: BodyPlan) -> None:
        self.cast, self.secretary = cast, secretary
        self.body: Body = found_body(self.by(secretary), plan)
        self.meeting: Meeting | None = None

    def by(self, who: str) -> Any:
        """Someone about to act."""
        return self.cast.caller(who)

    def joins(self, *who: str) -> None:
        """Organisations say that they take part, with their liaison as the one who sits."""
        for one in who:
            asked = self._membership(one)
            seating = Seating(self.cast.viewers[one].person)
            answer_invitation(self.by(one), asked.id, asked.version, Consent(True, seating=seating))

    def asks(self, who: str) -> None:
        """The secretary asks one more organisation, which has not answered yet."""
        body = current(self.body)
        invite_member(self.by(self.secretary), body.id, body.version, organisation=self.cast.viewers[who].organisation)

    def declines(self, who: str, words: str) -> None:
        """An organisation says that it does not take part, and why."""
        asked = self._membership(who)
        answer_invitation(self.by(who), asked.id, asked.version, Consent(False, words))

    def _membership(self, who: str) -> BodyMembership:
        return rows(BodyMembership, body=self.body, organisation_id=self.cast.viewers[who].organisation)[0]  # type: ignore[no-any-return]

    def plans(self, days: int, place: str) -> Meeting:
        """The secretary plans the next meeting, at ten in the morning."""
        body = current(self.body)
        starts = timezone.make_aware(datetime.combine(days_on(days), time(10, 0)))
        sitting = Sitting(starts, starts + timedelta(hours=2), place)
        self.meeting = plan_meeting(self.by(self.secretary), body.id, body.version, sitting)
        return self.meeting

    @property
    def on(self) -> Meeting:
        """The meeting that is prepared or sits, as it stands."""
        assert self.meeting
        return current(self.meeting)  # type: ignore[no-any-return]

    def puts(self, who: str, title: str, words: str = "", asks: str = Asks.DISCUSS) -> AgendaItem:
        """A member puts an item of its own on the agenda."""
        return put_own_item(self.by(who), self.on.id, ItemPlan(title, words, asks))

    def takes_up(self, most: int) -> None:
        """The secretary takes up the first of what is due, if anything is."""
        meeting = self.on
        due = proposals(self.cast.viewers[self.secretary], meeting, clock.now())[:most]
        if due:
            chosen = tuple(one.about for one in due)
            take_up_items(self.by(self.secretary), meeting.id, meeting.version, chosen=chosen)

    def lays(self, who: str, title: str, text: str, item: AgendaItem | None = None) -> None:
        """Someone lays a paper beside the meeting."""
        plan = PaperPlan(title, "internal", text.encode(), item.id if item else None)
        add_paper(self.by(who), self.on.id, plan)

    def calls(self) -> None:
        """The invitation goes out."""
        meeting = self.on
        invite_to_meeting(self.by(self.secretary), meeting.id, meeting.version)

    def begins(self, *absent: str) -> None:
        """The meeting begins; every earlier list is approved by all who are there."""
        meeting, away = self.on, {str(self.cast.id(one)) for one in absent}
        members = current(self.body).members
        present = {one: Presence.ABSENT if one in away else Presence.MEMBER for one in members}
        open_meeting(self.by(self.secretary), meeting.id, meeting.version, present=present)
        for earlier in rows(Meeting, body=self.body, state="held"):
            for who in self.names(set(members) - away):
                now = current(earlier)
                approve_minutes(self.by(who), now.id, now.version)

    def names(self, organisations: set[str]) -> list[str]:
        """Who acts in the example for these organisations."""
        seated = set(current(self.body).seated)
        return sorted(
            name for name, one in self.cast.viewers.items()
            if str(one.organisation) in organisations and str(one.person) in seated
        )  # fmt: skip

    def decides(self, taken: Taken, **said: tuple[str, str]) -> MeetingDecision:
        """The table decides; members say what they say to it, by the short name of their organisation."""
        made = take_decision(self.by(self.secretary), self.on.id, replace(taken, item=self._item()))
        for name, (stand, words) in said.items():
            who = name.replace("_", "-")
            organisation = self.cast.viewers[who].organisation
            mine = rows(Commitment, taken=made, organisation_id=organisation)[0]
            say_stand(self.by(who), mine.id, mine.version, stand=stand, words=words)
        return made

    def _item(self) -> UUID | None:
        items = rows(AgendaItem, meeting=self.on)
        chosen: list[UUID] = [one.id for one in items if one.sort == "own"] or [one.id for one in items]
        return chosen[-1] if chosen else None

    def agrees_on(self, owner: str, what: str, days: int, taken: MeetingDecision | None = None) -> FollowUp:
        """The table agrees who takes what on."""
        organisation = self.cast.viewers[owner].organisation
        action = Action(what, organisation, days_on(days), taken.id if taken else None)
        return note_follow_up(self.by(self.secretary), self.on.id, action)

    def says(self, owner: str, action: FollowUp, outcome: str, words: str = "") -> None:
        """The owner says what came of it."""
        now = current(action)
        answer_follow_up(self.by(owner), now.id, now.version, outcome=outcome, words=words)

    def ends(self) -> None:
        """The meeting ends."""
        meeting = self.on
        close_meeting(self.by(self.secretary), meeting.id, meeting.version)
