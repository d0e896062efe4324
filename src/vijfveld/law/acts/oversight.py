# SPDX-License-Identifier: EUPL-1.2
"""Confirming bases, breaking glass and reviewing it afterwards."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.clocks import close_deadlines, set_deadline
from vijfveld.law.acts.tasks import finish_tasks_about, open_task
from vijfveld.law.bases import catalogue
from vijfveld.law.door import Door
from vijfveld.law.glass import STEPS
from vijfveld.law.models import BasisConfirmation, BreakGlass
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import Invalid, NotThere
from vijfveld.node.ids import is_urn
from vijfveld.node.models import Mandate, in_force
from vijfveld.node.roles import Role

OPEN_FOR = timedelta(hours=4)
REVIEW_WITHIN = timedelta(hours=24)


@act(
    "basis.confirm", roles={Role.FG}, purpose=Purpose.OVERSIGHT, basis="toezicht-fg", says=_("bevestigde een grondslag")
)
def confirm_basis(door: Door, basis: str, *, source_read: str) -> BasisConfirmation:
    """Confirm, as data protection officer, that a shipped basis is right and may carry personal data here."""
    if catalogue().find(basis) is None:
        raise NotThere
    if not source_read.strip():
        raise Invalid({"source_read": _("Noem wat u hebt gelezen: de vindplaats van de wettekst.")})
    known = door.all(BasisConfirmation).filter(basis=basis).first()
    if known is None:
        return door.new(BasisConfirmation, basis=basis, confirmed_by_id=door.person, confirmed_at=door.now,
                        source_read=source_read, facts={"basis": basis})  # fmt: skip
    known.confirmed_by_id, known.confirmed_at, known.withdrawn_at = door.person, door.now, None
    known.source_read = source_read
    door.save(known, basis=basis)
    return known


@act(
    "basis.withdraw", roles={Role.FG}, purpose=Purpose.OVERSIGHT, basis="toezicht-fg", says=_("trok een bevestiging in")
)
def withdraw_basis(door: Door, basis: str) -> BasisConfirmation:
    """Withdraw a confirmation: from now on the basis carries no personal data on this node."""
    known = door.all(BasisConfirmation).filter(basis=basis, withdrawn_at__isnull=True).first()
    if known is None:
        raise NotThere
    known.withdrawn_at = door.now
    door.save(known, basis=basis)
    return known


@act("glass.break", roles=frozenset(Role) - {Role.NODE_KEEPER, Role.OVERSIGHT}, purpose=Purpose.CRISIS,
     basis="noodzaak-levensgevaar", says=_("opende een stap wegens levensgevaar"))  # fmt: skip
def break_glass(door: Door, step: str, *, about: str, reason: str) -> BreakGlass:
    """Open the one step that a rule blocks while life is at stake. The data protection officer hears at once."""
    problems = {}
    if step not in STEPS:
        problems["step"] = _("Deze regel kan niet worden doorbroken.")
    if about and not is_urn(about):
        problems["about"] = _("Deze verwijzing klopt niet. Plak haar zoals ze onder de weigering staat.")
    if len(reason.strip()) < 20:
        problems["reason"] = _(
            "Schrijf in een of twee zinnen welk leven op het spel staat en waarom u niet kunt wachten."
        )
    if problems:
        raise Invalid(problems)
    broken = door.new(
        BreakGlass, step=step, about=about, reason=reason, opened_by_id=door.person, organisation_id=door.organisation,
        opened_at=door.now, closes_at=door.now + OPEN_FOR, facts={"step": step},
    )  # fmt: skip
    set_deadline(door, "glass.review", about=broken, due_at=door.now + REVIEW_WITHIN, remind_before=timedelta(hours=4))
    closes_on = timezone.localdate(broken.closes_at)
    for officer in _officers(door):
        open_task(door, "glass.review", about=broken, organisation=officer, role=Role.FG, due_on=closes_on)
    return broken


def _officers(door: Door) -> set[UUID]:
    mandates = door.all(Mandate).filter(in_force(door.now), role=Role.FG)
    return set(mandates.values_list("organisation_id", flat=True))


@act(
    "glass.review", roles={Role.FG}, purpose=Purpose.OVERSIGHT, basis="toezicht-fg", says=_("beoordeelde een doorbraak")
)
def review_glass(door: Door, broken: UUID, *, judgement: str) -> BreakGlass:
    """Judge afterwards whether breaking the glass was right: `right`, `wrong` (the step shuts at once) or `unclear`."""
    found = door.lock(BreakGlass, broken)
    door.require(found.opened_by_id != door.person, "glass.own", _("U kunt uw eigen doorbraak niet beoordelen."))
    door.require(found.reviewed_at is None, "glass.reviewed", _("Deze noodstap is al beoordeeld."))
    if judgement not in {"right", "wrong", "unclear"}:
        raise Invalid({"judgement": _("Kies een oordeel.")})
    found.reviewed_at, found.judgement = door.now, judgement
    if judgement == "wrong":
        found.closes_at = min(found.closes_at, door.now)
    door.save(found, judgement=judgement)
    close_deadlines(door, found.urn)
    finish_tasks_about(door, found.urn)
    return found
