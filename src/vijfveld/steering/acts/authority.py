# SPDX-License-Identifier: EUPL-1.2
"""Adding dated lines to the map of authority, and ending them. The shipped lines never change."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.bases import catalogue
from vijfveld.law.door import Door
from vijfveld.law.purposes import Purpose
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Role
from vijfveld.steering.acts.answers import MOST, TOO_LONG
from vijfveld.steering.authority import shipped_authority
from vijfveld.steering.models import AuthorityLine
from vijfveld.steering.words_roles import FARTHEST
from vijfveld.strategy.acts.faults import Faults


@dataclass(frozen=True)
class Say:
    """Whose say it is: in which task and phase, whose, about what, on which basis, according to which source, when."""

    task: str
    phase: str
    organisation: UUID
    say: str
    source: str
    from_on: date
    until_on: date | None = None
    basis: str = ""


def check_say(say: Say, faults: Faults, *, today: date) -> None:
    """Note what is wrong with a line."""
    known = shipped_authority()
    partner = Organisation.objects.filter(pk=say.organisation, left_on__isnull=True).exists()
    faults.add("task", _("Kies een taak van de kaart."), when=say.task not in known.tasks)
    faults.add("phase", _("Kies een fase van de kaart."), when=say.phase not in {one.code for one in known.phases})
    faults.add("organisation", _("Kies een partner die meedoet."), when=not partner)
    faults.add("say", _("Schrijf waarover deze organisatie beslist."), when=not say.say.strip())
    faults.add("say", TOO_LONG, when=len(say.say) > MOST)
    faults.add("source", _("Noem waar dit staat."), when=not say.source.strip())
    faults.add("source", _("Houd dit onder de 200 tekens."), when=len(say.source.strip()) > 200)
    basis = catalogue().find(say.basis) if say.basis else None
    faults.add("basis", _("Deze grondslag kent de node niet."), when=bool(say.basis) and basis is None)
    not_now = basis is not None and not basis.in_force(max(say.from_on, today))
    faults.add("basis", _("Deze grondslag geldt niet op deze dag."), when=not_now)
    near = today - FARTHEST <= say.from_on <= today + FARTHEST
    faults.add("from_on", _("Kies een dag binnen vijf jaar van vandaag."), when=not near)
    until = say.until_on
    faults.add(
        "until_on", _("De laatste dag ligt niet voor de eerste."), when=until is not None and until < say.from_on
    )


@act("authority.add", roles={Role.COORDINATOR}, purpose=Purpose.COORDINATION,
     says=_("voegde een regel toe aan de gezagskaart"))  # fmt: skip
def add_authority_line(door: Door, say: Say) -> AuthorityLine:
    """Add a line with its days and source."""
    with Faults() as faults:
        check_say(say, faults, today=door.today)
    return door.new(
        AuthorityLine, task=say.task, phase=say.phase, organisation_id=say.organisation, say=say.say.strip(),
        legal_basis=say.basis, source=say.source.strip(), from_on=say.from_on, until_on=say.until_on,
        added_by_id=door.organisation, facts={"task": say.task, "phase": say.phase},
    )  # fmt: skip


@act("authority.end", roles={Role.COORDINATOR}, purpose=Purpose.COORDINATION,
     says=_("beëindigde een regel van de gezagskaart"))  # fmt: skip
def end_authority_line(door: Door, line: UUID, version: int) -> AuthorityLine:
    """Let a line hold until today; it stays readable."""
    found = door.lock(AuthorityLine, line, version)
    door.require(
        found.added_by_id == door.organisation, "authority.not_yours",
        _("Alleen de organisatie die deze regel toevoegde, kan haar beëindigen."),
    )  # fmt: skip
    over = found.until_on is not None and found.until_on <= door.today
    door.require(not over, "authority.over", _("Deze regel geldt al niet meer na vandaag."))
    found.until_on = max(door.today, found.from_on)
    door.save(found, until_on=found.until_on)
    return found
