# SPDX-License-Identifier: EUPL-1.2
"""Reads of who takes part: organisations, people and what they may do for whom."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from vijfveld.node.models import Mandate, Organisation, Person, in_force
from vijfveld.node.viewer import Viewer

PAGE = 50


@dataclass(frozen=True)
class OrganisationFilter:
    """What one looks for among the partners; an empty part asks nothing."""

    words: str = ""
    sort: str = ""
    discipline: str = ""
    reach: str = ""
    softer_voice: bool = False
    left: bool = False


def organisations(wanted: OrganisationFilter) -> QuerySet[Organisation]:
    """The partners that fit, by name; that they exist is public."""
    rows: QuerySet[Organisation] = Organisation.objects.filter(left_on__isnull=not wanted.left)
    for word in wanted.words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(name_en__icontains=word) | Q(code__icontains=word))
    for field in ("sort", "discipline", "reach"):
        if getattr(wanted, field):
            rows = rows.filter(**{field: getattr(wanted, field)})
    return rows.filter(softer_voice=True) if wanted.softer_voice else rows


def organisation(id: UUID) -> Organisation | None:
    """One partner, or nothing."""
    found: Organisation | None = Organisation.objects.filter(pk=id).first()
    return found


def may_act_for(person: UUID, now: datetime) -> list[Organisation]:
    """The organisations for which a person holds a mandate now, by name."""
    held = Mandate.objects.beyond_access("for whom may someone act").filter(in_force(now), person=person)
    return list(Organisation.objects.filter(pk__in=held.values("organisation")))


def people(viewer: Viewer, *, words: str = "", left: bool = False) -> QuerySet[Person]:
    """The people a viewer may see, by name: colleagues of the own organisation, or all for who keeps the node."""
    rows: QuerySet[Person] = Person.objects.visible_to(viewer).filter(left_at__isnull=not left)
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return rows.select_related("organisation").order_by("name", "id")


def person(viewer: Viewer, id: UUID) -> Person | None:
    """One person the viewer may see, or nothing."""
    rows: QuerySet[Person] = Person.objects.visible_to(viewer).filter(pk=id)
    return rows.select_related("organisation").first()


def people_of(viewer: Viewer, organisation: UUID) -> QuerySet[Person]:
    """The people of an organisation that the viewer may see, by name."""
    return people(viewer).filter(organisation=organisation)


def mandates_of(viewer: Viewer, person: UUID) -> list[Mandate]:
    """What a person may do or might, as far as the viewer may see it; running ones first, then the latest."""
    rows = Mandate.objects.visible_to(viewer).filter(person=person).select_related("organisation")
    return sorted(rows.order_by("-valid_from", "-id"), key=lambda mandate: mandate.valid_until is not None)


def roles_of(viewer: Viewer, people: list[Person], now: datetime) -> dict[UUID, list[str]]:
    """The names of the roles that people hold now, by person."""
    rows = Mandate.objects.visible_to(viewer).filter(in_force(now), person__in=people)
    held: dict[UUID, list[str]] = {}
    for mandate in rows.order_by("valid_from", "id"):
        names = held.setdefault(mandate.person_id, [])
        if mandate.get_role_display() not in names:
            names.append(mandate.get_role_display())
    return held
