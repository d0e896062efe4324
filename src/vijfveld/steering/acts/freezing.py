# SPDX-License-Identifier: EUPL-1.2
"""Freezing a round: its report becomes bytes that never change, named in the ledger by their SHA-256."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.tasks import finish_tasks_about
from vijfveld.law.door import Door
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import NotThere
from vijfveld.node.roles import Role
from vijfveld.steering import snapshots
from vijfveld.steering.acts.answers import MOST, TOO_LONG, must_assess
from vijfveld.steering.acts.outcomes import FROZEN, fields_of
from vijfveld.steering.models import Round, Snapshot, StepDecision
from vijfveld.steering.pressing import press
from vijfveld.steering.words import ANSWERED, Edition, RoundState
from vijfveld.strategy.acts.faults import Faults

FREEZERS = {Role.ASSESSOR, Role.COORDINATOR}


@act("round.freeze", roles=FREEZERS, purpose=Purpose.COORDINATION, says=_("stelde een systeemtoets vast"))
def freeze_round(door: Door, round: UUID, version: int, *, not_measurable: str) -> Round:
    """Freeze a round once every field is judged and it is said what the test cannot measure."""
    found = _to_freeze(door, round, version)
    door.require(not found.is_frozen, "round.frozen", FROZEN)
    door.require(found.state in ANSWERED, "round.not_closed", _("Sluit de ronde voordat u haar vaststelt."))
    judged = set(door.all(StepDecision).filter(round=found).values_list("area", "axis"))
    with Faults() as faults:
        check_freezing(found, judged, not_measurable, faults)
    found.state, found.frozen_at, found.not_measurable = RoundState.FROZEN, door.now, not_measurable.strip()
    rows = snapshots.gather(door.all, found)
    network = snapshots.canonical(snapshots.network(rows))
    full = snapshots.canonical(snapshots.restricted(rows))
    door.save(found, state=found.state, report=snapshots.digest(network))
    _keep(door, found, Edition.NETWORK, network)
    _keep(door, found, Edition.RESTRICTED, full)
    finish_tasks_about(door, found.urn, result="done")
    return found


def _to_freeze(door: Door, round: UUID, version: int | None) -> Round:
    found = door.lock(Round, round, version)
    if found.prepared_by_id != door.organisation:
        must_assess(door, found)
    return found


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


@act("round.press", roles=FREEZERS, purpose=Purpose.COORDINATION, says=_("maakte de pdf van een systeemtoets"))
def press_report(door: Door, round: UUID, language: str) -> Round:
    """Make the PDF of a frozen report in one language, once: later readers get these same bytes."""
    found = _to_freeze(door, round, None)
    source = door.all(Snapshot).filter(round=found, edition=Edition.NETWORK, form="json").first()
    if source is None:
        raise NotThere
    if not door.all(Snapshot).filter(round=found, form="pdf", language=language).exists():
        pressed = press(bytes(source.stored), language=language)
        _keep(door, found, Edition.NETWORK, pressed, form="pdf", language=language)
    return found


@act("round.verify", roles={*FREEZERS, Role.OVERSIGHT}, purpose=Purpose.COORDINATION,
     says=_("controleerde een vastgesteld rapport"))  # fmt: skip
def verify_report(door: Door, round: UUID) -> bool:
    """Derive a frozen report again from its rows and compare it with its stored bytes; the outcome is noted."""
    found = door.all(Round).filter(pk=round, state=RoundState.FROZEN).first()
    if found is None:
        raise NotThere
    same = all(rederived(door, found).values())
    door.note(round=found.urn, same=same)
    return same


def rederived(door: Door, round: Round) -> dict[str, bool]:
    """Whether each edition, derived again, is what was stored, to the byte."""
    rows = snapshots.gather(door.all, round)
    made = {Edition.NETWORK: snapshots.network(rows), Edition.RESTRICTED: snapshots.restricted(rows)}
    kept = {one.edition: bytes(one.stored) for one in door.all(Snapshot).filter(round=round, form="json")}
    return {edition.value: snapshots.canonical(report) == kept.get(edition) for edition, report in made.items()}
