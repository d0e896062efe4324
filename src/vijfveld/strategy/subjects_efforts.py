# SPDX-License-Identifier: EUPL-1.2
"""How efforts, asks and answers are named and reached, and the words for what they leave on other pages."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vijfveld.face.items import Fact
from vijfveld.law.models import Decision
from vijfveld.law.words import (
    TaskWord,
    change_words,
    deadline_words,
    decision_facts,
    decision_words,
    outcome_words,
    task_words,
)
from vijfveld.node.ids import Urn
from vijfveld.node.slots import NavItem, Subject, navigation, routes, subjects
from vijfveld.node.viewer import Viewer
from vijfveld.strategy import sayings
from vijfveld.strategy.models import Answer, Ask
from vijfveld.strategy.pages.ask_changes import answer_words, ask_words
from vijfveld.strategy.queries import efforts
from vijfveld.strategy.queries.ends import MOVES, moved_ends
from vijfveld.strategy.words import AskState

DECISIONS = {
    "effort.propose": gettext_lazy("Flexibele inzet voorgesteld"),
    "effort.end": gettext_lazy("Flexibele inzet gestopt"),
    "effort.prolong": gettext_lazy("Flexibele inzet verlengd"),
    "effort.take_up": gettext_lazy("Flexibele inzet vast gemaakt"),
    "effort.wind_down": gettext_lazy("Vaste inzet afgebouwd"),
    "effort.keep": gettext_lazy("Vaste inzet in stand gehouden"),
}
OUTCOMES = {
    "despite-gap": gettext_lazy("terwijl de vaste inzet niet op orde was"),
    "prolonged": gettext_lazy("verlengd"),
    "taken-up": gettext_lazy("vast gemaakt"),
    "winding-down": gettext_lazy("wordt afgebouwd"),
    "kept": gettext_lazy("blijft in stand"),
    "adopted": gettext_lazy("overgenomen"),
    "asked_again": gettext_lazy("opnieuw gevraagd"),
    "moot": gettext_lazy("niet meer nodig"),
    **{state.value: state.label for state in AskState if state not in (AskState.OPEN, AskState.CLOSED)},
}
DEADLINES = {
    "effort.end": gettext_lazy("Inzet stopt"),
    "ask.reply": gettext_lazy("Antwoord op een vraag om inzet"),
}
TASKS = {
    "ask.reply": TaskWord(gettext_lazy("Beantwoord de vraag om inzet"), by_hand=False),
    "ask.answered_otherwise": TaskWord(gettext_lazy("Kijk naar het antwoord van de partner")),
    "effort.winds_down": TaskWord(gettext_lazy("Bereid u voor: deze inzet wordt afgebouwd")),
}


def effort_title(viewer: Viewer, urn: Urn) -> str | None:
    """The title of an effort."""
    return efforts.titles(viewer, [urn.id]).get(urn.id)


def ask_titles(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
    """The titles of asks: the effort, and the partner that was asked."""
    rows = Ask.objects.visible_to(viewer).filter(pk__in=ids).select_related("partner")
    found = [(ask.id, ask.effort_id, sayings.name_of(ask.partner)) for ask in rows]
    titles = efforts.titles(viewer, [effort for _id, effort, _partner in found])
    return {id: _ask_title(titles.get(effort, ""), partner) for id, effort, partner in found}


def _ask_title(effort: str, partner: str) -> str:
    return _("%(effort)s: vraag aan %(partner)s") % {"effort": effort, "partner": partner}


def ask_title(viewer: Viewer, urn: Urn) -> str | None:
    """The title of an ask."""
    return ask_titles(viewer, [urn.id]).get(urn.id)


def answer_titles(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
    """The titles of answers: those of what they answer."""
    asked = dict(Answer.objects.visible_to(viewer).filter(pk__in=ids).values_list("id", "ask_id"))
    titles = ask_titles(viewer, list(asked.values()))
    return {id: titles[ask] for id, ask in asked.items() if ask in titles}


def answer_title(viewer: Viewer, urn: Urn) -> str | None:
    """The title of an answer."""
    return answer_titles(viewer, [urn.id]).get(urn.id)


def moved_facts(viewer: Viewer, decision: Decision) -> list[Fact]:
    """On the page of a decision that moves the end of an effort: from which last day to which."""
    moved = moved_ends(viewer, decision.about).get(decision.id)
    return [Fact(heading, words) for heading, words in sayings.end_words(moved)]


def register() -> None:
    """Fill the slots that efforts, asks and answers fill."""
    detail = Subject(
        gettext_lazy("inzet"), effort_title, lambda urn: reverse("efforts:detail", args=[urn.id]), efforts.titles
    )
    subjects.fill("effort", detail)
    subjects.fill(
        "ask", Subject(gettext_lazy("vraag"), ask_title, lambda urn: reverse("efforts:ask", args=[urn.id]), ask_titles)
    )
    subjects.fill(
        "answer",
        Subject(
            gettext_lazy("antwoord"), answer_title, lambda urn: reverse("efforts:answer", args=[urn.id]), answer_titles
        ),
    )
    routes.fill("efforts", "vijfveld.strategy.pages.urls_efforts")
    navigation.fill(
        "efforts", NavItem(gettext_lazy("Inzet"), "efforts:list", lambda viewer: viewer.in_network), order=30
    )
    for slot, words in ((decision_words, DECISIONS), (outcome_words, OUTCOMES), (deadline_words, DEADLINES)):
        for code, said in words.items():
            slot.fill(code, said)
    change_words.fill("answer", answer_words)
    change_words.fill("ask", ask_words)
    for code in MOVES:
        decision_facts.fill(code, moved_facts)
    for code, task in TASKS.items():
        task_words.fill(code, task)
