# SPDX-License-Identifier: EUPL-1.2
"""What partners remark on an account that lies open to them, and the reply that each remark gets."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.tasks import finish_tasks_about, open_task
from vijfveld.law.door import Door
from vijfveld.law.models import Task
from vijfveld.law.purposes import Purpose
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Role
from vijfveld.steering.acts.accounts import own_account
from vijfveld.steering.acts.answers import MOST, TOO_LONG
from vijfveld.steering.models import Account, AccountRemark
from vijfveld.steering.words import AccountState
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.words import Area

NOT_OPEN = _("Deze verantwoording ligt niet ter inzage.")
OVER = _("De inzage is voorbij. Neem contact op met de coördinator.")


@dataclass(frozen=True)
class Remarked:
    """A remark: on one field or on the whole, and whether it may stand in the public edition."""

    words: str
    area: str = ""
    aloud: bool = False


def check_remarked(remarked: Remarked, faults: Faults) -> None:
    """Note what is wrong with a remark."""
    faults.add("words", _("Schrijf uw opmerking. Zij staat zo in de verantwoording."), when=not remarked.words.strip())
    faults.add("words", TOO_LONG, when=len(remarked.words) > MOST)
    faults.add("area", _("Kies een veld, of het geheel."), when=remarked.area not in {"", *Area.values})


@act("account_remark.place", roles={Role.LIAISON}, purpose=Purpose.COORDINATION,
     says=_("maakte een opmerking bij een verantwoording"))  # fmt: skip
def place_remark(door: Door, account: UUID, remarked: Remarked) -> AccountRemark:
    """Remark on an account for one's own organisation. The words stand as they are written, with the reply."""
    found = door.lock(Account, account)
    door.require(found.state == AccountState.REVIEW, "account.not_open", NOT_OPEN)
    door.require(bool(found.remarks_by and door.today <= found.remarks_by), "account.remarks_over", OVER)
    with Faults() as faults:
        check_remarked(remarked, faults)
    partner = Organisation.objects.get(pk=door.organisation)
    made = door.new(
        AccountRemark, account=found, partner=partner, name=partner.name, name_en=partner.name_en,
        softer_voice=partner.softer_voice, area=remarked.area, words=remarked.words.strip(), aloud=remarked.aloud,
        placed_at=door.now, facts={"area": remarked.area, "aloud": remarked.aloud},
    )  # fmt: skip
    _finish_reading(door, found)
    open_task(
        door, "account_remark.reply", about=made, organisation=found.prepared_by_id, role=Role.COORDINATOR,
        due_on=found.remarks_by,
    )  # fmt: skip
    return made


def _finish_reading(door: Door, account: Account) -> None:
    mine = door.all(Task).filter(about=account.urn, organisation=door.organisation, done_at__isnull=True)
    for task in list(mine):
        task.done_at, task.result = door.now, "done"
        door.save(task, what=task.what, result=task.result)


@act("account.read", roles={Role.LIAISON}, purpose=Purpose.COORDINATION,
     says=_("las een verantwoording en had geen opmerking"))  # fmt: skip
def read_account(door: Door, account: UUID) -> Account:
    """Say for one's own organisation that it read an account and has nothing to remark."""
    found = door.lock(Account, account)
    door.require(found.state == AccountState.REVIEW, "account.not_open", NOT_OPEN)
    _finish_reading(door, found)
    door.note(account=found.urn)
    return found


@act("account_remark.reply", roles={Role.COORDINATOR}, purpose=Purpose.COORDINATION,
     says=_("antwoordde op een opmerking bij een verantwoording"))  # fmt: skip
def reply_to_remark(door: Door, remark: UUID, version: int, *, reply: str) -> AccountRemark:
    """Reply to a remark, once; both stand in the account."""
    found = door.lock(AccountRemark, remark, version)
    own_account(door, found.account_id)
    with Faults() as faults:
        faults.add("reply", _("Schrijf een antwoord."), when=not reply.strip())
        faults.add("reply", TOO_LONG, when=len(reply) > MOST)
        faults.add("reply", _("Op deze opmerking is al geantwoord."), when=found.replied_at is not None)
    found.reply, found.replied_at = reply.strip(), door.now
    door.save(found)
    finish_tasks_about(door, found.urn, result="done")
    return found
