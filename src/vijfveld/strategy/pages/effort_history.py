# SPDX-License-Identifier: EUPL-1.2
"""The history of an effort with that of its asks and answers, as far as the reader may see them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vijfveld.face.dates import exactly
from vijfveld.face.shell import Change as Line
from vijfveld.law.changes import Change, history_of
from vijfveld.node.ids import Urn
from vijfveld.node.viewer import Viewer
from vijfveld.strategy import sayings
from vijfveld.strategy.models import Answer, Ask, Effort
from vijfveld.strategy.queries.asks import Line as AskLine
from vijfveld.strategy.queries.asks import answers_of
from vijfveld.strategy.words import AskState, Reply

SHOWN = 20
ORDER = ("effort", "ask", "answer")
"""What happened at the same moment stands in the order in which it can have happened."""


def effort_strip(viewer: Viewer, effort: Effort, lines: Iterable[AskLine]) -> list[Line]:
    """One line for each act on an effort, its asks and their answers, newest first."""
    asks = {line.ask.id: line.ask for line in lines}
    answers = {answer.id: answer for answer in answers_of(viewer, list(asks))}
    records: list[Effort | Ask | Answer] = [effort, *asks.values(), *answers.values()]
    acts: dict[UUID, list[Change]] = {}
    for change in history_of(viewer, [record.urn for record in records]):
        acts.setdefault(change.act_id, []).append(change)
    asked = {**asks, **{id: asks[answer.ask_id] for id, answer in answers.items()}}
    newest = sorted(acts.values(), key=lambda told: (told[0].at, _order(_main(told))), reverse=True)
    return [_line(told, asked) for told in newest[:SHOWN]]


def _order(change: Change) -> int:
    return ORDER.index(change.kind)


def _main(told: list[Change]) -> Change:
    """Of an act on the effort itself the effort tells; of one on an ask, its answer or the ask."""
    return min(told, key=lambda change: ("effort", "answer", "ask").index(change.kind))


def _line(told: list[Change], asked: dict[UUID, Ask]) -> Line:
    """One act as a line."""
    main = _main(told)
    words = capfirst(str(main.says))
    about = {asked[Urn.parse(change.about).id] for change in told if change.kind != "effort"}
    if main.kind == "effort":
        more = [_until(main)]
    elif len(about) == 1:
        more = [sayings.name_of(next(iter(about)).partner) if main.kind == "ask" else "", _amount(main)]
    else:
        return Line(main.at, words, main.said_by)
    said = ", ".join(filter(None, more))
    url = reverse("efforts:ask", args=[next(iter(about)).id]) if main.kind != "effort" else ""
    return Line(main.at, f"{words}: {said}" if said else words, main.said_by, url)


def _until(change: Change) -> str:
    day = change.facts.get("ends_on")
    return _("tot en met %(day)s") % {"day": exactly(date.fromisoformat(day))} if day else ""


def _amount(change: Change) -> str:
    amount, reply = change.facts.get("capacity"), change.facts.get("reply")
    said = str(AskState(reply).label) if reply else ""
    if amount is None or reply == Reply.DECLINE:
        return said
    return ", ".join(filter(None, [said, _("%(amount)s fte") % {"amount": sayings.fte(Decimal(amount))}]))
