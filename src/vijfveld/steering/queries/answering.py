# SPDX-License-Identifier: EUPL-1.2
"""The reads of who answers: its own items, what was submitted before, the evidence, its colleagues."""

from dataclasses import dataclass
from uuid import UUID

from vijfveld.node.models import Person
from vijfveld.node.viewer import Viewer
from vijfveld.steering.models import (
    AnswerEdition,
    Evidence,
    Invitation,
    Round,
    TestAnswer,
)
from vijfveld.steering.queries.rounds import library_of
from vijfveld.steering.testlibrary import Item
from vijfveld.steering.words import Work


@dataclass(frozen=True)
class OwnItem:
    """One item that a partner is asked, and its answer so far."""

    item: Item
    answer: TestAnswer | None

    @property
    def state(self) -> str:
        """How far it is."""
        return self.answer.work if self.answer else Work.TODO.value


def invitation(viewer: Viewer, round: Round, partner: UUID | None) -> Invitation | None:
    """The invitation of a partner to a round, or nothing."""
    found: Invitation | None = Invitation.objects.visible_to(viewer).filter(round=round, partner_id=partner).first()
    return found


def own_items(viewer: Viewer, round: Round, asked: Invitation) -> list[OwnItem]:
    """What a partner is asked, in the order of the library."""
    library = library_of(viewer, round)
    rows = TestAnswer.objects.visible_to(viewer).filter(invitation=asked)
    answers = {answer.item: answer for answer in rows}
    return [OwnItem(library.items[code], answers.get(code)) for code in asked.items]


def editions(viewer: Viewer, answer: TestAnswer) -> list[AnswerEdition]:
    """What was submitted before, newest first."""
    return list(AnswerEdition.objects.visible_to(viewer).filter(answer=answer).order_by("-number"))


@dataclass(frozen=True)
class Shown:
    """A piece of evidence, and whether a later revision took its place."""

    piece: Evidence
    replaced: bool


def evidence_of(viewer: Viewer, answer: TestAnswer) -> list[Shown]:
    """The evidence beside an answer, the newest revisions first."""
    rows = list(Evidence.objects.visible_to(viewer).filter(answer=answer).order_by("-id"))
    replaced = {one.replaces_id for one in rows}
    return [Shown(one, one.pk in replaced) for one in rows]


def evidence(viewer: Viewer, id: UUID) -> Evidence | None:
    """One piece of evidence, or nothing."""
    found: Evidence | None = Evidence.objects.visible_to(viewer).filter(pk=id).first()
    return found


def answer(viewer: Viewer, id: UUID) -> TestAnswer | None:
    """One answer, or nothing."""
    found: TestAnswer | None = TestAnswer.objects.visible_to(viewer).filter(pk=id).first()
    return found


def colleagues(viewer: Viewer) -> list[Person]:
    """The people of the viewer's organisation to whom an item can be given."""
    rows = Person.objects.visible_to(viewer).filter(organisation_id=viewer.organisation, left_at__isnull=True)
    return list(rows.order_by("name", "id")[:200])


def not_begun(viewer: Viewer, round: Round) -> list[Invitation]:
    """The partners of a round that wrote nothing yet, by name, as far as a viewer sees them."""
    begun = TestAnswer.objects.countable_by(viewer).filter(round=round).order_by().values("invitation_id")
    rows = Invitation.objects.visible_to(viewer).filter(round=round, left_on__isnull=True).exclude(pk__in=begun)
    return list(rows.order_by("name", "id"))
