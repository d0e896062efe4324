# SPDX-License-Identifier: EUPL-1.2
"""Handing an outcome on as a proposal: one question to one partner, chosen by a person. Nothing is asked by itself."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.tasks import open_task
from vijfveld.law.door import Door
from vijfveld.law.purposes import Purpose
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Role
from vijfveld.steering.acts.candidates import require_heard
from vijfveld.steering.acts.portfolios import MOST_FTE, NOT_YOURS
from vijfveld.steering.acts.scenarios import LONGEST
from vijfveld.steering.models import PortfolioProposal, PortfolioRun
from vijfveld.steering.portfolio_words import RunState
from vijfveld.strategy.acts.asks import put_ask
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.models import Effort
from vijfveld.strategy.sayings import fte

NOT_DONE = _("Alleen een berekening die klaar is, kan een voorstel worden.")
NOT_ASKED = _("Deze berekening vraagt deze partner niet voor deze inzet.")


@dataclass(frozen=True)
class Offer:
    """What is proposed: to whom, how much in fte, by when an answer, in which words."""

    effort: UUID
    partner: UUID
    capacity: Decimal
    reply_by: date
    words: str
    floor: Decimal | None = None


@act("portfolio.propose", roles={Role.COORDINATOR}, purpose=Purpose.COORDINATION,
     says=_("deed een voorstel uit een portefeuille"))  # fmt: skip
def propose(door: Door, run: UUID, offer: Offer) -> PortfolioProposal:
    """Propose to a partner what a run asks of it, for effort that goes on; another amount than that of the run is told
    as such. For an effort of one's own this asks the partner; for that of another it asks the owner to look at it,
    since only the owner asks for its effort."""
    found = door.lock(PortfolioRun, run)
    door.require(found.organisation_id == door.organisation, "portfolio.not_yours", NOT_YOURS)
    door.require(found.state == RunState.DONE, "portfolio_run.not_done", NOT_DONE)
    told = _candidate(found, offer.effort)
    effort = door.visible(Effort).filter(pk=offer.effort).first()
    door.require(
        bool(told) and effort is not None, "portfolio.not_in_run", _("Deze inzet zit niet in deze berekening.")
    )
    assert effort
    door.require(effort.is_alive, "effort.over", _("Deze inzet loopt niet meer."))
    wanted = told["asked"].get(str(offer.partner))
    door.require(wanted is not None, "portfolio.not_asked", NOT_ASKED)
    require_heard(door, effort)
    mixes = found.outcome["mixes"]
    inside = sum(str(offer.effort) in mix["chosen"] for mix in mixes)
    door.require(inside > 0, "portfolio.in_no_mix", _("Deze inzet zit in geen enkele gevonden mix."))
    mine = effort.owner_id == door.organisation
    _check(door, found, offer, mine=mine)
    rests_on = {
        "study": found.assumptions["study"]["title"], "number": found.number, "sha256": found.sha256,
        "inside": inside, "mixes": len(mixes), "asked": wanted,
    }  # fmt: skip
    ask = put_ask(
        door, effort.id, partner=offer.partner, what=f"{offer.words.strip()}\n\n{named_run(rests_on, offer.capacity)}",
        capacity=offer.capacity, reply_by=offer.reply_by, floor=offer.floor,
    ) if mine else None  # fmt: skip
    made = door.new(
        PortfolioProposal, run=found, effort=effort, partner_id=offer.partner, ask=ask, capacity=offer.capacity,
        words=offer.words.strip(), rests_on=rests_on, organisation_id=door.organisation, proposed_at=door.now,
        facts={"run": found.urn, "sha256": found.sha256, "capacity": offer.capacity},
    )  # fmt: skip
    if not mine:
        open_task(door, "portfolio.look", about=made, organisation=effort.owner_id, role=Role.LIAISON)
    return made


def named_run(rests_on: dict[str, Any], capacity: Decimal) -> str:
    """The run on which a proposal rests, as a partner reads it with the question; and what the run asked, in fte,
    when `capacity` is another amount."""
    sentence = gettext("Dit voorstel rust op berekening %(number)s van de studie «%(study)s» (vingerafdruk %(short)s).")
    named = sentence % {**rests_on, "short": rests_on["sha256"][:12]}
    if Decimal(rests_on.get("asked", capacity)) == capacity:
        return named
    told = {"there": fte(Decimal(rests_on["asked"])), "here": fte(capacity)}
    return f"{named} " + gettext("De berekening rekende met %(there)s fte; dit voorstel is voor %(here)s fte.") % told


def _candidate(run: PortfolioRun, effort: UUID) -> dict[str, Any]:
    found: dict[str, Any] = next((one for one in run.assumptions["candidates"] if one["id"] == str(effort)), {})
    return found


def _check(door: Door, run: PortfolioRun, offer: Offer, *, mine: bool) -> None:
    there = Organisation.objects.filter(pk=offer.partner, left_on__isnull=True).exists()
    before = door.all(PortfolioProposal).filter(run=run, effort_id=offer.effort, partner_id=offer.partner).exists()
    with Faults() as faults:
        faults.add("words", _("Schrijf wat u vraagt, en waarom."), when=not offer.words.strip())
        faults.add("words", _("Houd dit onder de 3.500 tekens."), when=len(offer.words) > LONGEST - 500)
        faults.add("capacity", _("Vraag meer dan nul."), when=not 0 < offer.capacity <= MOST_FTE)
        faults.add("words", _("Kies een partner die meedoet."), when=not there)
        faults.add("words", _("Dit is deze partner uit deze berekening al voorgesteld."), when=before)
        faults.add("reply_by", _("Kies een dag na vandaag."), when=mine and offer.reply_by <= door.today)
