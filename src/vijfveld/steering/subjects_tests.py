# SPDX-License-Identifier: EUPL-1.2
"""How rounds and what is in them are named and reached, and the words for what they leave on other pages."""

from collections.abc import Callable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vijfveld.law.words import TaskWord, deadline_words, decision_words, outcome_words, task_words
from vijfveld.node.ids import Urn
from vijfveld.node.models import Record
from vijfveld.node.slots import NavItem, Subject, navigation, routes, subjects
from vijfveld.node.viewer import Viewer
from vijfveld.steering import questions
from vijfveld.steering.models import (
    AnswerEdition,
    Evidence,
    Finding,
    Freezing,
    Invitation,
    Reservation,
    Round,
    Snapshot,
    StepDecision,
    TestAnswer,
)
from vijfveld.steering.queries import wheel
from vijfveld.steering.queries.rounds import library_of
from vijfveld.steering.steps import step_sources
from vijfveld.steering.testlibrary import Item
from vijfveld.steering.words import CANNOT_JUDGE, CLOSED_EARLY, STEPS
from vijfveld.strategy.queries.capacity import last_test

DEADLINES = {
    "round.close": _("Systeemtoets sluit voor antwoorden"),
    "evidence.expires": _("Bewijs verloopt"),
    "reservation.reply": _("Antwoord op een voorbehoud"),
}
TASKS = {
    "round.answer": TaskWord(_("Beantwoord de systeemtoets"), by_hand=False),
    "round.remind": TaskWord(_("Herinnering: beantwoord de systeemtoets"), by_hand=False),
    "round.decide": TaskWord(_("Oordeel over de systeemtoets"), by_hand=False),
    "test_answer.returned": TaskWord(_("Vul een antwoord van de systeemtoets aan")),
    "reservation.reply": TaskWord(_("Beantwoord een voorbehoud"), by_hand=False),
    "finding.take_up": TaskWord(_("Zorg voor vaste inzet bij een bevinding"), by_hand=False),
}
OF_A_ROUND: tuple[tuple[type[Record], object], ...] = (
    (Invitation, _("uitnodiging")), (TestAnswer, _("antwoord op een systeemtoets")),
    (AnswerEdition, _("ingediend antwoord")), (Evidence, _("bewijs")), (Reservation, _("voorbehoud")),
    (StepDecision, _("oordeel")), (Freezing, _("vaststelling")), (Snapshot, _("vastgesteld rapport")),
)  # fmt: skip
"""Records that are named after their round."""


def titles(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
    """The titles of rounds."""
    return dict(Round.objects.visible_to(viewer).filter(pk__in=ids).values_list("id", "title"))


def finding_titles(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
    """The titles of findings."""
    return dict(Finding.objects.visible_to(viewer).filter(pk__in=ids).values_list("id", "title"))


def titles_of(model: type[Record]) -> Callable[[Viewer, list[UUID]], dict[UUID, str]]:
    """Name records of a model after their round."""

    def named(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
        rounds = dict(model.objects.visible_to(viewer).filter(pk__in=ids).values_list("id", "round_id"))
        known = titles(viewer, list(set(rounds.values())))
        return {id: known[round] for id, round in rounds.items() if round in known}

    return named


def answer_titles(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
    """Answers are named after the question."""
    rows = dict(TestAnswer.objects.visible_to(viewer).filter(pk__in=ids).values_list("id", "round_id"))
    rounds = Round.objects.visible_to(viewer).filter(pk__in=set(rows.values()))
    asked = {one.pk: library_of(viewer, one).items for one in rounds}
    items = dict(TestAnswer.objects.visible_to(viewer).filter(pk__in=ids).values_list("id", "item"))
    return {id: _question(asked[round][items[id]]) for id, round in rows.items() if round in asked}


def _question(item: Item) -> str:
    return f"{item.label}: {questions.said(item.words).question}"


def evidence_titles(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
    """Evidence has a name of its own."""
    return dict(Evidence.objects.visible_to(viewer).filter(pk__in=ids).values_list("id", "title"))


NAMED_OTHERWISE = {TestAnswer: answer_titles, Evidence: evidence_titles}


def _subject(word: object, page: str, many: Callable[[Viewer, list[UUID]], dict[UUID, str]]) -> Subject:
    def one(viewer: Viewer, urn: Urn) -> str | None:
        return many(viewer, [urn.id]).get(urn.id)

    return Subject(word, one, lambda urn: reverse(f"tests:{page}", args=[urn.id]), many)


def register() -> None:
    """Fill the slots that the system test fills."""
    routes.fill("tests", "vijfveld.steering.pages.urls_tests")
    navigation.fill("tests", NavItem(_("Systeemtoetsen"), "tests:list", lambda viewer: viewer.in_network), order=60)
    subjects.fill("round", _subject(_("systeemtoets"), "detail", titles))
    subjects.fill("finding", _subject(_("bevinding"), "finding", finding_titles))
    for model, word in OF_A_ROUND:
        subjects.fill(model.kind, _subject(word, model.kind, NAMED_OTHERWISE.get(model) or titles_of(model)))
    step_sources.fill("tests", wheel.steps_of_last_round)
    last_test.fill("tests", wheel.last_tested)
    _words()


def _words() -> None:
    decision_words.fill("round.step", _("Oordeel in een systeemtoets"))
    decision_words.fill(CLOSED_EARLY, _("Eerder gesloten systeemtoets"))
    outcome_words.fill("closed-early", _("eerder gesloten dan beloofd"))
    outcome_words.fill("cannot_judge", CANNOT_JUDGE)
    for number, step in enumerate(STEPS):
        outcome_words.fill(f"step_{number}", step)
    for code, word in DEADLINES.items():
        deadline_words.fill(code, word)
    for code, task in TASKS.items():
        task_words.fill(code, task)
