# SPDX-License-Identifier: EUPL-1.2
"""The verbs of the room."""

from datetime import datetime, timedelta
from uuid import UUID

from tests.room.models import RoomFile, RoomNote
from vijfveld.law.acting import act
from vijfveld.law.acts import clocks, dossiers, tasks
from vijfveld.law.acts.decisions import decide
from vijfveld.law.callers import Caller
from vijfveld.law.door import Door
from vijfveld.law.events import Event, subscribes
from vijfveld.law.models import Deadline, Destruction, Handover, Reasoning, Seat
from vijfveld.law.purposes import Purpose
from vijfveld.law.search import make_findable
from vijfveld.node.ids import Urn
from vijfveld.node.roles import Role

heard: list[str] = []


@act("room.open", roles={Role.CHAIR}, purpose=Purpose.COORDINATION, says="opende een dossier")
def open_file(door: Door, *, label: str, content: str) -> RoomFile:
    """Open a file with a term of half a year and a task to look at it."""
    file = dossiers.open_dossier(door, RoomFile, regime=None, label=label, content=content)
    make_findable(door, file, title=label)
    clocks.set_deadline(door, "room.end", about=file, due_at=door.now + timedelta(days=180))
    tasks.open_task(door, "room.look", about=file, organisation=door.organisation)
    return file


@act("room.note", roles={Role.CHAIR, Role.LIAISON}, purpose=Purpose.COORDINATION, says="schreef een notitie")
def add_note(door: Door, file: UUID, version: int, *, text: str) -> RoomNote:
    """Add a note; two people who write on the same version do not overwrite each other."""
    door.save(door.lock(RoomFile, file, version))
    return door.new(RoomNote, dossier=file, text=text)


@act("room.invite", roles={Role.CHAIR}, purpose=Purpose.COORDINATION, says="nodigde iemand uit")
def invite(door: Door, file: UUID, *, person: UUID, organisation: UUID) -> Seat:
    """Give someone a seat."""
    return dossiers.give_seat(door, door.lock(RoomFile, file), person=person, organisation=organisation)


@act("room.hand_over", roles={Role.CHAIR}, purpose=Purpose.COORDINATION, says="droeg over")
def hand_on(door: Door, file: UUID, *, to: UUID) -> Handover:
    """Hand the file to another organisation."""
    return dossiers.hand_over(door, door.lock(RoomFile, file), to=to)


@act("room.close", roles={Role.CHAIR}, purpose=Purpose.COORDINATION, by_clock=True, says="sloot een dossier")
def close_file(door: Door, file: UUID, *, reasons: str) -> Destruction:
    """Close the file with reasons, and order its destruction; at the end of its term nobody needs to decide."""
    found = door.lock(RoomFile, file)
    if not door.caller.clock:
        decide(door, "room.close", about=found, reasoning=Reasoning(reasons))
    return dossiers.order_destruction(door, found, ground="room.closed")


def destroy_file(caller: Caller, file: UUID, *, reasons: str) -> None:
    """Close and destroy: each step can be taken again after a crash."""
    dossiers.carry_out(caller, close_file(caller.with_key(f"close:{file}"), file, reasons=reasons))


@clocks.at_deadline("room.end")
def end_of_term(caller: Caller, deadline: Deadline) -> None:
    """At the end of the term the default is to destroy."""
    destroy_file(caller, Urn.parse(deadline.about).id, reasons="De termijn is verlopen.")


@subscribes("room.listener", ["organisation.leave"])
def hear(event: Event, now: datetime) -> None:
    """Hear, from the sealed ledger, that a partner left."""
    heard.append(event.subject)
