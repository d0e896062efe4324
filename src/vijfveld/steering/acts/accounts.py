# SPDX-License-Identifier: EUPL-1.2
"""Preparing an account, counting for it, writing it, and laying it open to partners."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.clocks import set_deadline
from vijfveld.law.acts.tasks import open_task
from vijfveld.law.door import Door
from vijfveld.law.models import Checkpoint
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import Refused
from vijfveld.law.search import make_findable
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Role
from vijfveld.steering import account_words
from vijfveld.steering.account_report import counted_in, latest_counts
from vijfveld.steering.acts.answers import MOST, TOO_LONG
from vijfveld.steering.models import Account, AccountCount, AccountField
from vijfveld.steering.snapshots import digest
from vijfveld.steering.tallying import Counted
from vijfveld.steering.words import AccountEditionKind, AccountState
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.acts.levels import end_of
from vijfveld.strategy.words import LATEST_LOOK, Area

LONGEST_YEARS = 10
NOT_PREPARER = _("Alleen de organisatie die deze verantwoording voorbereidt, kan dit.")
FROZEN = _("Deze verantwoording is vastgesteld. Er verandert niets meer aan.")
NOT_COUNTED = _("Er is nog niet geteld. Tel eerst.")


@dataclass(frozen=True)
class Period:
    """What an account is called and which days it is about, the first and the last included."""

    title: str
    first_on: date
    last_on: date


def check_period(period: Period, faults: Faults, *, today: date) -> None:
    """Note what is wrong with the period of an account."""
    faults.add("title", _("Geef de verantwoording een korte titel."), when=not period.title.strip())
    faults.add("title", _("Houd de titel onder de 120 tekens."), when=len(period.title.strip()) > 120)
    faults.add("first_on", _("De eerste dag ligt voor vandaag."), when=period.first_on >= today)
    faults.add("last_on", _("De laatste dag ligt na de eerste."), when=period.last_on <= period.first_on)
    faults.add(
        "last_on", _("De laatste dag ligt hooguit twee jaar vooruit."), when=period.last_on > today + LATEST_LOOK
    )
    too_long = period.last_on.year - period.first_on.year > LONGEST_YEARS
    faults.add("first_on", _("Een verantwoording gaat over ten hoogste tien jaar."), when=too_long)


@act("account.prepare", roles={Role.COORDINATOR}, purpose=Purpose.COORDINATION, says=_("begon een verantwoording"))
def prepare_account(door: Door, period: Period) -> Account:
    """Begin an account of a period, with an empty text for every field. Only coordinators read it yet."""
    with Faults() as faults:
        check_period(period, faults, today=door.today)
    frozen = door.all(Account).filter(state=AccountState.FROZEN, mode=door.mode, last_on__lte=period.last_on)
    made = door.new(
        Account, title=period.title.strip(), first_on=period.first_on, last_on=period.last_on,
        prepared_by_id=door.organisation, before=frozen.order_by("-last_on", "-frozen_at", "-id").first(),
        facts={"first_on": period.first_on, "last_on": period.last_on},
    )  # fmt: skip
    for area in Area.values:
        door.new(AccountField, account=made, area=area, facts={"area": area})
    make_findable(door, made, title=made.title)
    return made


def own_account(door: Door, account: UUID, version: int | None = None) -> Account:
    """An account of one's own organisation that is not frozen yet, for change."""
    found = door.lock(Account, account, version)
    door.require(found.prepared_by_id == door.organisation, "account.not_yours", NOT_PREPARER)
    door.require(not found.is_frozen, "account.frozen", FROZEN)
    return found


@act("account.count", roles={Role.COORDINATOR}, purpose=Purpose.COORDINATION,
     says=_("telde voor een verantwoording"))  # fmt: skip
