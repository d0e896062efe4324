# SPDX-License-Identifier: EUPL-1.2
"""Reads for the pages on people: for whom someone may act, at which tables they sit, and whom to ask."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import capfirst

from vijfveld.face.shell import Change as Line
from vijfveld.law.changes import history
from vijfveld.law.models import Seat
from vijfveld.law.viewers import viewers_of
from vijfveld.node.models import Mandate, Organisation, Person, in_force
from vijfveld.node.naming import name_of
from vijfveld.node.roles import Role
from vijfveld.node.slots import subject_title, subjects
from vijfveld.node.viewer import Viewer


@dataclass(frozen=True)
class Choice:
    """An organisation for which someone may act, with the names of the roles they hold there."""

    organisation: Organisation
    roles: list[str]
    current: bool = False


@dataclass(frozen=True)
class Chair:
    """A seat as its holder sees it: at what, for whom, until when, and whether it was accepted."""

    seat: Seat
    sort: str
    title: str
    organisation: str


def choices_of(person: Person, *, now: datetime, current: str | None = None) -> list[Choice]:
    """The organisations for which a person may act, by name."""
    held = {viewer.organisation: viewer for viewer in viewers_of(person, now=now)}
    rows = Organisation.objects.filter(pk__in=list(held))
    return [Choice(row, sorted(str(role.label) for role in held[row.id].roles), current == str(row.id)) for row in rows]


def keepers(now: datetime) -> list[str]:
    """The names of those who keep the node, for whoever has to ask them for a mandate."""
    held = Mandate.objects.beyond_access("whom to ask for a mandate").filter(in_force(now), role=Role.NODE_KEEPER)
    people = Person.objects.beyond_access("whom to ask for a mandate")
    return list(people.filter(pk__in=held.values("person")).order_by("name").values_list("name", flat=True))


def chairs_of(viewer: Viewer, now: datetime) -> list[Chair]:
    """The tables where a person sits or was invited, those that wait for an answer first."""
    rows = Seat.objects.visible_to(viewer).filter(in_force(now), person=viewer.person).select_related("organisation")
    chairs = [_chair(viewer, seat) for seat in rows.order_by("-valid_from")]
    return sorted(chairs, key=lambda chair: chair.seat.accepted_at is not None)


def _chair(viewer: Viewer, seat: Seat) -> Chair:
    subject = subjects.get(seat.dossier_kind)
    title = subject_title(viewer, f"urn:vijfveld:{seat.home}:{seat.dossier_kind}:{seat.dossier}") or ""
    word: Any = subject.word if subject else seat.dossier_kind
    return Chair(seat, str(word), title, name_of(seat.organisation))


def lines(viewer: Viewer, urn: str) -> list[Line]:
    """The history of a record as the frame of a page shows it."""
    return [Line(change.at, capfirst(str(change.says)), change.said_by) for change in history(viewer, urn)]
