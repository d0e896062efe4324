# SPDX-License-Identifier: EUPL-1.2
"""Dossiers: opening them under a key of their own, giving seats, handing over, and destroying for good."""

from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.door import Door
from vijfveld.law.models import Decision, Destruction, DestructionState, Dossier, Handover, SearchText, Seat, Task
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import NotThere, Refused
from vijfveld.node.ids import uuid7
from vijfveld.node.keystore import keystore
from vijfveld.node.models import AudienceMember, Record, audience_id, record_model
from vijfveld.node.roles import Regime, Role
from vijfveld.node.viewer import for_seat

D = TypeVar("D", bound=Dossier)
NO_REGIME = _("Deze node mag geen dossiers onder dit regime houden. Gebruik de node die daarvoor is ingericht.")


def open_dossier(door: Door, model: type[D], *, regime: Regime | None, **values: Any) -> D:
    """Open a dossier: first its key, then its record, and a seat for whoever opens it.

    Refused when the node's settings do not allow the regime; `None` is for dossiers without personal data.
    """
    if regime and not door.node.may_hold(regime):
        raise Refused("node.regime", NO_REGIME)
    id = uuid7(door.now, door.random)
    keystore().make_data_key(id, door.now)
    dossier = door.new(model, id=id, regime=regime.value if regime else "", opened_at=door.now, **values)
    seat = _new_seat(door, dossier, person=door.person, organisation=door.organisation)
    seat.accepted_at = door.now
    door.save(seat)
    return dossier


def give_seat(door: Door, dossier: Dossier, *, person: UUID, organisation: UUID, until: datetime | None = None) -> Seat:
    """Give a person a chair at a dossier for an organisation; it counts once they accept confidentiality."""
    return _new_seat(door, dossier, person=person, organisation=organisation, until=until)


def _new_seat(door: Door, dossier: Dossier, *, person: UUID, organisation: UUID, until: datetime | None = None) -> Seat:
    return door.new(
        Seat, dossier=dossier.id, dossier_kind=dossier.kind, person_id=person, organisation_id=organisation,
        purpose=door.purpose.value, basis=door.basis, valid_from=door.now, valid_until=until,
    )  # fmt: skip


@act("seat.accept", roles=frozenset(Role) - {Role.NODE_KEEPER, Role.OVERSIGHT}, purpose=Purpose.COORDINATION,
     says=_("nam plaats aan tafel"))  # fmt: skip
def accept_seat(door: Door, seat: UUID) -> Seat:
    """Accept the duty of confidentiality that comes with a seat; only the person it was given to can."""
    found = door.lock(Seat, seat)
    if (found.person_id, found.organisation_id) != (door.person, door.organisation):
        raise NotThere
    found.accepted_at = found.accepted_at or door.now
    door.save(found)
    return found


@act("seat.leave", roles=frozenset(Role) - {Role.NODE_KEEPER, Role.OVERSIGHT}, purpose=Purpose.COORDINATION,
     says=_("verliet de tafel"))  # fmt: skip
def leave_seat(door: Door, seat: UUID) -> Seat:
    """Give up one's own seat; from now on the dossier is out of sight."""
    found = door.lock(Seat, seat)
    if found.person_id != door.person:
        raise NotThere
    found.valid_until = max(door.now, found.valid_from)
    door.save(found)
    return found


def hand_over(door: Door, about: Record, *, to: UUID, digest: str = "") -> Handover:
    """Hand something to an organisation by name, on the act's purpose and basis; they confirm receipt."""
    return door.new(
        Handover, about=about.urn, dossier=about.sealing_key(), giver_id=door.organisation, recipient_id=to,
        purpose=door.purpose.value, basis=door.basis, digest=digest, handed_at=door.now,
    )  # fmt: skip


@act("handover.receive", roles=frozenset(Role) - {Role.NODE_KEEPER, Role.OVERSIGHT}, purpose=Purpose.COORDINATION,
     says=_("bevestigde de ontvangst"))  # fmt: skip
def receive_handover(door: Door, handover: UUID) -> Handover:
    """Confirm, for the receiving organisation, that what was handed over has arrived."""
    found = door.lock(Handover, handover)
    door.require(
        found.recipient_id == door.organisation,
        "handover.not_yours", _("Alleen de ontvanger kan de ontvangst bevestigen."),
    )  # fmt: skip
    found.received_at = found.received_at or door.now
    door.save(found)
    return found


def order_destruction(door: Door, dossier: Dossier, *, ground: str) -> Destruction:
    """Order that a dossier is destroyed; `carry_out` does it in steps that survive a crash."""
    known = door.all(Destruction).filter(dossier=dossier.id).first()
    if known:
        return known
    return door.new(
        Destruction, dossier=dossier.id, dossier_kind=dossier.kind, ground=ground, ordered_at=door.now,
        facts={"ground": ground},
    )  # fmt: skip


@act("destruction.finish", roles={Role.FG, Role.CHAIR, Role.PROCESS_COORDINATOR}, by_clock=True, by_keeper=True,
     purpose=Purpose.ADMINISTRATION, basis="beheer-node", says=_("rondde een vernietiging af"))  # fmt: skip
def finish_destruction(door: Door, destruction: UUID) -> Destruction:
    """Remove what is left of a dossier whose key is gone: its rows, seats, tasks and searchable text."""
    found = door.all(Destruction).filter(pk=destruction).first()
    if found is None:
        raise NotThere
    if found.state != DestructionState.DESTROYED:
        found.rows = _erase(door, found)
        found.state, found.destroyed_at = DestructionState.DESTROYED, door.now
        door.save(found, rows=found.rows)
    return found


def _erase(door: Door, destruction: Destruction) -> int:
    dossier = destruction.dossier
    count = 0
    for model in _rooms_of(record_model(destruction.dossier_kind)):
        for row in door.all(model).filter(Q(dossier=dossier)):
            door.erase(row)
            count += 1
    main = door.all(record_model(destruction.dossier_kind)).filter(pk=dossier).first()
    if main:
        SearchText.objects.beyond_access("destruction").filter(about=main.urn).delete()
        door.erase(main)
    seats = audience_id([f"{door.mode.value}/{for_seat(dossier)}"])
    AudienceMember.objects.filter(audience=seats).delete()
    return count + 1


def _rooms_of(main: type[Record]) -> list[type[Record]]:
    """The models whose rows belong to dossiers of a kind, dependants first: those that declare a `dossier`."""
    from django.apps import apps

    own = [model for model in apps.get_models() if issubclass(model, Record) and model is not main]
    parts = [model for model in own if getattr(model, "part_of", None) == main.kind]
    return [*parts, Task, Decision, Seat, Handover]


def carry_out(destruction: Destruction, *, now: datetime, finish: Any) -> None:
    """Carry an ordered destruction through: the key first, then the rows. Repeat it after a crash at any point."""
    keystore().remove_data_key(destruction.dossier, now)
    finish(destruction.id)
