# SPDX-License-Identifier: EUPL-1.2
"""How the broker's records are named and reached, and the words for what they leave on other pages."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as now_said
from django.utils.translation import gettext_lazy as _

from vijfveld.law.words import TaskWord, deadline_words, task_words
from vijfveld.node.ids import Urn
from vijfveld.node.models import Record
from vijfveld.node.naming import name_of
from vijfveld.node.slots import NavItem, Subject, navigation, routes, subjects
from vijfveld.node.viewer import Viewer
from vijfveld.steering import topics
from vijfveld.steering.models import Exercise, Expertise, Help, Lesson, LessonProof, Pairing, Unmatched

DEADLINES = {
    "expertise.lapses": _("Ervaring verloopt"),
    "pairing.follow_up": _("Terugblik op een koppeling"),
    "lesson.show": _("Een toets of oefening toont of een les is geleerd"),
}
TASKS = {
    "expertise.ask_again": TaskWord(_("Klopt het nog waarmee uw organisatie ervaring heeft?"), by_hand=False),
    "pairing.say": TaskWord(_("Zeg of u instemt met een koppeling"), by_hand=False),
    "pairing.tell": TaskWord(_("De andere kant rondde een koppeling af: zeg wat ervan kwam, als u wilt")),
    "pairing.look_back": TaskWord(_("De andere kant wil een koppeling afronden: zeg wat ervan kwam"), by_hand=False),
    "pairing.declined": TaskWord(_("Een koppeling werd afgewezen: lees waarom")),
    "lesson.reopened": TaskWord(_("Een les die uw organisatie oppakte, is weer open: lees waarom")),
    "lesson.share": TaskWord(_("Deel een les die is ingebracht"), by_hand=False),
}
Namer = Callable[[Any], str]


def _subject(model: type[Record], word: object, page: str, name: Namer, *, related: tuple[str, ...] = ()) -> Subject:
    def many(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
        rows = model.objects.visible_to(viewer).filter(pk__in=ids).select_related(*related)
        return {row.pk: name(row) for row in rows}

    def one(viewer: Viewer, urn: Urn) -> str | None:
        return many(viewer, [urn.id]).get(urn.id)

    return Subject(word, one, lambda urn: reverse(f"broker:{page}", args=[urn.id]), many)


def _about(record: Expertise | Help) -> str:
    return topics.title(record.subject, record.library)


def _both(pairing: Pairing) -> str:
    told = {"giver": name_of(pairing.giver), "asker": name_of(pairing.asker)}
    return now_said("%(giver)s helpt %(asker)s") % told


def _elsewhere(model: type[Any], word: object, field: str, page: str) -> Subject:
    """A record without a page of its own: it is named after, and leads to, the one it is about."""

    def of(viewer: Viewer, urn: Urn) -> Any:
        row = model.objects.visible_to(viewer).filter(pk=urn.id).first()
        return getattr(row, field) if row else None

    def one(viewer: Viewer, urn: Urn) -> str | None:
        found = of(viewer, urn)
        return (found.title if isinstance(found, Lesson) else _about(found)) if found else None

    return Subject(word, one, lambda urn: reverse(f"broker:{page}"))


def register() -> None:
    """Fill the slots that the broker fills."""
    routes.fill("broker", "vijfveld.steering.pages.urls_broker")
    entry = NavItem(_("Kennis"), "broker:list", lambda viewer: viewer.in_network, tucked=True)
    navigation.fill("broker", entry, order=35)
    subjects.fill("expertise", _subject(Expertise, _("ervaring"), "expertise", _about))
    subjects.fill("help", _subject(Help, _("vraag of aanbod van hulp"), "help", _about))
    subjects.fill("pairing", _subject(Pairing, _("koppeling"), "pairing", _both, related=("asker", "giver")))
    subjects.fill("exercise", _subject(Exercise, _("oefening"), "exercise", lambda row: str(row.title)))
    subjects.fill("lesson", _subject(Lesson, _("les"), "lesson", lambda row: str(row.title)))
    subjects.fill("unmatched", _elsewhere(Unmatched, _("vraag zonder aanbod"), "question", "list"))
    subjects.fill("lesson_proof", _elsewhere(LessonProof, _("bewijs bij een les"), "lesson", "lessons"))
    for code, task in TASKS.items():
        task_words.fill(code, task)
    for code, words in DEADLINES.items():
        deadline_words.fill(code, words)
