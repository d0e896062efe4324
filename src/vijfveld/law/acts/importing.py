# SPDX-License-Identifier: EUPL-1.2
"""An import from file to end: uploaded, looked over, started, and what the long lane tells of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import NO_ROLE, act
from vijfveld.law.acts.bringing import MOST_PROBLEMS, Outcome
from vijfveld.law.acts.clocks import at_deadline, close_deadlines, set_deadline
from vijfveld.law.callers import Caller
from vijfveld.law.data.declaring import OWN, DataType
from vijfveld.law.door import Door
from vijfveld.law.models import ColumnMapping, Deadline, Import, ImportFile, ImportState, OnConflict
from vijfveld.law.models.bringing import AT_WORK, WAITING
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import Invalid, Refused
from vijfveld.node.ids import Urn
from vijfveld.node.roles import Role
from vijfveld.node.slots import imports

ADMIN, BASIS, ANYONE = Purpose.ADMINISTRATION, "beheer-node", frozenset(Role)
KEPT = timedelta(days=7)
"""How long a file waits for its owner; then it is erased."""
NOT_NOW = _("Dit kan nu niet meer. Bekijk hoe het met het inlezen staat.")


@dataclass(frozen=True)
class Upload:
    """A file as it came in."""

    name: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """The digest of its bytes."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Reading:
    """How a file is to be read: the sheet, which column is what, and the system that the rows come from."""

    sheet: str
    columns: Mapping[str, str]
    source: str
    saved_as: str = ""


def type_of(found: Import) -> DataType:
    """The type of an import."""
    data_type: DataType | None = imports.get(found.what)
    if data_type is None:
        raise Refused("import.unknown_type", _("Dit soort gegevens kan niet worden ingelezen."))
    return data_type


@act("import.upload", roles=ANYONE, purpose=ADMIN, basis=BASIS, says=_("leverde een bestand aan"))
def upload_file(door: Door, what: str, *, upload: Upload) -> Import:
    """Keep a file to be brought; nothing is written until its owner starts it."""
    data_type: DataType | None = imports.get(what)
    door.require(data_type is not None and data_type.may_bring(door.viewer), "actor.no_role", NO_ROLE)
    assert data_type is not None
    whose: dict[str, Any] = {
        "person_id": door.person,
        "organisation_id": door.organisation,
        "keeping": data_type.keeping,
    }
    made = door.new(
        Import, what=what, name=upload.name[-200:], sha256=upload.sha256, size=len(upload.content), source="",
        made_at=door.now, facts={"what": what, "sha256": upload.sha256}, **whose,
    )  # fmt: skip
    door.new(ImportFile, brought=made, stored=upload.content, **whose)
    set_deadline(door, "import.waits", about=made, due_at=door.now + KEPT, organisation=door.organisation,
                 remind_before=None)  # fmt: skip
    return made


@act("import.check", roles=ANYONE, purpose=ADMIN, basis=BASIS, says=_("liet een bestand nakijken"))
def check_import(door: Door, brought: UUID, version: int, *, reading: Reading, background: bool = True) -> Import:
    """Say which column is what and have every row looked at; nothing is written."""
    found = _own(door, brought, version)
    door.require(found.state in WAITING, "import.not_now", NOT_NOW)
    problems = _source_problems(reading.source)
    if problems:
        raise Invalid(problems)
    found.sheet, found.source = reading.sheet[:100], reading.source.strip()
    found.columns = {name: header for name, header in reading.columns.items() if header}
    if reading.saved_as.strip():
        _save_mapping(door, found, reading.saved_as.strip()[:60])
    return _begin(door, found, ImportState.CHECKING, background=background)


def _source_problems(source: str) -> dict[str, Any]:
    text = source.strip()
    if not text or len(text) > 40 or ":" in text:
        return {"source": _("Noem het systeem waaruit de regels komen: kort en zonder dubbele punt.")}
    return {}


def _save_mapping(door: Door, found: Import, name: str) -> None:
    known = door.all(ColumnMapping).filter(organisation=door.organisation, what=found.what, name=name).first()
    if known is None:
        door.new(
            ColumnMapping, person_id=door.person, organisation_id=door.organisation, keeping=found.keeping,
            what=found.what, name=name, columns=found.columns,
        )  # fmt: skip
        return
    known.columns = found.columns
    door.save(known)


