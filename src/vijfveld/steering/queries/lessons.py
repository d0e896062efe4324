# SPDX-License-Identifier: EUPL-1.2
"""The reads of lessons, what showed them, and the exercises and tests that may."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from vijfveld.node.slots import subject_title, subject_titles
from vijfveld.node.viewer import Viewer
from vijfveld.steering import questions
from vijfveld.steering.models import (
    Exercise,
    Finding,
    Lesson,
    LessonProof,
    Meeting,
    Pairing,
    Questionnaire,
    Round,
)
from vijfveld.steering.words import RoundState
from vijfveld.steering.words_broker import LessonState, PairingState, Shows

MOST_OFFERED = 100
Choices = list[tuple[str, list[tuple[str, str]]]]


def _rows(viewer: Viewer, model: Any) -> Any:
    return model.objects.visible_to(viewer)


def lessons(viewer: Viewer, state: str = "") -> list[Lesson]:
    """The lessons a viewer may read; what is open first, the oldest first within a state."""
    rows = _rows(viewer, Lesson).select_related("taken_by").order_by("brought_on", "id")
    rows = rows.filter(state=state) if state else rows
    order = [LessonState.BROUGHT, LessonState.OPEN, LessonState.TAKEN_UP, LessonState.CLOSED]
    return sorted(rows, key=lambda one: order.index(LessonState(one.state)))


def proofs(viewer: Viewer, lesson: Lesson) -> list[LessonProof]:
    """What was shown about a lesson, the newest first."""
    seen = [Prefetch(name, _rows(viewer, model)) for name, model in
            (("exercise", Exercise), ("round", Round), ("finding", Finding))]  # fmt: skip
    rows = _rows(viewer, LessonProof).filter(lesson=lesson).select_related("organisation").prefetch_related(*seen)
    return list(rows.order_by("-id"))


def source_title(viewer: Viewer, lesson: Lesson) -> str | None:
    """The title of where a lesson comes from, when the viewer may see that."""
    return subject_title(viewer, lesson.source)


def exercises(viewer: Viewer) -> list[Exercise]:
    """The exercises that were recorded, the latest first."""
    return list(_rows(viewer, Exercise).select_related("organiser").order_by("-held_on", "-id"))


def exercise(viewer: Viewer, id: UUID) -> Exercise | None:
    """One exercise, or nothing."""
    found: Exercise | None = _rows(viewer, Exercise).select_related("organiser").filter(pk=id).first()
    return found


def sources(viewer: Viewer) -> Choices:
    """Everything a viewer can bring a lesson from, by sort, each under its urn."""
    running = _rows(viewer, Pairing).filter(state__in=[PairingState.AGREED, PairingState.ENDED]).order_by("-agreed_on")
    found = _rows(viewer, Finding).order_by("-noted_at")
    held = _rows(viewer, Exercise).order_by("-held_on", "-id")
    met = _rows(viewer, Meeting).filter(opened_at__isnull=False).order_by("-opened_at")
    groups: Iterable[tuple[str, Any]] = (
        (_("Koppelingen"), running), (_("Bevindingen"), found), (_("Oefeningen"), held), (_("Overleggen"), met),
    )  # fmt: skip
    urns = {name: [one.urn for one in rows[:MOST_OFFERED]] for name, rows in groups}
    titles = subject_titles(viewer, [urn for each in urns.values() for urn in each])
    return [(name, [(urn, titles[urn]) for urn in each if urn in titles]) for name, each in urns.items() if each]


def last_shown(viewer: Viewer, lesson: Lesson) -> LessonProof | None:
    """What closed a lesson last."""
    rows = _rows(viewer, LessonProof).filter(lesson=lesson, shows=Shows.LEARNT)
    found: LessonProof | None = rows.order_by("-id").first()
    return found


def evidence(viewer: Viewer, lesson: Lesson, *, after: date | None) -> Choices:
    """What can show something about a lesson: exercises, and findings and questions of frozen rounds.

    Only what came after a day, or without one what came after the lesson was shared.
    """
    first = (after or lesson.shared_on or lesson.brought_on) + timedelta(days=1)
    held = _rows(viewer, Exercise).filter(held_on__gte=first).order_by("-held_on", "-id")
    groups = [(_("Oefeningen"), [(f"exercise:{one.pk}", one.title) for one in held[:MOST_OFFERED]])]
    rounds = _rows(viewer, Round).filter(state=RoundState.FROZEN).order_by("-frozen_at")
    for round in rounds:
        if timezone.localdate(round.opened_at) < first:
            continue
        found = _rows(viewer, Finding).filter(round=round, area=lesson.area).order_by("id")
        offered = [(f"finding:{one.pk}", _("Bevinding: %(title)s") % {"title": one.title}) for one in found]
        groups.append((round.title, offered + _items(viewer, round, lesson.area)))
    return [group for group in groups if group[1]]


def _items(viewer: Viewer, round: Round, area: str) -> list[tuple[str, str]]:
    kept = _rows(viewer, Questionnaire).get(pk=round.questions_id)
    library = questions.read(bytes(kept.stored))
    return [
        (f"item:{round.pk}:{one.code}", f"{one.label}: {questions.said(one.words).question}")
        for one in library.items.values() if one.area in (area, None)
    ]  # fmt: skip


def item_words(viewer: Viewer, proof: LessonProof) -> str:
    """The question of a test that a proof names, in words."""
    if not proof.item or proof.round is None:
        return ""
    kept = _rows(viewer, Questionnaire).filter(pk=proof.round.questions_id).first()
    found = questions.read(bytes(kept.stored)).items.get(proof.item) if kept else None
    return str(questions.said(found.words).question) if found else proof.item
