# SPDX-License-Identifier: EUPL-1.2
"""The words for codes: what a sort of deadline, task, decision or outcome is called on a page.

Apps fill these at start-up, so that the pages of the law can name what upper floors made:

    deadline_words.fill("effort.end", _("Flexibele inzet stopt"))
    task_words.fill("effort.review", TaskWord(_("Bekijk of deze inzet nog past"), by_hand=False))
    noteworthy.fill("level.decide", Noteworthy(urgent=True))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.face.items import Fact
from vijfveld.law.changes import Change
from vijfveld.law.models import Decision
from vijfveld.node.slots import Slot
from vijfveld.node.viewer import Viewer


@dataclass(frozen=True)
class TaskWord:
    """What a sort of task asks; `by_hand` is False when only its own act can finish it.

    `named` asks the same with the title of what it is about, as %(about)s, for whoever may see that title.
    """

    asks: Any
    by_hand: bool = True
    named: Any = ""


@dataclass(frozen=True)
class Noteworthy:
    """An act that everyone who sees its record hears of, though the record is for the whole network.

    `urgent` is mailed at once. With an `alarm` (a sentence) and its `subject` the mail says what happened and cannot
    be put off; it holds nothing of the record.
    """

    urgent: bool = False
    subject: Any = ""
    alarm: Any = ""


deadline_words: Slot[Any] = Slot("words for deadlines")
task_words: Slot[TaskWord] = Slot("words for tasks")
decision_words: Slot[Any] = Slot("words for sorts of decisions")
outcome_words: Slot[Any] = Slot("words for outcomes of decisions and tasks")
decision_facts: Slot[Callable[[Viewer, Decision], list[Fact]]] = Slot("what else a sort of decision says")
"""The floor that takes a sort of decision says here what it settled, such as from which day to which day."""
change_words: Slot[Callable[[Viewer, list[Change]], dict[UUID, str]]] = Slot("what changes say in full")
"""By kind of record: a floor says here what some changes of that kind come to, by the id of the change."""
noteworthy: Slot[Noteworthy] = Slot("noteworthy acts")


GLASS_SUBJECT = _("Dringend: beoordeel binnen 24 uur een noodstap")
GLASS_ALARM = _(
    "Het glas is gebroken: iemand opende wegens levensgevaar een stap die een regel tegenhield. "
    "De functionaris gegevensbescherming moet dit binnen 24 uur beoordelen."
)


def say(words: Slot[Any], code: str) -> str:
    """The words for a code, or the code itself when no app named it."""
    found = words.get(code)
    if found is None:
        return code
    return str(found.asks if isinstance(found, TaskWord) else found)


def task_asks(what: str, title: str | None) -> str:
    """What a task asks, with the title of what it is about where its words hold that."""
    found = task_words.get(what)
    return str(found.named) % {"about": title} if found and found.named and title else say(task_words, what)


def register() -> None:
    """Name what the law itself sets, asks and decides."""
    deadline_words.fill("glass.review", _("Noodstap moet zijn beoordeeld"))
    deadline_words.fill("import.waits", _("Bestand om in te lezen wordt gewist"))
    task_words.fill("glass.review", TaskWord(_("Beoordeel een noodstap"), by_hand=False))
    task_words.fill(
        "tension.receive", TaskWord(_("Bevestig de ontvangst van een signaal over spanning"), by_hand=False)
    )
    outcome_words.fill("done", _("gedaan"))
    outcome_words.fill("not_needed", _("niet meer nodig"))
    noteworthy.fill("glass.break", Noteworthy(urgent=True, subject=GLASS_SUBJECT, alarm=GLASS_ALARM))
