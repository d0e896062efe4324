# SPDX-License-Identifier: EUPL-1.2
"""What changed: the ledger as people read it, for the history strip, notices, feeds and live boards.

A reader sees only entries of records they may see. A place in the list is named by the entry itself, so that a
cursor tells nothing about what lies between two entries. Paging back (`before`) goes by the identifiers, which stand
in the order in which they are shown; asking what came since (`after`) goes by the seals, so that nothing that
committed late is missed.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.entries import as_object
from vijfveld.law.models import Entry, Seal
from vijfveld.law.registry import acts
from vijfveld.node.ids import Urn
from vijfveld.node.models import Organisation
from vijfveld.node.naming import named
from vijfveld.node.slots import subject_title, subject_url
from vijfveld.node.viewer import Viewer

QUIET = {"deadline.remind", "act.refused", "account.signed_in", "account.changed", "notices.read", "notices.mailed"}
"""Acts that are in the ledger and that nobody needs to read about in a list."""


WITHOUT_ORGANISATION = {"clock": _("de klok van de node"), "keeper": _("de beheerder van de node")}
"""Who acts without an organisation behind them: a deadline, or whoever sits at the machine."""


@dataclass(frozen=True)
class Change:
    """One line of history: when, who (an organisation, or the clock), what they did, and to what."""

    id: UUID
    act_id: UUID
    at: datetime
    act: str
    says: Any
    who: str
    about: str
    version: int
    facts: dict[str, Any]
    lead: bool = True
    actor: str = ""

    @property
    def said_by(self) -> str:
        """Who did it, in words, also when it was no organisation."""
        return self.who or str(WITHOUT_ORGANISATION.get(self.actor.partition(":")[0], ""))

    def title(self, viewer: Viewer) -> str | None:
        """The title of what it is about, for a viewer."""
        return subject_title(viewer, self.about)

    @property
    def kind(self) -> str:
        """The kind of record it is about."""
        return Urn.parse(self.about).kind

    @property
    def url(self) -> str:
        """The page of what it is about."""
        return subject_url(self.about)


def changes(
    viewer: Viewer, *, after: UUID | None = None, before: UUID | None = None, kinds: Iterable[str] = (),
    about: str = "", limit: int = 50,
) -> list[Change]:  # fmt: skip
    """The newest changes a viewer may see, of some acts or of one kind of record.

    `before`: older than an entry, for paging. `after`: sealed after an entry, for asking again what is new.
    """
    rows = Entry.objects.filter(lead=True).exclude(act__in=QUIET)
    rows = rows.filter(seal__position__gt=Seal.objects.filter(entry=after).values("position")) if after else rows
    rows = rows.filter(act__in=list(kinds)) if kinds else rows
    rows = rows.filter(stream__contains=f":{about}:") if about else rows
    return as_changes(rows.newest(viewer, size=limit, before=before))


def history(viewer: Viewer, stream: str, *, limit: int = 20) -> list[Change]:
    """The history strip of one record, newest first."""
    rows = Entry.objects.visible_to(viewer).filter(stream=stream)
    return as_changes(list(rows.order_by("-version", "-pk")[:limit]))


def history_of(viewer: Viewer, streams: Collection[str], *, limit: int = 200) -> list[Change]:
    """The history of several records that belong together, newest first; an act stands in it once per record."""
    rows = Entry.objects.visible_to(viewer).filter(stream__in=list(streams))
    return as_changes(list(rows.order_by("-pk")[:limit]))


def as_changes(entries: list[Entry]) -> list[Change]:
    """Entries as people read them."""
    bodies = [as_object(entry.body) for entry in entries]
    names = _organisation_names({body["on_behalf_of"] for body in bodies})
    return [_change(entry, body, names) for entry, body in zip(entries, bodies, strict=True)]


def _change(entry: Entry, body: dict[str, Any], names: dict[str, str]) -> Change:
    declaration = acts.get(entry.act)
    says = declaration.says if declaration else entry.act
    return Change(
        id=entry.pk, act_id=entry.act_id, at=entry.at, act=entry.act, says=says,
        who=names.get(body["on_behalf_of"], ""), about=entry.stream, version=entry.version, facts=body["facts"],
        lead=entry.lead, actor=body["actor"],
    )  # fmt: skip


def _organisation_names(actors: set[str]) -> dict[str, str]:
    ids = {actor.removeprefix("organisation:") for actor in actors if actor}
    found = Organisation.objects.filter(pk__in=ids).values_list("id", "name", "name_en")
    return {f"organisation:{id}": named(name, name_en) for id, name, name_en in found}
