# SPDX-License-Identifier: EUPL-1.2
"""What the lines of home say: who offers, asks or grants what, in one sentence, with the effort beneath it; and which
signals of the erosion watch are on."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vijfveld.face.items import Due
from vijfveld.law.changes import Change
from vijfveld.law.models import Deadline, Task
from vijfveld.law.words import deadline_words, say, task_words
from vijfveld.node.ids import Urn
from vijfveld.node.slots import subject_titles, subject_url
from vijfveld.node.viewer import Viewer
from vijfveld.steering.erosion_drawn import sentence
from vijfveld.steering.erosion_words import TOLD, SignalState
from vijfveld.steering.queries.erosion import Fall, watch
from vijfveld.strategy.queries.asks import Line, asks_answered, lines_of
from vijfveld.strategy.sayings import fte, name_of
from vijfveld.strategy.words import AskState, Reply


@dataclass(frozen=True)
class Known:
    """What home knows of the records its lines are about: their titles, and asks with their latest answers."""

    titles: dict[str, str] = field(default_factory=dict)
    asks: dict[str, Line] = field(default_factory=dict)

    def ask(self, urn: str) -> Line | None:
        """The ask that a record is, or answers."""
        line = self.asks.get(urn)
        return line if line and line.effort else None


def known(viewer: Viewer, urns: Iterable[str]) -> Known:
    """Read what the lines are about."""
    urns = list(urns)
    asks, answers = (_ids(urns, kind) for kind in ("ask", "answer"))
    belongs = asks_answered(viewer, list(answers.values())) if answers else {}
    lines = lines_of(viewer, [*asks.values(), *belongs.values()]) if asks or belongs else {}
    about = {**asks, **{urn: belongs[id] for urn, id in answers.items() if id in belongs}}
    return Known(subject_titles(viewer, urns), {urn: lines[id] for urn, id in about.items() if id in lines})


def _ids(urns: list[str], kind: str) -> dict[str, UUID]:
    named = {urn: Urn.parse(urn) for urn in urns}
    return {urn: name.id for urn, name in named.items() if name.kind == kind}


def running_out(deadline: Deadline, known: Known, *, soon: datetime) -> Due:
    """A deadline: who answers, or what stops."""
    line, words = known.ask(deadline.about), say(deadline_words, deadline.what)
    title = known.titles.get(deadline.about, "")
    if line and line.effort:
        title, words = _("Antwoord van %(partner)s") % {"partner": name_of(line.ask.partner)}, line.effort.title
    return Due(
        when=deadline.due_at, title=title, url=subject_url(deadline.about), meta=words, urgent=deadline.due_at <= soon
    )  # fmt: skip


def asked(task: Task, known: Known, *, today: date) -> Due:
    """A task: what a partner offers, or what is asked of us."""
    asks, line = say(task_words, task.what), known.ask(task.about)
    title, meta = known.titles.get(task.about) or asks, asks
    if line and line.effort:
        title, meta = _of_ask(line), " · ".join([line.effort.title, asks])
    return Due(
        when=task.due_on or _("geen datum"), title=title, url=subject_url(task.about), meta=meta,
        urgent=bool(task.due_on and task.due_on <= today),
    )  # fmt: skip


def _of_ask(line: Line) -> str:
    told = {
        "partner": name_of(line.ask.partner), "asker": name_of(line.ask.asker), "asked": fte(line.ask.capacity),
        "offered": fte(line.answer.capacity) if line.answer else "",
    }  # fmt: skip
    if line.ask.state == AskState.COUNTERED and line.answer:
        return _("%(partner)s stelt %(offered)s fte voor in plaats van %(asked)s") % told
    if line.ask.state == AskState.DECLINED:
        return _("%(partner)s kan geen %(asked)s fte leveren") % told
    return _("%(asker)s vraagt %(asked)s fte") % told


def changed(change: Change, known: Known) -> Due:
    """A change: what a partner granted, or what was done to what."""
    line, reply = known.ask(change.about), change.facts.get("reply")
    title, meta = known.titles.get(change.about, ""), capfirst(f"{change.said_by} {change.says}".strip())
    url = change.url if title else ""
    if not title:
        title, meta = capfirst(str(change.says)), capfirst(change.said_by)
    if line and line.effort and reply:
        told = {"partner": name_of(line.ask.partner), "amount": fte(Decimal(change.facts.get("capacity") or 0))}
        title, meta = ANSWERED[Reply(reply)]() % told, line.effort.title
    elif line and line.effort:
        title, meta = line.effort.title, f"{meta}: {name_of(line.ask.partner)}"
    return Due(when=change.at, title=title, url=url, meta=meta)


ANSWERED = {
    Reply.ACCEPT: lambda: _("%(partner)s zegt %(amount)s fte toe"),
    Reply.PARTLY: lambda: _("%(partner)s zegt %(amount)s fte toe, een deel van de vraag"),
    Reply.COUNTER: lambda: _("%(partner)s stelt %(amount)s fte voor"),
    Reply.DECLINE: lambda: _("%(partner)s zegt nee"),
}


@dataclass(frozen=True)
class Wearing:
    """The signals that are on; after the level fell the watch stands first, whether a signal is on or not."""

    signals: tuple[Due, ...] = ()
    fall: Fall | None = None


def wearing(viewer: Viewer, today: date) -> Wearing:
    """What home says of the erosion watch, to whoever works with partners."""
    if not viewer.in_network:
        return Wearing()
    seen = watch(viewer, today)
    signals = tuple(
        Due(when=str(one.state.label), title=str(one.signal.label), meta=sentence(seen, one),
            url=reverse("erosion:signal", args=[TOLD[one.signal].address]), urgent=one.state == SignalState.ALARM)
        for one in seen.on
    )  # fmt: skip
    return Wearing(signals, seen.fall)
