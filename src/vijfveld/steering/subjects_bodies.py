# SPDX-License-Identifier: EUPL-1.2
"""How bodies, meetings and what is decided there are named and reached, and the words for what they leave elsewhere."""

from collections.abc import Callable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from vijfveld.law.words import TaskWord, deadline_words, decision_words, task_words
from vijfveld.node.ids import Urn
from vijfveld.node.models import Record
from vijfveld.node.roles import Role
from vijfveld.node.slots import NavItem, Subject, navigation, routes, subjects
from vijfveld.node.viewer import Viewer
from vijfveld.steering.models import (
    AgendaItem,
    Body,
    BodyMembership,
    BodySeat,
    Commitment,
    FollowUp,
    Meeting,
    MeetingDecision,
    MeetingPaper,
)

Titles = Callable[[Viewer, list[UUID]], dict[UUID, str]]
DEADLINES = {
    "meeting.start": _("Overleg begint"), "meeting.review": _("Besluit van een overleg opnieuw bekijken"),
    "follow_up.due": _("Actie uit een overleg"), "body_seat.end": _("Plaats in een overleg loopt af"),
}  # fmt: skip
TASKS = {
    "body.answer": TaskWord(_("Zeg of uw organisatie meedoet aan een overleg"), by_hand=False),
    "body.seat": TaskWord(_("Zeg wie er nu in een overleg zit"), by_hand=False),
    "body.keep": TaskWord(_("Neem het secretariaat van een overleg over"), by_hand=False),
    "meeting.prepare": TaskWord(_("Bereid een overleg voor")),
    "commitment.say": TaskWord(_("Zeg of een besluit uw organisatie bindt"), by_hand=False),
    "follow_up.do": TaskWord(_("Voer een actie uit een overleg uit"), by_hand=False),
}


def _plain(model: type[Record], field: str) -> Titles:
    def titles(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
        return dict(model.objects.visible_to(viewer).filter(pk__in=ids).values_list("id", field))

    return titles


body_titles = _plain(Body, "name")


def meeting_titles(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
    """A meeting is named by its body and its number."""
    rows = Meeting.objects.visible_to(viewer).filter(pk__in=ids).values_list("id", "body_id", "number")
    found = list(rows)
    names = body_titles(viewer, [body for _id, body, _number in found])
    told = say("%(body)s, overleg %(number)s")
    return {id: told % {"body": names[body], "number": number} for id, body, number in found if body in names}


def _by(model: type[Record], field: str, of: Titles) -> Titles:
    """Name records after what they belong to."""

    def titles(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
        rows = dict(model.objects.visible_to(viewer).filter(pk__in=ids).values_list("id", field))
        known = of(viewer, list(set(rows.values())))
        return {id: known[other] for id, other in rows.items() if other in known}

    return titles


decision_titles = _plain(MeetingDecision, "words")
NAMED: tuple[tuple[str, object, str, Titles], ...] = (
    (Body.kind, _("overleg"), "body", body_titles),
    (BodyMembership.kind, _("deelname aan een overleg"), "membership", _by(BodyMembership, "body_id", body_titles)),
    (BodySeat.kind, _("plaats in een overleg"), "seat", _by(BodySeat, "body_id", body_titles)),
    (Meeting.kind, _("overleg"), "meeting", meeting_titles),
    (AgendaItem.kind, _("agendapunt"), "item", _plain(AgendaItem, "title")),
    (MeetingPaper.kind, _("stuk van een overleg"), "paper", _plain(MeetingPaper, "title")),
    (MeetingDecision.kind, _("besluit van een overleg"), "decision", decision_titles),
    (
        Commitment.kind,
        _("wat een lid zegt tegen een besluit"),
        "commitment",
        _by(Commitment, "taken_id", decision_titles),
    ),
    (FollowUp.kind, _("actie uit een overleg"), "follow_up", _plain(FollowUp, "what")),
)


def _subject(word: object, page: str, many: Titles) -> Subject:
    def one(viewer: Viewer, urn: Urn) -> str | None:
        return many(viewer, [urn.id]).get(urn.id)

    return Subject(word, one, lambda urn: reverse(f"bodies:{page}", args=[urn.id]), many)


def register() -> None:
    """Fill the slots that bodies fill."""
    routes.fill("bodies", "vijfveld.steering.pages.urls_bodies")
    navigation.fill("bodies", NavItem(_("Overleg"), "bodies:list", _looks, tucked=True), order=70)
    for kind, word, page, titles in NAMED:
        subjects.fill(kind, _subject(word, page, titles))
    decision_words.fill("meeting.decide", _("Besluit van een overleg"))
    for code, word in DEADLINES.items():
        deadline_words.fill(code, word)
    for code, task in TASKS.items():
        task_words.fill(code, task)


def _looks(viewer: Viewer) -> bool:
    return viewer.in_network or viewer.holds(Role.OVERSIGHT)
