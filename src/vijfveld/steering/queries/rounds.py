# SPDX-License-Identifier: EUPL-1.2
"""The reads of rounds: lists, one round, its questions, and how far the work is."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count

from vijfveld.law.models import Decision
from vijfveld.node.roles import Role
from vijfveld.node.viewer import Viewer
from vijfveld.steering import questions
from vijfveld.steering.models import (
    Invitation,
    Questionnaire,
    Round,
    TestAnswer,
)
from vijfveld.steering.testlibrary import SystemTestLibrary
from vijfveld.steering.words import CLOSED_EARLY, Work

PAGE = 50
MOST_ROUNDS = 100


def rounds(viewer: Viewer) -> list[Round]:
    """The rounds a viewer may see, newest first."""
    return list(Round.objects.visible_to(viewer).select_related("prepared_by").order_by("-id")[:MOST_ROUNDS])


def round(viewer: Viewer, id: UUID) -> Round | None:
    """One round, or nothing."""
    found: Round | None = Round.objects.visible_to(viewer).select_related("prepared_by").filter(pk=id).first()
    return found


def record(viewer: Viewer, model: type[Any], id: UUID) -> Any:
    """One record of a round, or nothing."""
    return model.objects.visible_to(viewer).filter(pk=id).first()


def closed_early(viewer: Viewer, round: Round) -> Decision | None:
    """The decision to close a round before the day that was promised, with its reason, or nothing."""
    rows = Decision.objects.visible_to(viewer).filter(about=round.urn, what=CLOSED_EARLY)
    found: Decision | None = rows.order_by("-id").first()
    return found


def library_of(viewer: Viewer, round: Round) -> SystemTestLibrary:
    """The questions of a round."""
    kept = Questionnaire.objects.visible_to(viewer).get(pk=round.questions_id)
    return questions.read(bytes(kept.stored))


def library_code(viewer: Viewer, round: Round) -> str:
    """The code of the library that a round asks from, without reading the questions."""
    rows = Questionnaire.objects.visible_to(viewer).filter(pk=round.questions_id)
    return str(rows.values_list("code", flat=True).get())


def reads_answers(viewer: Viewer, round: Round) -> bool:
    """Whether a viewer reads every answer of a round: those who assess it, and coordinators."""
    return viewer.holds(Role.COORDINATOR) or assesses(viewer, round)


def assesses(viewer: Viewer, round: Round) -> bool:
    """Whether a viewer acts for an organisation that assesses a round, as an assessor."""
    return viewer.holds(Role.ASSESSOR) and str(viewer.organisation) in round.assessors


@dataclass(frozen=True)
class Progress:
    """How far the answers of one field, or of one partner, are."""

    asked: int = 0
    submitted: int = 0
    not_applicable: int = 0
    drafted: int = 0
    returned: int = 0

    @property
    def done(self) -> int:
        """What needs no more work."""
        return self.submitted + self.not_applicable

    @property
    def left(self) -> int:
        """What nobody answered yet."""
        return max(self.asked - self.done, 0)


def _progress(asked: int, work: Mapping[str, int]) -> Progress:
    return Progress(
        asked,
        *(work.get(state, 0) for state in (Work.SUBMITTED, Work.NOT_APPLICABLE, Work.DRAFTED, Work.RETURNED)),
    )


@dataclass(frozen=True)
class Overview:
    """How far a round is: per field for everyone, per partner for those who may read its answers."""

    invited: int
    left: int
    whole: Progress
    by_area: dict[str, Progress]
    by_partner: list[tuple[Invitation, Progress]]
    partners: int
    page: int = 1

    @property
    def pages(self) -> int:
        """How many pages the list of partners has."""
        return max(-(-self.partners // PAGE), 1)


def overview(viewer: Viewer, round: Round, *, page: int = 1) -> Overview:
    """Count in the database: two sums over the answers, whatever their number."""
    asked, invited, left = _asked(viewer, round)
    counted = TestAnswer.objects.countable_by(viewer).filter(round=round).order_by()
    work: dict[str, dict[str, int]] = defaultdict(dict)
    for area, state, count in counted.values_list("area", "work").annotate(count=Count("*")):
        work[area][state] = count
    every: Counter[str] = Counter()
    for states in work.values():
        every.update(states)
    mine = Invitation.objects.visible_to(viewer).filter(round=round)
    partners = mine.order_by().count()
    page = min(max(page, 1), max(-(-partners // PAGE), 1))
    shown = list(mine.order_by("name", "id")[(page - 1) * PAGE : page * PAGE])
    return Overview(
        invited=invited, left=left, whole=_progress(asked.total(), every),
        by_area={area: _progress(count, work[area]) for area, count in asked.items()},
        by_partner=_by_partner(viewer, shown), partners=partners, page=page,
    )  # fmt: skip


def _asked(viewer: Viewer, round: Round) -> tuple[Counter[str], int, int]:
    rows = list(Invitation.objects.countable_by(viewer).filter(round=round).values_list("asked", "left_on"))
    asked: Counter[str] = Counter(dict.fromkeys(round.areas, 0))
    for counts, _left in rows:
        asked.update(counts)
    return asked, len(rows), sum(left is not None for _counts, left in rows)


def _by_partner(viewer: Viewer, shown: list[Invitation]) -> list[tuple[Invitation, Progress]]:
    if not shown:
        return []
    # Whoever sees an invitation sees its answers; counting by round lets the index alone answer.
    counted = TestAnswer.objects.countable_by(viewer).filter(round=shown[0].round_id)
    rows = counted.filter(invitation__in=[one.pk for one in shown]).order_by()
    work: dict[UUID, dict[str, int]] = defaultdict(dict)
    for invitation, state, count in rows.values_list("invitation_id", "work").annotate(count=Count("*")):
        work[invitation][state] = count
    return [(one, _progress(len(one.items), work[one.pk])) for one in shown]