@act("import.start", roles=ANYONE, purpose=ADMIN, basis=BASIS, says=_("liet een bestand inlezen"))
def start_import(
    door: Door, brought: UUID, version: int, *, on_conflict: str, leave_faulty: bool = False, background: bool = True
) -> Import:
    """Have the rows written. With problems this is refused, unless the faulty rows may stay behind."""
    found = _own(door, brought, version)
    door.require(found.state == ImportState.CHECKED, "import.not_now", NOT_NOW)
    conflicts = any(problem[4] for problem in found.problems)
    problems: dict[str, Any] = {}
    if on_conflict not in OnConflict.values:
        problems["on_conflict"] = _("Kies wat er gebeurt met regels die er al zijn.")
    elif conflicts and on_conflict == OnConflict.STOP:
        problems["on_conflict"] = _("Er zijn regels die er al zijn en iets anders zeggen. Kies overslaan of bijwerken.")
    if found.refused and not leave_faulty:
        problems["leave_faulty"] = _(
            "Er zijn regels met een probleem. Verbeter het bestand, of laat die regels achter."
        )
    if problems:
        raise Invalid(problems)
    found.on_conflict, found.leave_faulty = on_conflict, leave_faulty
    return _begin(door, found, ImportState.RUNNING, background=background)


def _begin(door: Door, found: Import, state: ImportState, *, background: bool) -> Import:
    found.state, found.position, found.problems, found.because = state, 0, [], ""
    found.started_at = door.now
    for name in Outcome().counts:
        setattr(found, name, 0)
    door.save(found, state=state.value)
    if background:
        from vijfveld.law.data.running import work_in_background

        work_in_background(found.id)
    return found


@act("import.cancel", roles=ANYONE, purpose=ADMIN, basis=BASIS, says=_("brak het inlezen van een bestand af"))
def cancel_import(door: Door, brought: UUID) -> Import:
    """Stop between two batches; what was written stays, and the file is erased."""
    found = _own(door, brought)
    door.require(not found.ended, "import.not_now", NOT_NOW)
    return _end(door, found, ImportState.CANCELLED)


def _own(door: Door, brought: UUID, version: int | None = None) -> Import:
    found = door.lock(Import, brought, version)
    door.require(found.person_id == door.person, "import.not_yours", _("Alleen wie het bestand aanleverde, kan dit."))
    return found


def _end(door: Door, found: Import, state: ImportState, because: str = "") -> Import:
    found.state, found.ended_at, found.because = state, door.now, because
    door.save(found, state=state.value, sha256=found.sha256)
    for file in door.all(ImportFile).filter(brought=found):
        door.erase(file)
    close_deadlines(door, found.urn)
    return found


@act("import.note_rows", purpose=ADMIN, basis=BASIS, by_clock=True, says=_("keek regels van een bestand na"))
def note_rows(door: Door, brought: UUID, *, done: int, total: int, outcome: Outcome) -> Import:
    """Note how far the check of a file is, and what it found."""
    found = door.lock(Import, brought)
    if found.state not in AT_WORK:
        return found
    found.rows, found.position = total, done
    for name, number in outcome.counts.items():
        setattr(found, name, number)
    found.problems = [problem.stored() for problem in outcome.problems[:MOST_PROBLEMS]]
    door.save(found, rows=done)
    return found


@act("import.note_end", purpose=ADMIN, basis=BASIS, by_clock=True, says=_("rondde het inlezen van een bestand af"))
def note_end(door: Door, brought: UUID, *, because: str = "", outcome: Outcome | None = None) -> Import:
    """Note that the rows of a file were all looked at, or all written, or why that stopped."""
    found = door.lock(Import, brought)
    if found.state not in AT_WORK:
        return found
    if outcome is not None:
        found.problems = [*found.problems, *(one.stored() for one in outcome.problems)][:MOST_PROBLEMS]
    if found.state == ImportState.RUNNING:
        return _end(door, found, ImportState.STOPPED if because else ImportState.DONE, because)
    found.state, found.because = (ImportState.UPLOADED if because else ImportState.CHECKED), because
    door.save(found, state=found.state)
    return found


@act("import.expire", purpose=ADMIN, basis=BASIS, by_clock=True, says=_("wiste een bestand dat bleef liggen"))
def expire_import(door: Door, brought: UUID) -> Import:
    """Erase a file that its owner left lying."""
    found = door.lock(Import, brought)
    return found if found.ended else _end(door, found, ImportState.EXPIRED)


@at_deadline("import.waits")
def end_of_wait(caller: Caller, deadline: Deadline) -> None:
    """At the end of the term a file that waits is erased."""
    expire_import(caller, Urn.parse(deadline.about).id)


__all__ = ["OWN", "Reading", "Upload", "cancel_import", "check_import", "start_import", "upload_file"]
