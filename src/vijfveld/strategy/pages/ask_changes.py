# SPDX-License-Identifier: EUPL-1.2
"""What happened to asks, said in full for lists of what changed: how much a partner granted, and for which effort."""

from decimal import Decimal
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vijfveld.law.changes import Change
from vijfveld.node.ids import Urn
from vijfveld.node.viewer import Viewer
from vijfveld.strategy.queries.asks import asks_answered, lines_of
from vijfveld.strategy.sayings import fte, name_of
from vijfveld.strategy.words import Reply


def answer_words(viewer: Viewer, changes: list[Change]) -> dict[UUID, str]:
    """What each answer says, and for which effort."""
    ids = {change.id: Urn.parse(change.about).id for change in changes}
    asked = asks_answered(viewer, list(ids.values()))
    lines = lines_of(viewer, list(asked.values()))
    told = {}
    for change in changes:
        line = lines.get(asked.get(ids[change.id], ids[change.id]))
        if line and line.effort and change.facts.get("reply") in Reply.values:
            amount = {"amount": fte(Decimal(change.facts.get("capacity") or 0)), "effort": line.effort.title}
            told[change.id] = SAID[Reply(change.facts["reply"])]() % amount
    return told


SAID = {
    Reply.ACCEPT: lambda: _("Zegde %(amount)s fte toe: %(effort)s"),
    Reply.PARTLY: lambda: _("Zegde %(amount)s fte toe, een deel van de vraag: %(effort)s"),
    Reply.COUNTER: lambda: _("Deed een tegenvoorstel van %(amount)s fte: %(effort)s"),
    Reply.DECLINE: lambda: _("Wees een vraag af: %(effort)s"),
}


def ask_words(viewer: Viewer, changes: list[Change]) -> dict[UUID, str]:
    """What was done with each ask, of which partner, for which effort."""
    ids = {change.id: Urn.parse(change.about).id for change in changes}
    lines = lines_of(viewer, list(ids.values()))
    found = ((change, lines.get(ids[change.id])) for change in changes)
    return {
        change.id: f"{capfirst(str(change.says))}: {line.effort.title}, {name_of(line.ask.partner)}"
        for change, line in found
        if line and line.effort
    }
