# SPDX-License-Identifier: EUPL-1.2
"""Freezing an account: a decision, after which its bytes never change; pressing, bundling and checking it."""

from uuid import UUID

import rfc8785
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.clocks import close_deadlines
from vijfveld.law.acts.decisions import decide
from vijfveld.law.acts.tasks import finish_tasks_about
from vijfveld.law.door import Door
from vijfveld.law.models import Reasoning
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import NotThere
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Role
from vijfveld.steering.account_pressing import press_account as pressed
from vijfveld.steering.account_report import compose, counted_in, gather, latest_counts
from vijfveld.steering.acts.accounts import NOT_COUNTED, own_account
from vijfveld.steering.models import Account, AccountEdition, AccountField, AccountRemark
from vijfveld.steering.snapshots import digest
from vijfveld.steering.tallying import Counted
from vijfveld.steering.words import AccountEditionKind, AccountState
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.acts.levels import end_of


@act("account.freeze", roles={Role.COORDINATOR}, purpose=Purpose.COORDINATION,
     says=_("stelde een verantwoording vast"))  # fmt: skip
def freeze_account(door: Door, account: UUID, version: int, *, reasons: str, early: str = "") -> Account:
    """Freeze an account after its period, once partners could read it and every remark has its reply."""
    found = own_account(door, account, version)
    door.require(
        found.state == AccountState.REVIEW, "account.not_open",
        _("Leg de verantwoording eerst ter inzage bij partners."),
    )  # fmt: skip
    with Faults() as faults:
        faults.add("reasons", _("Geef de redenen van dit besluit."), when=not reasons.strip())
        _check_freezing(door, found, early, faults)
    found.decision = decide(
        door, "account.freeze", about=found, reasoning=Reasoning(reasons.strip(), alternatives=early.strip()),
        outcome="frozen",
    )  # fmt: skip
    found.state, found.frozen_at, found.early = AccountState.FROZEN, door.now, early.strip()
    found.names = _names(door, found)
    # The bytes are composed from what is frozen, and their hashes stand in the entry of the account itself.
    parts = gather(door.all, found)
    stored = {edition: rfc8785.dumps(compose(parts, edition)) for edition in AccountEditionKind.values}
    door.save(found, state=found.state, **{edition: digest(made) for edition, made in stored.items()})
    for edition, made in stored.items():
        _keep(door, found, edition, made)
    close_deadlines(door, found.urn)
    finish_tasks_about(door, found.urn, result="done")
    return found


def _check_freezing(door: Door, account: Account, early: str, faults: Faults) -> None:
    counts = latest_counts(door.all, account)
    counted_at = max((one.counted_at for one in counts.values()), default=None)
    silent = [one.get_area_display() for one in door.all(AccountField).filter(account=account, not_measurable="")]
    waiting = door.all(AccountRemark).filter(account=account, replied_at__isnull=True).count()
    faults.add("period", _("De periode is nog niet voorbij."), when=account.last_on >= door.today)
    faults.add("counts", NOT_COUNTED, when=counted_at is None)
    faults.add(
        "counts", _("Er is voor het einde van de periode geteld. Tel opnieuw."),
        when=counted_at is not None and counted_at < end_of(account.last_on),
    )  # fmt: skip
    sentence = _("Schrijf per veld wat niet te meten is, en waarom. Dat ontbreekt nog bij: %(fields)s.")
    faults.add("fields", sentence % {"fields": ", ".join(map(str, silent))}, when=bool(silent))
    unanswered = _("Er zijn nog opmerkingen zonder antwoord: %(count)s.") % {"count": waiting}
    faults.add("remarks", unanswered, when=waiting > 0)
    faults.add(
        "early", _("De inzage is nog niet voorbij. Schrijf waarom u niet wacht, of wacht tot na de laatste dag."),
        when=bool(account.remarks_by and door.today <= account.remarks_by and not early.strip()),
    )  # fmt: skip


