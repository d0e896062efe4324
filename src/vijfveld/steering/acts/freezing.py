# SPDX-License-Identifier: EUPL-1.2
"""Freezing a round: its report becomes bytes that never change, named in the ledger by their SHA-256.

People ask for it; the bytes are made in the background, outside any transaction; a last short act writes them if what
was read still stands, and refuses otherwise, so that they are made again.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.tasks import finish_tasks_about
from vijfveld.law.door import Door
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import NotThere, Refused
from vijfveld.node.roles import Role
from vijfveld.steering import snapshots
from vijfveld.steering.acts.answers import MOST, TOO_LONG, must_assess
from vijfveld.steering.acts.outcomes import FROZEN, fields_of
from vijfveld.steering.models import (
    Evidence,
    Finding,
    Freezing,
    Invitation,
    Reservation,
    Round,
    Snapshot,
    StepDecision,
    TestAnswer,
)
from vijfveld.steering.words import ANSWERED, Edition, FreezingState, RoundState
from vijfveld.strategy.acts.faults import Faults

FREEZERS = {Role.ASSESSOR, Role.COORDINATOR}
RESTS_ON = (Invitation, TestAnswer, Evidence, StepDecision, Reservation, Finding)
"""Whatever a report is made from, beside the round itself."""
CHANGED = "round.changed_meanwhile"


@dataclass(frozen=True)
class Made:
    """A report made outside an act: its bytes, the moment it bears, and what stood when it was read."""

    at: datetime
    standing: str
    network: bytes = field(repr=False)
    restricted: bytes = field(repr=False)


def standing(read: snapshots.Read, round: Round) -> str:
    """What a report of this round rests on now: every write raises a version, so equal sums are equal rows."""
    found = [f"round {round.version}"]
    for model in RESTS_ON:
        told = read(model).filter(round=round).order_by().aggregate(rows=Count("id"), versions=Sum("version"))
        found.append(f"{model.kind} {told['rows']} {told['versions']}")
    before = snapshots.round_before(read, round)
    return "; ".join([*found, f"before {before.pk if before else ''}"])


def make(read: snapshots.Read, round: Round, *, not_measurable: str, at: datetime) -> Made:
    """Make the bytes of a report as it will stand when the round is frozen at a moment. Nothing is written."""
    stood = standing(read, round)
    round.state, round.frozen_at, round.not_measurable = RoundState.FROZEN, at, not_measurable.strip()
    rows = snapshots.gather(read, round)
    network, restricted = (snapshots.canonical(told(rows)) for told in (snapshots.network, snapshots.restricted))
    return Made(at, stood, network, restricted)


@act(
    "round.ask_freeze",
    roles=FREEZERS,
    purpose=Purpose.COORDINATION,
    says=_("vroeg om een systeemtoets vast te stellen"),
)
def ask_to_freeze(door: Door, round: UUID, version: int, *, not_measurable: str) -> Freezing:
    """Ask for the frozen report. It is made in the background and can be called off until it is there."""
    found = _to_freeze(door, round, version)
    _require_ready(door, found, not_measurable)
    waiting = door.all(Freezing).filter(round=found, state=FreezingState.ASKED).exists()
    door.require(not waiting, "round.being_frozen", _("Dit rapport wordt al gemaakt."))
    return door.new(
        Freezing, round=found, organisation_id=door.organisation, not_measurable=not_measurable.strip(),
        asked_at=door.now,
    )  # fmt: skip


@act(
    "freezing.cancel",
    roles=FREEZERS,
    purpose=Purpose.COORDINATION,
    says=_("brak het vaststellen van een systeemtoets af"),
)
def cancel_freezing(door: Door, freezing: UUID, version: int) -> Freezing:
    """Call off a report that is not there yet."""
    asked = door.lock(Freezing, freezing, version)
    _to_freeze(door, asked.round_id, None)
    door.require(asked.state == FreezingState.ASKED, "freezing.over", _("Dit rapport is er al, of was al afgebroken."))
    return _ended(door, asked, FreezingState.CANCELLED)


@act("freezing.fail", purpose=Purpose.COORDINATION, by_clock=True, says=_("kon een systeemtoets niet vaststellen"))
def note_failed_freezing(door: Door, freezing: UUID, *, because: str) -> Freezing:
    """Note that a report could not be made, and why; people may ask again."""
    asked = door.lock(Freezing, freezing)
    return _ended(door, asked, FreezingState.FAILED, because) if asked.state == FreezingState.ASKED else asked


def _ended(door: Door, freezing: Freezing, state: FreezingState, because: str = "") -> Freezing:
    freezing.state, freezing.because, freezing.ended_at = state, because, door.now
    door.save(freezing, state=state.value)
    return freezing


@act("round.freeze", purpose=Purpose.COORDINATION, by_clock=True, says=_("stelde een systeemtoets vast"))
def finish_freezing(door: Door, freezing: UUID, made: Made) -> Round:
    """Write the report that was asked for, in one short step; refused when something changed since it was read."""
    asked = door.lock(Freezing, freezing)
    found = door.lock(Round, asked.round_id)
    door.require(asked.state == FreezingState.ASKED, "freezing.over", _("Dit rapport is er al, of is afgebroken."))
    _require_ready(door, found, asked.not_measurable)
    same = standing(door.all, found) == made.standing
    door.require(same, CHANGED, _("Er veranderde iets terwijl het rapport werd gemaakt. Het wordt opnieuw gemaakt."))
    _ended(door, asked, FreezingState.DONE)
    return _freeze(door, found, asked.not_measurable, made)


def _freeze(door: Door, found: Round, not_measurable: str, made: Made) -> Round:
    found.state, found.frozen_at, found.not_measurable = RoundState.FROZEN, made.at, not_measurable.strip()
    door.save(found, state=found.state, report=snapshots.digest(made.network))
    _keep(door, found, Edition.NETWORK, made.network)
    _keep(door, found, Edition.RESTRICTED, made.restricted)
    finish_tasks_about(door, found.urn, result="done")
    return found


def _to_freeze(door: Door, round: UUID, version: int | None) -> Round:
    found = door.lock(Round, round, version)
    if found.prepared_by_id != door.organisation:
        must_assess(door, found)
    return found


def _require_ready(door: Door, found: Round, not_measurable: str) -> None:
    door.require(not found.is_frozen, "round.frozen", FROZEN)
    door.require(found.state in ANSWERED, "round.not_closed", _("Sluit de ronde voordat u haar vaststelt."))
    judged = set(door.all(StepDecision).filter(round=found).values_list("area", "axis"))
    with Faults() as faults:
        check_freezing(found, judged, not_measurable, faults)


def check_freezing(round: Round, judged: set[tuple[str, str]], not_measurable: str, faults: Faults) -> None:
    """Note what is missing before a round can be frozen."""
    open_still = [field for field in fields_of(round) if field not in judged]
    faults.add(
        "not_measurable", _("Schrijf wat deze toets niet kan meten. Zonder die zin is het rapport niet af."),
        when=not not_measurable.strip(),
    )  # fmt: skip
    faults.add("not_measurable", TOO_LONG, when=len(not_measurable) > MOST)
    sentence = _("Er zijn nog velden zonder oordeel: %(count)s. Ook “niet te beoordelen” is een oordeel.")
    faults.add("fields", sentence % {"count": len(open_still)}, when=bool(open_still))


def _keep(door: Door, round: Round, edition: Edition, stored: bytes, *, form: str = "json", language: str = "") -> None:
    sha256 = snapshots.digest(stored)
    door.new(
        Snapshot, round=round, edition=edition, form=form, language=language, sha256=sha256, size=len(stored),
        stored=stored, made_at=door.now,
        facts={"edition": edition.value, "form": form, "language": language, "sha256": sha256, "size": len(stored)},
    )  # fmt: skip


@dataclass(frozen=True)
class Pressed:
    """A PDF that was pressed outside an act, from the stored bytes with this name."""

    language: str
    source: str
    stored: bytes = field(repr=False)


@act("round.press", roles=FREEZERS, purpose=Purpose.COORDINATION, by_clock=True,
     says=_("maakte de pdf van een systeemtoets"))  # fmt: skip
def keep_pdf(door: Door, round: UUID, pressed: Pressed) -> Round:
    """Keep the PDF of a frozen report in one language, once: later readers get these same bytes."""
    found = door.lock(Round, round) if door.caller.clock else _to_freeze(door, round, None)
    source = door.all(Snapshot).filter(round=found, edition=Edition.NETWORK, form="json").first()
    if source is None:
        raise NotThere
    door.require(source.sha256 == pressed.source, "round.other_report", _("Deze pdf hoort bij een ander rapport."))
    if not door.all(Snapshot).filter(round=found, form="pdf", language=pressed.language).exists():
        _keep(door, found, Edition.NETWORK, pressed.stored, form="pdf", language=pressed.language)
    return found


@act("round.verify", roles={*FREEZERS, Role.OVERSIGHT}, purpose=Purpose.COORDINATION,
     says=_("controleerde een vastgesteld rapport"))  # fmt: skip
def verify_report(door: Door, round: UUID) -> bool:
    """Derive a frozen report again from its rows and compare it with its stored bytes; the outcome is noted."""
    found = door.all(Round).filter(pk=round, state=RoundState.FROZEN).first()
    if found is None:
        raise NotThere
    same = all(rederived(door.all, found).values())
    door.note(round=found.urn, same=same)
    return same


def rederived(read: snapshots.Read, round: Round) -> dict[str, bool]:
    """Whether each edition, derived again, is what was stored, to the byte."""
    rows = snapshots.gather(read, round)
    made = {Edition.NETWORK: snapshots.network(rows), Edition.RESTRICTED: snapshots.restricted(rows)}
    kept = {one.edition: bytes(one.stored) for one in read(Snapshot).filter(round=round, form="json")}
    return {edition.value: snapshots.canonical(report) == kept.get(edition) for edition, report in made.items()}


def changed_meanwhile(refusal: Refused) -> bool:
    """Whether a report was refused only because something changed while it was made."""
    return refusal.code == CHANGED
