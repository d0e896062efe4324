# SPDX-License-Identifier: EUPL-1.2
"""The reads of asks and answers: what is asked of us, what we asked, and what partners said."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, IntegerField, Q, When

from vijfveld.node.models import Organisation
from vijfveld.node.viewer import Viewer
from vijfveld.strategy.models import Answer, Ask, Effort
from vijfveld.strategy.words import OPEN_ASKS, AskState

PAGE = 25
CAP = 1000
MOST_PARTNERS = 40
MOST_KNOWN = 12


@dataclass(frozen=True)
class Line:
    """One ask with its effort and the latest answer, as far as the viewer may see them."""

    ask: Ask
    effort: Effort | None
    answer: Answer | None


@dataclass(frozen=True)
class Asks:
    """One page of a list of asks, and how many there are, up to the cap."""

    lines: list[Line]
    count: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(-(-self.count // PAGE), 1)


def asked_of(viewer: Viewer, *, state: str = "", page: int = 1) -> Asks:
    """What is asked of the viewer's organisation: what waits for an answer first, soonest first."""
    return _list(viewer, Q(partner=viewer.organisation), state=state, page=page)


def asked_by(viewer: Viewer, *, state: str = "", page: int = 1) -> Asks:
    """What the viewer's organisation asked of others, in the same order."""
    return _list(viewer, Q(asker=viewer.organisation), state=state, page=page)


def open_asks_of(viewer: Viewer, *, limit: int = 5) -> list[Line]:
    """The asks that wait for an answer of the viewer's organisation, soonest first."""
    rows = Ask.objects.visible_to(viewer).filter(partner=viewer.organisation, state=AskState.OPEN)
    return _lines(viewer, list(rows.select_related("partner", "asker").order_by("reply_by", "id")[:limit]))


def _list(viewer: Viewer, whose: Q, *, state: str, page: int) -> Asks:
    rows = Ask.objects.visible_to(viewer).filter(whose)
    if state in AskState.values:
        rows = rows.filter(state=state)
    elif state != "all":
        rows = rows.filter(state__in=OPEN_ASKS)
    count = rows.order_by()[:CAP].count()
    page = min(max(page, 1), max(-(-count // PAGE), 1))
    waits = Case(When(state=AskState.OPEN, then=0), default=1, output_field=IntegerField())
    ordered = rows.select_related("partner", "asker").order_by(waits, "reply_by", "-id")
    return Asks(_lines(viewer, list(ordered[(page - 1) * PAGE : page * PAGE])), count, page)


def _lines(viewer: Viewer, asks: Sequence[Ask]) -> list[Line]:
    efforts = Effort.objects.visible_to(viewer).in_bulk([ask.effort_id for ask in asks])
    latest = latest_answers(viewer, [ask.id for ask in asks])
    return [Line(ask, efforts.get(ask.effort_id), latest.get(ask.id)) for ask in asks]


def latest_answers(viewer: Viewer, asks: Sequence[UUID]) -> dict[UUID, Answer]:
    """The answer that counts, per ask."""
    rows = Answer.objects.visible_to(viewer).filter(ask__in=list(asks)).order_by("number")
    return {answer.ask_id: answer for answer in rows}


def asks_for(viewer: Viewer, effort: Effort) -> list[Line]:
    """The asks for one effort that the viewer may see; those that stand first, by partner."""
    rows = Ask.objects.visible_to(viewer).filter(effort=effort).select_related("partner", "asker")
    over = Case(When(state__in=OPEN_ASKS, then=0), default=1, output_field=IntegerField())
    asks = list(rows.order_by(over, "partner__name", "-id"))
    latest = latest_answers(viewer, [ask.id for ask in asks])
    return [Line(ask, effort, latest.get(ask.id)) for ask in asks]


def ask(viewer: Viewer, id: UUID) -> Line | None:
    """One ask with its effort and its latest answer, or nothing."""
    rows = Ask.objects.visible_to(viewer).select_related("partner", "asker").filter(pk=id)
    lines = _lines(viewer, list(rows))
    return lines[0] if lines else None


def answers(viewer: Viewer, ask: Ask) -> list[Answer]:
    """Every answer to an ask, in order."""
    return list(Answer.objects.visible_to(viewer).filter(ask=ask).order_by("number"))


def lines_of(viewer: Viewer, asks: Sequence[UUID]) -> dict[UUID, Line]:
    """These asks by their id, with their efforts and latest answers."""
    rows = Ask.objects.visible_to(viewer).filter(pk__in=list(asks)).select_related("partner", "asker")
    return {line.ask.id: line for line in _lines(viewer, list(rows))}


def asks_answered(viewer: Viewer, answers: Sequence[UUID]) -> dict[UUID, UUID]:
    """Which ask each of these answers belongs to."""
    return dict(Answer.objects.visible_to(viewer).filter(pk__in=list(answers)).values_list("id", "ask_id"))


def answers_of(viewer: Viewer, asks: Sequence[UUID]) -> list[Answer]:
    """Every answer to these asks."""
    return list(Answer.objects.visible_to(viewer).filter(ask__in=list(asks)))


def answer(viewer: Viewer, id: UUID) -> Answer | None:
    """One answer, or nothing."""
    found: Answer | None = Answer.objects.visible_to(viewer).filter(pk=id).first()
    return found


@dataclass(frozen=True)
class Partners:
    """The partners that a search found, and whether there are more; `known`: without a search, those asked before."""

    found: list[Organisation]
    more: bool
    known: bool = False


def partners_to_ask(viewer: Viewer, effort: Effort, *, words: str = "", sort: str = "") -> Partners:
    """The partners that can still be asked for an effort, by words in their name and by sort."""
    asked = Ask.objects.visible_to(viewer).filter(effort=effort, state__in=OPEN_ASKS).values("partner_id")
    rows = Organisation.objects.filter(left_on__isnull=True).exclude(pk=effort.owner_id).exclude(pk__in=asked)
    if not words.strip() and not sort:
        before = Ask.objects.visible_to(viewer).filter(asker=viewer.organisation).values("partner_id")
        known = list(rows.filter(pk__in=before).order_by("name", "id")[:MOST_KNOWN])
        if known:
            return Partners(known, more=True, known=True)
    rows = rows.filter(sort=sort) if sort else rows
    for word in words.split()[:6]:
        rows = rows.filter(Q(name__icontains=word) | Q(name_en__icontains=word))
    found = list(rows.order_by("name", "id")[: MOST_PARTNERS + 1])
    return Partners(found[:MOST_PARTNERS], len(found) > MOST_PARTNERS)
