# SPDX-License-Identifier: EUPL-1.2
"""Dossiers: opening them under a key of their own, giving seats, handing over, and destroying for good."""

from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.erasing import dossier_models, erase_dossier
from vijfveld.law.callers import Caller
from vijfveld.law.door import Door
from vijfveld.law.models import Destruction, DestructionState, Dossier, Handover, Seat
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import NotThere, Refused
from vijfveld.node.clock import Moment
from vijfveld.node.ids import uuid7
from vijfveld.node.keystore import keystore
from vijfveld.node.models import Record, record_model
from vijfveld.node.roles import Mode, Regime, Role

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
    if found.valid_until is None or found.valid_until > door.now:
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


ENDERS = {Role.FG, Role.CHAIR, Role.PROCESS_COORDINATOR}


@act("destruction.key_removed", roles=ENDERS, by_clock=True, by_keeper=True, purpose=Purpose.ADMINISTRATION,
     basis="beheer-node", says=_("verwijderde de sleutel van een dossier"))  # fmt: skip
def note_key_removed(door: Door, destruction: UUID) -> Destruction:
    """Note that the key of a dossier is gone, so that nobody can read its sealed text any more."""
    found = _ordered(door, destruction)
    if found.state == DestructionState.ORDERED:
        found.state = DestructionState.KEY_REMOVED
        door.save(found)
    return found


@act("destruction.finish", roles=ENDERS, by_clock=True, by_keeper=True,
     purpose=Purpose.ADMINISTRATION, basis="beheer-node", says=_("rondde een vernietiging af"))  # fmt: skip
def finish_destruction(door: Door, destruction: UUID) -> Destruction:
    """Remove what is left of a dossier whose key is gone: its rows, seats, tasks, clocks and searchable text."""
    found = _ordered(door, destruction)
    if found.state == DestructionState.KEY_REMOVED:
        found.rows = erase_dossier(door, found.dossier, found.dossier_kind)
        found.state, found.destroyed_at = DestructionState.DESTROYED, door.now
        door.save(found, rows=found.rows)
    return found


@act("destruction.replay", by_keeper=True, purpose=Purpose.ADMINISTRATION, basis="beheer-node",
     says=_("herhaalde een vernietiging na het terugzetten van een reservekopie"))  # fmt: skip
def replay_destruction(door: Door, dossier: UUID, *, kind: str) -> Destruction:
    """Order again, after a restore, what was destroyed after the backup was made."""
    found = door.all(record_model(kind)).filter(pk=dossier).first()
    if found is None:
        raise NotThere
    return order_destruction(door, found, ground="restore.replayed")  # type: ignore[arg-type]


def _ordered(door: Door, destruction: UUID) -> Destruction:
    found: Destruction | None = door.all(Destruction).filter(pk=destruction).first()
    if found is None:
        raise NotThere
    return found


def carry_out(caller: Caller, destruction: Destruction) -> None:
    """Carry an ordered destruction through: the key first, then the rows. Repeat it after a crash at any point."""
    keystore().remove_data_key(destruction.dossier, caller.now)
    note_key_removed(caller.with_key(f"key-removed:{destruction.id}"), destruction.id)
    finish_destruction(caller.with_key(f"destroyed:{destruction.id}"), destruction.id)


def resume_destructions(now: datetime, *, mode: Mode, moment: Moment | None = None) -> int:
    """Take up, as the clock, every destruction that was ordered and not finished. Returns how many."""
    waiting = Destruction.objects.beyond_access("destructions are carried through")
    found = list(waiting.exclude(state=DestructionState.DESTROYED).filter(mode=mode).order_by("id"))
    for destruction in found:
        at = moment() if moment else now
        carry_out(Caller.of_clock(destruction.id, now=at, mode=mode), destruction)
    return len(found)


def replay_destructions(now: datetime, *, mode: Mode) -> int:
    """After a restore: destroy again every dossier whose key is gone from the living key store. Returns how many."""
    dead, count = keystore().removed(), 0
    for model in dossier_models():
        for id in model.objects.beyond_access("a restore replays destructions").values_list("id", flat=True):
            if id in dead:
                caller = Caller.of_keeper(now=now, mode=mode)
                carry_out(caller, replay_destruction(caller.with_key(f"replay:{id}:{now}"), id, kind=model.kind))
                count += 1
    return count
