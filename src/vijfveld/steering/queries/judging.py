# SPDX-License-Identifier: EUPL-1.2
"""The reads of who judges: spreads, answers in a field, steps, reservations and findings."""

from collections import Counter, defaultdict

from django.db.models import Count, Prefetch, QuerySet

from vijfveld.node.viewer import Viewer
from vijfveld.steering.models import (
    Finding,
    Reservation,
    Round,
    StepDecision,
    TestAnswer,
)
from vijfveld.steering.queries.rounds import library_of, reads_answers
from vijfveld.steering.words import DONE, FEWEST_SHOWN, Work


def spread_of(viewer: Viewer, round: Round, area: str, axis: str) -> dict[str, list[int]]:
    """How many answers stand at each level, per item of a field; few answers are hidden from who may not read them."""
    rows = TestAnswer.objects.countable_by(viewer).filter(round=round, area=area, axis=axis, work=Work.SUBMITTED)
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for item, level, count in rows.order_by().values_list("item", "level").annotate(count=Count("*")):
        counts[item][level] = count
    library = library_of(viewer, round)
    open_to_all = reads_answers(viewer, round)
    return {
        item.code: [counts[item.code][level] for level in range(len(library.steps_of(item.code)))]
        for item in library.in_field(area, axis)
        if open_to_all or counts[item.code].total() >= FEWEST_SHOWN
    }


def answers_in(viewer: Viewer, round: Round, area: str, axis: str) -> list[TestAnswer]:
    """The answers in a field that a viewer may read."""
    rows = TestAnswer.objects.visible_to(viewer).filter(round=round, area=area, axis=axis, work__in=DONE)
    return list(rows.select_related("partner").order_by("item", "partner__name", "id")[:1000])


def steps(viewer: Viewer, round: Round) -> dict[tuple[str, str], StepDecision]:
    """The decided steps of a round, by field and axis."""
    rows = StepDecision.objects.visible_to(viewer).filter(round=round).select_related("assessor")
    return {(one.area, one.axis): one for one in rows}


def reservations(viewer: Viewer, round: Round) -> list[Reservation]:
    """The reservations in a round: those of softer voices first, then in the order in which they were made (§8.2)."""
    rows = Reservation.objects.visible_to(viewer).filter(round=round).select_related("partner")
    return list(rows.order_by("-partner__softer_voice", "id"))


def waiting_reservations(viewer: Viewer) -> list[Reservation]:
    """The reservations of all rounds that got no reply yet, what is due first on top."""
    rounds = Prefetch("round", queryset=Round.objects.visible_to(viewer))
    rows = Reservation.objects.visible_to(viewer).filter(replied_at__isnull=True)
    rows = rows.select_related("partner").prefetch_related(rounds)
    return list(rows.order_by("reply_by", "id")[:200])


def voices(viewer: Viewer, round: Round) -> list[TestAnswer]:
    """What partners chose to say aloud, as far as the viewer may read it; softer voices first (§8.2)."""
    rows = TestAnswer.objects.visible_to(viewer).filter(round=round, aloud=True, work__in=DONE)
    rows = rows.select_related("partner")
    return list(rows.order_by("-partner__softer_voice", "partner__name", "item", "id")[:200])


def findings(viewer: Viewer, round: Round | None = None, *, area: str = "", open_only: bool = False) -> list[Finding]:
    """Findings of one round or of all, newest first."""
    rows: QuerySet[Finding] = Finding.objects.visible_to(viewer)
    rows = rows.filter(round=round) if round else rows
    rows = rows.filter(area=area) if area else rows
    rows = rows.filter(closed_at__isnull=True) if open_only else rows
    return list(rows.order_by("-id")[:200])
