# SPDX-License-Identifier: EUPL-1.2
"""Erasing a dossier: every row that is part of it or names it, in every table but that of destructions."""

import hashlib
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from vijfveld.law.door import Door
from vijfveld.law.models import ActKey, BreakGlass, Deadline, Decision, Destruction, Dossier, Handover, Seat, Task
from vijfveld.law.search import forget
from vijfveld.node.models import AudienceMember, Record, record_model
from vijfveld.node.sealing import GONE
from vijfveld.node.viewer import for_seat


def erase_dossier(door: Door, dossier: UUID, kind: str) -> int:
    """Erase a dossier with all that belongs to it, from within the act of destruction. Returns how many rows went."""
    main = door.all(record_model(kind)).filter(pk=dossier)
    rows: list[Record] = [row for model in _parts(kind) for row in door.all(model).filter(Q(dossier=dossier))]
    rows += [*_deadlines(door, dossier), *main]
    urns = {row.urn for row in rows}
    forget(urns)
    _close_glass(door, dossier)
    for row in rows:
        door.erase(row)
    _forget_outcomes(urns)
    _forget_keys(door, dossier)
    AudienceMember.objects.filter(token__endswith=f"/{for_seat(dossier)}").delete()
    return len(rows)


def dossier_models() -> list[type[Dossier]]:
    """Every kind of dossier on this node."""
    from django.apps import apps

    return [model for model in apps.get_models() if issubclass(model, Dossier)]


def _parts(kind: str) -> list[type[Record]]:
    """The models whose rows belong to dossiers of a kind: those that declare to be `part_of` it, and the law's own."""
    from django.apps import apps

    records = [model for model in apps.get_models() if issubclass(model, Record)]
    parts = [model for model in records if getattr(model, "part_of", None) == kind]
    return [*parts, Task, Decision, Seat, Handover]


def _deadlines(door: Door, dossier: UUID) -> Iterable[Deadline]:
    seen_from_seats = AudienceMember.objects.filter(token__endswith=f"/{for_seat(dossier)}").values("audience")
    return door.all(Deadline).filter(audience__in=seen_from_seats)


def _close_glass(door: Door, dossier: UUID) -> None:
    """That glass was broken stays, for who reviews it; what for goes with the dossier."""
    for broken in door.all(BreakGlass).filter(about__contains=str(dossier)):
        broken.about, broken.reason = "", GONE
        door.save(broken)


def _forget_outcomes(urns: set[str]) -> None:
    known = sorted(urns)
    for start in range(0, len(known), 500):
        ActKey.objects.filter(outcome__in=known[start : start + 500]).update(outcome="", asked="")


def _forget_keys(door: Door, dossier: UUID) -> None:
    """A key that names the dossier keeps its place, as a digest, so that nothing is done twice under it."""
    for row in ActKey.objects.filter(key__contains=str(dossier)):
        ActKey.objects.filter(pk=row.pk).update(key=f"gone:{hashlib.sha256(row.key.encode()).hexdigest()}", asked="")
    for ended in door.all(Destruction).filter(dossier=dossier):
        ActKey.objects.filter(outcome=ended.urn).update(asked="")
