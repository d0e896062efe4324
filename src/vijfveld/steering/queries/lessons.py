# SPDX-License-Identifier: EUPL-1.2
"""The reads of lessons, what showed them, and the exercises and tests that may."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from vijfveld.face.dates import exactly
from vijfveld.node.naming import name_of
from vijfveld.node.slots import subject_title, subject_titles
from vijfveld.node.viewer import Viewer
from vijfveld.steering import questions, topics
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

MOST_OFFERED, MOST_ROUNDS = 100, 10
Choices = list[tuple[str, list[tuple[str, str]]]]


@dataclass(frozen=True)
class Offered:
    """What can be chosen, by group, and whether older tests or exercises were left out."""

    choices: Choices
    cut: bool


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
    rows = _rows(viewer, LessonProof).filter(lesson=lesson).select_related("organisation", "taken_by")
    rows = rows.prefetch_related(*seen)
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


def turned_on(viewer: Viewer, lesson: Lesson) -> date | None:
    """The day of what closed a closed lesson, or of what last opened another again; nothing when nothing did."""
    shows = Shows.LEARNT if lesson.state == LessonState.CLOSED else Shows.CONTRARY
    found = _rows(viewer, LessonProof).filter(lesson=lesson, shows=shows).order_by("-id").first()
    return found.shown_on if found else None


def evidence(viewer: Viewer, lesson: Lesson, *, after: date | None) -> Offered:
    """What can show something about a lesson: exercises, and findings and questions of frozen rounds.

    Only what came after a day, or without one what came after the lesson was shared: the latest 100 exercises, those
    about its own subject first, and 10 rounds.
    """
    first = (after or lesson.shared_on or lesson.brought_on) + timedelta(days=1)
    rows = _rows(viewer, Exercise).filter(held_on__gte=first).select_related("organiser")
    held = list(rows.order_by("-held_on", "-id")[: MOST_OFFERED + 1])
    frozen = _rows(viewer, Round).filter(state=RoundState.FROZEN, opened_at__date__gte=first)
    rounds = list(frozen.order_by("-frozen_at")[: MOST_ROUNDS + 1])
    groups = _of_exercises(held[:MOST_OFFERED], lesson)
    groups += _of_rounds(viewer, rounds[:MOST_ROUNDS], lesson.area)
    return Offered([group for group in groups if group[1]], len(held) > MOST_OFFERED or len(rounds) > MOST_ROUNDS)


def _of_exercises(held: list[Exercise], lesson: Lesson) -> Choices:
    """Exercises about the subject of a lesson, then the others, each with its day, organiser and subject."""
    mine: dict[bool, list[tuple[str, str]]] = {True: [], False: []}
    for one in held:
        subject = (one.subject, one.library)
        told = {"title": one.title, "day": exactly(one.held_on), "who": name_of(one.organiser),
                "subject": topics.placed(*subject)}  # fmt: skip
        label = _("%(title)s (%(day)s, %(who)s, %(subject)s)") % told
        mine[topics.same(subject, (lesson.subject, lesson.library))].append((f"exercise:{one.pk}", label))
    return [(_("Oefeningen over dit onderwerp"), mine[True]), (_("Oefeningen over een ander onderwerp"), mine[False])]


def _of_rounds(viewer: Viewer, rounds: list[Round], area: str) -> Choices:
    """The findings and the questions of rounds about a field."""
    asked = _rows(viewer, Questionnaire).in_bulk({round.questions_id for round in rounds})
    found: dict[UUID, list[tuple[str, str]]] = {round.pk: [] for round in rounds}
    for one in _rows(viewer, Finding).filter(round__in=rounds, area=area).order_by("id"):
        found[one.round_id].append((f"finding:{one.pk}", _("Bevinding: %(title)s") % {"title": one.title}))
    return [(round.title, found[round.pk] + _items(round, asked[round.questions_id], area)) for round in rounds]


def _items(round: Round, asked: Questionnaire, area: str) -> list[tuple[str, str]]:
    library = questions.read(bytes(asked.stored))
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
