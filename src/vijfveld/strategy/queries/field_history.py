# SPDX-License-Identifier: EUPL-1.2
"""What changed in a field: in its efforts and their asks, the newest first."""

from collections.abc import Iterable

from vijfveld.law.changes import Change, as_changes
from vijfveld.law.models import Entry
from vijfveld.node.ids import Urn
from vijfveld.node.viewer import Viewer
from vijfveld.strategy.models import Ask
from vijfveld.strategy.queries.fields import Field

NEWEST = 1_000
"""How many of the newest entries of all are looked through before a field is searched for its own."""
OF_ONE_ACT = 5
"""How many records of a field an act changes at most, as a rule: an effort and its asks."""


def history_of(viewer: Viewer, found: Field, titles: dict[str, str], *, limit: int = 10) -> list[tuple[Change, str]]:
    """The newest changes in a field, each act once, with what they are about, as far as the viewer may see them.

    titles: what is known already, by urn. Of a busy field the changes are among the newest entries of all, which are
    quick to read; only a quiet one is searched, by its efforts and the asks that are shown.
    """
    newest = Entry.objects.newest(viewer, size=NEWEST)
    titles = titles | _titles_of_asks(viewer, found, [entry.stream for entry in newest])
    entries = [entry for entry in newest if entry.stream in titles][: limit * OF_ONE_ACT]
    if len(entries) < limit * OF_ONE_ACT and len(newest) == NEWEST:
        rows = Entry.objects.visible_to(viewer).filter(stream__in=list(titles)).order_by("-pk")
        entries = list(rows[: limit * OF_ONE_ACT])
    once = {change.act_id: change for change in reversed(as_changes(entries))}
    told = sorted(once.values(), key=lambda change: change.id, reverse=True)[:limit]
    return [(change, titles[change.about]) for change in told]


def _titles_of_asks(viewer: Viewer, found: Field, urns: Iterable[str]) -> dict[str, str]:
    """What the asks among these are for, of those that belong to the field."""
    names = {name.id: urn for urn in dict.fromkeys(urns) if (name := Urn.parse(urn)).kind == Ask.kind}
    efforts = {one.effort.id: one.effort.title for one in found.shown}
    rows = Ask.objects.visible_to(viewer).filter(pk__in=list(names), effort__in=list(efforts))
    return {names[id]: efforts[effort] for id, effort in rows.values_list("id", "effort_id")}
