# SPDX-License-Identifier: EUPL-1.2
"""A table at which three partners sit: a town that keeps the papers, the police and a school; others do not sit."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from tests.conftest import World
from tests.steering.conftest import again
from vijfveld.law.models import Task
from vijfveld.node.roles import Discipline, OrganisationKind, Role
from vijfveld.node.viewer import Viewer
from vijfveld.steering.acts.bodies import BodyPlan, Consent, answer_invitation, found_body
from vijfveld.steering.acts.commitments import approve_minutes
from vijfveld.steering.acts.meetings import Sitting, plan_meeting
from vijfveld.steering.acts.seats import Seating
from vijfveld.steering.acts.sitting import Action, Taken, close_meeting, note_follow_up, open_meeting, take_decision
from vijfveld.steering.models import Body, BodyMembership, FollowUp, Meeting, MeetingDecision

DECIDED = Taken("Wij oefenen in mei met de zilvermeeuw.", "De zomer is druk.", "§6.1", area="voorbereiden")


@dataclass
class Round:
    """Everyone who sits, and two who do not."""

    world: World
    town: Viewer
    second: Viewer
    police: Viewer
    school: Viewer
    stranger: Viewer
    oversight: Viewer
    coordinator: Viewer

    def by(self, viewer: Viewer, key: str | None = None):
        return self.world.caller(viewer, key)

    def plan(self, **changes) -> BodyPlan:
        given = {
            "name": "Regionaal overleg Noordkust", "level": "regional", "purpose": "Samen oefenen.",
            "section": "§8.2", "rhythm": "monthly",
            "members": (self.police.organisation, self.school.organisation),
        }  # fmt: skip
        return BodyPlan(**{**given, **changes})

    def founded(self, **changes) -> Body:
        return found_body(self.by(self.town), self.plan(**changes), Seating(self.town.person, self.second.person))

    def membership(self, body: Body, viewer: Viewer) -> BodyMembership:
        return all_of(BodyMembership).get(body=body, organisation_id=viewer.organisation)

    def joins(self, body: Body, viewer: Viewer, **seating) -> BodyMembership:
        asked = self.membership(body, viewer)
        said = Consent(True, seating=Seating(viewer.person, **seating))
        return answer_invitation(self.by(viewer), asked.id, asked.version, said)

    def whole(self) -> Body:
        """A body in which all three sit."""
        body = self.founded()
        for viewer in (self.police, self.school):
            self.joins(body, viewer)
        return again(body)

    def planned(self, body: Body, *, days: int = 3) -> Meeting:
        now = again(body)
        starts = self.world.now + timedelta(days=days)
        sitting = Sitting(starts, starts + timedelta(hours=1), "Kamer 2")
        return plan_meeting(self.by(self.town), now.id, now.version, sitting)

    def opened(self, meeting: Meeting, *, absent: tuple[UUID, ...] = ()) -> Meeting:
        now = again(meeting)
        there = {one: "absent" if UUID(one) in absent else "member" for one in again_body(now).members}
        return open_meeting(self.by(self.town), now.id, now.version, present=there)

    def decided(self, meeting: Meeting, taken: Taken = DECIDED) -> MeetingDecision:
        return take_decision(self.by(self.town), meeting.id, taken)

    def acted(self, meeting: Meeting, owner: Viewer, taken: MeetingDecision | None = None) -> FollowUp:
        due = date(2026, 5, 1)
        action = Action("Nodig de brandweer uit", owner.organisation, due, taken.id if taken else None)
        return note_follow_up(self.by(self.town), meeting.id, action)

    def closed(self, meeting: Meeting) -> Meeting:
        now = again(meeting)
        return close_meeting(self.by(self.town), now.id, now.version)

    def approved(self, meeting: Meeting, *viewers: Viewer, remark: str = "") -> Meeting:
        for viewer in viewers:
            now = again(meeting)
            approve_minutes(self.by(viewer), now.id, now.version, remark=remark)
        return again(meeting)


def again_body(meeting: Meeting) -> Body:
    return all_of(Body).get(pk=meeting.body_id)


def all_of(model):
    return model.objects.beyond_access("test")


def tasks_of(viewer: Viewer, what: str) -> list[Task]:
    return list(all_of(Task).filter(organisation_id=viewer.organisation, what=what, done_at__isnull=True))


def around(world: World) -> Round:
    """The people of a table."""
    world.organisation("Politie", discipline=Discipline.SECURITY, sort=OrganisationKind.POLICE)
    world.organisation("Inspectie", discipline=Discipline.JUDICIAL)
    world.organisation("NCTV", discipline=Discipline.SECURITY)
    return Round(
        world=world,
        town=world.person("Tara Stad", "Gemeente Molenwaard", Role.PLANNER),
        second=world.person("Teun Vervanger", "Gemeente Molenwaard", Role.LIAISON),
        police=world.person("Pim Agent", "Politie", Role.LIAISON),
        school=world.person("Saar School", "Schoolkoepel", Role.LIAISON),
        stranger=world.person("Vik Vreemd", "Gemeente Duinrode", Role.LIAISON),
        oversight=world.person("Tess Toezicht", "Inspectie", Role.OVERSIGHT),
        coordinator=world.person("Cora Coördinator", "NCTV", Role.COORDINATOR),
    )
