# SPDX-License-Identifier: EUPL-1.2
"""What a partner offers instead of what was asked: how much, from when until when, who offers it, in which words."""

from django.utils.translation import gettext as _

from vijfveld.face.dates import exactly
from vijfveld.face.items import Fact
from vijfveld.node.slots import subject_url
from vijfveld.strategy import sayings
from vijfveld.strategy.acts.asks import BELOW
from vijfveld.strategy.queries.asks import Line
from vijfveld.strategy.words import Reply


def offer(line: Line) -> list[Fact]:
    """The counter-proposal of an ask as keys and values; empty when the latest answer is none."""
    answer = line.answer
    if answer is None or answer.reply != Reply.COUNTER:
        return []
    amount = {"offered": sayings.fte(answer.capacity), "asked": sayings.fte(line.ask.capacity)}
    return [
        Fact(_("Voorstel van"), sayings.name_of(line.ask.partner), subject_url(line.ask.partner.urn)),
        Fact(_("Hoeveel"), _("%(offered)s fte in plaats van %(asked)s fte") % amount),
        Fact(_("Vanaf"), exactly(answer.from_on) if answer.from_on else _("meteen")),
        Fact(_("Tot en met"), _until(line)),
        Fact(_("In hun woorden"), answer.reason),
        Fact(_("Voorgesteld op"), exactly(answer.answered_at)),
    ]


def _until(line: Line) -> str:
    if line.effort is None or line.effort.ends_on is None:
        return _("geen einddatum: de inzet is vast")
    return _("%(day)s, de laatste dag van de inzet") % {"day": exactly(line.effort.ends_on)}


def below_floor(line: Line) -> str:
    """Why the offer cannot be adopted, when it lies below the floor of fixed effort; else nothing."""
    ask, answer = line.ask, line.answer
    below = ask.floor is not None and answer is not None and answer.capacity < ask.floor
    return str(BELOW) if below else ""