def keep_count(door: Door, account: UUID, counted: Counted) -> AccountCount:
    """Keep what was counted from the ledger below a signed checkpoint; an earlier counting stays as it was."""
    found = own_account(door, account)
    signed = Checkpoint.objects.filter(size=counted.size).first()
    if signed is None or bytes(signed.root).hex() != counted.root:
        raise Refused(
            "account.no_checkpoint", _("Deze telling rust niet op een ijkpunt van het register. Tel opnieuw.")
        )
    limits = account_words.all_limits()
    kept = [
        door.new(
            AccountCount, account=found, edition=edition, size=counted.size, root=counted.root,
            checkpoint=counted.checkpoint, sha256=digest(stored), stored=stored, limits=limits, counted_at=door.now,
            facts={"edition": edition.value, "size": counted.size, "root": counted.root, "sha256": digest(stored)},
        )
        for edition, stored in (
            (AccountEditionKind.PUBLIC, counted.public), (AccountEditionKind.RESTRICTED, counted.restricted)
        )
    ]  # fmt: skip
    return kept[0]


@act("account.introduce", roles={Role.COORDINATOR}, purpose=Purpose.COORDINATION,
     says=_("schreef de inleiding van een verantwoording"))  # fmt: skip
def write_introduction(door: Door, account: UUID, version: int, *, introduction: str) -> Account:
    """Write the introduction."""
    found = own_account(door, account, version)
    with Faults() as faults:
        faults.add("introduction", TOO_LONG, when=len(introduction) > MOST)
    found.introduction = introduction.strip()
    door.save(found)
    return found


@dataclass(frozen=True)
class Written:
    """What is told about one field: what went well, what did not, the grey, and what cannot be measured and why."""

    went_well: str = ""
    went_badly: str = ""
    grey: str = ""
    not_measurable: str = ""


@act("account.write", roles={Role.COORDINATOR}, purpose=Purpose.COORDINATION,
     says=_("schreef over een veld in een verantwoording"))  # fmt: skip
def write_field(door: Door, field: UUID, version: int, written: Written) -> AccountField:
    """Write about one field; that something cannot be measured is compulsory once the account is frozen."""
    found = door.lock(AccountField, field, version)
    own_account(door, found.account_id)
    with Faults() as faults:
        for name, words in written.__dict__.items():
            faults.add(name, TOO_LONG, when=len(words) > MOST)
    for name, words in written.__dict__.items():
        setattr(found, name, words.strip())
    door.save(found, area=found.area)
    return found


@act("account.open", roles={Role.COORDINATOR}, purpose=Purpose.COORDINATION,
     says=_("legde een verantwoording ter inzage"))  # fmt: skip
def open_account(door: Door, account: UUID, version: int, *, remarks_by: date) -> Account:
    """Lay an account open to partners: those that were asked something in the period get a task to read it."""
    found = own_account(door, account, version)
    door.require(found.state == AccountState.DRAFT, "account.open", _("Deze verantwoording ligt al ter inzage."))
    counts = latest_counts(door.all, found)
    with Faults() as faults:
        faults.add("remarks_by", _("Kies een dag na vandaag."), when=remarks_by <= door.today)
        faults.add("remarks_by", _("Kies een dag binnen twee jaar."), when=remarks_by > door.today + LATEST_LOOK)
        faults.add("introduction", _("Schrijf eerst de inleiding."), when=not found.introduction)
        faults.add("counts", NOT_COUNTED, when=not counts)
    found.state, found.opened_at, found.remarks_by = AccountState.REVIEW, door.now, remarks_by
    asked = [UUID(one["organisation"]) for one in counted_in(counts[AccountEditionKind.RESTRICTED])["partners"]]
    partners = Organisation.objects.filter(pk__in=asked, left_on__isnull=True).order_by("id")
    door.save(found, state=found.state, remarks_by=remarks_by, partners=len(partners))
    for partner in partners:
        open_task(
            door, "account.read", about=found, organisation=partner.pk, role=Role.LIAISON, due_on=remarks_by
        )  # fmt: skip
    set_deadline(door, "account.remarks", about=found, due_at=end_of(remarks_by), organisation=found.prepared_by_id)
    return found