def _names(door: Door, account: Account) -> dict[str, dict[str, str]]:
    """The names, as they are now, of who prepares the account and of the partners it counts."""
    counts = latest_counts(door.all, account)
    counted = counted_in(counts[AccountEditionKind.RESTRICTED])["partners"]
    asked = {str(account.prepared_by_id), *(one["organisation"] for one in counted)}
    rows = Organisation.objects.filter(pk__in=asked)
    return {str(one.pk): {"nl": one.name, "en": one.name_en or one.name} for one in rows}


def _keep(
    door: Door, account: Account, edition: str, stored: bytes, *, form: str = "json", language: str = ""
) -> AccountEdition:
    sha256 = digest(stored)
    return door.new(
        AccountEdition, account=account, edition=edition, form=form, language=language, sha256=sha256,
        size=len(stored), stored=stored, made_at=door.now,
        facts={"edition": edition, "form": form, "language": language, "sha256": sha256, "size": len(stored)},
    )  # fmt: skip


def _frozen(door: Door, account: UUID) -> Account:
    found = door.visible(Account).filter(pk=account, state=AccountState.FROZEN).first()
    if found is None:
        raise NotThere
    return door.lock(Account, account)


@act("account.press", roles={Role.COORDINATOR}, purpose=Purpose.COORDINATION,
     says=_("maakte de pdf van een verantwoording"))  # fmt: skip
def press_account(door: Door, account: UUID, edition: str, language: str) -> Account:
    """Make the PDF of one edition in one language, once: later readers get these same bytes."""
    found = _frozen(door, account)
    kept = door.all(AccountEdition).filter(account=found, edition=edition)
    source = kept.filter(form="json").first()
    if source is None:
        raise NotThere
    if not kept.filter(form="pdf", language=language).exists():
        _keep(door, found, edition, pressed(bytes(source.stored), language=language), form="pdf", language=language)
    return found


@act("account.bundle", roles={Role.COORDINATOR}, purpose=Purpose.COORDINATION,
     says=_("legde de hash van het bestand voor beoordelaars vast"))  # fmt: skip
def note_bundle(door: Door, account: UUID, frame: bytes, sha256: str, size: int) -> Account:
    """Write down the SHA-256 of the file for outside evaluators, once, with what its bytes follow from beside the
    frozen account: up to which entry the ledger goes, and the texts and programs of this version."""
    found = _frozen(door, account)
    edition = AccountEditionKind.RESTRICTED.value
    if not door.all(AccountEdition).filter(account=found, form="zip").exists():
        door.new(
            AccountEdition, account=found, edition=edition, form="zip", sha256=sha256, size=size, stored=frame,
            made_at=door.now,
            facts={"edition": edition, "form": "zip", "sha256": sha256, "size": size},
        )  # fmt: skip
    return found


@act("account.verify", roles={Role.COORDINATOR, Role.OVERSIGHT}, purpose=Purpose.COORDINATION,
     says=_("controleerde een vastgestelde verantwoording"))  # fmt: skip
def verify_account(door: Door, account: UUID, counted: Counted) -> bool:
    """Compose a frozen account again from what was counted anew and compare it, to the byte; the outcome is noted."""
    found = door.all(Account).filter(pk=account, state=AccountState.FROZEN).first()
    if found is None:
        raise NotThere
    same = all(rederived(door, found, counted).values())
    door.note(account=found.urn, same=same)
    return same


def rederived(door: Door, account: Account, counted: Counted) -> dict[str, bool]:
    """Whether each edition, composed again, is what was kept; and whether the figures, counted again, are."""
    parts = gather(door.all, account)
    made = {"public": counted.public, "restricted": counted.restricted}
    kept = {one.edition: bytes(one.stored) for one in door.all(AccountEdition).filter(account=account, form="json")}
    same = {edition: rfc8785.dumps(compose(parts, edition)) == kept.get(edition) for edition in made}
    return same | {f"count.{name}": bytes(parts.counts[name].stored) == stored for name, stored in made.items()}
